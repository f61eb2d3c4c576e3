"""The PIN of a detained person: with the A-number it opens what is personal on the free-call line, and nothing else.

Issued with the notice of rights, changed by the person on first use, kept as a keyed hash alone. Nobody of the staff
can read one back; who forgot theirs gets another.
"""

from hotline.domain.pins.keeping import Standing, change, issue, remember_language, reset, standing
from hotline.domain.pins.trying import LINE_FAILURES, TRIES, Line, Opened, Tried, opens

__all__ = [
    "LINE_FAILURES",
    "TRIES",
    "Line",
    "Opened",
    "Standing",
    "Tried",
    "change",
    "issue",
    "opens",
    "remember_language",
    "reset",
    "standing",
]
