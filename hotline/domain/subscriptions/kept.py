"""What subscribing answers, and how a subscription's messages are written again."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import codes, limits, links, notices, outbox, references
from hotline.domain.names import Query
from hotline.models.messages import Means, MessageKind
from hotline.models.notices import Subscription, SubscriptionState

CONFIRM_WITHIN = timedelta(hours=24)
CONFIRM_TRIES = 5  # for each code that was sent
CODES_SENT = 3


@dataclass(frozen=True, slots=True)
class SubscriptionWish:
    """What somebody leaves who was told where a person is and wants to hear of changes.

    `query` is what they were told it for. `contact` is a number or an address as it was typed. `token` is the same when
    the same form or call is sent again. `can_email` says whether e-mails can leave (gateways.can_email()); `time_zone`
    is the clock they live by (IANA), "" where only their number tells it.
    """

    query: Query
    contact: str
    means: Means
    token: str
    can_email: bool = True
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """What the one who subscribed is told, once: `code` (eight digits), `pin` (six digits), and what happens next.

    TEXT and EMAIL: six digits go to `contact` (E.164 or an address), to be entered by `confirm_by`. CALL: we ring
    `contact` now, and the PIN is to be keyed. Nobody is told of anything before that. Where `contact` has had its few
    of the day nothing goes, and nothing here says so: others may have asked for those.
    """

    code: str
    pin: str
    means: Means
    contact: str
    confirm_by: datetime
    is_confirmed: bool = False


class Confirming(StrEnum):
    """What became of digits that were texted to us."""

    CONFIRMED = "confirmed"
    WRONG = "wrong"
    SPENT = "spent"  # five wrong ones came before
    EXPIRED = "expired"
    NOTHING_WAITS = "nothing_waits"


class SentAgain(StrEnum):
    """What became of a text that asks for the digits again."""

    ASKED = "asked"
    TOO_OFTEN = "too_often"
    EXPIRED = "expired"
    NOTHING_WAITS = "nothing_waits"


@dataclass(frozen=True, slots=True)
class TextedBack:
    """What became of the digits, and the language in which they were sent, "" where none were."""

    outcome: Confirming
    language: str = ""


def subscribed(session: Session, row: Subscription, token: str) -> Subscribed:
    """What is told once to whoever subscribed with the form of that token."""
    reach = notices.reach_of(session, row)
    is_confirmed = row.state is SubscriptionState.ACTIVE
    return Subscribed(reach.code, pin_of(session, token), row.means, reach.contact, row.confirm_by, is_confirmed)


def pin_of(session: Session, token: str) -> str:
    """The PIN of a subscription, six digits; not that of a search left with the same form."""
    return references.pin_of(session, seed(token))


def seed(token: str) -> str:
    """Of its own, or a search left with the same form would have the same PIN."""
    return f"subscription:{token}"


def confirmation(session: Session, row: Subscription) -> str:
    """The six digits that were sent last."""
    latest = notices.reach_of(session, row).latest
    return codes.confirmation_from(secrets_box.of(session), row.id, latest)


def ask_to_confirm(session: Session, row: Subscription, *, now: datetime) -> None:
    """Send new digits, or ring for the PIN; those from before hold no more.

    A number or an address gets few of these a day, whoever asks for them; after those nothing goes and the digits from
    before hold. Whoever asked is told the same, for how many went there is not theirs to know.
    """
    reach = notices.reach_of(session, row)
    reach = replace(reach, sent=reach.sent + 1)
    is_over = limits.charge_contact(session, row.contact_key, now=now)
    row.sealed = notices.seal(session, row.id, reach if is_over else replace(reach, latest=reach.sent))
    if is_over:
        return
    row.failures = 0
    outbox.drop(session, row.id, now=now)
    facts = {}
    if row.means is not Means.CALL:
        facts["confirm"] = confirmation(session, row)
    if row.means is Means.EMAIL:
        facts["link"] = links.write(session, links.CONFIRM, row.id, row.confirm_by)
    notices.write(session, row, MessageKind.CONFIRM, f"{row.id}:{reach.sent}", facts=facts, now=now)
