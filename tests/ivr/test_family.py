"""The relatives' line, from the greeting to the end."""

import pytest
from sqlalchemy import func, select

from hotline import clock, db
from hotline.domain import callbacks, openings
from hotline.domain.limits import Asker
from hotline.models.contacts import Callback, SearchState
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests import factories
from tests.ivr.conftest import OWN_NUMBER, WITHHELD, Dial, Records
from tests.ivr.pace import saying

XOCHITL = spell("Xochitl Guadalupe")
ZEPEDA = spell("Zepeda")
OLVERA = spell("Olvera")


def test_the_greeting_is_short_and_offers_each_language_in_itself(caller: Caller) -> None:
    caller.hears("Family Hotline", "English", "1", "other languages", "8", "Español", "2", "otros idiomas", "8")
    assert [heard.language for heard in caller.latest] == ["en-US"] * 2 + ["es-US"]


def test_the_greeting_lasts_less_than_ten_seconds_and_begins_as_a_person_does(caller: Caller) -> None:
    assert sum(map(saying, caller.words)) < 10
    assert caller.words[0].startswith("Hello")
    assert len(caller.words[0].split()) <= 6  # a machine that takes calls for voice mail listens for a long greeting


@pytest.mark.usefixtures("xochitl")
def test_number_and_year_tell_the_place_twice_and_the_telephone_digit_by_digit(caller: Caller) -> None:
    caller.presses("1", "1", "98765432#").hears("9, 8, 7. 6, 5, 4. 3, 2")

    caller.presses("1", "1985#")

    caller.hears("This person is being held", "Stewart Detention Center", "2, 2, 9. 5, 5, 5. 0, 1, 3, 0")
    caller.hears("once more", "This person is being held", "2, 2, 9. 5, 5, 5. 0, 1, 3, 0", "press 7")


@pytest.mark.usefixtures("xochitl")
def test_an_a_number_caller_needs_at_most_twenty_keys(dial: Dial) -> None:
    keys = ["1", "1", "098765432#", "1", "1985#"]

    dial().presses(*keys).hears("Stewart Detention Center")

    assert len("".join(keys)) <= 20


@pytest.mark.usefixtures("xochitl")
def test_without_the_year_the_number_needs_the_family_name_and_the_country(caller: Caller) -> None:
    caller.presses("1", "1", "098765432#", "1", "#").hears("family name")

    caller.presses(f"{ZEPEDA}#", "1").hears("Stewart Detention Center")


@pytest.mark.usefixtures("xochitl")
def test_a_name_spelled_on_the_keys_and_a_full_date_tell_the_place(caller: Caller) -> None:
    caller.presses("1", "2", f"{XOCHITL}#", f"{ZEPEDA}#", f"{OLVERA}#", "03121985#").hears("March 12, 1985")

    caller.presses("1", "1").hears("Stewart Detention Center", "once more", "Stewart Detention Center")


@pytest.mark.usefixtures("xochitl")
def test_in_spanish_the_day_comes_first(caller: Caller) -> None:
    caller.presses("2", "2", f"{XOCHITL}#", f"{ZEPEDA}#", f"{OLVERA}#", "12031985#").hears("12 de marzo de 1985")

    caller.presses("1", "1").hears("Stewart Detention Center")
    assert {heard.language for heard in caller.latest} == {"es-US"}
    caller.does_not_hear("This person").does_not_hear("press").does_not_hear("Telephone")


@pytest.mark.usefixtures("xochitl")
@pytest.mark.parametrize("language", ["1", "2"])
def test_the_whole_answer_is_said_twice_and_a_key_acts_at_once(caller: Caller, language: str) -> None:
    caller.presses(language, "1", "098765432#", "1", "1985#")

    between = next(place for place, said in enumerate(caller.words) if {"1": "once", "2": "una vez"}[language] in said)
    assert caller.words[between + 1 : 2 * between + 1] == caller.words[:between]
    assert {"1": "press 3", "2": "oprima 3"}[language] in caller.words[between]
    caller.presses("3").does_not_hear({"1": "being held", "2": "está detenida"}[language])


@pytest.mark.usefixtures("xochitl")
def test_one_and_nine_say_the_answer_again_without_another_look_up(caller: Caller) -> None:
    caller.presses("1", "1", "098765432#", "1", "1985#")
    first = caller.words

    assert caller.presses("9").words == first
    assert caller.presses("1").words == first


@pytest.mark.usefixtures("xochitl")
def test_after_the_answer_silence_says_goodbye(caller: Caller) -> None:
    caller.presses("1", "1", "098765432#", "1", "1985#").waits(2)

    caller.hears("Goodbye").hears_the_end()


def test_who_is_not_found_hears_no_english_in_a_spanish_call(caller: Caller) -> None:
    caller.presses("2", "2", f"{XOCHITL}#", f"{ZEPEDA}#", f"{OLVERA}#", "12031985#", "1", "1", "#")

    caller.hears("por esta línea", "oprima 0").does_not_hear("this person").does_not_hear("press")


def test_who_is_not_found_hears_the_offers_in_their_order(caller: Caller) -> None:
    _to_not_confirmed(caller)

    caller.hears("cannot tell you by this line", "does not mean", "call you back", "keep looking", "children", "try")


def test_an_arrest_without_a_place_offers_an_open_search(caller: Caller, records: Records) -> None:
    with records() as session:
        person = factories.person(session)
        factories.StayFactory(person_id=person.id, office_code=factories.FieldOfficeFactory().code)

    caller.presses("1", "1", "098765432#", "1", "1985#").hears("being processed", "keep looking")
    caller.presses("2", "1").hears("reference code")


def test_the_open_search_gives_a_code_and_a_pin_twice_that_work(caller: Caller) -> None:
    _to_not_confirmed(caller)

    caller.presses("2").hears("4, 0, 4. 5, 5, 5. 0, 1, 2, 3").presses("1")

    code, pin = _spoken_digits(caller, "reference code"), _spoken_digits(caller, "The PIN is")
    assert [len(code), len(pin)] == [16, 12]
    assert (code[:8], pin[:6]) == (code[8:], pin[6:])
    with db.reading() as session:
        status = openings.status(session, code[:8], asker=Asker(), now=clock.now())
    assert status
    assert status.state is SearchState.OPEN


def test_a_search_can_wait_for_another_number(caller: Caller) -> None:
    _to_not_confirmed(caller)

    caller.presses("2", "2", "2125550187#").hears("2, 1, 2. 5, 5, 5. 0, 1, 8, 7").presses("1").hears("reference code")


def test_a_withheld_number_is_asked_for_one(dial: Dial) -> None:
    caller = dial(WITHHELD)
    _to_not_confirmed(caller)

    caller.presses("2").hears("telephone number").presses("2125550187#", "1").hears("reference code")


def test_zero_leads_to_a_callback_to_the_callers_own_number(caller: Caller) -> None:
    caller.presses("1", "0").hears("call you back", "4, 0, 4. 5, 5, 5. 0, 1, 2, 3")

    caller.waits().hears("Thank you").hears_the_end()

    assert _callbacks() == 1


def test_each_0_is_announced_as_what_happens(caller: Caller) -> None:
    for keys in (["1"], ["7"]):
        caller.presses(*keys).hears("To have a person call you back, press 0").does_not_hear("person, press 0")


def test_silence_from_the_first_word_leads_to_a_callback(caller: Caller) -> None:
    caller.waits().hears("English", "Español")

    caller.waits(2).hears_the_end()

    assert _callbacks() == 1


def test_silence_with_a_withheld_number_ends_kindly(dial: Dial) -> None:
    dial(WITHHELD).waits(5).hears("You did nothing wrong").hears_the_end()

    assert _callbacks() == 0


def test_what_was_told_goes_along_with_the_callback(caller: Caller) -> None:
    caller.presses("1", "1", "098765432#", "1", "1985#", "*")
    caller.presses("1", "2222#", "3333#", "#", "0").hears("call you back").waits().hears_the_end()

    with db.begin() as session:
        callback = callbacks.waiting(session, now=clock.now())[0]
    assert callback.number == OWN_NUMBER
    assert callback.told["a_number"] == "098765432"


@pytest.mark.parametrize(("digits", "help_text"), [("12#", "7 to 9 digits"), ("1234567890#", "7 to 9 digits")])
def test_a_wrong_length_of_number_gets_help(caller: Caller, digits: str, help_text: str) -> None:
    caller.presses("1", "1", digits).hears(help_text)


def test_wrong_keys_get_more_help_each_time_and_then_a_person(caller: Caller) -> None:
    caller.presses("1")

    first = caller.presses("6").words
    second = caller.presses("6").words
    caller.presses("6").hears("A person can help you", "call you back")

    assert first != second


def test_star_starts_an_entry_over_and_goes_back_in_a_menu(caller: Caller) -> None:
    caller.presses("1", "1", "555*98765432#").hears("9, 8, 7. 6, 5, 4. 3, 2")
    caller.presses("*").hears("enter the A-number")
    caller.presses("*").hears("enter the A-number")


def test_a_pound_key_out_of_habit_is_no_mistake(caller: Caller) -> None:
    caller.presses("1#").hears("A-number, press 1").presses("#", "#", "#", "#").hears("A-number, press 1")


def test_a_date_that_does_not_exist_is_asked_again(caller: Caller) -> None:
    caller.presses("1", "2", f"{XOCHITL}#", f"{ZEPEDA}#", "#").presses("02301985#").hears("not a date")
    caller.presses("03121985#").hears("March 12, 1985")


def test_another_country_is_on_the_next_page(caller: Caller) -> None:
    caller.presses("1", "2", f"{XOCHITL}#", f"{ZEPEDA}#", "#", "1985#", "1")

    caller.hears("Mexico").presses("7").hears("Colombia").presses("7").hears("Brazil").presses("*").hears("Colombia")


def test_an_unknown_country_is_no_obstacle(caller: Caller) -> None:
    caller.presses("1", "2", f"{XOCHITL}#", f"{ZEPEDA}#", "#", "1985#", "1", "8").hears("We ask this whenever")


def test_two_further_questions_then_an_end_of_asking(caller: Caller) -> None:
    caller.presses("1", "2", f"{XOCHITL}#", f"{ZEPEDA}#", f"{OLVERA}#", "1985#", "1", "1")

    caller.hears("full date of birth").presses("03121985#", "1").hears("another name at work")
    caller.presses("#").hears("cannot tell you by this line")


@pytest.mark.usefixtures("xochitl")
def test_the_state_is_said_whole_and_the_zip_code_digit_by_digit(caller: Caller) -> None:
    caller.presses("1", "1", "098765432#", "1", "1985#")

    caller.hears("The address is: 1, 4, 6, C C A Road, Lumpkin, Georgia, 3, 1, 8, 1, 5.").does_not_hear("GA 3")


def test_who_knows_no_birth_date_goes_on_with_pound_alone(caller: Caller) -> None:
    caller.presses("1", "2", f"{XOCHITL}#", f"{ZEPEDA}#", f"{OLVERA}#").hears("do not know it, press 0, then pound")

    caller.presses("#").hears("In which country was the person born?")
    caller.presses("1").hears("full date of birth").presses("#").hears("another name at work")
    caller.presses("#").hears("cannot tell you by this line", "keep looking")


def test_where_too_little_is_known_for_a_search_a_person_calls_back(caller: Caller) -> None:
    caller.presses("1", "2", f"{XOCHITL}#", f"{ZEPEDA}#", f"{OLVERA}#", "#", "1", "#", "#")

    caller.presses("2").hears("one more thing", "the year of birth", "press 0, then pound")
    caller.presses("#").hears("we cannot keep looking by ourselves", "call you back, press 0")
    caller.does_not_hear("We keep looking").presses("0").hears("about how old").presses("0#")
    caller.hears("A person will call you back").hangs_up()
    assert _callbacks() == 1


def test_a_date_that_comes_later_opens_the_search(caller: Caller) -> None:
    caller.presses("1", "2", f"{XOCHITL}#", f"{ZEPEDA}#", f"{OLVERA}#", "#", "1", "03121985#", "1", "#")

    caller.presses("2", "1").hears("The reference code is")


def test_information_offers_only_the_keys_that_it_takes(caller: Caller) -> None:
    _to_not_confirmed(caller)

    for key, other in (("3", "2"), ("4", "6")):
        caller.presses(key).does_not_hear(f"press {other}").presses(other).hears("not one of the choices").presses("*")
    caller.hears("keep looking", "press 2")


def test_the_childrens_line_is_read_digit_by_digit(caller: Caller) -> None:
    _to_not_confirmed(caller)

    caller.presses("3").hears("8, 0, 0. 2, 0, 3. 7, 0, 0, 1").presses("*").hears("keep looking", "press 2")


def test_a_second_person_can_be_looked_for_in_one_call(caller: Caller) -> None:
    _to_not_confirmed(caller)

    caller.presses("5").hears("To find a person").presses("1").hears("enter the A-number")


def _to_not_confirmed(caller: Caller) -> None:
    """A number nobody has, then a name nobody has."""
    caller.presses("1", "1", "111222333#", "1", "1970#")
    caller.presses(f"{spell('Ada')}#", f"{spell('Lovelace')}#", "#", "1").presses("12101970#", "1")


def _spoken_digits(caller: Caller, after: str) -> str:
    told = [words.split(after)[1] for words in caller.words if after in words]
    return "".join(mark for words in told for mark in words if mark.isdigit())


def _callbacks() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Callback)) or 0
