"""The forms in which reference lists come: our own columns, and those of the full lists that others publish.

A form is recognised by its header. Each reads a row into the columns of one table (models/places.py); docs/reference.md
describes them for whoever prepares a list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from hotline.domain.directory import help_forms, place_forms
from hotline.domain.directory.cells import Cells, Values


class ListKind(StrEnum):
    """What a list is of, in the order in which lists must be loaded."""

    FIELD_OFFICES = "field_offices"
    AREAS = "areas"
    FACILITIES = "facilities"
    FACILITY_RULES = "facility_rules"
    COURTS = "courts"
    LEGAL_PROVIDERS = "legal_providers"
    CONSULATES = "consulates"
    AGENCIES = "agencies"


@dataclass(frozen=True, slots=True)
class Form:
    """`header` holds the columns that tell this form from all others; `read` answers None for a row to pass over."""

    kind: ListKind
    header: frozenset[str]
    read: Callable[[Cells], Values | None]


def _form(kind: ListKind, columns: str, read: Callable[[Cells], Values | None]) -> Form:
    return Form(kind, frozenset(columns.split()), read)


FORMS = (
    _form(ListKind.FACILITIES, "code name also_called time_zone office", place_forms.own_facility),
    _form(ListKind.FACILITY_RULES, "facility topic language text source read_on", place_forms.facility_rule),
    _form(ListKind.FIELD_OFFICES, "office name address phone_source", place_forms.own_office),
    _form(ListKind.FIELD_OFFICES, "aor_code office_type parent_aor_code", place_forms.published_office),
    _form(ListKind.AREAS, "aor_code field_office county notes", place_forms.published_area),
    _form(ListKind.FACILITIES, "code ice_name aor_code tz", place_forms.published_facility),
    _form(ListKind.COURTS, "court name state page read_on", help_forms.own_court),
    _form(ListKind.COURTS, "court_id status captured", help_forms.published_court),
    _form(ListKind.LEGAL_PROVIDERS, "list_state retrieved website phone_verified_on", help_forms.own_legal_provider),
    _form(ListKind.LEGAL_PROVIDERS, "list_state retrieved website", help_forms.published_legal_provider),
    _form(ListKind.CONSULATES, "country kind emergency_phone read_on", help_forms.own_consulate),
    _form(ListKind.CONSULATES, "country_iso2 office_type emergency_phone", help_forms.published_consulate),
    _form(ListKind.AREAS, "office state county", place_forms.own_area),
    _form(ListKind.AGENCIES, "name kind state does read_on", help_forms.own_agency),
    _form(ListKind.AGENCIES, "state agency program retrieved", help_forms.published_agency),
)


def recognise(header: list[str]) -> Form | None:
    """The first form whose columns are all there."""
    return next((form for form in FORMS if form.header <= set(header)), None)
