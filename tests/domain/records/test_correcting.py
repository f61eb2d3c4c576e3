"""A birth date that was written wrongly: one proposes, a second decides; a child is hidden from the proposal on."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import (
    audit_reading,
    decisions,
    hiding,
    identities,
    locator,
    names,
    notices,
    people,
    rekeying,
    searches,
)
from hotline.domain.audit_reading import Filter
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.findings import Outcome
from hotline.domain.names import Query
from hotline.domain.records import correcting, merging, protecting, reading
from hotline.domain.searches import SearchWish
from hotline.models.contacts import Channel
from hotline.models.messages import MessageKind
from hotline.models.operations import BatchState, DecisionKind, RosterBatch, Task, TaskKind
from hotline.models.people import Hiding, HidingReason, IdentityKey, IndexKey, Person
from hotline.models.staff import Role
from tests import factories
from tests.domain.subscribers import ASKER, NOON, QUERY, confirmed, held, leaves, sent
from tests.staff import actor

ADA, BEN = actor(1), actor(2)
WHY = "His passport says so."
CHILD, ADULT, THIRD = date(2012, 3, 12), date(1985, 3, 12), date(2011, 6, 1)


def _person(session: Session, born: date = ADULT, **known: Any) -> int:
    """Held, hidden where the date says a child, and known to intake."""
    is_child = born.year > 2005 or known.get("claims_minority")
    row = factories.person(session, hidden=HidingReason.MINOR if is_child else None, births=(born,), **known)
    began = NOON - timedelta(days=2)
    stay = factories.StayFactory(person_id=row.id, began_at=began, confirmed_at=NOON)
    factories.StintFactory(stay_id=stay.id, arrived_at=began)
    keys = identities.shared_keys(secrets_box.of(session), people.unseal(session, row))
    session.add_all(IdentityKey(key=key, person_id=row.id) for key in keys)
    session.flush()
    return row.id


def _ask(session: Session, number: int, born: date, *, is_claim_wrong: bool = False) -> int:
    correcting.ask_to_correct(session, ADA, number, born, is_claim_wrong=is_claim_wrong, why=WHY, now=NOON)
    return next(one.id for one in decisions.waiting(session) if one.subject == f"person:{number}")


def _correct(session: Session, number: int, born: date, *, is_claim_wrong: bool = False) -> None:
    decision = _ask(session, number, born, is_claim_wrong=is_claim_wrong)
    protecting.agree(session, BEN, number, decision, why="I saw it.", now=NOON)
    session.flush()


def _found(session: Session, born: date) -> bool:
    names_ = {"given": ("Xochitl", "Guadalupe"), "surname": ("Zepeda", "Olvera"), "country": "MEX"}
    return locator.look(session, Query(birth_date=born, **names_), now=NOON).outcome is Outcome.HELD  # type: ignore[arg-type]


def _reasons(session: Session, number: int) -> list[HidingReason]:
    return list(session.scalars(select(Hiding.reason).where(Hiding.person_id == number)))


def _asked(session: Session) -> int:
    return len(session.scalars(select(Task).where(Task.kind == TaskKind.SETTLE_BIRTH, Task.closed_at.is_(None))).all())


def test_who_becomes_an_adult_is_found_when_the_second_person_agrees(session: Session) -> None:
    number = _person(session, CHILD)

    decision = _ask(session, number, ADULT)
    before = _found(session, ADULT), _found(session, CHILD)
    protecting.agree(session, BEN, number, decision, why="I saw it.", now=NOON)

    assert before == (False, False)
    assert (_found(session, ADULT), _reasons(session, number)) == (True, [])
    assert not names.matches(session, Query(surname=("Zepeda",), birth_date=CHILD))
    assert session.get_one(Person, number).birth_year == ADULT.year


def test_who_becomes_a_child_is_hidden_from_the_proposal_on(session: Session) -> None:
    number = _person(session)

    decision = _ask(session, number, CHILD)
    asked = _found(session, ADULT), _reasons(session, number), hiding.refresh(session, now=NOON)
    protecting.agree(session, BEN, number, decision, why="I saw it.", now=NOON)

    assert asked == (False, [HidingReason.MAY_BE_MINOR], 0)
    row = session.scalars(select(Hiding).where(Hiding.person_id == number)).one()
    assert (row.reason, row.decided_by, row.seconded_by) == (HidingReason.MINOR, ADA.signature, BEN.signature)
    assert (_found(session, ADULT), _found(session, CHILD)) == (False, False)
    grown = NOON + timedelta(days=20 * 365)
    assert hiding.refresh(session, now=grown) == 1


def test_a_refusal_leaves_all_as_it_was(session: Session) -> None:
    adult, child = _person(session), _person(session, CHILD, a_numbers=("098765499",))
    before = [reading.details_of(session, number) for number in (adult, child)]

    for number, born in ((adult, CHILD), (child, ADULT)):
        protecting.refuse(session, BEN, number, _ask(session, number, born), why="No.", now=NOON)

    assert [reading.details_of(session, number) for number in (adult, child)] == before
    assert (_reasons(session, adult), _reasons(session, child)) == ([], [HidingReason.MINOR])
    assert _found(session, ADULT)


def test_who_proposed_decides_nothing_and_takes_back_only_what_hides_nobody(session: Session) -> None:
    adult, child = _person(session), _person(session, CHILD, a_numbers=("098765499",))
    hides, shows = _ask(session, adult, CHILD), _ask(session, child, ADULT)

    with pytest.raises(NotAllowed):
        protecting.withdraw(session, ADA, adult, hides, now=NOON)
    for number, decision in ((adult, hides), (child, shows)):
        with pytest.raises(NotAllowed):
            protecting.agree(session, ADA, number, decision, why="", now=NOON)
    protecting.withdraw(session, ADA, child, shows, now=NOON)
    decisions.lapse_of(session, ADA.staff_id, frozenset(), now=NOON)

    assert [one.id for one in decisions.waiting(session, DecisionKind.CORRECT_BIRTH)] == [hides]
    assert (_reasons(session, adult), _reasons(session, child)) == ([HidingReason.MAY_BE_MINOR], [HidingReason.MINOR])


def test_what_else_hides_them_still_does(session: Session) -> None:
    number = _person(session, CHILD)
    hiding.hide(session, number, HidingReason.WITHHELD, now=NOON, by=ADA.signature)

    _correct(session, number, ADULT)

    assert (_reasons(session, number), _found(session, ADULT)) == ([HidingReason.WITHHELD], False)


def test_a_claim_that_somebody_is_a_child_needs_its_own_word(session: Session) -> None:
    number = _person(session, CHILD, claims_minority=True, birth_years=(2012,))

    _correct(session, number, ADULT)
    before = _reasons(session, number)
    _correct(session, number, ADULT, is_claim_wrong=True)

    assert (before, _reasons(session, number)) == ([HidingReason.MINOR], [])
    assert _found(session, ADULT)


def test_sources_that_repeat_it_mean_the_same_person_still(session: Session) -> None:
    number = _person(session, CHILD, a_numbers=())
    _correct(session, number, ADULT)

    told = identities.Claim("office", "", factories.details(births=(CHILD,), a_numbers=()))

    assert identities.recognise(session, [told])[0].person_id == number


def test_what_a_source_said_while_it_was_decided_stands_beside_it_and_asks_staff(session: Session) -> None:
    number = _person(session, CHILD)
    decision = _ask(session, number, ADULT)
    row = session.get_one(Person, number)
    row.sealed = people.seal(session, number, factories.details(births=(CHILD, THIRD)))

    protecting.agree(session, BEN, number, decision, why="I saw it.", now=NOON)
    waits = _reasons(session, number), _asked(session)
    _correct(session, number, date(1985, 3, 21))

    assert waits == ([HidingReason.MINOR], 1)
    assert (_reasons(session, number), _asked(session)) == ([], 0)
    known = reading.details_of(session, number)
    assert known.corrected == people.Correction(date(1985, 3, 21), (CHILD, ADULT, THIRD))


@pytest.mark.parametrize("said", [{"born": ADULT}, {"why": "  "}])
def test_a_proposal_needs_another_date_and_a_reason(session: Session, said: dict[str, Any]) -> None:
    number = _person(session)
    asked = {"born": CHILD, "why": WHY} | said

    with pytest.raises(Invalid):
        correcting.ask_to_correct(session, ADA, number, asked["born"], is_claim_wrong=False, why=asked["why"], now=NOON)

    assert _found(session, ADULT)


def test_it_is_for_those_who_may_hide(session: Session) -> None:
    number = _person(session)

    with pytest.raises(NotAllowed):
        correcting.ask_to_correct(
            session, actor(3, Role.OPERATOR), number, CHILD, is_claim_wrong=False, why=WHY, now=NOON
        )
    with pytest.raises(NotFound):
        correcting.ask_to_correct(session, ADA, 1, CHILD, is_claim_wrong=False, why=WHY, now=NOON)


def test_no_roster_is_on_its_way_while_it_takes_effect(session: Session) -> None:
    number = _person(session, CHILD)
    decision = _ask(session, number, ADULT)
    told = {"source": "roster", "format": "csv", "is_snapshot": True, "digest": "x", "as_of": NOON, "started_at": NOON}
    session.add(RosterBatch(state=BatchState.HELD, **told))

    with pytest.raises(Invalid) as refused:
        protecting.agree(session, BEN, number, decision, why="I saw it.", now=NOON)

    assert (refused.value.field, refused.value.reason) == ("roster", "staged")


def test_two_records_are_not_made_one_or_two_while_a_birth_is_decided(session: Session) -> None:
    here, other = _person(session), _person(session, a_numbers=("098765499",))
    _ask(session, here, CHILD)

    for verb, ids in ((merging.merge, (here, other)), (merging.merge, (other, here)), (merging.part, (here, other))):
        with pytest.raises(Invalid) as refused:
            verb(session, BEN, *ids, why=WHY, now=NOON)
        assert refused.value.reason == "waits"


def test_taken_apart_each_has_the_correction_that_it_had(session: Session) -> None:
    here, other = _person(session), _person(session, a_numbers=("098765499",))
    _correct(session, other, date(1985, 12, 3))

    merging.merge(session, BEN, here, other, why=WHY, now=NOON)
    both = reading.details_of(session, here)
    merging.part(session, BEN, here, other, why=WHY, now=NOON)

    assert both.births == (date(1985, 12, 3),)
    assert reading.details_of(session, here) == factories.details()
    assert reading.details_of(session, other).corrected == both.corrected


def test_an_open_search_is_run_again_for_who_is_found_now(session: Session) -> None:
    number = _person(session, CHILD)
    wish = SearchWish(QUERY, "(404) 555-2368", "form-1")
    searches.leave(session, wish, asker=ASKER, channel=Channel.WEB, language="es", now=NOON)
    searches.rerun_due(session, now=NOON)

    _correct(session, number, ADULT)

    assert searches.rerun_due(session, now=NOON) == 1
    assert [message.kind for message in sent(session)] == [MessageKind.NEWS]


def test_relatives_hear_nothing_of_a_child_and_hear_again_of_an_adult(session: Session) -> None:
    row = held(session)
    confirmed(session)
    decision = _ask(session, row.id, CHILD)
    leaves(session, row)

    notices.owe_for(session, [row.id], now=NOON)
    silent = sent(session)
    protecting.refuse(session, BEN, row.id, decision, why="No.", now=NOON)

    assert silent == []
    assert [message.kind for message in sent(session)] == [MessageKind.CHANGE]


def test_no_date_stands_in_the_trail_and_both_who_settled_it_do(session: Session) -> None:
    number = _person(session, CHILD)

    _correct(session, number, ADULT)

    trail = audit_reading.read(session, Filter(subject=f"person:{number}"))
    done = [(entry.action, entry.actor_id, entry.facts) for entry in reversed(trail)]
    assert done == [
        ("decision.proposed", 1, {"kind": "correct_birth"}),
        ("decision.agreed", 2, {"kind": "correct_birth"}),
        ("person.birth_corrected", 2, {}),
    ]
    assert correcting.read(decisions.about(session, f"person:{number}")[0].other) == people.Correction(ADULT, (CHILD,))


def test_a_new_index_has_the_date_that_stands_and_knows_the_person_by_both(session: Session) -> None:
    number = _person(session, CHILD, a_numbers=())
    _correct(session, number, ADULT)
    box = secrets_box.of(session)
    session.execute(delete(IndexKey))
    session.execute(delete(IdentityKey))

    rekeying.build_people(session, box.people, rekeying.BEFORE_THE_FIRST)

    told = [identities.Claim("office", "", factories.details(births=(born,), a_numbers=())) for born in (CHILD, ADULT)]
    assert [one.person_id for one in identities.recognise(session, told)] == [number, number]
    assert (_found(session, ADULT), {row.birth_year for row in session.scalars(select(IndexKey))}) == (True, {1985})
