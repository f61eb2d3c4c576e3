"""One turn of a call: the row, the keys, the next step, the TwiML; and the apology when that fails."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import cast

from sqlalchemy.orm import Session

from hotline import languages, texts
from hotline.config import Settings
from hotline.domain import calls
from hotline.domain.calls import Ongoing
from hotline.domain.free_calls import Budget
from hotline.ivr import connecting, endings, fallback, meeting, pace, queueing, twiml, walk
from hotline.ivr.menu import (
    PERSON,
    Connecting,
    Ending,
    Entry,
    Fixed,
    InLine,
    Line,
    Listening,
    Meeting,
    Menu,
    Message,
    Prompt,
)
from hotline.ivr.prompts import Shelf, shelf
from hotline.ivr.state import Notes, Talk
from hotline.ivr.twiml import Spoken
from hotline.ivr.walk import Asked, Keys
from hotline.languages import Language
from hotline.texts import gettext
from hotline.texts import lazy as _

LONG_TURNS = 150  # then a person; a call goes in circles
LONGEST_TURNS = 170  # then the end
MOST_TROUBLES = 3
_Said = Menu | Entry | Message | Ending
_ADDRESS = "https://address.invalid/"

# Translators: heard on the telephone, when something fails on our side and we try again.
TROUBLE = _("I am sorry. Something went wrong on our side. Please hold.")
# Translators: heard on the telephone, when a call has become very long.
LONG = _("This call has become very long. Let a person help you.")
# Translators: heard on the telephone, when we call and what we called about is gone by now.
NOTHING = _("This is the Family Hotline. There is no message any more. You can call us at any time. Goodbye.")
# Translators: heard on the telephone, after "please hold", when what the caller pressed or said did not reach us.
ONCE_AGAIN = _("Thank you for waiting. Please answer once again.")


@dataclass(frozen=True, slots=True)
class Placed:
    """A call that we placed: in which language (a code), about what (MessageKind), about which matter."""

    language: str
    about: str
    matter_id: int


@dataclass(frozen=True, slots=True)
class Heard:
    """A webhook about one turn of a call. `is_trouble`: the turn failed on our side before.

    `placed` comes with the first of a call of ours.
    """

    sid: str
    came_from: str
    step: str
    turn: int
    keys: Keys
    is_trouble: bool = False
    placed: Placed | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The turn that failed, and how often trying again failed too."""

    step: str
    turn: int
    attempt: int


def take_turn(session: Session, line: Line, settings: Settings, heard: Heard, *, now: datetime) -> str:
    """The TwiML for one webhook; for the same webhook again the same TwiML, and no second effect."""
    resumed = calls.resume(session, heard.sid, heard.turn)
    if resumed.reply:
        return resumed.reply
    call = resumed.call
    talk = _talk(session, settings, call, heard, now)
    asked = _next(line, talk, call, heard)
    turn = max(call.turn, heard.turn) + 1
    reply = _in_twiml(talk, asked, settings, _address(settings, line, asked.step.name, turn))
    language = talk.language.code if talk.language else ""
    kept = replace(call, step=asked.step.name, language=language, turn=turn, notes=talk.notes.plain())
    return calls.keep(session, kept, about=heard.turn, reply=reply, now=now)


def nothing_to_tell() -> str:
    """What somebody hears whom we called about something that is gone."""
    return twiml.goodbye(_in_each(languages.spoken(), (NOTHING,)))


def apology(line: Line, settings: Settings, failed: Failed, language: Language | None) -> str:
    """Apologise and come back to the same turn; when even that fails again and again, pass on to a person or hang up.

    Needs no database. `language` is the caller's, where we could still read it.
    """
    spoken = (language,) if language else languages.spoken()
    if failed.attempt >= MOST_TROUBLES and settings.operator_number:
        return fallback.passed_on(settings, spoken)
    if failed.attempt >= MOST_TROUBLES:
        return twiml.goodbye(_in_each(spoken, (endings.BROKEN,)))
    again = _address(settings, line, failed.step or line.first, failed.turn)
    return twiml.go_to(_in_each(spoken, (TROUBLE,)), f"{again}/again/{failed.attempt + 1}")


def _talk(session: Session, settings: Settings, call: Ongoing, heard: Heard, now: datetime) -> Talk:
    placed = heard.placed if not call.step else None
    return Talk(
        session=session,
        now=now,
        came_from=heard.came_from,
        call_token=heard.sid,
        turn_token=f"{heard.sid}:{heard.turn}",
        language=languages.get(placed.language if placed else call.language),
        notes=Notes(matter_id=placed.matter_id, calls_about=placed.about) if placed else Notes.from_plain(call.notes),
        hotline_number=settings.hotline_number,
        free_calls=Budget(settings.free_calls_a_day, frozenset(settings.free_call_countries)),
        ordinary_number=next(iter(settings.ordinary_numbers), ""),
    )


def _next(line: Line, talk: Talk, call: Ongoing, heard: Heard) -> Asked:
    is_new = not call.step
    if is_new and (heard.is_trouble or not heard.step):
        return walk.begin(line, talk)
    if is_new or (call.step, call.turn) != (heard.step, heard.turn):
        return walk.begin_again(line, talk)
    if heard.is_trouble:
        return _after_trouble(line, talk, heard.step)
    talk.notes.troubles = 0
    if call.turn >= LONGEST_TURNS:
        return walk.arrive(line, talk, line.spent)
    if call.turn == LONG_TURNS:
        return walk.arrive(line, talk, PERSON, LONG)
    return walk.answer(line, talk, heard.step, heard.keys)


def _after_trouble(line: Line, talk: Talk, name: str) -> Asked:
    """What was pressed is lost: ask the same again. Who heard that several times in a row is passed on to a person."""
    talk.notes.troubles += 1
    if talk.notes.troubles > MOST_TROUBLES:
        return walk.arrive(line, talk, line.broken)
    if talk.notes.troubles == MOST_TROUBLES:
        return walk.arrive(line, talk, PERSON)
    return walk.ask_again(line, talk, name, ONCE_AGAIN)


def _in_twiml(talk: Talk, asked: Asked, settings: Settings, url: str) -> str:
    step = pace.slower(asked.step) if talk.notes.is_relayed else asked.step
    in_every_language = isinstance(step, Menu) and step.in_every_language
    spoken = languages.spoken() if in_every_language or not talk.language else (talk.language,)
    if isinstance(step, InLine):
        return queueing.enter(_in_each(spoken, asked.prompts, talk), url, talk.notes.place)
    if isinstance(step, Connecting):
        rung = connecting.ringing(talk, settings.public_base_url)
        return connecting.dial(_in_each(spoken, asked.prompts, talk), rung, url)
    if isinstance(step, Meeting):
        return meeting.enter(_in_each(spoken, asked.prompts, talk), talk.notes.inside.room, url)
    if all(isinstance(prompt, str | Fixed) for prompt in asked.prompts):
        # Nothing of this call is in it: made once and kept.
        return _fixed(step, asked.prompts, spoken, shelf(), talk.notes.is_relayed).replace(_ADDRESS, url)
    sentences = _in_each(spoken, asked.prompts, talk)
    return _document(step, pace.apart(sentences) if talk.notes.is_relayed else sentences, url, spoken)


@lru_cache(maxsize=512)
def _fixed(
    step: _Said, prompts: tuple[Prompt, ...], spoken: tuple[Language, ...], _recorded: Shelf, is_relayed: bool
) -> str:
    sentences = _in_each(spoken, prompts)
    return _document(step, pace.apart(sentences) if is_relayed else sentences, _ADDRESS, spoken)


def _document(step: _Said, sentences: Iterable[Spoken], url: str, spoken: tuple[Language, ...]) -> str:
    if isinstance(step, Ending):
        return twiml.goodbye(sentences)
    if isinstance(step, Message):
        return twiml.record(sentences, url, seconds=step.seconds, longest=step.longest)
    if step.listens and (len(spoken) == 1 or (isinstance(step, Menu) and step.in_every_language)):
        return _with_words(step, step.listens, sentences, url, spoken[0])
    ask = twiml.ask_key if isinstance(step, Menu) else twiml.ask_digits
    return ask(sentences, url, seconds=step.seconds)


def _with_words(
    step: Menu | Entry, listens: Listening, sentences: Iterable[Spoken], url: str, language: Language
) -> str:
    with texts.speaking(language):
        hints = tuple(listens.hints.sentences()) if listens.hints else ()
    is_menu = isinstance(step, Menu)
    return twiml.ask_speech(sentences, url, seconds=step.seconds, language=language, one_key=is_menu, hints=hints)


def _in_each(spoken: tuple[Language, ...], prompts: tuple[Prompt, ...], talk: Talk | None = None) -> Iterator[Spoken]:
    for language in spoken:
        with texts.speaking(language):
            for prompt in prompts:
                yield from (Spoken(sentence, language) for sentence in _sentences(prompt, talk))


def _sentences(prompt: Prompt, talk: Talk | None) -> Iterable[str]:
    """In the current language. A prompt about a call needs its `talk`."""
    if isinstance(prompt, str):
        return (gettext(prompt),)
    if isinstance(prompt, Fixed):
        return prompt.sentences()
    return prompt(cast(Talk, talk))


def _address(settings: Settings, line: Line, step: str, turn: int) -> str:
    return f"{settings.public_base_url}/ivr/{line.name}/{step}/{turn}"
