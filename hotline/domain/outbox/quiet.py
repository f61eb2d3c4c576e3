"""At night nobody is woken for what can wait: from nine in the evening to eight in the morning where they live.

What somebody asked for this minute never waits: an answer by text, a code to confirm, a word that notices have ended.
Nor does what one must act on at that hour: who was released stands before a gate at night, and who was sent out of the
country lands somewhere soon. Nor do e-mails, which ring nowhere. A text that somebody who was missed is found does not
wait, for whoever left the search lies awake; a call about it does, but where children or medicine are at stake.
Everything else (somebody is being moved or has arrived, notices or a search end) waits: until eight there is nobody to
call and no visit. It is eleven hours at most, within the day in which a relative must be told.
"""

from datetime import datetime, time, timedelta

from hotline import clock, phones
from hotline.domain.outbox.due import DueMessage
from hotline.models.messages import Means, MessageKind
from hotline.models.notices import Change

QUIET_FROM, QUIET_UNTIL = time(21), time(8)
LONGEST_WAIT = timedelta(hours=24)
_NEVER_WAIT = frozenset((MessageKind.ANSWER, MessageKind.CONFIRM, MessageKind.STOPPED))
_ACT_AT_ONCE = frozenset((Change.RELEASED, Change.LEFT_COUNTRY))
_COAST_TO_COAST = ("America/New_York", "America/Los_Angeles")
_MOST_ZONES = 6  # a number that may be in more (toll-free, Russian mobile) says nothing about its clock


def waits_until(message: DueMessage, *, now: datetime) -> datetime:
    """When this message may go: now, or the end of the night where its recipient lives.

    Where several zones are possible it is day in all of them; where no hour of a day is, it goes now.
    """
    return now if may_go_at_night(message) else _day(_zones(message), now)


def may_go_at_night(message: DueMessage) -> bool:
    """Whether a message goes at any hour; `facts` tell the change ("change") and what is urgent ("is_urgent")."""
    if message.recipient.means is Means.EMAIL or message.kind in _NEVER_WAIT:
        return True
    if message.kind is MessageKind.NEWS:
        return message.recipient.means is Means.TEXT or bool(message.facts.get("is_urgent"))
    return message.kind is MessageKind.CHANGE and message.facts.get("change") in _ACT_AT_ONCE


def _zones(message: DueMessage) -> tuple[str, ...]:
    if message.recipient.time_zone:
        return (message.recipient.time_zone,)
    possible = phones.time_zones(message.recipient.contact)
    return possible if 0 < len(possible) <= _MOST_ZONES else _COAST_TO_COAST


def _day(zones: tuple[str, ...], now: datetime) -> datetime:
    moment = now
    while moment < now + LONGEST_WAIT:
        later = max(_end_of_night(zone, moment) for zone in zones)
        if later == moment:
            return moment
        moment = later
    return now


def _end_of_night(zone: str, moment: datetime) -> datetime:
    """The moment itself where it is day there."""
    wall = clock.at_place(moment, zone)
    if QUIET_UNTIL <= wall.time() < QUIET_FROM:
        return moment
    day = wall.date() + timedelta(days=1) if wall.time() >= QUIET_FROM else wall.date()
    return clock.from_wall(datetime.combine(day, QUIET_UNTIL), zone)
