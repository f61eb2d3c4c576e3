"""How many people one of the staff seeks, lists or opens in a day: more than a job takes is the theft of a register.

Supervisors are not held to it, for somebody must go on; they are told of whoever reaches it, and the trail counts them
as everybody.
"""

from datetime import datetime, timedelta

from sqlalchemy import exists, insert, select
from sqlalchemy.orm import Session

from hotline.domain import audit, audit_reading
from hotline.domain.access import Actor
from hotline.models.operations import Alarm
from hotline.models.staff import Role

MOST_PEOPLE = 60  # in 24 hours
MOST_SEARCHES = 300  # in 24 hours: a call every four minutes for eight hours, and some spellings for each
MOST_LISTS = 60  # in 24 hours, of 50 people each: a large facility read over twice
TOLD_FOR = timedelta(days=1)  # how long supervisors see it


def may_search(session: Session, actor: Actor, *, now: datetime) -> bool:
    """Whether the actor has not searched too often since yesterday."""
    if Role.SUPERVISOR in actor.roles:
        return True
    return audit_reading.counted_lately(session, actor.staff_id, "search.ran", now=now) < MOST_SEARCHES


def may_open_more(session: Session, actor: Actor, *, now: datetime) -> bool:
    """Whether the actor may open somebody whom they did not open since yesterday."""
    return Role.SUPERVISOR in actor.roles or audit_reading.viewed_lately(session, actor.staff_id, now=now) < MOST_PEOPLE


def may_list(session: Session, actor: Actor, *, now: datetime) -> bool:
    """Whether the actor has not listed people of facilities too often since yesterday.

    Who serves the notice comes back to the list for the next one: each serving allows one look more, so that at a raid
    everybody is served (viewing.require_to_serve).
    """
    if Role.SUPERVISOR in actor.roles:
        return True
    listed, served = (
        audit_reading.counted_lately(session, actor.staff_id, what, now=now)
        for what in ("free_calls.listed", "rights.served")
    )
    return listed < MOST_LISTS + served


def refused(session: Session, actor: Actor, action: str, subject: str = "", *, now: datetime) -> None:
    """It was too much: that stands in the trail, and supervisors see it on their first page, once a day."""
    audit.record(session, actor, action, subject, now=now)
    kind = actor.signature
    if not session.scalar(select(exists().where(Alarm.kind == kind, Alarm.ends_at > now))):
        session.execute(insert(Alarm).values(kind=kind, raised_at=now, ends_at=now + TOLD_FOR))
