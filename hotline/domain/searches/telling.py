"""What the code of a search tells, and what its PIN opens."""

from datetime import datetime

from sqlalchemy.orm import Session

from hotline.domain import locator, outbox
from hotline.domain.findings import Finding, Outcome
from hotline.domain.limits import Asker
from hotline.domain.searches.kept import kept, query
from hotline.models.contacts import OpenSearch, SearchState
from hotline.models.messages import MessageKind


def state(session: Session, search_id: int) -> SearchState:
    """What the code alone tells."""
    return session.get_one(OpenSearch, search_id).state


def read(session: Session, search_id: int, *, asker: Asker, now: datetime) -> Finding:
    """The answer by today's records and the rule of evidence, for who has keyed the PIN; news is passed on then."""
    search = session.get_one(OpenSearch, search_id)
    finding = locator.find(session, query(session, search), asker=asker, now=now)
    if search.state is SearchState.NEWS and finding.outcome is not Outcome.NOT_CONFIRMED:
        search.told_at = search.told_at or now
        outbox.withdraw(session, search_id, MessageKind.NEWS, now=now)
    return finding


def code_of(session: Session, search_id: int) -> str:
    """Its reference code, eight digits. Raises Unsealable."""
    code: str = kept(session, session.get_one(OpenSearch, search_id))["code"]
    return code
