"""A day is counted from what its events left behind.

Each event belongs to the day on which it happened, so a day is complete when it ends. Whatever is counted here is kept
for longer than COUNTED_FOR after its event (retention.py), so that days are made up for after a standstill; the
look-ups of an hour are kept for two days.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, insert, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from hotline import db
from hotline.domain import look_ups
from hotline.domain.reports import free_calls
from hotline.models.calls import WaitingCall
from hotline.models.contacts import Call, Callback, OpenSearch
from hotline.models.messages import Message, MessageKind
from hotline.models.notices import Notice, Subscription
from hotline.models.operations import DayCount, PlaceAge

COUNTED_FOR = timedelta(days=28)
RESTS = timedelta(hours=1)  # after midnight: what was done just before it is written down by then
_FRESH = (("8h", timedelta(hours=8)), ("24h", timedelta(hours=24)))
_DONE = "counted"


@dataclass(frozen=True, slots=True)
class _Day:
    begins: datetime
    ends: datetime

    def holds(self, at: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        return (at >= self.begins) & (at < self.ends)


def next_day(session: Session, *, now: datetime) -> date | None:
    """The oldest day that is over and not counted; None where all are."""
    last = (now - RESTS).date() - timedelta(days=1)
    first = (now - COUNTED_FOR).date()
    done = set(session.scalars(select(DayCount.day).where(DayCount.what == _DONE, DayCount.day >= first)))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return next((day for day in days if day not in done), None)


def count(session: Session, day: date, *, now: datetime) -> list[dict[str, Any]]:
    """Rows of DayCount for a day; writes nothing, for it takes seconds where much came in."""
    begins = datetime.combine(day, time(), UTC)
    within = _Day(begins, begins + timedelta(days=1))
    rows = [_row(day, _DONE, n=1)]
    for statement in (_calls(within), *_left(within), _callbacks(within), *_notices(within), _found(within)):
        rows += [_row(day, *row) for row in session.execute(statement)]
    rows += [_row(day, "answered", *row) for row in _answered(session, within)]
    rows += [_row(day, **row) for row in free_calls.counted(session, within.begins, within.ends)]
    rows += [_row(day, "look_up", *row) for row in look_ups.counted(session, within.begins, within.ends)]
    if now - begins < timedelta(days=2):  # how fresh records were on a day long past is not known any more
        rows += [_row(day, "freshness", outcome=age, n=n) for age, n in _freshness(session).items()]
    return rows


def keep(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Keep a day's counts; a day that is kept already stays as it is."""
    kept = list(rows)
    day = kept[0]["day"]
    db.one_at_a_time(session, "reports")
    if not session.scalar(select(exists().where(DayCount.day == day, DayCount.what == _DONE))):
        session.execute(insert(DayCount), kept)


def _row(
    day: date,
    what: str,
    channel: str = "",
    language: str = "",
    outcome: str = "",
    n: int = 0,
    seconds: int = 0,
    **where: str,
) -> dict[str, Any]:
    named = {"channel": str(channel), "language": language, "outcome": str(outcome)}
    named |= {"party": "", "facility_code": ""} | where
    return {"day": day, "what": what, **named, "n": n, "seconds": seconds}


def _calls(day: _Day) -> Any:
    """Calls by language and what came of them: a person's word, or "machine" where no person was asked for."""
    outcome = case(
        (WaitingCall.id.is_(None), "machine"),
        (WaitingCall.outcome.is_(None), "not_answered"),
        else_=WaitingCall.outcome,
    )
    return (
        select(literal("call"), literal("phone"), Call.language, outcome, func.count())
        .outerjoin(WaitingCall, WaitingCall.call_id == Call.id)
        .where(day.holds(Call.began_at))
        .group_by(Call.language, outcome)
    )


def _left(day: _Day) -> list[Any]:
    """What people left with us, by channel and language."""
    return [
        select(literal("left"), model.channel, model.language, literal(word), func.count())
        .where(day.holds(at))
        .group_by(model.channel, model.language)
        for model, at, word in (
            (OpenSearch, OpenSearch.opened_at, "search"),
            (Callback, Callback.requested_at, "callback"),
            (Subscription, Subscription.confirmed_at, "notices"),
        )
    ]


def _callbacks(day: _Day) -> Any:
    outcome = case((Callback.closed_at <= Callback.due_at, "in_time"), else_="late")
    counted = select(literal("called_back"), literal(""), literal(""), outcome, func.count())
    return counted.where(day.holds(Callback.closed_at)).group_by(outcome)


def _found(day: _Day) -> Any:
    """Searches that were left open and brought news."""
    counted = select(literal("found_later"), literal(""), literal(""), literal(""), func.count())
    return counted.where(day.holds(OpenSearch.told_at)).having(func.count() > 0)


def _notices(day: _Day) -> list[Any]:
    def counted(word: str, at: InstrumentedAttribute[Any], *conditions: ColumnElement[bool]) -> Any:
        row = select(literal("notice"), literal(""), literal(""), literal(word), func.count())
        return row.where(day.holds(at), *conditions).having(func.count() > 0)

    is_notice = Message.kind == MessageKind.CHANGE
    return [
        counted("sent", Message.sent_at, is_notice),
        counted("delivered", Message.ended_at, is_notice, Message.state == "delivered"),
        counted("acknowledged", Notice.acknowledged_at),
    ]


def _answered(session: Session, day: _Day) -> list[tuple[str, str, str, int, int]]:
    """Callers who spoke with a person, by language, and the seconds that they waited."""
    callers: Counter[str] = Counter()
    waited: defaultdict[str, int] = defaultdict(int)
    spoken = select(WaitingCall.language, WaitingCall.since, WaitingCall.answered_at)
    for language, since, answered_at in session.execute(spoken.where(day.holds(WaitingCall.answered_at))):
        if answered_at is not None:
            callers[language] += 1
            waited[language] += int((answered_at - since).total_seconds())
    return [("phone", language, "", n, waited[language]) for language, n in callers.items()]


def _freshness(session: Session) -> dict[str, int]:
    """The people held, by how long before they were counted anything was confirmed of their place."""
    ages: Counter[str] = Counter()
    for people, newest_at, counted_at in session.execute(
        select(PlaceAge.people, PlaceAge.newest_at, PlaceAge.counted_at)
    ):
        age = counted_at - newest_at
        ages[next((word for word, limit in _FRESH if age <= limit), "older")] += people
    return dict(ages)
