"""The adapter that connects a detained person with somebody: Dial with one Number, its announcement and its reports.

Nothing is ever recorded: there is no way to say so here, and tests/ivr/detainee walk every path for it. What the two
talk about passes us by; we learn that it rang, was answered and is over.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from twilio.twiml.voice_response import VoiceResponse  # type: ignore[import-untyped]

from hotline.domain import free_calls
from hotline.domain.free_calls import NO_SUCH_NUMBER, NOT_PERMITTED, Rung
from hotline.ivr import twiml
from hotline.ivr.state import Talk
from hotline.ivr.twiml import Spoken

CALLEE = "/ivr/callee"
RINGS = 45  # seconds; a switchboard takes longer to answer than a person
LONGEST = 86_400  # seconds; what the telephone company allows, and no shorter end comes from us
FAMILY_MINUTES = 30
EVENTS = "initiated ringing answered completed"
# Why nothing rang, in the numbers of Twilio's error dictionary (https://www.twilio.com/docs/api/errors). 13224 is both
# "no such number" and "no carrier delivers it now", so that one is a failure like others.
_FAULTS = {
    "13223": NO_SUCH_NUMBER,  # no number in this form
    "13226": NO_SUCH_NUMBER,  # no such country code
    "13225": NOT_PERMITTED,  # a number that our account may not ring
    "13227": NOT_PERMITTED,  # a country that our account may not ring
}


@dataclass(frozen=True, slots=True)
class Ringing:
    """Which number rings (E.164), called by `caller_id`, for at most so many seconds; who answers is told at `url`."""

    number: str
    caller_id: str
    longest: int
    url: str


def ringing(talk: Talk, base_url: str) -> Ringing:
    """What the attempt of this call rings. Raises LookupError where there is none, and the call has lost its place."""
    if (rung := free_calls.ringing(talk.session, talk.notes.inside.attempt)) is None:
        raise LookupError("no attempt to connect")
    longest = FAMILY_MINUTES * 60 if is_limited(rung) else LONGEST
    return Ringing(rung.callee.number, talk.hotline_number, longest, f"{base_url}{CALLEE}/{rung.id}")


def became(state: str, fault: str) -> str:
    """What a leg or a Dial became, from the telephone company's word and the number of its fault, "" for none."""
    return _FAULTS.get(fault, state) if state == "failed" else state


def is_limited(rung: Rung) -> bool:
    """Whether the call has an end that we set, which both hear of: never with counsel or a consul."""
    return rung.needs_key


def dial(sentences: Iterable[Spoken], rung: Ringing, action: str) -> str:
    """Say this and ring; when that is over, whatever became of it, the call goes on at `action`."""
    response = VoiceResponse()
    twiml.say(response, sentences)
    how = {"caller_id": rung.caller_id, "time_limit": rung.longest, "timeout": RINGS, "answer_on_bridge": True}
    dialled = response.dial(action=action, method="POST", **how)
    reports = {"status_callback": f"{rung.url}/report", "status_callback_method": "POST"}
    dialled.number(rung.number, url=rung.url, method="POST", status_callback_event=EVENTS, **reports)
    return twiml.written(response)
