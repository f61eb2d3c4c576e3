"""Which column says what: the names that detention records have used since 2012, jail feeds, and our own CSV.

The first name of a field that a file has is the one read, so that of "Stay Book Out Date Time" and "Stay Book Out Date"
the one with the time counts. Of what may hide a person every column is read (`Header.every`).
"""

import re
from collections.abc import Sequence

from hotline.roster_formats.rows import RosterRefused

# Field -> column names, best first, as docs/rosters.md lists them; the first one is our own CSV's.
COLUMNS: dict[str, tuple[str, ...]] = {
    "person_id": (
        "person_id", "Unique Identifier", "Anonymized Identifier", "Offender Number", "inmate_number", "inmate_id",
        "inmateId", "idnum", "internal_person_id", "UID", "bookingNumber", "booking_number", "booking_id",
        "person_record_id", "person_key",
    ),
    "a_number": ("a_number", "A-Number", "Alien File Number", "Alien Number", "AlienNumberIdentification"),
    "full_name": ("full_name", "inmate_name", "name"),
    "given": ("given_names", "first_name", "firstName", "inmate_firstname", "given_name", "First", "First Name"),
    "middle": ("middle_name", "middleName", "inmate_middlename", "Middle", "Middle Name"),
    "surnames": ("surnames", "last_name", "lastName", "inmate_lastname", "family_name", "Last", "Last Name", "Surname"),
    "second_surname": ("second_surname", "Second Surname", "Maternal Surname"),
    "aliases": ("aliases", "alternate_names", "AKA", "Alias"),
    "birth_date": ("birth_date", "dob", "inmate_dob", "date_of_birth", "Birth Date", "Date of Birth"),
    "birth_year": ("birth_year", "Birth Year", "Year of Birth"),
    "country": ("birth_country", "Birth Country", "Country of Birth", "birth_place"),
    "citizenship": ("citizenship", "Citizenship Country", "Citizenship", "Nationality"),
    "gender": ("gender", "sex", "gender_desc", "inmate_sex"),
    "language": ("language", "Primary Language"),
    "is_protected": ("protected", "is_protected", "Protected", "1367", "Section 1367"),
    "is_minor": ("minor", "is_minor", "Juvenile", "Claims Minority"),
    "age": ("age", "inmate_age", "current_age", "Age at Booking", "booking_age"),
    "office": (
        "office", "Book In AOR", "Area Of Responsibility", "History Book In DCO", "Docket Control Office",
        "AOR", "Field Office",
    ),
    "stay_began": ("stay_began", "Stay Book In Date Time", "Stay Book In Date"),
    "stay_ended": ("stay_ended", "Stay Book Out Date Time", "Stay Book Out Date"),
    "stay_reason": ("stay_reason", "Stay Release Reason"),
    "facility_code": ("facility_code", "Detention Facility Code", "History Detention Facility Code", "DETLOC"),
    "facility_name": ("facility_name", "Detention Facility", "History Detention Facility", "facility", "jail"),
    "book_in": (
        "book_in", "Book In Date Time", "Detention Book In Date And Time", "Book in Date And Time",
        "Detention Book In Date", "Book In Date", "History Intake Date", "jail_entry_date", "booking_timestamp",
        "bookingDate", "start_dt", "DOI",
    ),
    "book_out": (
        "book_out", "Book Out Date Time", "Detention Book Out Date Time", "Detention Book Out Date And Time",
        "History Book Out Date And Time", "Detention Book Out Date", "Book Out Date", "jail_exit_date",
        "release_timestamp", "releaseDate", "releasedAt", "end_dt", "DOR",
    ),
    "reason": ("reason", "Detention Release Reason", "History Release Reason", "Release Reason"),
    "departure_country": ("departure_country", "Departure Country"),
}  # fmt: skip

SKIPPED_ROWS = 10  # a title, a run date and notes stand above the header of the published sheets: five or six rows
MOST_COLUMNS = 200
_NEEDED = 3


def folded(name: str) -> str:
    """A column name without case, blanks and marks: "Book In Date Time", "book_in_date_time" and "BookInDateTime"."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


_FIELDS = {
    folded(name): (field, rank) for field, names in COLUMNS.items() for rank, name in reversed([*enumerate(names)])
}


class Header:
    """Where each field stands in a row of cells."""

    def __init__(self, cells: Sequence[str]) -> None:
        """Raises RosterRefused for a name that stands twice, or too many columns."""
        if len(cells) > MOST_COLUMNS:
            raise RosterRefused("The header has %(n)s columns; no roster has so many.", n=len(cells))
        self.cells = tuple(cell.strip() for cell in cells)
        self.width = len(self.cells)
        best: dict[str, tuple[int, int]] = {}
        every: dict[str, list[tuple[int, int]]] = {}
        seen: set[str] = set()
        for index, cell in enumerate(self.cells):
            name = folded(cell)
            if name and name in seen:
                raise RosterRefused(
                    'The header names the column "%(column)s" twice. Rename or remove one of them.', column=cell
                )
            seen.add(name)
            if known := _FIELDS.get(name):
                field, rank = known
                best[field] = min(best.get(field, (rank, index)), (rank, index))
                every.setdefault(field, []).append((rank, index))
        self.index = {field: index for field, (_, index) in best.items()}
        self.every = {field: tuple(index for _, index in sorted(found)) for field, found in every.items()}
        self._marks = [(index, cell) for index, cell in enumerate(self.cells) if cell][:_NEEDED]

    def is_repeated_by(self, cells: Sequence[str]) -> bool:
        """Whether a row below the header says the same as the header."""
        return all(cells[index].strip() == cell for index, cell in self._marks)

    def has(self, field: str) -> bool:
        return field in self.index


def score(cells: Sequence[str]) -> int:
    """How many columns of a row are names we know; a header has at least three."""
    return sum(folded(cell) in _FIELDS for cell in cells)


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names enough columns that we know to be the header."""
    return score(cells) >= _NEEDED


def checked(header: Header, where: str) -> Header:
    """The header, once it says who and where. Raises RosterRefused naming what is missing."""
    who = ("person_id", "a_number", "full_name", "surnames")
    if not any(header.has(field) for field in who):
        raise RosterRefused(
            "%(where)s: no column says who the person is (person_id, a_number, or a name).", where=where
        )
    is_placed = header.has("book_in") and (header.has("facility_code") or header.has("facility_name"))
    if not is_placed and not header.has("stay_began"):
        raise RosterRefused("%(where)s: no columns say where and since when (facility_code and book_in).", where=where)
    return header
