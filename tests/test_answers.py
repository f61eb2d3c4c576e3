"""Who has no answer may say so in any words, in any language we speak."""

import pytest

from hotline import answers


@pytest.mark.parametrize(
    "text", ["No.", "none", "I don't have it", "NO LO TENGO", "no sé", "Not sure…", " idk ", "no, I don't know"]
)
def test_there_is_none_or_it_is_not_known(text: str) -> None:
    assert answers.is_none(text)


@pytest.mark.parametrize("text", ["", "Noel", "no, it is 1985", "Nogales", "yes", "?"])
def test_what_may_be_an_answer_is_one(text: str) -> None:
    assert not answers.is_none(text)
