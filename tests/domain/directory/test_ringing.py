"""Whom a detained person is connected with: lawyers of the facility's court first, the nearest consulate first."""

import pytest
from sqlalchemy.orm import Session

from hotline.domain import directory
from hotline.models.places import Consulate, LegalProvider
from tests.ivr.detainee.conftest import furnish, verified


def test_the_list_of_the_facilitys_court_is_before_the_states(session: Session) -> None:
    furnish(session)

    names = [_name(session, one) for one in directory.lawyers_to_ring(session, "GA", city="Lumpkin", most=9)]
    elsewhere = [_name(session, one) for one in directory.lawyers_to_ring(session, "GA", city="Macon", most=9)]

    assert names == ["Asylum Defence of Lumpkin", "Lumpkin Legal Clinic"]
    assert sorted(elsewhere) == ["Asylum Defence of Lumpkin", "Georgia Lawyers", "Lumpkin Legal Clinic"]


def test_who_speaks_the_callers_language_is_rung_first(session: Session) -> None:
    furnish(session)

    first, *_ = directory.lawyers_to_ring(session, "GA", city="Lumpkin", language="es", most=9)

    assert _name(session, first) == "Lumpkin Legal Clinic"


@pytest.mark.parametrize(
    ("state", "nearest"),
    [("GA", "Atlanta"), ("AL", "Atlanta"), ("LA", "Houston"), ("", "Washington"), ("WA", "Houston")],
)
def test_the_nearest_consulate_is_first_and_an_honorary_one_last(session: Session, state: str, nearest: str) -> None:
    for kind, city, where in (
        ("embassy", "Washington", "DC"),
        ("consulate_general", "Atlanta", "GA"),
        ("consulate", "Houston", "TX"),
        ("honorary_consulate", "Savannah", "GA"),
    ):
        session.add(Consulate(country="GTM", kind=kind, city=city, state=where, **verified("+14045550151")))
    session.flush()

    offices = directory.consulates_near(session, "GTM", state)

    assert (offices[0].city, offices[-1].city) == (nearest, "Savannah")


def _name(session: Session, provider: int) -> str:
    return session.get_one(LegalProvider, provider).name
