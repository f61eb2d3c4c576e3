"""How one token asked for agrees with one recorded token.

Agree: maria and maria (exact), pepe and jose (known), hernandez and ernandes (sound), lopez and lopes (sound), marai and
maria (slip), 627 and maria (keyed). Do not: maria and marta are one slip apart, but both are common names, which is
what tells them apart (evidence.py).
"""

from enum import IntEnum

from rapidfuzz.distance import OSA, JaroWinkler

from hotline.domain.names.asked import Token
from hotline.domain.names.skeleton import keypad, skeletons

SHORTEST_SLIP = 3
SHORTEST_TWO_SLIPS = 6
SHORTEST_BEGINNING = 3
LIKE = 0.87


class Level(IntEnum):
    """How two tokens agree, best first."""

    EXACT = 0
    KEYED = 1
    KNOWN = 2
    SOUND = 3
    SLIP = 4
    FAR_SOUND = 5
    TWO_SLIPS = 6
    BEGINNING = 7
    LIKE = 8
    KEYED_SLIP = 9
    INITIAL = 10

    @property
    def label(self) -> str:
        return self.name.lower().replace("_", " ")


def level(asked: Token, recorded: str) -> Level | None:
    """The best level on which they agree, or None."""
    if asked.digits:
        return _keyed(asked.digits, recorded)
    text = asked.text
    if text == recorded:
        return Level.EXACT
    if recorded in asked.known:
        return Level.KNOWN
    if len(text) == 1 or len(recorded) == 1:
        return Level.INITIAL if text[0] == recorded[0] else None
    distance = OSA.distance(text, recorded, score_cutoff=2)
    if not asked.sounds.isdisjoint(skeletons(recorded)):
        return Level.SOUND if distance <= 2 else Level.FAR_SOUND
    shorter = min(len(text), len(recorded))
    if distance == 1 and shorter >= SHORTEST_SLIP:
        return Level.SLIP
    if distance == 2 and shorter >= SHORTEST_TWO_SLIPS:
        return Level.TWO_SLIPS
    if shorter >= SHORTEST_BEGINNING and (recorded.startswith(text) or text.startswith(recorded)):
        return Level.BEGINNING
    if shorter >= SHORTEST_TWO_SLIPS and JaroWinkler.similarity(text, recorded) >= LIKE:
        return Level.LIKE
    return None


def _keyed(digits: str, recorded: str) -> Level | None:
    code = keypad(recorded)
    if code.startswith(digits) or (len(code) >= SHORTEST_SLIP and digits == code):
        return Level.KEYED
    if len(digits) > SHORTEST_SLIP and _one_wrong(digits, code):
        return Level.KEYED_SLIP
    return None


def _one_wrong(digits: str, code: str) -> bool:
    """One digit wrong, missing or too many; of a beginning as of a whole name."""
    if OSA.distance(digits, code, score_cutoff=1) <= 1:
        return True
    lengths = range(len(digits) - 1, len(digits) + 2)
    return any(OSA.distance(digits, code[:length], score_cutoff=1) <= 1 for length in lengths)
