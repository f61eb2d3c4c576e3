"""Whose consul is told: by treaty in any case, else when the person asks; once a stay, and who and where alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline import countries
from hotline.domain import access, consular, directory, people
from hotline.domain.access import Actor
from hotline.domain.consular import Letter, Owing, Part
from hotline.domain.errors import Invalid, NotAllowed
from hotline.models.audit import AuditEntry
from hotline.models.custody import Stay, StayEnd
from hotline.models.messages import Means, Message, MessageKind, MessageState
from hotline.models.people import HidingReason
from hotline.models.places import Consulate
from hotline.models.rights import ConsularMeans, ConsularNotice, ConsularState
from hotline.models.staff import Role
from tests import factories
from tests.domain.directory.lists import load

NOON = datetime(2026, 9, 1, 17, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# The State Department's page, "Countries and Jurisdictions with Mandatory Notifications", as it names them.
PAGE = """Albania, Algeria, Antigua and Barbuda, Armenia, Azerbaijan, Bahamas, Barbados, Belarus, Belize, Brunei,
Bulgaria, China, Costa Rica, Cyprus, Czech Republic, Dominica, Fiji, Gambia, Georgia, Ghana, Grenada, Guyana, Hungary,
Jamaica, Kazakhstan, Kiribati, Kuwait, Kyrgyzstan, Malaysia, Malta, Mauritius, Moldova, Mongolia, Nigeria, Philippines,
Poland, Romania, Russia, Saint Kitts and Nevis, Saint Lucia, Saint Vincent and the Grenadines, Seychelles, Sierra Leone,
Singapore, Slovakia, Tajikistan, Tanzania, Tonga, Trinidad and Tobago, Tunisia, Turkmenistan, Tuvalu, Ukraine,
United Kingdom, Uzbekistan, Zambia, Zimbabwe"""
TERRITORIES = {
    "CHN": "Macao, Hong Kong",
    "GBR": "Anguilla, Bermuda, British Virgin Islands, Cayman Islands, Gibraltar, Montserrat, "
    "Turks and Caicos Islands, Jersey, Guernsey, Isle of Man",
}


def actor(*roles: Role) -> Actor:
    return Actor(7, "Rosa", frozenset(roles or (Role.SUPERVISOR,)), 1, NOON)


def held(session: Session, country: str, *, hidden: HidingReason | None = None, began: timedelta = HOUR) -> int:
    person = factories.person(session, citizenship=country, hidden=hidden)
    stay = factories.StayFactory(person_id=person.id, began_at=NOON - began)
    factories.StintFactory(stay_id=stay.id, arrived_at=NOON - began)
    return person.id


def notice(session: Session) -> ConsularNotice:
    return session.scalars(select(ConsularNotice)).one()


def listed(session: Session, part: Part) -> list[Owing]:
    return list(consular.waiting(session, part).owing)


def embassy(session: Session, country: str = "JAM") -> None:
    office = Consulate(country=country, kind="embassy", city="Washington", state="DC", email="consul@embassy.example")
    session.add(office)
    session.flush()


def test_fifty_seven_countries_are_told_in_any_case() -> None:
    named = {countries.parse(name.strip()) for name in PAGE.replace("\n", " ").split(",")}
    mandatory = {code for code in countries.all_codes() if consular.rule_of(code).is_mandatory}

    assert len(named) == 57
    assert {consular.rule_of(code).country for code in mandatory} == named
    assert {code for code in mandatory if consular.rule_of(code).is_disputed} == {"ALB", "POL"}


@pytest.mark.parametrize("whose", TERRITORIES)
def test_territories_are_told_by_the_treaty_of_their_country(whose: str) -> None:
    rules = [consular.rule_of(countries.parse(name.strip())) for name in TERRITORIES[whose].split(",")]

    assert {(rule.country, rule.is_mandatory) for rule in rules} == {(whose, True)}


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


def test_a_citizen_of_the_united_states_has_no_consul_here(session: Session) -> None:
    held(session, "USA")

    consular.owe_new(session, now=NOON)

    assert (notice(session).state, notice(session).due_at) == (ConsularState.NOT_OWED, None)


def test_a_nationality_that_the_records_learn_later_is_owed_then(session: Session) -> None:
    unknown = factories.person(session, citizenship="", country="")
    factories.StayFactory(person_id=unknown.id, began_at=NOON - HOUR)
    consular.owe_new(session, now=NOON)
    unknown.updated_at = NOON + HOUR
    assert consular.owe_new(session, now=NOON + HOUR) == 0

    details = replace(people.unseal(session, unknown), citizenship="JAM")
    unknown.sealed, unknown.updated_at = people.seal(session, unknown.id, details), NOON + 2 * HOUR

    assert [consular.owe_new(session, now=NOON + 3 * HOUR), consular.owe_new(session, now=NOON + 4 * HOUR)] == [1, 0]
    assert (notice(session).country, notice(session).state) == ("JAM", ConsularState.WAITING)


def test_what_nobody_did_before_the_stay_ended_is_owed_no_longer(session: Session) -> None:
    held(session, "JAM")
    consular.owe_new(session, now=NOON)
    stay = session.get_one(Stay, notice(session).stay_id)
    stay.ended_at, stay.end = NOON + HOUR, StayEnd.RELEASED
    assert listed(session, Part.TELL) == []

    assert consular.end_over(session, now=NOON + 30 * DAY) == 0
    assert consular.end_over(session, now=NOON + 31 * DAY) == 1
    assert consular.end_over(session, now=NOON + 31 * DAY + HOUR) == 0

    session.expire_all()
    assert (notice(session).state, notice(session).due_at) == (ConsularState.NOT_OWED, None)


def test_what_began_long_before_us_owes_nothing(session: Session) -> None:
    held(session, "JAM", began=timedelta(days=4))

    assert consular.owe_new(session, now=NOON) == 0


def test_who_asks_for_their_consul_is_waited_for_and_who_does_not_is_not(session: Session) -> None:
    held(session, "MEX")
    consular.owe_new(session, now=NOON)

    consular.ask(session, actor(), notice(session).id, wants=False, now=NOON)
    assert notice(session).state is ConsularState.NOT_WANTED
    assert listed(session, Part.TELL) == []
    consular.ask(session, actor(), notice(session).id, wants=True, now=NOON)
    assert [owing.state for owing in listed(session, Part.TELL)] == [ConsularState.WAITING]


def test_who_is_held_for_long_may_ask_for_their_consul(session: Session) -> None:
    person = held(session, "MEX", began=timedelta(days=40))

    first = consular.ask_for(session, actor(), person, now=NOON)

    assert consular.ask_for(session, actor(), person, now=NOON) == first
    assert (notice(session).state, notice(session).due_at) == (ConsularState.WAITING, NOON + consular.DUE)


def test_who_objects_does_not_stop_what_a_treaty_owes(session: Session) -> None:
    held(session, "JAM")
    consular.owe_new(session, now=NOON)

    consular.ask(session, actor(), notice(session).id, wants=False, now=NOON)

    assert notice(session).state is ConsularState.WAITING
    assert listed(session, Part.TELL)[0].wants is False


def test_a_passport_of_taiwan_is_no_notice_to_china(session: Session) -> None:
    held(session, "CHN")
    consular.owe_new(session, now=NOON)
    assert notice(session).is_mandatory

    consular.change_country(session, actor(), notice(session).id, "TWN", now=NOON)

    assert (notice(session).country, notice(session).state) == ("TWN", ConsularState.NOT_ASKED)
    trail = session.scalars(select(AuditEntry).where(AuditEntry.action == "consular.country_changed")).one()
    assert "TWN" not in trail.facts
    assert b"CHN" not in notice(session).sealed
    assert consular.of(session, notice(session).person_id)[0].earlier == ("CHN",)


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


def test_an_email_that_did_not_arrive_is_to_be_told_again(session: Session) -> None:
    embassy(session)
    held(session, "JAM")
    consular.owe_new(session, now=NOON)
    consular.send(session, actor(), notice(session).id, ConsularMeans.EMAIL, now=NOON)
    assert [len(listed(session, part)) for part in Part] == [0, 0, 1]

    session.scalars(select(Message)).one().state = MessageState.FAILED
    session.flush()
    assert [consular.take_back(session), consular.take_back(session)] == [1, 0]

    assert [owing.is_returned for owing in listed(session, Part.TELL)] == [True]
    assert consular.counts(session) == {Part.TELL: 1, Part.ASK: 0, Part.ANSWER: 0}
    consular.send(session, actor(), notice(session).id, ConsularMeans.EMAIL, now=NOON + HOUR)
    assert consular.take_back(session) == 0
    assert [len(listed(session, part)) for part in Part] == [0, 0, 1]
    assert session.scalar(select(func.count()).select_from(Message)) == 2


def test_who_is_held_no_longer_is_told_of_no_longer(session: Session) -> None:
    held(session, "JAM")
    consular.owe_new(session, now=NOON)
    session.get_one(Stay, notice(session).stay_id).ended_at = NOON

    with pytest.raises(Invalid) as refused:
        consular.send(session, actor(), notice(session).id, ConsularMeans.PRINT, now=NOON)

    assert refused.value.reason == "not_held"


def test_nobody_is_told_before_somebody_knows_whose_consul_it_is(session: Session) -> None:
    person = factories.person(session, citizenship="", country="")
    factories.StayFactory(person_id=person.id, began_at=NOON - HOUR)
    consular.owe_new(session, now=NOON)
    consular.ask(session, actor(), notice(session).id, wants=True, now=NOON)

    with pytest.raises(Invalid) as refused:
        consular.send(session, actor(), notice(session).id, ConsularMeans.PRINT, now=NOON)

    assert refused.value.reason == "no_country"


def test_the_day_is_that_of_the_place(session: Session) -> None:
    person = factories.person(session, citizenship="JAM")
    late = datetime(2026, 9, 1, 3, tzinfo=UTC)  # still the evening before in Georgia
    factories.StintFactory(stay_id=factories.StayFactory(person_id=person.id, began_at=late).id, arrived_at=late)
    consular.owe_new(session, now=NOON)

    letter = consular.letter_of(session, notice(session).id, now=NOON)

    assert letter.held_since == date(2026, 8, 31)


def test_of_published_offices_the_nearest_one_that_can_be_written_to_is_told(
    session: Session, shared_data: Path
) -> None:
    load(session, shared_data / "consulates.csv")
    held(session, "MEX")
    consular.owe_new(session, now=NOON)

    office = consular.letter_of(session, notice(session).id, now=NOON).office

    assert office is not None
    assert (office.city, office.state) == ("Atlanta", "GA")
    assert "@" in office.email
    assert directory.consulates_near(session, "MEX", "")[0].city == "Washington"


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
    (owing,) = listed(session, Part.TELL)

    assert owing.is_hidden
    with pytest.raises(NotAllowed):
        consular.send(session, actor(Role.FACILITY_OFFICER), owing.id, ConsularMeans.PRINT, now=NOON)
    assert access.may(actor(), "people.see_hidden")
    consular.send(session, actor(), owing.id, ConsularMeans.PRINT, now=NOON)


def test_a_consul_is_told_who_and_where_and_nothing_else() -> None:
    told = set(Letter.__dataclass_fields__)

    assert told == {"notice_id", "name", "born", "country", "held_since", "place", "phone", "office"}
