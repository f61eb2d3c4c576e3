"""Who can be found at all: docs/disclosure.md, first section."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import hiding, intake, people
from hotline.domain.intake import Report
from hotline.domain.people import Name
from hotline.models.custody import EventKind
from hotline.models.people import HiddenIndexKey, HidingReason, IndexKey, NameFrequency, Person
from tests import factories

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def _rows(session: Session, model: type[IndexKey | HiddenIndexKey], person_id: int) -> int:
    counted = select(func.count()).select_from(model).where(model.person_id == person_id)
    return session.execute(counted).scalar_one()


@pytest.mark.parametrize(
    ("known", "is_minor"),
    [
        ({"births": (date(2008, 11, 23),)}, True),  # eighteen tomorrow
        ({"births": (date(2008, 11, 22),)}, False),  # eighteen today, everywhere on Earth
        ({"births": (date(1985, 3, 12), date(2010, 3, 12))}, True),  # any recorded date
        ({"births": (), "birth_years": (2008,)}, True),  # a year alone: until 31 December of the 18th year
        ({"births": (), "birth_years": (2007,)}, False),
        ({"births": (date(1985, 3, 12),), "birth_years": (2009,)}, True),
        ({"births": (date(1985, 3, 12),), "claims_minority": True}, True),
        ({"births": (), "birth_years": ()}, False),
    ],
)
def test_any_date_year_or_claim_under_eighteen_makes_a_minor(known: dict[str, object], is_minor: bool) -> None:
    assert hiding.is_minor(factories.details(**known), now=NOON) is is_minor


def test_who_is_born_on_a_leap_day_comes_of_age_on_the_first_of_march() -> None:
    leapling = factories.details(births=(date(2008, 2, 29),))

    assert hiding.is_minor(leapling, now=datetime(2026, 2, 28, 23, tzinfo=UTC))
    assert not hiding.is_minor(leapling, now=datetime(2026, 3, 2, 12, tzinfo=UTC))


@pytest.mark.parametrize("reason", list(HidingReason))
def test_hidden_people_have_no_row_in_the_public_index(session: Session, reason: HidingReason) -> None:
    person = factories.person(session, hidden=reason)

    assert _rows(session, IndexKey, person.id) == 0
    assert _rows(session, HiddenIndexKey, person.id) > 0


def test_hiding_moves_every_row_and_revealing_moves_it_back(session: Session) -> None:
    person = factories.person(session)
    before = _rows(session, IndexKey, person.id)

    hiding.hide(session, person.id, HidingReason.OBJECTS, now=NOON)
    assert (_rows(session, IndexKey, person.id), _rows(session, HiddenIndexKey, person.id)) == (0, before)

    hiding.reveal(session, person.id, HidingReason.OBJECTS)
    assert (_rows(session, IndexKey, person.id), _rows(session, HiddenIndexKey, person.id)) == (before, 0)


def test_a_person_with_two_reasons_stays_hidden_when_one_goes(session: Session) -> None:
    person = factories.person(session, hidden=HidingReason.PROTECTED)
    hiding.hide(session, person.id, HidingReason.WITHHELD, now=NOON, by="ana", second="luis")

    hiding.reveal(session, person.id, HidingReason.WITHHELD)

    assert hiding.is_hidden(session, person.id)
    assert _rows(session, IndexKey, person.id) == 0


def test_hidden_people_are_not_counted_in_the_rarity_of_names(session: Session) -> None:
    def counted() -> dict[int, int]:
        return {row.key: row.n for row in session.execute(select(NameFrequency.key, NameFrequency.n)) if row.n}

    factories.person(session)
    before = counted()

    hidden = factories.person(session, hidden=HidingReason.PROTECTED, a_numbers=("012345678",))
    assert counted() == before

    hiding.reveal(session, hidden.id, HidingReason.PROTECTED)
    assert counted() != before


def test_who_comes_of_age_is_revealed(session: Session) -> None:
    grown = factories.person(session, hidden=HidingReason.MINOR, births=(date(2008, 11, 1),))
    child = factories.person(session, hidden=HidingReason.MINOR, births=(date(2008, 12, 24),))

    revealed = hiding.refresh(session, now=NOON)

    assert revealed == 1
    assert not hiding.is_hidden(session, grown.id)
    assert hiding.is_hidden(session, child.id)


def test_who_is_hidden_while_an_intake_indexes_her_anew_is_hidden_under_every_name(app: Flask) -> None:
    with db.begin() as session:
        factories.use(session)
        factories.FacilityFactory()
        factories.use(None)
        person_id = intake.report(session, _booked_in("1", Name("Xochitl", "Zepeda Olvera")), now=NOON).person_id
    hidden: list[Future[None]] = []

    def meanwhile(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO index_key") and not hidden:
            hidden.append(threads.submit(_hide, person_id))
            time.sleep(0.3)  # time enough for who does not wait

    event.listen(Engine, "before_cursor_execute", meanwhile)
    with ThreadPoolExecutor(1) as threads, db.begin() as session:
        intake.report(session, _booked_in("2", Name("Guadalupe", "Olvera Cruz")), now=NOON)
    event.remove(Engine, "before_cursor_execute", meanwhile)

    hidden[0].result()
    with db.reading() as session:
        assert _names(session, person_id) == 2
        assert _rows(session, IndexKey, person_id) == 0
        assert _rows(session, HiddenIndexKey, person_id) > 0


def _booked_in(event_id: str, name: Name) -> Report:
    known = factories.details(names=(name,))
    where = {"facility_code": "STWRTGA", "person_key": "p1"}
    return Report("office", event_id, EventKind.BOOKED_IN, NOON, known, is_protected=False, **where)


def _names(session: Session, person_id: int) -> int:
    return len(people.unseal(session, session.get_one(Person, person_id)).names)


def _hide(person_id: int) -> None:
    with db.begin() as session:
        hiding.hide(session, person_id, HidingReason.OBJECTS, now=NOON)
