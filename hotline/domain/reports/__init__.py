"""Reports: what came in and what became of it, in counts that show nobody.

A day is counted once, after it ended, from the rows that its events left, before those are forgotten. What was counted
never changes, so that two reports of one period do not differ by a person. A look-up leaves a number of its hour alone,
in the same statement whoever is asked for (domain/look_ups.py).
"""

from hotline.domain.reports.counting import COUNTED_FOR, count, keep, next_day
from hotline.domain.reports.free_calls import ATTEMPTS
from hotline.domain.reports.periods import Kind, Period
from hotline.domain.reports.reading import Cell, Report, Table, of

__all__ = ["ATTEMPTS", "COUNTED_FOR", "Cell", "Kind", "Period", "Report", "Table", "count", "keep", "next_day", "of"]
