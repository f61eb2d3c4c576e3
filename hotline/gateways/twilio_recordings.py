"""Recordings from the telephone company's own store, and from nowhere else: our token goes with the request."""

from contextlib import closing

import requests

from hotline.config import TWILIO_API, Settings
from hotline.gateways.protocol import GatewayError, Sound
from hotline.gateways.twilio_faults import GONE, refusal, said_plainly
from hotline.gateways.twilio_hosts import RECORDING

SECONDS = 20  # without a byte
LARGEST = 8_000_000  # bytes; two minutes of speech as MP3 have half a million, as WAV two million
SHAPE = ".mp3"  # a tenth of the size of the WAV that they keep
_CHUNK = 65_536


def fetch(settings: Settings, url: str) -> Sound:
    """The sound at this address. Raises GatewayError, a permanent one where it is not our account's, or too large.

    One that is not there is not permanent: it may still be being made, shortly after the call.
    """
    address = _ours(settings, url) + SHAPE
    account = (settings.twilio_account_sid, settings.twilio_auth_tokens[0])
    with (
        said_plainly(),
        closing(requests.get(address, auth=account, stream=True, timeout=SECONDS, allow_redirects=False)) as answer,
    ):
        if answer.status_code == GONE:
            raise GatewayError(permanent=False, reason=str(GONE))
        if answer.status_code != requests.codes.ok:
            raise refusal(answer.status_code, 0, is_uncertain=False)
        return Sound(_bounded(answer), answer.headers.get("Content-Type", "").partition(";")[0].strip())


def _ours(settings: Settings, url: str) -> str:
    """The address to ask, which may be another company's that speaks alike. Raises GatewayError."""
    theirs = RECORDING.fullmatch(url)
    if theirs is None or theirs["account"] != settings.twilio_account_sid:
        raise GatewayError(permanent=True, reason="elsewhere")
    base = settings.twilio_api_url if settings.twilio_api_url != TWILIO_API else f"https://{theirs['host']}"
    return base + theirs["path"]


def _bounded(answer: requests.Response) -> bytes:
    content = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        content += chunk
        if len(content) > LARGEST:
            raise GatewayError(permanent=True, reason="too large")
    return bytes(content)
