"""Whatever the three do, and wherever somebody hangs up: one outcome for each of the two, and nobody left ringing."""

from hypothesis import HealthCheck, given
from hypothesis import settings as how_often
from hypothesis import strategies as some
from sqlalchemy import select

from hotline import db
from hotline.models.contacts import Call
from hotline.models.free_calls import DetaineeCall
from hotline.phone.script import Caller
from hotline.phone.telephone import BUSY, KEYS, NO_ANSWER, Telephone
from hotline.phone.waiting import State
from tests.ivr.detainee.conftest import MOTHER, Opened
from tests.ivr.detainee.three_way.conftest import BROTHER, Relative

HERE = some.tuples(some.just("here"), some.sampled_from(["", "", "", "", "1", "*", "0", "9", "2"]))
THERE = some.tuples(
    some.sampled_from([MOTHER, BROTHER]),
    some.sampled_from(["answer", "answer", "1", "1", "2", "3", "silence", "hang up", BUSY, NO_ANSWER, "machine"]),
)
ACT = some.one_of(HERE, THERE)


@how_often(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=some.lists(ACT, max_size=25))
def test_each_of_the_two_ends_in_one_outcome(
    xochitl_alone: Opened, relative: Relative, acts: list[tuple[str, str]]
) -> None:
    caller = xochitl_alone.calls().presses("2", "8", "1", "1")
    ends = {"here": caller}

    for who, act in acts:
        if who == "here":
            _here(caller, act)
        elif end := ends.get(who) or _if_rung(relative, caller, who):
            ends[who] = end
            _there(end.telephone, act)
    caller.hangs_up()
    for end in ends.values():
        end.telephone.look()

    assert not [end for end in ends.values() if end.telephone.state in (State.TALKING, State.CALLED)]
    with db.reading() as session:
        ids = {row.id: row.call_id for row in session.scalars(select(DetaineeCall))}
        latest = session.scalars(select(Call.id).where(Call.sid == caller.telephone.sid)).one()
        open_ones = session.scalars(select(DetaineeCall).where(DetaineeCall.outcome.is_(None))).all()
    assert not [row for row in open_ones if ids[row.id] == latest]


def _if_rung(relative: Relative, caller: Caller, number: str) -> Caller | None:
    """The telephone of that relative, once this call rings it."""
    with db.reading() as session:
        ours = select(DetaineeCall.leg_sid).join(Call, Call.id == DetaineeCall.call_id)
        sids = set(session.scalars(ours.where(Call.sid == caller.telephone.sid)))
    end = relative(number) if sids - {""} else None
    return end if end and end.telephone.sid in sids else None


def _here(caller: Caller, act: str) -> None:
    caller.telephone.look()
    if not caller.is_connected:
        return
    if act:
        caller.presses(act)
    else:
        caller.waits()


def _there(telephone: Telephone, act: str) -> None:
    telephone.look()
    if telephone.state is State.CALLED:
        _take(telephone, act)
    elif act == "hang up":
        telephone.hang_up()
    elif telephone.is_connected and act in KEYS:
        telephone.press(act)
    elif telephone.is_connected:
        telephone.wait()


def _take(telephone: Telephone, act: str) -> None:
    if act in (BUSY, NO_ANSWER):
        telephone.turn_away(act)
    elif act == "machine":
        telephone.let_machine_answer()
    elif act == "answer":
        telephone.answer()
