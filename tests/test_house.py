"""The house itself: tables and migrations agree."""

from alembic import command
from alembic.script import ScriptDirectory

from hotline import migration
from hotline.config import Settings


def test_there_is_one_newest_migration() -> None:
    scripts = ScriptDirectory.from_config(migration.alembic_config(""))

    assert scripts.get_heads() == [migration.head()]


def test_migrations_make_exactly_the_tables_of_the_models(settings: Settings) -> None:
    command.check(migration.alembic_config(settings.database_url))
