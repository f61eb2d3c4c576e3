"""How a subscriber is reached: what stands sealed in a subscription, and the messages written from it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import links, outbox
from hotline.domain.outbox import Owed, Recipient
from hotline.models.contacts import Channel
from hotline.models.messages import Means, MessageKind
from hotline.models.notices import Subscription

HANG_UP_WITHIN = timedelta(minutes=1)  # who asks by telephone to be called there still talks with us

CALL_AGAIN = timedelta(minutes=30)  # until the PIN is keyed


@dataclass(frozen=True, slots=True)
class Reach:
    """`contact` is E.164 or an address, `code` the reference code.

    `sent` is how often a code to confirm was asked for, `latest` which of those went out last: a number or an address
    gets few a day. `time_zone` is the clock they live by (IANA), "" where only their number tells it.
    """

    contact: str
    code: str
    sent: int = 0
    time_zone: str = ""
    latest: int = 0


def seal(session: Session, subscription_id: int, reach: Reach) -> bytes:
    """What reaches a subscriber, as their row keeps it."""
    return secrets_box.of(session).seal(subscription_id, json.dumps(asdict(reach)).encode())


def reach_of(session: Session, subscription: Subscription) -> Reach:
    """Raises Unsealable."""
    return Reach(**json.loads(secrets_box.of(session).open(subscription.id, subscription.sealed)))


def write(
    session: Session,
    subscription: Subscription,
    kind: MessageKind,
    key: str,
    *,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    is_held: bool = False,
) -> None:
    """Owe the subscriber a message; every one carries the code, an e-mail also the link that stops."""
    outbox.owe(session, owed(session, subscription, kind, key, facts=facts, is_held=is_held), now=now)


def owed(
    session: Session,
    subscription: Subscription,
    kind: MessageKind,
    key: str,
    *,
    facts: Mapping[str, Any] | None = None,
    is_held: bool = False,
) -> Owed:
    """The message, not written down yet."""
    reach = reach_of(session, subscription)
    to = Recipient(reach.contact, subscription.means, subscription.language, reach.time_zone)
    told: dict[str, Any] = {"code": reach.code, **(facts or {})}
    if subscription.means is Means.EMAIL:
        told["stop"] = links.write(session, links.STOP, subscription.id)
    still_talks = kind is MessageKind.CONFIRM and subscription.channel is Channel.PHONE
    after = HANG_UP_WITHIN if still_talks and subscription.means is Means.CALL else timedelta(0)
    return Owed(kind, to, key, subscription.id, told, is_held, after)
