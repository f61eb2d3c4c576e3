"""What staff write into the log: a call on another telephone, a visit in person, an offer that was declined.

It stands beside what the line itself wrote and never counts as an attempt of it. Who was called or came may be added;
nobody reads it back (threats.md, insiders).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from hotline import db, phones, reading, secrets_box
from hotline.domain import access, audit, people
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.free_calls import callees
from hotline.domain.free_calls.callees import Callee
from hotline.language_names import code_of
from hotline.models.custody import Stay
from hotline.models.free_calls import CallMeans, CallResult, DetaineeCall, Party
from hotline.models.people import Person
from hotline.models.places import Facility

EARLY = timedelta(days=1)  # between an arrest and the first word of it that a source sends
LONGEST = timedelta(days=1)  # of a call or a visit
LONGEST_NAME = 120
# Why it did not come about, where it was the place and not who was called.
FAILURES = ("phone_broken", "no_phone_free", "no_staff", "no_room", "locked_down", "not_let_in")
_BY_HAND = frozenset(CallResult) - {CallResult.NOT_ALLOWED}
_OF_VISITS = frozenset((CallResult.COMPLETED, CallResult.REFUSED, CallResult.FAILED, CallResult.DECLINED))
_LARGEST_ID = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One call, visit or offer. `seconds` is how long they talked, 0 where they did not; `failure` of FAILURES or "".

    `means` is LINE for an offer of this line alone. `name` and `number` are of who was called or came, or "": sealed.
    `language` is a code (ISO 639) or "". `form` is what the form was given when it was shown: the same one again
    changes nothing.
    """

    person_id: int
    party: Party
    means: CallMeans
    facility_code: str
    at: datetime
    outcome: CallResult
    failure: str = ""
    seconds: int = 0
    is_free: bool = True
    language: str = ""
    name: str = ""
    number: str = ""
    form: str = ""


def log(session: Session, actor: Actor, entry: Entry, *, now: datetime) -> int:
    """Write it down once for each form; answers its id.

    Raises NotAllowed, NotFound, Invalid: ("at", "future" or "not_in_custody"); ("facility", "unknown"); ("outcome",
    "not_by_hand", "of_line" or "of_visit"); ("party", "of_visit"); ("failure", "unknown"); ("seconds", "too_long" or
    "not_talked"); ("language", "unknown"); ("number", "not_a_number"); ("name", "too_long").
    """
    access.require(actor, "free_calls.log")
    db.one_at_a_time(session, "free-calls")
    if session.get(DetaineeCall, id_of(session, entry)):
        return id_of(session, entry)
    row = write(session, actor, entry, now)
    audit.record(session, actor, "free_call.logged", f"person:{row.person_id}", facts=facts(row), now=now)
    return row.id


def write(session: Session, actor: Actor, entry: Entry, now: datetime) -> DetaineeCall:
    """The row of an entry that can be believed. Raises as log()."""
    person_id = people.kept_for(session, entry.person_id)
    if session.get(Person, person_id) is None:
        raise NotFound
    _check(session, person_id, entry, now)
    row = DetaineeCall(id=id_of(session, entry), person_id=person_id, party=entry.party, means=entry.means)
    row.facility_code, row.language, row.is_free = entry.facility_code, code_of(entry.language), entry.is_free
    row.outcome, row.failure, row.seconds = entry.outcome, entry.failure, entry.seconds
    row.asked_at, row.ended_at = entry.at, entry.at + timedelta(seconds=entry.seconds)
    row.answered_at = entry.at if entry.outcome is CallResult.COMPLETED else None
    row.logged_by, row.logged_at = actor.staff_id, now
    who = Callee(entry.party, phones.parse(entry.number) or "", name=reading.line(entry.name))
    if who.number or who.name:
        callees.keep(session, row, who)
    session.add(row)
    session.flush()
    return row


def id_of(session: Session, entry: Entry) -> int:
    """The id that a form leads to; a random one for what comes from no form."""
    if not entry.form:
        return secrets_box.random_id()
    return secrets_box.of(session).index_key("free-call-form", entry.form) & _LARGEST_ID


def facts(row: DetaineeCall) -> dict[str, str | int | bool | None]:
    """What the audit trail says of a row."""
    told = {"party": str(row.party), "means": str(row.means), "outcome": str(row.outcome)}
    return {**told, "facility": row.facility_code}


def _check(session: Session, person_id: int, entry: Entry, now: datetime) -> None:
    if session.get(Facility, entry.facility_code) is None:
        raise Invalid("facility", "unknown")
    if entry.at > now:
        raise Invalid("at", "future")
    if not session.scalar(select(_is_in_custody(person_id, entry.at))):
        raise Invalid("at", "not_in_custody")
    _check_outcome(entry)
    if not 0 <= entry.seconds <= LONGEST.total_seconds() or entry.at + timedelta(seconds=entry.seconds) > now:
        raise Invalid("seconds", "too_long")
    _check_words(entry)


def _check_words(entry: Entry) -> None:
    if entry.failure and entry.failure not in FAILURES:
        raise Invalid("failure", "unknown")
    if entry.language and not code_of(entry.language):
        raise Invalid("language", "unknown")
    if entry.number.strip() and phones.parse(entry.number) is None:
        raise Invalid("number", "not_a_number")
    if len(entry.name) > LONGEST_NAME:
        raise Invalid("name", "too_long")


def _check_outcome(entry: Entry) -> None:
    if entry.outcome not in _BY_HAND:
        raise Invalid("outcome", "not_by_hand")
    if entry.means is CallMeans.LINE and entry.outcome is not CallResult.DECLINED:
        raise Invalid("outcome", "of_line")
    if entry.means is CallMeans.VISIT and entry.outcome not in _OF_VISITS:
        raise Invalid("outcome", "of_visit")
    if entry.means is CallMeans.VISIT and entry.party is Party.HOTLINE:
        raise Invalid("party", "of_visit")
    if entry.seconds and entry.outcome is not CallResult.COMPLETED:
        raise Invalid("seconds", "not_talked")


def _is_in_custody(person_id: int, at: datetime) -> ColumnElement[bool]:
    """Whether the person was held at that moment, by what the records say or will soon have said."""
    is_over = Stay.ended_at.is_not(None) & (Stay.ended_at < at)
    return exists().where(Stay.person_id == person_id, Stay.began_at <= at + EARLY, ~is_over)
