"""TwiML in the portable profile: Say, Play, Gather, Record, Redirect and Hangup, absolute URLs, explicit actions.

Pause is not in the profile: a sentence is a Say of its own, and a voice rests between two of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from xml.etree.ElementTree import tostring

from twilio.twiml.voice_response import Gather, VoiceResponse  # type: ignore[import-untyped]

from hotline.ivr import prompts
from hotline.languages import Language

LARGEST = 64_000  # bytes of a document
LONGEST_SENTENCE = 3_000  # characters; some voices read no more of one Say
_BESIDE_SENTENCES = 2_000  # bytes for Gather, Redirect and the addresses in them
_BESIDE_TEXT = 50  # bytes for one Say and its language
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


class TooLong(Exception):
    """A document that the telephone company would refuse."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence and the language it is in; a recording of these words is played in place of a voice.

    `sound` is the address of what is played in place of any words.
    """

    text: str
    language: Language
    sound: str = ""


def ask_key(sentences: Iterable[Spoken], url: str, *, seconds: int) -> str:
    """Say this and wait for one key. Keys cut the sentences short; silence comes back to the same address."""
    # An empty finishOnKey lets # through, as a key like any other.
    return _ask(sentences, url, "dtmf", finish_on_key="", num_digits=1, timeout=seconds)


def ask_digits(sentences: Iterable[Spoken], url: str, *, seconds: int) -> str:
    """Say this and wait for digits that # ends."""
    return _ask(sentences, url, "dtmf", finish_on_key="#", timeout=seconds)


def ask_speech(
    sentences: Iterable[Spoken],
    url: str,
    *,
    seconds: int,
    language: Language,
    keys_too: bool = True,
    one_key: bool = False,
    hints: Iterable[str] = (),
) -> str:
    """Say this and wait for words, or for keys that # ends (`one_key`: for a single key).

    `hints` are words that the recogniser is likely to hear. A language without a recogniser is asked for keys alone.
    """
    keys: dict[str, object] = {"finish_on_key": "", "num_digits": 1} if one_key else {"finish_on_key": "#"}
    if not language.gather:
        return _ask(sentences, url, "dtmf", timeout=seconds, **keys)
    words = {"speech_timeout": "auto", "profanity_filter": False, "hints": ", ".join(hints) or None}
    how: dict[str, object] = {"language": language.gather, "timeout": seconds, **words}
    if keys_too:
        return _ask(sentences, url, "dtmf speech", **how, **keys)
    return _ask(sentences, url, "speech", **how)


def record(sentences: Iterable[Spoken], url: str, *, seconds: int, longest: int) -> str:
    """Say this, then record after a beep: until #, `seconds` of silence, or `longest` seconds. Silence comes back too.

    Only a recording that was made is posted with RecordingUrl, RecordingSid and RecordingDuration.
    """
    response = VoiceResponse()
    say(response, sentences)
    response.record(action=url, method="POST", timeout=seconds, finish_on_key="#", max_length=longest, play_beep=True)
    # A recording of silence is thrown away, and the call goes on here.
    response.redirect(url, method="POST")
    return written(response)


def goodbye(sentences: Iterable[Spoken]) -> str:
    """Say this and hang up."""
    response = VoiceResponse()
    say(response, sentences)
    response.hangup()
    return written(response)


def pass_on(sentences: Iterable[Spoken], number: str, *, afterwards: Iterable[Spoken]) -> str:
    """Say this, ring a telephone (E.164), and when that is over, or nobody answers, say the rest and hang up.

    The Dial has no action: what follows it is in the same document, so nothing of ours has to answer.
    """
    response = VoiceResponse()
    say(response, sentences)
    response.dial(number)
    say(response, afterwards)
    response.hangup()
    return written(response)


def go_to(sentences: Iterable[Spoken], url: str) -> str:
    """Say this and fetch the next document from there."""
    response = VoiceResponse()
    say(response, sentences)
    response.redirect(url, method="POST")
    return written(response)


def _ask(sentences: Iterable[Spoken], url: str, listen_for: str, **how: object) -> str:
    response = VoiceResponse()
    gather = response.gather(input=listen_for, action=url, method="POST", action_on_empty_result=True, **how)
    say(gather, sentences)
    # Where the platform does not know actionOnEmptyResult, silence falls through to here.
    response.redirect(url, method="POST")
    return written(response)


def written(response: VoiceResponse) -> str:
    """The document, each letter as itself: the helper's own way spells most of the world's letters out in seven."""
    return _DECLARATION + tostring(response.xml(), encoding="unicode")


def say(verb: VoiceResponse | Gather, sentences: Iterable[Spoken]) -> None:
    """Put these sentences into a verb, as many as fit."""
    for sentence in _fitting(sentences):
        if address := sentence.sound or prompts.shelf().address(sentence.language.code, sentence.text):
            verb.play(address)
        else:
            verb.say(sentence.text, language=_voice(sentence.language))


def _voice(language: Language) -> str:
    """The language's own voice. Raises ValueError when it has none: another's never reads a text."""
    if not language.say:
        raise ValueError(f"{language.code} has no voice, and a sentence without a recording")
    return language.say


def _fitting(sentences: Iterable[Spoken]) -> list[Spoken]:
    """The whole sentences that a document has room for; the last one, which tells the choices, always."""
    fitting = [sentence for sentence in sentences if len(sentence.text) <= LONGEST_SENTENCE]
    while sum(len(escape(one.text).encode()) + _BESIDE_TEXT for one in fitting) > LARGEST - _BESIDE_SENTENCES:
        del fitting[-2]
    return fitting
