"""Whatever a caller does, and wherever they hang up: a way to a person, and what was said aloud is what is written."""

import re
from collections.abc import Iterator

from hypothesis import HealthCheck, given
from hypothesis import settings as how_often
from hypothesis import strategies as some
from sqlalchemy import delete, func, select

from hotline import clock, db, languages, texts
from hotline.domain import callbacks
from hotline.ivr import callback, helping, message
from hotline.ivr.family import LINE
from hotline.ivr.menu import PERSON, Ending, targets
from hotline.models.contacts import Call, Callback, OpenSearch
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests.ivr.conftest import OWN_NUMBER, WITHHELD, Dial

# Each is said with a number that a person will call.
PROMISES = (
    "A person will call you back within %(hours)s hours at the number of this telephone: %(number)s.",
    "A person will call you back within %(hours)s hours at the number you entered: %(number)s.",
    "Thank you. A person will call you within %(hours)s hours at %(number)s.",
)
# Said without a number: it is the one promised before, else the one the call comes from.
PROMISES_ALONE = (message.INTERPRETER, message.CARE_CALLED, helping.AGE)
TAKEN_BACK = (callback.CALLBACK_OTHER, callback.CALLBACK_NOT_NOTED, callback.NOBODY_CALLS, callback.CALLBACK_NUMBER)
CODE = ("The reference code is: %(code)s.",)

PRESSED = some.one_of(
    some.sampled_from(["0", "0", "1", "1", "2", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"]),
    some.sampled_from([f"{spell('Ada')}#", f"{spell('Lovelace')}#", "1970#", "098765432#", "2125550187#", "86#"]),
    some.sampled_from(["02301985#", "30021985#", "12101970#", "*#*#*#", "#########", "*********", "000000000"]),
    some.text(alphabet="0123456789*#", min_size=1, max_size=12),
)
# A child with the receiver in its hand, and whatever a recogniser makes of a street.
SAID = some.one_of(
    some.sampled_from(["mamá", "no sé", "la la la la", "María José", "Guatemala", "yes", "sí", "uno", "¿quién eres?"]),
    some.text(some.characters(exclude_categories=("Cs",)), min_size=1, max_size=60),
)
ACT = some.one_of(
    some.tuples(some.just("presses"), PRESSED),
    some.tuples(some.just("presses"), PRESSED),
    some.tuples(some.just("says"), SAID),
    some.just(("waits", "")),
)
ACTS = some.lists(ACT, max_size=14)
seldom = how_often(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@seldom
@given(acts=ACTS, number=some.sampled_from([OWN_NUMBER, OWN_NUMBER, WITHHELD]))
def test_whoever_hangs_up_anywhere_was_told_what_is_written(
    dial: Dial, acts: list[tuple[str, str]], number: str
) -> None:
    _forget()

    caller = _does(dial(number), acts).hangs_up()

    promised = _number_promised(caller)
    assert [waiting.number for waiting in _waiting() if waiting.number] == ([promised] if promised else [])
    is_reported = any(_spoken(caller, (message.CARE_MESSAGE,)))
    assert [waiting.is_urgent for waiting in _waiting()] == [is_reported] * bool(promised or is_reported)
    assert _searches() == len({code for _, code in _spoken(caller, CODE)})


@seldom
@given(acts=ACTS)
def test_wherever_a_call_is_a_key_or_silence_leads_to_a_person(dial: Dial, acts: list[tuple[str, str]]) -> None:
    _forget()
    caller = _does(dial(), acts)
    if caller.is_connected and not list(_spoken(caller, TAKEN_BACK)):
        silent = _does(dial(), acts).waits(30).hears_the_end()
        asking = caller.presses("0").waits(30).hears_the_end()

        assert _number_promised(silent) or _number_promised(asking)
        assert {waiting.number for waiting in _waiting()} == {OWN_NUMBER}


def test_every_step_that_asks_leads_to_a_person_and_to_an_end() -> None:
    for name in (name for name, step in LINE.steps.items() if not isinstance(step, Ending)):
        reached = _reached(name)

        assert reached & {PERSON, "callback_made"}, name
        assert any(isinstance(LINE[step], Ending) for step in reached), name


def _does(caller: Caller, acts: list[tuple[str, str]]) -> Caller:
    for act, what in acts:
        if not caller.is_connected:
            break
        if act == "presses":
            caller.presses(what)
        elif act == "says":
            caller.says(what)
        else:
            caller.waits()
    return caller


def _reached(name: str) -> set[str]:
    reached, waiting = {name}, [name]
    while waiting:
        new = targets(LINE[waiting.pop()]) - reached
        reached |= new
        waiting += new
    return reached


def _number_promised(caller: Caller) -> str:
    """The number (E.164) that this caller was told last a person will call, or "" where that was taken back."""
    last, alone = "", {place for place, _ in _spoken(caller, PROMISES_ALONE)}
    for place, digits in sorted(
        {*_spoken(caller, PROMISES), *_spoken(caller, PROMISES_ALONE), *_spoken(caller, TAKEN_BACK)}
    ):
        last = last or OWN_NUMBER if place in alone else digits
    return next((number for number in (OWN_NUMBER, f"+1{last}", f"+{last}") if last and last in number), "")


def _spoken(caller: Caller, messages: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Where in what was heard one of these was said, and the digits in it ("" for a text without any)."""
    heard = " ".join(heard.text for heard in caller.telephone.heard)
    for said in _in_every_language(messages):
        worded = re.sub(r"%\\\(hours\\\)s", "[0-9]+", re.escape(said))
        pattern = re.sub(r"%\\\(\w+\\\)s", r"([0-9,. ]+)", worded)
        for found in re.finditer(pattern.replace(r"\ ", " "), heard):
            yield found.start(), re.sub(r"\D", "", "".join(found.groups()))


def _in_every_language(messages: tuple[str, ...]) -> Iterator[str]:
    for language in languages.spoken():
        with texts.speaking(language):
            yield from [texts.gettext(message) for message in messages]


def _forget() -> None:
    """The walks of one test share a database; what is left by one is no matter of the next."""
    with db.begin() as session:
        for table in (Callback, OpenSearch, Call):
            session.execute(delete(table))


def _waiting() -> list[callbacks.PromisedCallback]:
    with db.reading() as session:
        return callbacks.waiting(session, now=clock.now())


def _searches() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(OpenSearch)) or 0
