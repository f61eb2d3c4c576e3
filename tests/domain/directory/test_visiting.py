"""A place as its page tells of it: what may be shown, and only that."""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from hotline.domain import directory
from hotline.models.places import RuleTopic
from tests.domain.directory.lists import NOON, load, load_reference, write
from tests.factories import FacilityFactory, FieldOfficeFactory

RULES = "facility,topic,language,text,source,read_on\n"


def test_a_place_of_our_lists_is_told_with_its_office_page_and_date_but_no_number(session: Session) -> None:
    load_reference(session)

    told = directory.visited(session, " stwrtga ")

    assert told is not None
    assert told.place.lines == ("146 CCA Road", "Lumpkin, GA 31815")
    assert (told.number, told.office_number) == (None, None)
    assert told.office is not None
    assert told.office.code == "ATL"
    assert told.page == "https://www.ice.gov/detain/detention-facilities/stewart-detention-center"
    assert told.edition == date(2026, 8, 21)


def test_verified_numbers_of_the_place_and_its_office_are_told(session: Session) -> None:
    FieldOfficeFactory.create()
    FacilityFactory.create()

    told = directory.visited(session, "STWRTGA")

    assert told is not None
    assert told.number is not None
    assert told.office_number is not None
    assert told.number.is_verified


def test_a_code_that_only_a_roster_used_is_told_like_one_that_nobody_used(session: Session) -> None:
    directory.resolve_facility(session, "NEWPLTX", "New Place Youth Shelter", now=NOON)

    assert directory.visited(session, "NEWPLTX") is None


def test_a_code_that_nobody_used_is_no_place(session: Session) -> None:
    assert directory.visited(session, "NOWHERE") is None


def test_a_place_of_children_is_told_like_one_that_does_not_exist(session: Session) -> None:
    FacilityFactory.create(code="KIDSGA", name="Children", kind="juvenile")

    assert directory.visited(session, "KIDSGA") is None


def test_a_place_s_own_rule_is_told_in_the_language_asked_for_else_in_any(session: Session, tmp_path: Path) -> None:
    load_reference(session)
    rows = (
        "STWRTGA,visit,en,Saturdays from 8 to 3.,https://example.org/rules,2026-11-01",
        "STWRTGA,visit,es,Los sábados de 8 a 3.,https://example.org/rules,2026-11-01",
        "STWRTGA,mail,en,Letters only.,https://example.org/rules,2026-11-01",
        "NOWHERE,mail,en,Letters only.,https://example.org/rules,2026-11-01",
        "STWRTGA,food,en,No cake.,https://example.org/rules,2026-11-01",
    )

    path = write(tmp_path, *rows, header=RULES)
    read, loaded = directory.read(path), load(session, path)

    told = directory.visited(session, "STWRTGA")
    assert told is not None
    spanish, english = told.rule(RuleTopic.VISIT, "es"), told.rule(RuleTopic.MAIL, "es")
    assert spanish is not None
    assert english is not None
    assert (spanish.text, english.language) == ("Los sábados de 8 a 3.", "en")
    assert told.rule(RuleTopic.MONEY, "es") is None
    found = [(row.line, row.column, row.reason) for row in (*read.set_aside, *loaded.set_aside)]
    assert found == [(6, "topic", "unknown_topic"), (5, "facility", "unknown_facility")]


def test_lists_name_places_by_state_but_not_those_of_children_or_the_sick(session: Session) -> None:
    FacilityFactory.create()
    FacilityFactory.create(code="KIDSGA", name="Children", kind="juvenile")
    FacilityFactory.create(code="HOSPGA", name="Hospital", kind="medical")
    directory.resolve_facility(session, "UNKNWGA", "Somewhere", now=NOON)

    assert directory.states_with_places(session) == {"GA": 1}
    assert [place.code for place in directory.places_in(session, "GA")] == ["STWRTGA"]
    assert directory.places_in(session, "TX") == ()
