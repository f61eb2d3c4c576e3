"""The compliance board: who is held without a notice, an offer or a call, and how many calls got through."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import rights
from hotline.domain.access import Actor
from hotline.domain.free_calls import board
from hotline.domain.rights import Serving
from hotline.models.free_calls import CallMeans, CallResult, DetaineeCall, Party
from hotline.models.rights import Interpreting
from hotline.models.staff import Role
from tests import factories

NOON = datetime(2026, 9, 1, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)
OFFICER = Actor(7, "Rosa", frozenset((Role.FACILITY_OFFICER,)), 1, NOON)
_WHY = {CallResult.NO_ANSWER: "no_key"}
_numbers = iter(range(100_000_000, 100_001_000))


def held(session: Session, since: timedelta, facility: str = "STWRTGA") -> int:
    person = factories.person(session, a_numbers=(str(next(_numbers)),)).id
    stay = factories.StayFactory(person_id=person, began_at=NOON - since)
    factories.FacilityFactory(code=facility)
    factories.StintFactory(stay_id=stay.id, facility_code=facility, arrived_at=NOON - since)
    return person


def called(
    session: Session,
    person: int | None,
    outcome: CallResult | None,
    *,
    ago: timedelta = HOUR,
    party: Party = Party.CONSUL,
    means: CallMeans = CallMeans.LINE,
    facility: str | None = "STWRTGA",
) -> DetaineeCall:
    at = NOON - ago
    row = DetaineeCall(id=secrets_box.random_id(), person_id=person, party=party, means=means, outcome=outcome)
    row.facility_code, row.asked_at, row.logged_at = facility, at, at
    session.add(row)
    session.flush()
    return row


def served(session: Session, person: int) -> None:
    told = Serving(person, "STWRTGA", True, True, "es", Interpreting.NONE, None, False, NOON - HOUR)
    rights.serve(session, OFFICER, told, now=NOON)


def counted(session: Session) -> list[tuple[object, ...]]:
    rows = board.count(session, now=NOON)
    assert rows is not None
    board.keep(session, rows)
    names = "facility_code", "held", "without_notice", "without_offer", "without_call", "overdue"
    return [tuple(getattr(one, name) for name in names) for one in board.here(session)]


def test_the_board_counts_what_those_who_are_held_lack(session: Session) -> None:
    had_all, offered = held(session, 30 * HOUR), held(session, 30 * HOUR)
    held(session, 2 * HOUR)
    held(session, 50 * HOUR, "ELOYAZ")
    served(session, had_all)
    called(session, had_all, CallResult.COMPLETED)
    called(session, offered, CallResult.DECLINED, means=CallMeans.OTHER_PHONE)

    assert counted(session) == [("STWRTGA", 3, 2, 1, 2, 1), ("ELOYAZ", 1, 1, 1, 1, 1)]


def test_what_was_before_the_stay_or_was_corrected_does_not_count(session: Session) -> None:
    person = held(session, 30 * HOUR)
    called(session, person, CallResult.COMPLETED, ago=40 * HOUR)
    wrong = called(session, person, CallResult.COMPLETED)
    wrong.replaced_by = called(session, person, CallResult.NO_ANSWER).id

    assert counted(session) == [("STWRTGA", 1, 1, 0, 1, 1)]


def test_a_visit_is_no_call(session: Session) -> None:
    called(session, held(session, 30 * HOUR), CallResult.COMPLETED, means=CallMeans.VISIT)

    assert counted(session) == [("STWRTGA", 1, 1, 1, 1, 1)]


def test_counting_rests_for_some_minutes(session: Session) -> None:
    held(session, HOUR)
    counted(session)

    assert board.count(session, now=NOON + board.COUNTED_EVERY - timedelta(seconds=1)) is None
    assert board.count(session, now=NOON + board.COUNTED_EVERY) is not None


def test_the_officers_page_begins_with_who_lacks_most(session: Session) -> None:
    had_all, had_none = held(session, 30 * HOUR), held(session, 2 * HOUR)
    served(session, had_all)
    called(session, had_all, CallResult.COMPLETED)
    held(session, HOUR, "ELOYAZ")

    first, second = board.standings(session, "STWRTGA")

    assert (first.person_id, first.has_notice, first.was_offered, first.has_talked) == (had_none, False, False, False)
    assert (second.person_id, second.has_notice, second.was_offered, second.has_talked) == (had_all, True, True, True)
    assert first.due_at == NOON - 2 * HOUR + board.DUE
    assert board.standings(session, "STWRTGA", page=1) == []


def test_the_rate_counts_what_this_line_rang_and_nothing_else(session: Session) -> None:
    for outcome in (CallResult.COMPLETED, CallResult.BUSY, CallResult.NO_ANSWER, CallResult.COMPLETED):
        row = called(session, None, outcome)
        row.seconds, row.failure = (60, "") if outcome is CallResult.COMPLETED else (0, _WHY.get(outcome, ""))
    for outcome in (CallResult.DECLINED, CallResult.NOT_ALLOWED, None):
        called(session, None, outcome)
    called(session, None, CallResult.COMPLETED, means=CallMeans.OTHER_PHONE)
    called(session, None, CallResult.BUSY, party=Party.COUNSEL, facility=None)
    called(session, None, CallResult.BUSY, ago=8 * 24 * HOUR)

    unknown, stewart = board.rates(session, NOON - timedelta(days=7), NOON)

    assert (unknown.facility_code, unknown.party, unknown.attempts, unknown.percent) == ("", Party.COUNSEL, 1, 0)
    assert (stewart.attempts, stewart.completed, stewart.percent) == (4, 2, 50)
    assert stewart.seconds == 120
    failed = board.failures(session, NOON - timedelta(days=7), NOON)
    assert [(one.outcome, one.failure, one.n) for one in failed] == [
        (CallResult.BUSY, "", 2),
        (CallResult.NO_ANSWER, "no_key", 1),
    ]
    assert [one.n for one in board.failures(session, NOON - timedelta(days=7), NOON, facility_code="STWRTGA")] == [1, 1]
