"""Whether what waits is still what it was: asked by every open page every few seconds."""

from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from hotline import db
from hotline.models.audit import AuditEntry
from hotline.models.contacts import Callback, OpenSearch, Voicemail
from hotline.models.operations import Claim, Task

# Built once, for building it takes longer than running it. What staff do shows in the audit trail's last number.
_NUMBERS = select(
    select(func.max(AuditEntry.id)).scalar_subquery(),
    select(func.count()).select_from(Callback).where(Callback.closed_at.is_(None)).scalar_subquery(),
    select(func.count()).select_from(Voicemail).where(Voicemail.heard_at.is_(None)).scalar_subquery(),
    select(func.count())
    .select_from(OpenSearch)
    .where(OpenSearch.closed_at.is_(None), OpenSearch.told_at.is_(None))
    .scalar_subquery(),
    select(func.count()).select_from(Task).where(Task.closed_at.is_(None)).scalar_subquery(),
    select(func.max(Task.id)).scalar_subquery(),
    select(func.count()).select_from(Claim).where(Claim.until > bindparam("now")).scalar_subquery(),
)


def pulse(session: Session, *, now: datetime) -> tuple[object, ...]:
    """Numbers that differ when what waits differs, and every minute, for lateness is told in minutes.

    One statement, by indexes of what waits alone.
    """
    row = db.connection(session).execute(_NUMBERS, {"now": now}).one()
    return (*row, now.replace(second=0, microsecond=0))
