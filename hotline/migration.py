"""Brings a database to the newest migration; Alembic without an ini file."""

from functools import lru_cache
from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import text
from sqlalchemy.orm import Session

SCRIPTS = Path(__file__).resolve().parent.parent / "migrations"


def alembic_config(url: str) -> Config:
    """Alembic's settings for a database, made here: there is no alembic.ini to keep in step."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(url: str) -> None:
    """Run every migration that the database lacks."""
    command.upgrade(alembic_config(url), "head")


@lru_cache(maxsize=1)
def head() -> str:
    """The newest migration there is."""
    return ScriptDirectory.from_config(alembic_config("")).get_current_head() or ""


def reached(session: Session) -> str:
    """The migration this database is at."""
    return str(session.scalar(text("SELECT version_num FROM alembic_version")) or "")


@click.command("migrate")
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest migration."""
    upgrade(current_app.extensions["settings"].database_url)
    click.echo(f"The database is at migration {head()}.")
