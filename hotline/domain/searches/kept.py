"""What stands sealed in an open search, and the messages written from it."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import contacts, desk, outbox
from hotline.domain.names import Query
from hotline.domain.outbox import Owed, Recipient
from hotline.models.contacts import OpenSearch
from hotline.models.messages import Means, MessageKind
from hotline.models.operations import TaskKind

CALL_WITHIN = timedelta(hours=4)


def kept(session: Session, search: OpenSearch) -> dict[str, Any]:
    """The query, the contact, the code, what was told already, and whether a relay service calls. Raises Unsealable."""
    opened: dict[str, Any] = json.loads(secrets_box.of(session).open(search.id, search.sealed))
    return opened


def query(session: Session, search: OpenSearch) -> Query:
    """What whoever left the search looks for. Raises Unsealable."""
    return Query.from_told(kept(session, search)["query"])


def write(
    session: Session,
    search: OpenSearch,
    kind: MessageKind,
    *,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Owe whoever left the search a message by the channel that they left.

    Staff call who is called through a relay service, and who wrote that they want no texts. Who left no channel asks
    by the code.
    """
    known = kept(session, search)
    contact, is_relayed = known["contact"], bool(known.get("is_relayed"))
    if not contact:
        return
    means = Means.CALL if is_relayed and "@" not in contact else contacts.means_for(contact)
    if means is Means.TEXT and not outbox.may_be_texted(session, contact):
        reason, subject = outbox.TEXTS_STOPPED, f"search:{search.id}"
        desk.open_task(session, TaskKind.REACH_CALLER, subject, due_at=now + CALL_WITHIN, now=now, reason=reason)
        return
    told = {"code": known["code"], "is_urgent": search.is_urgent, **(facts or {})}
    to = Recipient(contact, means, search.language, is_relayed=is_relayed)
    outbox.owe(session, Owed(kind, to, f"{search.id}:{now.isoformat()}", search.id, told), now=now)
