"""Who asks for a person and what we sent them, without who they are: no name, number or address of anybody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import names
from hotline.domain.people import PersonDetails
from hotline.domain.records import finding
from hotline.domain.searches import kept
from hotline.models.contacts import Channel, OpenSearch, SearchKey, SearchState
from hotline.models.messages import Means, Message, MessageKind, MessageState
from hotline.models.notices import Subscription, SubscriptionState

MOST_LOOKED_AT = 8  # open searches, each of which is one search through the records
MOST_MESSAGES = 20


@dataclass(frozen=True, slots=True)
class Inquiry:
    """An open search that may mean the person (`search_id`), or a relative who is told of changes (`search_id` None).

    `chance` that the search means this person is between 0 and 1; whoever is told was told already, so it is 1.
    """

    search_id: int | None
    channel: Channel
    language: str
    at: datetime
    state: SearchState | SubscriptionState
    means: Means | None = None
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message about the person, how it goes and how far it came."""

    kind: MessageKind
    means: Means
    state: MessageState
    written_at: datetime


def of(session: Session, person_id: int, details: PersonDetails) -> tuple[Inquiry, ...]:
    """All of them, the latest first."""
    told = select(Subscription).where(Subscription.person_id == person_id)
    relatives = [
        Inquiry(None, row.channel, row.language, row.opened_at, row.state, row.means) for row in session.scalars(told)
    ]
    found = [*relatives, *_searches(session, person_id, details)]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def messages(session: Session, person_id: int, asked: Collection[Inquiry]) -> tuple[SentMessage, ...]:
    """What was sent, or waits, to whoever asks for the person, the latest first; () once retention forgot it."""
    theirs = session.scalars(select(Subscription.id).where(Subscription.person_id == person_id))
    matters = [*theirs, *(one.search_id for one in asked if one.search_id is not None)]
    columns = select(Message.kind, Message.means, Message.state, Message.written_at)
    about = columns.where(Message.matter_id.in_(matters)).order_by(Message.written_at.desc(), Message.id)
    return tuple(SentMessage(*row) for row in session.execute(about.limit(MOST_MESSAGES)))


def _searches(session: Session, person_id: int, details: PersonDetails) -> list[Inquiry]:
    """Those that share most of what the person is found by, and by which staff would find the person too."""
    keys = {key for key, _ in names.staged_keys(secrets_box.of(session), details)}
    alike = select(SearchKey.search_id).join(OpenSearch, OpenSearch.id == SearchKey.search_id)
    alike = alike.where(SearchKey.key.in_(keys), OpenSearch.closed_at.is_(None)).group_by(SearchKey.search_id)
    ids = session.scalars(alike.order_by(func.count().desc(), SearchKey.search_id.desc()).limit(MOST_LOOKED_AT)).all()
    rows = session.scalars(select(OpenSearch).where(OpenSearch.id.in_(ids))).all()
    chances = {row.id: finding.chance_of(session, kept.query(session, row), person_id) for row in rows}
    return [
        Inquiry(row.id, row.channel, row.language, row.opened_at, row.state, chance=chances[row.id])
        for row in rows
        if chances[row.id]
    ]
