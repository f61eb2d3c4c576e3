"""The adapter for callers who wait for a person: a queue at the telephone company, one for each call.

The queue's verbs (Enqueue, Leave, and Queue inside Dial) are outside the portable profile and stand here alone, for a
platform that has none to be served by another module like this one. Nothing is ever recorded.
"""

from collections.abc import Iterable

from flask import current_app
from twilio.twiml.voice_response import VoiceResponse  # type: ignore[import-untyped]

from hotline.config import Settings
from hotline.ivr import twiml
from hotline.ivr.twiml import Spoken

HEARD = "/ivr/waiting"  # what is heard in the queue

# What the telephone company says became of a caller's wait.
BRIDGED = frozenset({"bridged", "bridging-in-process"})
HUNG_UP = "hangup"


def enter(sentences: Iterable[Spoken], url: str, place: int) -> str:
    """Say this, then wait in the queue of that number; when that is over the call goes on at `url`."""
    settings: Settings = current_app.extensions["settings"]
    response = VoiceResponse()
    twiml.say(response, sentences)
    heard = {"wait_url": settings.public_base_url + HEARD, "wait_url_method": "POST"}
    response.enqueue(_name(place), action=url, method="POST", **heard)
    return twiml.written(response)


def leave() -> str:
    """Out of the queue: the call goes on where enter() said."""
    response = VoiceResponse()
    response.leave()
    return twiml.written(response)


def bridge(place: int, url: str) -> str:
    """Connect whoever hears this with the caller in that queue; star, or either end put down, goes on at `url`."""
    response = VoiceResponse()
    response.dial(action=url, method="POST", hangup_on_star=True).queue(_name(place))
    return twiml.written(response)


def _name(place: int) -> str:
    return f"hotline-{place}"
