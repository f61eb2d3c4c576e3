"""Names to tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.names import normalise

ALIKE = [
    ("De la Cruz-Peña", "DELACRUZ PENA"),
    ("Abdul Rahman", "Abd al-Rahman"),
    ("Abdurrahman", "Abdirahman"),
    ("ABDULLAH", "Abdoulaye"),
    ("Abdul Aziz", "abdelaziz"),
    ("O'Brien", "obrien"),
    ("ʻOtaʼboyev", "Otaboyev"),
    ("José  María", "jose maria"),
    ("Ｍａｒｉａ", "maria"),
    ("de los Santos", "Delossantos"),
    ("Juan Perez Jr.", "juan perez"),
]
APART = [("Delgado", "Gado"), ("Desmond", "Mond"), ("Lopez", "Lopes"), ("Abdi", "Abdullah")]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_spellings_of_one_name_give_the_same_tokens(one: str, other: str) -> None:
    assert normalise.tokens(one) == normalise.tokens(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_names_keep_different_tokens(one: str, other: str) -> None:
    assert normalise.tokens(one) != normalise.tokens(other)


@pytest.mark.parametrize(
    ("raw", "tokens"),
    [
        ("王小明", ("wang", "xiao", "ming")),
        ("Юсупов", ("yusupov",)),
        ("محمد حسين", ("mahamad", "hasin")),
        ("गुरप्रीत सिंह", ("gurprit", "singh")),
        ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", ("gurprit", "singh")),
        ("김영수", ("gim", "yeong", "su")),
    ],
)
def test_other_scripts_become_latin_tokens(raw: str, tokens: tuple[str, ...]) -> None:
    assert normalise.tokens(raw) == tokens


def test_a_name_of_particles_alone_keeps_them() -> None:
    assert normalise.tokens("De La") == ("de", "la")


@given(st.text(max_size=300))
def test_any_text_gives_at_most_eight_tokens_of_small_letters(raw: str) -> None:
    tokens = normalise.tokens(raw)

    assert len(tokens) <= normalise.MOST_TOKENS
    assert all(token.isascii() and token.isalpha() and token.islower() for token in tokens)
