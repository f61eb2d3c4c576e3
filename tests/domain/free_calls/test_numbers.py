"""What somebody keys in is capped; no cap comes between a detained person and counsel."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import breakers, free_calls
from hotline.domain.free_calls import Budget, Callee, Wish, numbers
from hotline.models.free_calls import CallResult, DetaineeCall, Party
from hotline.models.messages import Breaker
from hotline.models.people import Person

NOON = datetime(2026, 9, 1, 17, tzinfo=UTC)
STEWART = "+12295550191"


def person(session: Session) -> int:
    row = Person(id=secrets_box.random_id(), sealed=b"", updated_at=NOON)
    session.add(row)
    session.flush()
    return row.id


def ask(
    session: Session,
    number: str,
    *,
    party: Party = Party.FAMILY,
    who: int | None = None,
    most: int = 5000,
    now: datetime = NOON,
) -> str:
    wish = Wish("CA" + "a" * 32, Callee(party, number), STEWART, person_id=who)
    return free_calls.ask(session, wish, Budget(most, frozenset(("US", "MX"))), now=now).refusal


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        ("+14045552368", ""),
        ("+525512345678", ""),
        ("+19005550123", numbers.COUNTRY),  # premium
        ("+18765551234", numbers.COUNTRY),  # Jamaica, which dials like a state
        ("+447011234567", numbers.COUNTRY),  # personal numbers, priced as premium ones
        ("+881612345678", numbers.COUNTRY),  # by satellite
    ],
)
def test_a_relative_is_rung_where_a_call_costs_what_calls_cost(session: Session, number: str, refusal: str) -> None:
    assert ask(session, number) == refusal


def test_one_person_tries_so_often_a_day(session: Session) -> None:
    who = person(session)
    tried = [ask(session, f"+1404555{2000 + 7 * nth}", who=who) for nth in range(numbers.PERSON_A_DAY + 2)]

    assert tried == [""] * numbers.PERSON_A_DAY + [numbers.PERSON_IS_FULL] * 2
    assert ask(session, "+14045552000", party=Party.COUNSEL, who=who) == ""


def test_neighbouring_numbers_are_few_a_day(session: Session) -> None:
    tried = [ask(session, f"+1404555{nth:04}") for nth in range(2000, 2000 + numbers.BLOCK_A_DAY + 5)]

    assert tried.count("") == numbers.BLOCK_A_DAY


def test_a_day_that_is_full_raises_an_alarm_and_leaves_counsel_open(session: Session) -> None:
    assert [ask(session, f"+1212{200 + nth}2368", most=3) for nth in range(5)] == [
        "",
        "",
        "",
        "day_is_full",
        "day_is_full",
    ]

    assert session.get(Breaker, breakers.FREE_CALLS) is not None
    for party in (Party.COUNSEL, Party.LEGAL_HELP, Party.CONSUL, Party.CHILDREN):
        assert ask(session, "+14045552368", party=party, most=3) == ""


def test_the_next_day_relatives_are_called_again(session: Session) -> None:
    for nth in range(4):
        ask(session, f"+1212{200 + nth}2368", most=3)
    assert ask(session, "+13125552368", most=3) == numbers.DAY_IS_FULL

    tomorrow = NOON + numbers.DAY
    again = [ask(session, f"+1312{200 + nth}2368", most=3, now=tomorrow) for nth in range(4)]
    assert again == ["", "", "", "day_is_full"]
    assert session.scalar(select(func.count()).where(Breaker.name == breakers.FREE_CALLS)) == 1


def test_a_number_that_is_full_closes_no_other(session: Session) -> None:
    tried = [ask(session, "+14045552368") for _ in range(numbers.NUMBER_A_DAY + 1)]

    assert tried[-1] == numbers.NUMBER_IS_FULL
    assert ask(session, "+14046662368") == ""


def test_what_is_not_rung_is_on_record_too(session: Session) -> None:
    ask(session, "+19005550123")

    row = session.scalars(select(DetaineeCall)).one()
    assert (row.outcome, row.failure) == (CallResult.NOT_ALLOWED, numbers.COUNTRY)
    assert session.scalar(select(func.count()).where(DetaineeCall.outcome.is_(None))) == 0
