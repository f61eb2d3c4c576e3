"""Settings that are malformed stop the start."""

import pytest

from hotline import config
from hotline.config import ConfigError

KEY = "k1:" + "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="
ENVIRON = {
    "DATABASE_URL": "sqlite://",
    "SECRET_KEY": "secret",
    "SEALING_KEYS": KEY,
    "INDEX_KEYS": KEY,
    "PUBLIC_BASE_URL": "https://hotline.example.org",
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKENS": "token",
    "HOTLINE_NUMBER": "+18005550100",
}


@pytest.mark.parametrize(
    ("written", "read"),
    [("", ()), ("+14045550100", ("+14045550100",)), ("+14045550100, +525512345678", ("+14045550100", "+525512345678"))],
)
def test_ordinary_numbers_stand_beside_the_toll_free_one(written: str, read: tuple[str, ...]) -> None:
    assert config.load(ENVIRON | {"HOTLINE_ORDINARY_NUMBERS": written}).ordinary_numbers == read


@pytest.mark.parametrize("written", ["404 555 0100", "+0", "+14045550100;+14045550101"])
def test_an_ordinary_number_that_is_none_stops_the_start(written: str) -> None:
    with pytest.raises(ConfigError, match="HOTLINE_ORDINARY_NUMBERS"):
        config.load(ENVIRON | {"HOTLINE_ORDINARY_NUMBERS": written})
