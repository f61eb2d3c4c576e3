"""The directory as staff look through it."""

import pytest
from sqlalchemy.orm import Session

from hotline.domain.directory import browsing, fields
from hotline.domain.directory.browsing import Asked
from hotline.domain.directory.fields import Kind
from hotline.domain.directory.naming import resolve_facility
from hotline.models.places import Court, LegalProvider
from tests.domain.directory.lists import NOON, load_reference


@pytest.mark.parametrize("words", ["stewart", "STWRTGA", "lumpkin georgia", "Stewart GA", "stewartdetentioncenter"])
def test_a_facility_is_found_by_name_code_city_and_state(session: Session, words: str) -> None:
    load_reference(session)

    found = browsing.page(session, Kind.FACILITY, Asked(words)).rows

    assert [fields.key_of(row) for row in found] == ["STWRTGA"]


@pytest.mark.parametrize("words", ["%", "_", "stewart texas", "\\"])
def test_nothing_is_found_by_what_stands_nowhere(session: Session, words: str) -> None:
    load_reference(session)

    assert browsing.page(session, Kind.FACILITY, Asked(words)).rows == ()


def test_places_that_nobody_named_stand_first(session: Session) -> None:
    load_reference(session)
    resolve_facility(session, "ZZZXXTX", "ZZZ", now=NOON)

    assert fields.key_of(browsing.page(session, Kind.FACILITY, Asked()).rows[0]) == "ZZZXXTX"


@pytest.mark.parametrize("kind", Kind)
def test_the_pages_of_a_kind_hold_every_row_once(session: Session, kind: Kind) -> None:
    load_reference(session)
    found: list[str] = []
    after: str | None = ""
    while after is not None:
        page = browsing.page(session, kind, Asked(), after=after, size=7)
        found += [fields.key_of(row) for row in page.rows]
        after = page.next

    assert len(found) == len(set(found)) == browsing.counts(session, Asked())[kind]


def test_providers_are_those_of_a_state_or_of_a_court(session: Session) -> None:
    court = Court(id="atlanta", name="Atlanta", state="GA")
    ours = LegalProvider(name="Ours", city="Atlanta", list_state="GA", courts="stewart;atlanta")
    other = LegalProvider(name="Other", city="Rome", list_state="GA", courts="atlanta-west")
    session.add_all([court, ours, other])
    session.flush()

    def names(asked: Asked) -> list[str]:
        rows = browsing.page(session, Kind.LEGAL_PROVIDER, asked).rows
        return [row.name for row in rows if isinstance(row, LegalProvider)]

    assert names(Asked(court="atlanta")) == ["Ours"]
    assert names(Asked(state="GA")) == ["Other", "Ours"]
    assert names(Asked(state="TX")) == []


def test_consulates_are_those_of_a_country(session: Session) -> None:
    load_reference(session)

    found = browsing.page(session, Kind.CONSULATE, Asked(country="GTM")).rows

    assert found
    assert found == browsing.page(session, Kind.CONSULATE, Asked("guatemala")).rows
