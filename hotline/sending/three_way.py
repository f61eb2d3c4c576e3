"""What a three-way call asks of the telephone company: ring two relatives, hang up, lead the person out.

It is asked once the turn is committed that wanted it, and no transaction is open meanwhile. What relatives hear is
/ivr/callee/<attempt> (ivr/detainee/callee.py).
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from hotline import clock, db, gateways
from hotline.domain.free_calls import Rung, together
from hotline.gateways import GatewayError
from hotline.logs import log
from hotline.sending.asking import asked

LINE, CALLEE = "/ivr/detainee", "/ivr/callee"


def follow(sid: str) -> None:
    """Ring whom the call of that CallSid is to ring, both at once, and hang up on whom it has left."""
    with db.begin() as session:
        waiting, left = together.to_ring(session, sid), together.to_hang_up(session, sid)
    for leg in left:
        _try(partial(gateways.current().hang_up, leg))
    if waiting:
        gateways.current()  # made before two ask for it at once
        with ThreadPoolExecutor(len(waiting)) as both:
            sids = list(both.map(_ring, waiting))
        for rung, made in zip(waiting, sids, strict=True):
            _write_down(rung, made)


def follow_leg(attempt: int) -> None:
    """Take a person out of the room who is alone in it since that attempt's leg ended."""
    with db.begin() as session:
        place = together.alone(session, attempt)
    if place:
        url = f"{gateways.settings().public_base_url}{LINE}/{place.step}/{place.turn}"
        _try(partial(gateways.current().lead, place.sid, url))


def _ring(rung: Rung) -> str | GatewayError:
    """The id of the call, or why there is none, or may be."""
    here = f"{gateways.settings().public_base_url}{CALLEE}/{rung.id}"
    ring = partial(gateways.current().place_call, rung.callee.number, url=here, report_url=f"{here}/report")
    try:
        return asked(partial(ring, key=str(rung.id)))
    except GatewayError as error:
        log.warning("relative not rung", uncertain=error.is_uncertain, reason=error.reason)
        return error


def _write_down(rung: Rung, made: str | GatewayError) -> None:
    """An answer that was lost is told of by the telephone company's reports, or the attempt ends by its patience."""
    if isinstance(made, GatewayError):
        if not made.is_uncertain:
            with db.begin() as session:
                together.not_rung(session, rung.id, made.reason, now=clock.now())
        return
    with db.begin() as session:
        is_wanted = together.rings(session, rung.id, made)
    if not is_wanted:
        _try(partial(gateways.current().hang_up, made))


def _try(ask: Callable[[], None]) -> None:
    """What cannot be done now is told again by the next turn or report, and every leg ends by itself."""
    try:
        asked(ask)
    except GatewayError as error:
        log.warning("call not changed", uncertain=error.is_uncertain, reason=error.reason)
