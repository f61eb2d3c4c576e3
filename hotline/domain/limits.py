"""How often somebody may try: counters as rows, shared by every worker (docs/disclosure.md, "Limits").

A caller, a network and a wanted name are each known here by a keyed hash alone. Every look-up writes the same counters
in the same number of statements, whoever is or is not in the records.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import combinations

from sqlalchemy import Insert, bindparam, func, insert, null, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from hotline import db, phones, secrets_box
from hotline.domain.errors import Invalid
from hotline.domain.names.query import Query
from hotline.domain.names.target import target_parts
from hotline.models.contacts import LimitCount, LimitSeen
from hotline.models.operations import Alarm
from hotline.statements import Statement

WINDOW = timedelta(hours=1)
TARGET_WINDOW = timedelta(days=1)
CALLER_TRIES = 30
WITHHELD_TRIES = 3_000  # everybody who withholds a number shares one bucket, so it is generous
NETWORK_TRIES = 120  # a shelter, a church or a law clinic is one address
SEARCH_SHARE = 3  # one open search, or one call asked for, for three look-ups
TARGET_PARTS = 5
CONTACT_CODES = 5  # codes to confirm that one number or address gets in a day, whoever asks for them
MISSES_ALARM = 2_000  # misses in an hour, over all callers
ALARM_LASTS = timedelta(hours=1)
MISSES = "misses"


class Target(StrEnum):
    """What guesses are counted against.

    A whole name has a low limit. Each pair of its parts has a high one, so that adding a meaningless part to a name
    does not make it another target, and the many honest callers who share a common pair are not stopped.
    """

    NUMBER = "number"
    NAME = "name"
    PAIR = "pair"


TARGET_DATES = {Target.NUMBER: 10, Target.NAME: 10, Target.PAIR: 200}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: `caller` a telephone number as it came (withheld or not), `network` an IP address; either may be ""."""

    caller: str = ""
    network: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the counters say of one look-up: its asker is over a limit, some of its targets are, the breaker is on."""

    is_over: bool
    tripped: frozenset[Target]
    alarm_is_on: bool


def charge(session: Session, asker: Asker, query: Query, *, now: datetime) -> Standing:
    """Count this look-up against its asker and its target, and say where they stand."""
    source, allowed = _source(session, asker, "limit")
    tries = _count(session, source, now)
    tripped, alarm_is_on = _tripped(session, query, now)
    return Standing(tries > allowed, tripped, alarm_is_on)


def charge_search(session: Session, asker: Asker, query: Query, *, now: datetime) -> Standing:
    """Count an open search like a look-up, because it is answered like one; how many may be left is counted apart."""
    source, allowed = _source(session, asker, "limit-searches")
    left = _count(session, source, now)
    tripped, _ = _tripped(session, query, now)
    return Standing(left > allowed // SEARCH_SHARE, tripped, alarm_is_on=False)


def charge_code(session: Session, asker: Asker, *, now: datetime) -> bool:
    """Count a reference code that somebody tries; answers whether that is one too many."""
    source, allowed = _source(session, asker, "limit-codes")
    return _count(session, source, now) > allowed


def charge_callback(session: Session, asker: Asker, *, now: datetime) -> None:
    """Count a call that somebody asks for without calling. Raises Invalid("number", "too_many").

    Staff call each number that is left; a flood of made-up ones would keep them from who waits.
    """
    source, allowed = _source(session, asker, "limit-callbacks")
    if _count(session, source, now) > allowed // SEARCH_SHARE:
        raise Invalid("number", "too_many")


def charge_subscription(session: Session, asker: Asker, *, now: datetime) -> None:
    """Count a wish to be told of changes, before anybody is looked up. Raises Invalid("contact", "too_many")."""
    source, allowed = _source(session, asker, "limit-subscriptions")
    if _count(session, source, now) > allowed // SEARCH_SHARE:
        raise Invalid("contact", "too_many")


def charge_sign_in(session: Session, asker: Asker, *, now: datetime) -> bool:
    """Count somebody who tries to sign in as staff; answers whether too many from there were wrong this hour."""
    source, allowed = _source(session, asker, "limit-sign-ins")
    return _count(session, source, now) > allowed


def forgive_sign_in(session: Session, asker: Asker, *, now: datetime) -> None:
    """Take back what a sign-in that was right counted: a house full of staff is one network."""
    source, _ = _source(session, asker, "limit-sign-ins")
    add(session, {source: -1}, window=WINDOW, now=now)


def charge_contact(session: Session, contact_key: int, *, now: datetime) -> bool:
    """Count a code to confirm that goes to a number or an address; answers whether that is one too many for a day."""
    bucket = secrets_box.of(session).index_key("limit-contact", str(contact_key))
    return add(session, {bucket: 1}, window=TARGET_WINDOW, now=now)[bucket] > CONTACT_CODES


def record_miss(session: Session, *, now: datetime) -> None:
    """Count a look-up that told nothing; too many of them in an hour raise the alarm, which adds one question."""
    misses = _count(session, secrets_box.of(session).index_key("limit", "misses"), now)
    if misses == MISSES_ALARM:
        session.execute(insert(Alarm).values(kind=MISSES, raised_at=now, ends_at=now + ALARM_LASTS))


def add(session: Session, counts: Mapping[int, int], *, window: timedelta, now: datetime) -> dict[int, int]:
    """Count several buckets on by so many each, in one statement; answers where each stands in its window now.

    Less than nothing takes back what was counted. Whoever counts the same buckets at the same time waits.
    """
    if not counts:
        return {}
    begins = window_start(now, window)
    rows = [{"bucket": bucket, "window": begins, "n": n} for bucket, n in sorted(counts.items())]
    return dict(_ADDING.rows_of_all(session, rows))


def counted(session: Session, buckets: Iterable[int], *, window: timedelta, now: datetime) -> dict[int, int]:
    """Where these buckets stand in their window now; those that nothing was counted in are left out."""
    mine = LimitCount.bucket.in_(list(buckets)), LimitCount.window == window_start(now, window)
    return {row.bucket: row.n for row in session.execute(select(LimitCount.bucket, LimitCount.n).where(*mine))}


def _source(session: Session, asker: Asker, kind: str) -> tuple[int, int]:
    """The bucket that an asker's tries of a kind fall into, and how many of them an hour has."""
    box = secrets_box.of(session)
    if asker.network:
        return box.index_key(f"{kind}-network", asker.network), NETWORK_TRIES
    number = phones.parse(asker.caller)
    if number is None:
        return box.index_key(f"{kind}-caller", "withheld"), WITHHELD_TRIES
    return box.index_key(f"{kind}-caller", number), CALLER_TRIES


def _adding(dialect: str) -> ReturningInsert[int, int]:
    row = db.insert_for(dialect, LimitCount)
    added = row.on_conflict_do_update(index_elements=["bucket", "window"], set_={"n": LimitCount.n + row.excluded.n})
    return added.returning(LimitCount.bucket, LimitCount.n)


def _noting(dialect: str) -> Insert:
    return db.insert_for(dialect, LimitSeen).on_conflict_do_nothing()


_DISTINCT = (
    select(LimitSeen.bucket, func.count())
    .where(db.Among(LimitSeen.bucket, "buckets"), LimitSeen.seen_at > bindparam("since"))
    .group_by(LimitSeen.bucket)
)
_ALARMS = select(null(), func.count()).where(Alarm.ends_at > bindparam("now"), Alarm.kind == MISSES)
_STANDING = Statement(_DISTINCT.union_all(_ALARMS))
_ADDING = Statement(_adding, columns=("bucket", "window", "n"))
_NOTING = Statement(_noting, columns=("bucket", "thing", "seen_at"))


def _count(session: Session, bucket: int, now: datetime) -> int:
    return add(session, {bucket: 1}, window=WINDOW, now=now)[bucket]


def _tripped(session: Session, query: Query, now: datetime) -> tuple[frozenset[Target], bool]:
    """The targets of this look-up for which too many birth dates were tried since yesterday, this one included.

    Beside them whether an alarm is on, which comes with the same statement.
    """
    box = secrets_box.of(session)
    thing = box.index_key("limit-date", f"{query.birth_date or query.birth_year or query.age}")
    buckets = {box.index_key("limit-target", f"{target}:{name}"): target for target, name in _targets(query)}
    _NOTING.each(session, [{"bucket": bucket, "thing": thing, "seen_at": now} for bucket in sorted(buckets)])
    values = {"buckets": list(buckets), "since": now - TARGET_WINDOW, "now": now}
    counted = _STANDING.rows(session, values)
    tripped = {buckets[bucket] for bucket, n in counted if bucket is not None and n > TARGET_DATES[buckets[bucket]]}
    return frozenset(tripped), any(n for bucket, n in counted if bucket is None)


def _targets(query: Query) -> list[tuple[Target, str]]:
    """What is asked for, so folded that spelling it anew does not make it another target."""
    parts = target_parts(query)[:TARGET_PARTS]
    pairs = [(Target.PAIR, " ".join(pair)) for pair in combinations(parts, 2)]
    whole = [(Target.NUMBER, query.a_number)] if query.a_number else [(Target.NAME, " ".join(parts))]
    return whole + pairs


def window_start(now: datetime, window: timedelta) -> datetime:
    """When the window that holds this moment began; a day begins at midnight UTC."""
    epoch = datetime(2000, 1, 1, tzinfo=UTC)
    return epoch + ((now - epoch) // window) * window
