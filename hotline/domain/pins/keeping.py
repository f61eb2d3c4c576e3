"""Issuing a PIN, changing it, issuing it anew: told once, then known here as a keyed hash bound to the person's id."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import access, audit, codes, people
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.people import PersonDetails
from hotline.domain.pins import choosing, records
from hotline.domain.pins.trying import TRIES
from hotline.models.free_calls import DetaineePin
from hotline.models.people import Person


@dataclass(frozen=True, slots=True)
class Standing:
    """What staff may know of a PIN: `language` is that of the person's last call, "" for none yet."""

    issued_at: datetime
    is_locked: bool
    must_change: bool
    language: str


def standing(session: Session, person_id: int) -> Standing | None:
    """None for who has no PIN."""
    kept = records.pins(session, people.kept_for(session, person_id))
    if not kept:
        return None
    last = max(kept, key=lambda row: row.issued_at)
    is_locked = max(row.failures for row in kept) >= TRIES
    return Standing(last.issued_at, is_locked, last.must_change, last.language)


def issue(session: Session, actor: Actor | None, person_id: int, *, now: datetime) -> str:
    """A PIN of six digits in place of any other, to be told once; the person must change it on first use.

    `actor` is None for the demonstration. Raises NotAllowed, NotFound.
    """
    if actor:
        access.require(actor, "rights.serve")
    return _issue(session, actor, person_id, "pin.issued", now)


def reset(session: Session, actor: Actor, person_id: int, *, now: datetime) -> str:
    """The same for who forgot theirs, or whose PIN is locked. Raises NotAllowed, NotFound."""
    access.require(actor, "pins.reset")
    return _issue(session, actor, person_id, "pin.reset", now)


def change(session: Session, person_id: int, new: str, *, now: datetime) -> None:
    """The person, whom the old PIN has opened to, chooses their own.

    Raises Invalid("pin", ...): "six_digits"; "same" as one that opens now; "easy" to guess. NotFound for who has none.
    """
    person_id = people.kept_for(session, person_id)
    details, old = _alone(session, person_id), records.pins(session, person_id)
    if not old:
        raise NotFound
    if not choosing.is_six_digits(new):
        raise Invalid("pin", "six_digits")
    box = secrets_box.of(session)
    if any(hmac.compare_digest(row.pin_hash, codes.pin_hash(box, row.person_id, new)) for row in old):
        raise Invalid("pin", "same")
    if choosing.is_easy(new, details):
        raise Invalid("pin", "easy")
    last = max(old, key=lambda row: row.issued_at)
    records.erase(session, person_id)
    _keep(session, DetaineePin(person_id=person_id, must_change=False, language=last.language, issued_at=now), new)
    audit.record(session, None, "pin.changed", f"person:{person_id}", now=now)


def remember_language(session: Session, person_id: int, code: str) -> None:
    """Let the person's next call begin in that language."""
    mine = [row.person_id for row in records.pins(session, people.kept_for(session, person_id))]
    session.execute(update(DetaineePin).where(DetaineePin.person_id.in_(mine)).values(language=code))


def _issue(session: Session, actor: Actor | None, person_id: int, action: str, now: datetime) -> str:
    person_id = people.kept_for(session, person_id)
    details, known = _alone(session, person_id), standing(session, person_id)
    pin = _fresh(details)
    records.erase(session, person_id)
    row = DetaineePin(person_id=person_id, must_change=True, language=known.language if known else "", issued_at=now)
    row.issued_by = actor.staff_id if actor else None
    _keep(session, row, pin)
    audit.record(session, actor, action, f"person:{person_id}", now=now)
    return pin


def _keep(session: Session, row: DetaineePin, pin: str) -> None:
    row.pin_hash = codes.pin_hash(secrets_box.of(session), row.person_id, pin)
    session.add(row)
    session.flush()


def _alone(session: Session, person_id: int) -> PersonDetails:
    """Who the person is; whoever else issues or changes their PIN in this moment waits. Raises NotFound."""
    row = session.get(Person, person_id, with_for_update=True)
    if row is None:
        raise NotFound
    return people.unseal(session, row)


def _fresh(details: PersonDetails) -> str:
    """Six digits that nobody chose, and nobody would try first."""
    while choosing.is_easy(pin := f"{secrets.randbelow(10**codes.PIN_DIGITS):0{codes.PIN_DIGITS}d}", details):
        continue
    return pin
