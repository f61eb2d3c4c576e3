"""Asking about people who are in the records and people who are not, and what share is told and falsely told."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from hotline import db
from hotline.domain import names
from hotline.domain.names import Query
from hotline.domain.people import Name, PersonDetails
from tests.benchmarks.names import relatives

THRESHOLD = 5.0
NOBODY = -1
NOT_SEEN, NOT_ASKED = -1, -2
Asking = Callable[[Random, PersonDetails], tuple[str, Query]]


@dataclass(frozen=True, slots=True)
class Tried:
    """One query: the best record's odds (-inf when it may not be told whatever its odds), whether it is the right one,
    and the place of the right one among staff's first five, from 0, or NOT_SEEN, or NOT_ASKED."""

    kind: str
    odds: float
    is_right: bool
    place: int
    seconds: float


@dataclass(slots=True)
class Results:
    """`second` and `absent_second` are the same after one further question to whoever was not told."""

    present: list[Tried] = field(default_factory=list)
    absent: list[Tried] = field(default_factory=list)
    namesakes: list[Tried] = field(default_factory=list)
    second: list[Tried] = field(default_factory=list)
    absent_second: list[Tried] = field(default_factory=list)

    def threshold(self, rate: float) -> float:
        """The lowest odds at which at most that share of the absent are told."""
        odds = sorted((tried.odds for tried in self.absent), reverse=True)
        allowed = int(rate * len(odds))
        return max(odds[allowed] + 1e-9, -50.0) if odds else 0.0

    def recall(self, threshold: float) -> float:
        return share(tried.is_right and tried.odds >= threshold for tried in self.present)

    def misled(self, threshold: float) -> float:
        """Wrong people told to those who asked about somebody who is there."""
        return share(not tried.is_right and tried.odds >= threshold for tried in self.present)

    def false(self, threshold: float) -> float:
        return share(tried.odds >= threshold for tried in self.absent)

    def first_five(self) -> float:
        return _seen(self.present)

    def by_kind(self, threshold: float) -> Iterator[tuple[str, int, float, float]]:
        """(kind of error, queries, told, among the first five)."""
        kinds: dict[str, list[Tried]] = defaultdict(list)
        for tried in self.present:
            for kind in tried.kind.split(" / "):
                kinds[kind].append(tried)
        for kind, those in sorted(kinds.items()):
            told = share(tried.is_right and tried.odds >= threshold for tried in those)
            yield kind, len(those), told, _seen(those)


def share(claims: Iterable[bool]) -> float:
    counted = list(claims)
    return sum(counted) / len(counted) if counted else 0.0


def _seen(those: Iterable[Tried]) -> float:
    return share(tried.place >= 0 for tried in those if tried.place != NOT_ASKED)


def ask(query: Query, right: int = NOBODY, kind: str = "", *, staff: bool = False) -> Tried:
    """One look-up of the public, in processor time from the open session to the answer; and staff's, which reads far more people."""
    with db.reading() as session:
        start = time.thread_time()
        found = names.matches(session, query, limit=1, today=relatives.TODAY)
        seconds = time.thread_time() - start
        seen = names.matches(session, query, staff=True, limit=5, today=relatives.TODAY) if staff else []
    ids = [match.person_id for match in seen]
    place = NOT_ASKED if not staff else ids.index(right) if right in ids else NOT_SEEN
    if not found:
        return Tried(kind, float("-inf"), False, place, seconds)
    best = found[0]
    may_be_told = best.has_given and best.has_surname and best.has_birth
    return Tried(kind, best.log_odds if may_be_told else float("-inf"), best.person_id == right, place, seconds)


def both_times(
    people: Iterable[tuple[int, PersonDetails]], asking: Asking, seed: int, *, staff: int = 0
) -> tuple[list[Tried], list[Tried]]:
    """Ask about these people, and once more, with the answer to a further question, of whoever is not told.

    Of the first `staff` of them staff ask too.
    """
    rng = Random(seed)
    first, second = [], []
    for number, (key, details) in enumerate(people):
        kind, query = asking(rng, details)
        tried = ask(query, key, kind, staff=number < staff)
        first.append(tried)
        more = relatives.answered(rng, details, query)
        second.append(tried if tried.odds >= THRESHOLD or more == query else ask(more, key, kind))
    return first, second


def once(people: Iterable[tuple[int, PersonDetails]], asking: Asking, seed: int) -> list[Tried]:
    """Ask about these people, and no further question."""
    rng = Random(seed)
    asked = ((key, *asking(rng, details)) for key, details in people)
    return [ask(query, key, kind) for key, kind, query in asked]


def nobodies(people: Iterable[PersonDetails]) -> Iterator[tuple[int, PersonDetails]]:
    return ((NOBODY, details) for details in people)


def namesakes(
    rng: Random, strangers: Iterable[PersonDetails], recorded: Sequence[tuple[int, PersonDetails]]
) -> Iterator[PersonDetails]:
    """People who are not in the records but bear the very name of somebody who is, or are a brother or sister."""
    for stranger in strangers:
        other = recorded[rng.randrange(len(recorded))][1]
        name = other.names[0] if rng.random() < 0.7 else Name(stranger.names[0].given, other.names[0].surnames)
        yield replace(other, births=stranger.births, names=(name,))
