"""When a call suits somebody, as a moment: only parts of a day on a known clock can be told from the time."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class DayPart(StrEnum):
    """When a call suits somebody, chosen by key."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    ANY = "any"


_FROM_TO = {
    DayPart.MORNING: (time(8), time(12)),
    DayPart.AFTERNOON: (time(12), time(17)),
    DayPart.EVENING: (time(17), time(21)),
}


def readable(best_time: str, time_zone: str) -> tuple[str, str]:
    """The part of a day and its clock; ("", "") for what postpones nothing."""
    if best_time not in set(DayPart) or best_time == DayPart.ANY or not time_zone:
        return "", ""
    return best_time, time_zone


def suits_at(best_time: str, time_zone: str, *, now: datetime) -> datetime:
    """`now` where a call suits now, else when the wished part of a day begins next on that clock (IANA).

    Words of the caller's own and an unknown clock ("") postpone nothing: a person reads them.
    """
    part = DayPart(best_time) if best_time in set(DayPart) else DayPart.ANY
    if part is DayPart.ANY or not time_zone:
        return now
    begins, ends = _FROM_TO[part]
    local = now.astimezone(ZoneInfo(time_zone))
    if begins <= local.time() < ends:
        return now
    day = local.date() if local.time() < begins else local.date() + timedelta(days=1)
    return datetime.combine(day, begins, local.tzinfo).astimezone(now.tzinfo)
