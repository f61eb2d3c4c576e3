"""What every test may ask for: a migrated database, the application, a client, signed webhooks."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from hotline import db, languages, migration, texts
from hotline.app import create_app
from hotline.config import Settings
from tests import factories, postgres
from tests.settings import settings_for
from tests.tools import REFERENCE

# The same examples every time and none against the clock: what was green stays green, on a busy machine too.
# To look for new ones: pytest --hypothesis-profile=explore.
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile("suite")

pytest_plugins = [
    "tests.plugins.in_memory",
    "tests.plugins.log_canaries",
    "tests.plugins.needed_tools",
    "tests.plugins.signed_in",
]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real reference lists, which are no part of this repository; tests that ask for them need them beside it."""
    return REFERENCE


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that Alembic brought to the newest migration; on SQLite a file to copy, on PostgreSQL a URL."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        url = postgres.database_of_this_process(url)
        migration.upgrade(url)
        return url
    path = tmp_path_factory.mktemp("migrated") / "template.db"
    migration.upgrade(f"sqlite:///{path}")
    return str(path)


@pytest.fixture(autouse=True)
def speaks_english() -> Iterator[None]:
    """Every test begins in English, whatever language the one before it ended in."""
    with texts.speaking(languages.get(languages.SOURCE)):  # type: ignore[arg-type]  # the source language is a row
        yield


@pytest.fixture
def settings(migrated: str, tmp_path: Path) -> Settings:
    if migrated.startswith("postgresql"):
        return settings_for(migrated)
    path = tmp_path / "hotline.db"
    shutil.copyfile(migrated, path)
    return settings_for(f"sqlite:///{path}")


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    if settings.database_url.startswith("postgresql"):
        empty_every_table()
    yield app
    db.current().dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """One unit of work; what it writes is committed when the test's block ends."""
    with db.begin() as session:
        factories.use(session)
        yield session
        factories.use(None)


def empty_every_table() -> None:
    """Truncating is slow on PostgreSQL, so only the tables that a test wrote to are emptied."""
    tables = [table.name for table in db.Base.metadata.sorted_tables]
    written = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables)  # noqa: S608
    with db.begin() as session:
        if full := session.scalars(text(written)).all():
            names = ", ".join(f'"{name}"' for name in full)
            session.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
