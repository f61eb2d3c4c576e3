"""One UTC clock, and the facility's local time.

Domain verbs never call now(); they take it as an argument, so that a deadline can be tested on any day of the year.
"""

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, aware UTC."""
    return datetime.now(UTC)


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name. Raises ZoneInfoNotFoundError."""
    return ZoneInfo(name)


def from_wall(wall: datetime, zone_name: str) -> datetime:
    """A naive wall-clock time at a place, as aware UTC.

    Rosters carry naive facility-local times. In the hour that an autumn night has twice, the first is meant; a time
    that a spring night skips is read as the moment the clocks had reached by then.
    """
    return wall.replace(tzinfo=zone(zone_name)).astimezone(UTC)


def at_place(moment: datetime, zone_name: str) -> datetime:
    """An aware moment, as the clock on the wall of a place in that zone shows it."""
    return moment.astimezone(zone(zone_name))
