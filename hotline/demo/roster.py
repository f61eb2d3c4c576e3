"""Writes made-up people and their stays as a roster in our own CSV (docs/rosters.md), to be imported like any other."""

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from hotline import clock
from hotline.demo.chains import DemoStay, DemoStint
from hotline.domain.people import Name, PersonDetails

COLUMNS = (
    "person_id", "a_number", "given_names", "surnames", "aliases", "birth_date", "birth_country", "citizenship",
    "gender", "language", "protected", "office", "stay_began", "stay_ended", "stay_reason", "facility_code", "book_in",
    "book_out", "reason", "departure_country",
)  # fmt: skip


def write(path: Path, people: Iterable[tuple[str, PersonDetails, bool, DemoStay]]) -> int:
    """One row a stint. Each person comes as the roster's own id, details, protection and stay; answers the rows."""
    n = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        sheet = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        sheet.writeheader()
        for person_id, details, is_protected, stay in people:
            who = _who(person_id, details, is_protected)
            for stint in stay.stints:
                sheet.writerow(who | _where(stay, stint, details.country))
                n += 1
    return n


def _who(person_id: str, details: PersonDetails, is_protected: bool) -> dict[str, str]:
    name, *aliases = details.names
    return {
        "person_id": person_id,
        "a_number": details.a_numbers[0] if details.a_numbers else "",
        "given_names": name.given,
        "surnames": name.surnames,
        "aliases": "; ".join(_surname_first(alias) for alias in aliases),
        "birth_date": details.births[0].isoformat(),
        "birth_country": details.country,
        "citizenship": details.citizenship,
        "gender": details.gender,
        "language": details.language,
        "protected": "yes" if is_protected else "no",
    }


def _where(stay: DemoStay, stint: DemoStint, country: str) -> dict[str, str]:
    """Times as the clock on the facility's wall shows them; those of the stay by its first and its last wall."""
    first, last, here = stay.stints[0].facility, stay.stints[-1].facility, stint.facility
    has_left_country = stay.reason in ("Removed", "Voluntary departure", "Voluntary Return")
    return {
        "office": here.office,
        "stay_began": _wall(stay.began, first.time_zone),
        "stay_ended": _wall(stay.ended, last.time_zone),
        "stay_reason": stay.reason,
        "facility_code": here.code,
        "book_in": _wall(stint.book_in, here.time_zone),
        "book_out": _wall(stint.book_out, here.time_zone),
        "reason": stint.reason,
        "departure_country": country if has_left_country else "",
    }


def _surname_first(name: Name) -> str:
    return f"{name.surnames}, {name.given}"


def _wall(moment: datetime | None, zone: str) -> str:
    return f"{clock.at_place(moment, zone):%Y-%m-%d %H:%M}" if moment else ""
