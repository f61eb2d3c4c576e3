"""The adapter for a three-way call: a person and two relatives in one room, where the operator allows it.

Nothing is recorded here either, and nobody else comes in: the room holds three, its name is a random word that stands
in no address, and no sound of anybody is played in it. Twilio calls it a conference; when the person leaves, it ends.
"""

from collections.abc import Iterable

from twilio.twiml.voice_response import VoiceResponse  # type: ignore[import-untyped]

from hotline.ivr import twiml
from hotline.ivr.connecting import FAMILY_MINUTES
from hotline.ivr.twiml import Spoken

MOST = 3


def enter(sentences: Iterable[Spoken], room: str, url: str) -> str:
    """Say this to the person, who then talks with whoever is there; star, or their leaving, goes on at `url`."""
    return _in_room(sentences, room, url, is_the_person=True)


def join(sentences: Iterable[Spoken], room: str, url: str) -> str:
    """Say this to a relative, who then talks with whoever is there; when that is over their call goes on at `url`."""
    return _in_room(sentences, room, url, is_the_person=False)


def _in_room(sentences: Iterable[Spoken], room: str, url: str, *, is_the_person: bool) -> str:
    if not room:
        raise LookupError("no room to meet in")
    response = VoiceResponse()
    twiml.say(response, sentences)
    dial = response.dial(action=url, method="POST", time_limit=FAMILY_MINUTES * 60, hangup_on_star=is_the_person)
    dial.conference(
        room,
        beep="false",
        end_conference_on_exit=is_the_person,
        max_participants=MOST,
        start_conference_on_enter=True,
        wait_url="",
    )
    return twiml.written(response)
