"""The names of a query, taken apart: slots, the hearings of each, and the tokens that are compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, pairwise

from hotline.domain.names import equivalents, keyed, normalise
from hotline.domain.names.query import Query
from hotline.domain.names.scripts import is_syllabic
from hotline.domain.names.skeleton import skeletons

GIVEN, SURNAME, EITHER = "given", "surname", ""


@dataclass(frozen=True, slots=True)
class Token:
    """One token asked for. `box` says where it was typed, `place` as the how manieth there.

    `number` is its own among all of the query; `covers` are the numbers of the tokens it stands for: its own, or those
    of "xiao" and "ming" for a "xiaoming" that was run together here. `digits` are those of the keypad, and then `text`
    is "".
    """

    number: int
    covers: tuple[int, ...]
    text: str
    box: str
    place: int
    digits: str = ""
    sounds: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hearing:
    """One way a name was heard: its tokens, and those of its neighbours run together."""

    tokens: tuple[Token, ...]
    joined: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A name that was asked for; the best of its hearings counts. `is_further` marks names beside the main one."""

    hearings: tuple[Hearing, ...]
    is_further: bool = False


class AskedNames:
    """All slots of a query."""

    def __init__(self, query: Query) -> None:
        self._numbers = count()
        self.slots = tuple(slot for slot in self._slots(query) if slot.hearings)
        hearings = [hearing for slot in self.slots for hearing in slot.hearings]
        self.tokens = tuple(token for hearing in hearings for token in hearing.tokens)
        self.joined = tuple(token for hearing in hearings for token in hearing.joined)

    def _slots(self, query: Query) -> Iterator[Slot]:
        has_given = bool(query.given or query.keyed_given)
        has_surname = bool(query.surname or query.second_surname or query.keyed_surnames)
        is_split = has_given and has_surname and not any(map(is_syllabic, (*query.given, *query.surname)))
        given, surname = (GIVEN, SURNAME) if is_split else (EITHER, EITHER)
        yield self._spoken(query.given, given)
        yield self._spoken(query.surname, surname)
        yield self._spoken(query.second_surname, surname, place=1)
        for name in query.also:
            yield self._spoken((name,), EITHER, is_further=True)
        for place, digits in enumerate(query.keyed_given):
            yield self._keyed(digits, given, place)
        for place, digits in enumerate(keyed.without_particles(query.keyed_surnames)):
            yield self._keyed(digits, surname, place)

    def _spoken(self, hearings: tuple[str, ...], box: str, *, place: int = 0, is_further: bool = False) -> Slot:
        heard = dict.fromkeys(normalise.tokens(raw) for raw in hearings)
        return Slot(tuple(self._hearing(tokens, box, place) for tokens in heard if tokens), is_further)

    def _hearing(self, tokens: tuple[str, ...], box: str, start: int) -> Hearing:
        single = [self._token(text, box, start + n) for n, text in enumerate(tokens)]
        joined = [
            self._token(one.text + other.text, box, one.place, one.covers + other.covers)
            for one, other in pairwise(single)
        ]
        return Hearing(tuple(single), tuple(joined))

    def _token(self, text: str, box: str, place: int, covers: tuple[int, ...] = ()) -> Token:
        number = next(self._numbers)
        sounds = frozenset(skeletons(text))
        return Token(number, covers or (number,), text, box, place, "", sounds, equivalents.of(text))

    def _keyed(self, raw: str, box: str, place: int) -> Slot:
        return Slot(tuple(self._keyed_hearing(way, box, place) for way in keyed.ways(keyed.digits_of(raw))))

    def _keyed_hearing(self, digits: str, box: str, place: int) -> Hearing:
        number = next(self._numbers)
        return Hearing((Token(number, (number,), "", box, place, digits),), ())
