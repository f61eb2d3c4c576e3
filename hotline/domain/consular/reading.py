"""What is owed to consuls, as staff read it; and what a consul is told of somebody, and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hotline.domain import custody, directory, people
from hotline.domain.directory import ConsularLine
from hotline.domain.errors import NotFound
from hotline.domain.findings import Place
from hotline.models.custody import Stay, Stint
from hotline.models.people import Hiding, Person
from hotline.models.rights import ConsularMeans, ConsularNotice, ConsularState

MOST = 50
_OPEN = (ConsularState.WAITING, ConsularState.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class Owing:
    """One notice. `facility_code` is where the person is held now, or ""; who `is_hidden` is hidden from the public.

    `country` is alpha-3, "" where nobody knows the nationality.
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


@dataclass(frozen=True, slots=True)
class Letter:
    """What a consul is told: who it is, since when and where they are held, and which office is told.

    There is no place in it for what the person asked for, what they suffer from, or who is with them: nothing about
    asylum can be written (8 CFR 236.1(e)).
    """

    notice_id: int
    name: str
    born: date | None
    country: str
    held_since: datetime
    place: Place | None
    office: ConsularLine | None

    def facts(self) -> dict[str, Any]:
        """As plain values that a message carries."""
        return {
            "name": self.name,
            "born": self.born.isoformat() if self.born else "",
            "since": self.held_since.isoformat(),
            "place": [self.place.name, *self.place.lines] if self.place else [],
            "phone": self.place.phone if self.place else "",
        }

    @property
    def email(self) -> str:
        """Where the office is written to, or ""."""
        return self.office.email if self.office else ""


def waiting(session: Session, *, facility_code: str = "", most: int = MOST) -> list[Owing]:
    """What nobody has done yet, the earliest deadline first; of one facility, where it is named."""
    query = _with_place().where(ConsularNotice.state.in_(_OPEN), Stay.ended_at.is_(None))
    if facility_code:
        query = query.where(Stint.facility_code == facility_code)
    return _read(session, query.order_by(ConsularNotice.due_at, ConsularNotice.id).limit(most))


def of(session: Session, person_id: int) -> list[Owing]:
    """Every notice about a person, the newest stay first."""
    mine = _with_place().where(ConsularNotice.person_id == person_id)
    return _read(session, mine.order_by(ConsularNotice.opened_at.desc(), ConsularNotice.id))


def require_of(session: Session, notice_id: int, person_id: int) -> None:
    """Raises NotFound unless the notice is about this person."""
    row = session.get(ConsularNotice, notice_id)
    if row is None or row.person_id != person_id:
        raise NotFound


def letter_of(session: Session, notice_id: int, *, now: datetime) -> Letter:
    """What the consul of this notice is told. Raises NotFound."""
    row = session.get(ConsularNotice, notice_id)
    person = session.get(Person, row.person_id) if row else None
    stay = session.get(Stay, row.stay_id) if row else None
    if row is None or person is None or stay is None:
        raise NotFound
    details = people.unseal(session, person)
    seen = custody.whereabouts(session, person.id, now=now)
    place = seen.facility if seen and seen.ended_at is None else None
    office = next(iter(directory.consulates_near(session, row.country, place.state if place else "")), None)
    name = details.names[0]
    born = details.births[0] if len(details.births) == 1 else None
    full = f"{name.given} {name.surnames}".strip()
    return Letter(row.id, full, born, row.country, stay.began_at, place, office)


def _with_place() -> Select[ConsularNotice, str]:
    here = (Stint.stay_id == ConsularNotice.stay_id) & Stint.left_at.is_(None)
    query = select(ConsularNotice, Stint.facility_code).join(Stay, Stay.id == ConsularNotice.stay_id)
    return query.outerjoin(Stint, here)


def _read(session: Session, query: Select[ConsularNotice, str]) -> list[Owing]:
    rows = session.execute(query).all()
    about = {row.person_id for row, _place in rows}
    hidden = set(session.scalars(select(Hiding.person_id).where(Hiding.person_id.in_(about))))
    return [_owing(row, place or "", is_hidden=row.person_id in hidden) for row, place in rows]


def _owing(row: ConsularNotice, facility_code: str, *, is_hidden: bool) -> Owing:
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
    )
