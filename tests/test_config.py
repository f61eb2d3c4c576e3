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


@pytest.mark.parametrize(("written", "is_on"), [("", False), ("off", False), ("on", True), (" On ", True)])
def test_three_way_calls_are_off_unless_they_are_switched_on(written: str, is_on: bool) -> None:
    assert config.load(ENVIRON | {"THREE_WAY_CALLS": written}).three_way_calls is is_on
    assert config.load(ENVIRON).three_way_calls is False


@pytest.mark.parametrize("written", ["yes", "1", "true"])
def test_a_switch_is_on_or_off(written: str) -> None:
    with pytest.raises(ConfigError, match=r"THREE_WAY_CALLS is malformed \(on or off\)"):
        config.load(ENVIRON | {"THREE_WAY_CALLS": written})


@pytest.mark.parametrize("written", ["https://api.other.example", "http://127.0.0.1:4010", "http://localhost"])
def test_another_company_that_speaks_alike_can_carry_our_messages(written: str) -> None:
    assert config.load(ENVIRON | {"TWILIO_API_URL": f"{written}/"}).twilio_api_url == written


@pytest.mark.parametrize("written", ["http://api.other.example", "api.other.example", "https://api.example/path"])
def test_our_token_goes_nowhere_in_the_clear(written: str) -> None:
    with pytest.raises(ConfigError, match="TWILIO_API_URL"):
        config.load(ENVIRON | {"TWILIO_API_URL": written})


MAIL = {"SMTP_HOST": "mail.example.org", "MAIL_FROM": "hotline@hotline.example.org"}


def test_there_is_no_e_mail_unless_a_server_is_named() -> None:
    assert config.load(ENVIRON).mail is None


@pytest.mark.parametrize(
    ("written", "port", "security"),
    [
        ({}, 587, "starttls"),
        ({"SMTP_SECURITY": "tls"}, 465, "tls"),
        ({"SMTP_PORT": "2525"}, 2525, "starttls"),
        ({"SMTP_SECURITY": "none", "SMTP_HOST": "localhost"}, 25, "none"),
    ],
)
def test_a_mail_server_is_spoken_to_by_tls_unless_it_is_on_this_machine(
    written: dict[str, str], port: int, security: str
) -> None:
    mail = config.load(ENVIRON | MAIL | written).mail

    assert mail is not None
    assert (mail.port, mail.security, mail.sender) == (port, security, "hotline@hotline.example.org")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ({"SMTP_HOST": ""}, "SMTP_HOST is missing"),
        ({"SMTP_HOST": "mail example"}, "SMTP_HOST is missing or malformed"),
        ({"SMTP_PORT": "0"}, "SMTP_PORT is malformed"),
        ({"SMTP_PORT": "65536"}, "SMTP_PORT is malformed"),
        ({"SMTP_SECURITY": "ssl"}, "SMTP_SECURITY is malformed"),
        ({"SMTP_SECURITY": "none"}, "SMTP_HOST is another machine"),
        ({"SMTP_USER": "hotline"}, "SMTP_USER and SMTP_PASSWORD go together"),
        ({"SMTP_PASSWORD": "secret"}, "SMTP_USER and SMTP_PASSWORD go together"),
        ({"MAIL_FROM": ""}, "MAIL_FROM is missing"),
        ({"MAIL_FROM": "Hotline <hotline@example.org>"}, "MAIL_FROM is missing or malformed"),
    ],
)
def test_half_a_mail_server_stops_the_start(written: dict[str, str], fault: str) -> None:
    with pytest.raises(ConfigError, match=fault):
        config.load(ENVIRON | MAIL | written)


def test_passwords_are_not_shown() -> None:
    settings = config.load(ENVIRON | MAIL | {"SMTP_USER": "hotline", "SMTP_PASSWORD": "a-secret-word"})

    assert "a-secret-word" not in repr(settings)
