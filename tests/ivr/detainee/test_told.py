"""Who may be told is said on the telephone, by A-number and PIN, and counts from the next look-up on."""

import pytest

from hotline import clock, db
from hotline.domain import consent, outbox, pins
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
        assert consent.may_be_told(session, person_id, outbox.contact_key(session, "+14045552368"))


def test_who_thinks_better_of_it_changes_nothing(opened: tuple[int, Caller]) -> None:
    person_id, caller = opened

    caller.presses("2", "0#").hears("people who know enough about you can be told")
    caller.presses("2", "4045552368#", "*").hears("Please enter the telephone number")
    caller.hangs_up()

    assert _wish(person_id) is Wish.WHO_KNOWS_ENOUGH


def test_how_many_are_named_is_said_and_all_are_taken_off_at_once(opened: tuple[int, Caller]) -> None:
    person_id, caller = opened
    caller.does_not_hear("On your list").does_not_hear("press 4")
    caller.presses("4").hears("people who know enough about you can be told")

    caller.presses("2", "4045552368#", "1").hears("On your list is 1 number.", "To take all of them off", "press 4")
    caller.presses("2", "4045552369#", "1").hears("On your list are 2 numbers.")
    caller.presses("4").hears("At this time, nobody is told where you are.").does_not_hear("On your list")

    assert _wish(person_id) is Wish.NOBODY
    caller.presses("2", "4045552370#", "1").hears("only people whose numbers you named", "On your list is 1 number.")
    with db.reading() as session:
        assert not consent.may_be_told(session, person_id, outbox.contact_key(session, "+14045552368"))
        assert consent.may_be_told(session, person_id, outbox.contact_key(session, "+14045552370"))


def test_a_full_list_is_begun_anew_and_opens_nothing_meanwhile(opened: tuple[int, Caller]) -> None:
    person_id, caller = opened
    with db.begin() as session:
        named = [f"+1404555{2300 + nth}" for nth in range(consent.MOST_NAMED)]
        consent.name_who_may_be_told(session, person_id, named, now=clock.now())

    caller.presses("2", "4045552368#", "1").hears("more cannot be kept", "press 4 first", "press 4")
    caller.presses("4").hears("nobody is told where you are")

    assert _wish(person_id) is Wish.NOBODY


def test_one_word_is_enough_but_to_open_it_to_everybody(opened: tuple[int, Caller]) -> None:
    person_id, caller = opened

    caller.hears("You can also say it.").says("nobody please").hears("At this time, nobody is told")
    caller.says("everybody").hears("Then everybody who knows enough about you", "press 1")
    assert _wish(person_id) is Wish.NOBODY
    caller.presses("1").hears("people who know enough about you can be told")
    assert _wish(person_id) is Wish.WHO_KNOWS_ENOUGH

    caller.says("a number").hears("Please enter the telephone number of the person who may be told").presses("0#")
    caller.says("what").hears("say one word: nobody, number, everybody").says("person").hears("person")


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("my lawyer", "No lawyer of yours"),
        ("family", "telephone number of your relative"),
        ("PIN", "6 digits that nobody can guess"),
        ("who may be told", "At this time"),
    ],
)
def test_what_is_ones_own_is_a_word_away(opened: tuple[int, Caller], word: str, heard: str) -> None:
    _person_id, caller = opened

    caller.presses("*").hears("You can also say it.").says(word).hears(heard)
