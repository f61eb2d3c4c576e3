"""Rings the operator who took a call; what they hear is /ivr/operators/<call>/<ring> (ivr/operators.py)."""

from hotline import gateways
from hotline.config import Settings
from hotline.domain.lines import Taking
from hotline.gateways import GatewayError
from hotline.logs import log


def ring(taking: Taking) -> bool:
    """Whether their telephone rings, or may: an answer that was lost is told of by the telephone company's reports."""
    url, report_url = addresses(gateways.settings(), taking)
    try:
        gateways.current().place_call(taking.number, url=url, report_url=report_url, key=taking.ring)
    except GatewayError as error:
        log.warning("operator not rung", uncertain=error.is_uncertain, reason=error.reason)
        return error.is_uncertain
    return True


def addresses(settings: Settings, taking: Taking) -> tuple[str, str]:
    """Where the document of the operator's call is asked for, and where its states are posted."""
    here = f"{settings.public_base_url}/ivr/operators/{taking.id}/{taking.ring}"
    return here, f"{here}/ended"
