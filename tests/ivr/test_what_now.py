"""What to do now: by what the answer was, and never about a place where none was named."""

from datetime import date, timedelta

import pytest

from hotline import clock
from hotline.models.custody import StayEnd
from hotline.models.places import LegalProvider
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests import factories
from tests.ivr.conftest import Dial, Records

FOUND = ["1", "098765432#", "1", "1985#"]
NOT_FOUND = ["2", f"{spell('Ada')}#", f"{spell('Lovelace')}#", "#", "12101970#", "1", "1", "#"]
HOUR = timedelta(hours=1)
GEORGIA = {"list_state": "GA", "state": "GA", "edition": date(2026, 10, 1), "phone": "+14045550155"}
in_both_languages = pytest.mark.parametrize("language", ["1", "2"])


@pytest.mark.usefixtures("xochitl")
@in_both_languages
def test_who_is_held_can_be_called_visited_and_sent_medicine(caller: Caller, language: str) -> None:
    caller.presses(language, *FOUND, "3").hears(
        {"1": "before anything is signed", "2": "antes de que se firme"}[language]
    )

    for key, words in {
        "1": ("Do not sign papers", "No se deben firmar papeles"),
        "2": ("The government does not pay for a lawyer", "El gobierno no paga un abogado"),
        "3": ("Ask when you may visit", "Pregunte cuándo se puede visitar"),
        "4": ("which medicine the person needs", "qué medicina necesita la persona"),
    }.items():
        caller.presses(key).hears(words[int(language) - 1], "9", "0").presses("*").hears("1", "2", "3", "4")


@in_both_languages
def test_where_no_number_is_verified_nobody_is_told_to_call_the_place(
    caller: Caller, records: Records, language: str
) -> None:
    unverified = {"phone_verified_on": None, "phone_verified_by": ""}
    with records() as session:
        office = factories.FieldOfficeFactory(**unverified)
        place = factories.FacilityFactory(office_code=office.code, **unverified)
        stay = factories.StayFactory(person_id=factories.person(session).id)
        factories.StintFactory(stay_id=stay.id, facility_code=place.code)

    caller.presses(language, *FOUND, "3")

    caller.hears(("Ask us to call you", "Pida que le llamemos")[int(language) - 1])
    caller.does_not_hear("Call the place").does_not_hear("Llame al centro")
    caller.presses("3").hears(("Keep your own telephone on", "Tenga su teléfono encendido")[int(language) - 1])
    caller.presses("9").hears("9", "0").presses("*").presses("4")
    caller.hears(("tell us that it is about medicine", "medicina")[int(language) - 1])


@pytest.mark.parametrize(
    ("stay", "words"),
    [
        ({"end": StayEnd.RELEASED}, "go to every appointment"),
        ({"end": StayEnd.LEFT_COUNTRY}, "Ask a lawyer soon"),
        ({"end": StayEnd.OTHER_AGENCY}, "Ask the immigration office which agency it is"),
        ({}, "During a move nobody can visit"),
    ],
    ids=["released", "left the country", "another agency", "in transit"],
)
def test_where_nobody_is_held_any_more_nothing_is_said_of_the_place(
    caller: Caller, records: Records, stay: dict[str, object], words: str
) -> None:
    now = clock.now()
    ended = {"ended_at": now - 2 * HOUR} if stay else {}
    with records() as session:
        row = factories.StayFactory(person_id=factories.person(session).id, **stay, **ended)
        factories.StintFactory(stay_id=row.id, left_at=now - 2 * HOUR)

    caller.presses("1", *FOUND, "3").hears(words)

    caller.does_not_hear("the place").does_not_hear("medicine, press").does_not_hear("visit, press")
    assert sum(words.count(", press ") for words in caller.words) <= 4


@in_both_languages
def test_who_is_being_processed_hears_what_to_gather(caller: Caller, records: Records, language: str) -> None:
    with records() as session:
        office = factories.FieldOfficeFactory()
        factories.StayFactory(person_id=factories.person(session).id, office_code=office.code)

    caller.presses(language, *FOUND, "3").hears({"1": "Gather the person's papers", "2": "los papeles"}[language])
    caller.does_not_hear("visit, press").presses("3").hears({"1": "not one of the choices", "2": "1"}[language])


@pytest.mark.usefixtures("xochitl")
def test_lawyers_are_those_of_the_places_state_with_a_number_only_when_it_is_verified(
    caller: Caller, records: Records
) -> None:
    with records() as session:
        session.add(LegalProvider(name="Peach Legal", city="Atlanta", phone_verified_on=date(2026, 11, 1), **GEORGIA))
        checked = {"phone_verified_on": date(2026, 11, 1)} | GEORGIA
        session.add(LegalProvider(name="ST. MARY LEGAL CTR", city="Lumpkin", **checked))
        session.add(LegalProvider(name="Unchecked Legal", city="Macon", **GEORGIA | {"phone": "+14045550156"}))
        session.add(LegalProvider(name="Elsewhere Legal", city="Dallas", list_state="TX"))

    caller.presses("1", *FOUND, "3", "2")

    caller.hears("in Georgia, of October 1, 2026", "Saint Mary Legal Center, in Lumpkin, Georgia")
    caller.hears("Peach Legal, in Atlanta, Georgia", "4, 0, 4. 5, 5, 5. 0, 1, 5, 5")
    caller.does_not_hear("Unchecked").does_not_hear("Elsewhere")


@pytest.mark.usefixtures("xochitl")
def test_where_no_number_is_verified_a_person_helps(caller: Caller, records: Records) -> None:
    with records() as session:
        session.add(LegalProvider(name="Unchecked Legal", city="Lumpkin", list_state="GA", phone="+14045550156"))

    caller.presses("1", *FOUND, "3", "2").hears("Unchecked Legal, in Lumpkin", "Nobody has checked", "Press 0")


def test_where_only_an_office_is_named_lawyers_are_those_of_its_state(caller: Caller, records: Records) -> None:
    with records() as session:
        office = factories.FieldOfficeFactory(state="GA")
        factories.StayFactory(person_id=factories.person(session).id, office_code=office.code)
        session.add(LegalProvider(name="Peach Legal", city="Atlanta", **GEORGIA))

    caller.presses("1", *FOUND, "3", "2").hears("Peach Legal, in Atlanta, Georgia")


@in_both_languages
@pytest.mark.parametrize(
    "named", ["Georgia", "in the state of Georgia", "en Georgia", "4367#", "436#"], ids=lambda named: named
)
def test_where_nothing_is_named_the_caller_names_a_state(
    caller: Caller, records: Records, language: str, named: str
) -> None:
    with records() as session:
        session.add(LegalProvider(name="Peach Legal", city="Atlanta", **GEORGIA))
    caller.presses(language, *NOT_FOUND, "4", "3").hears({"1": "In which state", "2": "En qué estado"}[language])

    _names(caller, named).hears("Peach Legal")


def test_a_state_is_called_as_the_caller_calls_it(dial: Dial) -> None:
    caller = dial().presses("2", *NOT_FOUND, "4", "3")

    _names(caller, "Nueva York").hears("Nueva York").presses("1")
    _names(caller, "68382#").hears("Nueva York")


def test_keys_that_several_states_begin_with_are_cleared_up(caller: Caller) -> None:
    caller.presses("1", *NOT_FOUND, "4", "3", "6678#").hears("For North Carolina, press 1. For North Dakota, press 2")

    caller.presses("8").hears("not one of the choices", "For North Carolina").presses("4").hears("For North Carolina")
    caller.presses("2").hears("no list for North Dakota", "Press 0").presses("*").hears("For lawyers, press 3")


def test_what_is_no_state_is_helped_with_and_then_a_person_helps(caller: Caller) -> None:
    caller.presses("1", *NOT_FOUND, "4", "3").says("the moon").hears("did not understand the state", "In which state")
    caller.presses("999#").hears("For Texas").presses("999#").hears("A person will call you back")


@pytest.mark.parametrize("act", ["#", ""], ids=["pound", "silence"])
def test_who_knows_no_state_is_helped_by_a_person(caller: Caller, act: str) -> None:
    caller.presses("1", *NOT_FOUND, "4", "3")

    (caller.presses(act) if act else caller.waits(2)).hears("a person will help you find a lawyer", "another state")


@pytest.mark.usefixtures("xochitl")
def test_lawyers_of_another_state_are_one_key_away_and_star_leads_back(caller: Caller) -> None:
    caller.presses("1", *FOUND, "3", "2").hears("For another state, press 1").presses("1").hears("In which state")

    _names(caller, "Texas").hears("no list for Texas").does_not_hear("does not pay for a lawyer").presses("*").hears(
        "For how to call and visit, press 3"
    )
    caller.presses("*").hears("when this changes, press 7").does_not_hear("For medicine")


@pytest.mark.usefixtures("xochitl")
def test_names_are_spelled_only_where_a_place_was_named(dial: Dial, records: Records) -> None:
    dial().presses("1", *FOUND, "4").hears("spelled, press 3").presses("3").hears("Stewart: S, T, E, W, A, R, T")
    with records() as session:
        person = factories.person(session, a_numbers=("055555555",))
        factories.StayFactory(person_id=person.id, end=StayEnd.RELEASED, ended_at=clock.now() - 2 * HOUR)

    caller = dial().presses("1", "1", "055555555#", "1", "1985#", "4").does_not_hear("press 3")
    caller.presses("3").hears("not one of the choices")


def _names(caller: Caller, state: str) -> Caller:
    return caller.presses(state) if state.endswith("#") else caller.says(state)


@pytest.mark.parametrize("key", ["2", "3"], ids=["rights", "lawyers"])
@in_both_languages
def test_information_is_not_read_again_after_a_wrong_key_or_silence(caller: Caller, language: str, key: str) -> None:
    caller.presses(language, *NOT_FOUND, "4", key, *(["4367#"] if key == "3" else []))
    told = caller.words[0]

    caller.presses("8").does_not_hear(told).hears("9", "0")
    caller.waits().does_not_hear(told).hears("9", "0")
    caller.presses("9").hears({"2": told, "3": "Georgia"}[key])
