"""Legal help in a state: verified numbers first, then those of the same city, at most three."""

from datetime import date

from sqlalchemy.orm import Session

from hotline.domain import directory
from hotline.models.places import LegalProvider


def test_providers_of_the_state_are_told_verified_ones_first_then_those_of_the_city(session: Session) -> None:
    _list(session, "Anywhere Legal", city="Atlanta")
    _list(session, "Near Legal", city="Lumpkin")
    _list(session, "Checked Legal", city="Savannah", phone="+14045550155", phone_verified_on=date(2026, 11, 1))
    _list(session, "Other State", list_state="TX")

    told = directory.legal_help(session, "GA", city="Lumpkin")

    assert [(provider.name, provider.phone) for provider in told] == [
        ("Checked Legal", "+14045550155"),
        ("Near Legal", ""),
        ("Anywhere Legal", ""),
    ]


def test_a_number_that_nobody_verified_is_not_given(session: Session) -> None:
    _list(session, "Unchecked Legal", phone="+14045550155")

    assert directory.legal_help(session, "GA")[0].phone == ""


def test_at_most_three_are_told_and_none_where_no_list_is_known(session: Session) -> None:
    for number in range(5):
        _list(session, f"Legal {number}")

    assert len(directory.legal_help(session, "GA")) == 3
    assert directory.legal_help(session, "WY") == ()


def _list(session: Session, name: str, *, city: str = "Macon", list_state: str = "GA", **known: object) -> None:
    session.add(LegalProvider(name=name, city=city, list_state=list_state, **known))
    session.flush()
