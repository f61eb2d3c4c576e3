"""What a roster comes to, in words: the difference report of the command and of the console."""

from collections.abc import Mapping

from hotline.texts import gettext as _
from hotline.texts import lazy

# A count that stands here in no words is for the circuit breaker alone.
_CHANGES = {
    "unchanged people": lazy("people of whom nothing new is told"),
    "new people": lazy("new people"),
    "people with new details": lazy("people with new names, dates or numbers"),
    "people under a second id, left for staff": lazy("people under a second id, left for staff"),
    "new stays": lazy("new stays of known people"),
    "moved": lazy("people who are at another facility"),
    "left a facility": lazy("people who left a facility and are on their way"),
    "held again": lazy("people who are held again"),
    "corrected": lazy("stays of which something earlier was corrected"),
    "stays closed by a later one": lazy("open stays that a later one closed"),
    "older than what is known": lazy("stays of which newer things are known"),
    "contradicted by this roster": lazy("stays that this roster contradicts: staff find out"),
}
_LEAVING = {
    "ended: released": lazy("people who were released"),
    "ended: left_country": lazy("people who left the country"),
    "ended: other_agency": lazy("people handed to another agency"),
    "ended: orr": lazy("people handed to the children's office"),
    "ended: died": lazy("people who died: a supervisor tells their families"),
    "ended: escaped": lazy("people who escaped"),
    "ended: transferred": lazy("stays that end with a transfer to nowhere"),
    "ended: disposition_changed": lazy("stays that end with a changed disposition"),
    "ended: unknown": lazy("stays that ended nobody knows how"),
    "no longer listed": lazy("stays no longer listed: staff find out"),
}
_TIDIED = {
    "duplicate rows": lazy("rows that stood twice"),
    "same stint told twice": lazy("stints that were told twice"),
    "same-facility stints joined": lazy("stints joined with the one before at the same facility"),
    "overlapping stints": lazy("stints cut where the next one begins"),
    "zero-minute stints": lazy("stints of zero minutes"),
    "stays that start before their first stint": lazy("stays that start before their first stint"),
    "closed and opened again": lazy("stays closed and opened again at once"),
    "last word: transferred": lazy('stays whose last word is "Transferred"'),
    "last word: disposition_changed": lazy('stays whose last word is "Processing Disposition Changed Locally"'),
    "unknown release reasons": lazy("release reasons that nobody knows"),
}
_SECTIONS = (
    (lazy("No longer held, or no longer listed"), _LEAVING),
    (lazy("What else changes"), _CHANGES),
    (lazy("What had to be tidied"), _TIDIED),
)

Line = tuple[int, str]  # a number and what it counts


def counted(counts: Mapping[str, int]) -> list[Line]:
    """The whole report."""
    return _lines(counts, _CHANGES | _LEAVING | _TIDIED)


def sections(counts: Mapping[str, int]) -> list[tuple[str, list[Line]]]:
    """The report in parts that have a heading each, those first that hold a roster back; empty ones are left out."""
    told = ((_(title), _lines(counts, words)) for title, words in _SECTIONS)
    return [(title, lines) for title, lines in told if lines]


def _lines(counts: Mapping[str, int], words: Mapping[str, str]) -> list[Line]:
    return [(n, _(words[what])) for what, n in sorted(counts.items()) if what in words]
