"""Searches are woken by what comes into the records, and run again under the same rule of evidence."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline.domain import locator
from hotline.domain.findings import Outcome
from hotline.domain.searches.kept import kept, query, write
from hotline.models.contacts import OpenSearch, SearchKey, SearchState
from hotline.models.messages import MessageKind


def wake(session: Session, keys: Iterable[int]) -> None:
    """Make every open search due that would find somebody under one of these index keys."""
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), 500):
        met = select(SearchKey.search_id).where(SearchKey.key.in_(wanted[start : start + 500]))
        is_open = OpenSearch.state == SearchState.OPEN
        session.execute(update(OpenSearch).where(OpenSearch.id.in_(met), is_open).values(is_due=True))


def rerun_due(session: Session, *, now: datetime, limit: int = 100) -> int:
    """Run the searches that are due again, oldest first; answers how many were run.

    Who left one that has news now is told so by the channel that they left, once; staff tell who left one that is for
    them alone.
    """
    due = select(OpenSearch).where(OpenSearch.is_due, OpenSearch.state == SearchState.OPEN)
    searches = session.scalars(due.order_by(OpenSearch.opened_at).limit(limit).with_for_update(skip_locked=True)).all()
    for search in searches:
        search.is_due = False
        search.checked_at = now
        if not search.is_for_staff and _has_news(session, search, now):
            search.state = SearchState.NEWS
            write(session, search, MessageKind.NEWS, now=now)
    return len(searches)


def _has_news(session: Session, search: OpenSearch, now: datetime) -> bool:
    """Whether there is an answer, and another one than was told when the search was left."""
    finding = locator.look(session, query(session, search), now=now)
    return finding.outcome not in (Outcome.NOT_CONFIRMED, kept(session, search)["told"])
