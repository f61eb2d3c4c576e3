"""Which numbers the line may ring, and how often: what the caps hold is money that others would earn by our calls.

Numbers of the directory and of counsel are not capped: no stranger chose them, and no cap may come between a detained
person and counsel. A number that somebody keyed in is (threats.md, pumper).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from hotline import db, phones, secrets_box
from hotline.domain import breakers, limits, outbox
from hotline.domain.breakers import Gate
from hotline.models.free_calls import NumberBlock, Party

DAY = timedelta(days=1)
PERSON_A_DAY = 20  # tries, of one person, to reach relatives
NUMBER_A_DAY = 12  # tries to reach one number, whoever calls
LINE_A_DAY = 300  # from one telephone of a facility, which many share
BLOCK_A_DAY = 60  # to ten thousand neighbouring numbers
COUNTRY_A_DAY = 300  # to one country abroad
_BLOCK = 4  # digits
_SPEND = "free_calls"

# Why a number is not rung; the caller hears it in whole sentences.
BLOCKED, COUNTRY = "blocked", "country"
DAY_IS_FULL, NUMBER_IS_FULL, PERSON_IS_FULL = "day_is_full", "number_is_full", "person_is_full"
# Which cap keeps from what: a number, a person, or everything that this telephone or the line may ring.
_SAID = {"person": PERSON_IS_FULL, "number": NUMBER_IS_FULL, "block": NUMBER_IS_FULL, "country": NUMBER_IS_FULL}

_WIDEST = (DAY_IS_FULL, PERSON_IS_FULL, NUMBER_IS_FULL)


@dataclass(frozen=True, slots=True)
class Budget:
    """How many calls to relatives the line makes in a day (UTC), and to which countries (ISO 3166-1 alpha-2)."""

    calls_a_day: int = 5_000
    countries: frozenset[str] = frozenset(("US",))


@dataclass(frozen=True, slots=True)
class Trying:
    """Somebody wants to ring a number: which (E.164), from which telephone, who (None for who gave no PIN)."""

    number: str
    line: str
    person_id: int | None


def refused(session: Session, party: Party, trying: Trying, budget: Budget, *, now: datetime) -> str:
    """Why this number is not rung, "" where it is; a try to reach relatives that is not refused is counted.

    Nothing comes between a detained person and counsel or consul: who pressed "never again" was called as a relative.
    """
    if party is not Party.FAMILY:
        return ""
    if is_blocked(session, trying.number):
        return BLOCKED
    if not phones.may_be_rung(trying.number, budget.countries):
        return COUNTRY
    return _counted(session, trying, budget, now)


def is_blocked(session: Session, number: str) -> bool:
    """Whether somebody said that this number is never to be rung again."""
    return session.get(NumberBlock, outbox.contact_key(session, number)) is not None


def block(session: Session, number: str, *, by: int | None = None, now: datetime) -> None:
    """Never ring this number again; `by` is of the staff, None for who answered it."""
    row = {"contact_key": outbox.contact_key(session, number), "blocked_by": by, "since": now}
    session.execute(db.upsert(session, NumberBlock).values(row).on_conflict_do_nothing())


def unblock(session: Session, number: str) -> bool:
    """This number may be rung again, for its owner asks for it; answers whether it was blocked."""
    row = session.get(NumberBlock, outbox.contact_key(session, number), with_for_update=True)
    if row is not None:
        session.delete(row)
        session.flush()
    return row is not None


def _counted(session: Session, trying: Trying, budget: Budget, now: datetime) -> str:
    """Count a try, unless a cap is reached; a full budget is an alarm, and everything to relatives waits for it."""
    gate = breakers.gates(session, now=now).get(breakers.FREE_CALLS)
    if gate is Gate.SHUT:
        return DAY_IS_FULL
    if gate is Gate.PROBE:  # another day has begun
        breakers.reset(session, breakers.FREE_CALLS, now=now)
    caps = {_bucket(session, scope, what): (scope, most) for scope, what, most in _caps(trying, budget)}
    counted = limits.add(session, dict.fromkeys(caps, 1), window=DAY, now=now)
    full = [scope for bucket, (scope, most) in caps.items() if counted[bucket] > most]
    if not full:
        return ""
    limits.add(session, dict.fromkeys(caps, -1), window=DAY, now=now)
    if _SPEND in full:
        until = limits.window_start(now, DAY) + DAY
        breakers.trip(session, breakers.FREE_CALLS, reason="day", until=until, now=now)
    return min((_SAID.get(scope, DAY_IS_FULL) for scope in full), key=_WIDEST.index)


def _caps(trying: Trying, budget: Budget) -> Iterator[tuple[str, str, int]]:
    if trying.person_id is not None:
        yield "person", str(trying.person_id), PERSON_A_DAY
    yield "number", trying.number, NUMBER_A_DAY
    yield "line", phones.parse_reference(trying.line) or "", LINE_A_DAY
    yield "block", trying.number[:-_BLOCK], BLOCK_A_DAY
    if phones.is_abroad(trying.number):
        yield "country", phones.region(trying.number), COUNTRY_A_DAY
    yield _SPEND, "", budget.calls_a_day


def _bucket(session: Session, scope: str, what: str) -> int:
    return secrets_box.of(session).index_key(f"free-call-{scope}", what)
