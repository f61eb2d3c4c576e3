"""How often somebody may try: counters as rows, shared by every worker (docs/disclosure.md, "Limits").

A caller, a network and a wanted name are each known here by a keyed hash alone. Every look-up writes the same counters
in the same number of statements, whoever is or is not in the records.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from hotline import db, phones, secrets_box
from hotline.domain.names.query import Query
from hotline.domain.names.target import target_parts
from hotline.models.contacts import LimitCount, LimitSeen
from hotline.models.operations import Alarm

WINDOW = timedelta(hours=1)
TARGET_WINDOW = timedelta(days=1)
CALLER_TRIES = 30
WITHHELD_TRIES = 3_000  # everybody who withholds a number shares one bucket, so it is generous
NETWORK_TRIES = 120  # a shelter, a church or a law clinic is one address
TARGET_DATES = 10
PAIR_DATES = 200
TARGET_PARTS = 5
MISSES_ALARM = 2_000  # misses in an hour, over all callers
ALARM_LASTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: `caller` a telephone number as it came (withheld or not), `network` an IP address; either may be ""."""

    caller: str = ""
    network: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the counters say of one look-up: its asker or its target is over a limit; the global breaker is on."""

    is_over: bool
    target_is_tripped: bool
    alarm_is_on: bool


def charge(session: Session, asker: Asker, query: Query, *, now: datetime) -> Standing:
    """Count this look-up against its asker and its target, and say where they stand."""
    source, allowed = _source(session, asker)
    tries = _count(session, source, now, WINDOW)
    tripped = _target_is_tripped(session, query, now)
    return Standing(tries > allowed, tripped, _alarm_is_on(session, now))


def record_miss(session: Session, *, now: datetime) -> None:
    """Count a look-up that told nothing; too many of them in an hour raise the alarm, which adds one question."""
    misses = _count(session, secrets_box.of(session).index_key("limit", "misses"), now, WINDOW)
    if misses == MISSES_ALARM:
        session.add(Alarm(kind="misses", raised_at=now, ends_at=now + ALARM_LASTS))


def purge(session: Session, *, now: datetime) -> None:
    """Forget the counters of windows that are over."""
    session.execute(delete(LimitCount).where(LimitCount.window < now - 2 * TARGET_WINDOW))
    session.execute(delete(LimitSeen).where(LimitSeen.seen_at < now - TARGET_WINDOW))


def _source(session: Session, asker: Asker) -> tuple[int, int]:
    box = secrets_box.of(session)
    if asker.network:
        return box.index_key("limit-network", asker.network), NETWORK_TRIES
    number = phones.parse(asker.caller)
    if number is None:
        return box.index_key("limit-caller", "withheld"), WITHHELD_TRIES
    return box.index_key("limit-caller", number), CALLER_TRIES


def _count(session: Session, bucket: int, now: datetime, window: timedelta) -> int:
    row = {"bucket": bucket, "window": _window_start(now, window), "n": 1}
    counted = db.upsert(session, LimitCount).values(row)
    counted = counted.on_conflict_do_update(index_elements=["bucket", "window"], set_={"n": LimitCount.n + 1})
    return session.execute(counted.returning(LimitCount.n)).scalar_one()


def _target_is_tripped(session: Session, query: Query, now: datetime) -> bool:
    """Whether too many birth dates were tried for this name, or number, since yesterday, this one included.

    The whole name has a low limit. Each pair of its parts has a high one, so that adding a meaningless part to a name
    does not make it another target, and the many honest callers who share a common pair are not stopped.
    """
    box = secrets_box.of(session)
    thing = box.index_key("limit-date", f"{query.birth_date or query.birth_year or query.age}")
    whole, *pairs = (box.index_key("limit-target", target) for target in _targets(query))
    rows = [{"bucket": bucket, "thing": thing, "seen_at": now} for bucket in sorted({whole, *pairs})]
    session.execute(db.upsert(session, LimitSeen).values(rows).on_conflict_do_nothing())
    recent = LimitSeen.bucket.in_([whole, *pairs]), LimitSeen.seen_at > now - TARGET_WINDOW
    counts = select(LimitSeen.bucket, func.count()).where(*recent).group_by(LimitSeen.bucket)
    return any(n > (TARGET_DATES if bucket == whole else PAIR_DATES) for bucket, n in session.execute(counts))


def _targets(query: Query) -> list[str]:
    """What is asked for, so folded that spelling it anew does not make it another: the whole, then pairs of parts."""
    parts = target_parts(query)[:TARGET_PARTS]
    return [query.a_number or " ".join(parts), *(" ".join(pair) for pair in combinations(parts, 2))]


def _alarm_is_on(session: Session, now: datetime) -> bool:
    return session.execute(select(Alarm.id).where(Alarm.ends_at > now).limit(1)).first() is not None


def _window_start(now: datetime, window: timedelta) -> datetime:
    epoch = datetime(2000, 1, 1, tzinfo=UTC)
    return epoch + ((now - epoch) // window) * window
