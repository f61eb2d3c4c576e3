"""The forms in which reference lists come: our own columns, and those of the full lists that others publish.

A form is recognised by its header. Each reads a row into the columns of one table (models/places.py); docs/reference.md
describes them for whoever prepares a list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from hotline.domain.directory.cells import Cells
from hotline.domain.directory.naming import CODE_CHARACTERS, code_from
from hotline.domain.errors import Invalid

Values = dict[str, Any]


class ListKind(StrEnum):
    """What a list is of, in the order in which lists must be loaded."""

    FIELD_OFFICES = "field_offices"
    AREAS = "areas"
    FACILITIES = "facilities"
    COURTS = "courts"
    LEGAL_PROVIDERS = "legal_providers"
    CONSULATES = "consulates"


@dataclass(frozen=True, slots=True)
class Form:
    """`header` holds the columns that tell this form from all others; `read` answers None for a row to pass over."""

    kind: ListKind
    header: frozenset[str]
    read: Callable[[Cells], Values | None]


def _address(cells: Cells) -> Values:
    return {
        "address": cells.text("address"),
        "city": cells.text("city"),
        "state": cells.state("state"),
        "zip": cells.text("zip", 10),
    }


def _own_phone(cells: Cells) -> Values:
    """A number, where it comes from, and who verified it when: the last two together or not at all."""
    on, by = cells.day("phone_verified_on"), cells.text("phone_verified_by", 80)
    if bool(on) != bool(by):
        raise Invalid("phone_verified_by", "half_verified")
    return {
        "phone": cells.phone("phone"),
        "phone_source": cells.text("phone_source"),
        "phone_verified_on": on,
        "phone_verified_by": by,
    }


def _phone_from(cells: Cells, source: str) -> Values:
    number = cells.phone("phone")
    return {"phone": number, "phone_source": source if number else ""}


def _own_office(cells: Cells) -> Values:
    values: Values = (
        {"code": cells.needed("office", 8), "name": cells.needed("name")} | _address(cells) | _own_phone(cells)
    )
    return values | {"time_zone": cells.zone("time_zone", values["state"])}


def _published_office(cells: Cells) -> Values | None:
    """The published list also has sub-offices where people check in; they hold nobody."""
    if cells.text("office_type") != "field_office":
        return None
    values = {"code": cells.needed("aor_code", 8), "name": cells.needed("name")} | _address(cells)
    return (
        values
        | _phone_from(cells, "https://www.ice.gov/contact/field-offices")
        | {"time_zone": cells.zone("", values["state"])}
    )


def _area(cells: Cells, office: str) -> Values:
    cells.needed("state")
    return {"office_code": cells.needed(office, 8), "state": cells.state("state"), "county": cells.text("county")}


def _own_facility(cells: Cells) -> Values:
    code = cells.needed("code", CODE_CHARACTERS).upper()
    values: Values = {"code": code, "name": cells.needed("name"), "kind": cells.text("kind", 24)} | _address(cells)
    also = tuple(name.strip() for name in cells.text("also_called", 1000).split(";") if name.strip())
    values |= _own_phone(cells)
    values |= {"office_code": cells.text("office", 8) or None, "also_called": also}
    return values | {"time_zone": cells.zone("time_zone", values["state"], code), "is_listed": True}


def _published_facility(cells: Cells) -> Values:
    """Some places have no code of the records but one that the list's maker invented, longer than any real one."""
    code = cells.needed("code").upper()
    if len(code) > CODE_CHARACTERS:
        code = code_from(cells.needed("name"))
        cells.remarks.append("code_from_name")
    values: Values = {"code": code, "name": cells.needed("name"), "kind": cells.text("kind", 24)} | _address(cells)
    values |= _phone_from(cells, cells.text("phone_source"))
    values |= {"office_code": cells.text("aor_code", 8) or None, "in_county": cells.text("county")}
    also = tuple(filter(None, (cells.text("ice_name"),)))
    return values | {"time_zone": cells.zone("tz", values["state"], code), "is_listed": True, "also_called": also}


def _court(cells: Cells) -> Values:
    status = cells.text("status")
    values: Values = {"id": cells.needed("court_id", 80), "name": cells.needed("name"), "status": status}
    values |= _address(cells)
    cells.needed("state")
    return values | {"is_open": "OPEN" in status, "url": cells.text("url"), "edition": cells.day("captured")}


def _legal_provider(cells: Cells) -> Values:
    cells.needed("list_state")
    values: Values = {"name": cells.needed("name"), "list_state": cells.state("list_state")} | _address(cells)
    values |= {"email": cells.text("email"), "website": cells.text("website"), "edition": cells.day("retrieved")}
    return values | _phone_from(cells, cells.text("source"))


def _consulate(cells: Cells) -> Values:
    values = {"country": cells.country("country_iso2"), "kind": cells.needed("office_type", 40)} | _address(cells)
    values |= {"city": cells.needed("city"), "email": cells.text("email")}
    values |= {"emergency_phone": cells.phone("emergency_phone")}
    return values | _phone_from(cells, cells.text("stated_source"))


FORMS = (
    Form(ListKind.FACILITIES, frozenset({"code", "name", "also_called", "time_zone", "office"}), _own_facility),
    Form(ListKind.FIELD_OFFICES, frozenset({"office", "name", "address", "phone_source"}), _own_office),
    Form(ListKind.FIELD_OFFICES, frozenset({"aor_code", "office_type", "parent_aor_code"}), _published_office),
    Form(ListKind.AREAS, frozenset({"aor_code", "field_office", "county", "notes"}), partial(_area, office="aor_code")),
    Form(ListKind.FACILITIES, frozenset({"code", "ice_name", "aor_code", "tz"}), _published_facility),
    Form(ListKind.COURTS, frozenset({"court_id", "status", "captured"}), _court),
    Form(ListKind.LEGAL_PROVIDERS, frozenset({"list_state", "retrieved", "website"}), _legal_provider),
    Form(ListKind.CONSULATES, frozenset({"country_iso2", "office_type", "emergency_phone"}), _consulate),
    Form(ListKind.AREAS, frozenset({"office", "state", "county"}), partial(_area, office="office")),
)


def recognise(header: list[str]) -> Form | None:
    """The first form whose columns are all there."""
    return next((form for form in FORMS if form.header <= set(header)), None)
