"""Staff work on what was promised: one of them takes a call, tries it, writes down what became of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from hotline.domain import audit, claims, notes
from hotline.domain.access import Actor
from hotline.domain.callbacks import queue, trying
from hotline.domain.callbacks.queue import Part, PromisedCallback
from hotline.domain.errors import Invalid
from hotline.language_names import code_of
from hotline.models.contacts import AttemptOutcome


def subject(callback_id: int) -> str:
    """What claims, notes and the audit trail call it."""
    return f"callback:{callback_id}"


def view(session: Session, actor: Actor, callback_id: int, *, now: datetime) -> PromisedCallback:
    """What was told and what was tried, which is recorded. Raises NotFound."""
    callback = queue.one(session, callback_id, now=now)
    audit.record(session, actor, "callback.viewed", subject(callback_id), now=now)
    return callback


def take(session: Session, actor: Actor, callback_id: int, *, now: datetime) -> PromisedCallback:
    """The actor is the one who calls. Raises NotFound, Taken."""
    callback = queue.one(session, callback_id, now=now)
    claims.take(session, actor, subject(callback_id), now=now)
    return callback


def take_next(session: Session, actor: Actor, *, now: datetime) -> int | None:
    """Take the call that comes next and that nobody works on; None where none waits to be made now.

    What is urgent goes before everything; else what waits in a language of the actor's goes first: the one that the
    caller speaks, not the one in which they asked.
    """
    waiting = queue.page(session, Part.NOW, now=now).callbacks
    taken = claims.of(session, map(subject, (one.id for one in waiting)), now=now)
    free = [one for one in waiting if subject(one.id) not in taken]
    for one in sorted(free, key=lambda one: (not one.is_urgent, _language(one) not in actor.languages)):
        try:
            claims.take(session, actor, subject(one.id), now=now)
        except claims.Taken:  # by somebody who was quicker
            continue
        return one.id
    return None


def _language(callback: PromisedCallback) -> str:
    """The code of the language to speak; "" where the caller's word for it is none that we know."""
    return code_of(callback.speaks) if callback.speaks else callback.language


def write_down(
    session: Session, actor: Actor, callback_id: int, outcome: AttemptOutcome, *, note: str = "", now: datetime
) -> datetime | None:
    """What became of the actor's try, with a note where one is written; answers as tried().

    Nobody works on it any more then. Raises NotFound, Taken, Invalid("note", "too_long").
    """
    take(session, actor, callback_id, now=now)
    if note.strip():
        notes.write(session, actor, subject(callback_id), note, now=now)
    again = trying.tried(session, callback_id, outcome, by=actor.signature, now=now)
    claims.finish(session, subject(callback_id))
    audit.record(session, actor, "callback.tried", subject(callback_id), facts={"outcome": outcome}, now=now)
    return again


def close_untried(session: Session, actor: Actor, callback_id: int, *, note: str, now: datetime) -> None:
    """Nobody needs to call any more, and the note says why.

    Raises NotFound, Taken, Invalid("note", "missing" or "too_long").
    """
    take(session, actor, callback_id, now=now)
    if not note.strip():
        raise Invalid("note", "missing")
    notes.write(session, actor, subject(callback_id), note, now=now)
    trying.close(session, callback_id, now=now)
    claims.finish(session, subject(callback_id))
    audit.record(session, actor, "callback.closed", subject(callback_id), now=now)
