"""Open searches: left, woken, run again, told by code and PIN."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import hours, secrets_box
from hotline.domain import hiding, limits, names, openings, references, searches
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.findings import Finding, Outcome
from hotline.domain.limits import Asker, Target
from hotline.domain.names import Query
from hotline.domain.searches import OpenedSearch, SearchWish
from hotline.models.contacts import Channel, ClosingReason, OpenSearch, SearchState
from hotline.models.messages import Message
from hotline.models.people import HidingReason
from tests import factories

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ASKER = Asker(network="192.0.2.7")
QUERY = Query(given="Xochitl Guadalupe", surname="Zepeda Olvera", birth_date=date(1985, 3, 12), country="MEX")


def _leave(
    session: Session,
    *,
    contact: str | None = "(404) 555-2368",
    token: str = "form-1",
    query: Query = QUERY,
    urgent: bool = False,
    told: Outcome = Outcome.NOT_CONFIRMED,
    asker: Asker = ASKER,
) -> OpenedSearch:
    wish = SearchWish(query, contact, token, is_urgent=urgent, told=told)
    return searches.leave(session, wish, asker=asker, channel=Channel.WEB, language="es", now=NOON)


def _state(session: Session, code: str, *, asker: Asker, now: datetime) -> SearchState | None:
    status = openings.status(session, code, asker=asker, now=now)
    return status.state if status else None


def _open(session: Session, code: str, pin: str, *, asker: Asker, now: datetime) -> Finding | None:
    opened = openings.open_with_pin(session, code, pin, asker=asker, now=now)
    return opened.finding if opened else None


def _arrives(session: Session, *, hidden: HidingReason | None = None) -> None:
    """The person comes into the records, and the searches that would find her are woken."""
    person = factories.person(session, hidden=hidden)
    stay = factories.StayFactory(person_id=person.id, began_at=NOON, confirmed_at=NOON)
    factories.StintFactory(stay_id=stay.id, arrived_at=NOON)
    keys = names.staged_keys(secrets_box.of(session), factories.details())
    searches.wake(session, [key for key, _year in keys])


def test_a_search_is_open_until_somebody_is_found(session: Session) -> None:
    opened = _leave(session)

    assert _state(session, opened.code, asker=ASKER, now=NOON) is SearchState.OPEN
    assert opened.deadline_at == NOON + timedelta(hours=24)


def test_children_or_medicine_are_looked_at_within_two_hours(session: Session) -> None:
    assert _leave(session, urgent=True).deadline_at == NOON + timedelta(hours=2)


def test_the_same_form_sent_twice_opens_one_search(session: Session) -> None:
    assert _leave(session) == _leave(session)
    assert len(session.scalars(select(OpenSearch)).all()) == 1


def test_two_people_who_leave_the_same_search_have_codes_of_their_own(session: Session) -> None:
    one, other = _leave(session, token="form-1"), _leave(session, token="form-2")

    assert one.code != other.code


def test_a_corrected_search_looks_for_the_other_name_under_the_same_code(session: Session) -> None:
    opened = _leave(session, query=replace(QUERY, given="Sochil", surname="Sepe"))
    searches.rerun_due(session, now=NOON)

    assert _correct(session, QUERY) == opened

    [search] = searches.waiting(session)
    assert (search.query, search.state) == (QUERY, SearchState.OPEN)
    _arrives(session)
    searches.rerun_due(session, now=NOON)
    assert _state(session, opened.code, asker=ASKER, now=NOON) is SearchState.NEWS


def test_a_corrected_search_is_no_longer_woken_by_the_old_name(session: Session) -> None:
    _leave(session)
    searches.rerun_due(session, now=NOON)
    _correct(session, replace(QUERY, given="Ada", surname="Lovelace", birth_date=date(1970, 12, 10), country="GBR"))
    searches.rerun_due(session, now=NOON)

    _arrives(session)

    assert searches.rerun_due(session, now=NOON) == 0


def test_a_search_that_staff_closed_is_open_again_when_it_is_corrected(session: Session) -> None:
    _leave(session)
    [search] = searches.waiting(session)
    searches.close(session, search.id, reason=ClosingReason.MISTAKEN, now=NOON)

    _correct(session, replace(QUERY, given="Xochitl"))

    [again] = searches.waiting(session)
    assert (again.id, again.state) == (search.id, SearchState.OPEN)


def test_corrections_are_counted_like_searches_and_too_little_is_refused(session: Session) -> None:
    _leave(session)

    with pytest.raises(Invalid, match="too_little"):
        _correct(session, Query(given="Ada"))
    for number in range(limits.NETWORK_TRIES // limits.SEARCH_SHARE - 1):
        _correct(session, replace(QUERY, given="Ada" + "e" * number))
    with pytest.raises(Invalid, match="too_many"):
        _correct(session, replace(QUERY, given="Eva"))


def test_a_search_that_nobody_left_cannot_be_corrected(session: Session) -> None:
    with pytest.raises(NotFound):
        _correct(session, QUERY)


def _correct(session: Session, query: Query) -> OpenedSearch:
    wish = SearchWish(query, "(404) 555-2368", "form-1")
    return searches.correct(session, wish, asker=ASKER, channel=Channel.WEB, now=NOON)


def test_an_arrival_wakes_the_search_and_its_code_tells_of_news(session: Session) -> None:
    opened = _leave(session)
    searches.rerun_due(session, now=NOON)
    _arrives(session)

    assert searches.rerun_due(session, now=NOON) == 1
    assert _state(session, opened.code, asker=ASKER, now=NOON) is SearchState.NEWS


def test_who_left_no_way_to_be_told_asks_by_code_and_nothing_is_sent(session: Session) -> None:
    opened = _leave(session, contact=None)

    _arrives(session)
    searches.rerun_due(session, now=NOON)

    assert _state(session, opened.code, asker=ASKER, now=NOON) is SearchState.NEWS
    assert not session.scalars(select(Message)).all()


def test_an_arrival_of_somebody_else_wakes_nothing(session: Session) -> None:
    _leave(session, query=Query(given="Ivan", surname="Petrov", birth_date=date(1990, 1, 2)))
    searches.rerun_due(session, now=NOON)
    _arrives(session)

    assert searches.rerun_due(session, now=NOON) == 0


@pytest.mark.parametrize("reason", [HidingReason.PROTECTED, HidingReason.MINOR, HidingReason.WITHHELD])
def test_the_arrival_of_a_hidden_person_is_no_news(session: Session, reason: HidingReason) -> None:
    opened = _leave(session)
    _arrives(session, hidden=reason)
    searches.rerun_due(session, now=NOON)

    assert _state(session, opened.code, asker=ASKER, now=NOON) is SearchState.OPEN


def test_the_pin_opens_the_answer(session: Session) -> None:
    opened = _leave(session)
    _arrives(session)

    found = _open(session, opened.code, opened.pin, asker=ASKER, now=NOON)

    assert found is not None
    assert found.outcome is Outcome.HELD


def test_a_person_hidden_since_is_not_told_by_pin(session: Session) -> None:
    opened = _leave(session)
    person = factories.person(session)
    hiding.hide(session, person.id, HidingReason.OBJECTS, now=NOON)

    found = _open(session, opened.code, opened.pin, asker=ASKER, now=NOON)

    assert found is not None
    assert found.outcome is Outcome.NOT_CONFIRMED


def test_five_wrong_pins_lock_the_search(session: Session) -> None:
    opened = _leave(session)
    wrong = "000000" if opened.pin != "000000" else "111111"
    for _ in range(references.PIN_TRIES):
        assert _open(session, opened.code, wrong, asker=ASKER, now=NOON) is None

    assert _open(session, opened.code, opened.pin, asker=ASKER, now=NOON) is None


def test_a_code_nobody_has_is_not_known_and_a_slip_is_told(session: Session) -> None:
    opened = _leave(session)
    slipped = opened.code[:-1] + str((int(opened.code[-1]) + 1) % 10)

    with pytest.raises(Invalid):
        _state(session, slipped, asker=ASKER, now=NOON)
    assert _state(session, "00000000", asker=ASKER, now=NOON) is None


def test_who_tries_too_many_codes_is_told_of_none(session: Session) -> None:
    opened = _leave(session)
    for _ in range(limits.NETWORK_TRIES):
        _state(session, "00000000", asker=ASKER, now=NOON)

    assert _state(session, opened.code, asker=ASKER, now=NOON) is None
    assert _state(session, opened.code, asker=Asker(network="192.0.2.8"), now=NOON) is SearchState.OPEN


def test_who_arrived_between_look_up_and_search_is_news(session: Session) -> None:
    _arrives(session)
    opened = _leave(session)

    searches.rerun_due(session, now=NOON)

    assert _state(session, opened.code, asker=ASKER, now=NOON) is SearchState.NEWS


def test_the_answer_that_was_told_is_no_news(session: Session) -> None:
    _arrives(session)
    opened = _leave(session, told=Outcome.HELD)

    searches.rerun_due(session, now=NOON)

    assert _state(session, opened.code, asker=ASKER, now=NOON) is SearchState.OPEN


def test_searches_are_no_way_to_guess_a_birth_date(session: Session) -> None:
    _arrives(session)
    for day in range(limits.TARGET_DATES[Target.NAME]):
        guess = replace(QUERY, birth_date=date(1970, 1, 1) + timedelta(days=day))
        _leave(session, query=guess, token=f"guess-{day}", asker=Asker(network=f"192.0.2.{day}"))
    right = _leave(session, token="right", asker=Asker(network="192.0.2.99"))

    searches.rerun_due(session, now=NOON)

    assert _state(session, right.code, asker=ASKER, now=NOON) is SearchState.OPEN
    assert len(searches.waiting(session)) == limits.TARGET_DATES[Target.NAME] + 1  # staff see it and look


def test_nobody_leaves_searches_without_end(session: Session) -> None:
    for number in range(limits.NETWORK_TRIES // limits.SEARCH_SHARE):
        _leave(session, token=f"form-{number}")

    with pytest.raises(Invalid) as refused:
        _leave(session, token="one too many")

    assert (refused.value.field, refused.value.reason) == ("contact", "too_many")


@pytest.mark.parametrize("contact", ["", "12", "nobody", "me@", "a b@example.org", "+266696687", "900 555 2368"])
def test_what_is_no_number_and_no_address_is_refused(session: Session, contact: str) -> None:
    with pytest.raises(Invalid) as refused:
        _leave(session, contact=contact)

    assert refused.value.field == "contact"


_NAMES = Query(given="Xochitl", surname="Zepeda")
_KEYED = Query(keyed_given=("96248",), keyed_surnames=("937332",))


@pytest.mark.parametrize(
    "query",
    [
        replace(_NAMES, birth_year=1985),
        Query(given="Xochitl Zepeda", birth_year=1985),
        replace(_KEYED, birth_date=date(1985, 3, 12)),
        replace(_KEYED, birth_year=1985),
        Query(a_number="098765432", birth_year=1985),
        Query(a_number="098765432", surname="Zepeda", country="MEX"),
        replace(_KEYED, a_number="098765432", country="MEX"),
    ],
)
def test_what_may_once_be_evidence_enough_is_kept_open(session: Session, query: Query) -> None:
    assert searches.can_bring_news(session, query)
    assert _leave(session, query=query).code


@pytest.mark.parametrize(
    "query",
    [
        _NAMES,
        replace(_NAMES, age=40, country="MEX"),
        Query(given="Xochitl", birth_date=date(1985, 3, 12), country="MEX"),
        Query(a_number="098765432"),
        Query(a_number="098765432", country="MEX"),
        replace(_NAMES, a_number="098765432"),
        Query(birth_date=date(1985, 3, 12)),
    ],
)
def test_what_can_never_bring_news_is_refused(session: Session, query: Query) -> None:
    assert not searches.can_bring_news(session, query)
    with pytest.raises(Invalid) as refused:
        _leave(session, query=query)

    assert (refused.value.field, refused.value.reason) == ("query", "too_little")


def test_a_number_abroad_and_an_address_are_accepted(session: Session) -> None:
    _leave(session, contact="+52 55 5123 4567", token="a")
    _leave(session, contact="hija@example.org", token="b")

    assert len(searches.waiting(session)) == 2


def test_the_most_urgent_search_waits_first(session: Session) -> None:
    _leave(session, token="a")
    _leave(session, token="b", urgent=True)

    assert [search.is_urgent for search in searches.waiting(session)] == [True, False]


def test_a_closed_search_says_call_us(session: Session) -> None:
    opened = _leave(session)

    searches.close(session, searches.waiting(session)[0].id, reason=ClosingReason.TOLD, now=NOON)

    assert _state(session, opened.code, asker=ASKER, now=NOON) is SearchState.CLOSED


def test_the_two_hours_of_an_urgent_search_count_only_while_people_answer(session: Session) -> None:
    session.info.update(hours.session_info(hours.read("08:00-20:00 America/Chicago")))  # noon in UTC is 6 there

    assert _leave(session, urgent=True).deadline_at - NOON == timedelta(hours=4)
    assert _leave(session, token="form-2").deadline_at - NOON == timedelta(hours=24)
