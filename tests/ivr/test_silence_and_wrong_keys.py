"""No key is mandatory, and no wrong key is the caller's fault: at every step there is a way to a person."""

import pytest
from sqlalchemy import func, select

from hotline import db
from hotline.ivr.family import LINE
from hotline.ivr.menu import Entry, Menu, Message
from hotline.models.contacts import Call, Callback
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests.ivr.conftest import OWN_NUMBER, WITHHELD, Dial, goes

ADA, LOVELACE = f"{spell('Ada')}#", f"{spell('Lovelace')}#"
_LEAVES = ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "#", "2"]
# The keys that lead to each step that asks something.
WAYS = {
    "language": [],
    "how": ["1"],
    "a_number": ["1", "1"],
    "a_number_check": ["1", "1", "111222333#"],
    "birth_year": ["1", "1", "111222333#", "1"],
    "family_name_said": ["1", "1", "111222333#", "1", "#"],
    "given_said": ["1", "2"],
    "surname_said": ["1", "2", ADA],
    "second_surname_said": ["1", "2", ADA, LOVELACE],
    "given_heard": ["1", "2", "Ada"],
    "given_keys": ["1", "2", "Ada", "3"],
    "surname_heard": ["1", "2", ADA, "Lovelace"],
    "surname_keys": ["1", "2", "Ada", "3", ADA],
    "second_surname_heard": ["1", "2", ADA, LOVELACE, "Byron"],
    "second_surname_keys": ["1", "2", "Ada", "3", ADA, LOVELACE],
    "family_name_heard": ["1", "1", "111222333#", "1", "#", "Lovelace"],
    "family_name_keys": ["1", "1", "111222333#", "1", "#", "Lovelace", "3"],
    "birth": ["1", "2", ADA, LOVELACE, "#"],
    "birth_check": ["1", "2", ADA, LOVELACE, "#", "1970#"],
    "country": ["1", "2", ADA, LOVELACE, "#", "1970#", "1"],
    "country_2": ["1", "2", ADA, LOVELACE, "#", "1970#", "1", "7"],
    "more_given_said": ["1", "1", "111222333#", "1", "1970#"],
    "more_birth": ["1", "2", ADA, LOVELACE, "#", "1970#", "1", "1"],
    "more_second_surname_said": ["1", "1", "111222333#", "1", "#", LOVELACE, "1", "#"],
    "more_name_said": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1"],
    "more_given_heard": ["1", "1", "111222333#", "1", "1970#", "Ada"],
    "more_given_keys": ["1", "1", "111222333#", "1", "1970#", "Ada", "3"],
    "more_second_surname_heard": ["1", "1", "111222333#", "1", "#", LOVELACE, "1", "#", "Byron"],
    "more_second_surname_keys": ["1", "1", "111222333#", "1", "#", LOVELACE, "1", "#", "Byron", "3"],
    "more_name_heard": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "Augusta"],
    "more_name_keys": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "Augusta", "3"],
    "not_confirmed": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "#"],
    "children": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "#", "3"],
    "what_else": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "#", "4"],
    "search_own": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "#", "2"],
    "search_number": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "#", "2", "2"],
    "search_check": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "#", "2", "2", "2125550187#"],
    "search_without": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "#", "2", "2", "0#"],
    "search_same": [*_LEAVES, "1", "5", *_LEAVES[1:]],
    "search_birth": ["1", "2", ADA, LOVELACE, "#", "#", "1", "#", "#", "2"],
    "too_little": ["1", "2", ADA, LOVELACE, "#", "#", "1", "#", "#", "2", "#"],
    "search_age": ["1", "2", ADA, LOVELACE, "#", "#", "1", "#", "#", "2", "#", "0"],
    "country_heard": ["1", "2", ADA, LOVELACE, "#", "1970#", "1", "Guatemala"],
    "country_which": ["1", "2", ADA, LOVELACE, "#", "1970#", "1", "Georgia"],
    "care": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "#", "4", "1"],
    "care_message": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "#", "4", "1", "1"],
    "care_once_more": ["1", "4", "1", "#"],
    "rights": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "#", "4", "2"],
    "state": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "#", "4", "3"],
    "which_state": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "#", "4", "3", "6678#"],
    "lawyers_near": ["1", "2", ADA, LOVELACE, "#", "12101970#", "1", "1", "#", "4", "3", "Georgia"],
    "say_language": ["8"],
    "how_relayed": ["1", "7"],
    "best_time": ["1", "0", "1"],
    "zone": ["1", "0", "2", "8005550187#", "1", "1"],
    "message": ["1", "0", "1", "4"],
    "code": ["1", "3"],
    "code_unknown": ["1", "3", "00000000#"],
    "callback": ["1", "0"],
    "callback_check": ["1", "0", "2", "2125550187#"],
}
# Where the caller has said by key that their own number is not the one to call.
DECLINED = {
    "callback_other": ["1", "0", "2"],
    "callback_none": ["1", "0", "2", "86#", "86#", "86#"],
}
WITHHELD_WAYS = {"callback_number": ["1", "0"], "without_number": ["1", "0", "0#"]}
# These need records, or what was left before: test_family.py, test_following.py, test_subscribing.py, test_what_now.py.
ELSEWHERE = {"country_3", "answer", "answer_text", "open_answer", "open_answer_text", "text", "text_sent"}
ELSEWHERE |= {"now_rights_lawyers_reaching_medicine", "now_rights_lawyers", "now_lawyers"}
ELSEWHERE |= {f"{topic}_{how}_number" for topic in ("reaching", "medicine") for how in ("with", "without")}
ELSEWHERE |= {"more_plain", "more_spelled"}
ELSEWHERE |= {"search_corrected", "search_left_unreached"}
ELSEWHERE |= {"search_left", "search_already", "spelled", "pin", "code_told", "still_not_confirmed"}
ELSEWHERE |= {"notices_own", "notices_number", "notices_check", "notices_texted", "notices_called", "notices_digits"}
ELSEWHERE |= {"notices_unconfirmed", "notices_uncalled", "notices_ringing", "notices_not_sent", "notices_confirmed"}
ELSEWHERE |= {"notices_stop", "notices_stopped", "notices_without"}
# What no step takes: a key without a meaning, a number of no use.
WRONG = "86#"


@pytest.mark.parametrize(("step", "way"), (WAYS | DECLINED | WITHHELD_WAYS).items())
def test_the_keys_above_lead_where_they_say(dial: Dial, step: str, way: list[str]) -> None:
    goes(dial(WITHHELD if step in WITHHELD_WAYS else OWN_NUMBER), *way)

    with db.reading() as session:
        assert session.scalar(select(Call.step)) == step


def test_no_step_that_asks_is_forgotten_above() -> None:
    asking = {name for name, step in LINE.steps.items() if isinstance(step, Menu | Entry | Message)}

    assert asking - set(WAYS) - set(DECLINED) - set(WITHHELD_WAYS) == ELSEWHERE


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("language", ["1", "2"])
def test_silence_at_any_step_leads_to_a_callback(caller: Caller, way: list[str], language: str) -> None:
    goes(caller, *[language, *way[1:]] if way else [])

    caller.waits(12).hears_the_end()

    assert _callbacks() == 1


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_silence_with_a_withheld_number_ends_in_kind_words(dial: Dial, way: list[str]) -> None:
    caller = goes(dial(WITHHELD), *way)

    caller.waits(12).hears_the_end()

    assert "Goodbye" in caller.telephone.heard[-1].text or "Adiós" in caller.telephone.heard[-1].text


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_nine_wrong_keys_at_any_step_still_leave_a_way_to_a_person(caller: Caller, way: list[str]) -> None:
    goes(caller, *way)

    for _ in range(9):
        caller.presses(WRONG)

    caller.waits(12).hears_the_end()
    assert _callbacks() == 1


@pytest.mark.parametrize("name", [name for name in WAYS if isinstance(LINE[name], Entry)])
def test_zero_and_pound_in_an_entry_is_none_where_that_is_an_answer_else_a_person(caller: Caller, name: str) -> None:
    step = LINE[name]
    assert isinstance(step, Entry)

    goes(caller, *WAYS[name], "0#")

    if step.if_none:
        caller.does_not_hear("did not understand").does_not_hear("could not use")
    else:
        assert _callbacks() == 1
        caller.hears("A person will call you back")


@pytest.mark.parametrize("name", [name for name in WAYS if isinstance(LINE[name], Entry)])
@pytest.mark.parametrize("keys", ["*#", "1*#", "**#"])
def test_a_star_before_the_pound_starts_the_entry_over(caller: Caller, name: str, keys: str) -> None:
    goes(caller, *WAYS[name], keys)

    with db.reading() as session:
        assert session.scalar(select(Call.step)) == name
    caller.does_not_hear("could not use").does_not_hear("did not hear")


@pytest.mark.parametrize(
    ("first", "question", "second"),
    [
        ("1", "A-number, 7 to 9 digits", "say the person's first names"),
        ("2", "say the person's first names", "I did not hear anything. Please say the person's first names"),
    ],
)
def test_a_pound_pressed_out_of_habit_in_the_first_menu_answers_no_question(
    caller: Caller, first: str, question: str, second: str
) -> None:
    """The next one says "none" where that is an answer; first names somebody must have, so there it is no answer."""
    caller.presses("1", f"{first}#").hears(question).does_not_hear("could not understand")

    caller.presses("#").hears(second)


@pytest.mark.parametrize("way", [way for name, way in WAYS.items() if not name.startswith("callback")])
def test_zero_in_a_menu_or_silence_in_an_entry_reaches_a_person(caller: Caller, way: list[str]) -> None:
    goes(caller, *way, "0").waits(12).hears_the_end()

    assert _callbacks() == 1


@pytest.mark.parametrize("way", DECLINED.values(), ids=DECLINED)
@pytest.mark.parametrize("language", ["1", "2"])
def test_silence_never_books_the_number_that_the_caller_rejected(caller: Caller, way: list[str], language: str) -> None:
    goes(caller, language, *way[1:]).waits(12)

    caller.hears_the_end()
    assert caller.telephone.heard[-1].text.startswith(("No number was noted", "No quedó anotado ningún número"))
    assert _callbacks() == 0


def _callbacks() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Callback)) or 0
