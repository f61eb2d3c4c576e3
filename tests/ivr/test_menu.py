"""The menu as data: every step can be reached, leads somewhere, and helps more each time."""

from collections.abc import Iterator

import pytest

from hotline import languages, texts
from hotline.ivr.conversation import LONG, ONCE_AGAIN, TROUBLE
from hotline.ivr.family import LINE
from hotline.ivr.menu import HEARD_NOTHING, PERSON, Ending, Entry, Junction, Line, Menu, Step, by_name, targets
from hotline.ivr.walk import ENOUGH, STARTING_AGAIN
from hotline.languages import Language


def test_every_step_is_reached() -> None:
    reached = {LINE.first, LINE.after_language, LINE.spent, LINE.broken, PERSON}
    for step in LINE.steps.values():
        reached |= targets(step)

    assert set(LINE.steps) == reached


def test_no_menu_needs_a_key() -> None:
    for step in LINE.steps.values():
        if isinstance(step, Menu | Entry):
            assert step.fallback in LINE.steps


def test_nine_repeats_and_star_goes_back_in_every_menu() -> None:
    for step in LINE.steps.values():
        if isinstance(step, Menu):
            assert {"9", "*", "#"}.isdisjoint(step.keys)


def test_zero_is_a_person_in_every_menu() -> None:
    for step in LINE.steps.values():
        if isinstance(step, Menu) and "0" in step.keys:
            assert step.name.startswith("callback") or step.keys["0"] in ("care_promised", "help")


def test_entries_wait_longer_than_menus() -> None:
    seconds = {type(step): step.seconds for step in LINE.steps.values() if isinstance(step, Menu | Entry)}

    assert seconds == {Menu: 8, Entry: 15}


def test_the_last_words_hang_up() -> None:
    assert {name for name, step in LINE.steps.items() if isinstance(step, Ending)} >= {"goodbye", "callback_made"}


def test_a_step_that_leads_nowhere_stops_the_start() -> None:
    steps = by_name(Menu("only", ("Hello.",), {"1": "nowhere"}), Junction(PERSON, lambda _: "only", leads_to=("only",)))

    with pytest.raises(ValueError, match="nowhere"):
        Line("a line", steps, first="only", after_language="only", spent="only", broken="only")


def test_two_steps_of_one_name_stop_the_start() -> None:
    with pytest.raises(ValueError, match="same name"):
        by_name(Ending("bye", ("Goodbye.",)), Ending("bye", ("Goodbye again.",)))


@pytest.mark.parametrize("language", [row for row in languages.spoken() if row.code != languages.SOURCE])
def test_every_text_is_said_in_every_language_of_the_greeting(language: Language) -> None:
    catalog = texts.catalog(language.code)
    told = {prompt for step in LINE.steps.values() for prompt in _texts(step) if catalog.gettext(prompt) == prompt}

    assert not told


def _texts(step: Step) -> Iterator[str]:
    if not isinstance(step, Junction):
        yield from (prompt for prompt in step.prompts if isinstance(prompt, str))
    if isinstance(step, Menu | Entry):
        yield from step.help
    yield from (HEARD_NOTHING, ENOUGH, STARTING_AGAIN, TROUBLE, ONCE_AGAIN, LONG)
