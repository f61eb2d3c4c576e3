"""What works once works once, whoever comes at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from pyotp import TOTP

from hotline import db
from hotline.domain.errors import Invalid
from hotline.domain.staff import invitations, signing_in
from hotline.domain.staff.signing_in import Refusal, SignedIn
from tests.domain.staff.proofs import ROSA, Holder, chosen, first_step, joined

NOON = datetime(2026, 11, 2, 17, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def rosa(app: Flask) -> Holder:
    with db.begin() as session:
        return joined(session, NOON)


def _together(*acts: Callable[[], object]) -> list[object]:
    start = Barrier(len(acts))

    def act(one: Callable[[], object]) -> object:
        start.wait()
        return one()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def _tries(code: str) -> Callable[[], object]:
    with db.begin() as session:
        step = first_step(session, LATER)
    assert step

    def with_code() -> object:
        with db.begin() as session:
            return signing_in.with_code(session, step, code, "", now=LATER)

    return with_code


def test_one_code_signs_in_once(rosa: Holder) -> None:
    code = rosa.code(LATER)

    answers = _together(_tries(code), _tries(code), _tries(code))

    assert sum(isinstance(answer, SignedIn) for answer in answers) == 1
    assert answers.count(Refusal.USED) == 2


def test_one_recovery_code_signs_in_once(rosa: Holder) -> None:
    answers = _together(*(_tries(rosa.recovery_codes[0]) for _ in range(3)))

    assert sum(isinstance(answer, SignedIn) for answer in answers) == 1


def test_one_invitation_is_taken_up_once(app: Flask) -> None:
    with db.begin() as session:
        link = invitations.invite(session, None, ROSA, now=NOON)
        code = TOTP(invitations.offer_code(session, link, now=NOON)).at(NOON)
    password = chosen()

    def accept() -> str:
        try:
            with db.begin() as session:
                invitations.accept(session, link, password, code, "", now=NOON)
        except Invalid as refused:
            return refused.reason
        return "welcome"

    assert sorted(_together(accept, accept)) == ["used", "welcome"]  # type: ignore[type-var]  # words


def test_wrong_tries_at_once_are_each_counted(rosa: Holder) -> None:
    _together(*(_tries("000000") for _ in range(4)))

    assert _tries("000000")() is Refusal.LOCKED
