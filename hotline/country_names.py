"""Countries as people write them, in any language we speak."""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz, process

from hotline import countries, languages, texts
from hotline.languages import Language

LONGEST_CODE = 3  # letters
FEWEST_KEYS = 3
_KEYPAD = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
# What people say in place of the name: short and old names, and what its people are called.
_ALSO_CALLED = {
    "BRA": "Brazilian Brasileño Brasileña Brasilero",
    "CHN": "Chinese Chino PeoplesRepublicOfChina RepúblicaPopularChina RepúblicaPopularDeChina",
    "COL": "Colombian Colombiano Colombiana",
    "CUB": "Cuban Cubano Cubana",
    "DOM": "Dominican Dominicano Dominicana",
    "ECU": "Ecuadorian Ecuatoriano Ecuatoriana",
    "GTM": "Guate Guatemalan Guatemalteco Guatemalteca Chapín Chapina",
    "HND": "Honduran Hondureño Hondureña Catracho Catracha",
    "HTI": "Haitian Haitiano Haitiana",
    "JAM": "Jamaican Jamaiquino Jamaiquina",
    "MEX": "Méjico Mexican Mexicano Mexicana",
    "NIC": "Nica Nicaraguan Nicaragüense",
    "PER": "Peruvian Peruano Peruana",
    "PHL": "Filipino Filipina",
    "SLV": "Salvador Salvadoran Salvadorean Salvadoreño Salvadoreña",
    "TWN": "RepublicOfChina RepúblicaDeChina ChineseTaipei Taiwanese Taiwanés Taiwanesa",
    "USA": "USA EEUU TheStates Estadounidense",
    "VEN": "Venezuelan Venezolano Venezolana",
    "VNM": "Vietnamese Vietnamita",
}
# What means several countries when it is said without more.
_SEVERAL = {"congo": ("COD", "COG"), "corea": ("KOR", "PRK"), "georgia": ("GEO", "USA"), "korea": ("KOR", "PRK")}
# What is said in place of a name where nothing else of weight is said.
_IN_SHORT = {"dr": "DOM", "rd": "DOM", "republica": "DOM", "republic": "DOM", "mx": "MEX", "uk": "GBR"}
_WITHOUT_WEIGHT = frozenset("a am de del desde el en es from he i im in is la of she soy the".split())
_CLOSE = 75  # of 100: one letter wrong in four, as the swapped pair of "Preu" counts
_SLIPS = 2  # letters too many or too few
_SHORTEST_CLOSE = 5  # letters of one word among others; shorter ones are like too many
# Languages that many people who look for somebody write in, by CLDR, whether we answer in them or not.
_WRITTEN_IN = "ar am bn fa fil fr ha hi hy ja ka ko ne pa pl pt ro ru so sw tr uk ur uz vi zh zh_Hant".split()


def parse(text: str) -> str:
    """The alpha-3 code of a country named in the visitor's language or another one we speak, or by its code; or ""."""
    return _by_name(texts.current()).get(folded(text)) or countries.parse(text)


def spoken(text: str) -> str:
    """The alpha-3 code of a country that somebody named aloud, or "" when that is none or more than one.

    The name counts alone or within other words: "from El Salvador". Codes are no names: "no" is not Norway.
    Reads: "Salvador", "dominicana", "Méjico", "Guate", "soy hondureño", "la República", "RD". Reads not: "Congo".
    """
    found = meant(text)
    return found[0] if len(found) == 1 else ""


def meant(text: str) -> tuple[str, ...]:
    """The alpha-3 codes of all countries that the words of spoken() can mean; () for none.

    Several: "Georgia" (a state of the United States, too), "Congo", "Korea", "Mexico or Peru". One: "South Korea".
    """
    words = [folded(word) for word in re.findall(r"[^\W\d_]+", text)]
    known = {name: (code,) for name, code in _by_name(texts.current()).items()} | _SEVERAL
    for length in range(len(words), 0, -1):
        parts = ("".join(words[start : start + length]) for start in range(len(words) - length + 1))
        if found := [code for part in parts for code in known.get(part, ())]:
            return tuple(dict.fromkeys(found))
    weighty = "".join(word for word in words if word not in _WITHOUT_WEIGHT)
    if code := _IN_SHORT.get(weighty) or (countries.parse(text) if len(folded(text)) > LONGEST_CODE else ""):
        return (code,)
    return ()


def keyed(digits: str) -> tuple[str, ...]:
    """The alpha-3 codes of the countries whose names begin with these keys, by name: 244 is China and Chile.

    As the country is called in the caller's language or in English, by its first three letters at least.
    """
    if len(digits) < FEWEST_KEYS:
        return ()
    return tuple(code for code, keys in _keyed(texts.current()) if any(one.startswith(digits) for one in keys))


@lru_cache(maxsize=8)
def _keyed(language: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    with texts.speaking(language):
        codes = sorted(countries.all_codes(), key=countries.name)
        named = [(code, (countries.name(code), countries.name_in(code, "en"))) for code in codes]
    return tuple((code, tuple(map(on_keys, names))) for code, names in named)


def written(text: str) -> str:
    """The alpha-3 code of a country that somebody wrote, alone or in a sentence, or "" when none can be told.

    Reads: "México", "He is from Mexico", "soy de Guatemala", "Россия", "Hondurs", "HND", "UK", "RD".
    Reads not: "Mexico or Guatemala", "the moon", "sí" (a code of two letters is a word of some language).
    """
    alone = folded(text)
    if len(alone) < LONGEST_CODE:
        return _IN_SHORT.get(alone, "")
    if known := parse(text) or spoken(text) or _in_other_languages().get(alone, ""):
        return known
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= _SHORTEST_CLOSE]
    close = {parse(near) for part in (text, *words) if (near := nearest(part)) and _is_as_long(part, near)}
    return close.pop() if len(close) == 1 else ""


def _is_as_long(text: str, name: str) -> bool:
    """Whether a slip of a finger or two can be all the difference: "start" is not St. Martin."""
    return abs(len(folded(text)) - len(folded(name))) <= _SLIPS


def nearest(text: str) -> str:
    """The country's name most like what was typed, in the visitor's language; "" when none is close."""
    names = {folded(countries.name(code)): countries.name(code) for code in countries.all_codes()}
    found = process.extractOne(folded(text), names.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return names[found[0]] if found else ""


def folded(text: str) -> str:
    """A name without marks, blanks and capitals: "Côte d'Ivoire" and "cote divoire" are the same."""
    return "".join(mark for mark in anyascii(text).casefold() if mark.isalnum())


def on_keys(name: str) -> str:
    """The keys of a name's letters, as they stand on a telephone: "Peru" is 7378."""
    return folded(name).translate(_KEYPAD)


@lru_cache(maxsize=1)
def _in_other_languages() -> dict[str, str]:
    """Names in languages that we do not answer in, without those that mean two countries."""
    known: dict[str, str] = {}
    for code in countries.all_codes():
        for tag in _WRITTEN_IN:
            name = folded(countries.name_in(code, tag))
            known[name] = code if known.get(name, code) == code else ""
    return known


@lru_cache(maxsize=64)
def _by_name(language: Language) -> dict[str, str]:
    """Names in every language offered; the visitor's own language wins."""
    known = {folded(name): code for code, names in _ALSO_CALLED.items() for name in names.split()}
    for each in (*languages.offered(), language):
        with texts.speaking(each):
            known |= {folded(countries.name(code)): code for code in countries.all_codes()}
    return known
