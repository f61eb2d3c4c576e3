"""Family and counsel of record by A-number and PIN: registered or keyed in, told who calls, and asked for a key."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from hotline import clock, db
from hotline.domain import counsel, hiding, kin
from hotline.domain.counsel import CounselForm
from hotline.domain.free_calls import numbers
from hotline.domain.kin import NewKin
from hotline.models.custody import StayEnd
from hotline.models.free_calls import CallResult, DetaineeCall, FamilyNumber, NumberBlock
from hotline.models.people import HidingReason
from hotline.phone.legs import Dialling
from hotline.phone.script import Caller
from hotline.phone.waiting import State
from tests import factories
from tests.ivr.detainee.conftest import MOTHER, OFFICER, OURS, Opened, outcomes


def test_a_mother_abroad_hears_who_calls_in_her_language_and_refuses(xochitls: Opened) -> None:
    xochitls.registers(NewKin(MOTHER, "mother", "es"))
    caller = xochitls.calls().presses("2").hears("For your mother, whose number ends in 8, 9, press 1.")
    caller.does_not_hear("2 3 4 5")

    caller.presses("1").hears("After the tone, please say your name").says("Xochitl")
    caller.hears("I am calling your relative. You can talk for 30 minutes.")
    caller.other_end("answer").callee_hears("le llama", "Xochitl", "oprima 1", "oprima 2")
    assert not any("Stewart" in told.text for told in caller.telephone.told)
    assert caller.telephone.state is State.TELLING
    caller.callee_presses("2").callee_hears("Está bien. Adiós.")

    caller.hears("Who was called does not want to talk now.", "To try again, press 1")
    assert outcomes() == [(CallResult.REFUSED, "refused")]


def announced(caller: Caller) -> str:
    """What a relative hears whom somebody rings who does not say their name."""
    caller.presses("2", "1").waits(1).other_end("answer")
    return " ".join(told.text for told in caller.telephone.told)


def test_the_facility_is_told_to_who_is_called_by_its_telephone_alone(xochitls: Opened) -> None:
    xochitls.registers(NewKin(MOTHER, "mother", "en"))
    assert "A person at Stewart Detention Center calls you" in announced(xochitls.calls())

    from_elsewhere = xochitls.inside("+14045550199").presses("1", "3", "098765432#", f"{OURS}#")
    assert "A person in immigration custody calls you" in announced(from_elsewhere)


def test_of_who_is_hidden_no_relative_hears_the_place(xochitls: Opened) -> None:
    xochitls.registers(NewKin(MOTHER, "mother", "en"))
    with db.begin() as session:
        hiding.hide(session, xochitls.person_id, HidingReason.OBJECTS, now=clock.now())

    assert "A person in immigration custody calls you" in announced(xochitls.calls())


def test_who_presses_star_first_is_spoken_to_in_the_language_of_their_last_call(xochitls: Opened) -> None:
    xochitls.inside().presses("2", "3", "098765432#", f"{OURS}#").hears("Para su propio abogado").hangs_up()

    caller = xochitls.inside().presses("*").hears("your own A-number", "número A")
    caller.presses("098765432#", f"{OURS}#").hears("Para su propio abogado").does_not_hear("your own lawyer")


def test_who_was_released_calls_no_relatives_at_our_cost(xochitls: Opened) -> None:
    with db.begin() as session:
        factories.use(session)
        now = clock.now()
        factories.StayFactory(
            person_id=xochitls.person_id,
            office_code=factories.FieldOfficeFactory().code,
            ended_at=now - timedelta(hours=1),
            end=StayEnd.RELEASED,
        )

    caller = xochitls.inside().presses("1", "3", "098765432#", f"{OURS}#")

    caller.hears("you are not in custody any more", "If the records are wrong, press 0", "press 1")


def test_who_accepts_talks_for_half_an_hour_at_most(xochitls: Opened) -> None:
    xochitls.registers(NewKin(MOTHER, "mother", "en"))
    caller = xochitls.calls().presses("2", "1").waits(1)
    dialling = caller.telephone.waits_for
    assert isinstance(dialling, Dialling)
    assert dialling.verb.attributes["timeLimit"] == "1800"

    caller.other_end("answer").callee_presses("1").callee_hears("You can talk for 30 minutes. We do not record it.")
    assert caller.telephone.state is State.TALKING
    caller.other_end("hang up").hears("The call is over.")

    assert outcomes() == [(CallResult.COMPLETED, "")]


def test_never_again_is_asked_twice_and_then_holds(xochitls: Opened) -> None:
    xochitls.registers(NewKin(MOTHER, "mother", "en"))
    caller = xochitls.calls().presses("2", "1").waits(1).other_end("answer")

    caller.callee_presses("3").callee_hears("We will never call this number").callee_presses("3")
    caller.hears("The owner of that number asked that this line never calls it.", "To call somebody else, press 1")
    caller.does_not_hear("try again").presses("1", "3", "2", "1")

    caller.hears("The owner of that number asked that this line never calls it.", "To call somebody else, press 1")
    caller.does_not_hear("try again").hangs_up()
    assert outcomes() == [(CallResult.REFUSED, "blocked"), (CallResult.NOT_ALLOWED, "blocked")]
    with db.reading() as session:
        assert session.scalars(select(NumberBlock)).one()


def test_a_number_that_may_not_be_rung_is_not_offered_again(xochitls: Opened) -> None:
    xochitls.registers(NewKin(MOTHER, "mother", "en"))
    with db.begin() as session:
        numbers.block(session, MOTHER, now=clock.now())

    caller = xochitls.calls().presses("2", "1").waits(1)

    caller.hears("never calls it", "To call somebody else, press 1. For a person, press 0").does_not_hear("try again")
    caller.presses("1").hears("For a lawyer, press 1.")


def test_voice_mail_is_connected_with_nobody(xochitls: Opened) -> None:
    xochitls.registers(NewKin(MOTHER, "mother", "en"))

    caller = xochitls.calls().presses("2", "1").waits(1).other_end("answer").callee_waits()

    caller.hears("Nobody answered.")
    assert outcomes() == [(CallResult.NO_ANSWER, "no_key")]


def test_a_number_that_is_keyed_is_read_back_kept_and_rung(xochitls: Opened) -> None:
    caller = xochitls.calls().presses("2").hears("Please enter the telephone number of your relative")

    caller.presses("01150223456789#").hears("5, 0, 2").presses("1").hears("say your name").waits(1)

    assert caller.telephone.state is State.RINGING
    with db.reading() as session:
        assert [one.ends_in for one in kin.of(session, xochitls.person_id)] == ["89"]
        assert session.scalars(select(FamilyNumber.added_by)).one() is None


@pytest.mark.parametrize("keys", ["19005550123#", "01188161234567#", "1234#", "01144701123456#"])
def test_numbers_that_earn_somebody_money_are_not_rung(xochitls: Opened, keys: str) -> None:
    caller = xochitls.calls().presses("2", keys)

    assert caller.telephone.state is State.KEYS
    assert outcomes() == []


def test_more_than_five_relatives_are_on_pages(xochitls: Opened) -> None:
    xochitls.registers(*(NewKin(f"+1404555{2300 + nth}") for nth in range(7)))
    caller = xochitls.calls().presses("2").hears("ends in 0, 4, press 5.", "For more of them, press 7.")

    caller.presses("7").hears("ends in 0, 5, press 1.").does_not_hear("ends in 0, 4")
    caller.presses("5").hears("ends in 0, 5, press 1.")
    caller.presses("7").hears("ends in 0, 0, press 1.")


def test_a_relative_is_called_by_one_word_where_there_is_one_alone(xochitls: Opened) -> None:
    relatives = ("mother", "brother_sister", "brother_sister", "", "", "father")
    xochitls.registers(*(NewKin(f"+1404555{2300 + nth}", who, "en") for nth, who in enumerate(relatives)))
    caller = xochitls.calls().presses("2").hears("You can also say it.")

    caller.says("my brother").hears("Please press the key").says("more").hears("For your father", "press 1.")
    caller.says("mother").waits(1).hears("I am calling your relative.")

    with db.reading() as session:
        target = session.scalars(select(DetaineeCall.target)).one()
        assert target == f"family:{kin.of(session, xochitls.person_id)[0].id}"


def test_counsel_is_rung_without_a_key_and_without_an_end(xochitls: Opened) -> None:
    with db.begin() as session:
        form = CounselForm("Grace Hopper", "+14045550190", g28_on=date(2026, 8, 20))
        counsel.add(session, OFFICER, xochitls.person_id, form, now=clock.now())
    caller = xochitls.calls().presses("1").waits(1).hears("I am calling your lawyer.")
    dialling = caller.telephone.waits_for
    assert isinstance(dialling, Dialling)
    assert dialling.verb.attributes["timeLimit"] == "86400"

    caller.other_end("answer").callee_hears("not recorded", "connecting")

    assert caller.telephone.state is State.TALKING


def test_without_counsel_a_free_lawyer_is_a_key_away(xochitls: Opened) -> None:
    xochitls.calls().presses("1").hears("No lawyer of yours is written down").presses("1").hears("I am calling")


def test_what_was_tried_before_the_pin_was_given_is_the_persons_too(xochitls: Opened) -> None:
    caller = xochitls.inside().presses("1", "1").other_end("answer").other_end("hang up").presses("1")

    caller.presses("3", "098765432#", f"{OURS}#").hears("For your own lawyer")

    with db.reading() as session:
        assert session.scalars(select(DetaineeCall.person_id)).all() == [xochitls.person_id]
