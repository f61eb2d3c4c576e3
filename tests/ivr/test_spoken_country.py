"""The country of birth is said, or chosen from a short list."""

import pytest

from hotline import clock, country_names, db, languages, texts
from hotline.domain import callbacks
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests.ivr.conftest import goes

TO_COUNTRY = ["2", f"{spell('Ada')}#", f"{spell('Lovelace')}#", "#", "1970#", "1"]


@pytest.mark.parametrize(
    ("language", "said", "heard"), [("1", "From Guatemala.", "I heard: Guatemala."), ("2", "México", "Oí: México.")]
)
def test_a_country_that_is_said_is_read_back(caller: Caller, language: str, said: str, heard: str) -> None:
    goes(caller, language, *TO_COUNTRY, said).hears(heard).presses("1").hears(
        {"1": "We ask this whenever", "2": "Siempre lo preguntamos cuando"}[language]
    )


@pytest.mark.parametrize(
    ("language", "said", "choices", "key"),
    [
        ("1", "Georgia", ("For Georgia, press 1", "For United States, press 2"), "1"),
        ("1", "from Congo", ("Congo - Kinshasa, press 1", "Congo - Brazzaville, press 2"), "2"),
        ("2", "Corea", ("Corea del Sur, oprima 1", "Corea del Norte, oprima 2"), "1"),
        ("1", "Mexico or Guatemala", ("For Mexico, press 1", "For Guatemala, press 2"), "8"),
    ],
)
def test_what_can_mean_several_countries_is_asked_once_more(
    caller: Caller, language: str, said: str, choices: tuple[str, str], key: str
) -> None:
    goes(caller, language, *TO_COUNTRY, said).hears(*choices)

    caller.presses(key).hears({"1": "We ask this whenever", "2": "Siempre lo preguntamos cuando"}[language])


def test_none_of_several_countries_is_asked_again_and_a_wrong_key_is_helped(caller: Caller) -> None:
    goes(caller, "1", *TO_COUNTRY, "Georgia").presses("3").hears("not one of the choices", "For Georgia, press 1")

    caller.presses("7").hears("In which country")


def test_a_country_heard_wrong_is_asked_again(caller: Caller) -> None:
    goes(caller, "1", *TO_COUNTRY, "Peru", "2").hears("In which country")


def test_what_is_no_country_gets_help_and_then_the_list(caller: Caller) -> None:
    goes(caller, "1", *TO_COUNTRY, "the big one").hears("Please say only its name", "For Mexico, press 1")

    caller.presses("2").hears("We ask this whenever")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("2", "no sé"),
        ("2", "No lo sé."),
        ("2", "no sé dónde nació"),
        ("1", "I don't know"),
        ("1", "I don’t know where he was born"),
        ("1", "no"),
    ],
)
def test_who_does_not_know_the_country_says_so(caller: Caller, language: str, said: str) -> None:
    goes(caller, language, *TO_COUNTRY, said).hears(
        {"1": "We ask this whenever", "2": "Siempre lo preguntamos cuando"}[language]
    )
    caller.waits(12).hears_the_end()

    with db.reading() as session:
        assert "country" not in callbacks.waiting(session, now=clock.now())[0].told


def test_a_country_named_by_who_is_not_sure_is_read_back(caller: Caller) -> None:
    goes(caller, "1", *TO_COUNTRY, "I don't know, maybe Honduras").hears("I heard: Honduras.")


@pytest.mark.parametrize(("language", "heard"), [("1", "I heard: Salvador."), ("2", "Oí: Salvador.")])
def test_a_name_that_is_a_country_too_is_a_name_where_a_name_is_asked(
    caller: Caller, language: str, heard: str
) -> None:
    goes(caller, language, "2", "Salvador").hears(heard)


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
        ("es", "Salvador", "SLV"),
        ("en", "el Salvador", "SLV"),
        ("en", "Dominican", "DOM"),
        ("es", "dominicana", "DOM"),
        ("es", "Méjico", "MEX"),
        ("en", "Mejico", "MEX"),
        ("en", "Estados Unidos", "USA"),
        ("es", "Guate", "GTM"),
        ("es", "Honduras por favor", "HND"),
        ("es", "soy de Honduras", "HND"),
        ("en", "he is from Mexico", "MEX"),
        ("es", "es hondureña", "HND"),
        ("en", "the USA", "USA"),
        ("en", "Dominica", "DMA"),
        ("en", "the D.R.", "DOM"),
        ("es", "de RD", "DOM"),
        ("es", "la República", "DOM"),
        ("es", "soy de la República", "DOM"),
        ("es", "la República de Honduras", "HND"),
        ("en", "MX", "MEX"),
        ("en", "South Korea", "KOR"),
        ("en", "Korea", ""),
        ("es", "Georgia", ""),
        ("es", "República Democrática del Congo", "COD"),
    ],
)
def test_a_country_is_understood_in_the_callers_language_and_english(language: str, said: str, code: str) -> None:
    spoken = languages.get(language)
    assert spoken

    with texts.speaking(spoken):
        assert country_names.spoken(said) == code
