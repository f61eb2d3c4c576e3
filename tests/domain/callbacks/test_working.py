"""One of the staff rings a family back, and only one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import callbacks, claims, notes
from hotline.domain.callbacks import CallbackWish, Part, working
from hotline.domain.errors import Invalid, NotFound
from hotline.models.audit import AuditEntry
from hotline.models.contacts import AttemptOutcome, CallbackAttempt, Channel
from tests.staff import actor

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
ADA, BEN = actor(1), actor(2)
MINUTE = timedelta(minutes=1)


def _owe(
    session: Session, *, language: str = "es", is_urgent: bool = False, ago: timedelta = MINUTE, speaks: str = ""
) -> int:
    wish = CallbackWish("+14045552368", is_urgent=is_urgent, speaks=speaks)
    owed = callbacks.request(session, wish, channel=Channel.PHONE, language=language, now=NOON - ago)
    session.flush()
    return owed.id


def test_one_of_two_has_it_and_the_other_hears_who(session: Session) -> None:
    owed = _owe(session)
    working.take(session, ADA, owed, now=NOON)

    with pytest.raises(claims.Taken) as taken:
        working.take(session, BEN, owed, now=NOON)

    assert taken.value.by.staff_id == ADA.staff_id


def test_two_who_take_the_next_have_two_calls(session: Session) -> None:
    first, second = _owe(session, ago=2 * MINUTE), _owe(session)

    assert working.take_next(session, ADA, now=NOON) == first
    assert working.take_next(session, BEN, now=NOON) == second
    assert working.take_next(session, BEN, now=NOON) is None


def test_the_next_speaks_ones_language_unless_another_is_urgent(session: Session) -> None:
    speaks = replace(ADA, languages=("en",))
    spanish, english = _owe(session, ago=2 * MINUTE), _owe(session, language="en")
    urgent = _owe(session, is_urgent=True)

    assert [working.take_next(session, speaks, now=NOON) for _ in range(3)] == [urgent, english, spanish]


def test_what_the_caller_speaks_counts_and_not_the_language_they_asked_in(session: Session) -> None:
    kiche = _owe(session, language="es", speaks="K'iche'", ago=3 * MINUTE)
    unknown = _owe(session, language="es", speaks="as in my village", ago=2 * MINUTE)
    spanish = _owe(session, language="es")

    assert working.take_next(session, replace(ADA, languages=("es",)), now=NOON) == spanish
    assert working.take_next(session, replace(BEN, languages=("quc",)), now=NOON) == kiche
    assert working.take_next(session, replace(BEN, languages=("quc",)), now=NOON) == unknown


def test_a_try_is_written_down_with_who_tried_and_their_note(session: Session) -> None:
    owed = _owe(session)

    again = working.write_down(session, ADA, owed, AttemptOutcome.NO_ANSWER, note="A dog barked.", now=NOON)

    assert again == NOON + 30 * MINUTE
    assert session.scalars(select(CallbackAttempt.by)).all() == ["staff:1"]
    assert [note.text for note in notes.on(session, working.subject(owed))] == ["A dog barked."]
    assert claims.of(session, [working.subject(owed)], now=NOON) == {}
    assert session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all() == [
        "claim.taken",
        "note.written",
        "callback.tried",
    ]


def test_what_somebody_else_works_on_is_not_tried_by_a_second(session: Session) -> None:
    owed = _owe(session)
    working.take(session, ADA, owed, now=NOON)

    with pytest.raises(claims.Taken):
        working.write_down(session, BEN, owed, AttemptOutcome.REACHED, now=NOON)

    assert callbacks.one(session, owed, now=NOON).tries == ()


def test_a_call_that_needs_none_any_more_says_why(session: Session) -> None:
    owed = _owe(session)

    with pytest.raises(Invalid):
        working.close_untried(session, ADA, owed, note=" ", now=NOON)
    working.close_untried(session, ADA, owed, note="She called us meanwhile.", now=NOON)

    assert callbacks.page(session, Part.NOW, now=NOON).callbacks == ()
    with pytest.raises(NotFound):
        working.take(session, BEN, owed, now=NOON)
