"""The database: one transaction a unit of work, the same on SQLite and PostgreSQL."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    Table,
    TypeDecorator,
    bindparam,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session, sessionmaker
from sqlalchemy.pool import StaticPool
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType

from hotline import connections
from hotline.connections import Patience, Turns

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


class Base(DeclarativeBase):
    """Every table; constraints are named, so that a migration can drop them on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UTCDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python; SQLite, which has no time zones, keeps it as naive UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time cannot be stored: say where its clock hangs")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[StrEnum]):
    """A word out of a fixed list: text in the table, a member of its enum in Python; a new word needs no migration."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum], length: int = 24) -> None:
        super().__init__(length)
        self.words = words

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


class Among(FunctionElement[Any]):
    """Whether a column is among the whole numbers of a parameter, whose value is a list.

    Unlike IN with an expanding list, the statement is the same text for every length: neither the SQL toolkit nor the
    database prepares it anew, which on a look-up costs as much as reading the rows.
    """

    inherit_cache = True
    type = NullType()  # a Boolean would be compared with 1 on SQLite, which then reads the whole table

    def __init__(self, column: ColumnElement[Any] | InstrumentedAttribute[Any], parameter: str) -> None:
        super().__init__(column, bindparam(parameter, type_=_WholeNumbers()))


class _WholeNumbers(TypeDecorator[Sequence[int]]):
    """A list of whole numbers, in the notation that each database can take apart."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> str:
        numbers = ",".join(map(str, value or ()))
        return f"[{numbers}]" if dialect.name == "sqlite" else f"{{{numbers}}}"


@compiles(Among, "sqlite")
def _among_on_sqlite(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, numbers = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608  compiled clauses


@compiles(Among, "postgresql")
def _among_on_postgresql(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, numbers = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} = ANY(CAST({numbers} AS BIGINT[]))"


class Database:
    """An engine and the two ways to use it: begin() to write, reading() to read a steady picture.

    `patience` holds for every connection that is opened from now on.
    """

    def __init__(self, url: str, session_info: dict[str, Any] | None = None) -> None:
        is_server = not url.startswith("sqlite")
        to_connect = {"connect_args": connections.TO_A_SERVER} if is_server else {}
        self.engine = create_engine(url, hide_parameters=True, pool_pre_ping=is_server, **to_connect)
        self.patience = connections.OF_CHORES
        event.listen(self.engine, "connect", self._prepare)
        self._writing = self.engine
        self._turns: Turns | None = None  # a server has a connection for everybody
        if self.engine.dialect.name == "sqlite":
            # A process writes over one connection. What it has read is still known at the next unit of work; any other
            # connection forgets all its pages at each change that it did not make.
            self._writing = create_engine(url, hide_parameters=True, poolclass=StaticPool)
            self._turns = Turns(self.patience)
            event.listen(self._writing, "connect", self._prepare)
            _begin_with(self.engine, "BEGIN")
            # A writer takes the lock at once: a read lock that is upgraded later fails instead of waiting.
            _begin_with(self._writing, "BEGIN IMMEDIATE")
        info = session_info or {}
        self._sessions: sessionmaker[Session] = sessionmaker(expire_on_commit=False, info=info)

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A session in one transaction: committed when the block ends, rolled back when it raises."""
        # The connection's transaction, which costs half of what the session's own does; the session joins it.
        turn = self._turns or nullcontext()
        with turn, self._writing.begin() as connection, self._sessions(bind=connection) as session:
            yield session
            session.flush()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads; on SQLite it waits for no writer."""
        with self.engine.begin() as connection, self._sessions(bind=connection) as session:
            yield session

    def forget_deleted(self, *, compact: bool = False) -> None:
        """Leave nothing of what was deleted in the file beside an SQLite database, nor, where `compact`, in its pages.

        To compact takes as long as copying the file, and who writes waits. PostgreSQL needs its administrator for both
        (docs/retention.md).
        """
        if self.engine.dialect.name != "sqlite":
            return
        with self.engine.connect() as connection:
            plain: Any = connection.connection.driver_connection
            if compact:
                plain.execute("VACUUM")
            plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def answer_in_time(self, patience: Patience = connections.OF_CALLERS) -> None:
        """From now on somebody waits for each answer: give up a lock, or a slow statement, before they give us up."""
        self.patience = patience
        self.reopen()

    def reopen(self, *, close: bool = True) -> None:
        """Open other connections from now on; with `close` False those that are open are left to whoever has them."""
        self.engine.dispose(close=close)
        if self._turns:
            self._writing.dispose(close=close)
            self._turns = Turns(self.patience)

    def dispose(self) -> None:
        self.reopen()

    def _prepare(self, connection: Any, _record: Any) -> None:
        prepare = connections.sqlite if self.engine.dialect.name == "sqlite" else connections.server
        prepare(connection, self.patience)


_current: Database | None = None


def connect(url: str, session_info: dict[str, Any] | None = None) -> Database:
    """Make this the process's database; one process has one."""
    global _current
    if _current is not None:
        _current.dispose()
    _current = Database(url, session_info)
    return _current


def current() -> Database:
    """The database that connect() made the process's. Raises RuntimeError before that."""
    if _current is None:
        raise RuntimeError("no database: call db.connect() first")
    return _current


def after_fork() -> None:
    """In a forked process: leave the parent's connections to it and open others."""
    current().reopen(close=False)


def begin() -> AbstractContextManager[Session]:
    """One unit of work on the process's database."""
    return current().begin()


def reading() -> AbstractContextManager[Session]:
    """A steady picture of the process's database."""
    return current().reading()


def connection(session: Session) -> Connection:
    """The session's connection, for plain statements on a hot path: asking the session for it costs as much as one."""
    bind = session.bind
    return bind if isinstance(bind, Connection) else session.connection()


def upsert(session: Session, model: type[Base] | Table) -> "postgresql.Insert | sqlite.Insert":
    """An INSERT that can say ON CONFLICT; both databases write it alike."""
    return insert_for(session.get_bind().dialect.name, model)


def insert_for(dialect: str, model: type[Base] | Table) -> "postgresql.Insert | sqlite.Insert":
    """The same for a statement that is built once and kept: by the name of the dialect."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # 50 ms to import, for those who use it

        return postgresql.insert(model)
    return sqlite.insert(model)


def insert_plain(session: Session, model: type[Base], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Many rows of plain numbers, past the SQL toolkit: it would take longer over them than the database does.

    A row whose key stands already is left alone. Columns of other types need the toolkit to convert them.
    """
    if not rows:
        return
    connection = session.connection()
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(columns))
    table = model.__tablename__
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) ON CONFLICT DO NOTHING"  # noqa: S608  names
    connection.exec_driver_sql(statement, list(rows))


def one_at_a_time(session: Session, name: str) -> None:
    """Let no other unit of work that says the same name run beside this one.

    On SQLite a writer is alone anyway; PostgreSQL takes an advisory lock until the transaction ends.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(name))))


def _begin_with(engine: Engine, words: str) -> None:
    """Begin every transaction with these words.

    By the dialect's own hook: a listener on an engine makes each statement look for listeners, at a tenth of its cost.
    """

    def begin(dbapi_connection: Any) -> None:
        dbapi_connection.execute(words)

    engine.dialect.do_begin = begin  # type: ignore[method-assign]
