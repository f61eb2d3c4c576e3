"""What staff may change of each kind of row of the directory, and how what they typed is read.

What a list finds its rows by stays as the list has it: a row that was renamed would come in a second time.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, cast

from sqlalchemy.orm import Session

from hotline import phones
from hotline.domain.directory.cells import Cells
from hotline.domain.errors import Invalid, NotFound
from hotline.models.places import Agency, Consulate, Court, Facility, FieldOffice, LegalProvider

Row = Facility | FieldOffice | Court | LegalProvider | Consulate | Agency
_Read = Callable[[Cells, str], Any]
_ZIP = re.compile(r"\d{5}(-\d{4})?")
_MADE_UP = re.compile(r"\+1\d{3}55501\d\d")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
YES = "yes"


class Kind(StrEnum):
    """What stands in the directory."""

    FACILITY = "facility"
    FIELD_OFFICE = "field_office"
    COURT = "court"
    LEGAL_PROVIDER = "legal_provider"
    CONSULATE = "consulate"
    AGENCY = "agency"


# The kinds of facilities that lists use; children are held at a juvenile one, which nobody is shown.
FACILITY_KINDS = (
    *("dedicated", "family", "federal_prison", "hold_room", "jail_or_prison", "juvenile"),
    *("medical", "other", "staging", "temporary"),
)
AGENCY_KINDS = ("children", "social_services", "health", "ngo", "other")


def _text(cells: Cells, name: str) -> str:
    return cells.text(name)


def _needed(cells: Cells, name: str) -> str:
    return cells.needed(name)


def _state(cells: Cells, name: str) -> str:
    return cells.state(name)


def _needed_state(cells: Cells, name: str) -> str:
    cells.needed(name)
    return cells.state(name)


def _zip(cells: Cells, name: str) -> str:
    return _matching(cells, name, _ZIP, "malformed")


def _email(cells: Cells, name: str) -> str:
    return _matching(cells, name, _EMAIL, "malformed")


def _matching(cells: Cells, name: str, pattern: re.Pattern[str], reason: str) -> str:
    value = cells.text(name)
    if value and not pattern.fullmatch(value):
        raise Invalid(name, reason)
    return value


def _zone(cells: Cells, name: str) -> str:
    return cells.zone(name, "") if cells.text(name) else ""


def _needed_zone(cells: Cells, name: str) -> str:
    cells.needed(name)
    return cells.zone(name, "")


def _phone(cells: Cells, name: str) -> str:
    """The valid number, or one of a demonstration (555-01xx), in E.164."""
    value = cells.text(name)
    made_up = phones.parse_reference(value) or ""
    number = phones.parse(value) or (made_up if _MADE_UP.fullmatch(made_up) else "")
    if value and not number:
        raise Invalid(name, "not_a_number")
    return number


def _address(cells: Cells, name: str) -> str:
    value = cells.text(name)
    if value and not value.startswith(("https://", "http://")):
        raise Invalid(name, "no_address")
    return value


def _facility_kind(cells: Cells, name: str) -> str:
    value = cells.text(name)
    if value and value not in FACILITY_KINDS:
        raise Invalid(name, "unknown_kind")
    return value


def _agency_kind(cells: Cells, name: str) -> str:
    value = cells.needed(name)
    if value not in AGENCY_KINDS:
        raise Invalid(name, "unknown_kind")
    return value


def _yes(cells: Cells, name: str) -> bool:
    return cells.is_yes(name)


def _languages(cells: Cells, name: str) -> str:
    codes = cells.languages(name)
    if cells.remarks:
        raise Invalid(name, "unknown_language")
    return codes


_PLACE: dict[str, _Read] = {"name": _needed, "address": _text, "city": _text, "state": _state, "zip": _zip}
_PHONE: dict[str, _Read] = {"phone": _phone, "phone_source": _text}


@dataclass(frozen=True, slots=True)
class Form:
    """What of a table may be changed, in the order of the page; `fixed` is what its list finds a row by."""

    model: type[Row]
    fields: Mapping[str, _Read]
    fixed: tuple[str, ...]


FORMS: Mapping[Kind, Form] = {
    Kind.FACILITY: Form(
        Facility,
        {
            **{"name": _needed, "kind": _facility_kind, "address": _text, "city": _text, "state": _state, "zip": _zip},
            **{"time_zone": _zone, "office_code": _text, "page": _address},
            **_PHONE,
        },
        ("code",),
    ),
    Kind.FIELD_OFFICE: Form(FieldOffice, {**_PLACE, "time_zone": _needed_zone, **_PHONE}, ("code",)),
    Kind.COURT: Form(
        Court, {**_PLACE, "state": _needed_state, "is_open": _yes, "status": _text, "url": _address}, ("id",)
    ),
    Kind.LEGAL_PROVIDER: Form(
        LegalProvider,
        {
            **{"address": _text, "state": _state, "zip": _zip, "email": _email, "website": _address},
            **{"languages": _languages, "courts": _text},
            **_PHONE,
        },
        ("name", "city", "list_state"),
    ),
    Kind.CONSULATE: Form(
        Consulate,
        {"address": _text, "state": _state, "zip": _zip, "email": _email, "emergency_phone": _phone, **_PHONE},
        ("country", "city", "kind"),
    ),
    Kind.AGENCY: Form(
        Agency,
        {
            **{"kind": _agency_kind, "does": _text, "languages": _languages, "address": _text, "zip": _zip},
            **{"email": _email, "website": _address, "emergency_phone": _phone, "is_open": _yes},
            **_PHONE,
        },
        ("name", "city", "state"),
    ),
}
# What staff may add by hand, with the boxes of what stays: NGOs of a town stand in no list.
ADDED: Mapping[Kind, Mapping[str, _Read]] = {Kind.AGENCY: {"name": _needed, "city": _text, "state": _needed_state}}


def find(session: Session, kind: Kind, key: str, *, for_change: bool = False) -> Row:
    """The row with that key, as an address has it. Raises NotFound."""
    model = FORMS[kind].model
    is_number = model in (LegalProvider, Consulate, Agency)
    if is_number and not (key.isascii() and key.isdecimal() and len(key) <= 9):
        raise NotFound
    row = session.get(model, int(key) if is_number else key, with_for_update=for_change)
    if row is None:
        raise NotFound
    return cast(Row, row)


def key_of(row: Row) -> str:
    """By what an address names the row."""
    return str(row.code if isinstance(row, Facility | FieldOffice) else row.id)


def subject_of(kind: Kind, row: Row) -> str:
    """What the history says a change is about: "facility:STWRTGA"."""
    return f"{kind}:{key_of(row)}"


def texts(kind: Kind, row: Row) -> dict[str, str]:
    """What the boxes of the form hold."""
    return {name: as_text(getattr(row, name)) for name in FORMS[kind].fields}


def as_text(value: object) -> str:
    """A value as a box holds it."""
    if isinstance(value, bool):
        return YES if value else ""
    if isinstance(value, date):
        return value.isoformat()
    return str(value or "")


def blank(kind: Kind) -> dict[str, str]:
    """What the boxes of the form for a new row hold. It helps people, so that it is open."""
    return {name: YES if reader is _yes else "" for name, reader in {**ADDED[kind], **FORMS[kind].fields}.items()}


def read(kind: Kind, typed: Mapping[str, str], *, is_new: bool = False) -> tuple[dict[str, Any], list[Invalid]]:
    """What was typed, as the columns hold it, and every box that cannot be read; of a new row also what stays."""
    cells, values, faults = Cells(typed), {}, []
    for name, reader in {**(ADDED[kind] if is_new else {}), **FORMS[kind].fields}.items():
        try:
            values[name] = reader(cells, name)
        except Invalid as fault:
            faults.append(fault)
    return values, faults
