"""Relatives who wait for news while rosters come in: their notices are owed within the publication."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import identities, locator, notices, outbox
from hotline.domain.notices import Reach
from hotline.models.contacts import Channel
from hotline.models.messages import Means
from hotline.models.notices import Notice, Subscription, SubscriptionState
from hotline.models.people import SourceIdentity


def subscribe(session: Session, source: str, names: list[str], *, now: datetime) -> None:
    """One relative for each of these people, by what the source names them, was told and has confirmed."""
    box = secrets_box.of(session)
    for number, name in enumerate(names):
        key = identities.own_key(box, source, name)
        person_id = session.scalars(select(SourceIdentity.person_id).where(SourceIdentity.key == key)).one()
        matter_id, contact = secrets_box.random_id(), f"+1404555{number:04}"
        row = Subscription(
            id=matter_id,
            person_id=person_id,
            contact_key=outbox.contact_key(session, contact),
            means=Means.TEXT,
            channel=Channel.WEB,
            language="es",
            state=SubscriptionState.ACTIVE,
            sealed=notices.seal(session, matter_id, Reach(contact, f"{number:08}", 1, latest=1)),
            told=notices.standing(locator.known(session, person_id, now=now)),
            opened_at=now,
            confirm_by=now + timedelta(days=1),
            confirmed_at=now,
        )
        session.add(row)
    session.flush()


def notified(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Notice)) or 0
