"""How long a call takes at a normal pace: seconds by what is said and pressed, never by a clock.

The rates are those of hotline/phone/pace.py. Who is asked for one key presses it when they have heard the choice they
want; who is asked for a number listens to the end. A patient caller listens to everything to the end.
"""

import re
from dataclasses import dataclass

from hotline.phone.pace import pressing, saying
from hotline.phone.script import Caller

_CLAUSES = re.compile(r"(?<=[.?!]) ")


@dataclass(frozen=True, slots=True)
class Pace:
    """What it took a caller: keys, seconds, and the seconds of one who hears everything to the end."""

    keys: int
    seconds: float
    patient_seconds: float


def until(caller: Caller, acts: list[str], last: str) -> Pace:
    """Press these, and listen until a sentence holds `last`. Raises StopIteration when nothing that is said does."""
    seconds = patient = 0.0
    for keys in acts:
        seconds += pressing(keys) + (_choice(caller.words, keys) if len(keys) == 1 else _saying_all(caller.words))
        patient += pressing(keys) + _saying_all(caller.words)
        caller.presses(keys)
    end = next(position for position, sentence in enumerate(caller.words) if last in sentence)
    answer = _saying_all(caller.words[: end + 1])
    return Pace(len("".join(acts)), seconds + answer, patient + answer)


def _saying_all(sentences: list[str]) -> float:
    return sum(map(saying, sentences))


def _choice(sentences: list[str], key: str) -> float:
    """Seconds until the choice for a key was said."""
    clauses = [clause for sentence in sentences for clause in _CLAUSES.split(sentence)]
    matches = ((position, re.match(rf"\D* {key}[.,;]", clause)) for position, clause in enumerate(clauses))
    end, until_key = next((position, match.group()) for position, match in matches if match)
    return _saying_all([*clauses[:end], until_key])
