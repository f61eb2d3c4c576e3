"""A row of the log that staff wrote wrongly: another row takes its place, and both stay.

What the line wrote of itself is no word of staff, and nobody corrects it: they would choose their own connection rate.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import access, audit, people
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.free_calls import by_hand
from hotline.domain.free_calls.by_hand import Entry
from hotline.models.free_calls import DetaineeCall


def correct(session: Session, actor: Actor, call_id: int, entry: Entry, *, why: str, now: datetime) -> int:
    """Write down what should have stood there; answers the id of the new row. The reason stands in the audit trail.

    Who was called or came stays as it was where the entry names nobody. Raises NotFound for what the line wrote, for
    a row of somebody else and for one that was corrected already; Invalid("why", "missing"); else as by_hand.log().
    """
    access.require(actor, "free_calls.log")
    if not why.strip():
        raise Invalid("why", "missing")
    db.one_at_a_time(session, "free-calls")
    if session.get(DetaineeCall, by_hand.id_of(session, entry)):
        return by_hand.id_of(session, entry)
    old = session.get(DetaineeCall, call_id, with_for_update=True, populate_existing=True)
    if old is None or not may_be_corrected(old) or old.person_id != people.kept_for(session, entry.person_id):
        raise NotFound
    row = by_hand.write(session, actor, entry, now)
    if not row.sealed and old.sealed and old.party is row.party:
        box = secrets_box.of(session)
        row.sealed = box.seal(row.id, box.open(old.id, old.sealed))
    old.replaced_by = row.id
    told = by_hand.facts(row) | {"before": str(old.outcome)}
    audit.record(session, actor, "free_call.corrected", f"person:{row.person_id}", facts=told, why=why.strip(), now=now)
    return row.id


def chain(session: Session, call_id: int) -> tuple[DetaineeCall, ...]:
    """The row, whatever was corrected into it and whatever it was corrected into, the first that was written first.

    Raises NotFound.
    """
    first = session.get(DetaineeCall, call_id)
    if first is None:
        raise NotFound
    rows = [first]
    while (before := session.scalar(select(DetaineeCall).where(DetaineeCall.replaced_by == rows[0].id))) is not None:
        rows.insert(0, before)
    while (after := rows[-1].replaced_by) is not None and (row := session.get(DetaineeCall, after)) is not None:
        rows.append(row)
    return tuple(rows)


def may_be_corrected(row: DetaineeCall) -> bool:
    """Whether staff wrote the row, and nothing took its place yet."""
    return row.logged_by is not None and row.replaced_by is None
