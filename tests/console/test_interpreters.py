"""Interpreters in the console."""

import pytest

from hotline import clock, db
from hotline.domain import callbacks
from hotline.domain.callbacks import CallbackWish
from hotline.models.contacts import Channel
from tests.plugins.signed_in import SignIn

ROSA = {"name": "Rosa", "phone": "404 555 2368", "languages": ["mam"], "hours": "always", "staff_id": ""}
WAS = {"was.name": "Rosa", "was.phone": "+14045552368", "was.languages": "mam", "was.hours": "always"}
HOME = "/console/interpreters"
NUMBER = "(404) 555-2368"


def test_an_interpreter_is_added_found_changed_and_taken_off(sign_in: SignIn) -> None:
    boss = sign_in("supervisor")
    assert 'class="empty"' in boss.get(HOME).text

    assert boss.post(f"{HOME}/new", ROSA).location == HOME
    page = boss.get(f"{HOME}?language=Mam").text
    assert NUMBER in page
    assert "can be rung now" in page
    assert NUMBER not in boss.get(f"{HOME}?language=K'iche'").text

    one = page.split(f'href="{HOME}/')[2].split('"')[0]
    changed = ROSA | WAS | {"name": "Rosa M.", "staff_id": str(boss.actor.staff_id)}
    assert boss.post(f"{HOME}/{one}", changed).status_code == 303
    assert "Rosa M." in boss.get(f"{HOME}/{one}").text
    assert boss.post(f"{HOME}/{one}/take-off").status_code == 303
    assert boss.get(f"{HOME}/{one}").status_code == 404


def test_who_saves_second_is_shown_what_the_first_one_wrote(sign_in: SignIn) -> None:
    ada, ben = sign_in("supervisor", name="Ada"), sign_in("supervisor", name="Ben")
    ada.post(f"{HOME}/new", ROSA)
    one = f"{HOME}/" + ada.get(HOME).text.split(f'href="{HOME}/')[2].split('"')[0]

    ada.post(one, ROSA | WAS | {"name": "Rosa M.", "languages": ["mam", "kek"]})
    second = ben.post(one, ROSA | WAS | {"name": "Rosa Martín", "hours": "08:00-20:00 America/Chicago"})
    again = {"was.name": "Rosa M.", "was.languages": "kek mam", "name": "Rosa Martín", "languages": ["mam", "kek"]}
    third = ben.post(one, ROSA | WAS | again)

    assert second.status_code == 409
    assert "Somebody changed this while you had it open" in second.text
    assert all(text in second.text for text in ("Rosa M.", "Rosa Martín", "08:00-20:00", 'value="kek" checked'))
    assert third.status_code == 303


def test_what_nobody_speaks_stands_on_top(sign_in: SignIn) -> None:
    with db.begin() as session:
        wish = CallbackWish("+14045552368", speaks="Mam")
        callbacks.request(session, wish, channel=Channel.WEB, language="es", now=clock.now())

    page = sign_in("operator").get(HOME).text

    assert "Nobody speaks these languages" in page
    assert "<bdi>Mam</bdi> (one waits)" in page


@pytest.mark.parametrize(
    ("box", "typed", "sentence"),
    [
        ("phone", "12", "with its area code"),
        ("hours", "mornings", "08:00-20:00 America/Chicago"),
        ("languages", [], "a language at least"),
        ("staff_id", "7", "one of the staff, or nobody"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_lost(
    sign_in: SignIn, box: str, typed: object, sentence: str
) -> None:
    refused = sign_in("supervisor").post(f"{HOME}/new", ROSA | {box: typed})

    assert refused.status_code == 422
    assert sentence in refused.text
    assert 'value="Rosa"' in refused.text


def test_who_speaks_it_stands_beside_a_call_back(sign_in: SignIn) -> None:
    sign_in("supervisor").post(f"{HOME}/new", ROSA)
    with db.begin() as session:
        wish = CallbackWish("+14045559999", speaks="Mam")
        owed = callbacks.request(session, wish, channel=Channel.WEB, language="es", now=clock.now()).id

    page = sign_in("operator").get(f"/console/callbacks/{owed}").text

    assert "<bdi>Rosa</bdi>" in page
    assert NUMBER in page
