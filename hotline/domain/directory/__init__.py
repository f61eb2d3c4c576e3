"""The directory: where places are, what they are called and which numbers may be given out (docs/reference.md)."""

from hotline.domain.directory.forms import ListKind
from hotline.domain.directory.legal import LegalHelp, legal_help
from hotline.domain.directory.lists import ReferenceList, SetAside, read
from hotline.domain.directory.loading import Loaded, load
from hotline.domain.directory.naming import FacilityCodes, fold, resolve_facility
from hotline.domain.directory.places import PlaceFacts, facility, place_of, verify_phone

__all__ = [
    "FacilityCodes",
    "LegalHelp",
    "ListKind",
    "Loaded",
    "PlaceFacts",
    "ReferenceList",
    "SetAside",
    "facility",
    "fold",
    "legal_help",
    "load",
    "place_of",
    "read",
    "resolve_facility",
    "verify_phone",
]
