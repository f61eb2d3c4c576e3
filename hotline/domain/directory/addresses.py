"""Addresses as they stand on an envelope."""

from typing import Protocol


class HasAddress(Protocol):
    """A row, or columns of one, with an address."""

    @property
    def address(self) -> str: ...

    @property
    def city(self) -> str: ...

    @property
    def state(self) -> str: ...

    @property
    def zip(self) -> str: ...


def lines(place: HasAddress) -> tuple[str, ...]:
    """Street; city, state and ZIP code."""
    region = " ".join(part for part in (place.state, place.zip) if part)
    town = ", ".join(part for part in (place.city, region) if part)
    return tuple(line for line in (place.address, town) if line)
