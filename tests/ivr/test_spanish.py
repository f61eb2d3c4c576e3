"""Every answer in Spanish on the telephone, word for word: nothing is left in English and nothing is left out."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hotline import clock, languages, texts
from hotline.models.custody import StayEnd
from hotline.phone.script import Caller
from tests import factories
from tests.ivr.conftest import Records

HOUR = timedelta(hours=1)
BY_NUMBER = ["2", "1", "098765432#", "1", "1985#"]
ZONE = "America/New_York"
_SPANISH = next(row for row in languages.spoken() if row.code == "es")

ONCE_MORE = "Lo repito todo una vez más. Si ya lo tiene, oprima 3 para saber qué puede hacer ahora."
OFFER_SEARCH = "Si quiere que sigamos buscando y le avisemos cuando haya noticias, oprima 2."
AGAIN = "Para oír esto otra vez, oprima 1."
NOTICES = "Para que le avisemos cuando esto cambie, oprima 7."
BY_TEXT = "Para recibir esto por mensaje de texto, oprima 6."
LAST = "Para que una persona le devuelva la llamada, oprima 0."
AFTER_HELD = ("Para saber cómo llamar y visitar, y qué puede hacer ahora, oprima 3. Para otra cosa, oprima 4.", LAST)
AFTER_ANSWER = (
    "Para oír qué puede hacer ahora, oprima 3. Para otra cosa, oprima 4.",
    LAST,
)


@pytest.fixture
def now() -> datetime:
    return clock.now().replace(microsecond=0)


def _moment(moment: datetime) -> str:
    with texts.speaking(_SPANISH), texts.aloud():
        return texts.moment_words(moment, ZONE)


def _day(moment: datetime) -> str:
    with texts.speaking(_SPANISH):
        return texts.day_words(moment, ZONE)


def _record(records: Records, *, left_at: datetime | None = None, has_place: bool = True, **stay: Any) -> None:
    with records() as session:
        office = factories.FieldOfficeFactory()
        person = factories.person(session)
        row = factories.StayFactory(person_id=person.id, office_code=office.code, **stay)
        if has_place:
            factories.StintFactory(stay_id=row.id, arrived_at=row.began_at, left_at=left_at)


def test_held(caller: Caller, records: Records, now: datetime) -> None:
    _record(records, began_at=now - 72 * HOUR, confirmed_at=now - HOUR)

    answer = (
        "Esta persona está detenida.",
        "La persona está en este centro: Stewart Detention Center.",
        "La dirección es: 1, 4, 6, C C A Road, Lumpkin, Georgia, 3, 1, 8, 1, 5.",
        f"La persona está ahí desde el {_moment(now - 72 * HOUR)}.",
        f"Una oficina de inmigración lo informó el {_moment(now - HOUR)}.",
        "Teléfono de este centro:",
        "2, 2, 9. 5, 5, 5. 0, 1, 3, 0.",
    )
    assert _heard(caller) == [*answer, ONCE_MORE, *answer, NOTICES, BY_TEXT, *AFTER_HELD]


def test_held_by_an_old_record(caller: Caller, records: Records, now: datetime) -> None:
    _record(records, began_at=now - 72 * HOUR, confirmed_at=now - 9 * HOUR)

    warning = (
        f"Esto se confirmó por última vez el {_moment(now - 9 * HOUR)}. Puede haber cambiado. Lo estamos revisando."
    )
    assert _heard(caller).count(warning) == 2


def test_in_transit(caller: Caller, records: Records, now: datetime) -> None:
    _record(records, began_at=now - 72 * HOUR, confirmed_at=now - HOUR, left_at=now - 2 * HOUR)

    answer = (
        "A esta persona la están trasladando a otro centro.",
        "El último centro que conocemos es: Stewart Detention Center.",
        f"La persona salió de ahí el {_moment(now - 2 * HOUR)}.",
        "Un traslado puede tardar un día. Pregúntenos de nuevo en unas horas.",
        "Esta oficina es la responsable: Atlanta Field Office.",
        f"Una oficina de inmigración lo informó el {_moment(now - HOUR)}.",
        "Teléfono de la oficina de inmigración (Atlanta Field Office):",
        "4, 0, 4. 5, 5, 5. 0, 1, 2, 0.",
    )
    assert _heard(caller) == [*answer, ONCE_MORE, *answer, NOTICES, BY_TEXT, *AFTER_ANSWER]


def test_processing(caller: Caller, records: Records, now: datetime) -> None:
    _record(records, has_place=False, began_at=now - 2 * HOUR, confirmed_at=now - HOUR)

    answer = (
        "Esta persona fue arrestada y le están tomando los datos. Todavía no sabemos en qué lugar quedará.",
        f"La persona fue arrestada el {_moment(now - 2 * HOUR)}.",
        "Por lo general, el lugar se sabe en menos de 24 horas. Pregúntenos de nuevo.",
        "Esta oficina es la responsable: Atlanta Field Office.",
        f"Una oficina de inmigración lo informó el {_moment(now - HOUR)}.",
        "Teléfono de la oficina de inmigración (Atlanta Field Office):",
        "4, 0, 4. 5, 5, 5. 0, 1, 2, 0.",
    )
    assert _heard(caller) == [*answer, ONCE_MORE, *answer, NOTICES, OFFER_SEARCH, *AFTER_ANSWER]


@pytest.mark.parametrize(
    ("end", "country", "words"),
    [
        (StayEnd.RELEASED, "", "La persona quedó en libertad el {day}."),
        (StayEnd.LEFT_COUNTRY, "MEX", "La persona salió de Estados Unidos el {day}, hacia este país: México."),
        (StayEnd.LEFT_COUNTRY, "", "La persona salió de Estados Unidos el {day}."),
    ],
    ids=["released", "removed to a country", "removed"],
)
def test_released_and_removed(
    caller: Caller, records: Records, now: datetime, end: StayEnd, country: str, words: str
) -> None:
    left = now - 48 * HOUR
    stay = {"began_at": now - 72 * HOUR, "confirmed_at": now - HOUR, "end": end, "ended_at": left}
    _record(records, left_at=left, departure_country=country, **stay)

    answer = (
        "Esta persona ya no está detenida.",
        words.format(day=_day(left)),
        f"Una oficina de inmigración lo informó el {_moment(now - HOUR)}.",
        "Teléfono de la oficina de inmigración (Atlanta Field Office):",
        "4, 0, 4. 5, 5, 5. 0, 1, 2, 0.",
    )
    assert _heard(caller) == [*answer, ONCE_MORE, *answer, AGAIN, *AFTER_ANSWER]


def test_not_confirmed(caller: Caller) -> None:
    caller.presses("2", "2", "92842#", "937332#", "658372#", "12031985#", "1", "1", "#")

    assert caller.words == [
        "Por esta línea no podemos decirle dónde está esta persona.",
        "Eso no quiere decir que la persona no esté detenida.",
        "Todavía podemos ayudarle.",
        "Para que una persona le devuelva la llamada, oprima 0.",
        OFFER_SEARCH,
        "Si la persona es menor de 18 años, oprima 3 para la línea de los niños.",
        "Para oír qué más puede intentar, oprima 4. Para buscar a otra persona, oprima 5.",
    ]


def _heard(caller: Caller) -> list[str]:
    heard = caller.presses(*BY_NUMBER).latest
    assert {sentence.language for sentence in heard} == {"es-US"}
    return [sentence.text for sentence in heard]
