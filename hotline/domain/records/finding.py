"""The wide search of staff: everybody who may be meant, hidden people too, with how likely and why.

A hidden person is shown as such to those who may see them. The others learn only that there may be somebody whom a
supervisor looks after: no name, no place, no way to the page (docs/disclosure.md, "staff may search").
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import access, audit, custody, locator, names
from hotline.domain.access import Actor
from hotline.domain.custody import Whereabouts
from hotline.domain.findings import Finding
from hotline.domain.names import Query
from hotline.domain.people import PersonDetails
from hotline.domain.records import rationing
from hotline.models.people import Hiding, HidingReason

MOST = 20
BY_NUMBER = "a_number exact"
_SHOWN_FROM = -9.2  # log odds, one in ten thousand: who is less likely than that merely shares a sound
_HINTED_FROM = -3.0  # log odds, one in twenty: below that a hidden person is not meant, and nothing is said of them


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant: how likely (0 to 1), why in stable words ("surname exact"), and where by the records.

    `said` is what relatives would be told if nothing hid the person; `seen` is what stands in the records.
    """

    person_id: int
    details: PersonDetails
    chance: float
    reasons: tuple[str, ...]
    hidden_for: tuple[HidingReason, ...]
    seen: Whereabouts | None
    said: Finding


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates, the likeliest first; `has_hidden` says that somebody is kept from who asks.

    `is_one_too_many` says that nobody was looked for: who asks has searched too often since yesterday.
    """

    candidates: tuple[Candidate, ...]
    has_hidden: bool
    is_one_too_many: bool = False


def find(session: Session, actor: Actor, query: Query, *, now: datetime) -> Found:
    """Look for somebody; that it was done is recorded, by counts alone."""
    if not rationing.may_search(session, actor, now=now):
        rationing.refused(session, actor, "search.refused", now=now)
        return Found((), has_hidden=False, is_one_too_many=True)
    matched = _matched(session, query)
    reasons = hidden_for(session, [person_id for person_id, *_ in matched])
    sees_hidden = access.may(actor, "people.see_hidden")
    open_to = [one for one in matched if sees_hidden or one[0] not in reasons]
    has_hidden = any(
        odds >= _HINTED_FROM for person_id, _, odds, _ in matched if person_id in reasons and not sees_hidden
    )
    facts = {"found": len(matched), "hidden": len(reasons), "by_number": bool(query.a_number)}
    audit.record(session, actor, "search.ran", facts=facts, now=now)
    ids = [person_id for person_id, *_ in open_to]
    seen, said = custody.whereabouts_of(session, ids, now=now), locator.known_of(session, ids, now=now)
    return Found(
        tuple(
            Candidate(each, told, _chance(odds), why, reasons.get(each, ()), seen.get(each), said[each])
            for each, told, odds, why in open_to
        ),
        has_hidden,
    )


def chance_of(session: Session, query: Query, person_id: int) -> float:
    """How likely this person is meant, 0 to 1; 0 where staff who look would not find them."""
    return next((_chance(odds) for each, _, odds, _ in _matched(session, query) if each == person_id), 0.0)


def hidden_for(session: Session, person_ids: Iterable[int]) -> dict[int, tuple[HidingReason, ...]]:
    """Why which of these people are hidden; who is not is left out."""
    rows = select(Hiding.person_id, Hiding.reason).where(Hiding.person_id.in_(list(person_ids)))
    found: dict[int, tuple[HidingReason, ...]] = {}
    for person_id, reason in session.execute(rows.order_by(Hiding.reason)):
        found[person_id] = (*found.get(person_id, ()), reason)
    return found


def _matched(session: Session, query: Query) -> list[tuple[int, PersonDetails, float, tuple[str, ...]]]:
    """Those with the A-number first, whatever their names: it may have been misread, so the others stand below."""
    found: dict[int, tuple[int, PersonDetails, float, tuple[str, ...]]] = {}
    if query.a_number:
        for person_id, details in names.by_a_number(session, query.a_number, staff=True):
            found[person_id] = (person_id, details, math.inf, (BY_NUMBER,))
    if query.has_name or query.also or query.birth_date:
        for one in names.matches(session, query, staff=True, limit=MOST):
            if one.person_id in found:
                found[one.person_id] = (one.person_id, one.details, math.inf, (BY_NUMBER, *one.reasons))
            elif one.log_odds >= _SHOWN_FROM:
                found[one.person_id] = (one.person_id, one.details, one.log_odds, one.reasons)
    return list(found.values())[:MOST]


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-odds)) if odds > -300 else 0.0
