"""From answer to location: at most 20 keys and 75 seconds for somebody with an A-number, in every language.

`pytest -s tests/ivr/test_pace.py` prints what docs/telephone.md shows.
"""

import re

import pytest

from hotline import languages
from hotline.languages import Language
from hotline.models.people import Person
from hotline.phone import pace as rates
from tests.ivr import pace
from tests.ivr.conftest import Dial
from tests.tools import ROOT

MOST_KEYS, MOST_SECONDS = 20, 75
ONE_KEY, FIRST_CHOICE, LAST_CHOICE = 50, 95, 115  # seconds from the first word of an answer
BETWEEN = {"en": "once more", "es": "una vez más"}  # what is said between the two readings
OF_THE_DAY = 4  # seconds more or less: an answer tells times, and "3:05 in the afternoon" is longer than "12 noon"
ZIP = "3, 1, 8, 1, 5"  # the end of the address


@pytest.mark.parametrize("language", languages.spoken(), ids=lambda row: row.code)
def test_a_caller_with_an_a_number_knows_the_place_in_time(dial: Dial, xochitl: Person, language: Language) -> None:
    caller = dial()

    taken = pace.until(caller, [language.key, "1", "098765432#", "1", "1985#"], ZIP)

    told = f"{taken.seconds:.0f} s, {taken.patient_seconds:.0f} s when every word is heard"
    print(f"\n{language.endonym}: {taken.keys} keys, {told}")
    assert taken.keys <= MOST_KEYS
    assert taken.seconds <= MOST_SECONDS
    row = f"| {language.endonym} | {taken.keys} | {taken.seconds:.0f} | {taken.patient_seconds:.0f} |"
    assert row in _page(), "docs/telephone.md shows other figures"


@pytest.mark.parametrize("language", languages.spoken(), ids=lambda row: row.code)
def test_the_choices_come_soon_after_the_answer(dial: Dial, xochitl: Person, language: Language) -> None:
    caller = dial().presses(language.key, "1", "098765432#", "1", "1985#")

    number = next(place for place in reversed(range(len(caller.words))) if "0, 1, 3, 0" in caller.words[place])
    between = next(place for place, words in enumerate(caller.words) if BETWEEN[language.code] in words)
    heard = (caller.words[: between + 1], caller.words[: number + 2], caller.words)
    one_key, first, last = (sum(map(rates.saying, words)) for words in heard)
    print(f"\n{language.endonym}: 3 was told after {one_key:.0f} s, the first choice {first:.0f}, the last {last:.0f}")
    assert one_key == pytest.approx(_shown("is told", language), abs=OF_THE_DAY)
    assert one_key <= ONE_KEY
    assert first == pytest.approx(_shown("said", language), abs=OF_THE_DAY)
    assert last == pytest.approx(_shown("the last after", language), abs=OF_THE_DAY)
    assert first <= FIRST_CHOICE
    assert last <= LAST_CHOICE


def _page() -> str:
    return " ".join((ROOT / "docs" / "telephone.md").read_text(encoding="utf-8").split())


def _shown(words: str, language: Language) -> int:
    """The seconds that docs/telephone.md tells after these words: of English, then of Spanish."""
    found = re.search(rf"{words} (\d+)(?: seconds \(English\))? or (\d+)", _page())
    assert found, f"docs/telephone.md tells no seconds after {words!r}"
    return int(found[1 + languages.spoken().index(language)])


def test_a_digit_takes_longer_than_its_characters() -> None:
    assert rates.saying("1, 2, 3.") == pytest.approx(3 * rates.DIGIT_SECONDS + rates.REST_SECONDS)
    assert rates.saying("a" * 13 + ".") == pytest.approx(1 + rates.REST_SECONDS)
