"""Every text that the line says, in the order of a call: what a recording team reads, and what a voice reads.

The steps are the first source; texts that are said with the facts of a call come from the catalogs, which say of each
where it is heard.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from pathlib import Path

from babel.messages import Message as CatalogText
from babel.messages.pofile import read_po

from hotline import languages, texts
from hotline.ivr import call_map, prompts
from hotline.ivr.conversation import LONG, ONCE_AGAIN, TROUBLE
from hotline.ivr.menu import HEARD_NOTHING, Entry, Fixed, Junction, Line, Menu, Step
from hotline.ivr.walk import ENOUGH, STARTING_AGAIN
from hotline.languages import Language
from hotline.texts import gettext

_ANYWHERE = (HEARD_NOTHING, ENOUGH, STARTING_AGAIN, TROUBLE, ONCE_AGAIN, LONG)
_HEARD = "heard on the telephone"
_WORDINGS = "hotline/wording.py"
_ANSWERED = "look_up"  # the step from which wordings are heard
_STATES = "hotline/state_names.py"  # they are values of an address, not sentences
_VALUE = re.compile(r"%\(\w+\)[sd]")


class Reading(StrEnum):
    """Who reads a text in a language."""

    RECORDED = "recorded"
    CHANGED = "changed"  # the recording says other words than the text as it stands
    UNHEARD = "unheard"  # nobody has said yet that the recording was listened to
    VOICE = "voice"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Saying:
    """A text in one language.

    `steps` leads to where it is first heard, from the greeting; empty where it may be heard anywhere. `before` is the
    sentence that is heard right before it. `note` is what translators are told. A text with values is never recorded.
    """

    id: str
    text: str
    steps: tuple[str, ...] = ()
    before: str = ""
    note: str = ""

    @property
    def has_values(self) -> bool:
        return bool(_VALUE.search(self.text))


def of_lines(lines: Iterable[Line], language: Language) -> list[Saying]:
    """Every text of the lines in a language, each once, in the order of a call; one line after the other."""
    first, *others = lines
    known = _catalog_texts()
    with texts.speaking(language):
        ids = {gettext(text): prompts.id_of(text) for text in known}
        notes = {prompts.id_of(text): _note(message) for text, message in known.items()}
        placed: dict[str, Saying] = {}
        of_steps = (saying for line in (first, *others) for saying in _of_steps(line, ids))
        for saying in (*of_steps, *_anywhere(), *_with_facts(first, known)):
            placed.setdefault(saying.id, replace(saying, note=notes.get(saying.id, "")))
    return list(placed.values())


def reading(saying: Saying, language: Language, folder: Path) -> Reading:
    """Who reads this text; `folder` holds the language's recordings."""
    if saying.id in prompts.recordings(folder) and not saying.has_values:
        words = prompts.written_down(folder).get(saying.id)
        if words == saying.text:
            return Reading.RECORDED
        return Reading.UNHEARD if words is None else Reading.CHANGED
    return Reading.VOICE if language.say else Reading.MISSING


def _of_steps(line: Line, ids: dict[str, str]) -> Iterator[Saying]:
    paths = call_map.paths(line)
    for name, path in paths.items():
        step = line[name]
        if isinstance(step, Junction):
            continue
        before, made = "", count(1)
        for sentence in _sentences(step):
            yield Saying(ids.get(sentence) or f"{name}-{next(made)}", sentence, path, before)
            before = sentence
        yield from (_said(text, path) for text in _help(step))


def _sentences(step: Step) -> Iterator[str]:
    """What a step says, but for what it says of a call's facts."""
    for prompt in () if isinstance(step, Junction) else step.prompts:
        if isinstance(prompt, str):
            yield gettext(prompt)
        elif isinstance(prompt, Fixed):
            yield from prompt.sentences()


def _help(step: Step) -> tuple[str, ...]:
    return (*step.help, step.nothing) if isinstance(step, Menu | Entry) else ()


def _anywhere() -> Iterator[Saying]:
    return (_said(text) for text in _ANYWHERE)


def _with_facts(line: Line, known: dict[str, CatalogText]) -> Iterator[Saying]:
    answered = call_map.paths(line).get(_ANSWERED, ())
    for text, message in known.items():
        if _is_heard(message):
            yield _said(text, answered if _is_wording(message) else ())


def _said(text: str, path: tuple[str, ...] = ()) -> Saying:
    return Saying(prompts.id_of(text), gettext(text), path)


def _catalog_texts() -> dict[str, CatalogText]:
    """Every text of the service in the first catalog that there is; all catalogs hold the same."""
    for row in languages.offered():
        path = texts.LOCALES / row.code / "LC_MESSAGES" / "messages.po"
        if path.is_file():
            with path.open("rb") as source:
                return {str(message.id): message for message in read_po(source) if message.id}
    return {}


def _is_heard(message: CatalogText) -> bool:
    is_told_so = any(note.startswith(_HEARD) for note in message.auto_comments)
    is_state = any(place == _STATES for place, _line in message.locations)
    return (is_told_so and not is_state) or _is_wording(message)


def _is_wording(message: CatalogText) -> bool:
    return any(place == _WORDINGS for place, _line in message.locations)


def _note(message: CatalogText) -> str:
    return " ".join(note.removeprefix(_HEARD).strip(" ,.;") for note in message.auto_comments).strip()
