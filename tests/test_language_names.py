"""Languages as they are said."""

import pytest

from hotline import language_names


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("K'iche'", "quc"),
        ("quiché", "quc"),
        ("QANJOBAL", "kjb"),
        ("Haitian Creole", "ht"),
        ("criollo haitiano", "ht"),
        ("árabe", "ar"),
        ("zh-Hant", "zh"),
        ("es", "es"),
        ("klingonish", ""),
        ("", ""),
        ("%", ""),
    ],
)
def test_a_language_is_known_by_its_code_and_by_its_names(said: str, code: str) -> None:
    assert language_names.code_of(said) == code
