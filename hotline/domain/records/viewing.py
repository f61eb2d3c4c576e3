"""Opening a person's page: with a reason where one does not work on them, and not more people a day than a job takes.

A look at somebody outside of one's work is the theft that a hotline invites (threats, "insiders"): it stays possible,
because callers ask for anybody, and is never silent.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from hotline.domain import access, audit, claims, free_calls, hiding, rights
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.people import kept_for
from hotline.domain.records import rationing
from hotline.models.audit import AuditEntry
from hotline.models.contacts import Voicemail
from hotline.models.operations import Task
from hotline.models.people import Person

REASON_LASTS = timedelta(minutes=15)
VIEWED, LISTED, SERVED = "person.viewed", "free_calls.listed", "rights.served"


class Standing(StrEnum):
    """Whether a page opens for whoever asks."""

    INSIDE = "inside"  # their own work
    EXPLAINED = "explained"  # outside of it, and they said why
    UNEXPLAINED = "unexplained"
    TOO_MANY = "too_many"
    HIDDEN = "hidden"


OPEN = frozenset({Standing.INSIDE, Standing.EXPLAINED})


def subject(person_id: int) -> str:
    """What claims, notes, tasks, decisions and the audit trail call a person."""
    return f"person:{person_id}"


def standing(session: Session, actor: Actor, person_id: int, *, now: datetime) -> Standing:
    """Whether the actor may open the page now. Raises NotFound, also for whoever went into another record."""
    is_known = session.scalar(select(exists().where(Person.id == person_id)))
    if not is_known or kept_for(session, person_id) != person_id:
        raise NotFound
    if hiding.is_hidden(session, person_id) and not access.may(actor, "people.see_hidden"):
        return Standing.HIDDEN
    if _is_over_the_cap(session, actor, person_id, now):
        return Standing.TOO_MANY
    if _is_ones_work(session, actor, person_id, now):
        return Standing.INSIDE
    return Standing.EXPLAINED if _has_explained(session, actor, person_id, now) else Standing.UNEXPLAINED


def explain(session: Session, actor: Actor, person_id: int, *, why: str, now: datetime) -> Standing:
    """Why the actor opens somebody outside of their work. Raises NotFound, Invalid("why", "missing").

    The look is recorded here, with the reason; the answer is the standing from now on.
    """
    found = standing(session, actor, person_id, now=now)
    if found is not Standing.UNEXPLAINED:
        return found
    if not why.strip():
        raise Invalid("why", "missing")
    audit.record(session, actor, VIEWED, subject(person_id), facts={"outside": True}, why=why.strip(), now=now)
    return Standing.EXPLAINED


def require_open(session: Session, actor: Actor, person_id: int, *, now: datetime) -> None:
    """That the actor may act on the person, whose page they opened within the day: a note may take its time.

    Raises NotFound, NotAllowed.
    """
    found = standing(session, actor, person_id, now=now)
    if found in OPEN or (found is Standing.UNEXPLAINED and _has_opened(session, actor, person_id, now)):
        return
    raise NotAllowed


def require_to_serve(session: Session, actor: Actor, person_id: int, *, now: datetime) -> str:
    """That the actor may serve the person with the notice of rights: whose page they opened, or who stands without it
    on the list of a facility that they looked at within the day.

    At a raid hundreds come at once, and nobody may go without the notice because a cap is reached. The list told the
    name already; to serve shows no more, changes what stands on the list, and is an entry of the trail itself. Answers
    the code of the facility on whose list the person stands, "" where the page is open. Raises NotFound, NotAllowed.
    """
    found = standing(session, actor, person_id, now=now)
    if found in OPEN or (found is Standing.UNEXPLAINED and _has_opened(session, actor, person_id, now)):
        return ""
    here = free_calls.held_at(session, person_id, now=now)
    if found is Standing.HIDDEN or not here or not _has_done(session, actor, LISTED, f"facility:{here}", now):
        raise NotAllowed
    # Whoever served them just now may send the form again, or find a mistake in it.
    if rights.is_served_now(session, person_id) and not _has_done(session, actor, SERVED, subject(person_id), now):
        raise NotAllowed
    return here


def record(session: Session, actor: Actor, person_id: int, found: Standing, *, now: datetime) -> None:
    """The page was shown, or would have been one too many."""
    if found is Standing.TOO_MANY:
        rationing.refused(session, actor, "person.refused", subject(person_id), now=now)
    if found not in OPEN:
        return
    facts = {"outside": found is not Standing.INSIDE}
    audit.record(session, actor, VIEWED, subject(person_id), facts=facts, now=now)


def _is_over_the_cap(session: Session, actor: Actor, person_id: int, now: datetime) -> bool:
    return not (rationing.may_open_more(session, actor, now=now) or _has_opened(session, actor, person_id, now))


def _has_opened(session: Session, actor: Actor, person_id: int, now: datetime) -> bool:
    return _has_done(session, actor, VIEWED, subject(person_id), now)


def _has_done(session: Session, actor: Actor, action: str, about: str, now: datetime) -> bool:
    theirs = AuditEntry.subject == about, AuditEntry.actor_id == actor.staff_id, AuditEntry.action == action
    return bool(session.scalar(select(exists().where(*theirs, AuditEntry.at > now - timedelta(days=1)))))


def _has_explained(session: Session, actor: Actor, person_id: int, now: datetime) -> bool:
    lately = AuditEntry.sealed != b"", AuditEntry.at > now - REASON_LASTS
    return bool(session.scalar(select(exists().where(*_views(actor, person_id), *lately))))


def _views(actor: Actor, person_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        AuditEntry.subject == subject(person_id),
        AuditEntry.actor_id == actor.staff_id,
        AuditEntry.action == VIEWED,
    )


def _is_ones_work(session: Session, actor: Actor, person_id: int, now: datetime) -> bool:
    """Whether the actor works on the person, on a task about them, or on a message or a call that speaks of them."""
    mine = claims.mine(session, actor, now=now)
    if subject(person_id) in mine:
        return True
    tasks, voicemails, callbacks = (_numbers(mine, what) for what in ("task", "voicemail", "callback"))
    is_task = exists().where(Task.id.in_(tasks), Task.subject == subject(person_id))
    speaks_of = Voicemail.person_id == person_id
    is_message = exists().where(speaks_of, Voicemail.id.in_(voicemails))
    is_call = exists().where(speaks_of, Voicemail.callback_id.in_(callbacks))
    return bool(session.scalar(select(is_task | is_message | is_call)))


def _numbers(subjects: list[str], what: str) -> list[int]:
    return [int(one.removeprefix(f"{what}:")) for one in subjects if one.startswith(f"{what}:")]
