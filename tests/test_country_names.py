"""A country is found however somebody writes it."""

import pytest

from hotline import country_names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("México", "MEX"),
        ("He is from Mexico", "MEX"),
        ("soy de Guatemala", "GTM"),
        ("Mexico por favor", "MEX"),
        ("UK", "GBR"),
        ("RD", "DOM"),
        ("not sure but maybe el salvador", "SLV"),
        ("from gautemala", "GTM"),
        ("Hondurs", "HND"),
        ("dominicana", "DOM"),
        ("Россия", "RUS"),
        ("中国", "CHN"),
        ("Brasil", "BRA"),
        ("Ecuador 🇪🇨", "ECU"),
        ("HND", "HND"),
    ],
)
def test_a_country_is_found_in_what_somebody_wrote(text: str, code: str) -> None:
    assert country_names.written(text) == code


@pytest.mark.parametrize("text", ["", "sí", "no", "start", "info", "on the moon", "Mexico or Guatemala", "where is he"])
def test_what_is_no_country_is_none(text: str) -> None:
    assert country_names.written(text) == ""


@pytest.mark.parametrize(("said", "code"), [("soy catracho", "HND"), ("catracha", "HND"), ("es chapín", "GTM")])
def test_a_country_is_known_by_what_its_people_call_themselves(said: str, code: str) -> None:
    assert country_names.spoken(said) == code
