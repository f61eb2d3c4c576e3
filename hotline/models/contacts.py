"""What callers leave with us: calls in progress, callbacks, open searches, and the counters of the limits."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base, UTCDateTime, Word


class Channel(StrEnum):
    """How somebody reached us."""

    PHONE = "phone"
    WEB = "web"
    TEXT = "text"
    CONSOLE = "console"


class Call(Base):
    """A telephone call in progress, found by its CallSid.

    `sealed` holds what the caller typed or said so far; it is emptied an hour after the call's end. `turn` counts our
    answers: the next webhook must be about this one. `language` is "" until the caller chose one.
    """

    __tablename__ = "call"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    sid: Mapped[str] = mapped_column(String(34), unique=True)
    language: Mapped[str] = mapped_column(String(16), default="")
    step: Mapped[str] = mapped_column(String(40), default="")
    turn: Mapped[int] = mapped_column(default=0)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    began_at: Mapped[datetime] = mapped_column(UTCDateTime)
    touched_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class CallReply(Base):
    """What we answered to one webhook, so that the same webhook sent again gets the same answer and no second effect.

    `turn` is the turn of the call that the webhook was about. Sealed with the call's id; deleted with its contents.
    """

    __tablename__ = "call_reply"

    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Callback(Base):
    """A promise that a person rings somebody back. `sealed`: number, language, note of what was already told."""

    __tablename__ = "callback"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    channel: Mapped[Channel] = mapped_column(Word(Channel, 8))
    language: Mapped[str] = mapped_column(String(16))
    is_urgent: Mapped[bool] = mapped_column(default=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    requested_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Voicemail(Base):
    """A message spoken to us. `sealed`: where the telephone company keeps it, and under which id.

    `callback_id` is the call promised to whoever left it, None where no number is known to call.
    """

    __tablename__ = "voicemail"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    callback_id: Mapped[int | None] = mapped_column(ForeignKey("callback.id", ondelete="SET NULL"), index=True)
    language: Mapped[str] = mapped_column(String(16))
    seconds: Mapped[int] = mapped_column(default=0)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    left_at: Mapped[datetime] = mapped_column(UTCDateTime)
    heard_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class SearchState(StrEnum):
    """What a reference code answers."""

    OPEN = "open"
    NEWS = "news"
    CLOSED = "closed"


class OpenSearch(Base):
    """A search left open because nobody could be told yet.

    `code_key` is the keyed hash of the reference code, `pin_hash` a hash of the PIN; neither is stored. `sealed` holds
    the Query, the number or e-mail left, and the language. `is_due` asks for another run. `is_for_staff`: too many
    birth dates were tried for this name when it was left, so only a person may say that there is news.
    """

    __tablename__ = "open_search"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    code_key: Mapped[int] = mapped_column(BigInteger, unique=True)
    pin_hash: Mapped[str] = mapped_column(String(128))
    pin_failures: Mapped[int] = mapped_column(default=0)
    channel: Mapped[Channel] = mapped_column(Word(Channel, 8))
    language: Mapped[str] = mapped_column(String(16))
    is_urgent: Mapped[bool] = mapped_column(default=False)
    state: Mapped[SearchState] = mapped_column(Word(SearchState, 8), default=SearchState.OPEN)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    is_due: Mapped[bool] = mapped_column(default=False, index=True)
    is_for_staff: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    deadline_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    checked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class SearchKey(Base):
    """The index keys an open search would be found under: an intake that writes one of them makes the search due."""

    __tablename__ = "search_key"

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    search_id: Mapped[int] = mapped_column(
        ForeignKey("open_search.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )

    __table_args__ = (Index("ix_search_key_search_id", "search_id"), {"sqlite_with_rowid": False})


class LimitCount(Base):
    """How often something happened in a window; `bucket` is a keyed hash of who and what, never a number or name."""

    __tablename__ = "limit_count"

    bucket: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    window: Mapped[datetime] = mapped_column(UTCDateTime, primary_key=True)
    n: Mapped[int] = mapped_column(default=0)

    __table_args__ = ({"sqlite_with_rowid": False},)


class LimitSeen(Base):
    """Distinct things seen in a bucket (the dates tried for one name), each once."""

    __tablename__ = "limit_seen"

    bucket: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    thing: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)

    __table_args__ = ({"sqlite_with_rowid": False},)
