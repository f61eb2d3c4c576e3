"""How the tokens asked for agree with recorded ones.

Agree: maria and maria (exact), pepe and jose (known), hernandez and ernandes, lopez and lopes (sound), marai and maria
(slip), 627 and maria (keyed). Maria and marta are one slip apart too; that both are common names is what tells them
apart (evidence.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from hotline.domain.names.asked import AskedNames, Token
from hotline.domain.names.skeleton import keypad, skeletons

SHORTEST_SLIP = 3
SHORTEST_TWO_SLIPS = 6
SHORTEST_BEGINNING = 3
SHORTEST_ENDING = 4
MOST_ADDED = 3  # letters; more would be a name of its own, which must be accounted for
LIKE = 0.87
ALIKE = 0.6
ALIKE_RUN_TOGETHER = 0.8


class Level(IntEnum):
    """How two tokens agree, best first."""

    EXACT = 1
    KEYED = 2
    KNOWN = 3
    SOUND = 4
    SLIP = 5
    FAR_SOUND = 6
    TWO_SLIPS = 7
    BEGINNING = 8
    LIKE = 9
    KEYED_SLIP = 10
    INITIAL = 11
    ENDING = 12

    @property
    def label(self) -> str:
        return self.name.lower().replace("_", " ")


Agreement = tuple[Token, Level]


class Comparer:
    """Compares recorded tokens with those of one query, many at a time, each once."""

    def __init__(self, names: AskedNames) -> None:
        self._spoken = [token for token in (*names.tokens, *names.joined) if not token.digits]
        self._keyed = [token for token in names.tokens if token.digits]
        self._found: dict[str, list[Agreement]] = {}

    def of(self, text: str) -> list[Agreement]:
        """With which tokens asked for that recorded token agrees, and how; it must have been learnt."""
        return self._found[text]

    def items(self) -> Iterable[tuple[str, list[Agreement]]]:
        """Everything learnt so far."""
        return self._found.items()

    def learn(self, texts: Iterable[str]) -> None:
        """Compare all these recorded tokens."""
        new = [text for text in texts if text not in self._found]
        self._found.update((text, []) for text in new)
        for asked in self._spoken:
            for text, level in _alike(asked, new):
                self._found[text].append((asked, level))
        for asked in self._keyed:
            for text in new:
                if keyed := _keyed(asked.digits, text):
                    self._found[text].append((asked, keyed))


def _alike(asked: Token, texts: Sequence[str]) -> Iterator[tuple[str, Level]]:
    """The recorded tokens that are known to stand for it, that sound or that look like it.

    Skeletons are made only of those that look a little alike: it costs more than all the rest.
    """
    text = asked.text
    if len(text) == 1:
        yield from ((other, Level.INITIAL) for other in texts if other[0] == text)
        return
    if asked.known:
        yield from ((other, Level.KNOWN) for other in texts if other in asked.known)
    least = ALIKE if len(asked.covers) == 1 else ALIKE_RUN_TOGETHER
    for other, _, _ in process.extract(text, texts, scorer=JaroWinkler.similarity, score_cutoff=least, limit=None):
        if other not in asked.known and (level := _near(asked, other)):
            yield other, level


def _near(asked: Token, recorded: str) -> Level | None:
    text = asked.text
    if text == recorded:
        return Level.EXACT
    if len(recorded) == 1:
        return Level.INITIAL if text[0] == recorded else None
    distance = OSA.distance(text, recorded, score_cutoff=2)
    if not asked.sounds.isdisjoint(skeletons(recorded)):
        return Level.SOUND if distance <= 2 else Level.FAR_SOUND
    shorter = min(len(text), len(recorded))
    if distance == 1 and shorter >= SHORTEST_SLIP:
        return Level.SLIP
    if distance == 2 and shorter >= SHORTEST_TWO_SLIPS:
        return Level.TWO_SLIPS
    return _part_of(text, recorded, shorter)


def _part_of(asked: str, recorded: str, shorter: int) -> Level | None:
    if len(asked) <= len(recorded) + MOST_ADDED:
        if shorter >= SHORTEST_BEGINNING and (recorded.startswith(asked) or asked.startswith(recorded)):
            return Level.BEGINNING
        if shorter >= SHORTEST_ENDING and (recorded.endswith(asked) or asked.endswith(recorded)):
            return Level.ENDING
    is_like = shorter >= SHORTEST_TWO_SLIPS and JaroWinkler.similarity(asked, recorded) >= LIKE
    return Level.LIKE if is_like else None


def _keyed(digits: str, recorded: str) -> Level | None:
    """The whole name or its beginning, with one digit wrong, missing or too many at most; two letters whole."""
    code = keypad(recorded)
    if code == digits or (code.startswith(digits) and len(digits) >= SHORTEST_SLIP):
        return Level.KEYED
    if len(digits) <= SHORTEST_SLIP or len(code) < SHORTEST_SLIP:
        return None
    lengths = (len(digits), len(digits) + 1, len(digits) - 1)
    is_slip = any(OSA.distance(digits, code[:length], score_cutoff=1) <= 1 for length in lengths)
    return Level.KEYED_SLIP if is_slip else None
