"""The directory in the console: found, changed by one of two at a time, called, named."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from hotline import clock, db
from hotline.domain import desk, free_calls
from hotline.domain.directory import editing, history
from hotline.domain.directory.naming import resolve_facility
from hotline.models.operations import TaskKind
from hotline.models.places import Agency, Facility, LegalProvider, RuleTopic
from tests.domain.directory.lists import load_reference
from tests.plugins.signed_in import SignIn, StaffClient

STEWART = "/console/directory/facility/STWRTGA"
AGENCIES = "/console/directory/agency"


@pytest.fixture(autouse=True)
def _directory(app: Any) -> None:
    with db.begin() as session:
        load_reference(session)


def _boxes(staff: StaffClient, address: str) -> dict[str, str]:
    return _of_form(staff.get(address).text)


def _of_form(page: str) -> dict[str, str]:
    """What the form of a page holds."""
    form = page[page.index("<main") : page.index("</main>")]
    found = {}
    for box in re.findall(r"<input [^>]*>", form):
        told = dict(re.findall(r'(name|value|type)="([^"]*)"', box))
        if told.get("name") and (told.get("type") != "checkbox" or " checked" in box):
            found[told["name"]] = told.get("value", "").replace("&#39;", "'").replace("&amp;", "&")
    for name, choices in re.findall(r'<select id="[^"]*" name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', choices)
        found[name] = chosen[1] if chosen else ""
    found |= dict(re.findall(r'<textarea id="[^"]*" name="([^"]*)"[^>]*>([^<]*)</textarea>', form))
    del found["token"]
    return found


def _facility(code: str = "STWRTGA") -> Facility:
    with db.reading() as session:
        return session.get_one(Facility, code)


@pytest.mark.parametrize("words", ["stewart", "STWRTGA", "lumpkin", "Stewart georgia"])
def test_a_facility_is_found_by_name_code_city_and_state(sign_in: SignIn, words: str) -> None:
    assert STEWART in sign_in("screener").get(f"/console/directory?q={words}").text


@pytest.mark.parametrize("kind", ["facility", "field_office", "court", "legal_provider", "consulate", "agency"])
def test_every_part_lists_its_rows_and_each_opens_and_can_be_changed(sign_in: SignIn, kind: str) -> None:
    with db.begin() as session:
        session.add(LegalProvider(name="Free Help", city="Atlanta", list_state="GA"))
        session.add(Agency(name="Children First", kind="children", city="Atlanta", state="GA"))
    staff = sign_in("supervisor")

    page = staff.get(f"/console/directory?kind={kind}").text
    first = re.findall(rf'<th scope="row"><a href="(/console/directory/{kind}/[^"]+)"', page)[0]

    assert staff.get(first).status_code == 200
    saved = staff.post(f"{first}/edit", _boxes(staff, f"{first}/edit") | {"address": "12 New Street"})
    assert (saved.status_code, saved.location) == (303, first)
    assert "12 New Street" in staff.get(first).text


def test_what_nothing_is_called_teaches(sign_in: SignIn) -> None:
    staff = sign_in("operator")
    for address in ("?q=zzzz", "?kind=nonsense&q=%25", "?kind=consulate&country=ZZZ", "?after=nobody&q=zzzz"):
        assert 'class="empty"' in staff.get(f"/console/directory{address}").text


def test_whoever_may_not_change_it_sees_no_way_to(sign_in: SignIn) -> None:
    page = sign_in("operator").get(STEWART).text

    assert "<form" not in page[page.index("<main") : page.index("</main>")]
    assert "/edit" not in page


def test_a_change_stands_in_the_history_with_who_and_what_was_there(sign_in: SignIn) -> None:
    ada = sign_in("supervisor", name="Ada")
    before = _facility().address

    ada.post(f"{STEWART}/edit", _boxes(ada, f"{STEWART}/edit") | {"address": "1 New Road"})

    page = sign_in("operator").get(STEWART).text
    for told in ("Ada", before, "1 New Road"):
        assert told in page


@pytest.mark.parametrize(
    ("box", "typed", "sentence"),
    [
        ("phone", "12", "telephone number with its area code"),
        ("time_zone", "Stewart", "America/Chicago"),
        ("zip", "ABC", "cannot be read"),
        ("office_code", "XXX", "field office of the list"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_lost(sign_in: SignIn, box: str, typed: str, sentence: str) -> None:
    staff = sign_in("supervisor")
    boxes = _boxes(staff, f"{STEWART}/edit") | {"address": "1 New Road", box: typed}

    refused = staff.post(f"{STEWART}/edit", boxes)

    assert refused.status_code == 422
    assert sentence in refused.text
    assert "1 New Road" in refused.text
    assert _facility().address != "1 New Road"


def test_of_two_who_change_one_field_the_second_sees_both_and_nothing_is_lost(sign_in: SignIn) -> None:
    ada, ben = sign_in("supervisor", name="Ada"), sign_in("supervisor", name="Ben")
    adas, bens = _boxes(ada, f"{STEWART}/edit"), _boxes(ben, f"{STEWART}/edit")

    ada.post(f"{STEWART}/edit", adas | {"address": "1 Ada Road", "city": "Adaville"})
    refused = ben.post(f"{STEWART}/edit", bens | {"address": "2 Ben Road", "zip": "31816"})

    assert refused.status_code == 409
    assert "Somebody changed this" in refused.text
    assert "1 Ada Road" in refused.text
    assert _facility().address == "1 Ada Road"
    again = _of_form(refused.text)
    assert again["address"] == "2 Ben Road"
    assert ben.post(f"{STEWART}/edit", again).status_code == 303
    saved = _facility()
    assert (saved.address, saved.city, saved.zip) == ("2 Ben Road", "Adaville", "31816")
    with db.reading() as session:
        assert "1 Ada Road" in [change.before for change in history.of(session, "facility:STWRTGA")]


def test_two_who_change_different_fields_both_keep_theirs(sign_in: SignIn) -> None:
    ada, ben = sign_in("supervisor", name="Ada"), sign_in("supervisor", name="Ben")
    adas, bens = _boxes(ada, f"{STEWART}/edit"), _boxes(ben, f"{STEWART}/edit")

    ada.post(f"{STEWART}/edit", adas | {"city": "Adaville"})
    assert ben.post(f"{STEWART}/edit", bens | {"zip": "31816"}).status_code == 303

    assert (_facility().city, _facility().zip) == ("Adaville", "31816")


def test_a_number_that_somebody_called_says_when_and_who(sign_in: SignIn) -> None:
    ada = sign_in("supervisor", name="Ada")
    with db.begin() as session:
        desk.open_task(
            session, TaskKind.VERIFY_PHONE, "facilities:STWRTGA", due_at=clock.now(), now=clock.now(), reason="x"
        )

    ada.post(f"{STEWART}/called", {"phone": _facility().phone})

    assert "by Ada" in ada.get(STEWART).text
    with db.reading() as session:
        assert desk.open_tasks(session) == []
    refused = ada.post(f"{STEWART}/called", {"phone": "+12125550100"})
    assert refused.status_code == 422
    assert "changed meanwhile" in refused.text


def test_an_unknown_place_stands_first_and_is_named(sign_in: SignIn) -> None:
    with db.begin() as session:
        resolve_facility(session, "ZZZZZTX", now=clock.now())
    boss, place = sign_in("supervisor"), "/console/directory/facility/ZZZZZTX"
    page = boss.get("/console/directory").text
    assert page.index("ZZZZZTX") < page.index("ADAMSMS")
    assert "Name this place" in page

    boxes = _boxes(boss, f"{place}/edit") | {"named": "yes"}
    assert boss.post(f"{place}/edit", boxes).status_code == 422
    assert boss.post(f"{place}/edit", boxes | {"name": "New County Jail", "state": "tx"}).location == place

    assert _facility("ZZZZZTX").is_listed
    with db.reading() as session:
        assert desk.open_tasks(session) == []


def test_other_names_are_added_and_removed(sign_in: SignIn) -> None:
    boss = sign_in("supervisor")

    boss.post(f"{STEWART}/alias", {"alias": "Stewart in Lumpkin"})
    refused = boss.post("/console/directory/facility/ADAMSMS/alias", {"alias": "Stewart in Lumpkin"})

    assert "stewartinlumpkin" in boss.get(STEWART).text
    assert (refused.status_code, "Another facility is called so" in refused.text) == (422, True)
    boss.post(f"{STEWART}/alias/remove", {"alias": "stewartinlumpkin"})
    with db.reading() as session:
        assert "stewartinlumpkin" not in editing.aliases(session, "STWRTGA")
    assert boss.post(f"{STEWART}/alias/remove", {"alias": "stewartinlumpkin"}).status_code == 404


def test_a_number_that_telephones_show_is_of_one_facility(sign_in: SignIn) -> None:
    boss, typed = sign_in("supervisor"), {"line": "(229) 555-0177"}

    boss.post(f"{STEWART}/line", typed)
    refused = boss.post("/console/directory/facility/ADAMSMS/line", typed)
    unread = boss.post(f"{STEWART}/line", {"line": "12"})

    page = boss.get(STEWART).text
    assert "(229) 555-0177" in page
    assert 'aria-label="Remove +12295550177">' in page
    assert "Number that its telephones show" in page
    assert (refused.status_code, "Another facility has this number" in refused.text) == (422, True)
    assert "Please write a telephone number with its area code" in unread.text
    with db.reading() as session:
        assert free_calls.calling_from(session, "+12295550177") == "STWRTGA"
    assert sign_in("operator").post(f"{STEWART}/line", typed).status_code == 403
    assert boss.post(f"{STEWART}/line/remove", {"line": "+12295550177"}).status_code == 303
    assert boss.post(f"{STEWART}/line/remove", {"line": "+12295550177"}).status_code == 404


def test_a_rule_is_written_with_its_source_changed_by_one_of_two_and_removed(sign_in: SignIn) -> None:
    ada, ben, rule = sign_in("supervisor"), sign_in("supervisor"), f"{STEWART}/rule/visit/es"
    typed = {"text": "Visitas el domingo.", "source": "https://example.org/visit", "read_on": "2026-01-02"}
    adas, bens = _boxes(ada, rule), _boxes(ben, rule)

    assert ada.post(rule, adas | typed | {"read_on": ""}).status_code == 422
    assert ada.post(rule, adas | typed).location == STEWART
    refused = ben.post(rule, bens | typed | {"text": "Visitas el lunes."})

    assert refused.status_code == 409
    assert "Visitas el domingo." in refused.text
    assert ben.post(rule, _of_form(refused.text)).status_code == 303
    assert "Visitas el lunes." in ada.get(STEWART).text
    assert ada.post(f"{rule}/remove").status_code == 303
    with db.reading() as session:
        assert [one for one in editing.rules(session, "STWRTGA") if one.topic is RuleTopic.VISIT] == []


@pytest.mark.parametrize(
    "address",
    ["/console/directory/castle/1", f"{STEWART}X", f"{STEWART}/rule/castle/en", f"{STEWART}/rule/visit/xx"],
)
def test_what_there_is_not_leads_nowhere(sign_in: SignIn, address: str) -> None:
    assert sign_in("supervisor").get(address).status_code == 404


def test_an_agency_of_no_list_is_added_by_hand_and_called(sign_in: SignIn) -> None:
    ada = sign_in("supervisor", name="Ada")
    told = {"name": "Comunidad Unida", "city": "Dalton", "state": "Georgia", "kind": "ngo", "phone": "(706) 555-0140"}

    added = ada.post(f"{AGENCIES}/new", _boxes(ada, f"{AGENCIES}/new") | told | {"languages": "es mam"})

    assert added.status_code == 303
    page = ada.get(added.location).text
    for words in ("Comunidad Unida", "Dalton", "Mam", "NGO", "Nobody called it yet.", "Ada"):
        assert words in page
    ada.post(f"{added.location}/called", {"phone": "+17065550140"})
    assert "Called on" in ada.get(added.location).text
    assert "Comunidad Unida" in ada.get("/console/directory?kind=agency&state=GA&q=unida").text


def test_an_agency_is_added_once_and_what_cannot_be_read_is_said_without_loss(sign_in: SignIn) -> None:
    ada = sign_in("supervisor")
    told = {"name": "Comunidad Unida", "city": "Dalton", "state": "GA", "kind": "ngo", "is_open": "yes"}
    ada.post(f"{AGENCIES}/new", told)

    again = ada.post(f"{AGENCIES}/new", told | {"does": "Rides and food"})
    refused = ada.post(f"{AGENCIES}/new", {"name": "", "kind": "", "state": "Mexico", "does": "Rides and food"})

    for page in (again, refused):
        assert page.status_code == 422
        assert "Rides and food" in page.text
    assert "Please change that one" in again.text
    for sentence in ("fill this in", "GA or Georgia"):
        assert sentence in refused.text
    with db.reading() as session:
        assert len(session.scalars(select(Agency)).all()) == 1


def test_whoever_may_not_change_the_directory_adds_no_agency(sign_in: SignIn) -> None:
    operator = sign_in("operator")

    assert "Add an agency" not in operator.get("/console/directory?kind=agency").text
    assert operator.get(f"{AGENCIES}/new").status_code == 403
