"""One message goes to its provider, in the words of its kind."""

from dataclasses import dataclass

from hotline import gateways
from hotline.domain.outbox import DueMessage
from hotline.gateways import GatewayError
from hotline.models.messages import Means
from hotline.sending import worded


@dataclass(frozen=True, slots=True)
class Handed:
    """What a provider said of a message: its id there, or a fault; neither where it was not tried."""

    message: DueMessage
    sid: str = ""
    fault: GatewayError | None = None


def hand_over(message: DueMessage) -> Handed:
    """Ask the provider to take this message, once."""
    try:
        return Handed(message, _HANDS[message.recipient.means](message))
    except GatewayError as fault:
        return Handed(message, fault=fault)


def _text(message: DueMessage) -> str:
    number, reports = message.recipient.contact, _address(f"/ivr/reports/{message.key}")
    return gateways.current().send_text(number, worded.text(message), key=message.key, report_url=reports)


def _call(message: DueMessage) -> str:
    """Who answers hears what stands at an address that tells nothing about anybody."""
    number, reports = message.recipient.contact, _address(f"/ivr/reports/{message.key}")
    url = _address(f"/ivr/news/{message.key}")
    return gateways.current().place_call(number, url=url, report_url=reports, key=message.key)


def _email(message: DueMessage) -> str:
    return gateways.mail().send_email(worded.letter(message), key=message.key)


def _address(path: str) -> str:
    return f"{gateways.settings().public_base_url}{path}"


_HANDS = {Means.TEXT: _text, Means.CALL: _call, Means.EMAIL: _email}
