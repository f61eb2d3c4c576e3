"""Whatever is pressed, the caller hears valid, portable TwiML and the call comes to an end."""

from hypothesis import HealthCheck, given
from hypothesis import settings as how_often
from hypothesis import strategies as some

from hotline.ivr.conversation import LONGEST_TURNS
from hotline.phone.script import Caller
from tests.ivr.conftest import OWN_NUMBER, WITHHELD, Dial

# One act of somebody at a telephone: some keys, often ended by #, or silence ("").
ACTS = some.one_of(
    some.sampled_from(["", "0", "1", "2", "3", "4", "5", "7", "9", "*", "#", "1985#", "098765432#", "02301985#"]),
    some.text(alphabet="0123456789*#", max_size=12),
)


@how_often(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=some.lists(ACTS, max_size=25), number=some.sampled_from([OWN_NUMBER, WITHHELD, "anonymous"]))
def test_any_keys_give_portable_twiml_and_silence_then_ends_the_call(dial: Dial, acts: list[str], number: str) -> None:
    caller = dial(number)

    for act in acts:
        _do(caller, act)  # the practice telephone raises on anything that is not portable TwiML

    caller.waits(12).hears_the_end()


@how_often(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=some.lists(ACTS.filter(bool), min_size=LONGEST_TURNS, max_size=LONGEST_TURNS + 60))
def test_a_call_ends_even_when_somebody_never_stops_pressing(dial: Dial, acts: list[str]) -> None:
    caller = dial()

    for act in acts:
        caller.presses(act)
    for _ in range(LONGEST_TURNS):
        caller.presses("9#")  # the # ends a message after the tone, too, which no other key does

    caller.hears_the_end()


def _do(caller: Caller, act: str) -> None:
    if act:
        caller.presses(act)
    else:
        caller.waits()
