"""Open searches: a miss is never the end.

Somebody who could not be told leaves a number or an address and gets a reference code and a PIN. A search keeps the
index keys that the person would be found under; an intake or a roster that writes one of them makes the search due,
and it is run again under the same rule of evidence. The code alone tells only "open", "there is news" or "closed".
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from hotline import phones, secrets_box
from hotline.domain import limits, locator, names, references
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.findings import Finding, Outcome
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.models.contacts import Channel, ClosingReason, OpenSearch, ReferenceKind, SearchKey, SearchState

DEADLINE = timedelta(hours=24)
URGENT_DEADLINE = timedelta(hours=2)  # where children or medicine are at stake
KEPT_OPEN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SearchWish:
    """What somebody leaves who wants a search kept open.

    `contact` is a telephone number or an e-mail address as it was typed. `token` is the same when the same form or
    call is sent again: then the same search is answered and no second one is opened. `told` is the answer that the
    one who leaves it has heard already: the same again is no news. Who `is_relayed` is called through a relay service.
    """

    query: Query
    contact: str
    token: str
    is_urgent: bool = False
    told: Outcome = Outcome.NOT_CONFIRMED
    is_relayed: bool = False


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

    Raises Invalid("contact", "not_a_contact"), Invalid("contact", "too_many"), or Invalid("query", "too_little") for
    what can_bring_news() says no of.
    """
    contact = _contact(wish.contact)
    search_id = _id(session, wish, channel)
    if known := session.get(OpenSearch, search_id):
        return OpenedSearch(_kept(session, known)["code"], references.pin_of(session, wish.token), known.deadline_at)
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
        deadline_at=now + (URGENT_DEADLINE if wish.is_urgent else DEADLINE),
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
    kept = _kept(session, search)
    if Query.from_told(kept["query"]) != wish.query:
        search.is_for_staff = _charge(session, wish, asker, now)
        search.sealed = _sealed(session, search.id, wish, _contact(wish.contact), kept["code"])
        search.state, search.is_due = SearchState.OPEN, True
        search.closing = search.closed_at = None
        session.execute(delete(SearchKey).where(SearchKey.search_id == search.id))
        _write_keys(session, search.id, wish.query)
    return OpenedSearch(kept["code"], references.pin_of(session, wish.token), search.deadline_at)


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
    kept: dict[str, Any] = {"query": wish.query.told(), "contact": contact, "code": code, "told": wish.told}
    kept["is_relayed"] = wish.is_relayed
    return secrets_box.of(session).seal(search_id, json.dumps(kept, ensure_ascii=False).encode())


def _write_keys(session: Session, search_id: int, query: Query) -> None:
    keys = sorted(set(names.search_keys(secrets_box.of(session), query)))
    session.execute(insert(SearchKey), [{"key": key, "search_id": search_id} for key in keys])


def can_bring_news(session: Session, query: Query) -> bool:
    """Whether a search for this can ever end in news; nobody is promised one that cannot, a person helps instead.

    It must be enough evidence (locator.can_answer), and hold something that an intake would wake the search by.
    """
    return locator.can_answer(query) and bool(names.search_keys(secrets_box.of(session), query))


def status(session: Session, code: str, *, asker: Asker, now: datetime) -> SearchState | None:
    """What the code alone tells; None for a code nobody has, and for whoever tries too many.

    Raises Invalid("code", "mistyped"). An unknown code is no exception, because its count must be committed.
    """
    reference = references.find(session, code, asker=asker, now=now)
    return session.get_one(OpenSearch, reference.id).state if reference else None


def open_with_pin(session: Session, code: str, pin: str, *, asker: Asker, now: datetime) -> Finding | None:
    """The answer to an open search, by today's records and the rule of evidence; None when code or PIN is wrong.

    Raises Invalid("code", "mistyped").
    """
    reference = references.find(session, code, asker=asker, now=now)
    if reference is None or not references.opens(session, reference, pin):
        return None
    search = session.get_one(OpenSearch, reference.id)
    return locator.find(session, _query(session, search), asker=asker, now=now)


def code_of(session: Session, search_id: int) -> str:
    """The code of a search that we call somebody about. Raises NotFound."""
    search = session.get(OpenSearch, search_id)
    if search is None:
        raise NotFound
    code: str = _kept(session, search)["code"]
    return code


def wake(session: Session, keys: Iterable[int]) -> None:
    """Make every open search due that would find somebody under one of these index keys."""
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), 500):
        met = select(SearchKey.search_id).where(SearchKey.key.in_(wanted[start : start + 500]))
        is_open = OpenSearch.state == SearchState.OPEN
        session.execute(update(OpenSearch).where(OpenSearch.id.in_(met), is_open).values(is_due=True))


def rerun_due(session: Session, *, now: datetime, limit: int = 100) -> int:
    """Run the searches that are due again, oldest first; answers how many were run."""
    due = select(OpenSearch).where(OpenSearch.is_due, OpenSearch.state == SearchState.OPEN)
    searches = session.scalars(due.order_by(OpenSearch.opened_at).limit(limit).with_for_update(skip_locked=True)).all()
    for search in searches:
        search.is_due = False
        search.checked_at = now
        if not search.is_for_staff and _has_news(session, search, now):
            search.state = SearchState.NEWS
    return len(searches)


def _has_news(session: Session, search: OpenSearch, now: datetime) -> bool:
    """Whether there is an answer, and another one than was told when the search was left."""
    finding = locator.look(session, _query(session, search), now=now)
    return finding.outcome not in (Outcome.NOT_CONFIRMED, _kept(session, search)["told"])


@dataclass(frozen=True, slots=True)
class LeftSearch:
    """An open search as staff see it: what was asked and where the news goes (E.164 or an e-mail address).

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


def waiting(session: Session) -> list[LeftSearch]:
    """Searches whose news nobody has passed on, or that nobody has answered: urgent ones first, then by deadline."""
    owed = select(OpenSearch).where(OpenSearch.state != SearchState.CLOSED)
    order = (OpenSearch.is_urgent.desc(), OpenSearch.state == SearchState.OPEN, OpenSearch.deadline_at)
    return [_left(session, search) for search in session.scalars(owed.order_by(*order))]


def close(session: Session, search_id: int, *, reason: ClosingReason, now: datetime) -> None:
    """Staff close a search; its code then answers "closed: please call". Raises NotFound."""
    search = session.get(OpenSearch, search_id)
    if search is None:
        raise NotFound
    search.state = SearchState.CLOSED
    search.closing = reason
    search.closed_at = now


def _kept(session: Session, search: OpenSearch) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(secrets_box.of(session).open(search.id, search.sealed))
    return kept


def _query(session: Session, search: OpenSearch) -> Query:
    return Query.from_told(_kept(session, search)["query"])


def _left(session: Session, search: OpenSearch) -> LeftSearch:
    kept = _kept(session, search)
    return LeftSearch(
        search.id,
        Query.from_told(kept["query"]),
        kept["contact"],
        search.state,
        search.language,
        search.is_urgent,
        search.deadline_at,
        Outcome(kept["told"]),
        search.is_for_staff,
        kept.get("is_relayed", False),
    )


def _contact(text: str) -> str:
    """A telephone number as E.164, or an e-mail address."""
    contact = text.strip()
    if "@" in contact:
        mailbox, _, domain = contact.rpartition("@")
        if mailbox and "." in domain.strip(".") and len(contact) <= 254 and not any(c.isspace() for c in contact):
            return contact
    elif (number := phones.parse(contact)) and phones.may_be_called(number):
        return number
    raise Invalid("contact", "not_a_contact")
