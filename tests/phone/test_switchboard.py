"""Two practice telephones that a queue connects with each other."""

import pytest

from hotline.phone.script import Caller
from hotline.phone.switchboard import Switchboard
from hotline.phone.telephone import Telephone
from hotline.phone.waiting import State
from tests.phone.service import BASE, BYE, Service
from tests.settings import settings_for

QUEUE = f'<Enqueue action="{BASE}/helped" method="POST" waitUrl="{BASE}/music" waitUrlMethod="POST">one</Enqueue>'
MUSIC = '<Say language="en-US">Please hold.</Say>'
TAKE = f'<Dial action="{BASE}/taken" method="POST" hangupOnStar="true"><Queue>one</Queue></Dial>'


def _call(switchboard: Switchboard, *documents: str) -> tuple[Caller, Service]:
    service = Service(iter(documents))
    telephone = Telephone(settings_for("sqlite://"), service, switchboard=switchboard)
    return Caller(telephone).dials(), service


def _look(*callers: Caller) -> None:
    for caller in callers:
        caller.telephone.look()


def test_who_takes_a_call_from_a_queue_talks_with_who_waits_in_it() -> None:
    switchboard = Switchboard()
    waits, _ = _call(switchboard, QUEUE, MUSIC, BYE)
    takes, _ = _call(switchboard, TAKE, BYE)

    _look(takes, waits)

    assert (waits.telephone.state, takes.telephone.state) == (State.TALKING, State.TALKING)


def test_who_dials_an_empty_queue_waits_for_the_first_who_comes() -> None:
    switchboard = Switchboard()
    takes, service = _call(switchboard, TAKE, BYE)
    _look(takes)
    assert takes.telephone.state is State.QUEUE

    takes.waits().hears("Goodbye.")

    assert service.fields("DialCallStatus")[1] == "no-answer"


@pytest.mark.parametrize("who", ["waits", "takes"])
def test_either_end_that_is_put_down_ends_it_for_both(who: str) -> None:
    switchboard = Switchboard()
    waits, waited = _call(switchboard, QUEUE, MUSIC, BYE)
    takes, took = _call(switchboard, TAKE, BYE)
    _look(takes, waits)

    first, other = (waits, takes) if who == "waits" else (takes, waits)
    first.hangs_up()
    _look(other)

    other.hears("Goodbye.").hears_the_end()
    assert waited.fields("QueueResult")[2] == "bridged"
    assert took.fields("DialCallStatus")[1] == "completed"


def test_star_goes_on_without_the_other_end() -> None:
    switchboard = Switchboard()
    waits, _ = _call(switchboard, QUEUE, MUSIC, QUEUE, MUSIC)
    takes, service = _call(switchboard, TAKE, BYE)
    _look(takes, waits)

    takes.presses("*").hears("Goodbye.")
    _look(waits)

    waits.hears("Please hold.")
    assert waits.telephone.state is State.QUEUE
    assert service.steps == ["/family", "/taken", "/ended"]


def test_nobody_is_connected_who_hung_up_before() -> None:
    switchboard = Switchboard()
    waits, _ = _call(switchboard, QUEUE, MUSIC, BYE)
    waits.hangs_up()

    takes, _ = _call(switchboard, TAKE, BYE)
    _look(takes)

    assert takes.telephone.state is State.QUEUE


def test_one_is_taken_once() -> None:
    switchboard = Switchboard()
    waits, _ = _call(switchboard, QUEUE, MUSIC, BYE)
    first, _ = _call(switchboard, TAKE, BYE)
    second, _ = _call(switchboard, TAKE, BYE)

    _look(first, second, waits)

    assert (first.telephone.state, second.telephone.state) == (State.TALKING, State.QUEUE)
