"""The relatives' line: a language, a person to find, an answer, and always a way to a person (product, section 4)."""

from collections.abc import Iterator

from hotline import languages, texts
from hotline.ivr import asking, callback, following, leaving, telling
from hotline.ivr.menu import Fixed, Line, Menu, by_name
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone, the first words; short, so that no jail's telephone takes it for voice mail.
GREETING = _("This is the Family Hotline.")
# Translators: heard on the telephone.
HOW = _(
    "To find a person by A-number, press 1. To find a person by name, press 2. "
    "If you have a reference code, press 3. To have a person call you back, press 0."
)

_BY_KEY = {row.key: row for row in languages.spoken()}


def _language_key() -> Iterator[str]:
    language = texts.current()
    # Translators: heard on the telephone, in your own language: "For English, press 1."
    yield gettext("For %(language)s, press %(key)s.", language=language.endonym, key=language.key)


def _choose_language(talk: Talk, key: str) -> None:
    talk.language = _BY_KEY[key]


LINE = Line(
    "family",
    by_name(
        Menu(
            "language",
            (GREETING, Fixed(_language_key)),
            dict.fromkeys(_BY_KEY, "how"),
            choose=_choose_language,
            in_every_language=True,
        ),
        Menu("how", (HOW,), {"1": "a_number", "2": "given", "3": "code"}),
        *asking.STEPS,
        *telling.STEPS,
        *leaving.STEPS,
        *following.STEPS,
        *callback.STEPS,
    ),
    first="language",
    after_language="how",
    spent="spent",
    broken="broken",
)
