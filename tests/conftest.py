"""What every test may ask for: a migrated database, the application, a client, signed webhooks."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hotline import db, languages, migration, texts
from hotline.config import Settings
from tests import factories, postgres
from tests.one_application import OneApplication
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
    "tests.plugins.on_postgres",
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
        postgres.learn_to_empty(url)
        return url
    path = tmp_path_factory.mktemp("migrated") / "template.db"
    migration.upgrade(f"sqlite:///{path}")
    return str(path)


@pytest.fixture(autouse=True)
def speaks_english() -> Iterator[None]:
    """Every test begins in English, whatever language the one before it ended in."""
    with texts.speaking(languages.get(languages.SOURCE)):  # type: ignore[arg-type]  # the source language is a row
        yield


@pytest.fixture(scope="session")
def shared_settings(migrated: str) -> Settings:
    """Those of every test: they name its database, which on SQLite is another file of the same name for each."""
    url = migrated if migrated.startswith("postgresql") else f"sqlite:///{Path(migrated).with_name('hotline.db')}"
    return settings_for(url)


@pytest.fixture
def settings(migrated: str, shared_settings: Settings) -> Settings:
    if not migrated.startswith("postgresql"):
        path = Path(migrated).with_name("hotline.db")
        for old in (path, path.with_name("hotline.db-wal"), path.with_name("hotline.db-shm")):
            old.unlink(missing_ok=True)
        shutil.copyfile(migrated, path)
    return shared_settings


@pytest.fixture(scope="session")
def one_application(shared_settings: Settings) -> OneApplication:
    return OneApplication(shared_settings)


@pytest.fixture
def app(settings: Settings, one_application: OneApplication) -> Iterator[Flask]:
    """The application of all tests; one of its own for a test whose settings are others."""
    app = one_application.lend(settings)
    if settings.database_url.startswith("postgresql"):
        postgres.empty_every_table()
    yield app
    one_application.take_back()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """One unit of work; what it writes is committed when the test's block ends."""
    with db.begin() as session:
        factories.use(session)
        yield session
        factories.use(None)
