"""How names sound, and how they are keyed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.names.skeleton import keypad, skeletons

SOUND_ALIKE = [
    ("hernandez", "ernandes"),
    ("xi", "hsi"),
    ("zhang", "cheung"),
    ("qaddafi", "gadhafi"),
    ("garcia", "garsia"),
    ("jimenez", "gimenez"),
    ("yusupov", "jusupov"),
    ("rakhimov", "rahimov"),
    ("petrov", "petroff"),
    ("dzhamshid", "jamshid"),
    ("oualid", "walid"),
    ("llanos", "yanos"),
    ("castillo", "castiyo"),
    ("amaya", "amalla"),
    ("zambrano", "zanbrano"),
    ("harpreet", "hrprit"),
    ("mohammed", "muhamad"),
]
SOUND_APART = [("lopez", "lozano"), ("maria", "marta"), ("li", "lo"), ("kim", "kimura"), ("ana", "nina")]


@pytest.mark.parametrize(("one", "other"), SOUND_ALIKE)
def test_names_that_sound_alike_share_a_skeleton(one: str, other: str) -> None:
    assert set(skeletons(one)) & set(skeletons(other))


@pytest.mark.parametrize(("one", "other"), SOUND_APART)
def test_names_that_sound_different_share_none(one: str, other: str) -> None:
    assert not set(skeletons(one)) & set(skeletons(other))


def test_keypad_spells_lopez() -> None:
    assert keypad("lopez") == "56739"


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=30))
def test_every_token_has_a_skeleton(token: str) -> None:
    assert all(skeletons(token))
