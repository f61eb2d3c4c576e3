"""Work that waits for staff, and the rosters that come in."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Date, Index, LargeBinary, String, Text
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
    COMPARE_ENTRY = "compare_entry"
    SETTLE_BIRTH = "settle_birth"
    TELL_COUNSEL = "tell_counsel"


class Task(Base):
    """One thing staff must do by `due_at`; at most one open task of a kind for a subject ("person:…", "facility:…")."""

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TaskKind] = mapped_column(Word(TaskKind, 24))
    subject: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(40), default="")
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_by: Mapped[str] = mapped_column(String(80), default="")

    __table_args__ = (
        Index(
            "uq_task_open",
            "kind",
            "subject",
            unique=True,
            sqlite_where=closed_at.is_(None),
        ),
        Index("ix_task_closed_at", "closed_at", sqlite_where=closed_at.is_not(None)),
        Index("ix_task_open_due_at", "due_at", "id", sqlite_where=closed_at.is_(None)),
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


class UploadState(StrEnum):
    """A roster that staff sent: it waits to be read, is read, and then was checked (a rehearsal), done or refused."""

    WAITING = "waiting"
    READING = "reading"
    CHECKED = "checked"
    DONE = "done"
    REFUSED = "refused"


class RosterUpload(Base):
    """A roster file that one of the staff sent by the console; another process reads it.

    `sealed` is the file, `protected` the entries of a protection list as JSON (None where there is none), `rejected`
    the rows that cannot be used as CSV, `words` its name and why it was refused as JSON: all sealed. `report` is JSON,
    words to numbers. `is_dry_run` says that nothing is to be changed. `tries` tells readers of the same file apart.
    """

    __tablename__ = "roster_upload"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(String(40))
    encoding: Mapped[str] = mapped_column(String(40), default="")
    is_snapshot: Mapped[bool]
    is_initial: Mapped[bool]
    is_dry_run: Mapped[bool] = mapped_column(default=True)
    as_of: Mapped[datetime] = mapped_column(UTCDateTime)
    state: Mapped[UploadState] = mapped_column(Word(UploadState, 8), default=UploadState.WAITING)
    step: Mapped[str] = mapped_column(String(16), default="")
    done: Mapped[int] = mapped_column(default=0)
    of: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    report: Mapped[str] = mapped_column(Text, default="{}")
    batch_id: Mapped[int | None]
    words: Mapped[bytes] = mapped_column(LargeBinary)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    protected: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    rejected: Mapped[bytes] = mapped_column(LargeBinary, default=b"", deferred=True)
    uploaded_by: Mapped[int] = mapped_column(BigInteger)
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    touched_at: Mapped[datetime] = mapped_column(UTCDateTime)


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


class PlaceAge(Base):
    """How old what we know of the people at a facility is, as counted at `counted_at`: the oldest and newest word."""

    __tablename__ = "place_age"

    facility_code: Mapped[str] = mapped_column(String(16), primary_key=True)
    people: Mapped[int]
    oldest_at: Mapped[datetime] = mapped_column(UTCDateTime)
    newest_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    counted_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Claim(Base):
    """What one of the staff is working on, so that nobody else begins it; it lapses at `until`.

    `subject` is "callback:…", "search:…", "voicemail:…", "task:…", "person:…".
    """

    __tablename__ = "claim"

    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
    staff_id: Mapped[int] = mapped_column(BigInteger, index=True)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    until: Mapped[datetime] = mapped_column(UTCDateTime)


class DecisionKind(StrEnum):
    """What takes two people."""

    CORRECT_BIRTH = "correct_birth"
    DROP_NOTICES = "drop_notices"
    HIDE_PERSON = "hide_person"
    INVITE_AGAIN = "invite_again"
    MERGE_PEOPLE = "merge_people"
    PART_PEOPLE = "part_people"
    RELEASE_BATCH = "release_batch"
    RELEASE_NOTICES = "release_notices"
    SHOW_PERSON = "show_person"


class DecisionState(StrEnum):
    """One of the staff proposes; another agrees or refuses; who proposed may withdraw."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Decision(Base):
    """Something that one of the staff proposed and another decides; `sealed` holds the reasons they gave.

    At most one of a kind for a subject is open.
    """

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[DecisionKind] = mapped_column(Word(DecisionKind, 24))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[DecisionState] = mapped_column(Word(DecisionState, 16), default=DecisionState.PROPOSED)
    proposed_by: Mapped[int] = mapped_column(BigInteger)
    proposed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_by: Mapped[int | None] = mapped_column(BigInteger)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        Index(
            "uq_decision_open",
            "kind",
            "subject",
            unique=True,
            sqlite_where=decided_at.is_(None),
        ),
    )


class Note(Base):
    """What one of the staff wrote about a person, a callback, a search or a call; never changed, `sealed`."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    subject: Mapped[str] = mapped_column(String(80), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    written_by: Mapped[int] = mapped_column(BigInteger)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)


class DayCount(Base):
    """How often something happened on a day (UTC), for the reports; it stays when what it counts is forgotten.

    `what` is the report's word ("contact", "found_later"); `channel`, `language`, `outcome`, `party` and
    `facility_code` may be "". `seconds` adds up waiting times, or for how long people talked.
    """

    __tablename__ = "day_count"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    what: Mapped[str] = mapped_column(String(24), primary_key=True)
    channel: Mapped[str] = mapped_column(String(8), primary_key=True, default="")
    language: Mapped[str] = mapped_column(String(16), primary_key=True, default="")
    outcome: Mapped[str] = mapped_column(String(24), primary_key=True, default="")
    party: Mapped[str] = mapped_column(String(12), primary_key=True, default="")
    facility_code: Mapped[str] = mapped_column(String(16), primary_key=True, default="")
    n: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[int] = mapped_column(BigInteger, default=0)
