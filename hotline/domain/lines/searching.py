"""A search that an operator leaves for the caller they speak with, out of what the caller told the machine."""

from datetime import datetime

from sqlalchemy.orm import Session

from hotline.domain import audit, searches
from hotline.domain.access import Actor
from hotline.domain.errors import NotFound
from hotline.domain.findings import Outcome
from hotline.domain.limits import Asker
from hotline.domain.lines.waiting import mine
from hotline.domain.names import Query
from hotline.domain.searches import OpenedSearch, SearchWish
from hotline.models.contacts import Channel


def leave_search(session: Session, actor: Actor, call_id: int, *, now: datetime) -> OpenedSearch:
    """Keep a search open for the caller of the actor's call; asked again, it is the same one. News go to their number,
    or are asked for by code and PIN where it is not known.

    Raises NotFound where it is not the actor's call, and Invalid as searches.leave().
    """
    call = mine(session, actor, now=now)
    if call is None or call.id != call_id:
        raise NotFound
    caller = call.caller
    wish = SearchWish(
        Query.from_told(caller.told),
        caller.number or None,
        token=f"call:{call_id}",
        is_urgent=call.is_urgent,
        told=Outcome(caller.heard) if caller.heard else Outcome.NOT_CONFIRMED,
        is_relayed=caller.is_relayed,
    )
    asker = Asker(caller=caller.number)
    opened = searches.leave(session, wish, asker=asker, channel=Channel.CONSOLE, language=call.language, now=now)
    audit.record(session, actor, "search.left", f"call:{call_id}", now=now)
    return opened
