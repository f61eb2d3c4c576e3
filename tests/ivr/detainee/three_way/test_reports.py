"""What the telephone company tells of one of two relatives, in any order, ends in the same outcome."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import free_calls
from hotline.domain.free_calls import Budget, Callee, Leg, Wish, together
from hotline.models.contacts import Call
from hotline.models.free_calls import CalleeWord, CallResult, DetaineeCall, Party
from tests.ivr.detainee.conftest import MOTHER
from tests.ivr.detainee.three_way.conftest import BROTHER

NOON = datetime.fromisoformat("2026-11-23T12:00:00+00:00")
LEG = "CA" + "b" * 32
Told = Callable[[Session, int], object]


def _leg(state: str, seconds: int) -> Told:
    return lambda session, one: free_calls.report_leg(session, one, Leg(LEG, state, NOON + timedelta(seconds=seconds)))


def _gone(seconds: int) -> Told:
    return lambda session, _one: free_calls.gone(session, "CA1", now=NOON + timedelta(seconds=seconds))


def _said(word: CalleeWord) -> Told:
    return lambda session, one: free_calls.said(session, one, word, now=NOON + timedelta(seconds=20))


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ((_leg("initiated", 1), _leg("no-answer", 40), _gone(90)), (CallResult.NO_ANSWER, "")),
        ((_leg("initiated", 1), _leg("in-progress", 5), _leg("completed", 50), _gone(90)), ("no_answer", "no_key")),
        ((_leg("initiated", 1), _gone(10), _leg("canceled", 11)), (CallResult.CUT_OFF, "")),
        ((_leg("in-progress", 5), _said(CalleeWord.ACCEPTED), _gone(21), _leg("completed", 23)), ("cut_off", "")),
        ((_leg("in-progress", 5), _said(CalleeWord.REFUSED), _leg("completed", 23), _gone(90)), ("refused", "refused")),
        ((_leg("busy", 5), _gone(30)), (CallResult.BUSY, "")),
    ],
)
def test_the_order_changes_nothing(app: Flask, told: tuple[Told, ...], outcome: tuple[str, str]) -> None:
    for order in permutations(told):
        with db.begin() as session:
            one = _asked(session)
            for tell in order:
                tell(session, one)
            row = session.get_one(DetaineeCall, one)
            assert (row.outcome, row.failure) == outcome
            session.rollback()


def _asked(session: Session) -> int:
    kept = Call(id=secrets_box.random_id(), sid="CA1", began_at=NOON, touched_at=NOON)
    session.add(kept)
    session.flush()
    wishes = [Wish("CA1", Callee(Party.FAMILY, number, f"family:{number}"), "") for number in (MOTHER, BROTHER)]
    _room, asked = together.ask(session, wishes, Budget(countries=frozenset(("US", "GT"))), now=NOON)
    together.to_ring(session, "CA1")
    return asked[0].id
