"""What is owed to consuls, as staff read it: by the deadline, in three parts, and about one person."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain.errors import NotFound
from hotline.models.custody import Stay, Stint
from hotline.models.messages import Message, MessageKind, MessageState
from hotline.models.people import Hiding
from hotline.models.rights import ConsularMeans, ConsularNotice, ConsularState

MOST = 50
COUNTED_TO = 1_000


class Part(StrEnum):
    """What is to be done: a consul told, a person asked, a consul's answer noted."""

    TELL = "tell"
    ASK = "ask"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Owing:
    """One notice. `facility_code` is where the person is held now, or ""; who `is_hidden` is hidden from the public.

    `country` is alpha-3, "" where nobody knows the nationality, and `earlier` what stood there before. `wants` is what
    the person said, None where nobody asked.
    """

    id: int
    person_id: int
    country: str
    is_mandatory: bool
    is_disputed: bool
    state: ConsularState
    facility_code: str
    due_at: datetime | None
    sent_at: datetime | None
    acknowledged_at: datetime | None
    means: ConsularMeans | None
    is_hidden: bool
    wants: bool | None
    earlier: tuple[str, ...]
    acknowledged_by: str
    is_on_its_way: bool = False  # an e-mail that nobody took from us yet

    @property
    def is_returned(self) -> bool:
        """Whether it was sent by e-mail, which did not arrive."""
        return self.state is ConsularState.WAITING and self.sent_at is not None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of what waits; `next` is how many to skip for the next page, None where there is none."""

    owing: tuple[Owing, ...]
    next: int | None


def waiting(session: Session, part: Part = Part.TELL, *, facility_code: str = "", skip: int = 0) -> Waiting:
    """What is to be done about those who are held, the earliest deadline first; of one facility, where it is named."""
    query = _of(select(ConsularNotice, Stint.facility_code), part, facility_code)
    query = query.order_by(ConsularNotice.due_at, ConsularNotice.id)
    found = _read(session, query.offset(skip).limit(MOST + 1))
    return Waiting(tuple(found[:MOST]), skip + MOST if len(found) > MOST else None)


def counts(session: Session, *, facility_code: str = "") -> dict[Part, int]:
    """How many wait in each part, COUNTED_TO for more: whoever nobody asks may be everybody who is held."""
    some = {part: _of(select(ConsularNotice.id), part, facility_code).limit(COUNTED_TO).subquery() for part in Part}
    return {part: session.scalar(select(func.count()).select_from(found)) or 0 for part, found in some.items()}


def of(session: Session, person_id: int) -> list[Owing]:
    """Every notice about a person, the newest stay first."""
    mine = _placed(select(ConsularNotice, Stint.facility_code)).where(ConsularNotice.person_id == person_id)
    return _read(session, mine.order_by(Stay.began_at.desc(), ConsularNotice.id))


def require_of(session: Session, notice_id: int, person_id: int) -> None:
    """Raises NotFound unless the notice is about this person."""
    row = session.get(ConsularNotice, notice_id)
    if row is None or row.person_id != person_id:
        raise NotFound


def kept(session: Session, row: ConsularNotice) -> dict[str, Any]:
    """What the row keeps sealed: `wants`, `earlier` countries, `by` whom it was acknowledged."""
    found: dict[str, Any] = json.loads(secrets_box.of(session).open(row.id, row.sealed)) if row.sealed else {}
    return found


def _of(query: Select[*tuple[Any, ...]], part: Part, facility_code: str) -> Select[*tuple[Any, ...]]:
    query = _placed(query).where(ConsularNotice.state == _PARTS[part], Stay.ended_at.is_(None))
    return query.where(Stint.facility_code == facility_code) if facility_code else query


def _placed(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    here = (Stint.stay_id == ConsularNotice.stay_id) & Stint.left_at.is_(None)
    return query.join(Stay, Stay.id == ConsularNotice.stay_id).outerjoin(Stint, here)


_NOT_GONE = MessageState.WAITING, MessageState.HELD, MessageState.SENDING
_PARTS = {
    Part.TELL: ConsularState.WAITING,
    Part.ASK: ConsularState.NOT_ASKED,
    Part.ANSWER: ConsularState.SENT,
}


def _read(session: Session, query: Select[*tuple[Any, ...]]) -> list[Owing]:
    rows = session.execute(query).all()
    about = {row.person_id for row, _place in rows}
    hidden = set(session.scalars(select(Hiding.person_id).where(Hiding.person_id.in_(about))))
    leaving = _leaving(session, [row.id for row, _place in rows if row.state is ConsularState.SENT])
    return [
        _owing(session, row, place or "", is_hidden=row.person_id in hidden, is_on_its_way=row.id in leaving)
        for row, place in rows
    ]


def _leaving(session: Session, notices: list[int]) -> set[int | None]:
    """Of these notices, those whose e-mail is still ours."""
    query = select(Message.matter_id).where(Message.matter_id.in_(notices), Message.kind == MessageKind.CONSUL)
    return set(session.scalars(query.where(Message.state.in_(_NOT_GONE)))) if notices else set()


def _owing(session: Session, row: ConsularNotice, facility_code: str, *, is_hidden: bool, is_on_its_way: bool) -> Owing:
    sealed = kept(session, row)
    return Owing(
        row.id,
        row.person_id,
        row.country,
        row.is_mandatory,
        row.is_disputed,
        row.state,
        facility_code,
        row.due_at,
        row.sent_at,
        row.acknowledged_at,
        row.means,
        is_hidden,
        sealed.get("wants"),
        tuple(sealed.get("earlier", ())),
        sealed.get("by", ""),
        is_on_its_way,
    )
