"""Where the benchmarks keep their databases, and the settings they run with."""

import base64
from dataclasses import replace
from pathlib import Path

from hotline import db, secrets_box
from hotline.config import Settings
from hotline.db import Database
from tests.settings import settings_for
from tests.tools import ROOT

FOLDER = ROOT / "var" / "bench"


def path_of(size: int) -> Path:
    FOLDER.mkdir(parents=True, exist_ok=True)
    return FOLDER / f"people-{size}.db"


def settings(path: Path, *, trusted_proxies: int = 0) -> Settings:
    """`trusted_proxies` 1 lets a load come out of many networks, each in its X-Forwarded-For."""
    return replace(settings_for(f"sqlite:///{path}"), trusted_proxies=trusted_proxies, log_level="WARNING")


def connected(path: Path) -> Database:
    """Make the database at this path the process's."""
    here = settings(path)
    return db.connect(here.database_url, secrets_box.session_info(secrets_box.from_settings(here)))


def environment(path: Path) -> dict[str, str]:
    """The same settings, for a process of its own."""
    here = settings(path)
    return {
        "DATABASE_URL": here.database_url,
        "SECRET_KEY": here.secret_key,
        "SEALING_KEYS": _written(here.sealing_keys),
        "INDEX_KEYS": _written(here.index_keys),
        "PUBLIC_BASE_URL": here.public_base_url,
        "TWILIO_ACCOUNT_SID": here.twilio_account_sid,
        "TWILIO_AUTH_TOKENS": ",".join(here.twilio_auth_tokens),
        "HOTLINE_NUMBER": here.hotline_number,
        "TRUSTED_PROXIES": "1",
        "HOTLINE_ENV_FILE": "",
    }


def _written(keys: object) -> str:
    assert isinstance(keys, dict)
    return ",".join(f"{key_id}:{base64.b64encode(key).decode()}" for key_id, key in keys.items())
