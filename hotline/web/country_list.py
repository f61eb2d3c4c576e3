"""Countries in the visitor's language: the list a box offers, and what was typed into it."""

from functools import lru_cache

from anyascii import anyascii
from markupsafe import Markup
from rapidfuzz import fuzz, process

from hotline import countries, languages, texts
from hotline.languages import Language

# Where most people in custody were born, first in the list: a relative should not have to search for them.
FREQUENT = (
    "MEX", "GTM", "HND", "SLV", "VEN", "COL", "ECU", "NIC",
    "CUB", "DOM", "HTI", "BRA", "PER", "IND", "CHN", "JAM",
)  # fmt: skip
_CLOSE = 75  # of 100: one letter wrong in four, as the swapped pair of "Preu" counts


@lru_cache(maxsize=64)
def options(language: Language) -> Markup:
    """The options of a datalist, frequent countries first, the others by name; made once for each language.

    Their closing tags are left out, which HTML allows: the list is the largest part of the page.
    """
    names = {code: countries.name(code) for code in countries.all_codes()}
    others = sorted(set(names) - set(FREQUENT), key=lambda code: _folded(names[code]))
    return Markup("").join(Markup("<option>{}").format(names[code]) for code in (*FREQUENT, *others))


def parse(text: str) -> str:
    """The alpha-3 code of a country named in the visitor's language or another one we speak, or by its code; or ""."""
    return _by_name(texts.current()).get(_folded(text)) or countries.parse(text)


def nearest(text: str) -> str:
    """The country's name most like what was typed, in the visitor's language; "" when none is close."""
    names = {_folded(countries.name(code)): countries.name(code) for code in countries.all_codes()}
    found = process.extractOne(_folded(text), names.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return names[found[0]] if found else ""


@lru_cache(maxsize=64)
def _by_name(language: Language) -> dict[str, str]:
    """Names in every language offered; the visitor's own language wins."""
    known: dict[str, str] = {}
    for each in (*languages.offered(), language):
        with texts.speaking(each):
            known |= {_folded(countries.name(code)): code for code in countries.all_codes()}
    return known


def _folded(text: str) -> str:
    return "".join(mark for mark in anyascii(text).casefold() if mark.isalnum())
