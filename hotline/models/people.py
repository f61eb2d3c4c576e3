"""People: one sealed blob each, the keyed indexes that find them, and why some are hidden.

The disclosure rule (docs/disclosure.md) shapes these tables: only disclosable people have rows in `IndexKey`; hidden
people have theirs in `HiddenIndexKey`, which no public query reads. The birth year is the only readable part.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base, UTCDateTime, Word

# SQLite keeps a table in the order of an INTEGER key, and of no other: one search a person instead of two.
_CLUSTERED = BigInteger().with_variant(Integer, "sqlite")


class HidingReason(StrEnum):
    """Why a person is hidden (docs/disclosure.md, "Who can be found at all").

    Somebody on a roster that is still staged needs no reason: no index row exists yet.
    """

    PROTECTED = "protected"
    MINOR = "minor"
    MAY_BE_MINOR = "may_be_minor"  # one of the staff proposed a birth date by which they are, and nobody decided yet
    WITHHELD = "withheld"
    OBJECTS = "objects"
    NAMED = "named"  # the person has named who may be told, and nobody else is
    DIED = "died"


class Person(Base):
    """A person in custody, or once in it. `id` is random; `sealed` holds the PersonDetails of domain/people.py."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(_CLUSTERED, primary_key=True, autoincrement=False)
    birth_year: Mapped[int | None] = mapped_column(SmallInteger)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Hiding(Base):
    """One reason why a person is hidden; the person is disclosable when there is none."""

    __tablename__ = "hiding"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    reason: Mapped[HidingReason] = mapped_column(Word(HidingReason, 16), primary_key=True)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    seconded_by: Mapped[str] = mapped_column(String(80), default="")


class SourceIdentity(Base):
    """How a source names a person: the keyed hash of its own identifier.

    `fingerprint` is a hash of all that the source's last roster said of the person, so that the next one is compared
    without opening anything; it is 0 where no roster did.
    """

    __tablename__ = "source_identity"

    source: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    fingerprint: Mapped[int] = mapped_column(BigInteger, default=0)


class IdentityKey(Base):
    """By what intake recognises a person whatever the source: the hash of an A-number, or of full name and birth date.

    Hidden and disclosable people alike have rows here; only intake reads them. Two people may share a key.
    """

    __tablename__ = "identity_key"

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)

    __table_args__ = ({"sqlite_with_rowid": False},)


class IndexKey(Base):
    """A way to find a disclosable person: the hash of an A-number, a birth date, a skeleton or a pair of them."""

    __tablename__ = "index_key"

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    birth_year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)

    __table_args__ = ({"sqlite_with_rowid": False},)


class HiddenIndexKey(Base):
    """The same for hidden people; read for staff alone."""

    __tablename__ = "hidden_index_key"

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    birth_year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)

    __table_args__ = ({"sqlite_with_rowid": False},)


class NameFrequency(Base):
    """How many disclosable people share a token, a skeleton, a keypad code, a birth date or a country."""

    __tablename__ = "name_frequency"

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    n: Mapped[int]

    __table_args__ = ({"sqlite_with_rowid": False},)


class Merge(Base):
    """Two records that staff found to be one person: `merged_id` went into `kept_id`.

    `sealed` holds what each of them had before, so that it can be undone.
    """

    __tablename__ = "merge"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    merged_id: Mapped[int] = mapped_column(BigInteger, index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    merged_by: Mapped[int] = mapped_column(BigInteger)
    merged_at: Mapped[datetime] = mapped_column(UTCDateTime)
    undone_by: Mapped[int | None] = mapped_column(BigInteger)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
