"""How a row of a list of help is read: immigration courts, free legal help, consulates, agencies."""

from hotline.domain.directory.cells import Cells, Values
from hotline.domain.directory.fields import AGENCY_KINDS
from hotline.domain.errors import Invalid

_UNCITED = "low"  # the published list's word for a row whose source nobody names


def own_court(cells: Cells) -> Values:
    """Every court of our own list counts as open; `page` is where its row was read."""
    values = _court(cells, cells.needed("court", 80))
    return values | {"url": cells.needed("page"), "edition": cells.day("read_on"), "is_open": True, "status": ""}


def published_court(cells: Cells) -> Values:
    """The published list tells of one day, on which a court may have been closed for the weather."""
    status = cells.text("status")
    values = _court(cells, cells.needed("court_id", 80)) | {"is_open": "OPEN" in status, "status": status}
    return values | {"url": cells.text("url"), "edition": cells.day("captured")}


def _court(cells: Cells, court_id: str) -> Values:
    cells.needed("state")
    return {"id": court_id, "name": cells.needed("name")} | cells.address()


def own_legal_provider(cells: Cells) -> Values:
    """As the published list has it, and who verified the number when."""
    values = _legal_provider(cells) | cells.own_phone()
    return values | {"source": cells.text("source") or cells.text("phone_source")}


def published_legal_provider(cells: Cells) -> Values:
    """The published list's one source stands for the row and for its number."""
    source = cells.text("source")
    return _legal_provider(cells) | cells.phone_from(source) | {"source": source}


def _legal_provider(cells: Cells) -> Values:
    cells.needed("list_state")
    values = {"name": cells.needed("name"), "list_state": cells.state("list_state")} | cells.address()
    values |= {"languages": cells.languages("languages"), "courts": cells.text("courts")}
    return values | {"email": cells.text("email"), "website": cells.website(), "edition": cells.day("retrieved")}


def own_consulate(cells: Cells) -> Values:
    """As the published list has it, and who verified the number when."""
    values = _consulate(cells, "country", "kind") | cells.own_phone()
    return values | {"is_second_hand": cells.is_yes("second_hand"), "edition": cells.day("read_on")}


def published_consulate(cells: Cells) -> Values | None:
    """A row that names no source is passed over; a number that the list itself doubts is left out."""
    if cells.text("confidence") == _UNCITED:
        return None
    source, is_doubted = cells.text("stated_source"), cells.text("flag").startswith("phone")
    values = _consulate(cells, "country_iso2", "office_type") | cells.phone_from(source)
    if is_doubted:
        values["phone"] = ""
    return values | {"is_second_hand": " x " in source or source.startswith("third-party")}


def _consulate(cells: Cells, country: str, kind: str) -> Values:
    values = {"country": cells.country(country), "kind": cells.needed(kind, 40)} | cells.address()
    values |= {"city": cells.needed("city"), "email": cells.text("email")}
    return values | {"emergency_phone": cells.phone("emergency_phone")}


def own_agency(cells: Cells) -> Values:
    """One that looks after people in a state; every agency of our own list counts as open."""
    if (kind := cells.needed("kind", 24)) not in AGENCY_KINDS:
        raise Invalid("kind", "unknown_kind")
    cells.needed("state")
    values: Values = {"name": cells.needed("name"), "kind": kind, "does": cells.text("does")} | cells.address()
    values |= cells.own_phone() | {"emergency_phone": cells.phone("emergency_phone"), "email": cells.text("email")}
    values |= {"website": cells.website(), "languages": cells.languages("languages"), "is_open": True}
    return values | {"source": cells.text("source"), "edition": cells.day("read_on")}


def published_agency(cells: Cells) -> Values:
    """The published list names who answers for a programme of a state, which is its social service agency."""
    cells.needed("state")
    values: Values = {"name": cells.needed("agency"), "kind": "social_services", "state": cells.state("state")}
    values |= {"city": cells.text("city"), "does": cells.text("program"), "website": cells.website(), "is_open": True}
    return values | cells.phone_from(values["website"]) | {"edition": cells.day("retrieved")}
