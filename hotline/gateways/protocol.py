"""What every provider of messages can do, and how it says that it could not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class GatewayError(Exception):
    """A provider did not do what it was asked.

    `permanent`: the same again fails again (a number that takes no texts). `is_uncertain`: the provider's answer was
    lost, so it may have done it; whoever asks again blindly may do it twice. `is_ours`: our account, our settings or
    our request are wrong, so every other message fails too and somebody of ours must mend it; it is never permanent.
    `reason` is a word or the provider's number of the fault, at most 40 characters, with nothing about anybody.
    """

    def __init__(self, *, permanent: bool, is_uncertain: bool = False, is_ours: bool = False, reason: str = "") -> None:
        kind = "permanent" if permanent else "uncertain" if is_uncertain else "ours" if is_ours else "for now"
        super().__init__(f"{kind} {reason}".strip())
        self.permanent = permanent
        self.is_uncertain = is_uncertain
        self.is_ours = is_ours
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Sent:
    """A text or a call that a provider has from us: its id there, and when (aware UTC, whole seconds) it was made."""

    sid: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording as it was kept: its bytes and what they are (audio/mpeg, audio/x-wav)."""

    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail to write. Nothing in it but `text` may be about anybody: the rest stands in headers.

    `text` is whole paragraphs with an empty line between; a line that is an https address alone becomes a link. It is
    laid out as plain text and as a page, in `language` (a code of hotline.languages). `stop_url` is a page where such
    e-mails end, "" where nobody subscribed.
    """

    address: str
    subject: str
    text: str
    language: str
    stop_url: str = ""


class Gateway(Protocol):
    """A provider of texts and calls. Numbers are E.164.

    A `key` is the same when the same message is handed over again. Every method raises GatewayError.
    """

    def send_text(self, number: str, body: str, *, key: str, report_url: str = "") -> str:
        """Hand over a text; answers the provider's id of it. Its states are posted to `report_url`."""
        ...

    def place_call(self, number: str, *, url: str, report_url: str, key: str) -> str:
        """Ring a number; answers the provider's id of the call.

        Who answers, a machine too, hears the TwiML that is posted for at `url`: what may be said to a machine is that
        document's business. The call's states are posted to `report_url`.
        """
        ...

    def lead(self, sid: str, url: str) -> None:
        """Have a call that goes on ask for its next document at `url` now, whatever it is at; one that is over stays
        so.
        """
        ...

    def hang_up(self, sid: str) -> None:
        """End a call, also one that still rings; one that is over is as good as ended."""
        ...

    def find_sent(self, number: str, body: str | None, *, since: datetime) -> list[Sent]:
        """What the provider has of ours to this number, oldest first, made from `since` on (a minute of grace for
        clocks that differ): the texts with this very body, or where it is None the calls. Somebody who lost the answer
        to a request finds it among them, beside others that are known already.
        """
        ...

    def redact(self, sid: str) -> None:
        """Have the provider forget the words and pictures of a text, ours or received; again changes nothing."""
        ...

    def fetch_recording(self, url: str) -> Sound:
        """A recording from the provider's own store; permanent where it is gone, too large, or kept elsewhere."""
        ...

    def delete_recording(self, sid: str) -> None:
        """Have the provider forget a recording; one that is gone already is as good as forgotten."""
        ...


class MailGateway(Protocol):
    """A provider of e-mail."""

    def send_email(self, letter: Letter, *, key: str) -> str:
        """Hand over a letter; answers its Message-ID, the same for the same `key`. Raises GatewayError."""
        ...
