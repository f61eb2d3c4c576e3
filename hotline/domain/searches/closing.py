"""What staff see of open searches, and how a search ends: by them, or by itself after thirty days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from hotline.domain import desk, outbox
from hotline.domain.errors import NotFound
from hotline.domain.findings import Outcome
from hotline.domain.names import Query
from hotline.domain.searches.kept import kept, write
from hotline.models.contacts import ClosingReason, OpenSearch, SearchState
from hotline.models.messages import MessageKind
from hotline.models.operations import TaskKind

A_PAGE = 50  # searches
REACH_WITHIN = timedelta(hours=24)
_OWED = OpenSearch.closed_at.is_(None), OpenSearch.told_at.is_(None)  # as the index of what waits says it
# Whoever withdrew knows, and the others reach nobody who waits. All other reasons end in the same words.
_WITHOUT_A_WORD = frozenset((ClosingReason.WITHDRAWN, ClosingReason.MISTAKEN, ClosingReason.UNREACHABLE))


@dataclass(frozen=True, slots=True)
class LeftSearch:
    """An open search as staff see it: what was asked and where the news goes (E.164, an e-mail address, or ""
    where whoever left it asks by its code).

    `told` and `is_relayed` are as in SearchWish, `is_for_staff`: only a person may say that there is news.
    """

    id: int
    query: Query
    contact: str
    state: SearchState
    language: str
    is_urgent: bool
    deadline_at: datetime
    told: Outcome
    is_for_staff: bool
    is_relayed: bool
    opened_at: datetime
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the searches, in their order; `next` is the id to go on after, None at the end."""

    searches: tuple[LeftSearch, ...]
    next: int | None


def waiting(session: Session) -> list[LeftSearch]:
    """Searches whose news nobody has passed on, or that nobody has answered: urgent ones first, then by deadline."""
    owed = select(OpenSearch).where(*_OWED)
    order = (OpenSearch.is_urgent.desc(), OpenSearch.state == SearchState.OPEN, OpenSearch.deadline_at)
    return [_left(session, search) for search in session.scalars(owed.order_by(*order))]


def page(session: Session, *, after: int | None = None, size: int = A_PAGE) -> Page:
    """A page of the searches that waiting() lists, by their deadline, read by its index; no other is opened."""
    owed = select(OpenSearch).where(*_OWED).order_by(OpenSearch.deadline_at, OpenSearch.id)
    if after is not None and (last := session.get(OpenSearch, after)):
        owed = owed.where(tuple_(OpenSearch.deadline_at, OpenSearch.id) > tuple_(last.deadline_at, last.id))
    rows = session.scalars(owed.limit(size + 1)).all()
    return Page(tuple(_left(session, row) for row in rows[:size]), rows[size - 1].id if len(rows) > size else None)


def languages(session: Session, *, most: int) -> list[str]:
    """The languages of those who left the searches that waiting() lists, of at most so many; nothing is opened."""
    return list(session.scalars(select(OpenSearch.language).where(*_OWED).order_by(OpenSearch.deadline_at).limit(most)))


def one(session: Session, search_id: int) -> LeftSearch:
    """A search that is not closed. Raises NotFound."""
    search = session.get(OpenSearch, search_id)
    if search is None or search.closed_at:
        raise NotFound
    return _left(session, search)


def close(session: Session, search_id: int, *, reason: ClosingReason, now: datetime) -> None:
    """Staff close a search; its code then answers "closed: please call", and whoever left it gets a last word.

    The words are the same whatever the reason and whoever is looked for. Closed again changes nothing. Raises NotFound.
    """
    search = session.get(OpenSearch, search_id, with_for_update=True, populate_existing=True)
    if search is None:
        raise NotFound
    if search.state is not SearchState.CLOSED:
        _close(session, search, reason, now)


def expire_due(session: Session, *, now: datetime, limit: int = 100) -> int:
    """Close what was open for thirty days; answers how many searches that were."""
    due = OpenSearch.expires_at <= now, OpenSearch.state != SearchState.CLOSED
    found = select(OpenSearch).where(*due).order_by(OpenSearch.expires_at).limit(limit)
    searches = session.scalars(found.with_for_update(skip_locked=True)).all()
    for search in searches:
        _close(session, search, ClosingReason.TOLD if search.told_at else ClosingReason.EXPIRED, now)
    return len(searches)


def _close(session: Session, search: OpenSearch, reason: ClosingReason, now: datetime) -> None:
    search.state, search.closing, search.closed_at = SearchState.CLOSED, reason, now
    outbox.drop(session, search.id, now=now)
    if reason in _WITHOUT_A_WORD:
        return
    if not search.is_for_staff:
        write(session, search, MessageKind.LAST_WORD, facts={"about": "search"}, now=now)
    elif reason is ClosingReason.EXPIRED and kept(session, search)["contact"]:
        due_at, subject = now + REACH_WITHIN, f"search:{search.id}"
        desk.open_task(session, TaskKind.REACH_CALLER, subject, due_at=due_at, now=now, reason="search_expired")


def _left(session: Session, search: OpenSearch) -> LeftSearch:
    known = kept(session, search)
    return LeftSearch(
        search.id,
        Query.from_told(known["query"]),
        known["contact"],
        search.state,
        search.language,
        search.is_urgent,
        search.deadline_at,
        Outcome(known["told"]),
        search.is_for_staff,
        known.get("is_relayed", False),
        search.opened_at,
        search.checked_at,
    )
