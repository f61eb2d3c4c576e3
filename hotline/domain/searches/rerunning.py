"""Searches are woken by what comes into the records, and run again under the same rule of evidence."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline.domain import locator, outbox
from hotline.domain.errors import NotFound
from hotline.domain.findings import Outcome
from hotline.domain.searches.kept import kept, query, write
from hotline.models.contacts import OpenSearch, SearchKey, SearchState
from hotline.models.messages import Message, MessageKind, MessageState

RUN_ANYWAY = timedelta(hours=6)
LOOKED_AT_FOR = timedelta(minutes=5)


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
        _run(session, search, now)
    return len(searches)


def run_again(session: Session, search_id: int, *, now: datetime) -> SearchState:
    """Run one search now, as rerun_due() does; answers where it stands then. Raises NotFound where it is closed."""
    search = session.get(OpenSearch, search_id, with_for_update=True, populate_existing=True)
    if search is None or search.state is SearchState.CLOSED:
        raise NotFound
    if search.state is SearchState.OPEN:
        _run(session, search, now)
    return search.state


def wake_resting(session: Session, *, now: datetime) -> int:
    """Make due what was not run for six hours; answers how many searches that were.

    A person who is no longer hidden wakes none, nor does what was being written while a search was left.
    """
    rests = OpenSearch.state == SearchState.OPEN, ~OpenSearch.is_due, OpenSearch.checked_at < now - RUN_ANYWAY
    woken = update(OpenSearch).where(*rests).values(is_due=True).returning(OpenSearch.id)
    return len(session.scalars(woken).all())


def look_again_due(session: Session, *, now: datetime, limit: int = 100) -> int:
    """Look once more before news leaves that had to wait, for the morning say; answers how many searches were run.

    Where there is nothing to tell any more, the person being hidden since, nothing is sent and the search is open.
    """
    waiting = Message.state == MessageState.WAITING, Message.due_at <= now, Message.kind == MessageKind.NEWS
    has_waited = OpenSearch.state == SearchState.NEWS, OpenSearch.checked_at < now - LOOKED_AT_FOR
    due = select(OpenSearch).where(OpenSearch.id.in_(select(Message.matter_id).where(*waiting)), *has_waited)
    searches = session.scalars(due.order_by(OpenSearch.id).limit(limit).with_for_update(skip_locked=True)).all()
    for search in searches:
        search.checked_at = now
        if not _has_news(session, search, now):
            search.state = SearchState.OPEN
            outbox.withdraw(session, search.id, MessageKind.NEWS, now=now)
    return len(searches)


def _run(session: Session, search: OpenSearch, now: datetime) -> None:
    search.is_due = False
    search.checked_at = now
    if not search.is_for_staff and _has_news(session, search, now):
        search.state = SearchState.NEWS
        write(session, search, MessageKind.NEWS, now=now)


def _has_news(session: Session, search: OpenSearch, now: datetime) -> bool:
    """Whether there is an answer, and another one than was told when the search was left."""
    finding = locator.look(session, query(session, search), now=now)
    return finding.outcome not in (Outcome.NOT_CONFIRMED, kept(session, search)["told"])
