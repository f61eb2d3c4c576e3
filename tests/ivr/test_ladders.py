"""Who is not understood gets more help each time, and the third time a person: at every step, as it is heard."""

import pytest

from hotline import languages, texts
from hotline.ivr import refusals
from hotline.ivr.family import LINE
from hotline.ivr.menu import MISSES, PERSON, Entry, Menu
from hotline.languages import Language
from hotline.phone.script import Caller
from hotline.texts import gettext
from tests.ivr.conftest import OWN_NUMBER, WITHHELD, Dial, goes
from tests.ivr.test_silence_and_wrong_keys import DECLINED, WAYS, WITHHELD_WAYS

ASKING = {name: step for name, step in LINE.steps.items() if isinstance(step, Menu | Entry)}
WAYS_THAT_ASK = {name: way for name, way in (WAYS | DECLINED | WITHHELD_WAYS).items() if name in ASKING}
# Where a call back is promised or refused already, there is nobody else to lead to; what is said in vain is spelled.
OTHER_WAYS_ON = {
    "callback": "callback_made",
    "callback_check": "callback_made",
    "callback_number": "without_number",
    "without_number": "no_number",
    "care": "care_promised",
    "too_little": "help",
    "search_same": "search_where",
    "notices_digits": "notices_unconfirmed",
    "search_birth": "too_little",
    "callback_other": "callback_none",
    "callback_none": "nobody_calls",
    "best_time": "message",
    "zone": "message",
}
# A call was promised before these ask what else helps whoever calls.
PROMISED = {"search_age"}
UNUSABLE = "1#"


@pytest.mark.parametrize("language", languages.spoken(), ids=lambda row: row.code)
def test_the_second_help_says_something_else_than_the_first(language: Language) -> None:
    with texts.speaking(language):
        same = [
            name for name, step in ASKING.items() if step.misses > 2 and gettext(step.help[0]) == gettext(step.help[1])
        ]

    assert not same


def test_three_misses_lead_to_a_person_or_two_to_another_way_to_say_it() -> None:
    others = {name: step.fallback for name, step in ASKING.items() if step.fallback != PERSON and step.misses == MISSES}
    spelled = [step for step in ASKING.values() if step.misses != MISSES]

    assert others == OTHER_WAYS_ON
    assert all(
        step.misses == 2 and ASKING[f"{step.fallback.removesuffix('_spell')}_keys"].fallback == PERSON
        for step in spelled
    )


@pytest.mark.parametrize(("name", "way"), WAYS_THAT_ASK.items(), ids=WAYS_THAT_ASK)
def test_help_grows_and_then_somebody_helps(dial: Dial, name: str, way: list[str]) -> None:
    step = ASKING[name]
    caller = goes(dial(WITHHELD if name in WITHHELD_WAYS else OWN_NUMBER), *way)
    waits = _seconds(caller)

    helps = [goes(caller, _unusable(step)).words[0] for _ in range(step.misses - 1)]

    assert waits == (8 if isinstance(step, Menu) else 15) * (2 if name == "how_relayed" else 1)
    assert len(set(helps)) == len(helps)
    goes(caller, _unusable(step))
    if step.fallback == PERSON:
        caller.hears("A person will call you" if name in PROMISED else "A person can help you")


def test_help_that_fits_what_was_typed_grows_too() -> None:
    pairs = [refusals.PHONE_HELP, refusals.BIRTH_HELP, refusals.YEAR_HELP]
    firsts = {refusals.PHONE_SHORT, refusals.PHONE_PRICED, refusals.NO_BIRTH, refusals.HOW_A_DATE}
    firsts |= {first for first, _ in pairs}
    firsts.add(refusals.NO_SUCH_MONTH)
    seconds = {second for _, second in pairs} | {refusals.PHONE_PRICED_AGAIN, refusals.NO_BIRTH_AGAIN}
    seconds |= {refusals.NO_SUCH_DAY, refusals.NO_SUCH_MONTH_AGAIN}

    assert not firsts & seconds


def _unusable(step: Menu | Entry) -> str:
    if isinstance(step, Entry):
        return UNUSABLE
    return next((key for key in "87654321" if key not in step.keys), "the big one")


def _seconds(caller: Caller) -> int:
    waiting = caller.telephone.waits_for
    assert waiting
    return int(waiting.verb.attributes["timeout"])
