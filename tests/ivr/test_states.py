"""A state is understood in the caller's language and in English, aloud and by its first letters."""

import pytest

from hotline import languages, texts
from hotline.ivr import states


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Georgia.", "GA"),
        ("in West Virginia", "WV"),
        ("Virginia", "VA"),
        ("Arkansas, I think", "AR"),
        ("Washington", "WA"),
        ("Washington D.C.", "DC"),
        ("Nueva York", "NY"),
        ("New York City", "NY"),
        ("Carolina del Norte", "NC"),
        ("the moon", ""),
        ("", ""),
    ],
)
def test_a_state_that_is_said(words: str, code: str) -> None:
    with texts.speaking(languages.get("es") or languages.spoken()[0]):
        assert states.spoken(words) == code


@pytest.mark.parametrize(
    ("digits", "codes"),
    [
        ("8392", ("TX",)),
        ("42", ("GA", "IA")),
        ("6678", ("NC", "ND", "MP")),
        ("6477", ("MS", "MO")),
        ("2276", ("NC", "SC")),
        ("1", ()),
        ("9999", ()),
    ],
)
def test_a_state_that_is_keyed(digits: str, codes: tuple[str, ...]) -> None:
    with texts.speaking(languages.get("es") or languages.spoken()[0]):
        assert set(states.keyed(digits)) == set(codes)
