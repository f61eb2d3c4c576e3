"""How the tables of a report read: titles, what each row is, and numbers that are hidden or the least they can be."""

from dataclasses import dataclass

from hotline import texts
from hotline.console import shown
from hotline.console.free_call_words import PARTIES, RESULTS
from hotline.domain.reports import ATTEMPTS, Cell, Kind, Table
from hotline.models.free_calls import CallResult, Party
from hotline.texts import gettext as _
from hotline.texts import lazy

KINDS = {Kind.WEEK: lazy("Week"), Kind.MONTH: lazy("Month"), Kind.QUARTER: lazy("Quarter")}
_TITLES = {
    ("call", "language"): lazy("Calls by language"),
    ("call", "outcome"): lazy("Calls by what came of them"),
    ("answered", "language"): lazy("Minutes until a person answered, on average"),
    ("left", "channel"): lazy("What people left with us, by how they reached us"),
    ("left", "language"): lazy("What people left with us, by language"),
    ("left", "outcome"): lazy("What people left with us, by what it is"),
    ("look_up", "channel"): lazy("Look-ups, by how people reached us"),
    ("look_up", "language"): lazy("Look-ups by language"),
    ("look_up", "outcome"): lazy("Look-ups by what came of them"),
    ("found_later", ""): lazy("Open searches that brought news later"),
    ("called_back", "outcome"): lazy("Callbacks"),
    ("notice", "outcome"): lazy("Notices of changes"),
    ("freshness", "outcome"): lazy("People held, by how old our last word of their place is, added up over the days"),
    ("free_call", "party"): lazy("Free calls and visits, by whom they reached"),
    ("free_call", "outcome"): lazy("Free calls and visits, by what came of them"),
    ("talked", "party"): lazy("Minutes that a call or a visit lasted, on average"),
    ("line", "party"): lazy("Calls of the free-call line that got through, by whom they were to reach"),
    ("line", "facility_code"): lazy("Calls of the free-call line that got through, by facility"),
}
_MINUTES = frozenset(("answered", "talked"))  # never how many: that is a part of others, and would show what they hide
_ROWS = {
    "": lazy("All"),
    "phone": lazy("Telephone"),
    "web": lazy("Web"),
    "text": lazy("Text"),
    "console": lazy("Staff"),
    "machine": lazy("Served by the machine"),
    "not_answered": lazy("Asked for a person and was not answered"),
    "told": lazy("Told what we know"),
    "asked_on": lazy("Asked for more, to be looked up again"),
    "not_told": lazy("Could not be told anything"),
    "nothing_known": lazy("Nothing is known of the person yet"),
    "search_left": lazy("Left an open search"),
    "referred": lazy("Sent to somebody else who can help"),
    "concern": lazy("A concern was reported"),
    "hung_up": lazy("Hung up before anything was said"),
    "not_for_us": lazy("Not a matter of ours"),
    "search": lazy("Open search"),
    "callback": lazy("Callback"),
    "notices": lazy("Wish to be told of changes"),
    "in_time": lazy("Made in time"),
    "late": lazy("Made late"),
    "sent": lazy("Sent"),
    "delivered": lazy("Delivered"),
    "acknowledged": lazy("Acknowledged by their PIN"),
    "8h": lazy("At most 8 hours"),
    "24h": lazy("At most 24 hours"),
    "older": lazy("Older"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: words, the number as it is shown, and as it is drawn (0 where it is hidden)."""

    label: str
    shown: str
    n: int


def is_rate(table: Table) -> bool:
    """Whether its numbers are percents of attempts, which have a mark to reach."""
    return table.what == ATTEMPTS


def title(table: Table) -> str:
    return _(_TITLES[table.what, table.by])


def rows(table: Table) -> list[Row]:
    """Its rows, as they may be shown."""
    return [Row(_label(table, key), *_shown(table, cell)) for key, cell in table.cells.items()]


def _label(table: Table, key: str) -> str:
    if table.by == "language":
        return texts.language_name(key) if key else shown.spoken(key)
    if table.by == "party":
        return _(PARTIES[Party(key)])
    if table.by == "facility_code":
        return key or _("place not known")
    return _(RESULTS[CallResult(key)]) if table.what == "free_call" else _(_ROWS[key])


def _shown(table: Table, cell: Cell) -> tuple[str, int]:
    if cell.is_hidden:
        return _("hidden"), 0
    if table.what == ATTEMPTS:
        told = {"percent": cell.percent, "through": cell.through, "n": cell.n}
        return _("%(percent)s %% (%(through)s of %(n)s)", **told), cell.percent
    if table.what in _MINUTES:
        minutes = round(cell.seconds / 60 / cell.n) if cell.n else 0
        return str(minutes), minutes
    return (_("at least %(n)s", n=cell.n) if cell.is_part else str(cell.n)), cell.n
