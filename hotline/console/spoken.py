"""The languages that staff may say they speak: those of the people who call, whether we have texts in them or not."""

from hotline import texts
from hotline.texts import gettext as _
from hotline.texts import lazy

# ISO 639; where CLDR knows no name, we say it.
_NAMES = {
    "acr": lazy("Achi"),
    "cab": lazy("Garifuna"),
    "cak": lazy("Kaqchikel"),
    "ixl": lazy("Ixil"),
    "kek": lazy("Q'eqchi'"),
    "kjb": lazy("Q'anjob'al"),
    "mam": lazy("Mam"),
    "mix": lazy("Mixtec"),
    "quc": lazy("K'iche'"),
    "zap": lazy("Zapotec"),
}
_CODES = (
    "am ar bn en es fa ff fil fr gu hi ht hy id ka ko ne pa ps pt qu ro ru so sq ti tr uk ur uz vi wo yue zh"
).split()
_FIRST = frozenset(("en", "es"))


def choices() -> list[tuple[str, str]]:
    """Codes and names in the reader's language: first those that most callers speak, then by name."""
    named = [(code, name(code)) for code in (*_CODES, *_NAMES)]
    return sorted(named, key=lambda choice: (choice[0] not in _FIRST, choice[1].casefold()))


def name(code: str) -> str:
    """What a language is called in the reader's."""
    return _(_NAMES[code]) if code in _NAMES else texts.language_name(code)
