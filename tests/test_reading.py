"""What people write into boxes is read kindly, and what cannot be read is said with its box."""

from datetime import date

import pytest

from hotline import languages, reading, texts
from hotline.reading import Birth, Unreadable

TODAY = date(2026, 11, 22)


def speaking(code: str) -> None:
    language = languages.get(code)
    assert language is not None
    texts.use(language)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("A012345678", "012345678"),
        ("a 012-345-678", "012345678"),
        ("#12.345.678", "012345678"),
        ("USCIS# 1234567", "001234567"),
        ("A 0900100001", "900100001"),
        ("9OO1ooOO1", "900100001"),
        ("A 90OlO0OI2", "900100012"),
        ("Ａ１２３４５６７８９", "123456789"),
        ("٠١٢٣٤٥٦٧٨", "012345678"),
    ],
)
def test_an_a_number_is_read_in_any_writing(written: str, number: str) -> None:
    assert reading.a_number(written) == number


@pytest.mark.parametrize(
    "written", ["", "A", "123456", "1234567890", "00900100001", "0000000", "A000-000-000", "9" * 5000]
)
def test_what_has_not_seven_to_nine_digits_is_no_a_number(written: str) -> None:
    assert reading.a_number(written) is None


@pytest.mark.parametrize(
    ("language", "boxes"),
    [
        ("en", ("12", "3", "1985")),
        ("en", ("12", "March", "1985")),
        ("en", ("12", "mar.", "1985")),
        ("en", ("12", "marzo", "1985")),
        ("es", ("12", "Marzo", "1985")),
        ("es", ("12", "march", "1985")),
        ("en", ("१२", "०३", "१९८५")),
        ("en", ("1985-03-12", "", "")),
        ("en", ("", "", "1985/3/12")),
        ("en", ("", "3/12/1985", "")),
        ("es", ("12/3/1985", "", "")),
        ("en", ("March 12, 1985", "", "")),
        ("es", ("12 marzo 1985", "", "")),
        ("es", ("12 de marzo de 1985", "", "")),
        ("es", ("12", "de marzo", "1985")),
        ("ar@pseudo", ("12", "مارس", "1985")),
    ],
)
def test_a_date_is_read_however_it_is_written(language: str, boxes: tuple[str, str, str]) -> None:
    speaking(language)

    assert reading.birth(*boxes, today=TODAY) == Birth(day=date(1985, 3, 12), year=1985)


@pytest.mark.parametrize("boxes", [("5", "14", "1985"), ("05/14/1985", "", ""), ("14", "5", "1985")])
def test_a_date_that_is_one_only_in_the_other_order_is_read_in_it(boxes: tuple[str, str, str]) -> None:
    speaking("es")

    assert reading.birth(*boxes, today=TODAY) == Birth(day=date(1985, 5, 14), year=1985)


@pytest.mark.parametrize("boxes", [("", "", "1985"), ("12", "", "1985"), ("", "3", "1985")])
def test_the_year_alone_is_enough(boxes: tuple[str, str, str]) -> None:
    assert reading.birth(*boxes, today=TODAY) == Birth(year=1985)


def test_no_date_is_no_fault() -> None:
    assert reading.birth("", "", "", today=TODAY) == Birth()


@pytest.mark.parametrize(
    ("boxes", "reasons"),
    [
        (("31", "2", "1985"), {"day": "no_such_date"}),
        (("29", "2", "1985"), {"day": "no_such_date"}),
        (("32", "1", "1985"), {"day": "no_day"}),
        (("twelve", "1", "1985"), {"day": "no_day"}),
        (("13", "13", "1985"), {"month": "no_month"}),
        (("0", "13", "1985"), {"day": "no_day", "month": "no_month"}),
        (("12", "Smarch", "1985"), {"month": "no_month"}),
        (("12", "3", ""), {"year": "missing"}),
        (("12", "3", "85"), {"year": "four_digits"}),
        (("12", "3", "2027"), {"year": "future"}),
        (("23", "11", "2026"), {"year": "future"}),
        (("12", "3", "1785"), {"year": "too_early"}),
        (("9" * 5000, "3", "1985"), {"day": "no_day"}),
        (("40", "2", "85"), {"day": "no_day", "year": "four_digits"}),
        (("40", "Smarch", ""), {"day": "no_day", "month": "no_month", "year": "missing"}),
        (("31", "2", "85"), {"day": "no_such_date", "year": "four_digits"}),
        (("29", "2", "85"), {"year": "four_digits"}),
    ],
)
def test_a_date_that_cannot_be_says_which_boxes_and_why(boxes: tuple[str, str, str], reasons: dict[str, str]) -> None:
    with pytest.raises(Unreadable) as caught:
        reading.birth(*boxes, today=TODAY)

    assert caught.value.reasons == reasons


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Xochitl\t Guadalupe\n", "Xochitl Guadalupe"),
        ("Xo\x00chitl", "Xochitl"),
        ("\u202eltihcoX", "ltihcoX"),
        ("Jose\u0301", "José"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800Ana", "Ana"),
    ],
)
def test_a_line_holds_only_what_can_be_seen(typed: str, kept: str) -> None:
    assert reading.line(typed) == kept


def test_the_boxes_of_a_date_stand_in_the_order_of_the_language() -> None:
    orders = {code: reading.date_order(languages.get(code) or texts.current()) for code in ("en", "es", "ar@pseudo")}

    assert orders == {
        "en": ("month", "day", "year"),
        "es": ("day", "month", "year"),
        "ar@pseudo": ("day", "month", "year"),
    }


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("", "unknown"),
    ],
)
def test_a_household_is_one_network(address: str, network: str) -> None:
    assert reading.network(address) == network


MARCH_12 = Birth(date(1985, 3, 12), 1985)


@pytest.mark.parametrize(
    ("code", "written", "read"),
    [
        ("en", "3/12/1985", MARCH_12),
        ("es", "12/3/1985", MARCH_12),
        ("en", "March 12, 1985", MARCH_12),
        ("en", "She was born on the 12th of march 1985.", MARCH_12),
        ("es", "12 de marzo de 1985", MARCH_12),
        ("es", "nació el 12 de Mar. del 85", MARCH_12),
        ("en", "12-mar-85", MARCH_12),
        ("en", "1985-03-12", MARCH_12),
        ("en", "1985年3月12日", MARCH_12),
        ("en", "03121985", MARCH_12),
        ("es", "12031985", MARCH_12),
        ("en", "19850312", MARCH_12),
        ("en", "13/3/1985", Birth(date(1985, 3, 13), 1985)),
        ("en", "1985", Birth(year=1985)),
        ("en", "march 1985", Birth(year=1985)),
        ("en", "3.12.05", Birth(date(2005, 3, 12), 2005)),
        ("en", "٣/١٢/١٩٨٥", MARCH_12),
    ],
)
def test_a_date_is_read_however_it_was_written(code: str, written: str, read: Birth) -> None:
    speaking(code)

    assert reading.written_birth(written, today=TODAY) == read


@pytest.mark.parametrize(
    "written",
    [
        "",
        "no idea",
        "March",
        "May 14",
        "14 may",
        "Feb 30, 1985",
        "3/12",
        "3/12/2085",
        "1 2 3 4 5",
        "123",
        "13/13/1985",
        "1800",
    ],
)
def test_what_is_no_date_is_said_to_be_none(written: str) -> None:
    with pytest.raises(Unreadable):
        reading.written_birth(written, today=TODAY)
