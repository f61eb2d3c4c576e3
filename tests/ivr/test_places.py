"""Addresses and names of facilities as a voice says them: says this, does not say that."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hotline import languages, texts
from hotline.ivr import abbreviations, places

STREETS = [
    # house numbers: two digits as a number, more of them one by one
    ("146 CCA Road", "1, 4, 6, C C A Road"),
    ("10250 Rancho Road", "1, 0, 2, 5, 0, Rancho Road"),
    ("26 Long Pond Road", "26 Long Pond Road"),
    ("1 Federal Drive, Suite 1601", "1 Federal Drive, Suite 1, 6, 0, 1"),
    # street, drive, saint, doctor
    ("950 High St", "9, 5, 0, High Street"),
    ("970 Broad St., 11th Floor", "9, 7, 0, Broad Street, Eleventh Floor"),
    ("300 North Los Angeles St., Room 7631", "3, 0, 0, North Los Angeles Street, Room 7, 6, 3, 1"),
    ("100 St Charles Ave", "1, 0, 0, Saint Charles Avenue"),
    ("12 Port St Lucie Blvd", "12 Port Saint Lucie Boulevard"),
    ("55 St. Marys St", "55 Saint Marys Street"),
    ("3260 Hospital Dr", "3, 2, 6, 0, Hospital Drive"),
    ("180 Ted Turner Dr. SW, Suite 522", "1, 8, 0, Ted Turner Drive Southwest, Suite 5, 2, 2"),
    ("1 Dr Martin Luther King Jr Dr", "1 Doctor Martin Luther King Junior Drive"),
    ("181 James Drive W", "1, 8, 1, James Drive West"),
    # other streets
    ("425 Golden State Ave", "4, 2, 5, Golden State Avenue"),
    ("175 Pike County Blvd", "1, 7, 5, Pike County Boulevard"),
    ("3200 S. Kings Hwy", "3, 2, 0, 0, South Kings Highway"),
    ("8101 N. Stemmons Frwy", "8, 1, 0, 1, North Stemmons Freeway"),
    ("1002 Justice Ln", "1, 0, 0, 2, Justice Lane"),
    ("200 James Robertson Pkwy", "2, 0, 0, James Robertson Parkway"),
    ("9 Mill Ct", "9 Mill Court"),
    ("9 Mill Cir", "9 Mill Circle"),
    ("9 Mill Pl", "9 Mill Place"),
    ("9 Mill Ter", "9 Mill Terrace"),
    ("9 Mill Trl", "9 Mill Trail"),
    ("40 Ft Collier Rd", "40 Fort Collier Road"),
    ("40 Mt Vernon Rd", "40 Mount Vernon Road"),
    # directions
    ("11093 SW Lewis Memorial Dr", "1, 1, 0, 9, 3, Southwest Lewis Memorial Drive"),
    ("12422 NW Revell Road", "1, 2, 4, 2, 2, Northwest Revell Road"),
    ("3500 SE COMMERCE AVE", "3, 5, 0, 0, Southeast Commerce Avenue"),
    ("54575 Tamiami Trail E", "5, 4, 5, 7, 5, Tamiami Trail East"),
    ("200 Ohio Ave S", "2, 0, 0, Ohio Avenue South"),
    ("3038 West 850 S", "3, 0, 3, 8, West 8, 5, 0, South"),
    ("2487 S. 1620 W Unit E", "2, 4, 8, 7, South 1, 6, 2, 0, West, Unit E"),
    # letters that are names
    ("1623 E J Street, Suite 2", "1, 6, 2, 3, East J Street, Suite 2"),
    ("150 E. B STREET", "1, 5, 0, East B Street"),
    ("255 E Street", "2, 5, 5, E Street"),
    ("2400 S Avenue A", "2, 4, 0, 0, South Avenue A"),
    ("406 North Avenue D", "4, 0, 6, North Avenue D"),
    ("101 Avenue J", "1, 0, 1, Avenue J"),
    ("11541 Montana Ave, Suite E", "1, 1, 5, 4, 1, Montana Avenue, Suite E"),
    # numbered streets
    ("33 NE 4th St", "33 Northeast Fourth Street"),
    ("400 2nd Street", "4, 0, 0, Second Street"),
    ("1805 W 32nd Street", "1, 8, 0, 5, West Thirty-second Street"),
    ("12605 E 16th Ave", "1, 2, 6, 0, 5, East Sixteenth Avenue"),
    ("11750 SW 40th Street", "1, 1, 7, 5, 0, Southwest Fortieth Street"),
    ("14150 SW 136th St", "1, 4, 1, 5, 0, Southwest One Hundred Thirty-sixth Street"),
    # numbered roads
    ("409 FM 1144", "4, 0, 9, F M 1, 1, 4, 4"),
    ("4909 Fm2826", "4, 9, 0, 9, F M 2, 8, 2, 6"),
    ("3400 FM 350 South", "3, 4, 0, 0, F M 3, 5, 0, South"),
    ("20706 FL-10", "2, 0, 7, 0, 6, Florida 10"),
    ("1297 East SR 78", "1, 2, 9, 7, East State Road 78"),
    ("3424 Hwy 252 E", "3, 4, 2, 4, Highway 2, 5, 2, East"),
    ("3500 I-35 Frontage Rd", "3, 5, 0, 0, Interstate 35 Frontage Road"),
    ("9998 S. Highway 83", "9, 9, 9, 8, South Highway 83"),
    ("832 East Texas Hwy 44", "8, 3, 2, East Texas Highway 44"),
    ("1777 NE Loop 410, Floor 15", "1, 7, 7, 7, Northeast Loop 4, 1, 0, Floor 15"),
    ("209 County Road A049", "2, 0, 9, County Road A 0, 4, 9"),
    # units and boxes
    ("880 Front Street, #2242", "8, 8, 0, Front Street, Number 2, 2, 4, 2"),
    ("300 Airborne Pkwy W #300", "3, 0, 0, Airborne Parkway West, Number 3, 0, 0"),
    ("630 Sansome Street, Rm 590", "6, 3, 0, Sansome Street, Room 5, 9, 0"),
    ("7 Mill Rd Bldg 5", "7 Mill Road, Building 5"),
    ("7 Mill Rd Ste 210", "7 Mill Road, Suite 2, 1, 0"),
    ("P.O. BOX 1000", "P O Box 1, 0, 0, 0"),
    ("PO Box 44", "P O Box 44"),
    # capitals
    ("1720 RANDOLPH ROAD", "1, 7, 2, 0, Randolph Road"),
    ("8601 E. AMARILLO BLVD", "8, 6, 0, 1, East Amarillo Boulevard"),
    ("1205 TEXAS AVE SUITE 605", "1, 2, 0, 5, Texas Avenue, Suite 6, 0, 5"),
    ("1 SHERIFF'S OFFICE DRIVE", "1 Sheriff's Office Drive"),
]
NAMES = [
    ("Stewart Detention Center", "Stewart Detention Center"),
    ("EDEN DETENTION CTR", "Eden Detention Center"),
    ("OAKDALE FED. DET. CENTER", "Oakdale Federal Detention Center"),
    ("ALAMANCE CO. DET. FACILITY", "Alamance County Detention Facility"),
    ("NASSAU CO CORREC CENTER", "Nassau County Correctional Center"),
    ("DAVIDSON CO. SHERIFF DEPT", "Davidson County Sheriff Department"),
    ("OTERO CO PROCESSING CENTER", "Otero County Processing Center"),
    ("NW ICE PROCESSING CTR", "Northwest ICE Processing Center"),
    ("NW REG JUV DET CTR", "Northwest Regional Juvenile Detention Center"),
    ("PHOENIX FED.CORR.INST.", "Phoenix Federal Correctional Institution"),
    ("FLORENCE SPC", "Florence Service Processing Center"),
    ("FISHKILL C.F.", "Fishkill Correctional Facility"),
    ("MOBILE HOLDROOM", "Mobile Hold Room"),
    ("SNJ HOLD ROOM", "S N J Hold Room"),
    ("ST. CLAIR CO JAIL", "Saint Clair County Jail"),
    ("La Salle County Regional Detention Center", "La Salle County Regional Detention Center"),
    ("Central VA Regional Jail", "Central Virginia Regional Jail"),
    ("ATHENS, TX HOLD ROOM", "Athens, Texas Hold Room"),
    ("IAH Polk Adult Detention Facility", "I A H Polk Adult Detention Facility"),
    ("HIDALGO COUNTY SHERIFF'S JAIL", "Hidalgo County Sheriff's Jail"),
]
TOWNS = [
    ("Lumpkin, GA 31815", "Lumpkin, Georgia, 3, 1, 8, 1, 5", "Lumpkin, Georgia, 3, 1, 8, 1, 5"),
    ("Chantilly, VA 20598-5216", "Chantilly, Virginia, 2, 0, 5, 9, 8, 5, 2, 1, 6", "Chantilly, Virginia, 2, 0, 5, 9"),
    ("Buffalo, NY 14202", "Buffalo, New York, 1, 4, 2, 0, 2", "Buffalo, Nueva York, 1, 4, 2, 0, 2"),
    ("St. Rose, LA 70087", "Saint Rose, Louisiana, 7, 0, 0, 8, 7", "Saint Rose, Luisiana, 7, 0, 0, 8, 7"),
    ("NATCHEZ, MS 39120", "Natchez, Mississippi, 3, 9, 1, 2, 0", "Natchez, Misisipi, 3, 9, 1, 2, 0"),
    ("Graham, NC 27253", "Graham, North Carolina, 2, 7", "Graham, Carolina del Norte, 2, 7"),
    ("Philipsburg, PA 16866", "Philipsburg, Pennsylvania, 1", "Philipsburg, Pensilvania, 1"),
    ("Ft Worth, TX", "Fort Worth, Texas", "Fort Worth, Texas"),
    ("Rome, ZZ 30161", "Rome, Z Z 3, 0, 1, 6, 1", "3, 0, 1, 6, 1"),
]
UNSAYABLE = re.compile(r"\b(St|Dr|Rd|Blvd|Hwy|Ave|Ste|Bldg|Pkwy|Ln|Rm|Det|Ctr|Corr|Fac)\b|[A-Z]{5}|\d{3}|#")


@pytest.mark.parametrize(("written", "said"), STREETS)
def test_a_street_is_said_in_whole_words(written: str, said: str) -> None:
    assert places.street(written) == said


@pytest.mark.parametrize(("written", "said"), NAMES)
def test_a_facility_is_called_in_whole_words(written: str, said: str) -> None:
    assert places.name(written) == said


@pytest.mark.parametrize(("written", "said", "in_spanish"), TOWNS)
def test_a_state_is_called_as_the_caller_calls_it_and_a_zip_code_is_said_digit_by_digit(
    written: str, said: str, in_spanish: str
) -> None:
    assert places.town(written).startswith(said)
    with texts.speaking(languages.get("es")):  # type: ignore[arg-type]  # Spanish is a row
        assert in_spanish in places.town(written)


@pytest.mark.parametrize(("written", "said"), STREETS)
def test_streets_are_called_in_spanish_as_they_stand_on_signs(written: str, said: str) -> None:
    with texts.speaking(languages.get("es")):  # type: ignore[arg-type]  # Spanish is a row
        assert places.street(written) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "First"), (12, "Twelfth"), (20, "Twentieth"), (42, "Forty-second"), (100, "One Hundredth"), (103, "Third")],
)
def test_a_numbered_street(number: int, said: str) -> None:
    assert abbreviations.ordinal(number).endswith(said)


@given(text=some.text(alphabet=some.sampled_from("ab19ST.,#-'()&/ éÑ²") | some.characters(), max_size=60))
def test_whatever_a_roster_calls_a_place_can_be_said(text: str) -> None:
    written = f"Camp {text}"

    assert places.name(written).startswith("Camp")
    assert places.street(written)
    assert places.town(written)


def test_no_listed_facility_leaves_a_voice_with_an_abbreviation(shared_data: Path) -> None:
    with (shared_data / "facilities.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    said = {places.street(row["address"]) for row in rows} | {places.name(row["ice_name"]) for row in rows}

    assert len(said) > 1_000
    assert [text for text in said if UNSAYABLE.search(text)] == []
