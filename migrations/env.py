"""Runs the migrations on the database of the settings, or on the connection a caller hands over."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, create_engine

from hotline import models  # noqa: F401  # registers every table
from hotline.db import Base, UTCDateTime, Word


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | bool:
    """Writes our own column types, so that a new migration needs no mending by hand."""
    if kind == "type" and isinstance(item, UTCDateTime):
        autogen.imports.add("from hotline.db import UTCDateTime")
        return "UTCDateTime()"
    if kind == "type" and isinstance(item, Word):
        return f"sa.String({item.impl_instance.length})"
    return False


def make_partial_on_both() -> None:
    """An index that is partial on SQLite is partial on PostgreSQL.

    The models say it once: a word about PostgreSQL in a model makes every process import all of its drivers.
    """
    for index in (index for table in Base.metadata.tables.values() for index in table.indexes):
        if (where := index.dialect_options["sqlite"]["where"]) is not None:
            index.dialect_kwargs["postgresql_where"] = where


def run(connection: Connection) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        # Batch mode rebuilds tables; with foreign keys on, that deletes cascaded children.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=is_sqlite, render_item=render_item
    )
    with context.begin_transaction():
        context.run_migrations()
    if is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
        raise RuntimeError(f"a migration left rows without their parents: {broken[:5]}")


def main() -> None:
    make_partial_on_both()
    engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")
    with engine.connect() as connection:
        run(connection)
        connection.commit()
    engine.dispose()


main()
