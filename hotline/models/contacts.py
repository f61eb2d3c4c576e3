"""What callers leave with us: calls in progress, callbacks, open searches, and the counters of the limits."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, and_
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
    """A promise that a person rings somebody back. `sealed`: number, language, note of what was already told.

    `since` is when the caller began to wait for a person, which may be before the call was promised. `next_try_at` is
    when to call (next), None where a supervisor goes on. `suits` is the part of a day that was wished ("evening") by
    the clock of `suits_zone` (IANA), so that the queue is put in order unopened; "" for any time and for other words.
    """

    __tablename__ = "callback"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    channel: Mapped[Channel] = mapped_column(Word(Channel, 8))
    language: Mapped[str] = mapped_column(String(16))
    is_urgent: Mapped[bool] = mapped_column(default=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    requested_at: Mapped[datetime] = mapped_column(UTCDateTime)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    next_try_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    suits: Mapped[str] = mapped_column(String(12), default="", server_default="")
    suits_zone: Mapped[str] = mapped_column(String(40), default="", server_default="")
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        Index("ix_callback_open_due_at", "due_at", sqlite_where=closed_at.is_(None)),
        Index("ix_callback_open_since", "is_urgent", "since", "id", sqlite_where=closed_at.is_(None)),
    )


class AttemptOutcome(StrEnum):
    """What became of one try to ring somebody back."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    VOICE_MAIL = "voice_mail"
    WRONG_NUMBER = "wrong_number"
    FAILED = "failed"


class CallbackAttempt(Base):
    """One try to ring somebody back; never changed. `by` is who tried, in their own words."""

    __tablename__ = "callback_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    callback_id: Mapped[int] = mapped_column(ForeignKey("callback.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[AttemptOutcome] = mapped_column(Word(AttemptOutcome, 16))
    by: Mapped[str] = mapped_column(String(80), default="")
    tried_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Voicemail(Base):
    """A message spoken to us. `sealed`: where the telephone company keeps it, and under which id.

    `callback_id` is the call promised to whoever left it, None where no number is known to call. From `due_at` on the
    recording is to be fetched, and once `fetched_at` is known, to be deleted at the telephone company: `removed_at`.
    `person_id` is whom it speaks of, once staff found that out.
    """

    __tablename__ = "voicemail"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    callback_id: Mapped[int | None] = mapped_column(ForeignKey("callback.id", ondelete="SET NULL"), index=True)
    language: Mapped[str] = mapped_column(String(16))
    seconds: Mapped[int] = mapped_column(default=0)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    left_at: Mapped[datetime] = mapped_column(UTCDateTime)
    heard_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    fetched_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    person_id: Mapped[int | None] = mapped_column(BigInteger, index=True)

    __table_args__ = (Index("ix_voicemail_unheard", "left_at", "id", sqlite_where=heard_at.is_(None)),)


class Recording(Base):
    """The sound of a message spoken to us, sealed with the message's id."""

    __tablename__ = "recording"

    voicemail_id: Mapped[int] = mapped_column(ForeignKey("voicemail.id", ondelete="CASCADE"), primary_key=True)
    content_type: Mapped[str] = mapped_column(String(40))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ReferenceKind(StrEnum):
    """What a code and its PIN open."""

    SEARCH = "search"
    SUBSCRIPTION = "subscription"


class Reference(Base):
    """A reference code and its PIN, of which only hashes are kept; `id` is that of what they open."""

    __tablename__ = "reference"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[ReferenceKind] = mapped_column(Word(ReferenceKind, 16))
    code_key: Mapped[int] = mapped_column(BigInteger, unique=True)
    pin_hash: Mapped[str] = mapped_column(String(128))
    pin_failures: Mapped[int] = mapped_column(default=0)


class SearchState(StrEnum):
    """What a reference code answers."""

    OPEN = "open"
    NEWS = "news"
    CLOSED = "closed"


class ClosingReason(StrEnum):
    """Why a search ended; for staff alone, for whoever left it hears the same words whatever it was."""

    TOLD = "told"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CANNOT_BE_TOLD = "cannot_be_told"
    UNREACHABLE = "unreachable"
    MISTAKEN = "mistaken"


class OpenSearch(Base):
    """A search left open because nobody could be told yet; the Reference of the same id opens it.

    `sealed` holds the Query, the number or e-mail left, and the code. `is_due` asks for another run. `is_for_staff`:
    too many birth dates were tried for this name when it was left, so only a person may say that there is news.
    """

    __tablename__ = "open_search"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    channel: Mapped[Channel] = mapped_column(Word(Channel, 8))
    language: Mapped[str] = mapped_column(String(16))
    is_urgent: Mapped[bool] = mapped_column(default=False)
    state: Mapped[SearchState] = mapped_column(Word(SearchState, 8), default=SearchState.OPEN)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    is_due: Mapped[bool] = mapped_column(default=False, index=True)
    is_for_staff: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    deadline_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    checked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closing: Mapped[ClosingReason | None] = mapped_column(Word(ClosingReason, 16))

    __table_args__ = (
        Index("ix_open_search_owed", "deadline_at", "id", sqlite_where=and_(closed_at.is_(None), told_at.is_(None))),
    )


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
