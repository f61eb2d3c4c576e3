"""How many messages go out in a day, so that nobody makes us write and ring for their own profit.

Whoever pumps makes us call numbers that earn them something, so what counts is where a message goes: to one number, to
a block of ten thousand neighbouring numbers, to a country abroad. Over all there is what the settings allow a day.
Of that what strangers set off by themselves (an answer by text, a code to confirm) may take three quarters: when it
is gone they still hear their answer on the line and read it on the page, while what the records bring about, news for
somebody who waits, has no other way. A message is counted when it first goes; one over a cap waits for the next day.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from hotline import phones, secrets_box
from hotline.domain import breakers, limits
from hotline.domain.outbox.due import DueMessage
from hotline.models.messages import Means, MessageKind

DAY = timedelta(days=1)
NUMBER_A_DAY = {Means.TEXT: 20, Means.CALL: 60, Means.EMAIL: 20}  # a notice rings every half hour for a day
BLOCK_A_DAY = 200
COUNTRY_A_DAY = 300  # one abroad
STRANGERS_SHARE = 0.75
_BY_STRANGERS = frozenset((MessageKind.ANSWER, MessageKind.CONFIRM))
_BLOCK = 4  # digits
_SPEND = "day"


@dataclass(frozen=True, slots=True)
class Budget:
    """How many texts and how many calls may go out in a day (UTC)."""

    texts_a_day: int = 20_000
    calls_a_day: int = 5_000


@dataclass(frozen=True, slots=True)
class _Cap:
    bucket: int
    scope: str
    most: int


def over(session: Session, messages: Sequence[DueMessage], budget: Budget, *, now: datetime) -> dict[int, str]:
    """Count these messages, the first ones first; answers the ids that are over a cap, each with the cap's name.

    Those are not counted, so that a flood to one number leaves to others what is theirs. Money that is spent is an
    alarm.
    """
    caps = {message.id: list(_caps(session, message, budget)) for message in messages}
    asked = Counter(cap.bucket for those in caps.values() for cap in those)
    before = {bucket: n - asked[bucket] for bucket, n in limits.add(session, asked, window=DAY, now=now).items()}
    taken: Counter[int] = Counter()
    refused = {}
    for message in messages:
        full = [cap.scope for cap in caps[message.id] if before[cap.bucket] + taken[cap.bucket] >= cap.most]
        if full:
            refused[message.id] = full[0]
        else:
            taken.update(cap.bucket for cap in caps[message.id])
    back = {bucket: taken[bucket] - n for bucket, n in asked.items() if taken[bucket] < n}
    limits.add(session, back, window=DAY, now=now)
    _alarm(session, [message for message in messages if refused.get(message.id) == _SPEND], now)
    return refused


def count_ring(session: Session, *, now: datetime) -> None:
    """The telephone of one of the staff rings: it costs what every call costs, and is never refused for that.

    A caller waits on the line for it; what it takes, other calls of the day cannot.
    """
    bucket = secrets_box.of(session).index_key(f"sent-{_SPEND}", f"{Means.CALL}:")
    limits.add(session, {bucket: 1}, window=DAY, now=now)


def spent(session: Session, *, now: datetime) -> dict[Means, int]:
    """How many texts and calls have left this day (UTC), as counted against the budget."""
    box = secrets_box.of(session)
    buckets = {means: box.index_key(f"sent-{_SPEND}", f"{means}:") for means in (Means.TEXT, Means.CALL)}
    counted = limits.counted(session, buckets.values(), window=DAY, now=now)
    return {means: counted.get(bucket, 0) for means, bucket in buckets.items()}


def next_window(now: datetime) -> datetime:
    """When the counters of this day end."""
    return limits.window_start(now, DAY) + DAY


def _caps(session: Session, message: DueMessage, budget: Budget) -> Iterator[_Cap]:
    box = secrets_box.of(session)
    to, means = message.recipient.contact, message.recipient.means

    def cap(scope: str, what: str, most: int) -> _Cap:
        return _Cap(box.index_key(f"sent-{scope}", f"{means}:{what}"), scope, most)

    yield cap("number", to.casefold(), NUMBER_A_DAY[means])
    if means is Means.EMAIL:
        return
    yield cap("block", to[:-_BLOCK], BLOCK_A_DAY)
    if phones.is_abroad(to):
        yield cap("country", phones.region(to), COUNTRY_A_DAY)
    most = budget.texts_a_day if means is Means.TEXT else budget.calls_a_day
    yield cap(_SPEND, "", int(most * STRANGERS_SHARE) if message.kind in _BY_STRANGERS else most)


def _alarm(session: Session, unpaid: Sequence[DueMessage], now: datetime) -> None:
    if unpaid:
        reason = "calls" if unpaid[0].recipient.means is Means.CALL else "texts"
        breakers.trip(session, breakers.SPEND, reason=reason, until=next_window(now), now=now)
