"""The reference directory: places as callers are told of them."""

from hotline.domain.findings import Place
from hotline.models.places import Facility, FieldOffice, WithPhone


def place_of(facility: Facility) -> Place:
    """A facility as callers are told of it: its number only when a person verified it."""
    return Place(facility.code, facility.name, _lines(facility), facility.time_zone, callable_number(facility))


def office_place(office: FieldOffice) -> Place:
    return Place(office.code, office.name, _lines(office), office.time_zone, callable_number(office))


def callable_number(owner: WithPhone) -> str:
    """The number as E.164 when somebody has dialled and verified it, else "": callers are never given another."""
    return owner.phone if owner.phone_verified_on else ""


def _lines(place: Facility | FieldOffice) -> tuple[str, ...]:
    """The lines of the postal address, without empty ones."""
    town = " ".join(part for part in (f"{place.city}," if place.city else "", place.state, place.zip) if part)
    return tuple(line for line in (place.address, town) if line)
