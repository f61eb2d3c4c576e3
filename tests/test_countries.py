"""Countries by code, and however the records spell them."""

import csv
from pathlib import Path

import pytest

from hotline import countries


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("CHINA, PEOPLES REPUBLIC OF", "CHN"),
        ("DEM REP OF THE CONGO", "COD"),
        ("CONGO", "COG"),
        ("TURKIYE", "TUR"),
        ("TURKEY", "TUR"),
        ("BURMA", "MMR"),
        ("COTE D'IVOIRE", "CIV"),
        ("IVORY COAST", "CIV"),
        ("MICRONESIA, FEDERATED STATES OF", "FSM"),
        ("ST. VINCENT-GRENADINES", "VCT"),
        ("SAINT LUCIA", "LCA"),
        ("BOSNIA-HERZEGOVINA", "BIH"),
        ("TRINIDAD AND TOBAGO", "TTO"),
        ("KOREA", "KOR"),
        ("México", "MEX"),
        ("mx", "MEX"),
        ("MEX", "MEX"),
        ("KOSOVO", "XKX"),
    ],
)
def test_country_is_known_by_the_spelling_of_the_records(written: str, code: str) -> None:
    assert countries.parse(written) == code


@pytest.mark.parametrize("written", ["", "USSR", "YUGOSLAVIA", "STATELESS", "UNKNOWN", "Atlantis", "ZZZ"])
def test_what_is_no_country_of_today_is_missing(written: str) -> None:
    assert countries.parse(written) == ""


def test_every_code_has_a_name_and_is_read_back() -> None:
    for code in countries.all_codes():
        assert countries.parse(countries.name(code)) == code, code
        assert len(countries.alpha2(code)) == 2


def test_every_country_of_the_real_records_is_known(shared_data: Path) -> None:
    with (shared_data / "stints_real.csv").open(encoding="utf-8") as source:
        written = {row[column] for row in csv.DictReader(source) for column in ("birth_country", "departure_country")}

    assert {name for name in written if not countries.parse(name)} <= {"", "YUGOSLAVIA"}


def test_the_languages_that_a_countrys_offices_write_are_those_of_cldr() -> None:
    assert countries.official_languages("GTM") == ("es",)
    assert countries.official_languages("HTI") == ("ht", "fr")
    assert countries.official_languages("TWN")[0] == "zh"
    assert countries.official_languages("nowhere") == ()
