"""`flask audit`."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import delete, update

from hotline import db
from hotline.console import audit_commands
from hotline.domain import audit
from hotline.models.audit import AuditEntry, AuditHead

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _record(n: int) -> None:
    with db.begin() as session:
        for _ in range(n):
            audit.record(session, None, "sign_in.failed", now=NOON)


def test_a_whole_trail_is_said_to_be_whole(app: Flask) -> None:
    _record(3)

    done = app.test_cli_runner().invoke(args=["audit", "verify"])

    assert (done.exit_code, "3 entries" in done.output) == (0, True)


def test_a_broken_trail_ends_with_a_code_that_a_watch_can_see(app: Flask) -> None:
    _record(3)
    with db.begin() as session:
        session.execute(update(AuditEntry).where(AuditEntry.id == 2).values(subject="person:1"))

    done = app.test_cli_runner().invoke(args=["audit", "verify"])

    assert done.exit_code == audit_commands.BROKEN
    assert "entry 2" in done.output


def test_a_head_kept_elsewhere_shows_a_database_that_was_set_back(app: Flask) -> None:
    assert "Nothing was recorded" in app.test_cli_runner().invoke(args=["audit", "head"]).output
    _record(3)
    head = app.test_cli_runner().invoke(args=["audit", "head"]).output.strip()
    with db.begin() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.id == 3))
        session.execute(delete(AuditHead))

    assert app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0
    assert app.test_cli_runner().invoke(args=["audit", "verify", "--head", head]).exit_code == audit_commands.BROKEN


def test_a_head_that_is_none_is_refused_with_an_example(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["audit", "verify", "--head", "yesterday"])

    assert (done.exit_code, "written like this" in done.output) == (2, True)
