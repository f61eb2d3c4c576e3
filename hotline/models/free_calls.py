"""The free-call line: who a detained person may reach, their PIN, and the log of every attempt to reach somebody."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base, UTCDateTime, Word


class Party(StrEnum):
    """Whom a detained person reaches, or is visited by."""

    COUNSEL = "counsel"  # of record
    LEGAL_HELP = "legal_help"  # of the list of free legal help
    CONSUL = "consul"
    FAMILY = "family"
    CHILDREN = "children"  # the children's office
    SOCIAL = "social"  # social services of the state
    HOTLINE = "hotline"
    AGENCY = "agency"  # who visits, and is none of the others


class CallMeans(StrEnum):
    """How somebody was reached: by this line, by another telephone of the facility, or in person."""

    LINE = "line"
    OTHER_PHONE = "other_phone"
    VISIT = "visit"


class CallResult(StrEnum):
    """What became of an attempt; each ends in exactly one of these."""

    COMPLETED = "completed"  # the two talked
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    REFUSED = "refused"  # who was called does not want to talk
    WRONG_NUMBER = "wrong_number"
    CUT_OFF = "cut_off"  # the facility's telephone went dead before anybody answered
    FAILED = "failed"
    NOT_ALLOWED = "not_allowed"  # a cap, a country that is not allowed, or a number that said "never call again"
    DECLINED = "declined"  # the detained person was offered a call and did not want it


class CalleeWord(StrEnum):
    """What who was called answered by a key when told who calls."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    BLOCKED = "blocked"  # never call again


_OF_THE_BOARD = (
    "asked_at",
    "facility_code",
    "party",
    "means",
    "outcome",
    "replaced_by",
    "failure",
    "seconds",
    "answered_at",
)


class DetaineeCall(Base):
    """One attempt of a detained person to reach somebody. The log has no content: who, when, from where, what became.

    `call_id` is the Call that it was made in, None for what staff wrote down. `person_id` is None for who gave no PIN.
    `target` is "consulate:12", "legal_provider:7", "counsel:…", "family:…" or ""; `sealed` holds number and name where
    they are nobody's business ("number", E.164, and "name"). `line_key` is a keyed hash of the telephone called from.
    `attempt` counts the tries to reach the same one in one call, `nth` all of its call: several have one `asked_at`.

    What the telephone company tells comes in any order: `leg_state` and `dial_state` are its words for the leg and for
    the whole Dial, `said` is what the callee pressed; `outcome` follows from these alone. `asked_at` is when the person
    asked, `started_at` when it rang, `answered_at` when the two were connected; `seconds` is how long they talked.
    Two that were rung for a three-way call share a `room`, a random word; "" is every other attempt.

    No verb deletes a row or changes what staff wrote: a correction is another row, which `replaced_by` points to. Of
    what the line wrote, reports only add (reporting.py), and whose it was may become known later in its call.
    """

    __tablename__ = "detainee_call"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    call_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    party: Mapped[Party] = mapped_column(Word(Party, 12))
    means: Mapped[CallMeans] = mapped_column(Word(CallMeans, 12), default=CallMeans.LINE)
    target: Mapped[str] = mapped_column(String(80), default="")
    sealed: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    facility_code: Mapped[str | None] = mapped_column(String(16))
    line_key: Mapped[int] = mapped_column(BigInteger, default=0)
    language: Mapped[str] = mapped_column(String(16), default="")
    attempt: Mapped[int] = mapped_column(default=1)
    nth: Mapped[int] = mapped_column(default=1)
    is_free: Mapped[bool] = mapped_column(default=True)
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    seconds: Mapped[int] = mapped_column(default=0)
    leg_sid: Mapped[str] = mapped_column(String(34), default="")
    leg_state: Mapped[str] = mapped_column(String(16), default="")
    dial_state: Mapped[str] = mapped_column(String(16), default="")
    room: Mapped[str] = mapped_column(String(32), default="")
    said: Mapped[CalleeWord | None] = mapped_column(Word(CalleeWord, 8))
    outcome: Mapped[CallResult | None] = mapped_column(Word(CallResult, 16))
    failure: Mapped[str] = mapped_column(String(24), default="")
    logged_by: Mapped[int | None] = mapped_column(BigInteger)
    logged_at: Mapped[datetime] = mapped_column(UTCDateTime)
    replaced_by: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = (
        # The board and the reports read nothing else.
        Index("ix_detainee_call_board", *_OF_THE_BOARD),
        Index("ix_detainee_call_person", "person_id", "asked_at", "means", "outcome", "replaced_by"),
        Index("ix_detainee_call_open", "asked_at", "id", sqlite_where=outcome.is_(None)),
        Index("ix_detainee_call_by_hand", "logged_at", sqlite_where=logged_by.is_not(None)),
        Index("ix_detainee_call_replaced", "replaced_by", sqlite_where=replaced_by.is_not(None)),
    )


class FacilityStanding(Base):
    """What the people held at a facility had, as counted at `counted_at`: counting reads every open stay.

    `without_…` had no notice of rights, no offer, no completed call since their stay began; of the last, `overdue` are
    those whose call was due.
    """

    __tablename__ = "facility_standing"

    facility_code: Mapped[str] = mapped_column(String(16), primary_key=True)
    held: Mapped[int]
    without_notice: Mapped[int]
    without_offer: Mapped[int]
    without_call: Mapped[int]
    overdue: Mapped[int]
    counted_at: Mapped[datetime] = mapped_column(UTCDateTime)


class DetaineePin(Base):
    """The PIN of a detained person, of which only a keyed hash is kept; one that was issued `must_change` on first use.

    After five wrong tries in a row nothing personal opens until an officer resets it.
    """

    __tablename__ = "detainee_pin"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    pin_hash: Mapped[str] = mapped_column(String(128))
    must_change: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(16), default="")  # remembered for the next call; "" for none yet
    issued_by: Mapped[int | None] = mapped_column(BigInteger)
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Representative(Base):
    """Counsel of record. `sealed` holds name, firm, number (E.164) and e-mail; `g28_on` is the date of the G-28.

    `facility_code` is where the person was when counsel was written down, or last was told; "" for in no custody.
    """

    __tablename__ = "representative"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    g28_on: Mapped[date]
    facility_code: Mapped[str] = mapped_column(String(16), default="")
    language: Mapped[str] = mapped_column(String(16), default="en")
    added_by: Mapped[int | None] = mapped_column(BigInteger)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class FamilyNumber(Base):
    """A relative whom a detained person may call. `sealed` holds the number (E.164), which is never read back.

    `relation` is a word of domain.kin.RELATIONS, or "". `added_by` is None for what the person keyed in.
    """

    __tablename__ = "family_number"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    contact_key: Mapped[int] = mapped_column(BigInteger)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    relation: Mapped[str] = mapped_column(String(16), default="")
    language: Mapped[str] = mapped_column(String(16), default="")
    added_by: Mapped[int | None] = mapped_column(BigInteger)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class NumberBlock(Base):
    """A number, as a keyed hash, that is never to be rung by this line: its owner said so, or staff did."""

    __tablename__ = "number_block"

    contact_key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    blocked_by: Mapped[int | None] = mapped_column(BigInteger)  # None: who answered pressed the key
    since: Mapped[datetime] = mapped_column(UTCDateTime)


class FacilityLine(Base):
    """The number that a facility's telephones show: it tells where a call comes from, and authorises nothing."""

    __tablename__ = "facility_line"

    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    facility_code: Mapped[str] = mapped_column(ForeignKey("facility.code"), index=True)
    added_by: Mapped[int | None] = mapped_column(BigInteger)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
