"""Hear my rights: the notice that is served on paper, word for word, one part after the other.

It needs no key: silence leads on, and after the last part back to the choices.
"""

from collections.abc import Iterator

from hotline import rights_notice
from hotline.ivr.menu import Menu, Step
from hotline.rights_notice import PARTS
from hotline.texts import lazy as _

FIRST = "rights"
SECONDS = 3  # between two parts
# Translators: heard on the telephone by a detained person, before a notice of several parts.
HOW = _(
    "You hear your rights in short parts. To go on sooner, press 1. To hear a part again, press 9. "
    "For the choices, press star."
)


def _steps() -> Iterator[Step]:
    names = [FIRST, *(f"{FIRST}_{part.name}" for part in PARTS[1:])]
    for name, following, part in zip(names, (*names[1:], "choices"), PARTS, strict=True):
        opening = (rights_notice.TITLE, HOW) if name == FIRST else ()
        prompts = (*opening, part.title, *part.sentences)
        yield Menu(name, prompts, {"1": following}, back="choices", on_silence=following, silences=1, seconds=SECONDS)


STEPS: tuple[Step, ...] = tuple(_steps())
