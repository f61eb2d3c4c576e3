"""The demo as a newcomer meets it: whoever is printed is found as it is printed, and the others never are."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from hotline import clock, db
from hotline.app import create_app
from hotline.demo import load as demo
from hotline.demo.cast import DemoPerson, cast
from hotline.demo.load import Loaded
from hotline.domain import directory, locator
from hotline.domain.findings import Finding, Outcome
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.models.custody import Stay
from hotline.models.free_calls import FacilityLine
from hotline.models.people import Hiding, HidingReason, Person
from hotline.models.places import Facility, FieldOffice, LegalProvider
from tests import postgres
from tests.settings import settings_for

NOON = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
_MADE_UP_CONSULATES = tuple(f"{city} (demonstration)" for city in ("Atlanta", "Houston", "Los Angeles"))
LATER = NOON + timedelta(minutes=20)


@pytest.fixture(scope="module")
def demo_app(migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with the demo, loaded once for all tests of this module."""
    if migrated.startswith("postgresql"):
        app = create_app(settings_for(migrated))
        postgres.empty_every_table()
    else:
        path = tmp_path_factory.mktemp("demo") / "demo.db"
        shutil.copyfile(migrated, path)
        app = create_app(settings_for(f"sqlite:///{path}"))
    assert demo.load(now=NOON) is Loaded.NEW
    yield app
    db.current().dispose()


def asked(query: Query, now: datetime = LATER) -> Finding:
    with db.begin() as session:
        return locator.find(session, query, asker=Asker(), now=now)


def by_name(person: DemoPerson) -> Query:
    return Query(given=(person.given,), surname=(person.surname,), birth_date=person.born, country=person.country)


@pytest.mark.parametrize("person", cast(NOON), ids=lambda person: person.label)
def test_everybody_in_the_cast_is_answered_as_the_banner_says(demo_app: Flask, person: DemoPerson) -> None:
    finding = asked(by_name(person))

    assert finding.outcome is person.outcome
    assert finding.departure is person.departure
    assert finding.is_fresh is person.is_fresh


@pytest.mark.parametrize("person", [each for each in cast(NOON) if each.a_number], ids=lambda each: each.label)
def test_everybody_with_an_a_number_is_answered_alike_by_it(demo_app: Flask, person: DemoPerson) -> None:
    finding = asked(Query(a_number=person.a_number, birth_year=person.born.year))

    assert finding.outcome is person.outcome


def test_surnames_the_other_way_round_find_the_same(demo_app: Flask) -> None:
    ana = cast(NOON)[0]
    first, second = ana.surname.split()

    swapped = Query(given=(ana.given,), surname=(f"{second} {first}",), birth_date=ana.born, country=ana.country)

    assert asked(swapped) == asked(by_name(ana))


def test_an_answer_has_a_number_to_ring_that_is_nobody_s(demo_app: Flask) -> None:
    for person in cast(NOON):
        finding = asked(by_name(person))
        if finding.outcome in (Outcome.HELD, Outcome.IN_TRANSIT, Outcome.PROCESSING):
            assert finding.call[5:9] == "5550"


def test_every_place_of_the_demo_says_that_it_is_one(demo_app: Flask) -> None:
    with db.reading() as session:
        places = [*session.scalars(select(Facility)), *session.scalars(select(FieldOffice))]

    assert len(places) == 31
    assert all(place.name.endswith("(demonstration)") for place in places)
    assert all(place.phone[5:10] == "55501" and place.phone_source == "demonstration" for place in places)


def test_courts_and_consulates_are_those_that_come_with_the_service(demo_app: Flask) -> None:
    with db.reading() as session:
        assert len(directory.consulates_of(session, "MEX").offices) > len(_MADE_UP_CONSULATES)
        assert directory.state_help(session, "GA").courts


def test_the_free_call_line_reaches_made_up_consulates_alone(demo_app: Flask) -> None:
    with db.reading() as session:
        rung = [office for office in directory.consulates_near(session, "MEX", "GA") if office.number]
        lines = session.scalars(select(FacilityLine.facility_code)).all()

    assert [office.city for office in rung] == list(_MADE_UP_CONSULATES)
    assert all(office.number[5:9] == "5550" for office in rung)
    assert len(set(lines)) == 27


def test_two_thousand_people_come_in(demo_app: Flask) -> None:
    with db.reading() as session:
        people = session.scalar(select(func.count()).select_from(Person))
        stays = session.scalar(select(func.count()).select_from(Stay))
        protected = session.scalar(
            select(func.count()).select_from(Hiding).where(Hiding.reason == HidingReason.PROTECTED)
        )

    assert people == stays == demo.PEOPLE + len(cast(NOON))
    assert protected
    assert 10 <= protected <= 40


def test_there_is_made_up_legal_help_in_the_state_of_every_place(demo_app: Flask) -> None:
    with db.reading() as session:
        states = set(session.scalars(select(Facility.state).where(Facility.code.startswith("DEM"))))
        told = {state: directory.legal_help(session, state) for state in states}

    for providers in told.values():
        assert providers[0].phone[5:9] == "5550"
        assert all(provider.name.endswith("(demonstration)") and provider.edition for provider in providers)


def test_made_up_legal_help_speaks_languages_and_names_a_site_as_its_source(demo_app: Flask) -> None:
    with db.reading() as session:
        providers = session.scalars(select(LegalProvider)).all()

    assert {provider.phone_source for provider in providers} == {"example.org"}
    assert all("es" in provider.languages.split() for provider in providers)


def test_loading_again_changes_nothing(demo_app: Flask) -> None:
    with db.reading() as session:
        before = session.scalars(select(Stay.confirmed_at).order_by(Stay.id)).all()

    assert demo.load(now=NOON + timedelta(minutes=10)) is Loaded.THERE

    with db.reading() as session:
        assert session.scalars(select(Stay.confirmed_at).order_by(Stay.id)).all() == before


def test_the_day_after_the_roster_is_confirmed_so_that_held_people_are_told_without_warning(demo_app: Flask) -> None:
    tomorrow = NOON + timedelta(hours=20)

    assert demo.load(now=tomorrow) is Loaded.CONFIRMED

    held = asked(by_name(cast(NOON)[0]), now=tomorrow)
    assert (held.outcome, held.is_fresh, held.confirmed_at) == (Outcome.HELD, True, tomorrow)
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == demo.PEOPLE + len(cast(NOON))


def test_the_commands_say_what_there_is(demo_app: Flask) -> None:
    demo.load(now=clock.now())
    runner = demo_app.test_cli_runner()

    assert "The 2,000 made-up people are there already" in runner.invoke(args=["demo", "load"]).output
    assert "Held: Ana Lucía Morales Tzunún, born 1991-05-14, Guatemala" in runner.invoke(args=["demo", "cast"]).output
