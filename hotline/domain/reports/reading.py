"""A report of a period: tables of counts, small ones hidden.

Each week is protected by itself; a longer period adds up what its weeks show. So it tells nothing that they do not, and
no difference between two periods shows what one of them hides.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain.reports import small
from hotline.domain.reports.free_calls import ATTEMPTS, NOT_THROUGH, THROUGH
from hotline.domain.reports.periods import Period
from hotline.models.operations import DayCount

# The tables of a report, and what of a row each is by; tables of one word share their total.
TABLES = (
    ("call", ("language", "outcome")),
    ("answered", ("language",)),
    ("left", ("channel", "language", "outcome")),
    ("look_up", ("channel", "language", "outcome")),
    ("found_later", ("",)),
    ("called_back", ("outcome",)),
    ("notice", ("outcome",)),
    ("freshness", ("outcome",)),
    ("free_call", ("party", "outcome")),
    ("talked", ("party",)),
    (ATTEMPTS, ("party", "facility_code")),
)
_APART = frozenset({"notice"})  # cells that are no parts of a whole: one message is sent and delivered


@dataclass(slots=True)
class Cell:
    """A count; `is_part` where at least one week hides its share, so that it is the least it can be.

    `through` is how many of these attempts got through.
    """

    n: int = 0
    is_part: bool = False
    seconds: int = 0
    through: int = 0

    @property
    def is_hidden(self) -> bool:
        return self.is_part and self.n == 0

    @property
    def percent(self) -> int:
        """How many of a hundred attempts got through."""
        return round(100 * self.through / self.n) if self.n else 0


@dataclass(slots=True)
class Table:
    """Counts of `what` by something ("language"; "" for one number), the greatest first.

    That of ATTEMPTS is of how many got through, by whom and from where.
    """

    what: str
    by: str
    cells: dict[str, Cell] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.cells


@dataclass(slots=True)
class Report:
    """The tables of a period, and how many of its days were not counted."""

    period: Period
    tables: list[Table]
    missing_days: int

    @property
    def is_empty(self) -> bool:
        return all(table.is_empty for table in self.tables)


def of(session: Session, period: Period) -> Report:
    """What was counted in a period that is over."""
    within = select(DayCount).where(DayCount.day >= period.start, DayCount.day < period.end)
    weeks: dict[tuple[str, date], list[DayCount]] = defaultdict(list)
    for row in session.scalars(within):
        weeks[row.what, row.day - timedelta(days=row.day.weekday())].append(row)
    tables = [table for what, fields in TABLES for table in _tables(what, fields, period, weeks)]
    counted = sum(len(weeks["counted", week]) for week in period.weeks)
    return Report(period, tables, (period.end - period.start).days - counted)


def _tables(
    what: str, fields: tuple[str, ...], period: Period, weeks: Mapping[tuple[str, date], list[DayCount]]
) -> list[Table]:
    tables = [Table(what, by) for by in fields]
    for week in period.weeks:
        rows = weeks.get((what, week), [])
        if what == ATTEMPTS:
            _add_rates(tables, rows)
            continue
        sums = [_sums(rows, by) for by in fields]
        for table, (counts, seconds), hidden in zip(tables, sums, _hidden(what, [n for n, _ in sums]), strict=True):
            _add(table, counts, seconds, hidden)
    for table in tables:
        table.cells = dict(sorted(table.cells.items(), key=lambda one: (-one[1].n, one[0])))
    return tables


def _add_rates(tables: list[Table], rows: list[DayCount]) -> None:
    """A rate gives away both its parts: shown is one whose attempts, and both parts of them, may be."""
    parts = [rows, *([row for row in rows if row.outcome == word] for word in (THROUGH, NOT_THROUGH))]
    sums = [[_sums(part, table.by)[0] for table in tables] for part in parts]
    hidden = [list(_hidden(ATTEMPTS, counts)) for counts in sums]
    for at, table in enumerate(tables):
        unshown = frozenset[str]().union(*(of_part[at] for of_part in hidden))
        _add(table, sums[0][at], {}, unshown)
        for key in sums[1][at].keys() - unshown:
            table.cells[key].through += sums[1][at][key]


def _hidden(what: str, counts: list[dict[str, int]]) -> Iterable[frozenset[str]]:
    if what in _APART:
        return [frozenset(key for key, n in table.items() if 0 < n < small.SMALLEST) for table in counts]
    found = small.together(counts)
    return [frozenset(table) for table in counts] if found is None else found


def _sums(rows: Iterable[DayCount], by: str) -> tuple[dict[str, int], dict[str, int]]:
    counts: defaultdict[str, int] = defaultdict(int)
    seconds: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        key = getattr(row, by) if by else ""
        counts[key] += row.n
        seconds[key] += row.seconds
    return dict(counts), dict(seconds)


def _add(table: Table, counts: Mapping[str, int], seconds: Mapping[str, int], hidden: frozenset[str]) -> None:
    for key, n in counts.items():
        cell = table.cells.setdefault(key, Cell())
        if key in hidden:
            cell.is_part = True
        else:
            cell.n += n
            cell.seconds += seconds.get(key, 0)
