"""How gunicorn serves the application."""

from pathlib import Path

from hotline.config import Settings
from tests.benchmarks import place, served
from tests.benchmarks.served import Request


def test_an_address_of_5000_characters_meets_our_own_page(settings: Settings) -> None:
    environment = place.environment(Path("unused")) | {"DATABASE_URL": settings.database_url}

    with served.serving("wsgi:app", environment) as server:
        answer = server.ask(Request("/es/" + "a" * 5_000, method="GET"))

    assert answer.status == 404
    assert "Aquí no hay ninguna página." in answer.body.decode()


def test_an_address_that_is_not_even_read_meets_our_page_in_every_language(settings: Settings) -> None:
    environment = place.environment(Path("unused")) | {"DATABASE_URL": settings.database_url}

    with served.serving("wsgi:app", environment) as server:
        answer = server.ask(Request("/es/" + "a" * 40_000, method="GET"))
        too_many_headings = server.ask(Request("/es/", method="GET", headers={f"X-{n}": "x" for n in range(200)}))

    assert (answer.status, too_many_headings.status) == (414, 431)
    for body in (answer.body.decode(), too_many_headings.body.decode()):
        assert "We could not read what was sent." in body
        assert "No pudimos leer lo que se envió." in body
        assert 'href="tel:' in body
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_fault_that_the_application_cannot_answer_meets_our_apology_in_every_language(settings: Settings) -> None:
    environment = place.environment(Path("unused")) | {"DATABASE_URL": settings.database_url}

    with served.serving("tests.web.failing:app", environment) as server:
        answer = server.ask(Request("/es/", method="GET"))

    assert answer.status == 500
    body = answer.body.decode()
    assert "Something went wrong on our side." in body
    assert "Algo falló de nuestra parte." in body
    assert 'href="tel:' in body
    assert "before the application" not in body
    assert answer.headers["Cache-Control"] == "no-store"
