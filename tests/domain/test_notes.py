"""What staff write down for the next who looks."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import notes
from hotline.domain.errors import Invalid
from hotline.models.audit import AuditEntry
from hotline.models.operations import Note
from tests.staff import actor

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_notes_are_read_newest_first_and_kept_sealed(session: Session) -> None:
    notes.write(session, actor(1), "callback:5", "Su hermana habla mam.", now=NOON)
    notes.write(session, actor(2), "callback:5", "Llamé a las cinco.", now=NOON + timedelta(hours=5))

    assert [(note.by, note.text) for note in notes.on(session, "callback:5")] == [
        (2, "Llamé a las cinco."),
        (1, "Su hermana habla mam."),
    ]
    assert all(b"hermana" not in sealed for sealed in session.scalars(select(Note.sealed)))
    assert [entry.action for entry in session.scalars(select(AuditEntry))] == ["note.written"] * 2


@pytest.mark.parametrize(("text", "reason"), [(" \n", "missing"), ("x" * 5_001, "too_long")])
def test_a_note_has_words_and_not_too_many(session: Session, text: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        notes.write(session, actor(1), "callback:5", text, now=NOON)

    assert refused.value.reason == reason
