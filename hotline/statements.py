"""Statements of the hot paths, compiled once and sent over the driver's own connection.

The SQL toolkit takes seven times as long over a statement of a look-up as the database does: it looks the compiled
text up, and wraps cursor, result and rows (docs/figures.md). Types are converted here by the toolkit's own converters,
and errors are its own too. Where somebody listens to what is executed, as tests do, the statement goes the usual way.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy import Connection, Dialect, Executable, ReturnsRows
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from hotline import db

Values = Mapping[str, Any]
_Converter = Callable[[Any], Any]


class Statement:
    """A statement whose text never changes: a select, an update, or an insert of `columns`, as written for a dialect.

    Lists come in one parameter (db.Among). What a column has as its default in Python must be told. The session is not
    flushed.
    """

    def __init__(self, written: Executable | Callable[[str], Executable], columns: Sequence[str] = ()) -> None:
        self._written = written
        self._columns = columns
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, session: Session, values: Values) -> list[tuple[Any, ...]]:
        """What it answers for these values. Raises SQLAlchemy's errors."""
        connection = db.connection(session)
        compiled = self._for(connection.dialect)
        if _is_listened_to(connection):
            return [tuple(row) for row in connection.execute(compiled.statement, values)]
        parameters = compiled.parameters(values)
        driver: Any = connection.connection.driver_connection
        try:
            found = driver.execute(compiled.text, parameters).fetchall()
        except connection.dialect.dbapi.Error as error:  # type: ignore[union-attr]  # every dialect in use has a driver
            _raise(connection, compiled.text, error)
        return compiled.converted(found)

    def rows_of_all(self, session: Session, values: Sequence[Values]) -> list[tuple[Any, ...]]:
        """What it answers for each of these, one after the other; many of them go the usual way, in few statements."""
        if len(values) < 2:
            return [row for one in values for row in self.rows(session, one)]
        connection = db.connection(session)
        return [tuple(row) for row in connection.execute(self._for(connection.dialect).statement, values)]

    def each(self, session: Session, values: Sequence[Values]) -> None:
        """Execute it once for each of these; for statements that answer nothing."""
        connection = db.connection(session)
        compiled = self._for(connection.dialect)
        if _is_listened_to(connection):
            connection.execute(compiled.statement, values)
            return
        parameters = [compiled.parameters(one) for one in values]
        driver: Any = connection.connection.driver_connection
        try:
            driver.cursor().executemany(compiled.text, parameters)
        except connection.dialect.dbapi.Error as error:  # type: ignore[union-attr]
            _raise(connection, compiled.text, error)

    def _for(self, dialect: Dialect) -> "_Compiled":
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            statement = self._written if isinstance(self._written, Executable) else self._written(dialect.name)
            compiled = self._compiled[dialect.name] = _compile(statement, self._columns, dialect)
        return compiled


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement in a dialect; `order` of its parameters is None where they have names there."""

    statement: Any
    text: str
    order: tuple[str, ...] | None
    constants: Values
    to_database: Mapping[str, _Converter]
    from_database: tuple[tuple[int, _Converter], ...]

    def parameters(self, values: Values) -> Any:
        """Raises KeyError where a value is missing."""
        told = {**self.constants, **values}
        for name, convert in self.to_database.items():
            told[name] = convert(told[name])
        return told if self.order is None else [told[name] for name in self.order]

    def converted(self, found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        if not self.from_database:
            return found
        return [self._row(row) for row in found]

    def _row(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        columns = list(row)
        for place, convert in self.from_database:
            columns[place] = convert(columns[place])
        return tuple(columns)


def _compile(statement: Executable, columns: Sequence[str], dialect: Dialect) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect, column_keys=list(columns) or None)  # type: ignore[attr-defined]
    if compiled.insert_prefetch or compiled.update_prefetch:
        raise ValueError("a column with a default in Python must be among `columns`")
    types = {name: bound.type.dialect_impl(dialect) for name, bound in compiled.binds.items()}
    converters = {name: one.bind_processor(dialect) for name, one in types.items()}
    constants = {name: bound.value for name, bound in compiled.binds.items() if not bound.required}
    answered = list(statement.exported_columns) if isinstance(statement, ReturnsRows) else []
    readers = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in answered]
    return _Compiled(
        statement,
        str(compiled),
        tuple(compiled.positiontup) if compiled.positional else None,
        {name: convert(value) if (convert := converters[name]) else value for name, value in constants.items()},
        {name: convert for name, convert in converters.items() if convert and name not in constants},
        tuple((place, read) for place, read in enumerate(readers) if read),
    )


def _is_listened_to(connection: Connection) -> bool:
    return bool(connection.dispatch.before_cursor_execute)


def _raise(connection: Connection, text: str, error: Any) -> NoReturn:
    """As the toolkit does: its own error of that name, and a connection that is gone is not used again."""
    dialect: Any = connection.dialect
    is_gone = dialect.is_disconnect(error, connection.connection, None)
    if is_gone:
        connection.invalidate(error)
    raise DBAPIError.instance(
        text, None, error, dialect.dbapi.Error, hide_parameters=True, connection_invalidated=is_gone, dialect=dialect
    ) from error
