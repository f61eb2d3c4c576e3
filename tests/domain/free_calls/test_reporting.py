"""What became of an attempt follows from what was told, not from the order in which it was told."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import free_calls
from hotline.domain.free_calls import Budget, Callee, Wish, by_hand, log, numbers
from hotline.domain.free_calls.by_hand import Entry
from hotline.models.contacts import Call
from hotline.models.free_calls import CalleeWord, CallMeans, CallResult, DetaineeCall, Party
from hotline.models.staff import Role
from tests import factories
from tests.domain.free_calls import ways
from tests.domain.free_calls.ways import WAYS
from tests.staff import actor

NOON = datetime(2026, 9, 1, 17, tzinfo=UTC)
MOTHER = "+14045552368"
SID = "CA" + "a" * 32


def ask(session: Session, party: Party = Party.FAMILY, number: str = MOTHER, now: datetime = NOON) -> int:
    return free_calls.ask(session, Wish(SID, Callee(party, number), "+12295550191"), Budget(), now=now).id


@pytest.mark.parametrize("name", WAYS)
def test_the_log_says_the_same_whichever_way_the_reports_come(session: Session, name: str) -> None:
    way, chance = WAYS[name], random.Random(name)
    for nth in range(25):
        call = ask(session, way.party, now=NOON + timedelta(days=nth))
        reports = [*way.reports, *way.reports]
        if nth:
            chance.shuffle(reports)

        for report in reports:
            report(session, call, NOON + timedelta(days=nth))

        row = session.get_one(DetaineeCall, call)
        assert (row.outcome, row.failure, row.seconds) == (way.outcome, way.failure, way.seconds)
        if name == "never again":
            return  # the next one is not even rung


def test_an_attempt_goes_on_until_somebody_says_how_it_ended(session: Session) -> None:
    call = ask(session)
    for report in (ways.leg("initiated", 0), ways.leg("in-progress", 8), ways.said(CalleeWord.ACCEPTED, 15)):
        report(session, call, NOON)

        assert session.get_one(DetaineeCall, call).outcome is None


def test_a_number_that_said_never_again_is_never_rung_again_for_anybody(session: Session) -> None:
    call = ask(session)

    free_calls.said(session, call, CalleeWord.BLOCKED, now=NOON)

    asked = free_calls.ask(session, Wish(SID, Callee(Party.FAMILY, MOTHER), "+13375550192"), Budget(), now=NOON)
    assert asked.refusal == "blocked"
    assert session.get_one(DetaineeCall, asked.id).outcome is CallResult.NOT_ALLOWED


@pytest.mark.parametrize("party", [Party.COUNSEL, Party.LEGAL_HELP, Party.CONSUL])
def test_nobody_who_was_called_as_a_relative_closes_the_way_to_counsel_or_consul(
    session: Session, party: Party
) -> None:
    free_calls.said(session, ask(session), CalleeWord.BLOCKED, now=NOON)

    asked = free_calls.ask(session, Wish(SID, Callee(party, MOTHER), "+13375550192"), Budget(), now=NOON)

    assert asked.refusal == ""


def test_what_was_not_allowed_stays_so_when_the_caller_hangs_up(session: Session) -> None:
    not_allowed = ask(session, number="+19005550123")

    free_calls.dialled(session, not_allowed, "canceled", is_gone=True, now=NOON)

    row = session.get_one(DetaineeCall, not_allowed)
    assert (row.outcome, row.failure) == (CallResult.NOT_ALLOWED, "country")


def test_what_nobody_tells_the_end_of_is_ended_by_the_clock(session: Session) -> None:
    unanswered, talking = ask(session), ask(session)
    free_calls.said(session, talking, CalleeWord.ACCEPTED, now=NOON)

    assert free_calls.close_unreported(session, now=NOON + timedelta(minutes=59)) == 0
    assert free_calls.close_unreported(session, now=NOON + timedelta(minutes=61)) == 1
    row = session.get_one(DetaineeCall, unanswered)
    assert (row.outcome, row.failure) == (CallResult.FAILED, "unreported")
    assert free_calls.close_unreported(session, now=NOON + timedelta(hours=26)) == 1
    assert session.get_one(DetaineeCall, talking).outcome is CallResult.COMPLETED


def test_nobody_learns_from_the_row_which_number_was_rung(session: Session) -> None:
    call = ask(session, Party.COUNSEL)

    row = session.get_one(DetaineeCall, call)
    assert MOTHER.encode() not in row.sealed
    assert MOTHER[2:] not in str({name: value for name, value in vars(row).items() if name != "sealed"})


def test_what_staff_wrote_down_no_report_changes(session: Session) -> None:
    person = factories.identified(session)
    factories.FacilityFactory(code="STWRTGA")
    factories.StayFactory(person_id=person.id, began_at=NOON - timedelta(days=1))
    entry = Entry(person.id, Party.FAMILY, CallMeans.OTHER_PHONE, "STWRTGA", NOON, CallResult.NO_ANSWER, number=MOTHER)
    call = by_hand.log(session, actor(7, Role.FACILITY_OFFICER), entry, now=NOON)
    before = _columns(session, call)

    for way in WAYS.values():
        for report in way.reports:
            report(session, call, NOON)
    free_calls.close_unreported(session, now=NOON + timedelta(days=2))

    assert _columns(session, call) == before
    assert free_calls.ringing(session, call) is None
    assert not numbers.is_blocked(session, MOTHER)


def test_attempts_of_one_turn_stand_in_the_order_in_which_they_were_asked_for(session: Session) -> None:
    person = factories.identified(session)
    session.add(Call(id=1, sid=SID, began_at=NOON, touched_at=NOON))
    party = Callee(Party.LEGAL_HELP, MOTHER)
    wishes = [
        Wish(SID, replace(party, target=f"legal_provider:{nth}"), "+12295550191", "", person.id) for nth in range(10)
    ]
    asked = [free_calls.ask(session, wish, Budget(), now=NOON).id for wish in wishes]

    assert [one.id for one in log.of(session, person.id, sees_counsel=False)] == asked[::-1]


def _columns(session: Session, call: int) -> dict[str, object]:
    session.flush()
    row = session.execute(select(DetaineeCall.__table__).where(DetaineeCall.id == call)).one()
    return dict(row._mapping)
