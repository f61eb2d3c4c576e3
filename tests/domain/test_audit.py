"""What is recorded of the staff, and that nobody can mend it."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hotline.domain import audit, audit_chain
from hotline.domain.audit_chain import Verified
from hotline.models.audit import AuditEntry, AuditHead
from tests.staff import actor

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ENTRIES = 40


def _fill(session: Session, n: int = ENTRIES) -> None:
    for number in range(n):
        now = NOON + timedelta(minutes=number)
        facts = {"score": number}
        audit.record(session, actor(7), "person.viewed", f"person:{number}", facts=facts, why="A call.", now=now)


def test_an_entry_says_who_saw_what_when_and_keeps_the_reason_sealed(session: Session) -> None:
    audit.record(session, actor(7), "person.viewed", "person:3", facts={"n": 1}, why="Her son rang.", now=NOON)

    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.actor_id, entry.action, entry.subject, entry.at) == (7, "person.viewed", "person:3", NOON)
    assert audit.why(session, entry) == "Her son rang."
    assert b"son" not in entry.sealed


def test_only_what_stands_in_the_list_is_recorded_and_the_list_is_in_order(session: Session) -> None:
    with pytest.raises(ValueError, match="not an action"):
        audit.record(session, None, "person.peeked", now=NOON)

    assert list(audit.ACTIONS) == sorted(set(audit.ACTIONS))


def test_a_trail_that_nobody_touched_is_whole(session: Session) -> None:
    assert audit_chain.verify(session) == Verified(0, None)

    _fill(session)

    assert audit_chain.verify(session) == Verified(ENTRIES, None)


def _alter(session: Session, at: int, dice: random.Random) -> None:
    fields = {
        "at": NOON - timedelta(days=1),
        "actor_id": 8,
        "action": "note.written",
        "subject": "person:999",
        "facts": '{"score": -1}',
        "sealed": b"",
        "mac": dice.randbytes(32),
    }
    name = dice.choice(sorted(fields))
    session.execute(update(AuditEntry).where(AuditEntry.id == at).values({name: fields[name]}))


def _take_out(session: Session, at: int, _dice: random.Random) -> None:
    """One is gone; the ids after it are closed up, as a careful hand would."""
    session.execute(delete(AuditEntry).where(AuditEntry.id == at))
    for later in range(at + 1, ENTRIES + 1):
        session.execute(update(AuditEntry).where(AuditEntry.id == later).values(id=later - 1))


def _swap(session: Session, at: int, _dice: random.Random) -> None:
    other = at % ENTRIES + 1
    for old, new in ((at, 0), (other, at), (0, other)):
        session.execute(update(AuditEntry).where(AuditEntry.id == old).values(id=new))


def _put_in(session: Session, at: int, _dice: random.Random) -> None:
    """A copy of an entry at the end, with its genuine hash."""
    copied = session.scalars(select(AuditEntry).where(AuditEntry.id == at)).one()
    kept = {name: getattr(copied, name) for name in ("at", "actor_id", "action", "subject", "facts", "sealed")}
    session.add(AuditEntry(id=ENTRIES + 1, key_id=copied.key_id, mac=copied.mac, **kept))


def _cut(session: Session, at: int, _dice: random.Random) -> None:
    session.execute(delete(AuditEntry).where(AuditEntry.id >= at))


@pytest.mark.parametrize("tamper", [_alter, _take_out, _swap, _put_in, _cut])
def test_whatever_is_done_to_the_trail_shows(
    session: Session, tamper: Callable[[Session, int, random.Random], None]
) -> None:
    """200 random tamperings of each of five kinds: every one is found."""
    _fill(session)
    audit_chain.export_head(session, now=NOON)
    session.flush()
    dice = random.Random(5)

    missed = []
    for _ in range(200):
        at = dice.randint(1, ENTRIES)
        undo = session.begin_nested()
        tamper(session, at, dice)
        session.flush()
        session.expire_all()
        if audit_chain.verify(session).is_whole:
            missed.append(at)
        undo.rollback()

    assert missed == []
    assert audit_chain.verify(session).is_whole


def test_a_whole_database_that_was_set_back_shows_against_a_head_kept_elsewhere(session: Session) -> None:
    _fill(session)
    head = audit_chain.export_head(session, now=NOON)
    assert head is not None
    session.execute(delete(AuditEntry).where(AuditEntry.id > 30))
    session.execute(delete(AuditHead))

    assert audit_chain.verify(session).is_whole
    assert audit_chain.verify(session, [head]) == Verified(30, 31)


def test_a_day_has_one_head(session: Session) -> None:
    assert audit_chain.export_head(session, now=NOON) is None
    _fill(session, 3)

    first = audit_chain.export_head(session, now=NOON)
    _fill(session, 1)

    assert audit_chain.export_head(session, now=NOON + timedelta(hours=1)) == first
    assert len(audit_chain.kept_heads(session)) == 1
