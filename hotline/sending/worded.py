"""The words of each kind of message, in the recipient's language: what a text says, what a letter says."""

from collections.abc import Callable
from typing import TypeVar

from hotline import briefly, gateways, languages, letters, texts
from hotline.domain.outbox import AnswerFacts, DueMessage
from hotline.gateways import Letter
from hotline.models.messages import MessageKind

Words = TypeVar("Words")

TEXTS: dict[MessageKind, Callable[[DueMessage], str]] = {
    MessageKind.ANSWER: lambda message: briefly.answer(AnswerFacts.from_plain(dict(message.facts))),
}


def _unasked(message: DueMessage) -> str:
    here = gateways.settings()
    number, address = here.hotline_number, here.public_base_url
    return briefly.message(message.kind, message.facts, number=number, address=address)


def _letter(message: DueMessage) -> Letter:
    here = gateways.settings()
    number, address = here.hotline_number, here.public_base_url
    return letters.unasked(
        message.kind, message.facts, contact=message.recipient.contact, number=number, address=address
    )


_UNASKED = tuple(kind for kind in MessageKind if kind is not MessageKind.ANSWER)
TEXTS |= dict.fromkeys(_UNASKED, _unasked)
LETTERS: dict[MessageKind, Callable[[DueMessage], Letter]] = dict.fromkeys(_UNASKED, _letter)


def text(message: DueMessage) -> str:
    """What a text says; the same every time, for a lost one is found by its words."""
    return _spoken(message, TEXTS[message.kind])


def letter(message: DueMessage) -> Letter:
    """The e-mail, addressed."""
    return _spoken(message, LETTERS[message.kind])


def _spoken(message: DueMessage, say: Callable[[DueMessage], Words]) -> Words:
    language = languages.get(message.recipient.language) or languages.get(languages.SOURCE)
    with texts.speaking(language):  # type: ignore[arg-type]  # the source language is a row
        return say(message)
