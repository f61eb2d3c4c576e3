"""A text stays in the plain alphabet where it can be read so, and is cut between sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline import gsm


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Oprima el número más cercano.", "Oprima el numero mas cercano."),
        ("¿Cuántos años? ¡Sí, señora! Pingüino, él", "¿Cuantos años? ¡Si, señora! Pingüino, él"),
        ("3:05\u202fPM – “now” it’s…", '3:05 PM - "now" it\'s...'),
        ("São João, coração", "Sao Joao, coracao"),
        ("Юсупов más", "Юсупов más"),
        ("Nguyễn Thị Hồng", "Nguyễn Thị Hồng"),
    ],
)
def test_only_letters_that_are_read_as_well_without_their_mark_lose_it(written: str, plain: str) -> None:
    assert gsm.plain(written) == plain


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("a" * 160, True),
        ("a" * 161, False),
        ("a" * 158 + "€", True),
        ("a" * 159 + "€", False),
        ("я" * 70, True),
        ("я" * 71, False),
        ("😀" * 35, True),
        ("😀" * 36, False),
    ],
)
def test_160_plain_characters_are_one_text_and_70_of_any_others(text: str, is_one: bool) -> None:
    assert gsm.fits(text) is is_one


def test_texts_hold_whole_sentences_as_many_as_fit() -> None:
    sentences = ["First." + "a" * 80, "Second." + "b" * 60, "Third." + "c" * 100]

    assert gsm.texts(sentences) == [f"{sentences[0]} {sentences[1]}", sentences[2]]


def test_what_is_too_long_is_cut_behind_a_sentence() -> None:
    first, last = "Dr. Ada of Main St. " + "a" * 80 + ", 12:00 p.m. Eastern.", "It may have changed." + "b" * 60 + "."

    assert gsm.texts([f"{first} {last}"]) == [first, last]


@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=6))
def test_nothing_is_lost_and_every_text_is_of_one_piece(sentences: list[str]) -> None:
    made = gsm.texts(sentences)

    assert all(map(gsm.fits, made))
    assert "".join("".join(made).split()) == "".join("".join(map(gsm.plain, sentences)).split())
