"""Who interprets: found by language, rung in their hours, and what nobody speaks."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import callbacks, interpreters
from hotline.domain.callbacks import CallbackWish
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.interpreters import Told, Unspoken
from hotline.models.audit import AuditEntry
from hotline.models.contacts import Channel
from hotline.models.staff import Interpreter
from tests.staff import actor

NOON = datetime(2026, 11, 22, 18, tzinfo=UTC)  # noon in Chicago
ADA = actor(1)
ROSA = Told("Rosa", "(404) 555-2368", ("mam", "es"), "08:00-20:00 America/Chicago")


def test_whoever_can_be_rung_now_stands_first(session: Session) -> None:
    interpreters.add(session, ADA, ROSA, now=NOON)
    interpreters.add(session, ADA, replace(ROSA, name="Ana", hours="20:00-22:00 America/Chicago"), now=NOON)
    interpreters.add(session, ADA, replace(ROSA, name="Bea", languages=("quc",)), now=NOON)

    found = interpreters.for_language(session, "Mam", now=NOON)

    assert [(one.name, one.can_be_rung) for one in found] == [("Rosa", True), ("Ana", False)]
    assert found[0].phone == "+14045552368"


def test_what_is_waited_for_and_nobody_speaks_is_counted(session: Session) -> None:
    for speaks in ("Mam", "mam", "K'iche'", "the language of my village", ""):
        wish = CallbackWish("+14045552368", speaks=speaks)
        callbacks.request(session, wish, channel=Channel.WEB, language="es", now=NOON)
    interpreters.add(session, ADA, replace(ROSA, languages=("quc", "es")), now=NOON)

    missing = interpreters.unspoken(session)

    assert missing == [Unspoken("mam", 2), Unspoken("the language of my village", 1)]


def test_name_and_number_are_sealed_and_gone_with_who_is_taken_off(session: Session) -> None:
    number = interpreters.add(session, ADA, ROSA, now=NOON)
    sealed = session.get_one(Interpreter, number).sealed
    assert b"Rosa" not in sealed
    interpreters.change(session, ADA, number, replace(ROSA, name="Rosa M."), now=NOON)
    assert interpreters.one(session, number, now=NOON).name == "Rosa M."

    interpreters.take_off(session, ADA, number, now=NOON)

    assert interpreters.everybody(session, now=NOON) == []
    with pytest.raises(NotFound):
        interpreters.take_off(session, ADA, number, now=NOON)
    assert session.scalars(select(AuditEntry.action)).all() == ["interpreter.changed"] * 3
    assert not any("Rosa" in facts for facts in session.scalars(select(AuditEntry.facts)))


@pytest.mark.parametrize(
    ("told", "field", "reason"),
    [
        ({"name": " "}, "name", "missing"),
        ({"name": "x" * 81}, "name", "too_long"),
        ({"phone": "911"}, "phone", "not_a_number"),
        ({"languages": ()}, "languages", "missing"),
        ({"languages": ("Mam",)}, "languages", "unknown"),
        ({"hours": "8 to 9"}, "hours", "malformed"),
        ({"hours": "08:00-20:00 America/Nowhere"}, "hours", "malformed"),
        ({"staff_id": 5}, "staff_id", "unknown"),
    ],
)
def test_what_cannot_be_used_is_said_by_its_box(
    session: Session, told: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(Invalid) as refused:
        interpreters.add(session, ADA, replace(ROSA, **told), now=NOON)

    assert (refused.value.field, refused.value.reason) == (field, reason)
