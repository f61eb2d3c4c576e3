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
