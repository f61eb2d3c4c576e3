"""Who may be told is said on the telephone, by A-number and PIN, and counts from the next look-up on."""

import pytest

from hotline import clock, db
from hotline.domain import consent, pins
from hotline.domain.consent import Wish
from hotline.phone.script import Caller
from tests import factories
from tests.ivr.detainee.conftest import DialInside

OURS = "447291"


@pytest.fixture
def opened(inside: DialInside) -> tuple[int, Caller]:
    """Xochitl, whose PIN has opened what is hers, at the choices of it."""
    with db.begin() as session:
        person = factories.identified(session)
        pin = pins.issue(session, None, person.id, now=clock.now())
    caller = inside().presses("1", "3", "098765432#", f"{pin}#", f"{OURS}#", f"{OURS}#")
    return person.id, caller.hears("who may be told where you are, press 3").presses("3")


def _wish(person_id: int) -> Wish:
    with db.reading() as session:
        return consent.wish(session, person_id)


def test_nobody_and_everybody_are_a_key_away_and_what_holds_is_said(opened: tuple[int, Caller]) -> None:
    person_id, caller = opened
    caller.hears("people who know enough about you can be told")

    caller.presses("1").hears("At this time, nobody is told where you are.")
    assert _wish(person_id) is Wish.NOBODY
    caller.presses("3").hears("people who know enough about you can be told")
    assert _wish(person_id) is Wish.WHO_KNOWS_ENOUGH


def test_a_number_is_read_back_before_it_counts(opened: tuple[int, Caller]) -> None:
    person_id, caller = opened

    caller.presses("2").presses("5550187#").hears("too short").presses("4045552368#").hears("4, 0, 4")
    assert _wish(person_id) is Wish.WHO_KNOWS_ENOUGH
    caller.presses("1").hears("only people whose numbers you named")

    assert _wish(person_id) is Wish.NAMED
    with db.reading() as session:
        assert consent.may_be_told(session, person_id, consent.contact_key(session, "+14045552368"))


def test_who_thinks_better_of_it_changes_nothing(opened: tuple[int, Caller]) -> None:
    person_id, caller = opened

    caller.presses("2", "0#").hears("people who know enough about you can be told")
    caller.presses("2", "4045552368#", "*").hears("Please enter the telephone number")
    caller.hangs_up()

    assert _wish(person_id) is Wish.WHO_KNOWS_ENOUGH
