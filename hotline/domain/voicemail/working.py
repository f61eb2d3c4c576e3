"""Staff listen to a message, write down what is said, and find out whom it speaks of."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import access, audit, callbacks, claims, people
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid
from hotline.domain.voicemail import keeping
from hotline.domain.voicemail.keeping import LeftVoicemail, Sound
from hotline.models.audit import AuditEntry
from hotline.models.contacts import Voicemail
from hotline.models.people import Hiding, Person

JUST_NOW = timedelta(minutes=30)  # how long somebody's page counts as just opened
_LOOKED_THROUGH = 200  # of the actor's latest entries in the audit trail
_MOST_OFFERED = 8
_PERSON = "person:"


@dataclass(frozen=True, slots=True)
class Offered:
    """Somebody whom a message may be attached to; the name of record."""

    id: int
    given: str
    surnames: str


def subject(voicemail_id: int) -> str:
    """What claims, notes and the audit trail call it."""
    return f"voicemail:{voicemail_id}"


def view(session: Session, actor: Actor, voicemail_id: int, *, now: datetime) -> LeftVoicemail:
    """When it was left, in which language, and what it belongs to; that it was opened is recorded. Raises NotFound."""
    left = keeping.one(session, voicemail_id)
    audit.record(session, actor, "voicemail.viewed", subject(voicemail_id), now=now)
    return left


def take(session: Session, actor: Actor, voicemail_id: int, *, now: datetime) -> LeftVoicemail:
    """The actor listens to it and does what it asks for. Raises NotFound, Taken."""
    left = keeping.one(session, voicemail_id)
    claims.take(session, actor, subject(voicemail_id), now=now)
    return left


def hear(session: Session, actor: Actor | None, voicemail_id: int, *, now: datetime) -> Sound | None:
    """What was spoken, which is recorded; None where it is not here. Raises NotFound."""
    heard = keeping.sound(session, voicemail_id)
    if heard:
        audit.record(session, actor, "voicemail.heard", subject(voicemail_id), now=now)
    return heard


def attach_to_person(session: Session, actor: Actor, voicemail_id: int, person_id: int, *, now: datetime) -> None:
    """It speaks of this person, whose page the actor just opened.

    Raises NotFound, Taken, Invalid("person", "missing") for anybody else.
    """
    take(session, actor, voicemail_id, now=now)
    if person_id not in _just_opened(session, actor, now):
        raise Invalid("person", "missing")
    session.get_one(Voicemail, voicemail_id).person_id = person_id
    facts = {"to": f"{_PERSON}{person_id}"}
    audit.record(session, actor, "voicemail.attached", subject(voicemail_id), facts=facts, now=now)


def attach_to_callback(session: Session, actor: Actor, voicemail_id: int, callback_id: int, *, now: datetime) -> None:
    """It belongs to this call, which is owed. Raises NotFound, Taken."""
    take(session, actor, voicemail_id, now=now)
    callbacks.one(session, callback_id, now=now)
    session.get_one(Voicemail, voicemail_id).callback_id = callback_id
    facts = {"to": f"callback:{callback_id}"}
    audit.record(session, actor, "voicemail.attached", subject(voicemail_id), facts=facts, now=now)


def close(session: Session, actor: Actor, voicemail_id: int, *, now: datetime) -> None:
    """The actor is done with it. Raises NotFound, Taken."""
    take(session, actor, voicemail_id, now=now)
    keeping.close(session, voicemail_id, now=now)
    claims.finish(session, subject(voicemail_id))
    audit.record(session, actor, "voicemail.closed", subject(voicemail_id), now=now)


def offered_people(session: Session, actor: Actor, *, now: datetime) -> list[Offered]:
    """Whose pages the actor just opened, the latest first: one of them is whom the message speaks of."""
    ids = _just_opened(session, actor, now)[:_MOST_OFFERED]
    rows = {row.id: row for row in session.scalars(select(Person).where(Person.id.in_(ids)))}
    names = {number: people.unseal(session, row).names[0] for number, row in rows.items()}
    return [Offered(number, names[number].given, names[number].surnames) for number in ids if number in names]


def of_person(session: Session, person_id: int) -> list[int]:
    """The messages that speak of a person, the latest first."""
    theirs = select(Voicemail.id).where(Voicemail.person_id == person_id).order_by(Voicemail.left_at.desc())
    return list(session.scalars(theirs))


def _just_opened(session: Session, actor: Actor, now: datetime) -> list[int]:
    entries = select(AuditEntry.action, AuditEntry.subject, AuditEntry.at)
    mine = entries.where(AuditEntry.actor_id == actor.staff_id).order_by(AuditEntry.id.desc()).limit(_LOOKED_THROUGH)
    views = (row for row in session.execute(mine) if row.action == "person.viewed" and row.at >= now - JUST_NOW)
    ids = list(dict.fromkeys(int(row.subject.removeprefix(_PERSON)) for row in views))
    if access.may(actor, "people.see_hidden"):
        return ids
    hidden = set(session.scalars(select(Hiding.person_id).where(Hiding.person_id.in_(ids))))  # since they were opened
    return [each for each in ids if each not in hidden]
