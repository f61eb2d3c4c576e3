"""Whom a detained person allows to be told (docs/disclosure.md, "Objection and consent").

Who objects is hidden from the next look-up on. Who names the people that may be told is hidden from look-ups too, and
notices go to those named alone.
"""

from collections.abc import Iterable, Set
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from hotline.domain import hiding, people
from hotline.domain.errors import Invalid
from hotline.domain.outbox import contact_key
from hotline.models.notices import MayBeTold, Subscription
from hotline.models.people import Hiding, HidingReason

MOST_NAMED = 20  # numbers and addresses that may be told


class Wish(StrEnum):
    """Who hears where a person is."""

    WHO_KNOWS_ENOUGH = "who_knows_enough"
    NAMED = "named"
    NOBODY = "nobody"


def object_to_all(session: Session, person_id: int, *, now: datetime) -> None:
    """Nobody is told, from the next look-up on. Raises NotFound."""
    hiding.hide(session, person_id, HidingReason.OBJECTS, now=now)


def name_who_may_be_told(session: Session, person_id: int, contacts: Iterable[str], *, now: datetime) -> None:
    """These numbers (E.164) and addresses alone are told, in place of those named before. Raises NotFound."""
    hiding.alone(session)
    person_id = people.kept_for(session, person_id)
    session.execute(delete(MayBeTold).where(MayBeTold.person_id == person_id))
    keys = sorted({contact_key(session, contact) for contact in contacts})
    session.add_all(MayBeTold(person_id=person_id, contact_key=key, since=now) for key in keys)
    hiding.hide(session, person_id, HidingReason.NAMED, now=now)
    session.flush()


def name_another(session: Session, person_id: int, contact: str, *, now: datetime) -> None:
    """This number (E.164) or address, too, and no objection any more.

    Raises NotFound, Invalid("contact", "too_many").
    """
    hiding.alone(session)
    person_id = people.kept_for(session, person_id)
    key = contact_key(session, contact)
    named = set(session.scalars(select(MayBeTold.contact_key).where(MayBeTold.person_id == person_id)))
    if len(named | {key}) > MOST_NAMED:
        raise Invalid("contact", "too_many")
    if key not in named:
        session.add(MayBeTold(person_id=person_id, contact_key=key, since=now))
    hiding.hide(session, person_id, HidingReason.NAMED, now=now)
    hiding.reveal(session, person_id, HidingReason.OBJECTS)
    session.flush()


def forget_named(session: Session, person_id: int, *, now: datetime) -> None:
    """Nobody is named any more; nobody is told, as with an objection. Raises NotFound."""
    hiding.hide(session, person_id, HidingReason.OBJECTS, now=now)
    hiding.reveal(session, person_id, HidingReason.NAMED)
    session.execute(delete(MayBeTold).where(MayBeTold.person_id == people.kept_for(session, person_id)))


def wish(session: Session, person_id: int) -> Wish:
    """Who hears of the person now, whoever decided so."""
    mine = Hiding.person_id == people.kept_for(session, person_id)
    reasons = set(session.scalars(select(Hiding.reason).where(mine)))
    if not reasons:
        return Wish.WHO_KNOWS_ENOUGH
    return Wish.NAMED if reasons == {HidingReason.NAMED} else Wish.NOBODY


def named(session: Session, person_id: int) -> int:
    """How many numbers and addresses the person named."""
    mine = MayBeTold.person_id == people.kept_for(session, person_id)
    return session.scalar(select(func.count()).select_from(MayBeTold).where(mine)) or 0


def withdraw(session: Session, person_id: int) -> None:
    """The person no longer objects and names nobody; other reasons to hide them stand."""
    hiding.alone(session)
    person_id = people.kept_for(session, person_id)
    session.execute(delete(MayBeTold).where(MayBeTold.person_id == person_id))
    for reason in (HidingReason.OBJECTS, HidingReason.NAMED):
        hiding.reveal(session, person_id, reason)


def among_who_may_be_told(session: Session, pairs: Set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of these, a person and a contact_key() each, those for whom may_be_told() is true; a few statements for all."""
    reasons: dict[int, set[HidingReason]] = {}
    named: set[tuple[int, int]] = set()
    people = sorted({person_id for person_id, _key in pairs})
    for start in range(0, len(people), 500):
        some = people[start : start + 500]
        for person_id, reason in session.execute(
            select(Hiding.person_id, Hiding.reason).where(Hiding.person_id.in_(some))
        ):
            reasons.setdefault(person_id, set()).add(reason)
        allowed = select(MayBeTold.person_id, MayBeTold.contact_key).where(MayBeTold.person_id.in_(some))
        named.update((person_id, key) for person_id, key in session.execute(allowed))
    is_named = {person_id for person_id, why in reasons.items() if why == {HidingReason.NAMED}}
    return {pair for pair in pairs if pair[0] not in reasons or (pair[0] in is_named and pair in named)}


def may_be_told(session: Session, person_id: int, key: int) -> bool:
    """Whether this contact, by its contact_key(), may hear of the person now, whatever was agreed before."""
    reasons = set(session.scalars(select(Hiding.reason).where(Hiding.person_id == person_id)))
    if HidingReason.NAMED not in reasons:
        return not reasons
    return reasons == {HidingReason.NAMED} and session.get(MayBeTold, (person_id, key)) is not None


def is_silent(*, since: datetime) -> ColumnElement[bool]:
    """For a query: whether a subscription may hear nothing of its person, and at no time `since` could have."""
    theirs = Hiding.person_id == Subscription.person_id, Hiding.since <= since
    is_hidden = exists().where(*theirs, Hiding.reason != HidingReason.NAMED)
    others_are_named = exists().where(*theirs, Hiding.reason == HidingReason.NAMED)
    is_named = or_(MayBeTold.contact_key == Subscription.contact_key, MayBeTold.since > since)
    names_them = exists().where(MayBeTold.person_id == Subscription.person_id, is_named)
    return or_(is_hidden, and_(others_are_named, ~names_them))
