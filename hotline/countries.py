"""Countries: ISO 3166-1 codes inside, CLDR names outside, and the spellings that rosters use.

Codes are alpha-3 everywhere in the service; CLDR keys its names by alpha-2. A country that changed its name or broke
up (BURMA, USSR, YUGOSLAVIA) is read as one of today's countries only where there is one successor.
"""

import re
from functools import lru_cache

from anyascii import anyascii
from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages

from hotline import texts

# ISO 3166-1 has no code for Kosovo; XKX and XK are the user-assigned ones that CLDR and the United States use.
_KOSOVO = ("XKX", "XK")
# Withdrawn codes of countries that have another one today, and reservations that are no countries.
_OUTDATED = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR", "ASC", "DGA", "CPT", "TAA"})

# Spellings of the detention records, folded by _folded(), that CLDR's English names do not cover.
_SPELLINGS = {
    "bosnia herzegovina": "BIH",
    "brunei darussalam": "BRN",
    "burma": "MMR",
    "myanmar": "MMR",
    "cabo verde": "CPV",
    "cape verde": "CPV",
    "china peoples republic of": "CHN",
    "peoples republic of china": "CHN",
    "congo": "COG",
    "congo republic": "COG",
    "congo democratic republic of the": "COD",
    "dem rep of the congo": "COD",
    "democratic republic of the congo": "COD",
    "zaire": "COD",
    "cote d ivoire": "CIV",
    "ivory coast": "CIV",
    "czech republic": "CZE",
    "dominicana": "DOM",
    "east timor": "TLS",
    "timor leste": "TLS",
    "gambia the": "GMB",
    "the gambia": "GMB",
    "bahamas the": "BHS",
    "the bahamas": "BHS",
    "great britain": "GBR",
    "england": "GBR",
    "scotland": "GBR",
    "hong kong": "HKG",
    "macau": "MAC",
    "macao": "MAC",
    "holland": "NLD",
    "korea": "KOR",
    "korea republic of": "KOR",
    "republic of korea": "KOR",
    "korea democratic peoples republic of": "PRK",
    "dem peoples republic of korea": "PRK",
    "lao peoples democratic republic": "LAO",
    "macedonia": "MKD",
    "republic of macedonia": "MKD",
    "micronesia federated states of": "FSM",
    "federated states of micronesia": "FSM",
    "moldova republic of": "MDA",
    "palestine": "PSE",
    "west bank": "PSE",
    "gaza strip": "PSE",
    "republic of congo": "COG",
    "republic of south sudan": "SSD",
    "russian federation": "RUS",
    "saint kitts and nevis": "KNA",
    "st kitts nevis": "KNA",
    "st christopher nevis": "KNA",
    "saint lucia": "LCA",
    "saint vincent and the grenadines": "VCT",
    "st vincent grenadines": "VCT",
    "sao tome and principe": "STP",
    "swaziland": "SWZ",
    "syrian arab republic": "SYR",
    "tanzania united republic of": "TZA",
    "trinidad and tobago": "TTO",
    "turkey": "TUR",
    "turkiye": "TUR",
    "united states of america": "USA",
    "usa": "USA",
    "viet nam": "VNM",
    "western samoa": "WSM",
    "yemen sanaa": "YEM",
    "yemen aden": "YEM",
    "vatican city": "VAT",
    "holy see": "VAT",
    "iran islamic republic of": "IRN",
    "bolivia plurinational state of": "BOL",
    "venezuela bolivarian republic of": "VEN",
    "antigua barbuda": "ATG",
    "british virgin islands": "VGB",
    "virgin islands british": "VGB",
    "us virgin islands": "VIR",
    "virgin islands us": "VIR",
    "falkland islands": "FLK",
    "kosovo": "XKX",
}


@lru_cache(maxsize=1)
def _alpha2_by_alpha3() -> dict[str, str]:
    aliases = get_global("territory_aliases")
    named = Locale.parse("en").territories
    pairs = {
        code: targets[0]
        for code, targets in aliases.items()
        if len(code) == 3 and code.isalpha() and len(targets) == 1 and targets[0] in named
    }
    kept = {three: two for three, two in pairs.items() if three not in _OUTDATED and not _is_private(three)}
    return kept | dict([_KOSOVO])


def _is_private(alpha3: str) -> bool:
    """Whether ISO 3166-1 leaves the code to its users (AAA, QMM to QZZ, XAA to XZZ, ZZZ)."""
    return alpha3 in ("AAA", "ZZZ") or alpha3[0] == "X" or "QMM" <= alpha3 <= "QZZ"


@lru_cache(maxsize=1)
def _by_spelling() -> dict[str, str]:
    by_two = {two: three for three, two in _alpha2_by_alpha3().items()}
    names = {_folded(str(name)): by_two[two] for two, name in Locale.parse("en").territories.items() if two in by_two}
    codes = {code.lower(): three for two, three in by_two.items() for code in (two, three)}
    return names | codes | {_folded(spelling): three for spelling, three in _SPELLINGS.items()}


def alpha2(alpha3: str) -> str:
    """ "MX" for "MEX"; "" for what is no country's code."""
    return _alpha2_by_alpha3().get(alpha3, "")


def name(alpha3: str) -> str:
    """The country's name by CLDR in the current language; the code itself for what is no country's code."""
    return texts.country_name(alpha2(alpha3) or alpha3)


def name_in(alpha3: str, locale: str) -> str:
    """The country's name in a CLDR locale ("ru", "zh_Hant"), whether we speak that language or not; "" for none."""
    return str(Locale.parse(locale).territories.get(alpha2(alpha3), ""))


def official_languages(alpha3: str) -> tuple[str, ...]:
    """The languages that the country's offices write (ISO 639), by CLDR; without their scripts, none twice."""
    written = get_official_languages(alpha2(alpha3), de_facto=True) if alpha2(alpha3) else ()
    return tuple(dict.fromkeys(tag.partition("_")[0] for tag in written))


def all_codes() -> tuple[str, ...]:
    """Every country, alpha-3, in the order of the codes."""
    return tuple(sorted(_alpha2_by_alpha3()))


@lru_cache(maxsize=4096)
def parse(text: str) -> str:
    """The alpha-3 code of a country as a roster writes it, or "" when nobody knows that country.

    Read alike: a code of two or three letters, CLDR's English name, the spelling of the detention records ("CHINA,
    PEOPLES REPUBLIC OF", "DEM REP OF THE CONGO", "TURKIYE"); upper or lower case, with or without accents, "ST." or
    "SAINT", "AND" or "&".
    """
    folded = _folded(text)
    known = _by_spelling()
    return known.get(folded) or known.get(re.sub(r"^saint\b", "st", folded)) or ""


def _folded(text: str) -> str:
    words = re.sub(r"['’.]", "", anyascii(text).lower().replace("&", " ").replace("-", " "))
    return " ".join(word for word in re.split(r"[^a-z0-9]+", words) if word and word != "and")
