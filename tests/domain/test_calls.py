"""A call's row: sealed, one answer for each turn."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import calls
from hotline.domain.calls import Ongoing
from hotline.models.contacts import Call, CallReply

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SID = "CA" + "0" * 32


def _kept(session: Session, *, turn: int = 1, about: int = 0, reply: str = "<Response/>") -> Ongoing:
    fresh = calls.resume(session, SID, about).call
    call = Ongoing(fresh.id, SID, "how", "es", turn, {"typed": "098765432"}, fresh.is_new)
    calls.keep(session, call, about=about, reply=reply, now=NOON)
    return call


def test_a_call_nobody_knows_is_new(session: Session) -> None:
    resumed = calls.resume(session, SID, 0)

    assert resumed.call.is_new
    assert (resumed.call.step, resumed.reply) == ("", "")


def test_a_call_goes_on_where_it_was(session: Session) -> None:
    _kept(session)

    call = calls.resume(session, SID, 1).call

    assert (call.step, call.language, call.turn, call.notes) == ("how", "es", 1, {"typed": "098765432"})


def test_a_turn_that_was_answered_is_answered_the_same(session: Session) -> None:
    _kept(session, reply="<Response>first</Response>")
    _kept(session, turn=2, about=1, reply="<Response>second</Response>")

    replies = [calls.resume(session, SID, turn).reply for turn in (0, 1, 2)]

    assert replies == ["<Response>first</Response>", "<Response>second</Response>", ""]


def test_the_first_webhook_twice_at_once_is_one_call_with_one_answer(session: Session) -> None:
    both = [calls.resume(session, SID, 0).call for _ in range(2)]

    replies = [
        calls.keep(session, call, about=0, reply=f"<Response>{number}</Response>", now=NOON)
        for number, call in enumerate(both)
    ]

    assert replies == ["<Response>0</Response>"] * 2
    assert len(session.scalars(select(Call)).all()) == 1


def test_nothing_of_what_was_typed_or_told_is_readable(session: Session) -> None:
    _kept(session, reply="<Say>Stewart</Say>")

    assert b"098765432" not in session.scalars(select(Call.sealed)).one()
    assert b"Stewart" not in session.scalars(select(CallReply.sealed)).one()


def test_the_end_is_noted_once(session: Session) -> None:
    _kept(session)

    calls.end(session, SID, now=NOON)
    calls.end(session, SID, now=NOON + timedelta(minutes=1))

    assert session.scalars(select(Call.ended_at)).one() == NOON


def test_the_language_of_a_call(session: Session) -> None:
    _kept(session)

    assert calls.language(session, SID) == "es"
    assert calls.language(session, "CA" + "1" * 32) == ""
