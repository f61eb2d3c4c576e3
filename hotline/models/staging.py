"""What a roster would change, kept apart until it is published in one short transaction.

New people, their stays and events are written to their own tables at once, because nothing finds a person who has no
index rows. What would change for people who are known already, and every index row, waits here.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base, UTCDateTime, Word
from hotline.models.custody import StayEnd
from hotline.models.operations import TaskKind


class StagedPerson(Base):
    """A person whom a batch adds (`is_new`) or changes. `sealed` is empty when the details stay as they are.

    `hidden` is how the index rows were staged; somebody hidden or revealed since then is left out of the publication.
    `sealed_before` holds the details that `sealed` was made from: who is left out is uncounted by them, because the
    person may have changed since.
    """

    __tablename__ = "staged_person"

    batch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    is_new: Mapped[bool]
    hidden: Mapped[bool]
    birth_year: Mapped[int | None] = mapped_column(SmallInteger)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_before: Mapped[bytes | None] = mapped_column(LargeBinary)

    __table_args__ = (
        Index("ix_staged_person_person_id", "person_id"),
        {"sqlite_with_rowid": False},
    )


class StagedOvertaken(Base):
    """Somebody whom another roster has added or changed since this batch began; written when that one is published."""

    __tablename__ = "staged_overtaken"

    batch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)

    __table_args__ = ({"sqlite_with_rowid": False},)


class StagedIdentity(Base):
    """What a source's own identifier stands for once the batch is published."""

    __tablename__ = "staged_identity"

    batch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    fingerprint: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = ({"sqlite_with_rowid": False},)


class StagedKey(Base):
    """A row of the index that a batch adds (`change` 1) or takes away (-1).

    Or a key that wakes open searches (0), or by which intake recognises a known person from now on (2).
    """

    __tablename__ = "staged_key"

    batch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    change: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    hidden: Mapped[bool] = mapped_column(primary_key=True)
    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    birth_year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)

    __table_args__ = ({"sqlite_with_rowid": False},)


class StagedFrequency(Base):
    """By how much a batch changes the count of a name's key among disclosable people."""

    __tablename__ = "staged_frequency"

    batch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    n: Mapped[int]

    __table_args__ = ({"sqlite_with_rowid": False},)


class StagedStay(Base):
    """A stay of somebody known already, as it will stand; its stints are replaced by the staged ones."""

    __tablename__ = "staged_stay"

    batch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(BigInteger)
    office_code: Mapped[str | None] = mapped_column(String(8))
    began_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    end: Mapped[StayEnd | None] = mapped_column(Word(StayEnd, 24))
    reason: Mapped[str] = mapped_column(Text, default="")
    departure_country: Mapped[str] = mapped_column(String(3), default="")
    source: Mapped[str] = mapped_column(String(40))
    confirmed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    is_contradicted: Mapped[bool]

    __table_args__ = (Index("ix_staged_stay_person_id", "person_id"),)


class StagedStint(Base):
    """A stint of a staged stay."""

    __tablename__ = "staged_stint"

    batch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stay_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    facility_code: Mapped[str] = mapped_column(String(16))
    arrived_at: Mapped[datetime] = mapped_column(UTCDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(40))


class StagedTask(Base):
    """A task that staff get once the batch is published."""

    __tablename__ = "staged_task"

    batch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[TaskKind] = mapped_column(Word(TaskKind, 24), primary_key=True)
    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
    reason: Mapped[str] = mapped_column(String(40), default="")
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
