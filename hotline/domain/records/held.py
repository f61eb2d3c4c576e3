"""The names of who is held at a facility, for the officer who offers them calls: each look at a page of it is recorded.

A list of names is what a register's thief wants, so it has pages, a cap a day, and no names of the hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import access, audit, people
from hotline.domain.access import Actor
from hotline.domain.free_calls import board
from hotline.domain.free_calls.board import Standing
from hotline.domain.people import PersonDetails
from hotline.domain.records import rationing
from hotline.models.people import Hiding, Person


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody who is held there; `details` is None for the hidden, of whom the reader may not know who they are."""

    standing: Standing
    details: PersonDetails | None


def at(session: Session, actor: Actor, facility_code: str, *, page: int = 0, now: datetime) -> list[Listed] | None:
    """A page of who is held there: whoever lacks most and waits for longest first. Raises NotAllowed.

    Over the cap of a day it is None: that too is recorded, and supervisors are told.
    """
    access.require(actor, "free_calls.log")
    where = f"facility:{facility_code}"
    if not rationing.may_list(session, actor, now=now):
        rationing.refused(session, actor, "free_calls.refused", where, now=now)
        return None
    standings = board.standings(session, facility_code, page=page)
    facts: dict[str, str | int | bool | None] = {"page": page, "people": len(standings)}
    audit.record(session, actor, "free_calls.listed", where, facts=facts, now=now)
    opened = _opened(session, [one.person_id for one in standings], sees_hidden=access.may(actor, "people.see_hidden"))
    return [Listed(one, opened.get(one.person_id)) for one in standings]


def _opened(session: Session, ids: Sequence[int], *, sees_hidden: bool) -> dict[int, PersonDetails]:
    hidden = set(session.scalars(select(Hiding.person_id).where(Hiding.person_id.in_(ids))))
    seen = [number for number in ids if sees_hidden or number not in hidden]
    rows = session.scalars(select(Person).where(Person.id.in_(seen)))
    return {row.id: people.unseal(session, row) for row in rows}
