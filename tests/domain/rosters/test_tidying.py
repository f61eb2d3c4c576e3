"""Each kind of dirt in the records has one treatment (the table in docs/rosters.md)."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hotline.domain.rosters.tidying import Gazetteer, StayLine, stays_of
from hotline.models.custody import StayEnd
from hotline.roster_formats import Row
from hotline.roster_formats.cells import moment
from hotline.roster_formats.reading import rows as read_rows
from tests.domain.rosters.sheets import row as told

ZONES = {"STWRTGA": "America/New_York", "CCAFLAZ": "America/Phoenix", "ATLHOLD": "America/New_York"}
PLACES = Gazetteer(
    code_of=lambda code, name: code or name.upper(),
    zone_of=lambda code: ZONES.get(code, "America/New_York"),
    office_of=lambda text: text[:3].upper(),
)


def stays(*said: dict[str, str], dirt: Counter[str] | None = None) -> list[StayLine]:
    """The stays in rows of one person, who is held in Georgia since the first of May where a row says nothing."""
    cells = [told(**each) for each in said]
    lines = [(str(number), list(each.values())) for number, each in enumerate([dict.fromkeys(cells[0]), *cells])]
    lines[0] = ("0", list(cells[0]))
    found = [each for each in read_rows(lines, "test") if isinstance(each, Row)]
    assert len(found) == len(said)
    return stays_of(found, PLACES, dirt if dirt is not None else Counter())


def places(stay: StayLine) -> list[str]:
    return [stint.facility_code for stint in stay.stints]


def utc(text: str) -> datetime:
    read = moment(text, "test")
    assert read is not None
    return read.replace(tzinfo=UTC)


def closed(out: str, reason: str = "Transferred", **said: str) -> dict[str, str]:
    return {"book_out": out, "reason": reason} | said


TO_ARIZONA = {"facility_code": "CCAFLAZ", "book_in": "2026-05-02 09:00"}


def test_move_is_one_stay_of_two_stints() -> None:
    (stay,) = stays(closed("2026-05-02 06:00"), TO_ARIZONA)

    assert places(stay) == ["STWRTGA", "CCAFLAZ"]
    assert (stay.end, stay.stints[1].left_at) == (None, None)


def test_duplicate_rows_stand_once() -> None:
    dirt: Counter[str] = Counter()

    (stay,) = stays({}, {}, {}, dirt=dirt)

    assert places(stay) == ["STWRTGA"]
    assert dirt["duplicate rows"] == 2


def test_likely_bond_duplicate_keeps_the_row_that_knows_more() -> None:
    (stay,) = stays({}, closed("2026-05-02 06:00", "Bonded Out - IJ"))

    assert len(stay.stints) == 1
    assert stay.end is StayEnd.RELEASED


def test_same_day_duplicate_is_one_stint_from_first_in_to_last_out() -> None:
    (stay,) = stays(closed("2026-05-01 12:00"), closed("2026-05-01 20:00", book_in="2026-05-01 09:30"))

    (stint,) = stay.stints
    assert (stint.arrived_at, stint.left_at) == (utc("2026-05-01 12:00"), utc("2026-05-02 00:00"))


def test_overlapping_stints_are_cut_where_the_next_begins() -> None:
    (stay,) = stays(closed("2026-05-03 06:00"), TO_ARIZONA)

    assert stay.stints[0].left_at == stay.stints[1].arrived_at == utc("2026-05-02 16:00")
    assert not stay.is_contradicted


def test_two_open_stints_at_once_are_a_contradiction() -> None:
    (stay,) = stays({}, TO_ARIZONA)

    assert stay.is_contradicted


def test_zero_minute_stint_is_kept() -> None:
    dirt: Counter[str] = Counter()

    (stay,) = stays(closed("2026-05-01 08:00", facility_code="ATLHOLD"), {"book_in": "2026-05-01 10:00"}, dirt=dirt)

    assert places(stay) == ["ATLHOLD", "STWRTGA"]
    assert dirt["zero-minute stints"] == 1


def test_transfer_to_the_same_code_within_a_day_is_one_stint() -> None:
    (stay,) = stays(closed("2026-05-02 06:00"), {"book_in": "2026-05-02 06:30"})

    (stint,) = stay.stints
    assert (stint.arrived_at, stint.left_at) == (utc("2026-05-01 12:00"), None)


def test_return_to_the_same_code_days_later_is_another_stint() -> None:
    (stay,) = stays(closed("2026-05-02 06:00"), {"book_in": "2026-05-05 06:30"})

    assert places(stay) == ["STWRTGA", "STWRTGA"]


def test_disposition_changed_locally_that_opens_again_is_one_stint() -> None:
    (stay,) = stays(
        closed("2026-05-02 06:00", "Processing Disposition Changed Locally"), {"book_in": "2026-05-02 06:00"}
    )

    assert (places(stay), stay.end) == (["STWRTGA"], None)


def test_stay_closed_by_disposition_and_opened_again_is_one_stay() -> None:
    changed = "Processing Disposition Changed Locally"
    first = closed("2026-05-02 06:00", changed, stay_ended="2026-05-02 06:00", stay_reason=changed)

    (stay,) = stays(first, {"stay_began": "2026-05-02 07:00", "book_in": "2026-05-02 07:00"})

    assert (stay.began_at, stay.end) == (utc("2026-05-01 12:00"), None)


def test_disposition_changed_as_the_last_word_is_not_confirmed() -> None:
    changed = "Processing Disposition Changed Locally"

    (stay,) = stays(closed("2026-05-02 06:00", changed, stay_ended="2026-05-02 06:00", stay_reason=changed))

    assert stay.end is StayEnd.DISPOSITION_CHANGED


def test_transferred_dangling_at_the_end_of_a_stay_is_its_end() -> None:
    (stay,) = stays(closed("2026-05-02 06:00", stay_ended="2026-05-02 06:00", stay_reason="Transferred"))

    assert stay.end is StayEnd.TRANSFERRED


def test_stint_closed_as_a_transfer_in_an_open_stay_is_in_transit() -> None:
    (stay,) = stays(closed("2026-05-02 06:00"))

    assert (stay.end, stay.stints[-1].left_at) == (None, utc("2026-05-02 10:00"))


def test_stay_may_start_before_its_first_stint() -> None:
    dirt: Counter[str] = Counter()

    (stay,) = stays({"stay_began": "2026-04-30 22:00"}, dirt=dirt)

    assert stay.began_at == utc("2026-05-01 02:00")
    assert dirt["stays that start before their first stint"] == 1


def test_book_in_that_reads_earlier_across_zones_is_in_order() -> None:
    dirt: Counter[str] = Counter()

    (stay,) = stays(closed("2026-05-02 12:00"), {"facility_code": "CCAFLAZ", "book_in": "2026-05-02 11:30"}, dirt=dirt)

    assert places(stay) == ["STWRTGA", "CCAFLAZ"]
    assert dirt["overlapping stints"] == 0


def test_equal_times_keep_the_stint_that_was_left_first() -> None:
    (stay,) = stays(closed("2026-05-01 08:00", facility_code="ATLHOLD", stay_began=""), {"stay_began": ""})

    assert places(stay) == ["ATLHOLD", "STWRTGA"]


def test_unknown_release_reason_is_not_confirmed() -> None:
    dirt: Counter[str] = Counter()

    (stay,) = stays(
        closed("2026-05-02 06:00", "Beamed Up", stay_ended="2026-05-02 06:00", stay_reason="Beamed Up"), dirt=dirt
    )

    assert stay.end is StayEnd.UNKNOWN
    assert dirt["unknown release reasons"] == 1


def test_end_without_a_reason_is_not_confirmed() -> None:
    (stay,) = stays(closed("2026-05-02 06:00", ""))

    assert stay.end is StayEnd.UNKNOWN


def test_end_before_the_last_arrival_is_the_arrival() -> None:
    (stay,) = stays({"stay_ended": "2026-04-29 06:00", "stay_reason": "Removed"})

    assert (stay.end, stay.ended_at) == (StayEnd.LEFT_COUNTRY, utc("2026-05-01 12:00"))


def test_rows_without_the_start_of_a_stay_are_parted_where_one_ends() -> None:
    first = closed("2026-05-02 06:00", "Order of recognizance", stay_began="")

    found = stays(first, {"stay_began": "", "book_in": "2026-05-20 06:00"})

    assert [stay.end for stay in found] == [StayEnd.RELEASED, None]


def test_row_without_a_facility_is_an_arrest() -> None:
    (stay,) = stays({"facility_code": "", "book_in": "", "office": "ATL"})

    assert (stay.stints, stay.office, stay.end) == ([], "ATL", None)


@pytest.mark.parametrize(("written", "code"), [("GUATEMALA", "GTM"), ("YUGOSLAVIA", "")])
def test_departure_country_is_a_code_or_missing(written: str, code: str) -> None:
    (stay,) = stays(
        closed(
            "2026-05-02 06:00",
            "Removed",
            stay_ended="2026-05-02 06:00",
            stay_reason="Removed",
            departure_country=written,
        )
    )

    assert stay.departure_country == code


def test_autumn_night_may_read_backwards_for_an_hour(tmp_path: Path) -> None:
    (stay,) = stays({"book_in": "2026-11-01 01:50", "book_out": "2026-11-01 01:10", "reason": "Transferred"})

    assert stay.stints[0].left_at == stay.stints[0].arrived_at
