"""Rosters for tests: rows that name only what matters, written as the files that come in."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hotline.domain import rosters
from hotline.domain.rosters import Imported, Order

MONDAY = datetime(2026, 5, 4, 12, tzinfo=UTC)
COLUMNS = (
    "person_id", "a_number", "given_names", "surnames", "aliases", "birth_date", "birth_year", "birth_country",
    "gender", "protected", "minor", "office", "stay_began", "facility_code", "facility_name", "book_in", "book_out",
    "reason", "stay_ended", "stay_reason", "departure_country",
)  # fmt: skip


def row(**said: Any) -> dict[str, str]:
    """A made-up man from Honduras, held in Georgia since the first of May; changed as the test names it."""
    defaults = {
        "person_id": "P1",
        "a_number": "",
        "given_names": "Ramiro Neptali",
        "surnames": "Quintanilla Osorto",
        "birth_date": "1990-07-21",
        "birth_country": "HONDURAS",
        "gender": "Male",
        "protected": "no",
        "stay_began": "2026-05-01 08:00",
        "facility_code": "STWRTGA",
        "book_in": "2026-05-01 08:00",
    }
    return {column: str(({**defaults, **said}).get(column, "")) for column in COLUMNS}


def other(number: int, **said: Any) -> dict[str, str]:
    """Somebody else: the number makes id, name and birth date."""
    name = "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}")
    born = f"19{60 + number % 40}-{1 + number % 12:02}-{1 + number % 28:02}"
    told = {"person_id": f"N{number}", "given_names": f"Ge{name}", "surnames": f"Su{name}", "birth_date": born}
    return row(**told | said)


def write(path: Path, rows: list[dict[str, str]], columns: tuple[str, ...] = COLUMNS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def load(path: Path, *, at: datetime = MONDAY, **said: Any) -> Imported:
    """Import a file as it was at that moment; a snapshot unless the test says otherwise."""
    order = Order(path, **{"is_snapshot": True, "as_of": at} | said)
    return rosters.import_file(order, now=at)


def load_rows(folder: Path, rows: list[dict[str, str]], **said: Any) -> Imported:
    """Write rows as our own CSV and import it."""
    columns = said.pop("columns", COLUMNS)
    return load(write(folder / "roster.csv", rows, columns), **said)
