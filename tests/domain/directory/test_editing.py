"""Staff change the directory: what was there before is kept, and what is not verified any more is not given out."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import desk, directory
from hotline.domain.directory import editing, fields, history, places
from hotline.domain.directory.fields import Kind
from hotline.domain.directory.forms import ListKind
from hotline.domain.directory.lists import Row
from hotline.domain.directory.naming import resolve_facility
from hotline.domain.errors import Invalid, NotFound
from hotline.models.audit import AuditEntry
from hotline.models.operations import TaskKind
from hotline.models.places import Consulate, Facility, FieldOffice, RuleTopic
from tests.domain.directory.lists import NOON, load_reference
from tests.staff import actor

ADA = actor(1)


def _typed(session: Session, kind: Kind, key: str, **boxes: str) -> dict[str, Any]:
    values, faults = fields.read(kind, fields.texts(kind, fields.find(session, kind, key)) | boxes)
    assert faults == []
    return values


def test_every_field_that_changed_is_in_the_history_with_what_was_there(session: Session) -> None:
    load_reference(session)
    before = session.get_one(Facility, "STWRTGA").address

    values = _typed(session, Kind.FACILITY, "STWRTGA", address="1 New Road", zip="31815-0001")
    editing.change(session, ADA, Kind.FACILITY, "STWRTGA", values, now=NOON)

    changes = {change.field: change for change in history.of(session, "facility:STWRTGA")}
    assert set(changes) == {"address", "zip"}
    assert (changes["address"].before, changes["address"].after) == (before, "1 New Road")
    assert (changes["address"].by, changes["address"].at) == (ADA.staff_id, NOON)
    assert session.scalars(select(AuditEntry.action)).all() == ["directory.changed"]


def test_saving_what_is_there_already_writes_nothing(session: Session) -> None:
    load_reference(session)

    for kind, key in ((Kind.FACILITY, "STWRTGA"), (Kind.FIELD_OFFICE, "ATL"), (Kind.CONSULATE, "1")):
        editing.change(session, ADA, kind, key, _typed(session, kind, key), now=NOON)

    assert session.scalars(select(AuditEntry.action)).all() == []


def test_a_number_that_was_changed_is_not_given_out_before_somebody_dials_it(session: Session) -> None:
    load_reference(session)
    stewart = session.get_one(Facility, "STWRTGA")
    desk.open_task(session, TaskKind.VERIFY_PHONE, "facilities:STWRTGA", due_at=NOON, now=NOON)
    editing.called_today(session, ADA, Kind.FACILITY, "STWRTGA", stewart.phone, now=NOON)
    assert stewart.phone_verified_by == ADA.signature
    assert stewart.phone_verified_on == date(2026, 11, 22)
    assert desk.open_tasks(session) == []

    values = _typed(session, Kind.FACILITY, "STWRTGA", phone="(229) 555-0131")
    editing.change(session, ADA, Kind.FACILITY, "STWRTGA", values, now=NOON)

    assert stewart.phone == "+12295550131"
    assert stewart.phone_verified_by == ""
    assert places.place_of(stewart).phone == ""
    with pytest.raises(Invalid, match="changed"):
        editing.called_today(session, ADA, Kind.FACILITY, "STWRTGA", "+12298385000", now=NOON)


def test_a_consulates_number_for_emergencies_is_rung_once_somebody_dialled_it_and_no_list_changes_it_then(
    session: Session,
) -> None:
    office = Consulate(country="MEX", kind="consulate", city="Leon", state="TX", emergency_phone="+15206237874")
    session.add(office)
    session.flush()
    key = str(office.id)
    assert directory.consulates_near(session, "MEX", "TX")[0].emergency == ""

    editing.called_for_emergencies_today(session, ADA, key, "+15206237874", now=NOON)

    assert directory.consulates_near(session, "MEX", "TX")[0].emergency == "+15206237874"
    row = {"country": "MEX", "kind": "consulate", "city": "Leon", "emergency_phone": "+12125550100"}
    directory.load(session, ListKind.CONSULATES, [Row(1, row)], now=NOON)
    assert office.emergency_phone == "+15206237874"
    changed = _typed(session, Kind.CONSULATE, key, emergency_phone="")
    editing.change(session, ADA, Kind.CONSULATE, key, changed, now=NOON)
    assert (office.emergency_verified_on, office.emergency_verified_by) == (None, "")
    with pytest.raises(Invalid, match="changed"):
        editing.called_for_emergencies_today(session, ADA, key, "+15206237874", now=NOON)


@pytest.mark.parametrize(
    ("box", "typed", "reason"),
    [
        ("phone", "555-0130", "not_a_number"),
        ("time_zone", "America/Stewart", "unknown_zone"),
        ("zip", "3181", "malformed"),
        ("state", "Georgiana", "unknown_state"),
        ("name", "  ", "missing"),
        ("page", "javascript:alert(1)", "no_address"),
        ("kind", "castle", "unknown_kind"),
        ("address", "x" * 501, "too_long"),
    ],
)
def test_what_cannot_be_read_is_said_by_its_box(session: Session, box: str, typed: str, reason: str) -> None:
    load_reference(session)
    now = fields.texts(Kind.FACILITY, fields.find(session, Kind.FACILITY, "STWRTGA"))

    _values, faults = fields.read(Kind.FACILITY, now | {box: typed})

    assert [(fault.field, fault.reason) for fault in faults] == [(box, reason)]


def test_a_facility_belongs_to_an_office_that_there_is_or_to_none(session: Session) -> None:
    load_reference(session)

    values = _typed(session, Kind.FACILITY, "STWRTGA", office_code="XXX")
    with pytest.raises(Invalid, match="unknown_office"):
        editing.change(session, ADA, Kind.FACILITY, "STWRTGA", values, now=NOON)
    values = _typed(session, Kind.FACILITY, "STWRTGA", office_code="")
    editing.change(session, ADA, Kind.FACILITY, "STWRTGA", values, now=NOON)

    assert session.get_one(Facility, "STWRTGA").office_code is None


def test_a_place_that_was_named_is_found_by_both_names_and_nobody_is_asked_any_more(session: Session) -> None:
    load_reference(session)
    code = resolve_facility(session, "NEWXXTX", "NEW CO DET", now=NOON)
    values = _typed(session, Kind.FACILITY, code, name="New County Jail", state="Texas")

    editing.name_place(session, ADA, code, values, now=NOON)

    assert session.get_one(Facility, code).is_listed
    assert desk.open_tasks(session) == []
    assert editing.aliases(session, code) == ["newcodet", "newcountyjail"]
    assert "is_listed" in {change.field for change in history.of(session, f"facility:{code}")}


def test_a_code_is_no_name_and_a_place_is_in_a_state(session: Session) -> None:
    code = resolve_facility(session, "NEWXXTX", now=NOON)

    for boxes, field in (({"state": "TX"}, "name"), ({"name": "New County Jail"}, "state")):
        with pytest.raises(Invalid, match=f"{field}: missing"):
            editing.name_place(session, ADA, code, _typed(session, Kind.FACILITY, code, **boxes), now=NOON)


def test_another_name_is_added_and_removed_and_belongs_to_one_place(session: Session) -> None:
    load_reference(session)

    editing.add_alias(session, ADA, "STWRTGA", "Stewart, Lumpkin", now=NOON)
    editing.add_alias(session, ADA, "STWRTGA", "STEWART LUMPKIN", now=NOON)

    assert resolve_facility(session, "", "stewart lumpkin", now=NOON) == "STWRTGA"
    for name in ("Stewart Lumpkin", "Stewart Detention Center"):
        with pytest.raises(Invalid, match="taken"):
            editing.add_alias(session, ADA, "ADAMSMS", name, now=NOON)
    for name, reason in (("…", "missing"), ("x" * 161, "too_long")):
        with pytest.raises(Invalid, match=reason):
            editing.add_alias(session, ADA, "ADAMSMS", name, now=NOON)
    editing.remove_alias(session, ADA, "STWRTGA", "stewartlumpkin", now=NOON)
    with pytest.raises(NotFound):
        editing.remove_alias(session, ADA, "STWRTGA", "stewartlumpkin", now=NOON)
    assert [change.field for change in history.of(session, "facility:STWRTGA")] == ["alias", "alias"]


def test_a_rule_keeps_its_source_and_what_it_said_before(session: Session) -> None:
    load_reference(session)
    typed = {"text": "Visits on Sunday.", "source": "https://example.org", "read_on": "2026-11-20"}
    values, faults = editing.read_rule(typed, today=NOON.date())
    assert faults == []
    at = (session, ADA, "STWRTGA", RuleTopic.VISIT, "en")

    editing.write_rule(*at, values, now=NOON)
    editing.write_rule(*at, {**values, "text": "Visits on Monday."}, now=NOON)

    assert [rule.text for rule in editing.rules(session, "STWRTGA") if rule.topic is RuleTopic.VISIT] == [
        "Visits on Monday."
    ]
    newest = history.of(session, "facility:STWRTGA")[0]
    assert (newest.field, newest.before, newest.after) == ("visit.en.text", "Visits on Sunday.", "Visits on Monday.")
    editing.remove_rule(*at, now=NOON)
    with pytest.raises(NotFound):
        editing.remove_rule(*at, now=NOON)


def test_a_rule_without_words_source_or_day_is_none(session: Session) -> None:
    _values, faults = editing.read_rule({"read_on": "2027-01-01"}, today=NOON.date())

    assert [(fault.field, fault.reason) for fault in faults] == [
        ("text", "missing"),
        ("source", "missing"),
        ("read_on", "in_the_future"),
    ]


def test_the_day_of_a_call_is_that_of_the_place(session: Session) -> None:
    load_reference(session)
    office = session.get_one(FieldOffice, "LOS")
    office.phone = "+12135550130"

    editing.called_today(session, ADA, Kind.FIELD_OFFICE, "LOS", office.phone, now=NOON.replace(hour=2))

    assert office.phone_verified_on == date(2026, 11, 21)


@pytest.mark.parametrize("key", ["", "x", "-1", "99999999999", "١"])
def test_a_key_that_is_none_leads_nowhere(session: Session, key: str) -> None:
    for kind in Kind:
        with pytest.raises(NotFound):
            fields.find(session, kind, key)
