"""What stands sealed in an open search, and the messages written from it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import contacts, outbox
from hotline.domain.names import Query
from hotline.domain.outbox import Owed, Recipient
from hotline.models.contacts import OpenSearch
from hotline.models.messages import Means, MessageKind


def kept(session: Session, search: OpenSearch) -> dict[str, Any]:
    """The query, the contact, the code, what was told already, and whether a relay service calls. Raises Unsealable."""
    opened: dict[str, Any] = json.loads(secrets_box.of(session).open(search.id, search.sealed))
    return opened


def query(session: Session, search: OpenSearch) -> Query:
    return Query.from_told(kept(session, search)["query"])


def write(
    session: Session,
    search: OpenSearch,
    kind: MessageKind,
    *,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Owe whoever left the search a message by the channel that they left; staff call who is called through a relay."""
    known = kept(session, search)
    contact, is_relayed = known["contact"], bool(known.get("is_relayed"))
    means = Means.CALL if is_relayed and "@" not in contact else contacts.means_for(contact)
    told = {"code": known["code"], "is_urgent": search.is_urgent, **(facts or {})}
    to = Recipient(contact, means, search.language, is_relayed=is_relayed)
    outbox.owe(session, Owed(kind, to, f"{search.id}:{now.isoformat()}", search.id, told), now=now)
