"""Who may be told where a person is, as they say so themselves: on the free-call line, with A-number and PIN.

It counts from the next look-up on, and nobody else has to agree. What staff or a source hide stays hidden.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from hotline.domain import audit, consent, notices
from hotline.domain.records.viewing import subject
from hotline.models.people import HidingReason


def object_to_all(session: Session, person_id: int, *, now: datetime) -> None:
    """Nobody is told. Raises NotFound."""
    consent.object_to_all(session, person_id, now=now)
    _record(session, "person.hidden", person_id, HidingReason.OBJECTS, now)


def name(session: Session, person_id: int, contact: str, *, now: datetime) -> None:
    """Whoever has this number (E.164) may be told, beside those who were named before, and nobody else.

    Raises NotFound, Invalid("contact", "too_many").
    """
    consent.name_another(session, person_id, contact, now=now)
    _tell(session, person_id, now)
    _record(session, "person.hidden", person_id, HidingReason.NAMED, now)


def take_all_off(session: Session, person_id: int, *, now: datetime) -> None:
    """Those who were named are forgotten, and nobody is told. Raises NotFound."""
    consent.forget_named(session, person_id, now=now)
    _record(session, "person.hidden", person_id, HidingReason.OBJECTS, now)


def allow_all(session: Session, person_id: int, *, now: datetime) -> None:
    """Whoever knows enough of the person may be told again, and those who were named are forgotten. Raises NotFound."""
    consent.withdraw(session, person_id)
    _tell(session, person_id, now)
    _record(session, "person.shown", person_id, HidingReason.OBJECTS, now)


def _tell(session: Session, person_id: int, now: datetime) -> None:
    """Relatives who asked for it hear at once what they were not told meanwhile."""
    session.flush()
    notices.owe_for(session, [person_id], now=now)


def _record(session: Session, action: str, person_id: int, reason: HidingReason, now: datetime) -> None:
    audit.record(session, None, action, subject(person_id), facts={"reason": reason, "own": True}, now=now)
