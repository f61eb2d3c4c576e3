"""An index of people under another key, built beside the one that is looked up, and taken away again (docs/keys.md).

Rows of all indexes lie in the same tables: a hash under one key is none under another.
"""

from collections.abc import Sequence

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain.names.keys import Counter, counter_key, counters, rows_in
from hotline.domain.people import PersonDetails
from hotline.models.people import HiddenIndexKey, IndexKey, NameFrequency
from hotline.secrets_box import PeopleIndex

_ROWS_A_STATEMENT = 2_000
People = Sequence[tuple[int, PersonDetails]]


def write(session: Session, index: PeopleIndex, people: People, *, hidden: bool) -> None:
    """The rows of these people in that index and their counters; what stands already is left alone.

    Rows on the other side, of somebody who was hidden or revealed without this index, are taken away.
    """
    rows = _rows(index, people)
    here, there = (HiddenIndexKey, IndexKey) if hidden else (IndexKey, HiddenIndexKey)
    _take_away(session, there, rows)
    db.insert_plain(session, here, ("key", "birth_year", "person_id"), rows)
    if not hidden:
        _copy_counters(session, index, people)


def erase(session: Session, index: PeopleIndex, people: People) -> None:
    """Take the rows of these people out of that index, public and hidden, and the counters of their names."""
    rows = _rows(index, people)
    for model in (IndexKey, HiddenIndexKey):
        _take_away(session, model, rows)
    keys = sorted({counter_key(index, *counter) for counter in _counters(people)})
    for start in range(0, len(keys), _ROWS_A_STATEMENT):
        some = keys[start : start + _ROWS_A_STATEMENT]
        session.execute(delete(NameFrequency).where(NameFrequency.key.in_(some)))


def _rows(index: PeopleIndex, people: People) -> list[tuple[int, int, int]]:
    return sorted((key, year, person_id) for person_id, details in people for key, year in rows_in(index, details))


def _take_away(session: Session, model: type[IndexKey | HiddenIndexKey], rows: Sequence[tuple[int, int, int]]) -> None:
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        some = rows[start : start + _ROWS_A_STATEMENT]
        session.execute(delete(model).where(tuple_(model.key, model.birth_year, model.person_id).in_(some)))


def _copy_counters(session: Session, index: PeopleIndex, people: People) -> None:
    """Set the counters of these people's names to what they are in the index that is looked up.

    They are copied, not counted, so that it may be done twice, and beside intakes that change both indexes.
    """
    looked_up = secrets_box.of(session).people
    copies = {counter_key(looked_up, *counter): counter_key(index, *counter) for counter in _counters(people)}
    keys = sorted(copies)
    for start in range(0, len(keys), _ROWS_A_STATEMENT):
        some = NameFrequency.key.in_(keys[start : start + _ROWS_A_STATEMENT])
        counted = session.execute(select(NameFrequency.key, NameFrequency.n).where(some)).all()
        statement = db.upsert(session, NameFrequency)
        setting = statement.on_conflict_do_update(index_elements=["key"], set_={"n": statement.excluded.n})
        rows = sorted((copies[key], n) for key, n in counted)
        if rows:
            session.connection().execute(setting, [{"key": key, "n": n} for key, n in rows])


def _counters(people: People) -> set[Counter]:
    return {counter for _, details in people for counter in counters(details)}
