"""Where the benchmarks keep their databases, and the settings they run with."""

import base64
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, update

from hotline import clock, db, secrets_box
from hotline.config import Settings
from hotline.db import Database
from hotline.models.contacts import LimitCount, LimitSeen
from hotline.models.custody import Stay
from hotline.models.operations import Alarm
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


def as_of_today(path: Path) -> None:
    """Make that database today's: everybody's place confirmed an hour ago, and nothing counted by earlier runs.

    An old answer would open a task each time, and an alarm left on would let every look-up end in a question.
    """
    database = connected(path)
    with database.begin() as session:
        session.execute(update(Stay).values(confirmed_at=clock.now() - timedelta(hours=1)))
        for model in (LimitCount, LimitSeen, Alarm):
            session.execute(delete(model))
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")  # a checkpoint cannot run inside a transaction
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def into_memory(path: Path) -> None:
    """Have the machine keep that file in its memory, as that of a service does, whatever it forgot meanwhile."""
    with path.open("rb") as file:
        while file.read(2**24):
            pass


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
