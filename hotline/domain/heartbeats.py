"""Whether the processes that work by the clock are alive."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db
from hotline.models.operations import Heartbeat

DELIVER = "deliver"
PURGE = "purge"


def beat(session: Session, name: str, *, now: datetime) -> None:
    """Say that the process of that name is alive."""
    row = db.upsert(session, Heartbeat).values(name=name, beaten_at=now)
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"beaten_at": now}))


def age(session: Session, name: str, *, now: datetime) -> timedelta | None:
    """How long ago a process last said so; None when it never did."""
    beaten_at = session.scalar(select(Heartbeat.beaten_at).where(Heartbeat.name == name))
    return None if beaten_at is None else now - beaten_at
