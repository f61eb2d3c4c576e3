"""Which token asked for belongs to which recorded one: the best reading of a record.

Names may stand in the wrong boxes, in another order, run together or apart; the boxes are a hint alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

from rapidfuzz import fuzz, process

from hotline.domain.names.asked import GIVEN, SURNAME, AskedNames, Hearing, Slot, Token
from hotline.domain.names.compare import Agreement, Comparer, Level
from hotline.domain.names.reach import PUBLIC
from hotline.domain.names.recorded import Part, Recorded, name_texts, recorded
from hotline.domain.people import Kept

# What a level is worth in telling readings apart, by its number; its real worth is weighed later (evidence.py).
ROUGHLY = (0.0, 6.0, 5.0, 4.0, 4.5, 4.0, 3.0, 2.5, 2.5, 2.0, 2.0, 1.0, 2.5)
RUN_TOGETHER = 3.0
ROUGH_COST_OF_MISSING = 2.0
SHORTEST_REACH = 3
WORTH_OF_RATIO = 0.2  # of each of a hundred points of likeness
LONG = 9  # letters, from which on a token may be two names run together


@dataclass(frozen=True, slots=True)
class Pairing:
    """A token asked for, the recorded part it belongs to, and how they agree."""

    asked: Token
    part: Part
    level: Level

    @property
    def run_together(self) -> tuple[str, ...]:
        """The recorded tokens that were asked for as one."""
        return self.part.texts if len(self.part.texts) > 1 else ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A token asked for that agrees with nothing recorded.

    `has_room` says that the record has a name in that place, which is another one; `is_further` that it was given
    beside the main name.
    """

    asked: Token
    has_room: bool
    is_further: bool


@dataclass(slots=True)
class Reading:
    """A record as an answer to the query: what agrees, and what it leaves unexplained."""

    person_id: int
    kept: Kept
    pairings: tuple[Pairing, ...]
    missing: tuple[Missing, ...]
    is_alias: bool
    rough: float

    @property
    def country(self) -> str:
        return self.kept[4]

    @property
    def citizenship(self) -> str:
        return self.kept[5]


Candidate = tuple[float, int, Kept]  # what the birth is worth, the person's id, the opened blob


class Aligner:
    """Reads records for one query."""

    def __init__(self, names: AskedNames, taken_apart: int = PUBLIC.taken_apart) -> None:
        self._slots = names.slots
        self._taken_apart = taken_apart
        self._comparer = Comparer(names)
        self._run_together = any(len(token.text) >= LONG for token in names.tokens)
        self._is_keyed = any(token.digits for token in names.tokens)
        self._asked = " ".join(token.text for token in names.tokens)

    def promise(self, everyone: Sequence[Candidate]) -> list[Candidate]:
        """The same with how well the names agree at first sight added to their worth, where anything does."""
        likely = self._likely(everyone)
        sets = [(name_texts(kept, self._run_together), worth, person_id, kept) for worth, person_id, kept in likely]
        self._comparer.learn({text for texts, *_ in sets for text in texts})
        best = {text: max(map(_rough_worth, found), default=0.0) for text, found in self._comparer.items()}
        return [
            (worth + found, person_id, kept)
            for texts, worth, person_id, kept in sets
            if (found := sum(best[text] for text in texts))
        ]

    def _likely(self, everyone: Sequence[Candidate]) -> Sequence[Candidate]:
        """Those whose names look most like what was asked; taking all of them apart would cost more than the rest."""
        if self._is_keyed or len(everyone) <= self._taken_apart:
            return everyone
        written = [kept[0].lower() for _, _, kept in everyone]
        alike = process.extract(self._asked, written, scorer=fuzz.token_set_ratio, processor=None, limit=None)
        ranked = ((everyone[place][0] + ratio * WORTH_OF_RATIO, place) for _, ratio, place in alike)
        return [everyone[place] for _, place in nlargest(self._taken_apart, ranked)]

    def read(self, person_id: int, kept: Kept) -> Reading | None:
        """The best reading over all recorded names, or None where nothing agrees."""
        parts = kept[0].split("\t")
        best: Reading | None = None
        for n in range(0, len(parts) - 1, 2):
            name = recorded(parts[n], parts[n + 1])
            self._comparer.learn(part.text for part in (*name.parts, *name.joined))
            pairings, missing = self._of_name(name)
            rough = sum(ROUGHLY[pairing.level] for pairing in pairings) - ROUGH_COST_OF_MISSING * len(missing)
            if pairings and (best is None or rough > best.rough):
                best = Reading(person_id, kept, tuple(pairings), tuple(missing), n > 0, rough)
        return best

    def _of_name(self, name: Recorded) -> tuple[list[Pairing], list[Missing]]:
        """Best pairs first, each token once; then what is left over."""
        chosen = [(slot, self._best_hearing(slot, name)) for slot in self._slots]
        tried = [
            (ROUGHLY[found] + _fits(token, part), -token.number, token, part, found)
            for _, hearing in chosen
            for token, part, found in self._pairs(hearing, name)
        ]
        tried.sort(key=lambda pair: pair[:2], reverse=True)
        pairings: list[Pairing] = []
        used: set[int] = set()
        taken: set[int] = set()
        for _, _, token, part, found in tried:
            if used.isdisjoint(token.covers) and taken.isdisjoint(part.places):
                pairings.append(Pairing(token, part, found))
                used.update(token.covers)
                taken.update(part.places)
        missing = [
            _missing(token, slot, name, taken)
            for slot, hearing in chosen
            for token in hearing.tokens
            if token.number not in used
        ]
        return pairings, missing

    def _best_hearing(self, slot: Slot, name: Recorded) -> Hearing:
        if len(slot.hearings) == 1:
            return slot.hearings[0]
        return max(slot.hearings, key=lambda hearing: self._promise(hearing, name))

    def _promise(self, hearing: Hearing, name: Recorded) -> float:
        best: dict[int, float] = {}
        for token, _, found in self._pairs(hearing, name):
            for number in token.covers:
                best[number] = max(best.get(number, 0.0), ROUGHLY[found])
        return sum(best.values()) - 2.0 * (len(hearing.tokens) - len(best))

    def _pairs(self, hearing: Hearing, name: Recorded) -> list[tuple[Token, Part, Level]]:
        heard = {token.number for token in (*hearing.tokens, *hearing.joined)}
        return [
            (token, part, level)
            for part in (*name.parts, *name.joined)
            for token, level in self._comparer.of(part.text)
            if token.number in heard and _may_pair(token, part, level)
        ]


def _may_pair(token: Token, part: Part, level: Level) -> bool:
    """What is run together must agree well, on one side only, and reach into the second name when it is keyed."""
    together = (len(token.covers) > 1) + (len(part.places) > 1)
    if not together:
        return True
    reaches = not token.digits or len(token.digits) >= len(part.texts[0]) + SHORTEST_REACH
    return together == 1 and level <= Level.SLIP and reaches


def _fits(token: Token, part: Part) -> float:
    """Parts of the same box and place first; what was run together counts for two."""
    same_box = token.box == part.box or not token.box or not part.box
    together = RUN_TOGETHER if len(part.places) > 1 or len(token.covers) > 1 else 0.0
    return (1.0 if same_box else 0.0) + (0.5 if token.place == part.place else 0.0) + together


def _missing(token: Token, slot: Slot, name: Recorded, taken: set[int]) -> Missing:
    everything = range(name.given + name.surnames)
    rooms = {GIVEN: everything[: name.given], SURNAME: everything[name.given :]}
    return Missing(token, not taken.issuperset(rooms.get(token.box, everything)), slot.is_further)


def _rough_worth(agreement: Agreement) -> float:
    return ROUGHLY[agreement[1]]
