"""A slower pace for callers whose words and keys pass through a relay service (711), where somebody types."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hotline.ivr.menu import Asking, Connecting, Ending, InLine, Meeting
from hotline.ivr.twiml import Spoken

TIMES_LONGER = 2
_PARTS = re.compile(r"(?<=[.:?!]) ")


def slower(step: Asking) -> Asking:
    """The step with twice the patience."""
    if isinstance(step, Connecting | Ending | InLine | Meeting):
        return step
    return replace(step, seconds=step.seconds * TIMES_LONGER)


def apart(sentences: Iterable[Spoken]) -> Iterator[Spoken]:
    """Each sentence, and each group of digits, for itself: a voice rests between two of them."""
    for sentence in sentences:
        for part in _PARTS.split(sentence.text):
            yield replace(sentence, text=part)
