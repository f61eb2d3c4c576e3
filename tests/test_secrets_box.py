"""Sealed columns and keyed hashes."""

import hashlib
import hmac

import pytest

from hotline.secrets_box import SecretsBox, Unsealable

KEY = b"i" * 32
BOX = SecretsBox({"s1": b"s" * 32}, {"i1": KEY})


def test_an_index_key_is_a_truncated_hmac() -> None:
    expected = hmac.new(KEY, b"pair\0HRNNTS|MR", hashlib.sha256).digest()[:8]

    assert BOX.index_key("pair", "HRNNTS|MR") == int.from_bytes(expected, "big", signed=True)


def test_a_kind_keeps_name_spaces_apart() -> None:
    assert BOX.index_key("pair", "x") != BOX.index_key("single", "x")


def test_what_was_sealed_for_a_row_opens_for_that_row_alone() -> None:
    blob = BOX.seal(7, b"Guadalupe")

    assert BOX.open(7, blob) == b"Guadalupe"
    with pytest.raises(Unsealable):
        BOX.open(8, blob)


def test_rows_sealed_with_an_older_key_still_open() -> None:
    blob = BOX.seal(7, b"Guadalupe")
    rotated = SecretsBox({"s2": b"t" * 32, "s1": b"s" * 32}, {"i1": KEY})

    assert rotated.open(7, blob) == b"Guadalupe"
    assert b"s2" in rotated.seal(7, b"Guadalupe")[:4]


def test_a_key_that_was_taken_away_opens_nothing() -> None:
    blob = BOX.seal(7, b"Guadalupe")

    with pytest.raises(Unsealable):
        SecretsBox({"s2": b"t" * 32}, {"i1": KEY}).open(7, blob)
