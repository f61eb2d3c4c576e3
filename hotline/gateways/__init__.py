"""How messages leave: one provider a process, chosen by the setting GATEWAY.

A provider is a class in a module of its own, made from the settings. It is imported when the first message is sent,
because a telephone company's client costs a web worker 100 ms and 24 MB for nothing.
"""

from importlib import import_module

from hotline.config import Settings
from hotline.gateways.protocol import Gateway, GatewayError

__all__ = ["PROVIDERS", "Gateway", "GatewayError", "connect", "current"]

PROVIDERS = {
    "twilio": "hotline.gateways.twilio:TwilioGateway",
    "memory": "hotline.gateways.memory:MemoryGateway",
    "practice": "hotline.gateways.practice:PracticeGateway",
}

_settings: Settings | None = None
_current: Gateway | None = None


def connect(settings: Settings) -> None:
    """Let this process send as the settings say."""
    global _settings, _current
    _settings, _current = settings, None


def current() -> Gateway:
    """The process's gateway, made when it is first asked for."""
    global _current
    if _settings is None:
        raise RuntimeError("no gateway: call gateways.connect() first")
    if _current is None:
        module, _, name = PROVIDERS[_settings.gateway].partition(":")
        gateway: Gateway = getattr(import_module(module), name)(_settings)
        _current = gateway
    return _current
