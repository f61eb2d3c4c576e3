"""Places: field offices and their areas, facilities and their rules, courts, legal providers, consulates, agencies.

`edition` is the day on which a row was read where its source publishes it; None where its list does not say.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base, UTCDateTime, Word


class WithPhone:
    """A number with where it comes from; given to callers only once a person has verified it.

    `phone` is E.164. `phone_verified_on` and `phone_verified_by` are empty until somebody dialled it.
    """

    phone: Mapped[str] = mapped_column(String(20), default="")
    phone_source: Mapped[str] = mapped_column(Text, default="")
    phone_verified_on: Mapped[date | None]
    phone_verified_by: Mapped[str] = mapped_column(String(80), default="")


class FieldOffice(WithPhone, Base):
    """One of the 25 offices that decide where people are held; `code` is its area of responsibility ("ATL")."""

    __tablename__ = "field_office"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(2), default="")
    zip: Mapped[str] = mapped_column(String(10), default="")
    time_zone: Mapped[str] = mapped_column(String(40), default="America/New_York")
    edition: Mapped[date | None]


class Area(Base):
    """Which field office answers for a state, or for a county of it (`county` empty: the whole state)."""

    __tablename__ = "area"

    state: Mapped[str] = mapped_column(Text, primary_key=True)
    county: Mapped[str] = mapped_column(Text, primary_key=True, default="")
    office_code: Mapped[str] = mapped_column(ForeignKey("field_office.code"), index=True)


class Facility(WithPhone, Base):
    """A place where people are held, by its detention location code ("STWRTGA").

    Codes are open-ended: one that a roster uses and the directory lacks is kept with `is_listed` false, shown by the
    name its source gives it, and becomes a task for the directory's keeper. `page` is the official address where the
    rules of the place are published, or "".
    """

    __tablename__ = "facility"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(24), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(2), default="", index=True)
    zip: Mapped[str] = mapped_column(String(10), default="")
    time_zone: Mapped[str] = mapped_column(String(40), default="")
    office_code: Mapped[str | None] = mapped_column(ForeignKey("field_office.code"), index=True)
    is_listed: Mapped[bool] = mapped_column(default=True)
    page: Mapped[str] = mapped_column(Text, default="")
    edition: Mapped[date | None]


class FacilityAlias(Base):
    """Another name of a facility, folded to lower-case letters and digits, as rosters and relatives write it."""

    __tablename__ = "facility_alias"

    alias: Mapped[str] = mapped_column(String(160), primary_key=True)
    facility_code: Mapped[str] = mapped_column(ForeignKey("facility.code"), primary_key=True)


class RuleTopic(StrEnum):
    """What a facility's rule is about: how to call, visit, send mail, send money, bring medicine."""

    CALL = "call"
    VISIT = "visit"
    MAIL = "mail"
    MONEY = "money"
    MEDICINE = "medicine"


class FacilityRule(Base):
    """A facility's own rule in the words of its source; `language` (a code) is the one the text is written in."""

    __tablename__ = "facility_rule"

    facility_code: Mapped[str] = mapped_column(ForeignKey("facility.code"), primary_key=True)
    topic: Mapped[RuleTopic] = mapped_column(Word(RuleTopic, 8), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    read_on: Mapped[date]


class Court(Base):
    """An immigration court."""

    __tablename__ = "court"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(2), index=True)
    zip: Mapped[str] = mapped_column(String(10), default="")
    is_open: Mapped[bool] = mapped_column(default=True)
    status: Mapped[str] = mapped_column(Text, default="")
    url: Mapped[str] = mapped_column(Text, default="")
    edition: Mapped[date | None]


class LegalProvider(WithPhone, Base):
    """A provider on a list of free legal help (8 CFR 1003.61), with the list's name and edition.

    `languages` holds codes with blanks between, `courts` ids of courts with ";" between; "" where nobody knows.
    """

    __tablename__ = "legal_provider"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(2), default="")
    zip: Mapped[str] = mapped_column(String(10), default="")
    email: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str] = mapped_column(Text, default="")
    list_state: Mapped[str] = mapped_column(String(2), index=True)
    languages: Mapped[str] = mapped_column(Text, default="")
    courts: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    edition: Mapped[date | None]

    __table_args__ = (Index("uq_legal_provider_name_city_list_state", "name", "city", "list_state", unique=True),)


class Consulate(WithPhone, Base):
    """A consular office in the United States; `country` is ISO 3166-1 alpha-3.

    `is_second_hand` says that the row was read in a guide of others, which was compared with its source.
    """

    __tablename__ = "consulate"

    id: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[str] = mapped_column(String(3), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(2), default="")
    zip: Mapped[str] = mapped_column(String(10), default="")
    email: Mapped[str] = mapped_column(Text, default="")
    emergency_phone: Mapped[str] = mapped_column(String(20), default="")
    emergency_verified_on: Mapped[date | None]
    emergency_verified_by: Mapped[str] = mapped_column(String(80), default="")
    edition: Mapped[date | None]
    is_second_hand: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("uq_consulate_country_city_kind", "country", "city", "kind", unique=True),)


class Agency(WithPhone, Base):
    """Who looks after people beside us: social services of a state (SSSA), children's services, an NGO.

    `state` is the one that it serves, `kind` a word of domain.directory.fields.AGENCY_KINDS, `languages` holds codes
    with blanks between, `does` says in its own words what it helps with. One that `is_open` false is asked no more.
    """

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(24))
    address: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(2))
    zip: Mapped[str] = mapped_column(String(10), default="")
    email: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str] = mapped_column(Text, default="")
    emergency_phone: Mapped[str] = mapped_column(String(20), default="")
    languages: Mapped[str] = mapped_column(Text, default="")
    does: Mapped[str] = mapped_column(Text, default="")
    is_open: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str] = mapped_column(Text, default="")
    edition: Mapped[date | None]

    __table_args__ = (Index("uq_agency_state_name_city", "state", "name", "city", unique=True),)


class DirectoryChange(Base):
    """One field of the directory that one of the staff or a newer list (`changed_by` 0) changed; never changed itself.

    `subject` is "facility:STWRTGA", "court:…", "legal_provider:…". `before` and `after` are as the page shows them.
    """

    __tablename__ = "directory_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(100), index=True)
    field: Mapped[str] = mapped_column(String(40))
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    changed_by: Mapped[int] = mapped_column(BigInteger)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
