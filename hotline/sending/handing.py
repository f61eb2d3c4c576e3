"""One message goes to its provider, in the words of its kind."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from hotline import gateways
from hotline.domain.outbox import DueMessage
from hotline.gateways import GatewayError
from hotline.logs import log
from hotline.models.messages import Means
from hotline.sending import worded
from hotline.sending.asking import asked

Ask = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Handed:
    """What a provider said of a message: its id there, or a fault; neither where it was not tried.

    One that `is_unworded` has no words, by a fault of ours, so nobody was asked.
    """

    message: DueMessage
    sid: str = ""
    fault: GatewayError | None = None
    is_unworded: bool = False


def hand_over(message: DueMessage) -> Handed:
    """Ask the provider to take this message, once."""
    try:
        ask = _ASKS[message.recipient.means](message)
    except Exception as error:  # whatever our words stumble over, the other messages go
        log_unworded(message, error)
        return Handed(message, is_unworded=True)
    try:
        return Handed(message, asked(ask))
    except GatewayError as fault:
        return Handed(message, fault=fault)


def log_unworded(message: DueMessage, error: Exception) -> None:
    """Say that a message has no words; the error's own text may be about somebody, so it is left out."""
    log.error("message not worded", kind=message.kind, means=message.recipient.means, exc_info=error)


def _text(message: DueMessage) -> Ask:
    number, reports = message.recipient.contact, _address(f"/ivr/reports/{message.key}")
    body = worded.text(message)
    return partial(gateways.current().send_text, number, body, key=message.key, report_url=reports)


def _call(message: DueMessage) -> Ask:
    """Who answers hears what stands at an address that tells nothing about anybody."""
    number, reports = message.recipient.contact, _address(f"/ivr/reports/{message.key}")
    url = _address(f"/ivr/news/{message.key}")
    return partial(gateways.current().place_call, number, url=url, report_url=reports, key=message.key)


def _email(message: DueMessage) -> Ask:
    letter = worded.letter(message)

    def ask() -> str:
        if not gateways.can_email():  # its settings are gone since the message was owed
            raise GatewayError(permanent=False, is_ours=True, reason="no_mail_server")
        return gateways.mail().send_email(letter, key=message.key)

    return ask


def _address(path: str) -> str:
    return f"{gateways.settings().public_base_url}{path}"


_ASKS: dict[Means, Callable[[DueMessage], Ask]] = {Means.TEXT: _text, Means.CALL: _call, Means.EMAIL: _email}
