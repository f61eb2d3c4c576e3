"""How far one look-up reads: the public's answers in a few milliseconds, staff may wait longer to see more people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reach:
    """Bounds of one look-up.

    `with_date` and `without_date` are how many people may be expected behind the names' keys, `rows` how many rows of
    the index are read, `people` how many are opened, none of them further `behind` the best by their keys alone.
    Of these so many are taken apart, and so many scored.
    """

    with_date: float
    without_date: float
    rows: int
    people: int
    behind: float
    taken_apart: int
    scored: int


PUBLIC = Reach(with_date=300, without_date=600, rows=3_000, people=140, behind=8.0, taken_apart=40, scored=12)
STAFF = Reach(with_date=4_000, without_date=4_000, rows=12_000, people=1_000, behind=30.0, taken_apart=300, scored=60)
