"""The index keys of open searches under another key (docs/keys.md)."""

from collections.abc import Sequence

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import names
from hotline.domain.searches.kept import query
from hotline.models.contacts import OpenSearch, SearchKey
from hotline.secrets_box import PeopleIndex


def write_keys_again(session: Session, index: PeopleIndex, *, after: int, limit: int) -> int | None:
    """Add the keys of that index to the next searches that have any; answers the last one's id, or None."""
    some = _next(session, after, limit)
    db.insert_plain(session, SearchKey, ("key", "search_id"), _keys(session, index, some))
    return some[-1].id if some else None


def erase_keys(session: Session, index: PeopleIndex, *, after: int, limit: int) -> int | None:
    """Take the keys of that index from the next searches that have any; answers the last one's id, or None."""
    some = _next(session, after, limit)
    for search in some:
        mine = names.search_keys_in(index, query(session, search))
        session.execute(delete(SearchKey).where(SearchKey.search_id == search.id, SearchKey.key.in_(mine)))
    return some[-1].id if some else None


def _next(session: Session, after: int, limit: int) -> Sequence[OpenSearch]:
    has_keys = exists().where(SearchKey.search_id == OpenSearch.id)
    some = select(OpenSearch).where(OpenSearch.id > after, has_keys).order_by(OpenSearch.id).limit(limit)
    return session.scalars(some.with_for_update()).all()


def _keys(session: Session, index: PeopleIndex, some: Sequence[OpenSearch]) -> list[tuple[int, int]]:
    return sorted((key, search.id) for search in some for key in names.search_keys_in(index, query(session, search)))
