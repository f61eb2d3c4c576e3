"""What goes out and comes in as texts: conversations, the messages that we owe, what the provider must forget."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, SmallInteger, String, and_
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base, UTCDateTime, Word


class TextTalk(Base):
    """A conversation by text. `sender_key` is a keyed hash of the sender's number, which nothing else here tells.

    `sealed` holds what was told so far; a conversation that rested for 15 minutes begins anew. `turn` counts our
    answers.
    """

    __tablename__ = "text_talk"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    sender_key: Mapped[int] = mapped_column(BigInteger, unique=True)
    language: Mapped[str] = mapped_column(String(16), default="")
    step: Mapped[str] = mapped_column(String(40), default="")
    turn: Mapped[int] = mapped_column(default=0)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    touched_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class TextReply(Base):
    """What we answered to one text, so that the same webhook sent again gets the same answer and no second effect."""

    __tablename__ = "text_reply"

    sid: Mapped[str] = mapped_column(String(34), primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("text_talk.id", ondelete="CASCADE"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    replied_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class MessageKind(StrEnum):
    """What a message is about."""

    ANSWER = "answer"  # asked for by key; the only kind that may tell a place
    CONFIRM = "confirm"  # is this number, or this address, that of who subscribed?
    CONSUL = "consul"  # a consulate is told that somebody is held; by e-mail alone
    COUNSEL = "counsel"  # counsel of record is told where the person was taken; by e-mail alone
    NEWS = "news"  # of an open search
    CHANGE = "change"  # a notice
    LAST_WORD = "last_word"  # an open search or notices end
    INVITED_AGAIN = "invited_again"  # one of the staff: they are to choose anew how they sign in; by e-mail alone
    LOCKED = "locked"  # one of the staff: wrong tries closed the account; by e-mail alone
    STOPPED = "stopped"  # notices end because somebody said so


class Means(StrEnum):
    """How a message reaches its recipient."""

    TEXT = "text"
    CALL = "call"
    EMAIL = "email"


class MessageState(StrEnum):
    """A message's way out; it never goes back but from SENDING to WAITING, when the provider is known not to have it.

    HELD waits for two people's release. SENT: the provider took it. DELIVERED: it reported so. FAILED: it, or we, gave
    up; staff are asked to look. DROPPED: what it was about ended before it left.
    """

    WAITING = "waiting"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    DROPPED = "dropped"


class Message(Base):
    """A message that we owe somebody; written with what owes it, sent by `flask deliver`.

    `sealed` holds the recipient and the facts that are worded when it is sent; it is emptied when the provider has it.
    `key` is the same when the same is asked for again: then it is one message. `matter_id` is the search or the
    subscription that it is about. `priority` 0 goes first. `contact_key` is a keyed hash of the recipient, `country`
    where the number is, so that each can be counted.
    """

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    key: Mapped[int] = mapped_column(BigInteger, unique=True)
    kind: Mapped[MessageKind] = mapped_column(Word(MessageKind))
    means: Mapped[Means] = mapped_column(Word(Means, 8), default=Means.TEXT)
    priority: Mapped[int] = mapped_column(SmallInteger, default=0)
    matter_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    contact_key: Mapped[int] = mapped_column(BigInteger, default=0)
    country: Mapped[str] = mapped_column(String(2), default="")
    language: Mapped[str] = mapped_column(String(16))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[MessageState] = mapped_column(Word(MessageState, 16), default=MessageState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    claimed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    provider_sid: Mapped[str] = mapped_column(String(80), default="", index=True)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    failure: Mapped[str] = mapped_column(String(40), default="")

    __table_args__ = (
        Index("ix_message_due", "state", "priority", "due_at"),
        Index("ix_message_sent", "means", "sent_at", "kind", "state", sqlite_where=sent_at.is_not(None)),
        Index(
            "ix_message_unsent",
            "state",
            "kind",
            "means",
            "written_at",
            "sent_at",  # these two so that SQLite need not read the rows
            "ended_at",
            sqlite_where=and_(sent_at.is_(None), ended_at.is_(None)),
        ),
    )


class Breaker(Base):
    """A kind of sending that stopped: a provider in trouble, money spent too fast.

    It closes by itself at `until`; one without a moment waits for somebody.
    """

    __tablename__ = "breaker"

    name: Mapped[str] = mapped_column(String(24), primary_key=True)
    reason: Mapped[str] = mapped_column(String(40), default="")
    tripped_at: Mapped[datetime] = mapped_column(UTCDateTime)
    until: Mapped[datetime | None] = mapped_column(UTCDateTime)


class TextStop(Base):
    """A number, as a keyed hash, whose owner wants no texts; until they write to us again."""

    __tablename__ = "text_stop"

    contact_key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    since: Mapped[datetime] = mapped_column(UTCDateTime)


class Redaction(Base):
    """A text whose words the telephone company still keeps: it is asked to forget them from `due_at` on."""

    __tablename__ = "redaction"

    sid: Mapped[str] = mapped_column(String(34), primary_key=True)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    redacted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
