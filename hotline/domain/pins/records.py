"""Whose PINs open for a person: their own, and that of each record that went into theirs.

Who was told a PIN before two records were found to be one person does not know that they were: it opens as ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, case, delete, exists, func, literal, select, union_all, update
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import identities
from hotline.models.free_calls import DetaineePin
from hotline.models.people import IdentityKey, Merge

MOST = 3  # records of one person whose PINs open; who was joined out of more keeps those of three


@dataclass(frozen=True, slots=True)
class Meant:
    """What a try concerns, the same number of rows whoever is meant.

    `kept` are PINs, of which those of the records `mine` are the person's and the others somebody's; `person_id` is
    None and `mine` empty where one person alone is not meant, or has no PIN.
    """

    person_id: int | None
    mine: frozenset[int]
    kept: Sequence[Row[Any]]


_ID = DetaineePin.person_id


def _merged_into(roots: Any) -> Any:
    """Each of these people as `root`, with their own id and that of each record that went into theirs."""
    same = roots.cte("same", recursive=True)
    into = select(same.c.root, Merge.merged_id).join(Merge, Merge.kept_id == same.c.id)
    return same.union(into.where(Merge.undone_at.is_(None)))


def _other(place: int, where: Any, order: Any) -> Any:
    """Records of whomever, which fill up the rows in this place."""
    return select(_ID.label("id"), literal(0).label("root"), literal(place).label("place")).where(where).order_by(order)


_COLUMNS: tuple[Any, ...] = (
    *(_ID, DetaineePin.pin_hash, DetaineePin.failures),
    *(DetaineePin.must_change, DetaineePin.language, DetaineePin.issued_at),
)
_PINS = select(*_COLUMNS).order_by(_ID)
_PERSON = bindparam("person", type_=BigInteger)
_OF_PERSON = _PINS.where(_ID.in_(select(_merged_into(select(_PERSON.label("root"), _PERSON.label("id"))).c.id)))

_NUMBERED = IdentityKey.key == bindparam("key"), identities.is_live(IdentityKey.person_id)
_SOMEBODY = select(func.min(_ID).label("id")).where(bindparam("instead") <= _ID).subquery()
# Who has the number; where nobody has it, somebody whose `root` is 0, so that as much is looked for.
_BEGUN = union_all(
    select(IdentityKey.person_id.label("root"), IdentityKey.person_id.label("id")).where(*_NUMBERED),
    select(literal(0), _SOMEBODY.c.id).where(~exists().where(*_NUMBERED), identities.is_live(_SOMEBODY.c.id)),
).cte("begun")
_SAME = _merged_into(select(_BEGUN.c.root, _BEGUN.c.id))
_OWN = select(_ID.label("id"), _SAME.c.root.label("root"), literal(0).label("place")).join(_SAME, _SAME.c.id == _ID)
# Two others that stand together beside the person's own, and one elsewhere in place of it: as many pages are written.
_BESIDE = _other(1, bindparam("beside") <= _ID, _ID).limit(MOST - 1)
_INSTEAD = _other(2, bindparam("instead") <= _ID, _ID).limit(MOST)
_BEFORE = _other(3, bindparam("instead") > _ID, _ID.desc()).limit(MOST)
_ALL = union_all(_OWN, *(select(some.subquery()) for some in (_BESIDE, _INSTEAD, _BEFORE))).subquery()
_PEOPLE = select(func.count(_SAME.c.root.distinct())).where(_SAME.c.root != 0).scalar_subquery()
# A record that is among the person's own and among the others counts once, as their own.
_MEANT = (
    select(_ALL.c.id, func.max(_ALL.c.root).label("root"), _PEOPLE.label("people"))
    .group_by(_ALL.c.id)
    .order_by(func.min(_ALL.c.place), _ALL.c.id)
    .limit(MOST)
)
_HELD = _PINS.where(db.Among(_ID, "records")).with_for_update()
_THEIRS = update(DetaineePin).where(db.Among(_ID, "records")).execution_options(synchronize_session=False)
# SQLite does not write a row that stays as it was, so each is counted on, and the others' count is taken back.
_COUNT = _THEIRS.values(failures=DetaineePin.failures + 1)
_TAKE_BACK = _THEIRS.values(failures=DetaineePin.failures - case((db.Among(_ID, "mine"), 0), else_=1))
_FORGIVE = _THEIRS.values(failures=0)


def pins(session: Session, person_id: int) -> Sequence[Row[Any]]:
    """What is kept of the person's PINs."""
    return session.execute(_OF_PERSON, {"person": person_id}).all()


def meant(session: Session, key: int, beside: int, instead: int) -> Meant:
    """Whom an A-number means, by the hash of it; whoever else tries one of these PINs waits for this unit of work.

    `beside` and `instead` say which other records fill up the rows; the same for the same number.
    """
    found = session.execute(_MEANT, {"key": key, "beside": beside, "instead": instead}).all()
    mine = {row.id: row.root for row in found if row.root and row.people == 1}
    kept = session.execute(_HELD, {"records": [row.id for row in found]}).all()
    return Meant(next(iter(mine.values()), None), frozenset(mine), kept)


def count_failure(session: Session, who: Meant) -> None:
    """A wrong try counts on every record of the person; the others are written too, and are then as they were."""
    records = [row.person_id for row in who.kept]
    session.execute(_COUNT, {"records": records})
    session.execute(_TAKE_BACK, {"records": records, "mine": list(who.mine)})


def forgive(session: Session, who: Meant) -> None:
    """Begin again at none: somebody knew the PIN."""
    session.execute(_FORGIVE, {"records": list(who.mine)})


def erase(session: Session, person_id: int) -> None:
    """No PIN opens for the person any more."""
    gone = [row.person_id for row in pins(session, person_id)]
    session.execute(delete(DetaineePin).where(_ID.in_(gone)))
