"""Recordings from the telephone company's own store, and from nowhere else: our token goes with the request."""

import re
from contextlib import closing
from urllib.parse import urlsplit

import requests

from hotline.config import TWILIO_API, Settings
from hotline.gateways.protocol import GatewayError, Sound
from hotline.gateways.twilio_faults import GONE, refusal, said_plainly

SECONDS = 20  # without a byte
LARGEST = 8_000_000  # bytes; two minutes of speech as MP3 have half a million, as WAV two million
SHAPE = ".mp3"  # a tenth of the size of the WAV that they keep
# In any of its regions (ivr/signature.py says what a webhook may name).
_HOST = re.compile(r"api(\.[a-z0-9-]{1,20}){0,2}\.twilio\.com", re.ASCII)
_PATH = re.compile(r"/2010-04-01/Accounts/(AC[0-9a-f]{32})/Recordings/RE[0-9a-f]{32}", re.ASCII)
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
    parts = urlsplit(url)
    path = _PATH.fullmatch(parts.path)
    is_theirs = parts.scheme == "https" and _HOST.fullmatch(parts.netloc) and not parts.query and not parts.fragment
    if not is_theirs or path is None or path[1] != settings.twilio_account_sid:
        raise GatewayError(permanent=True, reason="elsewhere")
    base = settings.twilio_api_url if settings.twilio_api_url != TWILIO_API else f"https://{parts.netloc}"
    return base + parts.path


def _bounded(answer: requests.Response) -> bytes:
    content = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        content += chunk
        if len(content) > LARGEST:
            raise GatewayError(permanent=True, reason="too large")
    return bytes(content)
