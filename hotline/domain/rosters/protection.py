"""Protection lists: whom they name, in the file and among the known, and that these are hidden at once."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import hiding
from hotline.domain.rosters import planning
from hotline.domain.rosters.records import Records
from hotline.models.people import HidingReason
from hotline.roster_formats import RowRefused, cells


def forms(entry: str) -> frozenset[str]:
    """How an entry is compared: the id without case, and nine digits where it may be an A-number."""
    try:
        number = cells.a_number(entry)
    except RowRefused:
        number = ""
    return frozenset({entry.casefold(), number} - {""})


def compared(entries: Iterable[str]) -> frozenset[str]:
    """All forms of all entries."""
    return frozenset(form for entry in entries for form in forms(entry))


def hide_listed(entries: frozenset[str], records: Records, source: str, *, now: datetime) -> int:
    """Hide everybody known whom the list names; answers how many entries name nobody, neither here nor in the file."""
    if not entries:
        return 0
    with db.begin() as session:
        known, unmatched = _known(session, entries, records, source)
        for person_id in known:
            hiding.hide(session, person_id, HidingReason.PROTECTED, now=now)
    return unmatched


def count_unmatched(entries: frozenset[str], records: Records, source: str) -> int:
    """How many entries name nobody, as above; hides nobody."""
    if not entries:
        return 0
    with db.reading() as session:
        return _known(session, entries, records, source)[1]


def _known(session: Session, entries: frozenset[str], records: Records, source: str) -> tuple[list[int], int]:
    """Known people whom the list names, and how many of its entries name nobody."""
    written = _as_written(records)
    names = {entry: _names_of(entry, written) for entry in entries}
    known = planning.people_by_name(session, {name for some in names.values() for name in some}, source)
    unmatched = sum(
        not any(form in written for form in forms(entry)) and not any(name in known for name in some)
        for entry, some in names.items()
    )
    return sorted({person for ids in known.values() for person in ids}), unmatched


def _as_written(records: Records) -> dict[str, set[str]]:
    """Each form of an id or number in the file, and how the file spells it."""
    found: dict[str, set[str]] = {}
    used = (row for record in records.people.values() for row in record.rows)
    for row in (*used, *(refused.who for refused in records.refused)):
        if row.person_id:
            found.setdefault(row.person_id.casefold(), set()).add(row.person_id)
        if row.a_number:
            found.setdefault(row.a_number, set()).add(row.a_number)
    return found


def _names_of(entry: str, written: dict[str, set[str]]) -> set[str]:
    """Under which names somebody may be known; ids are kept as hashes, so their case must be guessed."""
    spelt = {name for form in forms(entry) for name in written.get(form, ())}
    return spelt | forms(entry) | {entry, entry.upper(), entry.lower()}
