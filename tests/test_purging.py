"""What is over is forgotten, all of it and nothing else, and leaves no trace in the files."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, Table, func, insert, select, update
from sqlalchemy.engine import make_url

from hotline import clock, db, purging
from hotline.config import Settings
from hotline.domain import heartbeats, retention
from hotline.models.calls import Shift
from hotline.models.contacts import Call, Callback, Channel, Voicemail
from hotline.models.free_calls import DetaineeCall
from hotline.models.notices import Subscription, SubscriptionState
from tests import matters

NOON = datetime(2026, 9, 1, 17, tzinfo=UTC)
DAY = timedelta(days=1)
MONTH = retention.MATTER_KEPT
TABLES = sorted({table for rule in retention.RULES for table in rule.tables})


@pytest.fixture
def left(app: Flask) -> None:
    """One of everything, ended at noon."""
    with db.begin() as session:
        matters.leave_all(session, "Zepeda", now=NOON)


def _table(name: str) -> Table:
    return db.Base.metadata.tables[name]


def _rows() -> dict[str, int]:
    with db.reading() as session:
        return {name: session.scalar(select(func.count()).select_from(_table(name))) or 0 for name in TABLES}


@pytest.mark.usefixtures("left")
def test_a_month_after_it_ended_nothing_of_a_matter_is_left() -> None:
    assert [name for name, n in _rows().items() if n == 0] == []

    purging.purge(NOON + MONTH + DAY)

    # The call's language and its times, who worked when, that somebody could reach somebody; nobody's number.
    assert {name: n for name, n in _rows().items() if n} == {"call": 1, "shift": 1, "detainee_call": 1}
    with db.reading() as session:
        assert [session.scalar(select(table.sealed)) for table in (Call, Shift, DetaineeCall)] == [b"", b"", b""]
    assert purging.purge(NOON + MONTH + DAY) == dict.fromkeys((rule.name for rule in retention.RULES), 0)


@pytest.mark.usefixtures("left")
def test_what_may_be_asked_about_is_kept_for_a_month() -> None:
    purging.purge(NOON + MONTH - DAY)

    kept = {name for name, n in _rows().items() if n}
    assert kept >= {"callback", "callback_attempt", "voicemail", "recording", "open_search", "reference", "message"}
    assert kept >= {"subscription", "notice", "waiting_call", "note", "invitation", "staff_session"}
    gone = {"call_reply", "text_talk", "text_reply", "limit_count", "limit_seen", "redaction", "sign_in_step"}
    assert kept & gone == set()


@pytest.mark.usefixtures("left")
def test_a_dry_run_counts_the_same_and_writes_nothing() -> None:
    before, later = _rows(), NOON + MONTH + DAY

    counted = purging.count(later)

    assert (_rows(), counted) == (before, purging.purge(later))
    assert counted["open searches"] == counted["subscriptions"] == counted["callbacks"] == 1
    assert counted["messages"] == 2


@pytest.mark.usefixtures("left")
def test_what_has_not_ended_is_kept_however_old() -> None:
    with db.begin() as session:
        session.execute(update(Callback).values(closed_at=None))
        session.execute(update(Voicemail).values(removed_at=None))  # still at the telephone company
        session.execute(update(Subscription).values(state=SubscriptionState.ACTIVE, ended_at=None))

    purging.purge(NOON + 365 * DAY)

    rows = _rows()
    assert [rows[name] for name in ("callback", "voicemail", "recording", "subscription", "reference")] == [1] * 5


@pytest.mark.usefixtures("left")
def test_a_number_that_nobody_confirmed_is_kept_for_a_day() -> None:
    with db.begin() as session:
        session.execute(update(Subscription).values(state=SubscriptionState.PENDING, ended_at=None))

    assert purging.count(NOON + 2 * DAY)["subscriptions"] == 0
    assert purging.count(NOON + 2 * DAY + timedelta(minutes=1))["subscriptions"] == 1


def test_many_rows_are_forgotten_in_small_units_of_work(app: Flask) -> None:
    _many_callbacks(3 * retention.AT_ONCE + 1)

    with db.begin() as session:
        rule = next(rule for rule in retention.RULES if rule.name == "callbacks")
        assert retention.forget_some(session, rule, now=NOON + MONTH + DAY) == retention.AT_ONCE

    assert purging.purge(NOON + MONTH + DAY)["callbacks"] == 2 * retention.AT_ONCE + 1


def test_once_a_day_is_enough_and_a_great_purge_takes_several_rounds(app: Flask) -> None:
    _many_callbacks(2 * retention.AT_ONCE + 1)
    later = NOON + MONTH + DAY

    rounds = [purging.purge_daily(later, most=2) for _ in range(3)]

    assert rounds == [2 * retention.AT_ONCE, 1, 0]
    with db.reading() as session:
        assert heartbeats.age(session, heartbeats.PURGE, now=later) == timedelta()


def _many_callbacks(n: int) -> None:
    row = {"channel": Channel.WEB, "language": "es", "is_urgent": False, "sealed": b"x", "requested_at": NOON}
    row |= {"since": NOON, "due_at": NOON, "closed_at": NOON}
    with db.begin() as session:
        session.execute(insert(Callback), [{"id": number} | row for number in range(n)])


@pytest.mark.parametrize("compact", [False, True])
def test_nothing_of_it_can_be_read_in_the_files_any_more(app: Flask, settings: Settings, compact: bool) -> None:
    if not settings.database_url.startswith("sqlite"):
        return  # a server's files are its administrator's (docs/retention.md)
    with db.begin() as session:
        for number in range(60):
            matters.leave_all(session, f"Zepeda{number}", now=NOON)
    canaries = set(_canaries())
    before = _raw(settings)
    assert sum(canary in before for canary in canaries) == len(canaries) > 500

    purging.purge(NOON + MONTH + DAY)
    db.current().forget_deleted(compact=compact)

    after = _raw(settings)
    assert [canary for canary in canaries if canary in after] == []


def _canaries() -> Iterable[bytes]:
    """What stands in the rows of matters: every sealed blob's beginning, every hash, as SQLite writes them."""
    kept = {"call": {"sid"}}
    with db.reading() as session:
        for table in map(_table, TABLES):
            for column in table.columns:
                if column.name in kept.get(table.name, ()) or column.name == "id" or column.foreign_keys:
                    continue
                for value in session.scalars(select(column)):
                    if isinstance(column.type, LargeBinary) and value:
                        yield bytes(value[10:40])
                    elif column.name in {"contact_key", "code_key", "sender_key"}:
                        yield int(value).to_bytes(8, "big", signed=True)
                    elif column.name in {"pin_hash", "secret_hash"}:
                        yield value.encode()


def _raw(settings: Settings) -> bytes:
    path = Path(str(make_url(settings.database_url).database))
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(path.name + "*")))


def test_the_command_says_what_it_forgot_and_by_which_rule(app: Flask) -> None:
    with db.begin() as session:
        matters.leave_all(session, "Zepeda", now=clock.now() - MONTH - DAY)
    dry = app.test_cli_runner().invoke(args=["purge", "--dry-run"])
    assert _rows()["call_reply"] == 1

    done = app.test_cli_runner().invoke(args=["purge"])

    assert (dry.exit_code, done.exit_code, dry.output in done.output) == (0, 0, True)
    assert "open searches: 1 (30 days after they were closed)" in done.output
    assert matters.NUMBER not in done.output
