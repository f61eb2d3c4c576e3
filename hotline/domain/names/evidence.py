"""What the agreement of two tokens is worth, as a likelihood ratio against a stranger.

With P(a|r) the probability that somebody looking for r says a, and f the share of people of that country who bear a
name, the ratio is  1 / (f(names that sound like r) + f(a) P(a|a) / P(a|r)):  a slip of the finger is good evidence when
what was typed is nobody's name, and none when it is a common one. Pepe speaks for Jose; Marta does not speak for Maria;
"Mar" speaks for everybody whose name begins so on the keypad.
"""

from collections.abc import Iterator

from hotline.domain.names.asked import Token
from hotline.domain.names.compare import Level
from hotline.domain.names.keys import PREFIXES, Counter
from hotline.domain.names.rarity import Rarity
from hotline.domain.names.skeleton import keypad, skeletons

SAID_AS_RECORDED = 0.75
NAMES_A_BOX = 1.6  # so many names of a kind people have, and one of them is said in a given place
# P(a|r): how often a recorded name is said in just this other way.
SAID = {
    Level.KNOWN: 0.03,
    Level.SOUND: 0.01,
    Level.SLIP: 0.001,
    Level.FAR_SOUND: 0.002,
    Level.TWO_SLIPS: 0.00005,
    Level.BEGINNING: 0.003,
    Level.ENDING: 0.001,
    Level.LIKE: 0.0001,
    Level.KEYED_SLIP: 0.001,
}
INITIAL_RATIO = 4.0


def counters(asked: Token, recorded: str, level: Level, country: str) -> Iterator[Counter]:
    """What must be counted to weigh that agreement among people of that country."""
    for place in {"", country}:
        yield from ((kind, place, value) for kind, value in _values(asked, recorded, level))


def ratio(asked: Token, recorded: str, level: Level, country: str, rarity: Rarity) -> float:
    """How much likelier the agreement is with the right person than with a stranger born in `country`."""
    if level is Level.INITIAL:
        return INITIAL_RATIO
    shares = [rarity.share(kind, value, country) / NAMES_A_BOX for kind, value in _values(asked, recorded, level)]
    if level is Level.EXACT or level is Level.KEYED:
        return SAID_AS_RECORDED / shares[0]
    return 1 / (shares[0] + shares[1] * SAID_AS_RECORDED / SAID[level])


def _values(asked: Token, recorded: str, level: Level) -> list[tuple[str, str]]:
    """The share of those like the recorded name first, then that of the name asked for."""
    if level is Level.EXACT:
        return [("token", recorded)]
    if level is Level.KEYED:
        return [("keyed", keypad_prefix(asked.digits))]
    if level is Level.KEYED_SLIP:
        return [("keyed", keypad_prefix(keypad(recorded)[: len(asked.digits)])), ("keyed", keypad_prefix(asked.digits))]
    if level is Level.BEGINNING:
        return [("keyed", keypad_prefix(keypad(min(asked.text, recorded, key=len)))), ("token", asked.text)]
    if level is Level.SOUND or level is Level.FAR_SOUND:
        return [("sound", skeletons(recorded)[0]), ("token", asked.text)]
    return [("token", recorded), ("token", asked.text)]


def keypad_prefix(digits: str) -> str:
    """The longest beginning of a keypad code that is counted."""
    return digits[: max((length for length in PREFIXES if length <= len(digits)), default=len(digits))]
