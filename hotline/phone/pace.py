"""How long a call takes at a normal pace: seconds by what is said and pressed, never by a clock.

A voice says 14 characters a second (about 150 words a minute), rests 0.35 s after a sentence and takes half a second
for a digit or a letter that is said by itself. A caller thinks for a second and takes 0.6 s for each key.
"""

import re

CHARACTERS_A_SECOND = 14
REST_SECONDS, DIGIT_SECONDS, THOUGHT_SECONDS, KEY_SECONDS = 0.35, 0.5, 1.0, 0.6
_ALONE = re.compile(r"\b\w\b[,.]?\s*")


def saying(sentence: str) -> float:
    """Seconds to say a sentence and rest after it."""
    alone = len(_ALONE.findall(sentence))
    return len(_ALONE.sub("", sentence)) / CHARACTERS_A_SECOND + alone * DIGIT_SECONDS + REST_SECONDS


def pressing(keys: str) -> float:
    """Seconds to think and press."""
    return THOUGHT_SECONDS + len(keys) * KEY_SECONDS
