"""Texts through Twilio's REST API.

Imported by the process that sends, when it first sends: the client costs 100 ms and 24 MB. A message is created
without an idempotency key, which Twilio does not have; so a lost answer is uncertain and is not asked for again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from requests import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioRestException  # type: ignore[import-untyped]
from twilio.http import HttpClient  # type: ignore[import-untyped]
from twilio.http.http_client import TwilioHttpClient  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from hotline.config import Settings
from hotline.gateways.protocol import GatewayError

SECONDS = 10  # to answer
_FOR_NOW = frozenset((401, 403, 408, 429))  # ours to mend, or a wait: the message itself is sound
_GONE = 404


class TwilioGateway:
    """Sends from the hotline's own number. `http` carries the requests, by default over the network."""

    def __init__(self, settings: Settings, http: HttpClient | None = None) -> None:
        self._from = settings.hotline_number
        http = http or TwilioHttpClient(timeout=SECONDS, max_retries=0)
        self._client = Client(settings.twilio_account_sid, settings.twilio_auth_tokens[0], http_client=http)

    def send_text(self, number: str, body: str, *, key: str, report_url: str = "") -> str:
        with _faults(is_uncertain=True):
            message = self._client.messages.create(to=number, from_=self._from, body=body)
        return str(message.sid)

    def redact(self, sid: str) -> None:
        message = self._client.messages(sid)
        with _faults(is_uncertain=False):
            try:
                message.update(body="")
                for picture in message.media.list():
                    picture.delete()
            except TwilioRestException as error:
                if error.status != _GONE:
                    raise


@contextmanager
def _faults(*, is_uncertain: bool) -> Iterator[None]:
    """Say a fault of the client as a GatewayError; `is_uncertain` where a lost answer leaves open what was done."""
    try:
        yield
    except TwilioRestException as error:
        is_permanent = 400 <= error.status < 500 and error.status not in _FOR_NOW
        raise GatewayError(permanent=is_permanent) from error
    except ConnectTimeout as error:
        raise GatewayError(permanent=False) from error
    except RequestException as error:
        raise GatewayError(permanent=False, is_uncertain=is_uncertain) from error
