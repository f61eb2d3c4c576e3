"""The country of birth is said, or chosen from a short list."""

import pytest

from hotline import country_names, languages, texts
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests.ivr.conftest import goes

TO_COUNTRY = ["2", f"{spell('Ada')}#", f"{spell('Lovelace')}#", "#", "1970#", "1"]


@pytest.mark.parametrize(
    ("language", "said", "heard"), [("1", "From Guatemala.", "I heard: Guatemala."), ("2", "México", "Oí: México.")]
)
def test_a_country_that_is_said_is_read_back(caller: Caller, language: str, said: str, heard: str) -> None:
    goes(caller, language, *TO_COUNTRY, said).hears(heard).presses("1").hears(
        {"1": "We ask everybody the same", "2": "A todos les preguntamos lo mismo"}[language]
    )


def test_a_country_heard_wrong_is_asked_again(caller: Caller) -> None:
    goes(caller, "1", *TO_COUNTRY, "Peru", "2").hears("In which country")


def test_what_is_no_country_gets_help_and_then_the_list(caller: Caller) -> None:
    goes(caller, "1", *TO_COUNTRY, "the big one").hears("Please say only its name", "For Mexico, press 1")

    caller.presses("2").hears("We ask everybody the same")


@pytest.mark.parametrize(
    ("language", "said", "code"),
    [
        ("en", "I think El Salvador", "SLV"),
        ("en", "Papua New Guinea", "PNG"),
        ("es", "de los Estados Unidos", "USA"),
        ("es", "Brazil", "BRA"),
        ("en", "no", ""),
        ("en", "Mexico or Peru", ""),
        ("en", "", ""),
    ],
)
def test_a_country_is_understood_in_the_callers_language_and_english(language: str, said: str, code: str) -> None:
    spoken = languages.get(language)
    assert spoken

    with texts.speaking(spoken):
        assert country_names.spoken(said) == code
