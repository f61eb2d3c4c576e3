"""Whose consul is told: by treaty in any case, else when the person asks; once a stay, and who and where alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.domain import access, consular
from hotline.domain.access import Actor
from hotline.domain.consular import Letter
from hotline.domain.errors import Invalid, NotAllowed
from hotline.models.audit import AuditEntry
from hotline.models.messages import Means, Message, MessageKind
from hotline.models.people import HidingReason
from hotline.models.places import Consulate
from hotline.models.rights import ConsularMeans, ConsularNotice, ConsularState
from hotline.models.staff import Role
from tests import factories

NOON = datetime(2026, 9, 1, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)
# Facts of the State Department's page, by name; the product has them by code.
PAGE = 57


def actor(*roles: Role) -> Actor:
    return Actor(7, "Rosa", frozenset(roles or (Role.SUPERVISOR,)), 1, NOON)


def held(session: Session, country: str, *, hidden: HidingReason | None = None, began: timedelta = HOUR) -> int:
    person = factories.person(session, citizenship=country, hidden=hidden)
    stay = factories.StayFactory(person_id=person.id, began_at=NOON - began)
    factories.StintFactory(stay_id=stay.id, arrived_at=NOON - began)
    return person.id


def notice(session: Session) -> ConsularNotice:
    return session.scalars(select(ConsularNotice)).one()


def embassy(session: Session, country: str = "JAM") -> None:
    office = Consulate(country=country, kind="embassy", city="Washington", state="DC", email="consul@embassy.example")
    session.add(office)
    session.flush()


def test_fifty_seven_countries_are_told_in_any_case() -> None:
    mandatory = {code for code in consular.countries._BY_TREATY if consular.rule_of(code).is_mandatory}

    assert len(mandatory) == PAGE
    assert {code for code in mandatory if consular.rule_of(code).is_disputed} == {"ALB", "POL"}


@pytest.mark.parametrize(("nationality", "whose"), [("HKG", "CHN"), ("MAC", "CHN"), ("BMU", "GBR"), ("JEY", "GBR")])
def test_territories_are_told_by_the_treaty_of_their_country(nationality: str, whose: str) -> None:
    assert (consular.rule_of(nationality).country, consular.rule_of(nationality).is_mandatory) == (whose, True)


@pytest.mark.parametrize("nationality", ["TWN", "MEX", "GTM", "HND", "SLV", "VEN", "CUB", "HTI", "IND", ""])
def test_others_are_told_on_request_alone(nationality: str) -> None:
    assert not consular.rule_of(nationality).is_mandatory


@pytest.mark.parametrize(
    ("country", "state"),
    [("JAM", ConsularState.WAITING), ("MEX", ConsularState.NOT_ASKED), ("", ConsularState.NOT_ASKED)],
)
def test_a_stay_that_begins_owes_one_notice(session: Session, country: str, state: ConsularState) -> None:
    person = factories.person(session, citizenship=country, country=country)
    factories.StayFactory(person_id=person.id, began_at=NOON - HOUR)

    assert [consular.owe_new(session, now=NOON), consular.owe_new(session, now=NOON)] == [1, 0]

    row = notice(session)
    assert (row.state, row.country, row.due_at) == (state, country, NOON - HOUR + consular.DUE)


def test_what_began_long_before_us_owes_nothing(session: Session) -> None:
    held(session, "JAM", began=timedelta(days=4))

    assert consular.owe_new(session, now=NOON) == 0


def test_who_asks_for_their_consul_is_waited_for_and_who_does_not_is_not(session: Session) -> None:
    held(session, "MEX")
    consular.owe_new(session, now=NOON)

    consular.ask(session, actor(), notice(session).id, wants=False, now=NOON)
    assert notice(session).state is ConsularState.NOT_WANTED
    assert consular.waiting(session) == []
    consular.ask(session, actor(), notice(session).id, wants=True, now=NOON)
    assert [owing.state for owing in consular.waiting(session)] == [ConsularState.WAITING]


def test_who_objects_does_not_stop_what_a_treaty_owes(session: Session) -> None:
    held(session, "JAM")
    consular.owe_new(session, now=NOON)

    consular.ask(session, actor(), notice(session).id, wants=False, now=NOON)

    assert notice(session).state is ConsularState.WAITING


def test_a_passport_of_taiwan_is_no_notice_to_china(session: Session) -> None:
    held(session, "CHN")
    consular.owe_new(session, now=NOON)
    assert notice(session).is_mandatory

    consular.change_country(session, actor(), notice(session).id, "TWN", now=NOON)

    assert (notice(session).country, notice(session).state) == ("TWN", ConsularState.NOT_ASKED)
    trail = session.scalars(select(AuditEntry).where(AuditEntry.action == "consular.country_changed")).one()
    assert "TWN" not in trail.facts
    assert b"CHN" not in notice(session).sealed


def test_an_email_is_owed_once_and_its_arrival_noted(session: Session) -> None:
    embassy(session)
    held(session, "JAM")
    consular.owe_new(session, now=NOON)

    letter = consular.send(session, actor(), notice(session).id, ConsularMeans.EMAIL, now=NOON)

    assert (letter.name, letter.born) == ("Xochitl Guadalupe Zepeda Olvera", date(1985, 3, 12))
    message = session.scalars(select(Message)).one()
    assert (message.kind, message.means) == (MessageKind.CONSUL, Means.EMAIL)
    with pytest.raises(Invalid):
        consular.send(session, actor(), notice(session).id, ConsularMeans.PRINT, now=NOON)
    consular.acknowledge(session, actor(), notice(session).id, "Vice consul Grace", now=NOON + HOUR)
    assert notice(session).acknowledged_at == NOON + HOUR
    assert b"Grace" not in notice(session).sealed


def test_without_an_address_it_is_printed(session: Session) -> None:
    held(session, "JAM")
    consular.owe_new(session, now=NOON)

    with pytest.raises(Invalid) as refused:
        consular.send(session, actor(), notice(session).id, ConsularMeans.EMAIL, now=NOON)
    assert (refused.value.field, refused.value.reason) == ("means", "no_email")
    consular.send(session, actor(), notice(session).id, ConsularMeans.PRINT, now=NOON)

    assert notice(session).state is ConsularState.SENT
    assert session.scalar(select(func.count()).select_from(Message)) == 0


def test_of_a_protected_person_only_who_may_see_hidden_people_writes(session: Session) -> None:
    held(session, "JAM", hidden=HidingReason.PROTECTED)
    consular.owe_new(session, now=NOON)
    (owing,) = consular.waiting(session)

    assert owing.is_hidden
    with pytest.raises(NotAllowed):
        consular.send(session, actor(Role.FACILITY_OFFICER), owing.id, ConsularMeans.PRINT, now=NOON)
    assert access.may(actor(), "people.see_hidden")
    consular.send(session, actor(), owing.id, ConsularMeans.PRINT, now=NOON)


def test_a_consul_is_told_who_and_where_and_nothing_else() -> None:
    told = set(Letter.__dataclass_fields__)

    assert told == {"notice_id", "name", "born", "country", "held_since", "place", "office"}
