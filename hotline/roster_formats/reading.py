"""From cells to rows: one header, then row after row, each used or set aside with its reason."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from typing import TypeVar

from hotline.roster_formats import cells, headers
from hotline.roster_formats.headers import Header
from hotline.roster_formats.rows import RosterRefused, Row, RowRefused, SetAside

From = TypeVar("From")
To = TypeVar("To")
Line = tuple[str, Sequence[str]]  # where it stands, its cells
_UNREADABLE_FLAG: bool | None = True  # protects
_ALIASES_APART = ";"
_CLOCK_CHANGE = timedelta(hours=1)  # in the autumn night a book-out may read before its book-in


def rows(lines: Iterable[Line], where: str) -> Iterator[Header | Row | SetAside]:
    """The header, then what each line below it says. Raises RosterRefused for what no row can be trusted after.

    Lines above the header (a title, a run date) are passed over; a file whose first lines hold none is refused.
    """
    lines = iter(lines)
    header = _header(lines, where)
    yield header
    for line, found in lines:
        if not any(found):
            continue
        yield _row(header, line, _fitted(header, line, found))


def _header(lines: Iterator[Line], where: str) -> Header:
    for _, (_line, found) in zip(range(headers.SKIPPED_ROWS + 1), lines, strict=False):
        if headers.is_header(found):
            return headers.checked(Header(found), where)
    raise RosterRefused(
        "%(where)s: no header in the first %(n)s lines. Name the columns as docs/rosters.md lists them.",
        where=where,
        n=headers.SKIPPED_ROWS,
    )


def _fitted(header: Header, line: str, found: Sequence[str]) -> Sequence[str]:
    """The cells under the header. Raises RosterRefused: a row that is longer or shorter than its header is damage."""
    if len(found) > header.width:
        if any(found[header.width :]):
            raise RosterRefused(
                "Line %(line)s has %(n)s cells under %(columns)s columns. A quote or a separator is missing; export "
                "the file again.",
                line=line,
                n=len(found),
                columns=header.width,
            )
        return found[: header.width]
    if len(found) < header.width:
        raise RosterRefused(
            "Line %(line)s has %(n)s cells under %(columns)s columns. The file is cut off or damaged; fetch it again.",
            line=line,
            n=len(found),
            columns=header.width,
        )
    return found


def _row(header: Header, line: str, found: Sequence[str]) -> Row | SetAside:
    for cell in found:
        if len(cell) > cells.LONGEST_CELL:
            raise RosterRefused(
                "Line %(line)s holds a cell of more than %(n)s characters: a quote is missing. Export the file again.",
                line=line,
                n=cells.LONGEST_CELL,
            )
    if header.is_repeated_by(found):
        raise RosterRefused(
            "Line %(line)s repeats the header: two files were put together. Load them one by one.", line=line
        )
    said = _Cells(header, found)
    try:
        return _read(header, line, said)
    except RowRefused as refusal:
        return SetAside(line, str(refusal), tuple(found), _who(header, line, said))


class _Cells:
    """The cells of one row by field; a field without a column is empty."""

    __slots__ = ("_every", "_found", "_index")

    def __init__(self, header: Header, found: Sequence[str]) -> None:
        self._index = header.index
        self._every = header.every
        self._found = found

    def __getitem__(self, field: str) -> str:
        index = self._index.get(field)
        return "" if index is None else self._found[index]

    def text(self, field: str) -> str:
        index = self._index.get(field)
        return "" if index is None else cells.text(self._found[index])

    def every(self, field: str) -> list[str]:
        """The cells of all columns of a field, the best first."""
        return [self._found[index] for index in self._every.get(field, ())]


def _read(header: Header, line: str, said: _Cells) -> Row:
    births = [born for cell in said.every("birth_date") if (born := cells.birth(cell))]
    years = [year for cell in said.every("birth_year") if (year := cells.year(cell))]
    row = Row(
        line=line,
        person_id=said.text("person_id"),
        a_number=cells.a_number(said["a_number"]),
        names=_names(said),
        birth_date=births[0] if births else None,
        birth_year=years[0] if years else None,
        country=said.text("country"),
        citizenship=said.text("citizenship"),
        gender=said.text("gender")[:1].upper(),
        language=said.text("language"),
        is_protected=_is_protected(header, said),
        claims_minority=_claims_minority(said),
        office=said.text("office"),
        stay_began=cells.moment(said["stay_began"], "stay_began"),
        stay_ended=cells.moment(said["stay_ended"], "stay_ended"),
        stay_reason=said.text("stay_reason"),
        facility_code=said.text("facility_code").upper(),
        facility_name=said.text("facility_name"),
        book_in=cells.moment(said["book_in"], "book_in"),
        book_out=cells.moment(said["book_out"], "book_out"),
        reason=said.text("reason"),
        departure_country=said.text("departure_country"),
        other_births=tuple(births[1:]),
        other_years=tuple(years[1:]),
    )
    return _checked(row)


def _is_protected(header: Header, said: _Cells) -> bool | None:
    if not header.has("is_protected"):
        return None
    return any(cells.is_protected(cell) for cell in said.every("is_protected"))


def _claims_minority(said: _Cells) -> bool:
    is_claimed = any(cells.claims_minority(cell) for cell in said.every("is_minor"))
    return is_claimed or any(cells.is_young(cell) for cell in said.every("age"))


def _who(header: Header, line: str, said: _Cells) -> Row:
    """Whom a row is about that cannot be used; what hides a person counts also where it cannot be read."""
    told = [(_readable(cells.birth, cell, None), cell) for cell in said.every("birth_date")]
    births = [born for born, _ in told if born]
    unread = [year for born, cell in told if born is None for year in cells.years_in(cell)]
    years = [year for cell in said.every("birth_year") if (year := _readable(cells.year, cell, None))]
    return Row(
        line=line,
        person_id=_readable(cells.text, said["person_id"], ""),
        a_number=_readable(cells.a_number, said["a_number"], ""),
        names=_readable(_names, said, ()),
        birth_date=births[0] if births else None,
        birth_year=years[0] if years else None,
        is_protected=_readable(partial(_is_protected, header), said, _UNREADABLE_FLAG),
        claims_minority=_readable(_claims_minority, said, True),
        other_births=tuple(births[1:]),
        other_years=(*years[1:], *unread),
    )


def _readable(read: Callable[[From], To], what: From, otherwise: To) -> To:
    try:
        return read(what)
    except RowRefused:
        return otherwise


def _checked(row: Row) -> Row:
    """Raises RowRefused for a row that says too little, or says what cannot be."""
    is_named = bool(row.names) and (row.birth_date or row.birth_year)
    if not (row.person_id or row.a_number or is_named):
        raise RowRefused("nothing says who the person is")
    is_placed = bool(row.facility_code or row.facility_name)
    if is_placed and not any(mark.isalnum() for mark in row.facility_code + row.facility_name):
        raise RowRefused("the facility is neither a code nor a name")
    if is_placed and row.book_in is None:
        raise RowRefused("book_in is missing")
    if not is_placed and (row.book_in is None and row.stay_began is None):
        raise RowRefused("neither a facility nor the start of a stay")
    if not is_placed and row.book_in is not None and row.stay_began is None:
        raise RowRefused("the facility is missing")
    if row.book_in and row.book_out and row.book_out < row.book_in - _CLOCK_CHANGE:
        raise RowRefused("book_out is before book_in")
    return row


def _names(said: _Cells) -> tuple[tuple[str, str], ...]:
    given = " ".join(part for part in (said.text("given"), said.text("middle")) if part)
    surnames = " ".join(part for part in (said.text("surnames"), said.text("second_surname")) if part)
    names = [(given, surnames)] if given or surnames else []
    if full := said.text("full_name"):
        names.append(_split(full))
    names += [_split(alias) for alias in said.text("aliases").split(_ALIASES_APART) if alias.strip()]
    return tuple(dict.fromkeys(names))


def _split(full: str) -> tuple[str, str]:
    """ "LAST, FIRST MIDDLE" into (given, surnames); a name without a comma stays whole in the first box."""
    surnames, comma, given = full.partition(",")
    return (given.strip(), surnames.strip()) if comma else (full.strip(), "")
