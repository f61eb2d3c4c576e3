"""Callbacks in the console: one of two has a call, and what was told is on the page."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import clock, db
from hotline.domain import callbacks, notes
from hotline.domain.callbacks import CARE, CallbackWish, DayPart, FromInside, inside, working
from hotline.domain.names import Query
from hotline.domain.staff import members
from hotline.models.audit import AuditEntry
from hotline.models.contacts import AttemptOutcome, Callback, Channel
from tests import factories
from tests.plugins.signed_in import SignIn

NUMBER = "(404) 555-2368"


def _owe(**wished: Any) -> int:
    wish = CallbackWish("+14045552368", **{"told": Query(given="Xochitl", surname="Zepeda").told()} | wished)
    with db.begin() as session:
        return callbacks.request(session, wish, channel=Channel.WEB, language="es", now=clock.now()).id


def test_an_empty_queue_says_what_would_stand_there(sign_in: SignIn) -> None:
    staff = sign_in("operator")

    for part in ("now", "later", "supervisor", "nonsense"):
        assert 'class="empty"' in staff.get(f"/console/callbacks?part={part}").text


def test_the_list_tells_what_was_told_and_no_number(sign_in: SignIn) -> None:
    _owe(is_urgent=True, is_relayed=True, best_time=DayPart.EVENING, time_zone="America/Chicago", speaks="K'iche'")

    page = sign_in("operator").get("/console/callbacks").text

    for told in ("Xochitl", "Zepeda", "urgent", "in the evening, Central Time", "relay service", "K&#39;iche&#39;"):
        assert told in page
    assert NUMBER not in page


def test_a_report_of_a_child_left_without_care_leads_to_who_can_look_after_it(sign_in: SignIn) -> None:
    operator = sign_in("operator")

    assert "kind=agency" in operator.get(f"/console/callbacks/{_owe(about=CARE, is_urgent=True)}").text
    assert "kind=agency" not in operator.get(f"/console/callbacks/{_owe()}").text


def _ask_from_inside(*calls: FromInside) -> int:
    """Somebody asks in each of these calls; answers the promise that they share."""
    with db.begin() as session:
        for call in calls:
            inside.ask(session, call, is_another=True, now=clock.now())
        (promised,) = callbacks.waiting(session, now=clock.now())
    return promised.id


def test_of_calls_without_a_word_staff_read_how_many_came_from_which_facility(sign_in: SignIn) -> None:
    owed = _ask_from_inside(FromInside("one", "es", "STWRTGA"), FromInside("another", "", "STWRTGA"))
    staff = sign_in("operator")
    assert "STWRTGA" in staff.get("/console/callbacks").text  # a place that the directory has no name for

    with db.begin() as session:
        factories.use(session)
        assert factories.FacilityFactory().code == "STWRTGA"

    everybody, one = staff.get("/console/callbacks").text, staff.get(f"/console/callbacks/{owed}").text
    for page in (everybody, one):
        assert "Stewart Detention Center" in page
        assert "2 calls" in page
    assert "STWRTGA" not in everybody
    assert 'href="/console/directory/facility/STWRTGA"' in one
    assert "ask whether somebody there needs help" in one


def test_who_proved_who_they_are_is_a_link_to_their_page_and_back(sign_in: SignIn) -> None:
    with db.begin() as session:
        factories.use(session)
        person_id = factories.identified(session).id
    owed = _ask_from_inside(FromInside("one", "es", "STWRTGA", person_id))

    page = sign_in("operator").get(f"/console/callbacks/{owed}").text
    assert f'href="/console/people/{person_id}"' in page
    assert "ask to speak with them" in page
    assert "Xochitl" not in page

    officer = sign_in("supervisor")
    theirs = officer.post(f"/console/people/{person_id}/open", {"why": "they asked"}, follow_redirects=True).text
    assert f'href="/console/callbacks/{owed}"' in theirs


def test_whoever_opens_a_call_stands_in_the_trail_where_supervisors_look(sign_in: SignIn) -> None:
    owed, ada = _owe(), sign_in("operator", name="Ada")

    ada.get(f"/console/callbacks/{owed}")

    seen = sign_in("supervisor").get(f"/console/audit/looked/{ada.actor.staff_id}").text
    assert working.subject(owed) in seen


def test_of_two_who_take_a_call_one_has_it_and_the_other_sees_who(sign_in: SignIn) -> None:
    owed = _owe()
    ada, ben = sign_in("operator", name="Ada"), sign_in("operator", name="Ben")

    taken = ada.post(f"/console/callbacks/{owed}/take")
    refused = ben.post(f"/console/callbacks/{owed}/take")

    assert (taken.status_code, refused.status_code) == (303, 409)
    page = ada.get(f"/console/callbacks/{owed}").text
    assert NUMBER in page
    assert f'action="/console/callbacks/{owed}/tried"' in page
    assert "Ada works on this now" in refused.text
    assert NUMBER not in refused.text
    assert "Ada" in ben.get("/console/callbacks").text


def test_a_second_person_cannot_write_down_a_try_and_keeps_what_they_typed(sign_in: SignIn) -> None:
    owed = _owe()
    sign_in("operator", name="Ada").post(f"/console/callbacks/{owed}/take")

    typed = {"outcome": "no_answer", "note": "Nobody there."}
    refused = sign_in("operator", name="Ben").post(f"/console/callbacks/{owed}/tried", typed)

    assert refused.status_code == 409
    assert "Nobody there." in refused.text


def test_the_next_call_opens_and_another_gets_another(sign_in: SignIn) -> None:
    first, second = _owe(is_urgent=True), _owe()
    ada, ben = sign_in("operator"), sign_in("operator")

    assert ada.post("/console/callbacks/next").location == f"/console/callbacks/{first}"
    assert ben.post("/console/callbacks/next").location == f"/console/callbacks/{second}"
    assert "Nobody waits to be called now" in ben.post("/console/callbacks/next").text


def test_a_try_is_signed_and_shown_to_the_next(sign_in: SignIn) -> None:
    owed = _owe()
    ada, ben = sign_in("operator", name="Ada"), sign_in("operator", name="Ben")
    ada.post(f"/console/callbacks/{owed}/take")

    done = ada.post(f"/console/callbacks/{owed}/tried", {"outcome": "no_answer", "note": "A dog barked.\nTwice."})

    assert done.location == "/console/callbacks"
    page = ben.get(f"/console/callbacks/{owed}").text
    assert "A dog barked.\nTwice." in page
    assert "no answer, <bdi>Ada</bdi>" in page
    assert "Work on it" in page


def test_a_try_from_a_page_is_told_in_the_terminal_by_the_same_name(app: Flask, sign_in: SignIn) -> None:
    owed, ada = _owe(), sign_in("operator", name="Ada")
    ada.post(f"/console/callbacks/{owed}/tried", {"outcome": "busy"})

    listed = app.test_cli_runner().invoke(args=["desk", "waiting"]).output

    assert "by Ada: busy" in listed


def test_of_many_who_take_one_call_at_the_same_moment_one_has_it(sign_in: SignIn) -> None:
    owed = _owe()
    staff = [sign_in("operator") for _ in range(4)]

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda one: one.post(f"/console/callbacks/{owed}/take").status_code, staff))

    assert sorted(answers) == [303, 409, 409, 409]


def test_who_was_reached_waits_no_more(sign_in: SignIn) -> None:
    owed, staff = _owe(), sign_in("operator")
    staff.post(f"/console/callbacks/{owed}/take")

    staff.post(f"/console/callbacks/{owed}/tried", {"outcome": AttemptOutcome.REACHED})

    with db.reading() as session:
        assert session.get_one(Callback, owed).closed_at
    assert staff.get(f"/console/callbacks/{owed}").status_code == 404


@pytest.mark.parametrize(
    ("act", "form", "sentence"),
    [
        ("tried", {"outcome": "no_answer", "note": "x" * 5_001}, "longer than 5,000 characters"),
        ("tried", {"outcome": "teleported", "note": "kept"}, "choose what became of it"),
        ("close", {"note": "  "}, "Please write why"),
        ("note", {"note": ""}, "Please write why"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_lost(
    sign_in: SignIn, act: str, form: dict[str, str], sentence: str
) -> None:
    owed, staff = _owe(), sign_in("operator")
    staff.post(f"/console/callbacks/{owed}/take")

    refused = staff.post(f"/console/callbacks/{owed}/{act}", form)

    assert refused.status_code == 422
    assert sentence in refused.text
    assert form["note"].strip() in refused.text
    with db.reading() as session:
        assert callbacks.one(session, owed, now=clock.now()).tries == ()


def test_a_note_of_five_thousand_right_to_left_characters_is_kept(sign_in: SignIn) -> None:
    owed, staff, text = _owe(), sign_in("operator"), "ש" * 5_000

    assert staff.post(f"/console/callbacks/{owed}/note", {"note": text}).status_code == 303

    with db.reading() as session:
        assert notes.on(session, working.subject(owed))[0].text == text
    assert text in staff.get(f"/console/callbacks/{owed}").text


def test_a_call_is_given_back_and_closed_without_a_try(sign_in: SignIn) -> None:
    owed, ada, ben = _owe(), sign_in("operator"), sign_in("operator")
    ada.post(f"/console/callbacks/{owed}/take")
    ada.post(f"/console/callbacks/{owed}/give-back")

    assert ben.post(f"/console/callbacks/{owed}/close", {"note": "She called us."}).status_code == 303

    with db.reading() as session:
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.subject == working.subject(owed))).all()
    assert {"claim.taken", "claim.given_back", "note.written", "callback.closed"} == set(actions)


def test_the_list_is_not_sent_again_while_nothing_changed(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    noon = clock.now()
    monkeypatch.setattr(clock, "now", lambda: noon)
    owed, staff = _owe(), sign_in("operator")

    first = staff.get("/console/callbacks/list")
    tag = {"If-None-Match": first.headers["ETag"]}

    assert staff.get("/console/callbacks/list", headers=tag).status_code == 304
    staff.post(f"/console/callbacks/{owed}/take")
    assert "yours" in staff.get("/console/callbacks/list", headers=tag).text


def test_who_left_is_not_named(sign_in: SignIn) -> None:
    owed, ada, boss = _owe(), sign_in("operator", name="Ada"), sign_in("administrator")
    ben = sign_in("operator")
    ada.post(f"/console/callbacks/{owed}/note", {"note": "Call at six."})
    with db.begin() as session:
        members.leave(session, boss.actor, ada.actor.staff_id, now=clock.now())

    page = ben.get(f"/console/callbacks/{owed}").text

    assert "somebody who left" in page
    assert "Ada" not in page
