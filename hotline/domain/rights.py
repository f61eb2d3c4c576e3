"""The notice of rights: who was served with it, when, in which language, how; and who is held and was not.

Whoever is arrested is told of the right to counsel and gets the list of free legal help (8 CFR 287.3(c)); that list is
made anew at least every quarter (8 CFR 1003.61). A record is never changed: a correction is another one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from hotline import db, secrets_box
from hotline.domain import access, audit, identities, people, pins
from hotline.domain.access import Actor
from hotline.domain.directory.help_lists import LIST_DAYS
from hotline.domain.errors import Invalid, NotFound
from hotline.language_names import code_of
from hotline.models.custody import Stay, Stint
from hotline.models.people import Person
from hotline.models.places import Facility, LegalProvider
from hotline.models.rights import Interpreting, RightsNotice

MOST_LISTED = 200
LONGEST_AGO = timedelta(days=2 * 365)  # what was written down later; a year that is mistyped is longer ago
_LARGEST_ID = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Serving:
    """One serving of the notice.

    `language` is a code (ISO 639), of those that we answer in or of any other, with an interpreter. `facility_code`
    may be "" for somewhere on the way. `list_edition` is the day of the list of free legal help that was handed out,
    None for none; `with_pin` issues a PIN for the free-call line. `form` is what the form was given when it was shown:
    the same one again changes nothing, and tells no PIN.
    """

    person_id: int
    facility_code: str
    is_oral: bool
    is_written: bool
    language: str
    interpreting: Interpreting
    list_edition: date | None
    with_pin: bool
    served_at: datetime
    form: str = ""


@dataclass(frozen=True, slots=True)
class Served:
    """`pin` is told once, "" where none was wished. `is_list_old` where the list handed out was, or there was none."""

    notice_id: int
    pin: str
    is_list_old: bool


@dataclass(frozen=True, slots=True)
class Unserved:
    """Somebody who is held, since when there, and whose stay has no notice."""

    person_id: int
    facility_code: str
    arrived_at: datetime


def serve(session: Session, actor: Actor, serving: Serving, *, now: datetime) -> Served:
    """Write down that the notice was served, once for each form.

    Raises NotAllowed, NotFound, Invalid: ("means", "missing") neither oral nor written; ("language", "unknown");
    ("facility", "unknown"); ("served_at", "future" or "long_ago"); ("list_edition", "future").
    """
    access.require(actor, "rights.serve")
    db.one_at_a_time(session, "rights")
    if before := session.get(RightsNotice, _id_of(session, serving)):
        return Served(before.id, "", is_list_old(before))
    row = _written(session, actor, serving, now)
    row.pin_issued = serving.with_pin
    pin = pins.issue(session, actor, row.person_id, now=now) if serving.with_pin else ""
    _record(session, actor, "rights.served", row, now)
    return Served(row.id, pin, is_list_old(row))


def correct(session: Session, actor: Actor, notice_id: int, serving: Serving, *, now: datetime) -> Served:
    """Write down what should have stood there; both stay. It issues no PIN. Raises as serve()."""
    access.require(actor, "rights.serve")
    db.one_at_a_time(session, "rights")
    if before := session.get(RightsNotice, _id_of(session, serving)):
        return Served(before.id, "", is_list_old(before))
    old = session.get(RightsNotice, notice_id, populate_existing=True)
    if old is None or old.replaced_by is not None or people.kept_for(session, serving.person_id) != old.person_id:
        raise NotFound
    row = _written(session, actor, serving, now)
    row.pin_issued, old.replaced_by = old.pin_issued, row.id
    _record(session, actor, "rights.corrected", row, now)
    return Served(row.id, "", is_list_old(row))


def of(session: Session, person_id: int) -> Sequence[RightsNotice]:
    """Every record of a person, those that were replaced too, the last served first."""
    theirs = select(RightsNotice).where(RightsNotice.person_id == people.kept_for(session, person_id))
    return session.scalars(theirs.order_by(RightsNotice.served_at.desc(), RightsNotice.recorded_at.desc())).all()


def is_served() -> ColumnElement[bool]:
    """For a query of Stay: whether its person was served since their last stay ended."""
    earlier = aliased(Stay)
    is_of_earlier = exists().where(
        earlier.person_id == RightsNotice.person_id, earlier.ended_at > RightsNotice.served_at
    )
    of_this_person = RightsNotice.person_id == Stay.person_id, RightsNotice.replaced_by.is_(None)
    return exists().where(*of_this_person, ~is_of_earlier)


def is_served_now(session: Session, person_id: int) -> bool:
    """Whether somebody who is held was served since their last stay ended; False for who is not held."""
    held = select(is_served()).where(Stay.person_id == person_id, Stay.ended_at.is_(None))
    return any(session.scalars(held))


def without_notice(session: Session, facility_code: str, *, most: int = MOST_LISTED) -> list[Unserved]:
    """Who is held at a facility and was not served since their last stay ended, whoever waits for longest first.

    Often the notice is served before the first book-in that a roster tells of; it counts for the stay that follows.
    """
    here = select(Stay.person_id, Stint.facility_code, Stint.arrived_at).join(Stay, Stay.id == Stint.stay_id)
    waiting = here.where(Stint.facility_code == facility_code, Stint.left_at.is_(None), Stay.ended_at.is_(None))
    waiting = waiting.where(~is_served(), identities.is_live(Stay.person_id))
    return [Unserved(*row) for row in session.execute(waiting.order_by(Stint.arrived_at, Stay.id).limit(most))]


def list_edition(session: Session, facility_code: str) -> date | None:
    """The newest edition of the list of free legal help of the facility's state; None where none is dated."""
    newest = select(func.max(LegalProvider.edition)).join(Facility, Facility.state == LegalProvider.list_state)
    return session.scalar(newest.where(Facility.code == facility_code))


def is_list_old(notice: RightsNotice) -> bool:
    """Whether the list that was handed out was older then than one may be, or none was."""
    return is_old(notice.list_edition, notice.served_at.date())


def is_old(edition: date | None, today: date) -> bool:
    """Whether a list of this edition is older than one may be, or nobody knows how old it is."""
    return edition is None or today - edition > timedelta(days=LIST_DAYS)


def _written(session: Session, actor: Actor, serving: Serving, now: datetime) -> RightsNotice:
    """The row of a serving that can be believed."""
    person_id = people.kept_for(session, serving.person_id)
    if session.get(Person, person_id) is None:
        raise NotFound
    _check(session, serving, now)
    row = RightsNotice(id=_id_of(session, serving), person_id=person_id, facility_code=serving.facility_code or None)
    row.is_oral, row.is_written = serving.is_oral, serving.is_written
    row.language, row.interpreting = code_of(serving.language), serving.interpreting
    row.list_edition, row.served_at = serving.list_edition, serving.served_at
    row.served_by, row.recorded_at = actor.staff_id, now
    session.add(row)
    session.flush()
    return row


def _id_of(session: Session, serving: Serving) -> int:
    """The id that a form leads to; a random one for what comes from no form."""
    if not serving.form:
        return secrets_box.random_id()
    return secrets_box.of(session).index_key("rights-form", serving.form) & _LARGEST_ID


def _check(session: Session, serving: Serving, now: datetime) -> None:
    if not (serving.is_oral or serving.is_written):
        raise Invalid("means", "missing")
    if not code_of(serving.language):
        raise Invalid("language", "unknown")
    if serving.facility_code and session.get(Facility, serving.facility_code) is None:
        raise Invalid("facility", "unknown")
    if serving.served_at > now:
        raise Invalid("served_at", "future")
    if serving.served_at < now - LONGEST_AGO:
        raise Invalid("served_at", "long_ago")
    if serving.list_edition and serving.list_edition > now.date():
        raise Invalid("list_edition", "future")


def _record(session: Session, actor: Actor, action: str, row: RightsNotice, now: datetime) -> None:
    facts = {"language": row.language, "facility": row.facility_code, "pin": row.pin_issued}
    audit.record(session, actor, action, f"person:{row.person_id}", facts=facts, now=now)
