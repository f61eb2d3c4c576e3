"""Custody: stays, their stints, and the append-only line of events behind them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base, UTCDateTime, Word

STAFF = "staff"  # the source whose word settles a contradiction


class EventKind(StrEnum):
    """What can happen to a person in custody."""

    ARRESTED = "arrested"
    PROCESSED = "processed"
    BOOKED_IN = "booked_in"
    BOOKED_OUT = "booked_out"
    TRANSFERRED = "transferred"
    ARRIVED = "arrived"
    RELEASED = "released"
    REMOVED = "removed"
    OTHER_AGENCY = "other_agency"
    ORR = "orr"
    ESCAPED = "escaped"
    DIED = "died"
    CONFIRMED = "confirmed"
    NO_LONGER_LISTED = "no_longer_listed"


class StayEnd(StrEnum):
    """How a stay ended, or why we no longer say where the person is."""

    RELEASED = "released"
    LEFT_COUNTRY = "left_country"
    OTHER_AGENCY = "other_agency"
    ORR = "orr"
    DIED = "died"
    ESCAPED = "escaped"
    TRANSFERRED = "transferred"
    DISPOSITION_CHANGED = "disposition_changed"
    NO_LONGER_LISTED = "no_longer_listed"
    UNKNOWN = "unknown"


class Stay(Base):
    """One custody from arrest to release.

    `began_at` is the arrest or the first book-in; `ended_at` and `end` are empty while it lasts. `reason` is the
    source's own words for its end. `confirmed_at` is when a source last said so much of it; `source` is which.
    `is_contradicted` marks a stay on which two sources disagree: nobody is told a place from it.
    """

    __tablename__ = "stay"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    office_code: Mapped[str | None] = mapped_column(ForeignKey("field_office.code"))
    began_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    end: Mapped[StayEnd | None] = mapped_column(Word(StayEnd, 24))
    reason: Mapped[str] = mapped_column(Text, default="")
    departure_country: Mapped[str] = mapped_column(String(3), default="")
    source: Mapped[str] = mapped_column(String(40))
    confirmed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    is_contradicted: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index("ix_stay_open", "source", sqlite_where=ended_at.is_(None)),
        Index("ix_stay_new", "began_at", sqlite_where=ended_at.is_(None)),
    )


class Stint(Base):
    """The time at one facility within a stay; `left_at` is empty while the person is there.

    `position` is the order within the stay: what came last stands last, even where the clocks of two zones cross.
    """

    __tablename__ = "stint"

    id: Mapped[int] = mapped_column(primary_key=True)
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"), index=True)
    facility_code: Mapped[str] = mapped_column(ForeignKey("facility.code"))
    arrived_at: Mapped[datetime] = mapped_column(UTCDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(String(40))

    __table_args__ = (Index("ix_stint_here", "facility_code", "stay_id", sqlite_where=left_at.is_(None)),)


class CustodyEvent(Base):
    """One thing a source reported; never changed, never deleted.

    `source_key` is the source's own id of the event, hashed; an event that comes again is recognised by it.
    `sequence` is the source's own count of its events, where it has one; it orders what the clocks do not. An event
    with a `batch_id` counts once that roster is published.
    """

    __tablename__ = "custody_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    stay_id: Mapped[int | None] = mapped_column(BigInteger)
    kind: Mapped[EventKind] = mapped_column(Word(EventKind, 24))
    happened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    facility_code: Mapped[str | None] = mapped_column(String(16))
    office_code: Mapped[str | None] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text, default="")
    country: Mapped[str] = mapped_column(String(3), default="")
    source: Mapped[str] = mapped_column(String(40))
    source_key: Mapped[int] = mapped_column(BigInteger)
    sequence: Mapped[int | None] = mapped_column(BigInteger)
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("roster_batch.id"))

    __table_args__ = (Index("uq_custody_event_source_source_key", "source", "source_key", unique=True),)
