"""What the person says by themselves counts from the next look-up on; what others hide stays hidden."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import consent, locator
from hotline.domain.consent import Wish
from hotline.domain.errors import Invalid
from hotline.domain.findings import Outcome
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.records import wishing
from hotline.models.audit import AuditEntry
from hotline.models.people import HidingReason
from tests import factories

NOON = datetime(2026, 11, 22, 18, tzinfo=UTC)
MOTHER = "+14045552368"
ASKED = Query(given=("Xochitl",), surname=("Zepeda",), birth_date=date(1985, 3, 12))


def _held(session: Session, hidden: HidingReason | None = None) -> int:
    person_id = factories.person(session, hidden=hidden).id
    stay = factories.StayFactory(person_id=person_id, began_at=NOON, confirmed_at=NOON)
    factories.StintFactory(stay_id=stay.id, arrived_at=NOON)
    return person_id


def _is_told(session: Session) -> bool:
    return locator.find(session, ASKED, asker=Asker(caller=MOTHER), now=NOON).outcome is Outcome.HELD


def _may_be_told(session: Session, person_id: int, contact: str) -> bool:
    return consent.may_be_told(session, person_id, consent.contact_key(session, contact))


def test_who_objects_is_not_found_from_the_next_look_up_on_and_may_change_their_mind(session: Session) -> None:
    person_id = _held(session)
    told = [_is_told(session)]

    wishing.object_to_all(session, person_id, now=NOON)
    told.append(_is_told(session))
    wishing.allow_all(session, person_id, now=NOON)

    assert [*told, _is_told(session)] == [True, False, True]
    entries = session.execute(select(AuditEntry.action, AuditEntry.actor_id).order_by(AuditEntry.id)).all()
    assert [tuple(entry) for entry in entries] == [("person.hidden", None), ("person.shown", None)]


def test_those_who_are_named_one_by_one_are_told_and_nobody_else(session: Session) -> None:
    person_id = _held(session)
    wishing.object_to_all(session, person_id, now=NOON)

    for contact in (MOTHER, "+525512345678", MOTHER):
        wishing.name(session, person_id, contact, now=NOON)

    assert consent.wish(session, person_id) is Wish.NAMED
    assert [_may_be_told(session, person_id, one) for one in (MOTHER, "+525512345678", "+14045550100")] == [
        True,
        True,
        False,
    ]
    assert not _is_told(session)


def test_a_list_has_twenty_names_at_most(session: Session) -> None:
    person_id = _held(session)
    for number in range(consent.MOST_NAMED):
        wishing.name(session, person_id, f"+140455523{number:02}", now=NOON)

    with pytest.raises(Invalid):
        wishing.name(session, person_id, MOTHER[:-1] + "9", now=NOON)

    wishing.allow_all(session, person_id, now=NOON)
    wishing.name(session, person_id, MOTHER, now=NOON)
    assert consent.wish(session, person_id) is Wish.NAMED


@pytest.mark.parametrize("hidden", [HidingReason.PROTECTED, HidingReason.MINOR, HidingReason.WITHHELD])
def test_what_others_hide_stays_hidden_whatever_the_person_says(session: Session, hidden: HidingReason) -> None:
    person_id = _held(session, hidden)

    wishing.name(session, person_id, MOTHER, now=NOON)
    wishing.allow_all(session, person_id, now=NOON)

    assert consent.wish(session, person_id) is Wish.NOBODY
    assert not _is_told(session)
    assert not _may_be_told(session, person_id, MOTHER)
