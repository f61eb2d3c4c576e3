"""Reading TwiML strictly: a verb, an attribute or a nesting that the telephone company does not know is an error.

What is allowed is read off the twilio helper's own classes: a verb's attributes are the parameters of the method that
makes it, the verbs that may stand inside it are the methods of its class.
"""

import inspect
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree  # type: ignore[import-untyped]  # ships no types
from twilio.twiml import TwiML, lower_camel, voice_response  # type: ignore[import-untyped]  # ships no types
from twilio.twiml.voice_response import VoiceResponse  # type: ignore[import-untyped]  # ships no types

ROOT = "Response"
LARGEST = 64_000  # bytes of a document
_NOT_ATTRIBUTES = {"self", "kwargs", "message", "url", "number", "words"}
_WHOLE = re.compile(r"[1-9][0-9]{0,4}")
# What an attribute may hold, where the telephone company warns or ends the verb at anything else.
_SHAPES = {
    "actionOnEmptyResult": re.compile("true|false"),
    "finishOnKey": re.compile("[0-9*#]?"),
    "input": re.compile("dtmf|speech|dtmf speech"),
    "language": re.compile("[a-z]{2,3}-([A-Z]{2}|[0-9]{3})"),
    "maxLength": _WHOLE,
    "method": re.compile("GET|POST"),
    "numDigits": _WHOLE,
    "playBeep": re.compile("true|false"),
    "profanityFilter": re.compile("true|false"),
    "speechTimeout": re.compile("auto|[1-9][0-9]?"),
    "timeout": _WHOLE,
}


class BadDocument(Exception):
    """A document that the telephone company would refuse or misread; the message says where."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One element: its name, its attributes as written, the text inside and the verbs inside."""

    name: str
    attributes: dict[str, str]
    text: str
    inside: tuple["Verb", ...]


def read(document: bytes) -> tuple[Verb, ...]:
    """The verbs of a <Response>, in order. Raises BadDocument."""
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
    return tuple(_verb(element, ROOT) for element in root)


def _verb(element: Element, parent: str) -> Verb:
    if element.tag not in verbs_inside(parent):
        raise BadDocument(f"<{element.tag}> may not stand inside <{parent}>")
    if unknown := set(element.attrib) - attributes(parent, element.tag):
        raise BadDocument(f"<{element.tag}> has no attribute {', '.join(sorted(unknown))}")
    for name, value in element.attrib.items():
        if name in _SHAPES and not _SHAPES[name].fullmatch(value):
            raise BadDocument(f"<{element.tag}> cannot have {name}={value!r}")
    if (element.tail or "").strip():
        raise BadDocument(f"text after <{element.tag}>")
    inside = tuple(_verb(child, element.tag) for child in element)
    return Verb(element.tag, dict(element.attrib), (element.text or "").strip(), inside)


@lru_cache(maxsize=64)
def verbs_inside(parent: str) -> dict[str, str]:
    """The verbs that may stand inside this one, each with the helper's method that makes it."""
    own = {name for name, _ in inspect.getmembers(_class(parent), inspect.isfunction)} - set(dir(TwiML))
    named = {"".join(part.title() for part in method.split("_")): method for method in own}
    return {tag: method for tag, method in named.items() if hasattr(voice_response, tag)}


@lru_cache(maxsize=256)
def attributes(parent: str, tag: str) -> frozenset[str]:
    """The attributes that the helper gives a verb inside another."""
    maker = getattr(_class(parent), verbs_inside(parent)[tag])
    names = set(inspect.signature(maker).parameters) - _NOT_ATTRIBUTES
    return frozenset(lower_camel(TwiML.MAP.get(name, name)) for name in names)


def _class(tag: str) -> Any:
    return VoiceResponse if tag == ROOT else getattr(voice_response, tag)
