"""The setting GATEWAY chooses the provider, and a process that sends nothing does not load a telephone company."""

import subprocess
import sys
from dataclasses import replace

import pytest

from hotline import config, gateways
from hotline.config import Settings
from hotline.gateways.memory import MemoryGateway


@pytest.mark.parametrize("name", config.GATEWAYS)
def test_every_gateway_that_can_be_set_can_be_made(settings: Settings, name: str) -> None:
    gateways.connect(replace(settings, gateway=name))

    assert hasattr(gateways.current(), "send_text")
    assert gateways.current() is gateways.current()
    gateways.connect(settings)


def test_the_settings_know_every_provider() -> None:
    assert set(config.GATEWAYS) == set(gateways.PROVIDERS)


def test_tests_send_nothing(settings: Settings) -> None:
    gateways.connect(settings)

    assert isinstance(gateways.current(), MemoryGateway)


def test_the_telephone_companys_client_is_not_loaded_before_it_is_used() -> None:
    program = "import sys, hotline.app, hotline.sending; sys.exit('twilio.rest' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("name", ["memory", "practice"])
def test_e_mail_can_be_tried_without_a_server(settings: Settings, name: str) -> None:
    gateways.connect(replace(settings, gateway=name))

    assert gateways.can_email()
    assert gateways.mail() is gateways.mail()
    gateways.connect(settings)


def test_every_provider_has_its_mailer() -> None:
    assert set(gateways.MAILERS) == set(gateways.PROVIDERS)
