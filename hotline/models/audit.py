"""The audit trail: an append-only chain of keyed hashes, and the heads that were taken out of the house."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base, UTCDateTime

_COUNTED = BigInteger().with_variant(Integer, "sqlite")


class AuditEntry(Base):
    """One thing that somebody did or saw; `mac` covers it and the `mac` before it, and ids leave no gap.

    `actor_id` is of the staff, None for a command or the service itself. `action` is a word of domain/audit.ACTIONS.
    `subject` is what it was done to ("person:…", "callback:…"), or "". `facts` is JSON of words and numbers, never
    anything personal; what somebody wrote as their reason is `sealed`. `key_id` names the key of the `mac`.
    """

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(_COUNTED, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    actor_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80), default="", index=True)
    facts: Mapped[str] = mapped_column(Text, default="{}")
    sealed: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    key_id: Mapped[str] = mapped_column(String(16))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))

    __table_args__ = (Index("ix_audit_entry_action", "action", "id"),)


class AuditHead(Base):
    """The end of the chain at the end of a day, as it was exported: what is cut off later shows against it."""

    __tablename__ = "audit_head"

    day: Mapped[date] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(BigInteger)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    exported_at: Mapped[datetime] = mapped_column(UTCDateTime)
