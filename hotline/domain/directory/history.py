"""What staff and newer lists changed in the directory: who, when, and what stood there before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import audit
from hotline.domain.access import Actor
from hotline.models.places import DirectoryChange

MOST_SHOWN = 50
A_LIST = 0  # stands for a list that was loaded, where else stands one of the staff


@dataclass(frozen=True, slots=True)
class Change:
    """One field that was changed; `by` is the id of one of the staff, or A_LIST."""

    field: str
    before: str
    after: str
    by: int
    at: datetime


def record(
    session: Session, actor: Actor | None, subject: str, changes: Mapping[str, tuple[str, str]], *, now: datetime
) -> None:
    """Write down fields with what they held before and after; nothing where nothing changed. A list is no actor."""
    if not changes:
        return
    for field, (before, after) in changes.items():
        told = {"field": field, "before": before, "after": after}
        by = actor.staff_id if actor else A_LIST
        session.add(DirectoryChange(subject=subject, changed_by=by, changed_at=now, **told))
    audit.record(session, actor, "directory.changed", subject, facts={"fields": " ".join(changes)}, now=now)


def of(session: Session, subject: str) -> list[Change]:
    """The last changes, the newest first."""
    about = select(DirectoryChange).where(DirectoryChange.subject == subject)
    rows = session.scalars(about.order_by(DirectoryChange.id.desc()).limit(MOST_SHOWN))
    return [Change(row.field, row.before, row.after, row.changed_by, row.changed_at) for row in rows]
