"""Reading TwiML strictly: a verb, an attribute or a nesting that the telephone company does not know is an error.

What is allowed is read off the twilio helper's own classes: a verb's attributes are the parameters of the method that
makes it, the verbs that may stand inside it are the methods of its class.
"""

import inspect
import re
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree  # type: ignore[import-untyped]  # ships no types
from twilio.twiml import (  # type: ignore[import-untyped]  # ships no types
    TwiML,
    lower_camel,
    messaging_response,
    voice_response,
)

ROOT = "Response"
VOICE: ModuleType = voice_response
MESSAGING: ModuleType = messaging_response
LARGEST = 64_000  # bytes of a document
LONGEST_SAY = 4_000  # bytes of a text that one <Say> reads
MOST_HINTS, LONGEST_HINT = 500, 100  # what a recogniser is told to expect, and the characters of each
# The parameter that becomes the text inside a verb, and is no attribute; a verb that has none stands without text.
_CONTENTS = {
    "Application": "application_sid",
    "Body": "message",
    "Client": "identity",
    "Conference": "name",
    "Dial": "number",
    "Enqueue": "name",
    "Media": "url",
    "Message": "body",
    "Number": "phone_number",
    "Play": "url",
    "Queue": "name",
    "Redirect": "url",
    "Say": "message",
    "Sim": "sim_sid",
    "Sip": "sip_url",
    "Sms": "message",
    "Task": "body",
    "WhatsApp": "phone_number",
}
_WHOLE = re.compile(r"[1-9][0-9]{0,4}")
_COUNT = re.compile(r"[0-9]{1,5}")
_EVENT = "(initiated|ringing|answered|completed)"
_TRUTH = re.compile("true|false")
# What an attribute may hold, where the telephone company warns or ends the verb at anything else.
_SHAPES = {
    "actionOnEmptyResult": _TRUTH,
    "answerOnBridge": _TRUTH,
    "bargeIn": _TRUTH,
    "finishOnKey": re.compile("[0-9*#]?"),
    "hangupOnStar": _TRUTH,
    "input": re.compile("dtmf|speech|dtmf speech"),
    "language": re.compile("[a-z]{2,3}-([A-Z]{2}|[0-9]{3})"),
    "length": _WHOLE,
    "loop": _COUNT,
    "maxLength": _WHOLE,
    "maxQueueSize": _WHOLE,
    "method": re.compile("GET|POST"),
    "numDigits": _WHOLE,
    "playBeep": _TRUTH,
    "profanityFilter": _TRUTH,
    "reason": re.compile("rejected|busy"),
    "speechTimeout": re.compile("auto|[1-9][0-9]?"),
    "statusCallbackEvent": re.compile(
        "(initiated|ringing|answered|completed)( (initiated|ringing|answered|completed))*"
    ),
    "statusCallbackMethod": re.compile("GET|POST"),
    "timeLimit": _WHOLE,
    "timeout": _WHOLE,
    "transcribe": _TRUTH,
    "trim": re.compile("trim-silence|do-not-trim"),
    "waitUrlMethod": re.compile("GET|POST"),
}
_RECORDING_FINISH = re.compile("[0-9*#]*")  # of a Record any number of keys, of a Gather one


class BadDocument(Exception):
    """A document that the telephone company would refuse or misread; the message says where."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One element: its name, its attributes as written, the text inside and the verbs inside."""

    name: str
    attributes: dict[str, str]
    text: str
    inside: tuple["Verb", ...]


def read(document: bytes, dialect: ModuleType = VOICE) -> tuple[Verb, ...]:
    """The verbs of a <Response>, in order; the `dialect` is VOICE or MESSAGING. Raises BadDocument."""
    if len(document) > LARGEST:
        raise BadDocument(f"{len(document)} bytes: a document holds at most {LARGEST}")
    try:
        root = ElementTree.fromstring(document)
    except (ParseError, DefusedXmlException) as error:
        raise BadDocument(f"not XML: {error}") from error
    if root.tag != ROOT or root.attrib:
        raise BadDocument("the root is not a bare <Response>")
    if (root.text or "").strip():
        raise BadDocument("text outside any verb")
    return tuple(_verb(element, ROOT, dialect) for element in root)


def _verb(element: Element, parent: str, dialect: ModuleType) -> Verb:
    tag = element.tag
    if tag not in verbs_inside(parent, dialect):
        raise BadDocument(f"<{tag}> may not stand inside <{parent}>")
    if unknown := set(element.attrib) - attributes(parent, tag, dialect):
        raise BadDocument(f"<{tag}> has no attribute {', '.join(sorted(unknown))}")
    for name, value in element.attrib.items():
        if (shape := _shape(tag, name)) and not shape.fullmatch(value):
            raise BadDocument(f"<{tag}> cannot have {name}={value!r}")
    text = (element.text or "").strip()
    if text and tag not in _CONTENTS:
        raise BadDocument(f"<{tag}> holds no text")
    if (element.tail or "").strip():
        raise BadDocument(f"text after <{tag}>")
    _require_short(tag, text, element.attrib.get("hints", ""))
    inside = tuple(_verb(child, tag, dialect) for child in element)
    return Verb(tag, dict(element.attrib), text, inside)


def _require_short(tag: str, text: str, hints: str) -> None:
    if tag == "Say" and len(text.encode()) > LONGEST_SAY:
        raise BadDocument(f"a <Say> of {len(text.encode())} bytes: the telephone company reads {LONGEST_SAY}")
    phrases = hints.split(",")
    if len(phrases) > MOST_HINTS or any(len(phrase.strip()) > LONGEST_HINT for phrase in phrases):
        raise BadDocument(f"hints are at most {MOST_HINTS} phrases of {LONGEST_HINT} characters")


def _shape(tag: str, attribute: str) -> re.Pattern[str] | None:
    return _RECORDING_FINISH if (tag, attribute) == ("Record", "finishOnKey") else _SHAPES.get(attribute)


@lru_cache(maxsize=64)
def verbs_inside(parent: str, dialect: ModuleType = VOICE) -> dict[str, str]:
    """The verbs that may stand inside this one, each with the helper's method that makes it."""
    own = {name for name, _ in inspect.getmembers(_class(parent, dialect), inspect.isfunction)} - set(dir(TwiML))
    named = {"".join(part.title() for part in method.split("_")): method for method in own}
    return {tag: method for tag, method in named.items() if hasattr(dialect, tag)}


@lru_cache(maxsize=256)
def attributes(parent: str, tag: str, dialect: ModuleType = VOICE) -> frozenset[str]:
    """The attributes that the helper gives a verb inside another."""
    maker = getattr(_class(parent, dialect), verbs_inside(parent, dialect)[tag])
    names = set(inspect.signature(maker).parameters) - {"self", "kwargs", _CONTENTS.get(tag, "")}
    return frozenset(lower_camel(TwiML.MAP.get(name, name)) for name in names)


def _class(tag: str, dialect: ModuleType) -> Any:
    root = "VoiceResponse" if dialect is VOICE else "MessagingResponse"
    return getattr(dialect, root if tag == ROOT else tag)
