"""What is typed on a keypad, read: numbers, dates in the caller's order, names by their letters."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from hotline import languages
from hotline.domain.names import Query
from hotline.ivr import entries
from hotline.ivr.state import Notes, Talk

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def talk(language: str = "en") -> Talk:
    return Talk(Session(), NOON, "+14045550123", "a call", "a call:1", languages.get(language), Notes())


@pytest.mark.parametrize("digits", ["1234567", "12345678", "123456789"])
def test_an_a_number_has_seven_to_nine_digits(digits: str) -> None:
    call = talk()

    assert entries.a_number(call, digits)
    assert call.notes.typed == digits


@pytest.mark.parametrize("digits", ["", "123456", "1234567890"])
def test_another_length_is_no_a_number(digits: str) -> None:
    assert not entries.a_number(talk(), digits)


@pytest.mark.parametrize(
    ("language", "digits", "day"),
    [
        ("en", "03121985", "1985-03-12"),
        ("es", "12031985", "1985-03-12"),
        ("en", "25121985", "1985-12-25"),  # no 25th month: the day came first
        ("es", "12251985", "1985-12-25"),
        ("en", "19850312", "1985-03-12"),
        ("en", "02292000", "2000-02-29"),
        ("en", "1985", "1985"),
    ],
)
def test_a_birth_date_is_read_in_the_callers_order_or_the_only_other_that_makes_sense(
    language: str, digits: str, day: str
) -> None:
    call = talk(language)

    assert entries.birth(call, digits)
    assert call.notes.typed == day


@pytest.mark.parametrize(
    "digits", ["02301985", "02291985", "00000000", "11232026", "01011850", "2027", "1899", "85", "198"]
)
def test_what_is_no_birth_date_is_not_taken(digits: str) -> None:
    assert not entries.birth(talk(), digits)


def test_a_confirmed_date_takes_the_place_of_a_year() -> None:
    query = entries.with_birth(Query(birth_year=1980), "1985-03-12")

    assert (query.birth_date, query.birth_year) == (date(1985, 3, 12), None)


def test_two_given_names_are_two_codes() -> None:
    call = talk()

    assert entries.given(call, "627421567363")
    assert call.notes.query.keyed_given == ("62742", "567363")


def test_the_second_surname_follows_the_first_and_can_be_entered_anew() -> None:
    call = talk()
    entries.surname(call, "937332")

    entries.second_surname(call, "2222")
    entries.second_surname(call, "658372")

    assert call.notes.query.keyed_surnames == ("937332", "658372")


@pytest.mark.parametrize("digits", ["", "1", "0", "111", "2", "10101"])
def test_keys_without_letters_are_no_name(digits: str) -> None:
    assert not entries.surname(talk(), digits)


@pytest.mark.parametrize(
    ("digits", "number"),
    [
        ("2125550187", "+12125550187"),
        ("12125550187", "+12125550187"),
        ("011525512345678", "+525512345678"),
        ("0115215512345678", "+525512345678"),  # the 1 of Mexican cell phones, until 2019
        ("00525512345678", "+525512345678"),
        ("5215512345678", "+525512345678"),
        ("50223456789", "+50223456789"),
    ],
)
def test_a_telephone_number_at_home_or_abroad(digits: str, number: str) -> None:
    call = talk()

    assert entries.phone(call, digits)
    assert call.notes.typed == number


@pytest.mark.parametrize("digits", ["911", "5550187", "0000000000", "1" * 30, "9005552368", "24045552368"])
def test_what_nobody_can_ring_is_no_number(digits: str) -> None:
    assert not entries.phone(talk(), digits)


def test_the_check_digit_tells_a_mistyped_code() -> None:
    call = talk()

    assert entries.code(call, "00000000")
    assert call.notes.code == "00000000"
    assert not entries.code(call, "00000001")
    assert not entries.code(call, "0000000")
    assert call.notes.code == ""


def test_notes_survive_their_row() -> None:
    notes = Notes(
        query=Query(a_number="098765432", birth_date=date(1985, 3, 12)), answer=("Held.",), misses=2, trail=("how",)
    )

    assert Notes.from_plain(notes.plain()) == notes
