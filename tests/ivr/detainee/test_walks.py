"""Whatever both ends do, and wherever somebody hangs up: one outcome for each attempt, and nothing recorded."""

from hypothesis import HealthCheck, given
from hypothesis import settings as how_often
from hypothesis import strategies as some
from sqlalchemy import func, select

from hotline import db
from hotline.models.free_calls import DetaineeCall
from hotline.phone.document import BadDocument
from hotline.phone.script import Caller
from hotline.phone.waiting import State
from tests.ivr.detainee.conftest import STEWART, DialInside

PRESSED = some.one_of(
    some.sampled_from(
        ["", "1", "1", "1", "2", "2", "3", "4", "5", "0", "9", "*", "#", "4367#", "098765432#", "123456#"]
    ),
    some.text(alphabet="0123456789*#", max_size=10),
)
THERE = some.sampled_from(
    [
        "answer",
        "answer",
        "answer",
        "1",
        "1",
        "2",
        "3",
        "9",
        "silence",
        "hang up",
        "busy",
        "no-answer",
        "failed",
        "voice-mail",
    ]
)
ACT = some.one_of(some.tuples(some.just("here"), PRESSED), some.tuples(some.just("there"), THERE))


@how_often(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=some.lists(ACT, max_size=25), number=some.sampled_from([STEWART, "anonymous"]))
def test_each_attempt_ends_in_one_outcome(inside: DialInside, acts: list[tuple[str, str]], number: str) -> None:
    caller = inside(number)

    for where, act in acts:
        _do(caller, where, act)  # the practice telephone raises on what no telephone company would carry out
        _check_never_recorded(caller)
    caller.hangs_up()

    with db.reading() as session:
        without = select(func.count()).select_from(DetaineeCall).where(DetaineeCall.outcome.is_(None))
        assert session.scalar(without) == 0


def _do(caller: Caller, where: str, act: str) -> None:
    state = caller.telephone.state
    if where == "there":
        if state in (State.RINGING, State.TELLING, State.TALKING):
            _there(caller, act)
    elif act:
        caller.presses(act)
    else:
        caller.waits()


def _there(caller: Caller, act: str) -> None:
    try:
        caller.other_end(act)
    except ValueError:
        return  # who talks cannot answer once more


def _check_never_recorded(caller: Caller) -> None:
    if caller.telephone.state in (State.RINGING, State.TELLING, State.TALKING) and caller.telephone.waits_for:
        verb = getattr(caller.telephone.waits_for, "verb", None)
        if verb and "record" in str(verb.attributes).lower():
            raise BadDocument("a connected call is recorded")
