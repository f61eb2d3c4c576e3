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


@pytest.mark.parametrize("written", ["https://api.other.example", "http://127.0.0.1:4010", "http://localhost"])
def test_another_company_that_speaks_alike_can_carry_our_messages(written: str) -> None:
    assert config.load(ENVIRON | {"TWILIO_API_URL": f"{written}/"}).twilio_api_url == written


@pytest.mark.parametrize("written", ["http://api.other.example", "api.other.example", "https://api.example/path"])
def test_our_token_goes_nowhere_in_the_clear(written: str) -> None:
    with pytest.raises(ConfigError, match="TWILIO_API_URL"):
        config.load(ENVIRON | {"TWILIO_API_URL": written})
