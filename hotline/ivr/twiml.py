"""TwiML in the portable profile: Say, Gather, Redirect and Hangup, absolute URLs, explicit actions.

Pause is not in the profile: a sentence is a Say of its own, and a voice rests between two of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from twilio.twiml.voice_response import Gather, VoiceResponse  # type: ignore[import-untyped]

from hotline.languages import Language


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence and the language it is in."""

    text: str
    language: Language


def ask_key(sentences: Iterable[Spoken], url: str, *, seconds: int) -> str:
    """Say this and wait for one key. Keys cut the sentences short; silence comes back to the same address."""
    # An empty finishOnKey lets # through, as a key like any other.
    return _ask(sentences, url, finish_on_key="", num_digits=1, timeout=seconds)


def ask_digits(sentences: Iterable[Spoken], url: str, *, seconds: int) -> str:
    """Say this and wait for digits that # ends."""
    return _ask(sentences, url, finish_on_key="#", timeout=seconds)


def goodbye(sentences: Iterable[Spoken]) -> str:
    """Say this and hang up."""
    response = VoiceResponse()
    _say(response, sentences)
    response.hangup()
    return str(response)


def go_to(sentences: Iterable[Spoken], url: str) -> str:
    """Say this and fetch the next document from there."""
    response = VoiceResponse()
    _say(response, sentences)
    response.redirect(url, method="POST")
    return str(response)


def _ask(sentences: Iterable[Spoken], url: str, **how: object) -> str:
    response = VoiceResponse()
    gather = response.gather(input="dtmf", action=url, method="POST", action_on_empty_result=True, **how)
    _say(gather, sentences)
    # Where the platform does not know actionOnEmptyResult, silence falls through to here.
    response.redirect(url, method="POST")
    return str(response)


def _say(verb: VoiceResponse | Gather, sentences: Iterable[Spoken]) -> None:
    for sentence in sentences:
        verb.say(sentence.text, language=sentence.language.say)
