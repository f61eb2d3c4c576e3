"""The directory: where places are, what they are called and which numbers may be given out (docs/reference.md)."""

from hotline.domain.directory.agencies import social_services
from hotline.domain.directory.consulates import (
    ConsularLine,
    Consulates,
    consulates_near,
    consulates_of,
    countries_with_consulates,
)
from hotline.domain.directory.forms import ListKind
from hotline.domain.directory.help_lists import StateHelp, state_help, states_with_help
from hotline.domain.directory.legal import LegalHelp, lawyers_to_ring, legal_help
from hotline.domain.directory.lists import ReferenceList, SetAside, read
from hotline.domain.directory.loading import Loaded, load
from hotline.domain.directory.naming import FacilityCodes, fold, resolve_facility
from hotline.domain.directory.numbers import Number, given_out, given_out_for_emergencies
from hotline.domain.directory.places import PlaceFacts, facility, facility_names, place_of, verify_phone, zones
from hotline.domain.directory.visiting import Visited, listed_codes, places_in, states_with_places, visited

__all__ = [
    "ConsularLine",
    "Consulates",
    "FacilityCodes",
    "LegalHelp",
    "ListKind",
    "Loaded",
    "Number",
    "PlaceFacts",
    "ReferenceList",
    "SetAside",
    "StateHelp",
    "Visited",
    "consulates_near",
    "consulates_of",
    "countries_with_consulates",
    "facility",
    "facility_names",
    "fold",
    "given_out",
    "given_out_for_emergencies",
    "lawyers_to_ring",
    "legal_help",
    "listed_codes",
    "load",
    "place_of",
    "places_in",
    "read",
    "resolve_facility",
    "social_services",
    "state_help",
    "states_with_help",
    "states_with_places",
    "verify_phone",
    "visited",
    "zones",
]
