"""Another key for the people's indexes: nobody is lost, found twice or shown while it is built, used and erased."""

from collections import Counter
from datetime import UTC, date, datetime
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.config import Settings
from hotline.domain import hiding, identities, names, rekeying, searches
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.people import Name
from hotline.domain.rekeying import Step
from hotline.domain.searches import SearchWish
from hotline.models.contacts import Channel, OpenSearch, SearchKey
from hotline.models.operations import BatchState, RosterBatch
from hotline.models.people import HiddenIndexKey, HidingReason, IdentityKey, IndexKey, NameFrequency, Person
from hotline.secrets_box import SecretsBox
from tests import factories

NOON = datetime(2026, 11, 22, 17, tzinfo=UTC)
KEYS = {"old": b"i" * 32, "new": b"n" * 32}
BY_TWOS = partial(rekeying.build_people, most=2)  # two people a step
HIDDEN_NAME = Name("Odilia", "Ixcot Sical")
FAMILIES = ("Zepeda Olvera", "Zepeda Ruiz", "Ochoa Zepeda", "Villeda Turcios", "Quishpe Toapanta")


def _keys(session: Session, *order: str) -> None:
    """Go on as a process does that was started with PEOPLE_KEYS in this order."""
    box = SecretsBox({"s1": b"s" * 32}, {"i1": KEYS["old"]}, {key_id: KEYS[key_id] for key_id in order})
    session.info.update(secrets_box.session_info(box))


def _run(session: Session, *steps: Step, key_id: str, most: int = 1_000) -> None:
    index = rekeying.beside(session, key_id)
    for step in steps:
        after: int | None = rekeying.BEFORE_THE_FIRST
        for _ in range(most):
            if after is None:
                break
            after = step(session, index, after)


def _build(session: Session) -> None:
    _run(session, *rekeying.BUILDING, key_id="new")


def _people(session: Session) -> None:
    """Namesakes, so that rarity decides, a hidden person, and one who is known by several dates and numbers."""
    for number, family in enumerate(FAMILIES):
        given = "Xochitl" if number % 2 else "Yeison Xochitl"
        born, a_number = date(1980 + number, 1, 1 + number), f"09876543{number}"
        factories.person(session, names=(Name(given, family),), births=(born,), a_numbers=(a_number,))
    factories.person(session, names=(Name("Jean", "Dorsainvil"),), births=(date(1990, 3, 18), date(1990, 8, 13)))
    factories.person(session, hidden=HidingReason.PROTECTED, names=(HIDDEN_NAME,), a_numbers=("098111111",))


def _asked() -> list[Query]:
    asked = [
        Query(given=("Xochitl",), surname=(family.split()[0],), birth_date=date(1980 + number, 1, 1 + number))
        for number, family in enumerate(FAMILIES)
    ]
    hidden = Query(given=("Odilia",), surname=("Ixcot",), birth_date=date(1985, 3, 12))
    return [*asked, Query(given=("Jean",), surname=("Dorsainvil",), birth_year=1990), hidden]


def _told(session: Session) -> list[list[tuple[int, float]]]:
    """Who is found, and how surely, by the public and by staff, by name and by number."""
    told = [
        [(match.person_id, round(match.log_odds, 9)) for match in names.matches(session, query, staff=staff)]
        for query in _asked()
        for staff in (False, True)
    ]
    numbers = ("098765430", "098765432", "098111111")
    return told + [
        [(who, 0.0) for who, _ in names.by_a_number(session, number, staff=staff)]
        for number in numbers
        for staff in (False, True)
    ]


def _rows(session: Session) -> dict[str, Counter[tuple[int, ...]]]:
    """All index rows there are; a counter of nobody counts as none."""
    tables = IndexKey, HiddenIndexKey, IdentityKey, SearchKey
    found = {
        table.__tablename__: Counter(tuple(row) for row in session.execute(select(*table.__table__.c)))
        for table in tables
    }
    counted = session.execute(select(NameFrequency.key, NameFrequency.n).where(NameFrequency.n != 0))
    return found | {"name_frequency": Counter(tuple(row) for row in counted)}


def _search(session: Session) -> OpenSearch:
    wish = SearchWish(Query(given=("Nahun",), surname=("Escalante",), birth_date=date(1985, 8, 21)), None, "t1")
    searches.leave(session, wish, asker=Asker(network="192.0.2.1"), channel=Channel.WEB, language="en", now=NOON)
    session.flush()
    search = session.scalars(select(OpenSearch)).one()
    search.is_due = False
    session.flush()
    return search


def test_look_ups_are_the_same_before_while_and_after_a_key_is_replaced(session: Session) -> None:
    _keys(session, "old")
    _people(session)
    before = _told(session)

    seen = {}
    _keys(session, "old", "new")
    seen["both are written"] = _told(session)
    _run(session, BY_TWOS, key_id="new", most=1)
    seen["half built"] = _told(session)
    _build(session)
    seen["built"] = _told(session)
    _keys(session, "new", "old")
    seen["looked up by the new one"] = _told(session)
    _run(session, *rekeying.ERASING, key_id="old")
    seen["the old one erased"] = _told(session)
    _keys(session, "new")
    seen["forgotten"] = _told(session)

    assert sum(map(len, before)) > 10
    assert seen == dict.fromkeys(seen, before)


def test_what_is_left_at_the_end_is_what_the_new_key_would_have_written_alone(session: Session) -> None:
    _keys(session, "new")
    _people(session)
    _search(session)
    written_alone = {table: rows.total() for table, rows in _rows(session).items()}
    alone = _rows(session)
    _keys(session, "new", "old")
    _run(session, *rekeying.BUILDING, key_id="old")
    assert _rows(session)["index_key"].total() == 2 * written_alone["index_key"]

    _run(session, *rekeying.ERASING, key_id="old")

    assert _rows(session) == alone


def test_building_that_was_interrupted_and_run_again_ends_in_the_same_rows(session: Session) -> None:
    _keys(session, "old")
    _people(session)
    _keys(session, "old", "new")
    with session.begin_nested() as trial:
        _build(session)
        in_one_go = _rows(session)
        trial.rollback()

    _run(session, BY_TWOS, key_id="new", most=2)
    halfway = _rows(session)
    _build(session)

    assert halfway["index_key"].total() < in_one_go["index_key"].total()
    assert _rows(session) == in_one_go


def test_whoever_comes_changes_or_is_hidden_while_a_key_is_built_is_right_under_both(session: Session) -> None:
    _keys(session, "old")
    _people(session)
    everybody = session.scalars(select(Person).order_by(Person.id)).all()
    _keys(session, "old", "new")
    _run(session, BY_TWOS, key_id="new", most=2)

    for person in (everybody[0], everybody[-1]):  # one who was written already, one who was not
        hiding.hide(session, person.id, HidingReason.WITHHELD, now=NOON, by="ana", second="ben")
    factories.person(session, names=(Name("Klever Stalin", "Zepeda"),), births=(date(1993, 6, 27),))
    _build(session)

    by_old = _told(session)
    _keys(session, "new", "old")
    assert _told(session) == by_old
    _keys(session, "new")
    alone = _rows(session)
    assert not {row[2] for row in alone["index_key"]} & {everybody[0].id, everybody[-1].id}


def test_somebody_hidden_by_a_process_that_knew_one_key_is_hidden_under_the_other_when_it_is_built_again(
    session: Session,
) -> None:
    _keys(session, "old")
    person = factories.person(session)
    _keys(session, "old", "new")
    _build(session)
    _keys(session, "old")
    hiding.hide(session, person.id, HidingReason.WITHHELD, now=NOON, by="ana", second="ben")

    _keys(session, "old", "new")
    _build(session)

    assert not _rows(session)["index_key"]


def test_an_open_search_is_woken_under_the_new_key(session: Session) -> None:
    _keys(session, "old")
    search = _search(session)
    _keys(session, "old", "new")
    _build(session)
    _keys(session, "new")

    told = factories.details(names=(Name("Nahun", "Escalante"),), births=(date(1985, 8, 21),), a_numbers=())
    searches.wake(session, [key for key, _ in names.staged_keys(secrets_box.of(session), told)])

    session.refresh(search)
    assert search.is_due


def test_intake_recognises_who_was_there_before_under_the_new_key(session: Session) -> None:
    _keys(session, "old")
    person = factories.person(session)
    _keys(session, "old", "new")
    _build(session)
    _keys(session, "new")

    claim = identities.Claim("another source", "", factories.details())

    assert [who.person_id for who in identities.recognise(session, [claim])] == [person.id]


def test_the_key_that_is_looked_up_is_neither_built_nor_erased(session: Session) -> None:
    _keys(session, "old", "new")

    with pytest.raises(Invalid):
        rekeying.beside(session, "old")
    with pytest.raises(NotFound):
        rekeying.beside(session, "another")


@pytest.mark.parametrize("state", [BatchState.STAGING, BatchState.HELD])
def test_nothing_is_built_while_a_roster_waits_that_was_staged_without_the_key(
    session: Session, state: BatchState
) -> None:
    common = {"source": "a", "format": "csv", "is_snapshot": True, "digest": "d", "as_of": NOON, "started_at": NOON}
    session.add(RosterBatch(**common, state=state))
    session.flush()

    with pytest.raises(Invalid):
        identities.refuse_staged_rosters(session)


def test_without_keys_of_its_own_the_index_is_that_of_the_first_index_key(settings: Settings) -> None:
    box = secrets_box.from_settings(settings)

    assert [index.key_id for index in box.indexes] == ["i1"]
    assert box.people.key("pair", "x") == box.index_key("pair", "x")
