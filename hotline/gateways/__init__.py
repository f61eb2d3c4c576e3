"""How messages leave: one provider of texts and calls, and one of e-mail, chosen by the setting GATEWAY.

A provider is a class in a module of its own, made from the settings. It is imported when the first message is sent,
because a telephone company's client costs a web worker 100 ms and 24 MB for nothing.
"""

from importlib import import_module
from typing import Any

from hotline.config import Settings
from hotline.gateways.protocol import Gateway, GatewayError, Letter, MailGateway, Sent, Sound

__all__ = [
    "MAILERS",
    "PROVIDERS",
    "Gateway",
    "GatewayError",
    "Letter",
    "MailGateway",
    "Sent",
    "Sound",
    "can_email",
    "connect",
    "current",
    "mail",
    "settings",
]

PROVIDERS = {
    "twilio": "hotline.gateways.twilio:TwilioGateway",
    "memory": "hotline.gateways.memory:MemoryGateway",
    "practice": "hotline.gateways.practice:PracticeGateway",
}
MAILERS = {
    "twilio": "hotline.gateways.email:SmtpGateway",
    "memory": "hotline.gateways.memory:MemoryMail",
    "practice": "hotline.gateways.practice:PracticeMail",
}

_settings: Settings | None = None
_current: Gateway | None = None
_mail: MailGateway | None = None


def connect(chosen: Settings) -> None:
    """Let this process send as the settings say."""
    global _settings, _current, _mail
    _settings, _current, _mail = chosen, None, None


def current() -> Gateway:
    """The process's gateway for texts and calls, made when it is first asked for."""
    global _current
    if _current is None:
        _current = _made(PROVIDERS)
    return _current


def mail() -> MailGateway:
    """The process's gateway for e-mail, made when it is first asked for; only where can_email()."""
    global _mail
    if _mail is None:
        if not can_email():
            raise RuntimeError("no e-mail: no SMTP_HOST is set")
        _mail = _made(MAILERS)
    return _mail


def can_email() -> bool:
    """Whether e-mail may be offered: it needs a server, except where nothing really leaves."""
    here = settings()
    return here.mail is not None or here.gateway != "twilio"


def _made(providers: dict[str, str]) -> Any:
    here = settings()
    module, _, name = providers[here.gateway].partition(":")
    return getattr(import_module(module), name)(here)


def settings() -> Settings:
    """What this process sends with."""
    if _settings is None:
        raise RuntimeError("no gateway: call gateways.connect() first")
    return _settings
