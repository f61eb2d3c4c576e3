"""What a provider is asked ends in an answer or a GatewayError, so that one message never holds up the others."""

from collections.abc import Callable
from typing import TypeVar

from hotline.gateways import GatewayError
from hotline.logs import log

Answer = TypeVar("Answer")


def asked(ask: Callable[[], Answer]) -> Answer:
    """The provider's answer. Raises GatewayError alone.

    Whatever else a gateway stumbles over is a fault of ours that leaves open what the provider did, so it counts as
    uncertain: asked again later, and after many within a minute sending stops and staff are alarmed. The error's own
    text may be about somebody, so its type alone is kept.
    """
    try:
        return ask()
    except GatewayError:
        raise
    except Exception as error:  # written down below by its type; the other messages go
        log.error("gateway broke", exc_info=error)
        raise GatewayError(permanent=False, is_uncertain=True, reason=type(error).__name__[:40]) from None
