"""Subscribing tells a stranger nothing: hidden and absent run and write the same, and no message names anybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import Connection, event, func, select
from sqlalchemy.orm import Session

from hotline import clock, db, gateways, secrets_box, sending
from hotline.domain import codes, links, outbox
from hotline.domain.outbox import Owed, Recipient
from hotline.gateways.memory import MemoryGateway, MemoryMail
from hotline.models.messages import Means, MessageKind
from hotline.models.notices import Change
from hotline.models.people import HidingReason
from tests import canaries, factories
from tests.domain.subscribers import NUMBER, attempt, held

PIN = "907315"
_SECRET = ("Xochitl", "Guadalupe", "Zepeda", "Olvera", "098765432", "1985-03-12", "Stewart", "Lumpkin", "STWRTGA", PIN)
# A consulate is told who is held, because the law says so (tests/domain/test_consular.py); what counsel of record is
# told, who has no code, stands in tests/domain/test_counsel_told.py.
_UNASKED = [kind for kind in MessageKind if kind not in (MessageKind.ANSWER, MessageKind.CONSUL, MessageKind.COUNSEL)]


@pytest.mark.parametrize("reason", list(HidingReason))
@pytest.mark.parametrize(
    ("means", "contact"), [(Means.TEXT, NUMBER), (Means.CALL, NUMBER), (Means.EMAIL, "ana@example.org")]
)
def test_hidden_and_absent_run_and_write_the_same(app: Flask, reason: HidingReason, means: Means, contact: str) -> None:
    _subscribes(means, contact, "first")  # the counters' first rows
    absent, written = _subscribes(means, contact, "second")
    with db.begin() as session:
        factories.use(session)
        held(session, hidden=reason)
        factories.use(None)

    assert _subscribes(means, contact, "third") == (absent, written)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("means", [Means.TEXT, Means.EMAIL])
@pytest.mark.parametrize("kind", _UNASKED)
def test_no_message_holds_a_name_a_place_or_a_pin(app: Flask, kind: MessageKind, means: Means, language: str) -> None:
    contact = NUMBER if means is Means.TEXT else "ana@example.org"
    now = clock.now().replace(hour=18)  # everybody is awake
    with db.begin() as session:
        factories.use(session)
        person = held(session)
        factories.use(None)
        facts = {"code": codes.code_from(secrets_box.of(session), "x"), "change": Change.RELEASED, "about": "notices"}
        facts |= {"confirm": "123456", "link": links.write(session, links.CONFIRM, person.id), "stop": "a-0-b"}
        to = Recipient(contact, means, language)
        outbox.owe(session, Owed(kind, to, "one", person.id, facts), now=now)

    assert sending.send_due(now) == 1

    [said] = _bodies()
    assert canaries.found_in(said.replace("(800) 555-0100", ""), _SECRET) == []
    assert "released" not in said.lower()
    assert "(800) 555-0100" in said


def _bodies() -> list[str]:
    texts = cast(MemoryGateway, gateways.current()).texts
    letters = cast(MemoryMail, gateways.mail()).letters
    return [text.body for text in texts] + [f"{sent.letter.subject}\n{sent.letter.text}" for sent in letters]


def _subscribes(means: Means, contact: str, token: str) -> tuple[list[str], dict[str, int]]:
    """What runs when somebody who is not told asks, and by how many rows each table grows."""
    with db.begin() as session:
        before = _rows(session)
    with db.begin() as session, _statements(session) as statements:
        assert attempt(session, contact=contact, means=means, token=token) is None
    with db.begin() as session:
        after = _rows(session)
    return statements, {name: after[name] - count for name, count in before.items()}


def _rows(session: Session) -> dict[str, int]:
    tables = db.Base.metadata.sorted_tables
    return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


@contextmanager
def _statements(session: Session) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_c: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        seen.append(f"{len(parameters) if many else 1} x {statement}")

    connection = db.connection(session)
    event.listen(connection, "before_cursor_execute", note)
    yield seen
    event.remove(connection, "before_cursor_execute", note)
