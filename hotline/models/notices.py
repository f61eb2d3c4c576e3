"""Relatives who are told of changes: what they subscribed to, what was told, and whom the detained person allows."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base, UTCDateTime, Word
from hotline.models.contacts import Channel
from hotline.models.messages import Means


class SubscriptionState(StrEnum):
    """Pending until its channel is confirmed; stopped by who subscribed, ended by us."""

    PENDING = "pending"
    ACTIVE = "active"
    STOPPED = "stopped"
    ENDED = "ended"


class Subscription(Base):
    """Somebody who was told where a person is, and wants to be told of changes; the Reference of the same id opens it.

    `sealed` holds the number or address, the reference code and the code that confirms. `contact_key` is the keyed
    hash of the number or address. `told` is what the records said when it was last told of
    (notices.standing()). `ends_at` is set when the person leaves custody.
    """

    __tablename__ = "subscription"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    contact_key: Mapped[int] = mapped_column(BigInteger, index=True)
    means: Mapped[Means] = mapped_column(Word(Means, 8))
    channel: Mapped[Channel] = mapped_column(Word(Channel, 8))
    language: Mapped[str] = mapped_column(String(16))
    state: Mapped[SubscriptionState] = mapped_column(Word(SubscriptionState, 8), default=SubscriptionState.PENDING)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    told: Mapped[str] = mapped_column(String(80), default="")
    failures: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    confirm_by: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Change(StrEnum):
    """What a notice tells of."""

    LEFT_PLACE = "left_place"
    ARRIVED = "arrived"
    RELEASED = "released"
    LEFT_COUNTRY = "left_country"
    OTHER_AGENCY = "other_agency"
    STALE = "stale"


class Notice(Base):
    """One change that somebody is told of. `acknowledged_at` is when the PIN opened it; until then calls are repeated.

    `next_call_at` is when the next call is due, None where no more is. One that `is_held` waits for two people.
    """

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    subscription_id: Mapped[int] = mapped_column(ForeignKey("subscription.id", ondelete="CASCADE"), index=True)
    change: Mapped[Change] = mapped_column(Word(Change, 16))
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    is_held: Mapped[bool] = mapped_column(default=False)
    calls: Mapped[int] = mapped_column(default=0)
    next_call_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (Index("ix_notice_held", "change", "written_at", "is_held", sqlite_where=text("is_held = 1")),)


class MayBeTold(Base):
    """A number or address, as a keyed hash, that a detained person allows to be told; nobody else is then."""

    __tablename__ = "may_be_told"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    contact_key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
