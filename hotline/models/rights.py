"""Rights: the notice that was served, and the consuls who are told."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base, UTCDateTime, Word


class Interpreting(StrEnum):
    """Who put the notice into the person's language."""

    NONE = "none"  # it was served in a language that both speak
    STAFF = "staff"
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"


class RightsNotice(Base):
    """One serving of the rights notice; never changed: a correction is another row, which `replaced_by` points to.

    `list_edition` is the day of the list of free legal help that was handed out, None for none. `pin_issued` says that
    the person got a PIN for the free-call line with it.
    """

    __tablename__ = "rights_notice"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    facility_code: Mapped[str | None] = mapped_column(String(16), index=True)
    is_oral: Mapped[bool]
    is_written: Mapped[bool]
    language: Mapped[str] = mapped_column(String(16))
    interpreting: Mapped[Interpreting] = mapped_column(Word(Interpreting, 12), default=Interpreting.NONE)
    list_edition: Mapped[date | None]
    pin_issued: Mapped[bool] = mapped_column(default=False)
    served_by: Mapped[int] = mapped_column(BigInteger)
    served_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    replaced_by: Mapped[int | None] = mapped_column(BigInteger)


class ConsularState(StrEnum):
    """A consular notification's way: it waits to be sent, was sent, was acknowledged; or is not owed.

    NOT_OWED: the stay ended before anybody was told, or it is a citizen of the United States.
    """

    NOT_ASKED = "not_asked"  # told only on request, and nobody has asked the person yet
    WAITING = "waiting"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    NOT_WANTED = "not_wanted"  # told only on request, and the person does not want it
    NOT_OWED = "not_owed"


class ConsularMeans(StrEnum):
    """How a consulate is told."""

    EMAIL = "email"
    PRINT = "print"  # a sheet that staff send or hand over


class ConsularNotice(Base):
    """The consul's notice of one stay; at most one a stay. It never says that somebody asked for asylum.

    `country` (alpha-3) is whose consul; "TWN" for who travels on a passport of Taiwan. `is_disputed` where the lists of
    mandatory countries differ, or the treaty has an exception. `due_at` is by when the consul is told or the person
    asked, None where neither is owed. `sealed` holds the person's wish, the countries that stood here before, and who
    acknowledged. Its e-mail has the id for its `matter_id`.
    """

    __tablename__ = "consular_notice"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    stay_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    country: Mapped[str] = mapped_column(String(3))
    is_mandatory: Mapped[bool]
    is_disputed: Mapped[bool] = mapped_column(default=False)
    state: Mapped[ConsularState] = mapped_column(Word(ConsularState, 16))
    consulate_id: Mapped[int | None] = mapped_column(ForeignKey("consulate.id"))
    means: Mapped[ConsularMeans | None] = mapped_column(Word(ConsularMeans, 8))
    sealed: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        Index("ix_consular_notice_waiting", "state", "due_at", "id"),
        Index("ix_consular_notice_unknown", "person_id", sqlite_where=country == ""),
    )
