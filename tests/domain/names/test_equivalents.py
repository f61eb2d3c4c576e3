"""Nicknames and romanisations: what stands for what, and that every entry of the lists can be reached."""

from pathlib import Path

import pytest

from hotline.domain.names import equivalents, normalise

_FOLDER = Path(equivalents.__file__).parent


def _entries(name: str) -> list[list[str]]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.replace(":", " ").split() for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", ["nicknames.txt", "romanisations.txt"])
def test_every_entry_is_a_token_as_names_are_taken_apart(name: str) -> None:
    unreachable = {token for entry in _entries(name) for token in entry if normalise.tokens(token) != (token,)}

    assert unreachable == set()


def test_no_entry_stands_alone_or_twice() -> None:
    formal = [entry[0] for entry in _entries("nicknames.txt")]
    groups = [frozenset(entry) for entry in _entries("romanisations.txt")]

    assert len(formal) == len(set(formal))
    assert len(groups) == len(set(groups))
    assert all(len(entry) > 1 for entry in (*_entries("nicknames.txt"), *groups))


@pytest.mark.parametrize(
    ("said", "recorded"),
    [
        ("pepe", "jose"),
        ("laye", "abdullah"),
        ("seun", "oluwaseun"),
        ("sasha", "oleksandr"),
        ("hrysha", "hryhorii"),
        ("rameshbhai", "ramesh"),
        ("alsayed", "sayed"),
        ("joof", "diouf"),
        ("zhamshid", "jamshid"),
        ("dawit", "david"),
        ("kevork", "gevorg"),
    ],
)
def test_what_is_said_stands_for_what_is_recorded(said: str, recorded: str) -> None:
    assert recorded in equivalents.formal(said)
    assert said in equivalents.of(recorded)


def test_an_entry_that_is_spelt_a_little_otherwise_is_known_by_its_sound() -> None:
    assert "edward" in equivalents.formal("eddy") or "eduardo" in equivalents.formal("eddy")
    assert "mukherjee" in equivalents.formal("mukopadhyay")


def test_a_short_syllable_is_known_by_its_spelling_alone() -> None:
    assert equivalents.of("zhoo") == frozenset()


@pytest.mark.parametrize(("one", "other"), [("mario", "maria"), ("hassan", "hussein"), ("kumar", "kumari")])
def test_two_names_of_one_population_are_not_one(one: str, other: str) -> None:
    assert other not in equivalents.of(one)
