"""Places: field offices and their areas, facilities, courts, legal providers, consulates."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base


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


class Area(Base):
    """Which field office answers for a state, or for a county of it (`county` empty: the whole state)."""

    __tablename__ = "area"

    state: Mapped[str] = mapped_column(Text, primary_key=True)
    county: Mapped[str] = mapped_column(Text, primary_key=True, default="")
    office_code: Mapped[str] = mapped_column(ForeignKey("field_office.code"), index=True)


class Facility(WithPhone, Base):
    """A place where people are held, by its detention location code ("STWRTGA").

    Codes are open-ended: one that a roster uses and the directory lacks is kept with `is_listed` false, shown by the
    name its source gives it, and becomes a task for the directory's keeper.
    """

    __tablename__ = "facility"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(24), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(2), default="")
    zip: Mapped[str] = mapped_column(String(10), default="")
    time_zone: Mapped[str] = mapped_column(String(40), default="")
    office_code: Mapped[str | None] = mapped_column(ForeignKey("field_office.code"), index=True)
    is_listed: Mapped[bool] = mapped_column(default=True)


class FacilityAlias(Base):
    """Another name of a facility, folded to lower-case letters and digits, as rosters and relatives write it."""

    __tablename__ = "facility_alias"

    alias: Mapped[str] = mapped_column(String(160), primary_key=True)
    facility_code: Mapped[str] = mapped_column(ForeignKey("facility.code"), primary_key=True)


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
    """A provider on the list of pro bono legal service providers (8 CFR 1003.61), with the list's edition."""

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
    edition: Mapped[date | None]

    __table_args__ = (Index("uq_legal_provider_name_city_list_state", "name", "city", "list_state", unique=True),)


class Consulate(WithPhone, Base):
    """A consular office in the United States; `country` is ISO 3166-1 alpha-3."""

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

    __table_args__ = (Index("uq_consulate_country_city_kind", "country", "city", "kind", unique=True),)
