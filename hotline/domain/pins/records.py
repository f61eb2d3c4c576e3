"""Whose PINs open for a person: their own, and that of each record that went into theirs.

Who was told a PIN before two records were found to be one person does not know that they were: it opens as ever.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.orm import Session

from hotline import db
from hotline.models.free_calls import DetaineePin
from hotline.models.people import Merge

_SAME = select(bindparam("person", type_=Merge.kept_id.type).label("id")).cte("same", recursive=True)
_SAME = _SAME.union(select(Merge.merged_id).where(Merge.kept_id == _SAME.c.id, Merge.undone_at.is_(None)))
_PINS = (
    select(DetaineePin.person_id, DetaineePin.pin_hash, DetaineePin.failures, DetaineePin.must_change)
    .add_columns(DetaineePin.language, DetaineePin.issued_at)
    .where(DetaineePin.person_id.in_(select(_SAME.c.id)))
    .order_by(DetaineePin.person_id)
)
_PINS_HELD = _PINS.with_for_update()
_COUNT = (
    update(DetaineePin)
    .where(db.Among(DetaineePin.person_id, "people"))
    .values(failures=DetaineePin.failures + 1)
    .execution_options(synchronize_session=False)
)
_FORGIVE = (
    update(DetaineePin)
    .where(db.Among(DetaineePin.person_id, "people"))
    .values(failures=0)
    .execution_options(synchronize_session=False)
)


def pins(session: Session, person_id: int) -> Sequence[Row[Any]]:
    """What is kept of the person's PINs."""
    return session.execute(_PINS, {"person": person_id}).all()


def hold(session: Session, person_id: int) -> Sequence[Row[Any]]:
    """The same; whoever else tries one of them in this moment waits until this unit of work has ended."""
    return session.execute(_PINS_HELD, {"person": person_id}).all()


def count_failure(session: Session, person_ids: Sequence[int]) -> None:
    """A wrong try counts on every record of the person."""
    session.execute(_COUNT, {"people": list(person_ids)})


def forgive(session: Session, person_ids: Sequence[int]) -> None:
    """Begin again at none: somebody knew the PIN."""
    session.execute(_FORGIVE, {"people": list(person_ids)})


def erase(session: Session, person_id: int) -> None:
    """No PIN opens for the person any more."""
    gone = [row.person_id for row in hold(session, person_id)]
    session.execute(delete(DetaineePin).where(DetaineePin.person_id.in_(gone)))
