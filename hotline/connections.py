"""Connections to the database, as each is opened: what SQLite must be told, and how long anybody waits.

The telephone company gives a caller's webhook up after 15 s, and an apology asks the database once more.
"""

from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy.exc import OperationalError

SQLITE_CACHE_KIB = 8_192  # holds the inner pages of every tree with a million people; each connection has one
TO_A_SERVER = {"connect_timeout": 3, "tcp_user_timeout": 5_000}  # seconds; milliseconds


@dataclass(frozen=True, slots=True)
class Patience:
    """How many milliseconds a statement waits for another's lock, and how many it may take in all; 0 is no end.

    SQLite waits at the beginning of a transaction that writes, and nowhere else; it never ends a statement.
    """

    lock_ms: int
    statement_ms: int


# An import waits for its turn, and takes as long as it takes. Who is on the telephone hears silence meanwhile.
OF_CHORES = Patience(lock_ms=10_000, statement_ms=0)
OF_CALLERS = Patience(lock_ms=4_000, statement_ms=5_000)


class Turns:
    """One unit of work of this process after the other: `with turns:`.

    Raises OperationalError, as the database does, where the one before takes longer than patience lasts.
    """

    def __init__(self, patience: Patience) -> None:
        self._lock = Lock()
        self._seconds = patience.lock_ms / 1_000

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=self._seconds):
            raise OperationalError("BEGIN IMMEDIATE", None, TimeoutError("another unit of work takes too long"))

    def __exit__(self, *_raised: object) -> None:
        self._lock.release()


def sqlite(connection: Any, patience: Patience) -> None:
    """The settings of a new connection; what a writer waits for the lock is in milliseconds."""
    connection.isolation_level = None  # db.py says BEGIN itself
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=NORMAL",
        f"busy_timeout={patience.lock_ms}",
        "temp_store=MEMORY",
        "secure_delete=ON",  # what is forgotten is overwritten with zeros, not left in pages of no more use
        f"cache_size=-{SQLITE_CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def server(connection: Any, patience: Patience) -> None:
    """Chores have whatever limits the server itself has."""
    if not patience.statement_ms:
        return
    connection.execute(f"SET lock_timeout = {patience.lock_ms}")
    connection.execute(f"SET statement_timeout = {patience.statement_ms}")
    connection.commit()  # what a transaction sets is gone when it is rolled back
