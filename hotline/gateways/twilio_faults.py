"""What Twilio's refusals mean: for good, for now, ours to mend, or nobody knows whether it was done.

Source: Twilio's error dictionary (https://www.twilio.com/docs/api/errors). What becomes of a text after it was taken
(30003 unreachable to 30008 unknown) comes with its status reports, not here.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from requests import ConnectionError as ConnectionLost
from requests import ConnectTimeout, RequestException
from twilio.base.exceptions import (  # type: ignore[import-untyped]
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)
from urllib3.exceptions import NewConnectionError

from hotline.gateways.protocol import GatewayError

GONE = 404
OVER = 21220  # the call is over, so there is nothing to change about it
_TOO_MANY = 429
_FOR_NOW = frozenset((408, 425, _TOO_MANY, 503))  # it was not done; the same may be done later
# The account, its numbers or its settings, whoever it is for.
_OURS = frozenset(
    (
        10001,  # the account is not active
        20003,  # the token is not that of the account
        20005,  # the account is not active
        21210,  # the caller's number is not ours
        21212,  # no valid sender
        21219,  # a trial account calls verified numbers alone
        21601,  # the sender cannot send texts
        21603,  # no sender
        21606,  # the sender is not ours, or cannot send texts
        21608,  # a trial account texts verified numbers alone
        21609,  # the address for reports is invalid
        21205,  # the address of the call's document is invalid
        21220,  # the address for reports is invalid
        21659,  # the sender is no number of ours
        21660,  # the sender belongs to another account
    )
)
# This number, though the status is that of a request that is not allowed: a country that the account does not serve.
_NOT_SERVED = frozenset((13227, 21215, 21216, 21408))
# The same later: a queue that is full, maintenance.
_LATER = frozenset((20429, 21611, 21730, 14107, 10004))


@contextmanager
def said_plainly(
    *, is_uncertain: bool = False, gone_is_fine: bool = False, over_is_fine: bool = False
) -> Iterator[None]:
    """Raises a fault of the client as a GatewayError; `is_uncertain` where a lost answer leaves open what was done.

    The client's own errors hold the number that was called, so they are not chained: they could reach a log.
    """
    try:
        yield
    except (TwilioRestException, TwilioServiceException) as error:
        if not (gone_is_fine and error.status == GONE) and not (over_is_fine and _number(error.code) == OVER):
            raise refusal(error.status, _number(error.code), is_uncertain=is_uncertain) from None
    except (RequestException, TwilioException, json.JSONDecodeError) as error:
        is_lost = is_uncertain and not _never_left(error)
        raise GatewayError(permanent=False, is_uncertain=is_lost, reason=type(error).__name__) from None


def refusal(status: int, code: int, *, is_uncertain: bool) -> GatewayError:
    """What an HTTP status and a code of the dictionary mean (the code is 0 or the status where there is none)."""
    reason = str(code or status)
    if code in _LATER or status in _FOR_NOW:
        return GatewayError(permanent=False, reason=reason)
    if code in _NOT_SERVED:
        return GatewayError(permanent=True, reason=reason)
    if code in _OURS or status in (401, 403, GONE) or status < 400:
        return GatewayError(permanent=False, is_ours=True, reason=reason)
    if status >= 500:
        return GatewayError(permanent=False, is_uncertain=is_uncertain, reason=reason)
    return GatewayError(permanent=True, reason=reason)


def _number(code: object) -> int:
    return int(code) if str(code).isdecimal() else 0  # type: ignore[call-overload]


def _never_left(error: Exception) -> bool:
    """Whether the request cannot have reached them."""
    if isinstance(error, ConnectTimeout):
        return True
    cause = getattr(error.args[0], "reason", None) if isinstance(error, ConnectionLost) and error.args else None
    return isinstance(cause, NewConnectionError)
