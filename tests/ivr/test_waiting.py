"""Callers who ask for a person while operators are signed on, and the operators' own telephones, end to end."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from hotline import clock, db
from hotline.config import Settings
from hotline.domain import callbacks, lines
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.lines import InLine, Taking
from hotline.gateways.practice import PracticeCall
from hotline.models.calls import CallerState, CallOutcome, WaitingCall
from hotline.models.free_calls import CallResult, DetaineeCall, Party
from hotline.phone.script import Caller
from hotline.phone.switchboard import Switchboard
from hotline.phone.telephone import INSIDE, OF_A_FACILITY, Telephone
from hotline.phone.transport import InProcess
from hotline.sending import ringing
from tests.ivr.conftest import OWN_NUMBER, WITHHELD
from tests.plugins.signed_in import new_actor

OPERATORS = "+14045550177"
WAITING, RINGING, TALKING = CallerState.WAITING, CallerState.RINGING, CallerState.TALKING
STAY, IN_LINE = "A person will speak with you.", "You are in line for a person."
TO_THE_LINE = ("1", "0")  # English, a person


@dataclass
class Exchange:
    """A telephone company with its telephones, and the operators of the hotline."""

    app: Flask
    settings: Settings
    switchboard: Switchboard

    def dials(self, number: str = OWN_NUMBER, *keys: str) -> Caller:
        return Caller(self._telephone(number)).dials().presses(*(keys or TO_THE_LINE))

    def dials_inside(self, *keys: str) -> Caller:
        """From a telephone of a facility."""
        telephone = self._telephone(OF_A_FACILITY)
        telephone.entrance = INSIDE
        return Caller(telephone).dials().presses(*keys)

    def rings(self, taking: Taking) -> Caller:
        """The operator's telephone, which rings."""
        placed = PracticeCall(
            "CA" + f"{taking.id:032x}"[-32:], taking.number, *ringing.addresses(self.settings, taking)
        )
        return Caller(self._telephone(taking.number, placed))

    def answers(self, taking: Taking) -> Caller:
        operator = self.rings(taking)
        operator.telephone.answer()
        return operator

    def _telephone(self, number: str, placed: PracticeCall | None = None) -> Telephone:
        carry = InProcess(self.app.test_client())
        return Telephone(self.settings, carry, number, placed=placed, switchboard=self.switchboard)


@pytest.fixture
def exchange(app: Flask, settings: Settings) -> Exchange:
    return Exchange(app, settings, Switchboard())


@pytest.fixture
def operator(app: Flask) -> Actor:
    """Somebody who takes calls in English and Spanish."""
    return signs_on("en", "es")


def signs_on(*spoken: str) -> Actor:
    with db.begin() as session:
        actor, _ = new_actor(session, "operator", now=clock.now())
        lines.shifts.sign_on(session, actor, OPERATORS, spoken, now=clock.now())
    return actor


def takes(actor: Actor) -> Taking:
    with db.begin() as session:
        return lines.take(session, actor, now=clock.now())


def in_hand(actor: Actor) -> InLine | None:
    with db.reading() as session:
        return lines.mine(session, actor, now=clock.now())


def states() -> list[CallerState]:
    with db.reading() as session:
        return list(session.scalars(select(WaitingCall.state)))


def connect(*callers: Caller) -> None:
    """News travels: each telephone sees what the others did."""
    for caller in callers:
        caller.telephone.look()


def test_who_calls_from_inside_stays_in_line_for_nobody_can_call_them(exchange: Exchange, operator: Actor) -> None:
    caller = exchange.dials_inside("1", "0").hears(STAY, IN_LINE, "Nobody can call this telephone")
    caller.does_not_hear("To be called back").presses("1").hears(IN_LINE)
    assert states() == [WAITING]

    taking = takes(operator)
    person = exchange.answers(taking).presses("1")
    connect(caller, person)
    caller.hangs_up()
    with db.reading() as session:
        (row,) = session.scalars(select(DetaineeCall))
    assert (row.party, row.outcome) == (Party.HOTLINE, CallResult.COMPLETED)


def test_who_hangs_up_in_line_inside_is_not_forgotten_staff_call_the_facility(
    exchange: Exchange, operator: Actor
) -> None:
    exchange.dials_inside("1", "0").hears(IN_LINE).hangs_up()

    with db.reading() as session:
        (promised,) = callbacks.waiting(session, now=clock.now())
    assert (promised.about, promised.number, promised.is_urgent) == (callbacks.INSIDE, "", True)


def test_while_nobody_is_signed_on_a_person_calls_back(exchange: Exchange) -> None:
    exchange.dials().hears("A person will call you back within 24 hours").does_not_hear(STAY)

    assert states() == []


def test_who_asks_for_a_person_waits_in_line_while_operators_are_signed_on(exchange: Exchange, operator: Actor) -> None:
    caller = exchange.dials().hears(STAY, IN_LINE, "press 1")

    caller.waits().hears(IN_LINE)
    assert states() == [WAITING]


def test_who_speaks_what_nobody_on_shift_speaks_is_called_back(exchange: Exchange) -> None:
    signs_on("es")

    exchange.dials().hears("A person will call you back").does_not_hear(STAY)


def test_a_paused_operator_is_given_no_new_caller(exchange: Exchange, operator: Actor) -> None:
    with db.begin() as session:
        lines.shifts.pause(session, operator, True, now=clock.now())

    exchange.dials().hears("A person will call you back")


def test_callers_hear_how_many_wait_before_them(exchange: Exchange, operator: Actor) -> None:
    exchange.dials("+14045550101").does_not_hear("before you")

    exchange.dials("+14045550102").hears("1 caller in your language waits before you.")
    exchange.dials("+14045550103").hears("2 callers in your language wait before you.")
    exchange.dials("+14045550104", "2", "0").does_not_hear("antes que usted")


def test_an_operator_and_a_caller_talk_and_nothing_is_recorded(exchange: Exchange, operator: Actor) -> None:
    caller = exchange.dials()

    rung = exchange.answers(takes(operator)).hears("A caller who speaks English waits for you.", "press 1")
    assert states() == [RINGING]
    rung.presses("1")
    connect(rung, caller)

    assert (rung.telephone.state, caller.telephone.state, states()) == ("talking", "talking", [TALKING])

    rung.hangs_up()
    connect(caller)
    caller.hears("Thank you for calling the Family Hotline.").hears_the_end()
    assert states() == [CallerState.WRAP_UP]


def test_a_caller_who_hangs_up_ends_the_talk_of_the_operator(exchange: Exchange, operator: Actor) -> None:
    caller = exchange.dials()
    rung = exchange.answers(takes(operator)).presses("1")
    connect(rung, caller)

    caller.hangs_up()
    connect(rung)

    rung.hears("The caller has hung up").hears_the_end()
    assert states() == [CallerState.WRAP_UP]


@pytest.mark.parametrize("what", ["busy", "no-answer"])
def test_an_operator_who_does_not_answer_leaves_the_caller_where_they_were(
    exchange: Exchange, operator: Actor, what: str
) -> None:
    caller = exchange.dials()

    exchange.rings(takes(operator)).telephone.turn_away(what)

    assert states() == [WAITING]
    caller.waits().hears(IN_LINE)
    assert takes(operator)


def test_a_voice_mail_is_never_connected_with_a_caller(exchange: Exchange, operator: Actor) -> None:
    exchange.dials()

    exchange.rings(takes(operator)).telephone.let_machine_answer()

    assert states() == [WAITING]


def test_of_two_operators_one_has_the_call(exchange: Exchange, operator: Actor) -> None:
    exchange.dials()
    second = signs_on("en")

    takes(operator)

    with pytest.raises(NotFound), db.begin() as session:
        lines.take(session, second, now=clock.now())


def test_what_is_told_late_of_an_earlier_ring_disturbs_nobody(exchange: Exchange, operator: Actor) -> None:
    # given an operator whose telephone rang so long that another took the call
    caller = exchange.dials()
    early = exchange.rings(takes(operator))
    with db.begin() as session:
        session.scalars(select(WaitingCall)).one().taken_at = clock.now() - lines.LAPSES - timedelta(seconds=1)
    second = signs_on("en")
    rung = exchange.answers(takes(second)).presses("1")
    connect(rung, caller)

    # when the first picks up at last, and hangs up
    early.telephone.answer()
    early.hears("is in line again").hears_the_end()

    assert states() == [TALKING]
    assert in_hand(operator) is None


def test_who_leaves_the_line_for_a_call_back_keeps_the_place(exchange: Exchange, operator: Actor) -> None:
    before = clock.now()

    exchange.dials().presses("1").hears("A person will call you back within 24 hours", "4, 0, 4").hangs_up()

    with db.reading() as session:
        promised = callbacks.waiting(session, now=clock.now())[0]
    assert promised.since - before < timedelta(seconds=30)
    assert states() == [CallerState.LEFT]


def test_who_hangs_up_in_line_hears_before_that_they_are_called_and_is(exchange: Exchange, operator: Actor) -> None:
    exchange.dials().hears("If you hang up, a person will call you back at this number").hangs_up()

    assert states() == [CallerState.LEFT]
    with db.reading() as session:
        assert [promised.number for promised in callbacks.waiting(session, now=clock.now())] == [OWN_NUMBER]


def test_whose_number_is_withheld_is_promised_no_call_for_hanging_up(exchange: Exchange, operator: Actor) -> None:
    exchange.dials(WITHHELD).hears("To be called back instead").does_not_hear("If you hang up").hangs_up()

    assert states() == [CallerState.LEFT]
    with db.reading() as session:
        assert callbacks.waiting(session, now=clock.now()) == []


def test_who_waits_for_nobody_any_more_is_called_back(exchange: Exchange, operator: Actor) -> None:
    caller = exchange.dials()
    with db.begin() as session:
        lines.shifts.sign_off(session, operator, now=clock.now())

    caller.waits().hears("A person will call you back")


def test_star_puts_the_caller_on_hold_and_1_goes_on(exchange: Exchange, operator: Actor) -> None:
    caller = exchange.dials()
    rung = exchange.answers(takes(operator)).presses("1")
    connect(rung, caller)

    rung.presses("*").hears("the caller is on hold")
    connect(caller)
    caller.hears("One moment, please.", "The person who spoke with you will be back.")
    caller.waits().hears("will be back")
    assert states() == [CallerState.ON_HOLD]

    rung.presses("1")
    connect(rung, caller)
    assert (rung.telephone.state, caller.telephone.state, states()) == ("talking", "talking", [TALKING])


def test_a_call_is_handed_over_to_another_language_with_its_place_and_note(exchange: Exchange, operator: Actor) -> None:
    caller = exchange.dials("+14045550101", "1", "0")
    later = exchange.dials("+14045550102", "2", "0")
    spanish = signs_on("es")
    taking = takes(operator)
    rung = exchange.answers(taking).presses("1")
    connect(rung, caller)

    with db.begin() as session:
        lines.hand_over(session, operator, taking.id, "es", "Speaks Spanish better.", now=clock.now())
    rung.hangs_up()
    connect(caller)

    caller.hears("One moment, please.", IN_LINE)
    assert takes(spanish).id == taking.id
    assert later.is_connected


def test_what_came_of_a_call_is_written_down_once_it_is_over(exchange: Exchange, operator: Actor) -> None:
    caller = exchange.dials()
    taking = takes(operator)
    rung = exchange.answers(taking).presses("1")
    connect(rung, caller)
    with pytest.raises(Invalid), db.begin() as session:
        lines.wrap_up(session, operator, taking.id, CallOutcome.TOLD, now=clock.now())
    caller.hangs_up()

    with db.begin() as session:
        lines.wrap_up(session, operator, taking.id, CallOutcome.CALLBACK, "Wants to know more.", now=clock.now())

    assert states() == [CallerState.DONE]
    assert in_hand(operator) is None
    with db.reading() as session:
        assert callbacks.waiting(session, now=clock.now())[0].number == OWN_NUMBER


def test_nobody_is_rung_back_whose_number_is_withheld(exchange: Exchange, operator: Actor) -> None:
    exchange.dials(WITHHELD).hangs_up()
    caller = exchange.dials(WITHHELD)
    taking = takes(operator)
    rung = exchange.answers(taking).presses("1")
    connect(rung, caller)
    caller.hangs_up()

    with pytest.raises(Invalid, match="no_number"), db.begin() as session:
        lines.wrap_up(session, operator, taking.id, CallOutcome.CALLBACK, now=clock.now())


def test_each_caller_has_a_queue_that_nobody_else_is_in(exchange: Exchange, operator: Actor) -> None:
    first, second = exchange.dials("+14045550101"), exchange.dials("+14045550102")
    rung = exchange.answers(takes(operator)).presses("1")

    connect(rung, second, first)

    assert (first.telephone.state, second.telephone.state) == ("talking", "keys")


def test_a_webhook_told_twice_changes_nothing(exchange: Exchange, operator: Actor) -> None:
    caller = exchange.dials()
    rung = exchange.answers(takes(operator)).presses("1")
    connect(rung, caller)
    carry = InProcess(exchange.app.test_client())

    answers = [carry(webhook) for webhook in (*rung.telephone.posted, *caller.telephone.posted)]

    assert all(answer.status in (200, 204) for answer in answers)
    assert states() == [TALKING]


def test_an_operator_hears_no_code_of_a_language_that_has_no_name(exchange: Exchange, operator: Actor) -> None:
    caller = exchange.dials()
    taking = takes(operator)
    rung = exchange.answers(taking).presses("1")
    connect(rung, caller)
    with db.begin() as session:
        lines.hand_over(session, operator, taking.id, "acr", "", now=clock.now())
    rung.hangs_up()

    exchange.answers(takes(signs_on("acr"))).hears("A caller waits for you.").does_not_hear("acr")


def test_what_fails_on_our_side_leaves_the_caller_in_line(exchange: Exchange, operator: Actor) -> None:
    caller = exchange.dials()
    with db.begin() as session:
        session.execute(text("ALTER TABLE waiting_call RENAME TO gone"))
    caller.waits().hears("Something went wrong on our side.", "Algo").waits().hears("Something went wrong")
    with db.begin() as session:
        session.execute(text("ALTER TABLE gone RENAME TO waiting_call"))

    caller.waits().hears(IN_LINE)
