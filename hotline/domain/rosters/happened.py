"""What has happened by now, on the clock of the place where it did: a roster's plans are told to nobody as facts."""

from datetime import datetime, timedelta

from hotline import clock
from hotline.domain.rosters import files
from hotline.domain.rosters.records import Record, Records
from hotline.domain.rosters.tidying import Gazetteer
from hotline.roster_formats import Row

AHEAD = timedelta(minutes=10)  # by so much another's clock may be fast, as with single events
_WESTERNMOST = timedelta(hours=12)


def told(people: list[Record], places: Gazetteer, records: Records, *, now: datetime) -> list[Record]:
    """These people without the rows that lie in the future, which join those that could not be used."""
    anywhere = now.replace(tzinfo=None) - _WESTERNMOST
    for record in people:
        if any(files.in_the_future(row, anywhere) for row in record.rows):
            postponed = [row for row in record.rows if _is_postponed(row, places, records, now)]
            record.rows = [row for row in record.rows if row not in postponed]
            record.aside += postponed
    return [record for record in people if record.rows]


def _is_postponed(row: Row, places: Gazetteer, records: Records, now: datetime) -> bool:
    code = places.code_of(row.facility_code, row.facility_name) if row.facility_code or row.facility_name else ""
    latest = clock.at_place(now + AHEAD, places.zone_of(code)).replace(tzinfo=None)
    field = files.in_the_future(row, latest)
    if field is not None:
        records.refused.append(files.postponed(row, f"{field} is in the future"))
    return field is not None
