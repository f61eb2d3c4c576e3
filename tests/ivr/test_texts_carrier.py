"""Words that the carrier acts on: what blocks us stays unanswered, all else that is written at a question does not."""

import pytest

from tests.ivr.texter import Texter


@pytest.mark.parametrize("word", ["STOP", "stop", " Stop. ", "STOPALL", "Unsubscribe", "END", "QUIT", "REVOKE"])
def test_what_makes_the_carrier_block_us_is_left_to_it(texter: Texter, word: str) -> None:
    texter.writes(word).gets_nothing()
    texter.writes("hello", "no", word).gets_nothing()


@pytest.mark.parametrize("word", ["HELP", "info"])
def test_a_call_for_help_is_left_to_the_carrier_while_we_asked_nothing(texter: Texter, word: str) -> None:
    texter.writes(word).gets_nothing()


@pytest.mark.parametrize(("word", "fields"), [("HELP", {}), ("Info.", {}), ("ayuda", {"OptOutType": "HELP"})])
def test_help_at_a_question_says_what_can_be_written_and_asks_again(
    texter: Texter, word: str, fields: dict[str, str]
) -> None:
    texter.writes("hello", "no").writes(word, **fields).gets("write AGAIN", "write CALL", "first name")

    texter.writes("Ada").gets("last name")


@pytest.mark.parametrize("word", ["yes", "YES", "START", "unstop", "Sí", "ok"])
def test_a_word_that_also_unblocks_us_is_a_text_like_any_other(texter: Texter, word: str) -> None:
    texter.writes("hello", "no", "Ada", "Long").writes(word, OptOutType="START").gets("this date", "date of birth")


@pytest.mark.parametrize("question", [("no",), ("no", "Ada"), ("no", "Ada", "Long"), ("no", "Ada", "Long", "no")])
@pytest.mark.parametrize("word", ["yes", "sí", "INFO", "start"])
def test_no_question_is_left_without_an_answer(texter: Texter, question: tuple[str, ...], word: str) -> None:
    asked = texter.writes("hello", *question).latest[-1]

    if word != "start" or len(question) > 2:  # which is a name, as far as we know
        assert texter.writes(word).latest[-1].endswith(asked)
    assert texter.latest


def test_who_unblocks_us_begins(texter: Texter) -> None:
    texter.writes("START").gets("For English, write 1")
