"""Work that waits for staff, and the rosters that come in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base, UTCDateTime, Word


class TaskKind(StrEnum):
    """What staff are asked to do."""

    VERIFY_LOCATION = "verify_location"
    NAME_FACILITY = "name_facility"
    RESOLVE_IDENTITY = "resolve_identity"
    TELL_FAMILY = "tell_family"
    RELEASE_BATCH = "release_batch"
    LOOK_AT_ALARM = "look_at_alarm"
    VERIFY_PHONE = "verify_phone"
    LOOK_AT_MESSAGE = "look_at_message"
    REACH_CALLER = "reach_caller"
    RELEASE_NOTICES = "release_notices"


class Task(Base):
    """One thing staff must do by `due_at`; at most one open task of a kind for a subject ("person:…", "facility:…")."""

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TaskKind] = mapped_column(Word(TaskKind, 24))
    subject: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(40), default="")
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        Index(
            "uq_task_open",
            "kind",
            "subject",
            unique=True,
            sqlite_where=closed_at.is_(None),
        ),
    )


class BatchState(StrEnum):
    """A roster's way in."""

    STAGING = "staging"
    HELD = "held"
    PUBLISHED = "published"
    ABANDONED = "abandoned"


class RosterBatch(Base):
    """One roster file: what it was, how far it came, and what it changed.

    `digest` is the file's SHA-256. `as_of` is the moment whose picture it gives. `counts` is JSON: words to numbers.
    `events_before` is the last event's id when staging began; what came later may have overtaken the batch. `left_out`
    is how many people were, and wait for the next roster.
    """

    __tablename__ = "roster_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(40), index=True)
    format: Mapped[str] = mapped_column(String(40))
    is_snapshot: Mapped[bool]
    is_initial: Mapped[bool] = mapped_column(default=False)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    as_of: Mapped[datetime] = mapped_column(UTCDateTime)
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    state: Mapped[BatchState] = mapped_column(Word(BatchState, 16))
    events_before: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[int] = mapped_column(default=0)
    counts: Mapped[str] = mapped_column(Text, default="{}")
    released_by: Mapped[str] = mapped_column(String(80), default="")
    seconded_by: Mapped[str] = mapped_column(String(80), default="")


class Alarm(Base):
    """Something that staff must see now, such as a global rate of misses."""

    __tablename__ = "alarm"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    raised_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Heartbeat(Base):
    """When a process that works by the clock last said that it is alive."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(24), primary_key=True)
    beaten_at: Mapped[datetime] = mapped_column(UTCDateTime)
