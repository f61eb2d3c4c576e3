"""Who can be found at all (docs/disclosure.md): the reasons that hide a person, and what hiding does to the indexes."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import names, people
from hotline.domain.errors import NotFound
from hotline.domain.people import PersonDetails
from hotline.models.people import Hiding, HidingReason, Person
from hotline.models.staging import StagedPerson

ADULT_AT = 18
WESTERNMOST = timedelta(hours=-12)  # the last place on Earth where it is still yesterday


def is_minor(details: PersonDetails, *, now: datetime) -> bool:
    """Whether any recorded date, year or claim could make the person under 18.

    The day counts where it comes last; a year alone counts until 31 December of the 18th year.
    """
    today = (now + WESTERNMOST).date()
    if details.claims_minority or any(today < _birthday(born, ADULT_AT) for born in details.births):
        return True
    return any(today.year <= year + ADULT_AT for year in details.birth_years)


def reasons_for(details: PersonDetails, *, is_protected: bool, now: datetime) -> frozenset[HidingReason]:
    """The reasons that a person's own record gives; staff and the person may add others."""
    reasons = set()
    if is_protected:
        reasons.add(HidingReason.PROTECTED)
    if is_minor(details, now=now):
        reasons.add(HidingReason.MINOR)
    return frozenset(reasons)


def is_hidden(session: Session, person_id: int) -> bool:
    """Whether any reason hides them from the public; hidden people are in no row that a public query reads."""
    return session.execute(select(Hiding.reason).where(Hiding.person_id == person_id).limit(1)).first() is not None


def record(session: Session, person_id: int, reasons: frozenset[HidingReason], *, now: datetime) -> None:
    """Write down reasons for a person who is not indexed yet; a reason that stands already stays as it is."""
    rows = [{"person_id": person_id, "reason": reason, "since": now} for reason in reasons]
    if rows:
        session.execute(db.upsert(session, Hiding).values(rows).on_conflict_do_nothing())


def alone(session: Session) -> None:
    """No intake runs beside this unit of work, or one that has read a person as public would index them as such.

    An intake, too, takes this before anything is written in the audit trail, whose end is one for everybody.
    """
    db.one_at_a_time(session, "intake")


def hide(
    session: Session, person_id: int, reason: HidingReason, *, now: datetime, by: str = "", second: str = ""
) -> None:
    """Hide a person from the next look-up on, and whoever stands for them since a merge. Raises NotFound."""
    alone(session)
    person_id = people.kept_for(session, person_id)
    was_hidden = is_hidden(session, person_id)
    row = {"person_id": person_id, "reason": reason, "since": now, "decided_by": by, "seconded_by": second}
    session.execute(db.upsert(session, Hiding).values(row).on_conflict_do_nothing())
    if not was_hidden:
        _move(session, person_id, to_hidden=True)


def reveal(session: Session, person_id: int, reason: HidingReason) -> None:
    """Take one reason away; the person is disclosable when no other is left. Raises NotFound."""
    alone(session)
    person_id = people.kept_for(session, person_id)
    held = Hiding.person_id == person_id, Hiding.reason == reason
    gone = session.execute(delete(Hiding).where(*held).returning(Hiding.person_id)).first()
    if gone and not is_hidden(session, person_id):
        _move(session, person_id, to_hidden=False)


def refresh(session: Session, *, now: datetime, limit: int = 500) -> int:
    """Reveal people who were hidden as minors and have come of age; answers how many."""
    is_staged = exists().where(StagedPerson.person_id == Person.id, StagedPerson.is_new)
    minors = select(Person).join(Hiding, Hiding.person_id == Person.id).where(Hiding.reason == HidingReason.MINOR)
    due = minors.where(Person.birth_year <= now.year - ADULT_AT, ~is_staged).order_by(Person.birth_year, Person.id)
    grown = [
        person.id
        for person in session.scalars(due.limit(limit))
        if not is_minor(people.unseal(session, person), now=now)
    ]
    for person_id in grown:
        reveal(session, person_id, HidingReason.MINOR)
    return len(grown)


def _move(session: Session, person_id: int, *, to_hidden: bool) -> None:
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound
    details = people.unseal(session, person)
    names.unindex(session, person_id, details, hidden=not to_hidden)
    names.index(session, person_id, details, hidden=to_hidden)


def _birthday(born: date, age: int) -> date:
    """The day somebody turns that age; who was born on 29 February does so on 1 March of a common year."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
