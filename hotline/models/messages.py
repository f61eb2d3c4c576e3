"""Texts: conversations with people who write to the number, what we send, and what the provider must forget."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
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

    ANSWER = "answer"


class MessageState(StrEnum):
    """A message's way out."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Message(Base):
    """A text that we owe somebody; written with what owes it, sent by `flask deliver`.

    `sealed` holds the number and the facts that are worded when it is sent. `key` is the same when the same is asked
    for again: then it is one message.
    """

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    key: Mapped[int] = mapped_column(BigInteger, unique=True)
    kind: Mapped[MessageKind] = mapped_column(Word(MessageKind))
    language: Mapped[str] = mapped_column(String(16))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[MessageState] = mapped_column(Word(MessageState, 16), default=MessageState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    provider_sid: Mapped[str] = mapped_column(String(34), default="")
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Redaction(Base):
    """A text whose words the telephone company still keeps: it is asked to forget them from `due_at` on."""

    __tablename__ = "redaction"

    sid: Mapped[str] = mapped_column(String(34), primary_key=True)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    redacted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
