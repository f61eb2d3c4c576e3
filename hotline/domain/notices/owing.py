"""What changed for people whom relatives wait for becomes a notice and a message, in the transaction that changed it.

Who may not be told hears nothing, and nothing that could be seen from outside is written: what was told stays as it
was, so a notice follows if they may be told again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import consent, locator, outbox
from hotline.domain.findings import Finding, Outcome
from hotline.domain.notices import breaker, reaching
from hotline.domain.notices.doubled import is_doubled
from hotline.domain.notices.reaching import CALL_AGAIN
from hotline.domain.notices.standing import ALARMING, change_between, standing
from hotline.models.messages import Means, MessageKind
from hotline.models.notices import Change, Notice, Subscription, SubscriptionState


@dataclass(frozen=True, slots=True)
class _Changed:
    subscription: Subscription
    word: str
    change: Change


def owe_for(session: Session, person_ids: Iterable[int] | Select[int], *, now: datetime) -> int:
    """Owe everybody who subscribed to one of these people what changed; answers how many notices that were.

    Only people with a subscription that stands are looked at. An abnormal number of releases, removals and hand-overs
    waits for two people's release; what was told stays as it was meanwhile.
    """
    subscriptions = _told_once(session, _active(session, person_ids))
    return _owe(session, subscriptions, now) if subscriptions else 0


def hold(session: Session, person_ids: Iterable[int]) -> None:
    """Let nobody who is told of these people confirm or stop meanwhile: before anything is written in the trail.

    A publication locks them in this order, and the end of the trail is one for everybody.
    """
    _active(session, person_ids)


def owe_to(session: Session, subscription: Subscription, *, now: datetime) -> int:
    """The same for one subscription alone, which stands and is locked: the others were owed what changed back then."""
    return _owe(session, [subscription], now)


def _owe(session: Session, subscriptions: Sequence[Subscription], now: datetime) -> int:
    allowed = consent.among_who_may_be_told(session, {(row.person_id, row.contact_key) for row in subscriptions})
    told = [row for row in subscriptions if (row.person_id, row.contact_key) in allowed]
    found = locator.known_of(session, {row.person_id for row in told}, now=now)
    changed = []
    for row in told:
        word = standing(found[row.person_id])
        row.ends_at = end_of(found[row.person_id]) if word else row.ends_at
        if change := change_between(row.told, word):
            changed.append(_Changed(row, word, change))
    _withdraw_held(session, told, now)
    _write(session, changed, now)
    return len(changed)


def _active(session: Session, person_ids: Iterable[int] | Select[int]) -> list[Subscription]:
    """Those that wait are locked too: who confirms or stops in this moment has done so, or is told of this change."""
    standing = Subscription.state.in_((SubscriptionState.PENDING, SubscriptionState.ACTIVE))
    mine = select(Subscription).where(Subscription.person_id.in_(person_ids), standing).order_by(Subscription.id)
    rows = session.scalars(mine.with_for_update().execution_options(populate_existing=True)).all()
    return [row for row in rows if row.state is SubscriptionState.ACTIVE]


def _told_once(session: Session, rows: Sequence[Subscription]) -> list[Subscription]:
    these = db.Among(Subscription.id, "these").params(these=[row.id for row in rows])
    doubled = set(session.scalars(select(Subscription.id).where(these, is_doubled()))) if rows else set()
    return [row for row in rows if row.id not in doubled]


def end_of(finding: Finding) -> datetime | None:
    """When notices about this person end: sixty days after they left custody (product, section 7)."""
    if finding.outcome is not Outcome.NO_LONGER_HELD or finding.since is None:
        return None
    return finding.since + locator.TOLD_AFTER_LEAVING


def owe_notices(session: Session, changes: Sequence[tuple[Subscription, Change, bool]], *, now: datetime) -> None:
    """A notice and its message for each, in the place of those before it that have not left.

    A publication owes hundreds at once, so they are written together; each says whether it is held.
    """
    ids = [subscription.id for subscription, _, _ in changes]
    outbox.drop_all(session, ids, now=now)
    earlier = db.Among(Notice.subscription_id, "theirs").params(theirs=ids), Notice.next_call_at.is_not(None)
    session.execute(update(Notice).where(*earlier).values(next_call_at=None))
    messages = []
    for subscription, change, is_held in changes:
        notice = _notice(subscription, change, is_held, now)
        session.add(notice)
        key, facts = f"{notice.id}:0", {"change": change}
        messages.append(reaching.owed(session, subscription, MessageKind.CHANGE, key, facts=facts, is_held=is_held))
    session.flush()
    outbox.owe_all(session, messages, now=now)


def _notice(subscription: Subscription, change: Change, is_held: bool, now: datetime) -> Notice:
    notice = Notice(
        id=secrets_box.random_id(), subscription_id=subscription.id, change=change, written_at=now, is_held=is_held
    )
    if subscription.means is Means.CALL and not is_held:
        notice.calls, notice.next_call_at = 1, now + CALL_AGAIN
    return notice


def _withdraw_held(session: Session, subscriptions: Sequence[Subscription], now: datetime) -> None:
    """What waits for release is made anew by what the records say now, or was an error that they have mended."""
    ids = [row.id for row in subscriptions]
    theirs = db.Among(Notice.subscription_id, "theirs").params(theirs=ids)
    breaker.forget(session, session.scalars(select(Notice).where(theirs, Notice.is_held)).all(), now=now)


def _write(session: Session, changed: Sequence[_Changed], now: datetime) -> None:
    alarming = sum(each.change in ALARMING for each in changed)
    is_stopped = breaker.stops(session, alarming, now=now)
    held = [is_stopped and each.change in ALARMING for each in changed]
    owed = [(each.subscription, each.change, waits) for each, waits in zip(changed, held, strict=True)]
    owe_notices(session, owed, now=now)
    for each, waits in zip(changed, held, strict=True):
        if not waits:
            each.subscription.told = each.word
    session.flush()
