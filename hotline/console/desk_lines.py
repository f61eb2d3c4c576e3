"""How what waits for staff is shown in a terminal: one line each."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from hotline import clock, countries, languages, phones, texts
from hotline.domain import callbacks, desk, searches, voicemail
from hotline.domain.callbacks import PromisedCallback, Try
from hotline.domain.concerns import Need
from hotline.domain.findings import Outcome
from hotline.domain.voicemail import LeftVoicemail
from hotline.models.contacts import AttemptOutcome, SearchState
from hotline.models.operations import Task
from hotline.texts import gettext as _
from hotline.texts import lazy

_LABELS = {
    "a_number": lazy("A-number"),
    "given": lazy("given names"),
    "surname": lazy("surnames"),
    "second_surname": lazy("second surname"),
    "keyed_given": lazy("given names on the keypad"),
    "keyed_surnames": lazy("surnames on the keypad"),
    "also": lazy("other names"),
    "birth_date": lazy("born"),
    "birth_year": lazy("year of birth"),
    "country": lazy("country"),
}
_LETTERS = {"2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ"}
_TOLD = {
    Outcome.NOT_CONFIRMED: lazy("no answer could be given yet"),
    Outcome.IN_TRANSIT: lazy("told that the person is being moved; waits for the next place"),
    Outcome.PROCESSING: lazy("told that the person was arrested; waits for the place"),
    Outcome.HELD: lazy("told where the person is held; waits for a change"),
    Outcome.NO_LONGER_HELD: lazy("told that the person is no longer held; waits for a change"),
}
_NEEDS = {
    Need.CHILD_ALONE: lazy("a child is alone"),
    Need.SICK: lazy("somebody is sick"),
    Need.MEDICINE: lazy("somebody needs medicine"),
    Need.PREGNANT_OR_NURSING: lazy("somebody is pregnant or nursing"),
    Need.OTHER: lazy("something else"),
}
_PARTS = {
    callbacks.DayPart.MORNING: lazy("in the morning"),
    callbacks.DayPart.AFTERNOON: lazy("in the afternoon"),
    callbacks.DayPart.EVENING: lazy("in the evening"),
    callbacks.DayPart.ANY: lazy("at any time"),
}
_OUTCOMES = {
    AttemptOutcome.REACHED: lazy("reached"),
    AttemptOutcome.NO_ANSWER: lazy("no answer"),
    AttemptOutcome.BUSY: lazy("busy"),
    AttemptOutcome.VOICE_MAIL: lazy("voice mail"),
    AttemptOutcome.WRONG_NUMBER: lazy("wrong number"),
    AttemptOutcome.FAILED: lazy("the call failed"),
}


def everything(session: Session) -> list[str]:
    """Callbacks, messages, open searches and tasks, each the most pressing first."""
    now = clock.now()
    lines = [*_callbacks(callbacks.waiting(session, now=now), now), *_voicemails(voicemail.waiting(session))]
    lines += [*_searches(searches.waiting(session)), *_tasks(desk.open_tasks(session))]
    return lines


def _callbacks(waiting: list[PromisedCallback], now: datetime) -> Iterator[str]:
    for callback in waiting:
        parts = [_about(callback.about), f"[{_language(callback.language)}]", _number(callback.number)]
        parts += [
            _speaks(callback.speaks),
            _relay(callback.is_relayed),
            _when(callback),
            _reported(callback.report),
            *_to_listen_to(callback.voicemails),
            _next_try(callback, now),
            *map(_tried, callback.tries),
            " | ".join(map(_said, (*callback.told_before, callback.told))),
        ]
        told = " ".join(part for part in parts if part)
        yield _row("callback", callback.id, callback.due_at, told, urgent=callback.is_urgent)


def _number(number: str) -> str:
    return phones.readable(number) if number else _("(no number to call)")


def _speaks(language: str) -> str:
    return _("(speaks: %(language)s)", language=language) if language else ""


def _relay(is_relayed: bool) -> str:
    return _("(through a relay service: dial 711 and give it this number)") if is_relayed else ""


def _about(about: str) -> str:
    return _("A CHILD OR A SICK PERSON WITHOUT CARE") if about == callbacks.CARE else ""


def _reported(report: dict[str, Any]) -> str:
    """What was reported by a form, in one line: what happened, where, and the reporter's own words."""
    if not report:
        return ""
    needs = ", ".join(_(_NEEDS[Need(need)]) for need in report["needs"])
    told = {_("what happened"): needs, _("where"): report["place"], _("in their own words"): report["words"]}
    return "; ".join(f"{label}: {' / '.join(text.splitlines())}" for label, text in told.items() if text)


def _language(code: str) -> str:
    if not code:
        return _("language not known")
    return code if languages.get(code) else _("another language")


def _when(callback: PromisedCallback) -> str:
    """When the call suits, on which clocks; a web form brings the caller's own words."""
    when = callback.best_time
    if when in set(callbacks.DayPart):
        when = _(_PARTS[callbacks.DayPart(when)])
    zone = texts.zone_words(callback.time_zone, texts.current().code) if callback.time_zone else ""
    return ", ".join(part for part in (when, zone) if part)


def _to_listen_to(voicemails: tuple[int, ...]) -> Iterator[str]:
    for number in voicemails:
        yield _("(first listen to voicemail %(number)s)", number=number)


def _next_try(callback: PromisedCallback, now: datetime) -> str:
    if callback.next_try_at is None:
        return _("(FOR A SUPERVISOR: see the task)")
    if callback.next_try_at <= now:
        return ""
    return _("(not before %(time)s)", time=moment(callback.next_try_at))


def _tried(one: Try) -> str:
    outcome, time = _(_OUTCOMES[one.outcome]), moment(one.tried_at)
    if one.by:
        return _("(tried %(time)s by %(name)s: %(outcome)s)", time=time, name=one.by, outcome=outcome)
    return _("(tried %(time)s: %(outcome)s)", time=time, outcome=outcome)


def moment(when: datetime) -> str:
    """As staff read it."""
    return f"{when:%Y-%m-%d %H:%M} UTC"


def _voicemails(waiting: list[LeftVoicemail]) -> Iterator[str]:
    for left in waiting:
        seconds = _("%(seconds)s seconds", seconds=left.message.seconds)
        told = f"[{_language(left.language)}] {seconds} {_where(left)}"
        yield _row("voicemail", left.id, left.left_at, told, has_due=False)


def _where(left: LeftVoicemail) -> str:
    """How to hear it: by our own command, or at the telephone company until it was fetched from there."""
    if left.is_lost:
        return _("(nobody has the sound any more: call without it)")
    return f"flask desk listen voicemail {left.id} --output FILE" if left.is_fetched else left.message.url


def _tasks(waiting: list[Task]) -> Iterator[str]:
    for task in waiting:
        yield _row("task", task.id, task.due_at, f"{task.kind} {task.subject} {task.reason}")


def _searches(waiting: list[searches.LeftSearch]) -> Iterator[str]:
    for search in waiting:
        parts = [f"[{search.language}]", _standing(search), "->", _contact(search.contact), _relay(search.is_relayed)]
        told = " ".join(part for part in (*parts, _said(search.query.told())) if part)
        yield _row("search", search.id, search.deadline_at, told, urgent=search.is_urgent)


def _contact(contact: str) -> str:
    if not contact:
        return _("no number: who left it calls and asks by the code")
    return contact if "@" in contact else phones.readable(contact)


def _standing(search: searches.LeftSearch) -> str:
    """What whoever left it knows, and what they wait for."""
    if search.state is SearchState.NEWS:
        return _("NEWS TO PASS ON")
    if search.is_for_staff:
        return _("FOR A PERSON TO LOOK INTO: many birth dates were tried for this name")
    return _(_TOLD[search.told])


def _said(told: dict[str, object]) -> str:
    """What the caller told the machine, so that nobody is asked twice."""
    return "; ".join(f"{_(label)}: {_read(name, told[name])}" for name, label in _LABELS.items() if told.get(name))


def _read(name: str, value: object) -> str:
    if name == "country":
        return countries.name(str(value))
    words = [str(word) for word in value] if isinstance(value, list | tuple) else [str(value)]
    return " / ".join(_on_the_keys(word) if name.startswith("keyed") else word for word in words)


def _on_the_keys(digits: str) -> str:
    """A name as it was keyed, with the letters each key may have meant: "53 [JKL][DEF]"."""
    return digits + " " + "".join(f"[{_LETTERS.get(digit, digit)}]" for digit in digits)


def _row(what: str, number: int, due_at: datetime, text: str, *, urgent: bool = False, has_due: bool = True) -> str:
    """One line. `due_at` is the moment something happened where nothing is due."""
    mark = "!" if urgent else " "
    late = _("LATE") if has_due and due_at < clock.now() else ""
    return f"{mark} {what} {number}  {moment(due_at)} {late}  {text}".rstrip()
