"""Leaving a search open, and correcting it."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from hotline import hours, secrets_box
from hotline.domain import contacts, limits, locator, names, outbox, references
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.findings import Outcome
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.searches.kept import kept
from hotline.models.contacts import Channel, OpenSearch, ReferenceKind, SearchKey, SearchState

DEADLINE = timedelta(hours=24)
URGENT_DEADLINE = timedelta(hours=2)  # of those in which people answer; where children or medicine are at stake
KEPT_OPEN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SearchWish:
    """What somebody leaves who wants a search kept open.

    `contact` is a telephone number or an e-mail address as it was typed, None for whoever has neither and asks for
    news by code and PIN. `token` is the same when the same form or
    call is sent again: then the same search is answered and no second one is opened. `told` is the answer that the
    one who leaves it has heard already: the same again is no news. Who `is_relayed` is called through a relay service.
    `can_email` says whether e-mails can leave (gateways.can_email()).
    """

    query: Query
    contact: str | None
    token: str
    is_urgent: bool = False
    told: Outcome = Outcome.NOT_CONFIRMED
    is_relayed: bool = False
    can_email: bool = True


@dataclass(frozen=True, slots=True)
class OpenedSearch:
    """What the one who left it is told, once: `code` (eight digits), `pin` (six digits), and by when staff look."""

    code: str
    pin: str
    deadline_at: datetime


def leave(
    session: Session, wish: SearchWish, *, asker: Asker, channel: Channel, language: str, now: datetime
) -> OpenedSearch:
    """Keep a search open; it is run at once too, for the records may have changed since the look-up.

    Raises Invalid("contact", reason): as contacts.read(), or "too_many"; or Invalid("query", "too_little") for what
    can_bring_news() says no of.
    """
    contact = _contact(wish)
    search_id = _id(session, wish, channel)
    if known := session.get(OpenSearch, search_id):
        return OpenedSearch(kept(session, known)["code"], references.pin_of(session, wish.token), known.deadline_at)
    is_for_staff = _charge(session, wish, asker, now)
    issued = references.issue(session, search_id, ReferenceKind.SEARCH, seed=wish.token)
    search = OpenSearch(
        id=search_id,
        channel=channel,
        language=language,
        is_urgent=wish.is_urgent,
        is_due=True,
        is_for_staff=is_for_staff,
        sealed=_sealed(session, search_id, wish, contact, issued.code),
        opened_at=now,
        checked_at=now,
        deadline_at=hours.of(session).after(URGENT_DEADLINE, now) if wish.is_urgent else now + DEADLINE,
        expires_at=now + KEPT_OPEN,
    )
    session.add(search)
    session.flush()
    _write_keys(session, search_id, wish.query)
    return OpenedSearch(issued.code, issued.pin, search.deadline_at)


def correct(session: Session, wish: SearchWish, *, asker: Asker, channel: Channel, now: datetime) -> OpenedSearch:
    """Look for what is told now instead, under the code and the PIN that the search left under this token has.

    It is run at once, and what staff closed is open again. Counted, and refused, like a search that is left.
    Raises NotFound.
    """
    search = session.get(OpenSearch, _id(session, wish, channel))
    if search is None:
        raise NotFound
    before = kept(session, search)
    if Query.from_told(before["query"]) != wish.query:
        search.is_for_staff = _charge(session, wish, asker, now)
        search.sealed = _sealed(session, search.id, wish, _contact(wish), before["code"])
        search.state, search.is_due = SearchState.OPEN, True
        search.closing = search.closed_at = search.told_at = None
        outbox.drop(session, search.id, now=now)
        session.execute(delete(SearchKey).where(SearchKey.search_id == search.id))
        _write_keys(session, search.id, wish.query)
    return OpenedSearch(before["code"], references.pin_of(session, wish.token), search.deadline_at)


def _contact(wish: SearchWish) -> str:
    """Where news goes, "" for nowhere. Raises Invalid as contacts.read()."""
    return "" if wish.contact is None else contacts.read(wish.contact, can_email=wish.can_email)


def _id(session: Session, wish: SearchWish, channel: Channel) -> int:
    return secrets_box.of(session).index_key("open-search", f"{channel}:{wish.token}") & (2**63 - 1)


def _charge(session: Session, wish: SearchWish, asker: Asker, now: datetime) -> bool:
    """Count a search before it is kept; answers whether only staff may say that it has news."""
    if not can_bring_news(session, wish.query):
        raise Invalid("query", "too_little")
    standing = limits.charge_search(session, asker, wish.query, now=now)
    if standing.is_over:
        raise Invalid("contact", "too_many")
    return bool(standing.tripped)


def _sealed(session: Session, search_id: int, wish: SearchWish, contact: str, code: str) -> bytes:
    told: dict[str, Any] = {"query": wish.query.told(), "contact": contact, "code": code, "told": wish.told}
    told["is_relayed"] = wish.is_relayed
    return secrets_box.of(session).seal(search_id, json.dumps(told, ensure_ascii=False).encode())


def _write_keys(session: Session, search_id: int, query: Query) -> None:
    keys = sorted(set(names.search_keys(secrets_box.of(session), query)))
    session.execute(insert(SearchKey), [{"key": key, "search_id": search_id} for key in keys])


def can_bring_news(session: Session, query: Query) -> bool:
    """Whether a search for this can ever end in news; nobody is promised one that cannot, a person helps instead.

    It must be enough evidence (locator.can_answer), and hold something that an intake would wake the search by.
    """
    return locator.can_answer(query) and bool(names.search_keys(secrets_box.of(session), query))
