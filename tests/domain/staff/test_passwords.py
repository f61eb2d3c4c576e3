"""Which passwords may be chosen, and that they are kept so that a thief must guess each at a cost."""

import pytest
from argon2 import PasswordHasher

from hotline.domain.errors import Invalid
from hotline.domain.staff import passwords
from hotline.domain.staff.details import Details

ROSA = Details("Rosa Vela Ortiz", "rvela.night@example.org")


def _fault(password: str, *, has_codes: bool = True) -> str:
    with pytest.raises(Invalid) as raised:
        passwords.choose(password, ROSA, has_codes=has_codes)
    assert raised.value.field == "password"
    return raised.value.reason


def test_eight_characters_do_beside_codes_and_fifteen_alone() -> None:
    assert _fault("7 gatos") == "too_short"
    assert _fault("tres lunas 7xy", has_codes=False) == "too_short_alone"
    passwords.choose("tres lunas 7xy", ROSA, has_codes=True)
    passwords.choose("tres lunas azules", ROSA, has_codes=False)


@pytest.mark.parametrize("password", ["password1234", "qwertyuiop123", "hotline2026", "aaaaaaaaaaaa", "iloveyou2024"])
def test_common_ones_are_refused(password: str) -> None:
    assert _fault(password) == "common"


@pytest.mark.parametrize("password", ["Ortiz y tres lunas", "rvela tres lunas 8", "NIGHT tres lunas"])
def test_name_and_address_do_not_stand_in_it(password: str) -> None:
    assert _fault(password) == "personal"


def test_an_address_is_no_password_however_short() -> None:
    with pytest.raises(Invalid, match="personal"):
        passwords.choose("Ro@example.org", Details("Rosa Vela", "ro@example.org"), has_codes=True)


@pytest.mark.parametrize(
    "password", ["ñandú 🌵 con café", "密码是三个月亮和九只猫", "  leading and trailing  ", "\tλόγος και φως"]
)
def test_any_characters_count_and_none_are_demanded(password: str) -> None:
    kept = passwords.choose(password, ROSA, has_codes=True)

    assert passwords.matches(kept.hash, password)
    assert not passwords.matches(kept.hash, password[:-1])


def test_an_accent_is_the_same_however_a_keyboard_writes_it() -> None:
    kept = passwords.choose("caf\u00e9 con tres lunas", ROSA, has_codes=True)

    assert passwords.matches(kept.hash, "cafe\u0301 con tres lunas")


def test_two_hundred_characters_are_taken_whole_and_no_more() -> None:
    long = "tres lunas " * 18 + "yz"
    kept = passwords.choose(long, ROSA, has_codes=True)

    assert passwords.matches(kept.hash, long)
    assert not passwords.matches(kept.hash, long[:-1] + "x")
    assert _fault(long + "x") == "too_long"


def test_no_hash_matches_nothing() -> None:
    assert not passwords.matches("", "")
    assert not passwords.matches("", "nobody")


def test_an_old_hash_is_renewed_by_the_next_right_password() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("tres lunas azules")
    assert passwords.matches(old, "tres lunas azules")

    renewed = passwords.renewed(old, "tres lunas azules")

    assert renewed.startswith("$argon2id$v=19$m=32768,t=2,p=1$")
    assert passwords.renewed(renewed, "tres lunas azules") == ""
