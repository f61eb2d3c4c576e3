"""Rosters are imported outside any unit of work: each test reads what stands in a session of its own."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hotline import db
from tests import factories


@pytest.fixture(autouse=True)
def places(app: Flask) -> None:
    add_places()


def add_places() -> None:
    """Two facilities two hours apart, and a hold room."""
    with db.begin() as session:
        factories.use(session)
        factories.FacilityFactory(code="STWRTGA", time_zone="America/New_York")
        factories.FacilityFactory(code="CCAFLAZ", time_zone="America/Phoenix")
        factories.FacilityFactory(code="ATLHOLD", time_zone="America/New_York")
        factories.use(None)


@pytest.fixture
def standing(app: Flask) -> Iterator[Session]:
    """What stands in the database when the test first reads."""
    with db.reading() as session:
        yield session
