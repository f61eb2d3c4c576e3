"""How what waits for staff is shown in a terminal: one line each."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from hotline import clock, phones
from hotline.console import desk_words, queues
from hotline.console.desk_words import Pairs
from hotline.domain import callbacks, desk, directory, searches, voicemail
from hotline.domain.callbacks import PromisedCallback, Try
from hotline.domain.voicemail import LeftVoicemail
from hotline.models.operations import Task
from hotline.texts import gettext as _


def everything(session: Session) -> list[str]:
    """Callbacks, messages, open searches and tasks, each the most pressing first."""
    now = clock.now()
    owed = callbacks.waiting(session, now=now)
    known = queues.names(session, (), (one.by for callback in owed for one in callback.tries))
    places = directory.facility_names(session, (callback.facility for callback in owed))
    lines = [*_callbacks(owed, known, places, now), *_voicemails(voicemail.waiting(session))]
    lines += [*_searches(searches.waiting(session)), *_tasks(desk.open_tasks(session))]
    return lines


def _callbacks(
    waiting: list[PromisedCallback], names: Mapping[int, str], places: Mapping[str, str], now: datetime
) -> Iterator[str]:
    for callback in waiting:
        parts = [
            desk_words.about(callback.about),
            f"[{desk_words.spoken(callback.language)}]",
            _number(callback.number),
        ]
        parts += [
            _speaks(callback.speaks),
            desk_words.relay(callback.is_relayed),
            desk_words.when(callback),
            _joined(desk_words.inside(callback, places)),
            _person(callback.person_id),
            _reported(callback),
            *_to_listen_to(callback.voicemails),
            _next_try(callback, now),
            *(_tried(one, names) for one in callback.tries),
            " | ".join(_joined(desk_words.said(told)) for told in (*callback.told_before, callback.told)),
        ]
        told = " ".join(part for part in parts if part)
        yield _row("callback", callback.id, callback.due_at, told, urgent=callback.is_urgent)


def _number(number: str) -> str:
    return phones.readable(number) if number else _("(no number to call)")


def _speaks(language: str) -> str:
    return _("(speaks: %(language)s)", language=language) if language else ""


def _person(number: int) -> str:
    return _("(they proved that they are person %(number)s)", number=number) if number else ""


def _to_listen_to(voicemails: tuple[int, ...]) -> Iterator[str]:
    for number in voicemails:
        yield _("(first listen to voicemail %(number)s)", number=number)


def _next_try(callback: PromisedCallback, now: datetime) -> str:
    if callback.next_try_at is None:
        return _("(FOR A SUPERVISOR: see the task)")
    if callback.next_try_at <= now:
        return ""
    return _("(not before %(time)s)", time=moment(callback.next_try_at))


def _tried(one: Try, names: Mapping[int, str]) -> str:
    outcome, time = _(desk_words.OUTCOMES[one.outcome]), moment(one.tried_at)
    if one.by:
        return _(
            "(tried %(time)s by %(name)s: %(outcome)s)", time=time, name=queues.signer(one.by, names), outcome=outcome
        )
    return _("(tried %(time)s: %(outcome)s)", time=time, outcome=outcome)


def moment(when: datetime) -> str:
    """As staff read it."""
    return f"{when:%Y-%m-%d %H:%M} UTC"


def _voicemails(waiting: list[LeftVoicemail]) -> Iterator[str]:
    for left in waiting:
        seconds = _("%(seconds)s seconds", seconds=left.message.seconds)
        told = f"[{desk_words.spoken(left.language)}] {seconds} {_where(left)}"
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
        parts = [f"[{search.language}]", desk_words.standing(search), "->", desk_words.contact(search.contact)]
        parts += [desk_words.relay(search.is_relayed), _joined(desk_words.said(search.query.told()))]
        told = " ".join(part for part in parts if part)
        yield _row("search", search.id, search.deadline_at, told, urgent=search.is_urgent)


def _reported(callback: PromisedCallback) -> str:
    """What was reported by a form, in one line."""
    return _joined([(label, " / ".join(text.splitlines())) for label, text in desk_words.reported(callback.report)])


def _joined(pairs: Pairs) -> str:
    return "; ".join(f"{label}: {text}" for label, text in pairs)


def _row(what: str, number: int, due_at: datetime, text: str, *, urgent: bool = False, has_due: bool = True) -> str:
    """One line. `due_at` is the moment something happened where nothing is due."""
    mark = "!" if urgent else " "
    late = _("LATE") if has_due and due_at < clock.now() else ""
    return f"{mark} {what} {number}  {moment(due_at)} {late}  {text}".rstrip()
