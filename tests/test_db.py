"""One unit of work: committed when the block ends, gone when it raises."""

import socket
import time

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from hotline import db
from hotline.connections import Patience
from hotline.models.places import FieldOffice


def test_a_block_that_ends_is_committed(app: Flask) -> None:
    with db.begin() as session:
        session.add(FieldOffice(code="ATL", name="Atlanta"))

    with db.reading() as session:
        assert session.scalars(select(FieldOffice.name)).all() == ["Atlanta"]


def _write_and_raise() -> None:
    with db.begin() as session:
        session.add(FieldOffice(code="ATL", name="Atlanta"))
        session.flush()
        raise LookupError


def test_a_block_that_raises_leaves_nothing(app: Flask) -> None:
    with pytest.raises(LookupError):
        _write_and_raise()

    with db.reading() as session:
        assert session.scalars(select(FieldOffice)).all() == []


def test_who_waits_for_an_answer_is_answered_before_the_telephone_company_gives_us_up(app: Flask) -> None:
    chores = _limits()
    db.current().answer_in_time()
    callers = _limits()

    is_server = db.current().engine.dialect.name == "postgresql"
    assert chores == (["0", "0"] if is_server else ["10000"])
    assert callers == (["4s", "5s"] if is_server else ["4000"])


def _limits() -> list[str]:
    """What the database itself says: of a lock and of a statement on PostgreSQL, of a lock on SQLite."""
    is_server = db.current().engine.dialect.name == "postgresql"
    asked = ("SHOW lock_timeout", "SHOW statement_timeout") if is_server else ("PRAGMA busy_timeout",)
    with db.reading() as session:
        return [str(session.scalar(text(words))) for words in asked]


def test_a_server_that_does_not_answer_is_given_up_before_the_telephone_company_gives_us_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        database = db.Database(f"postgresql+psycopg://nobody@127.0.0.1:{silent.getsockname()[1]}/nothing")
        began = time.monotonic()

        with pytest.raises(OperationalError), database.begin():
            pass

        assert time.monotonic() - began < 5
    database.dispose()


def test_who_waits_for_another_writer_of_this_process_gives_up_as_on_a_lock(app: Flask) -> None:
    database = db.current()
    database.answer_in_time(Patience(lock_ms=50, statement_ms=5_000))
    if database.engine.dialect.name == "postgresql":  # everybody has a connection there, and waits for nobody
        with database.begin() as first, database.begin() as second:
            assert first.scalar(text("SELECT 1")) == second.scalar(text("SELECT 1")) == 1
        return

    with database.begin(), pytest.raises(OperationalError, match="takes too long"), database.begin():
        pass

    with database.begin() as session:
        assert session.scalar(text("SELECT 1")) == 1
