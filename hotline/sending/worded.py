"""The words of each kind of message, in the recipient's language: what a text says, what a letter says."""

from collections.abc import Callable
from typing import TypeVar

from hotline import briefly, languages, texts
from hotline.domain.outbox import AnswerFacts, DueMessage
from hotline.gateways import Letter
from hotline.models.messages import MessageKind

Words = TypeVar("Words")

TEXTS: dict[MessageKind, Callable[[DueMessage], str]] = {
    MessageKind.ANSWER: lambda message: briefly.answer(AnswerFacts.from_plain(dict(message.facts))),
}
LETTERS: dict[MessageKind, Callable[[DueMessage], Letter]] = {}


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
