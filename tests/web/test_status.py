"""Code and PIN on the web: one try is counted once."""

from sqlalchemy import func, select

from hotline import db
from hotline.domain import limits
from hotline.models.contacts import LimitCount
from tests.web.test_searches import leave
from tests.web.visitor import Visitor


def _most_counted() -> int:
    with db.reading() as session:
        return session.scalar(select(func.max(LimitCount.n))) or 0


def test_a_code_with_its_pin_is_one_try(visitor: Visitor) -> None:
    code, pin = leave(visitor)
    visitor.opens("status")
    tries = limits.NETWORK_TRIES // 4

    for _ in range(tries):
        page = visitor.sends("/status", code=code, pin=pin)

    assert "Your code and PIN are right." in page.text
    assert tries <= _most_counted() < 2 * tries
