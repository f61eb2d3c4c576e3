"""Free legal help of a state: dated, warned of when old, never made up where there is none."""

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from hotline.domain import directory
from hotline.domain.directory import help_lists
from hotline.models.places import LegalProvider
from tests.domain.directory.lists import TODAY, load, load_reference, write

OWN = (
    "name,list_state,address,city,state,zip,phone,phone_source,phone_verified_on,phone_verified_by,email,website,"
    "languages,courts,source,retrieved\n"
)


def test_a_state_s_providers_are_told_with_languages_courts_and_date(session: Session, tmp_path: Path) -> None:
    load_reference(session)
    rows = (
        "Peach Legal,GA,1 Road,Atlanta,GA,30303,404-555-0155,EOIR,,,,https://example.org,en es,"
        "lumpkin-immigration-court;nowhere,EOIR,2026-10-01",
        "Called Legal,GA,2 Road,Macon,GA,,404-555-0156,EOIR,2026-11-01,R. Ortega,,javascript:x,es,,EOIR,2026-10-05",
    )
    load(session, write(tmp_path, *rows, header=OWN))

    told = directory.state_help(session, "GA")

    assert [provider.name for provider in told.providers] == ["Called Legal", "Peach Legal"]
    assert told.providers[1].courts == ("Stewart Immigration Court",)
    assert told.providers[0].website == ""
    assert told.spoken == ("en", "es")
    assert [provider.name for provider in told.speaking("en")] == ["Peach Legal"]
    assert (told.edition, told.source) == (date(2026, 10, 1), "EOIR")
    assert [court.name for court in told.courts][-1] == "Stewart Immigration Court"


def test_a_list_older_than_a_hundred_days_or_of_no_date_is_old(session: Session) -> None:
    _list(session, "GA", edition=TODAY - timedelta(days=help_lists.LIST_DAYS))
    _list(session, "TX", edition=TODAY - timedelta(days=help_lists.LIST_DAYS + 1))
    _list(session, "FL", edition=None)

    old = {state: directory.state_help(session, state).is_old(TODAY) for state in ("GA", "TX", "FL")}

    assert old == {"GA": False, "TX": True, "FL": True}


def test_who_is_not_on_the_newer_edition_of_a_list_is_no_longer_told(session: Session) -> None:
    _list(session, "GA", edition=TODAY, name="Still there")
    _list(session, "GA", edition=TODAY - timedelta(days=92), name="Gone since")
    _list(session, "GA", edition=TODAY - timedelta(days=92), name="On another list", source="a bar association")

    told = directory.state_help(session, "GA")

    assert [provider.name for provider in told.providers] == ["On another list", "Still there"]


def test_a_state_without_a_list_leads_to_neighbours_that_have_one(session: Session) -> None:
    _list(session, "CO")
    _list(session, "FL")

    told = directory.state_help(session, "WY")

    assert (told.providers, told.neighbours) == ((), ("CO",))
    assert directory.states_with_help(session) == {"CO": 1, "FL": 1}


def test_the_full_list_is_told_whole(session: Session, shared_data: Path) -> None:
    load(session, shared_data / "pro_bono.csv")

    told = directory.state_help(session, "CA")

    assert len(told.providers) == 21
    assert all(provider.number for provider in told.providers)
    assert told.edition == date(2026, 7, 19)


def _list(
    session: Session, state: str, edition: date | None = TODAY, name: str = "Legal", source: str = "EOIR"
) -> None:
    session.add(LegalProvider(name=name, city="Town", list_state=state, edition=edition, source=source))
    session.flush()
