"""How a row of a list of places is read: field offices, their areas, facilities and the rules of facilities."""

import re

from hotline.domain.directory.cells import Cells, Values
from hotline.domain.directory.naming import CODE_CHARACTERS, code_from
from hotline.domain.errors import Invalid
from hotline.models.places import RuleTopic

_FIELD_OFFICES_PAGE = "https://www.ice.gov/contact/field-offices"
_FACILITY_PAGE = re.compile(r"https://www\.ice\.gov/detain/detention-facilities/[a-z0-9-]+")
RULE_CHARACTERS = 2000


def own_office(cells: Cells) -> Values:
    """As the published list has it, and who verified the number when; without a zone the state's."""
    values = {"code": cells.needed("office", 8), "name": cells.needed("name")} | cells.address() | cells.own_phone()
    return values | {"time_zone": cells.zone("time_zone", values["state"]), "edition": cells.day("read_on")}


def published_office(cells: Cells) -> Values | None:
    """The published list also has sub-offices where people check in; they hold nobody."""
    if cells.text("office_type") != "field_office":
        return None
    values = {"code": cells.needed("aor_code", 8), "name": cells.needed("name")} | cells.address()
    return values | cells.phone_from(_FIELD_OFFICES_PAGE) | {"time_zone": cells.zone("", values["state"])}


def own_area(cells: Cells) -> Values:
    return _area(cells, "office")


def published_area(cells: Cells) -> Values:
    return _area(cells, "aor_code")


def _area(cells: Cells, office: str) -> Values:
    cells.needed("state")
    return {"office_code": cells.needed(office, 8), "state": cells.state("state"), "county": cells.text("county")}


def own_facility(cells: Cells) -> Values:
    """As the published list has it, and other names for the place, with ; between them."""
    values = _facility(cells, cells.needed("code", CODE_CHARACTERS).upper(), "time_zone", "office")
    also = tuple(name.strip() for name in cells.text("also_called", 1000).split(";") if name.strip())
    return values | cells.own_phone() | {"also_called": also, "edition": cells.day("read_on")}


def published_facility(cells: Cells) -> Values:
    """Some places have no code of the records but one that the list's maker invented, longer than any real one."""
    code = cells.needed("code").upper()
    if len(code) > CODE_CHARACTERS:
        code = code_from(cells.needed("name"))
        cells.remarks.append("code_from_name")
    values = _facility(cells, code, "tz", "aor_code") | cells.phone_from(cells.text("phone_source"))
    return values | {"in_county": cells.text("county"), "also_called": tuple(filter(None, (cells.text("ice_name"),)))}


def _facility(cells: Cells, code: str, zone: str, office: str) -> Values:
    """What every list of facilities has; the page of a place is the official one, where its number was read, too."""
    page = _FACILITY_PAGE.match(cells.text("page") or cells.text("phone_source"))
    values = {"code": code, "name": cells.needed("name"), "kind": cells.text("kind", 24)} | cells.address()
    values |= {"page": page[0] if page else "", "time_zone": cells.zone(zone, values["state"], code)}
    return values | {"office_code": cells.text(office, 8) or None, "is_listed": True}


def facility_rule(cells: Cells) -> Values:
    """One rule of a place, as its source says it in one language. Raises Invalid for an unknown topic or language."""
    topic = cells.needed("topic").lower()
    if topic not in list(RuleTopic):
        raise Invalid("topic", "unknown_topic")
    language = cells.languages("language")
    if not language or " " in language:
        raise Invalid("language", "unknown_language")
    values = {"facility_code": cells.needed("facility", CODE_CHARACTERS).upper(), "topic": RuleTopic(topic)}
    values |= {"language": language, "text": cells.needed("text", RULE_CHARACTERS), "source": cells.needed("source")}
    return values | {"read_on": cells.needed_day("read_on")}
