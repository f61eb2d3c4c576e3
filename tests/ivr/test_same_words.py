"""Hidden and absent callers hear the very same words (docs/disclosure.md)."""

import re

import pytest

from hotline.models.people import HidingReason
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests import factories
from tests.ivr.conftest import Dial, Records, goes

BY_NUMBER = ["1", "1", "098765432#", "1", "1985#"]
NAME = [f"{spell('Xochitl Guadalupe')}#", f"{spell('Zepeda')}#", f"{spell('Olvera')}#"]
BY_NAME = ["1", "2", *NAME, "03121985#", "1", "1"]
_NEW_DIGITS = re.compile(r"(code|PIN|código de referencia) (is|es): [\d., ]+")
_LAWYERS = ["3", "4367#", "1", "6678#", "2", "*", "3", "#", "9", "*"]
_ADVICE = ["4", "2", "*", *_LAWYERS, "*"]
AFTERWARDS = [*NAME, "1", "03121985#", "1", "2222#", "3", "*", *_ADVICE, "6", "2", "1"]
SPOKEN = ["1", "2", "Xochitl Guadalupe", "1", "Zepeda", "2", "Cepeda", "1", "Olvera", "1"]
SPOKEN += ["03121985#", "1", "Mexico", "1"]
# Nothing told of the birth until a search is wanted; then the year, an age, or that it is not known.
WITHOUT_BIRTH = [*SPOKEN[1:10], "#", "1", "#", "#", "2"]
LATE_BIRTHS = [["1985#", "1"], ["40#", "0", "1"], ["#", "5", "4", "1"]]
AFTER_SPOKEN = ["Lupita", "1", *_ADVICE, "4", "1", "1", "She has two children", "1"]


@pytest.mark.parametrize("reason", list(HidingReason))
@pytest.mark.parametrize("path", [BY_NUMBER, BY_NAME], ids=["by number", "by name"])
@pytest.mark.parametrize("language", ["1", "2"])
def test_hidden_and_absent_sound_alike_from_the_first_word_to_the_code(
    dial: Dial, records: Records, reason: HidingReason, path: list[str], language: str
) -> None:
    keys = [language, *path[1:], *AFTERWARDS]
    absent = _words_of(dial().presses(*keys))

    with records() as session:
        person = factories.person(session, hidden=reason)
        stay = factories.StayFactory(person_id=person.id)
        factories.StintFactory(stay_id=stay.id)
    hidden = _words_of(dial().presses(*keys))

    assert hidden == absent


@pytest.mark.parametrize("reason", list(HidingReason))
@pytest.mark.parametrize("language", ["1", "2"])
def test_hidden_and_absent_sound_alike_when_names_are_said_and_care_is_reported(
    dial: Dial, records: Records, reason: HidingReason, language: str
) -> None:
    acts = [language, *SPOKEN[1:], *AFTER_SPOKEN]
    absent = goes(dial(), *acts)

    with records() as session:
        person = factories.person(session, hidden=reason)
        stay = factories.StayFactory(person_id=person.id)
        factories.StintFactory(stay_id=stay.id)
    hidden = goes(dial(), *acts)

    assert _words_of(hidden) == _words_of(absent)
    assert not hidden.is_connected


@pytest.mark.parametrize("birth", LATE_BIRTHS, ids=["year", "age", "unknown"])
def test_hidden_and_absent_sound_alike_when_the_birth_is_told_last(
    dial: Dial, records: Records, birth: list[str]
) -> None:
    acts = ["2", *WITHOUT_BIRTH, *birth]
    absent = goes(dial(), *acts)

    with records() as session:
        person = factories.person(session, hidden=HidingReason.PROTECTED)
        stay = factories.StayFactory(person_id=person.id)
        factories.StintFactory(stay_id=stay.id)
    hidden = goes(dial(), *acts)

    assert _words_of(hidden) == _words_of(absent)


def _words_of(caller: Caller) -> list[tuple[str, str]]:
    """All that was heard, without the digits of codes and PINs, which are new each time."""
    return [(_NEW_DIGITS.sub(r"\1", heard.text), heard.language) for heard in caller.telephone.heard]
