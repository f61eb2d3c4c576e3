"""A list that is loaded anew leaves what staff wrote, until it says something new itself."""

from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import desk
from hotline.domain.directory import editing, fields, history
from hotline.domain.directory.fields import Kind
from hotline.models.operations import TaskKind
from hotline.models.places import Agency, Court, Facility, FacilityAlias, FacilityRule, RuleTopic
from tests.domain.directory.lists import NOON, STEWART, load, load_reference, tasks, write
from tests.factories import FieldOfficeFactory
from tests.staff import actor

ADA = actor(1)
LISTED = STEWART + "229-838-5000,a list,,"
RULES = "facility,topic,language,text,source,read_on\n"


def _edit(session: Session, kind: Kind, key: str, **boxes: str) -> None:
    values, faults = fields.read(kind, fields.texts(kind, fields.find(session, kind, key)) | boxes)
    assert faults == []
    editing.change(session, ADA, kind, key, values, now=NOON)


def _stewart(session: Session, tmp_path: Path, **boxes: str) -> Facility:
    FieldOfficeFactory.create()
    load(session, write(tmp_path, LISTED))
    _edit(session, Kind.FACILITY, "STWRTGA", **boxes)
    return session.get_one(Facility, "STWRTGA")


def test_what_staff_wrote_stays_while_the_list_says_what_it_said(session: Session, tmp_path: Path) -> None:
    stewart = _stewart(session, tmp_path, address="1 New Road", phone="404-555-2368")

    loaded = load(session, write(tmp_path, LISTED))

    assert (stewart.address, stewart.phone) == ("1 New Road", "+14045552368")
    assert (loaded.kept, loaded.changed, loaded.unchanged) == (1, 0, 1)
    assert tasks(session, TaskKind.COMPARE_ENTRY) == []


def test_a_list_that_says_something_new_counts_and_staff_are_asked_to_compare(session: Session, tmp_path: Path) -> None:
    stewart = _stewart(session, tmp_path, address="1 New Road")

    newer = write(tmp_path, LISTED.replace("146 CCA Road", "2 Newer Road"))
    loaded, again = load(session, newer), load(session, newer)

    assert stewart.address == "2 Newer Road"
    assert (loaded.to_compare, again.to_compare, again.kept) == (1, 0, 0)
    [task] = tasks(session, TaskKind.COMPARE_ENTRY)
    assert (task.subject, task.reason) == ("facility:STWRTGA", "list_changed:address")
    newest = history.of(session, "facility:STWRTGA")[0]
    assert (newest.before, newest.after, newest.by) == ("1 New Road", "2 Newer Road", history.A_LIST)


def test_after_the_list_has_spoken_staff_may_write_anew(session: Session, tmp_path: Path) -> None:
    stewart = _stewart(session, tmp_path, address="1 New Road")
    newer = write(tmp_path, LISTED.replace("146 CCA Road", "2 Newer Road"))
    load(session, newer)

    _edit(session, Kind.FACILITY, "STWRTGA", address="1 New Road")
    load(session, newer)

    assert stewart.address == "1 New Road"


def test_a_court_that_staff_closed_stays_closed(session: Session) -> None:
    load_reference(session)
    court = session.scalars(select(Court)).first()
    assert court is not None

    _edit(session, Kind.COURT, court.id, is_open="", status="closed by a flood")
    load_reference(session)

    assert (court.is_open, court.status) == (False, "closed by a flood")


def test_a_name_that_staff_took_from_a_place_does_not_come_back(session: Session, tmp_path: Path) -> None:
    _stewart(session, tmp_path)

    editing.remove_alias(session, ADA, "STWRTGA", "stewart", now=NOON)
    load(session, write(tmp_path, LISTED))
    assert editing.aliases(session, "STWRTGA") == ["stewartdetentioncenter"]

    editing.add_alias(session, ADA, "STWRTGA", "Stewart", now=NOON)
    session.delete(session.get_one(FacilityAlias, ("stewart", "STWRTGA")))
    load(session, write(tmp_path, LISTED))
    assert "stewart" in editing.aliases(session, "STWRTGA")


def test_a_rule_that_staff_wrote_or_removed_stays_so_until_the_list_words_it_anew(
    session: Session, tmp_path: Path
) -> None:
    _stewart(session, tmp_path)
    rule = "STWRTGA,{},en,{},https://www.ice.gov/,2026-11-{}"
    listed = [rule.format("visit", "Daily from 9.", "01"), rule.format("mail", "No parcels.", "01")]
    load(session, write(tmp_path, *listed, header=RULES))
    mine = {"text": "On Sundays.", "source": "by telephone", "read_on": date(2026, 11, 20)}
    editing.write_rule(session, ADA, "STWRTGA", RuleTopic.VISIT, "en", mine, now=NOON)
    editing.remove_rule(session, ADA, "STWRTGA", RuleTopic.MAIL, "en", now=NOON)

    later = [line.replace("2026-11-01", "2026-11-21") for line in listed]
    loaded = load(session, write(tmp_path, *later, header=RULES))

    [visit] = session.scalars(select(FacilityRule)).all()
    assert (visit.text, visit.source, visit.read_on) == ("On Sundays.", "by telephone", date(2026, 11, 20))
    assert (loaded.added, loaded.changed, loaded.kept) == (0, 0, 2)

    anew = [rule.format("visit", "By appointment.", "21"), rule.format("mail", "One parcel a month.", "21")]
    load(session, write(tmp_path, *anew, header=RULES))
    load(session, write(tmp_path, *anew, header=RULES))

    texts = {one.topic: one.text for one in editing.rules(session, "STWRTGA")}
    assert texts == {RuleTopic.VISIT: "By appointment.", RuleTopic.MAIL: "One parcel a month."}
    assert [task.subject for task in desk.open_tasks(session)] == ["facility:STWRTGA"]


def test_an_agency_that_staff_added_is_the_one_that_a_list_brings_later(session: Session, tmp_path: Path) -> None:
    told = fields.blank(Kind.AGENCY) | {"name": "Children First", "city": "Atlanta", "state": "GA", "kind": "children"}
    values, faults = fields.read(Kind.AGENCY, told | {"does": "Day and night"}, is_new=True)
    assert faults == []
    key = editing.add(session, ADA, Kind.AGENCY, values, now=NOON)
    listed = tmp_path / "agencies.csv"
    listed.write_text(
        "name,kind,city,state,does,website,read_on\nChildren First,children,Atlanta,GA,,https://a.example,\n"
    )

    loaded = load(session, listed)

    [agency] = session.scalars(select(Agency)).all()
    assert (fields.key_of(agency), agency.does, agency.website) == (key, "Day and night", "https://a.example")
    assert (loaded.added, loaded.changed) == (0, 1)


def test_an_agency_that_staff_closed_stays_closed(session: Session, tmp_path: Path) -> None:
    listed = tmp_path / "agencies.csv"
    listed.write_text("name,kind,state,does,read_on\nChildren First,children,GA,,2026-11-01\n")
    load(session, listed)
    [agency] = session.scalars(select(Agency)).all()

    _edit(session, Kind.AGENCY, str(agency.id), is_open="")
    load(session, listed)

    assert agency.is_open is False
