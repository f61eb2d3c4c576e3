"""The file of a roster: known or new, older or newer than what stands, read whole into memory."""

import hashlib
import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from hotline.domain.rosters.orders import Order, Progress
from hotline.domain.rosters.records import Records
from hotline.models.operations import RosterBatch
from hotline.roster_formats import Header, RosterRefused, Row, SetAside, format_of
from hotline.roster_formats import read as read_rows

MOST_REFUSED = 0.05  # more than one row in twenty unusable: this is not the format it was taken for
LONGEST_SOURCE = 40  # models/operations.py, models/people.py
CLOCKS_APART = timedelta(minutes=10)
CLOCK_SKEW = timedelta(hours=15)  # the clock of the easternmost facility, against UTC


def completed(order: Order, *, now: datetime) -> Order:
    """The order with format and moment filled in where the operator said nothing. Raises RosterRefused."""
    _check_path(order)
    check_words(order, now=now)
    format_name = order.format or format_of(order.path)
    written = datetime.fromtimestamp(order.path.stat().st_mtime, now.tzinfo) if order.as_of is None else order.as_of
    return replace(order, format=format_name, as_of=min(written, now) if order.as_of is None else order.as_of)


def _check_path(order: Order) -> None:
    """Raises RosterRefused for a file that nobody can read."""
    if not order.path.is_file():
        raise RosterRefused("There is no file %(path)s.", path=order.path)
    if not os.access(order.path, os.R_OK):
        raise RosterRefused("The file %(path)s may not be read by this account.", path=order.path)


def check_words(order: Order, *, now: datetime) -> None:
    """Raises RosterRefused for a moment that has not come, and for a name of a source that does not fit."""
    if order.as_of is not None and order.as_of > now + CLOCKS_APART:
        raise RosterRefused("--as-of lies in the future.")
    if not 0 < len(order.source.strip()) <= LONGEST_SOURCE:
        raise RosterRefused("--source must have 1 to %(n)s characters.", n=LONGEST_SOURCE)


def digest(path: Path) -> str:
    """SHA-256 of the file."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def check_history(order: Order, last: RosterBatch | None) -> None:
    """Raises RosterRefused for a first file that does not say so, and for one older than what stands."""
    if last is None and not order.is_initial:
        raise RosterRefused(
            'Nothing was ever published from the source "%(source)s". If this is its first roster, say --initial; if '
            "not, name the source it belongs to with --source.",
            source=order.source,
        )
    if last is not None and order.is_initial:
        raise RosterRefused('The source "%(source)s" has a roster already. Leave --initial out.', source=order.source)
    if last is not None and order.moment < last.as_of:
        raise RosterRefused(
            "This roster is of %(moment)s UTC, older than the one that stands (%(standing)s UTC). If that is wrong, "
            "say --as-of.",
            moment=f"{order.moment:%Y-%m-%d %H:%M}",
            standing=f"{last.as_of:%Y-%m-%d %H:%M}",
        )


def read(order: Order, progress: Progress, *, now: datetime) -> tuple[Records, tuple[str, ...]]:
    """The whole file in memory. Raises RosterRefused."""
    records = Records()
    header: tuple[str, ...] = ()
    latest = now.replace(tzinfo=None) + CLOCK_SKEW
    for found in read_rows(order.path, order.format, order.encoding):
        if isinstance(found, Header):
            header = found.cells
        elif isinstance(found, SetAside):
            records.refused.append(found)
        elif (field := in_the_future(found, latest)) is not None:
            records.refused.append(postponed(found, f"{field} is in the future"))
        else:
            records.add(found)
        if records.rows % 5_000 == 0:
            progress("reading", records.rows, 0)
    _check_rows(records, order)
    return records, header


def in_the_future(row: Row, latest: datetime) -> str | None:
    """Which of the row's times has not come yet: a slip of the pen, or a release that is only planned."""
    times = {
        "book_in": row.book_in,
        "book_out": row.book_out,
        "stay_began": row.stay_began,
        "stay_ended": row.stay_ended,
    }
    return next((field for field, moment in times.items() if moment is not None and moment > latest), None)


def postponed(row: Row, reason: str) -> SetAside:
    """The row among those that cannot be used."""
    return SetAside(row.line, reason, (), row)


def _check_rows(records: Records, order: Order) -> None:
    if not records.rows and not records.refused:
        raise RosterRefused("The file has a header and no rows. A roster of nobody is not believed.")
    if not records.rows or len(records.refused) > max(10, MOST_REFUSED * records.rows):
        first = records.refused[0]
        raise RosterRefused(
            "%(n)s of %(rows)s rows cannot be used; the first is line %(line)s: %(reason)s. Check the format, or mend "
            "the file.",
            n=len(records.refused),
            rows=records.rows + len(records.refused),
            line=first.line,
            reason=first.reason,
        )
    if not records.has_protection_column and order.protected is None:
        raise RosterRefused(
            "The file has no column that says who is protected (8 U.S.C. 1367). Give --protection-list FILE with one "
            "id or A-number a line; an empty file says that nobody is."
        )
