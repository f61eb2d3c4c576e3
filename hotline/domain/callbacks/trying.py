"""What became of a try to ring somebody back, and when to try again: while people are there who can ring."""

import json
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline import hours, secrets_box
from hotline.domain import desk
from hotline.domain.callbacks import best_times
from hotline.domain.errors import NotFound
from hotline.models.contacts import AttemptOutcome, Callback, CallbackAttempt
from hotline.models.operations import TaskKind

MOST_TRIES = 6  # without success; then a supervisor goes on
LONGEST_PAUSE = timedelta(hours=8)
# Of the hours in which people answer, for nobody else can be late.
TRY_WITHIN = timedelta(hours=1)  # after the pause
SUPERVISOR_WITHIN = timedelta(hours=4)
URGENT_SUPERVISOR_WITHIN = timedelta(hours=1)

# Each further try of the same outcome waits twice as long, but where children or medicine are at stake.
PAUSES = {
    AttemptOutcome.BUSY: timedelta(minutes=10),
    AttemptOutcome.FAILED: timedelta(minutes=10),
    AttemptOutcome.NO_ANSWER: timedelta(minutes=30),
    AttemptOutcome.VOICE_MAIL: timedelta(hours=2),
}


def tried(session: Session, callback_id: int, outcome: AttemptOutcome, *, by: str, now: datetime) -> datetime | None:
    """Write down a try; answers when the next is due, None where none is: reached, or a supervisor goes on.

    Raises NotFound, also where the call was made already.
    """
    callback = session.get(Callback, callback_id, with_for_update=True)
    if callback is None or callback.closed_at:
        raise NotFound
    session.add(CallbackAttempt(callback_id=callback_id, outcome=outcome, by=by, tried_at=now))
    session.flush()
    if outcome is AttemptOutcome.REACHED:
        close(session, callback_id, now=now)
    elif outcome is AttemptOutcome.WRONG_NUMBER or _count(session, callback) >= MOST_TRIES:
        _hand_over(session, callback, outcome, now)
    else:
        callback.next_try_at = _next_try(session, callback, outcome, now)
        callback.due_at = hours.of(session).after(TRY_WITHIN, callback.next_try_at)
    return None if callback.closed_at else callback.next_try_at


def close(session: Session, callback_id: int, *, now: datetime) -> None:
    """The call was made, or needs none any more; what a supervisor was asked for it is done. Raises NotFound."""
    callback = session.get(Callback, callback_id)
    if callback is None:
        raise NotFound
    callback.closed_at = now
    desk.close_tasks(session, TaskKind.REACH_CALLER, _subject(callback), now=now)


def _hand_over(session: Session, callback: Callback, outcome: AttemptOutcome, now: datetime) -> None:
    callback.next_try_at = None
    within = URGENT_SUPERVISOR_WITHIN if callback.is_urgent else SUPERVISOR_WITHIN
    callback.due_at = hours.of(session).after(within, now)
    subject, due_at = _subject(callback), callback.due_at
    desk.open_task(session, TaskKind.REACH_CALLER, subject, due_at=due_at, now=now, reason=outcome.value)


def _next_try(session: Session, callback: Callback, outcome: AttemptOutcome, now: datetime) -> datetime:
    """After a pause, when people are there again, and at the time that suits, unless it is urgent."""
    again = hours.of(session).next_open(now + _pause(session, callback, outcome))
    if callback.is_urgent:
        return again
    kept = json.loads(secrets_box.of(session).open(callback.id, callback.sealed))
    return best_times.suits_at(kept["best_time"], kept.get("time_zone", ""), now=again)


def _pause(session: Session, callback: Callback, outcome: AttemptOutcome) -> timedelta:
    pause = PAUSES[outcome]
    if callback.is_urgent:
        return pause
    earlier = _count(session, callback, outcome) - 1
    return min(pause * (1 << earlier), LONGEST_PAUSE)


def _count(session: Session, callback: Callback, outcome: AttemptOutcome | None = None) -> int:
    """How often the call that is promised now was tried in vain, this try included."""
    tries = select(func.count()).where(
        CallbackAttempt.callback_id == callback.id,
        CallbackAttempt.tried_at >= callback.requested_at,
        CallbackAttempt.outcome == outcome if outcome else CallbackAttempt.outcome != AttemptOutcome.REACHED,
    )
    return session.scalar(tries) or 0


def _subject(callback: Callback) -> str:
    return f"callback:{callback.id}"
