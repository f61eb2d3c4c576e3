"""The page of the practice telephone: in development alone, and every act answers the whole handset."""

import pytest
from flask import Flask

from hotline.config import Settings
from hotline.demo.cast import cast
from hotline.gateways.practice import PracticeGateway
from hotline.phone import shown, whom
from hotline.phone.document import BadDocument
from hotline.phone.handset import MOST_HANDSETS, Handset, Handsets
from hotline.phone.page import ACTS
from hotline.phone.transport import Answer
from hotline.phone.waiting import State
from hotline.web import assets
from tests.phone.conftest import Act, words
from tests.phone.service import BASE, Service

WITHHELD = "+266696687"


@pytest.mark.parametrize("path", ["/phone", "/phone/en", "/phone/static/phone.js"])
def test_it_is_no_page_outside_development(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 404


def test_it_speaks_the_language_that_is_asked_for(practising: Flask) -> None:
    client = practising.test_client()

    assert "Practice telephone" in client.get("/phone/en").text
    assert 'lang="es"' in client.get("/phone", headers={"Accept-Language": "es-MX"}).text
    assert client.get("/phone/tlh").status_code == 404


def test_it_says_that_it_needs_javascript_and_runs_no_script_but_its_own(practising: Flask) -> None:
    answer = practising.test_client().get("/phone/en")

    assert "This page needs JavaScript" in answer.text
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert answer.text.count("<script") == 1
    assert "style=" not in answer.text


def test_everybody_of_the_cast_is_offered(practising: Flask) -> None:
    page = practising.test_client().get("/phone/en").text

    assert [person.name for person in cast() if person.name not in page] == []
    assert page.count("You should hear") == len(cast())


def test_a_call_is_heard_pressed_and_hung_up(act: Act) -> None:
    told = act("dial")
    assert "Family Hotline" in words(told)
    assert {"en-US", "es-US"} <= {line["language"] for line in told["lines"]}
    assert told["state"] == "keys"

    told = act("press", "1")
    assert "You press 1." in words(told)
    assert told["lines"][-1]["by"] == "hotline"

    told = act("hang-up")
    assert (told["state"], told["lines"][-1]["text"]) == ("over", "You hang up.")
    assert told["log"][-1] == ["POST", "/ivr/ended", 204]


def test_keys_of_an_entry_are_one_line_and_wait_for_the_next(act: Act) -> None:
    act("dial")
    act("press", "1")
    act("press", "1")

    told = act("press", "9")
    assert told["typed"] == "9"
    told = act("keys", "8765432#")

    assert told["typed"] == ""
    assert "You press 98765432#." in words(told)


def test_a_name_is_spelled_on_the_keys(act: Act) -> None:
    act("dial")
    act("press", "1")
    act("press", "1")

    assert "You press 262162742#." in words(act("spell", "Ana María"))


@pytest.mark.parametrize(("language", "keys"), [("1", "05141991#"), ("2", "14051991#")])
def test_a_birth_date_is_keyed_in_the_order_of_the_language_that_was_heard(act: Act, language: str, keys: str) -> None:
    act("dial")
    act("press", language)
    act("press", "1")

    assert f"You press {keys}." in words(act("birth", "1991-05-14"))


def test_silence_is_an_act(act: Act) -> None:
    act("dial")

    told = act("wait")

    assert "You say and press nothing." in words(told)
    assert len(told["log"]) == 2


def test_a_new_call_begins_a_new_page(act: Act) -> None:
    act("dial")
    act("press", "1")

    told = act("dial")

    assert "You press 1." not in words(told)
    assert [entry[1] for entry in told["log"]].count("/ivr/family") == 2


def test_a_text_is_answered_and_one_that_is_sent_arrives(act: Act, development: Settings) -> None:
    told = act("write", "hola")
    PracticeGateway(development).send_text("+14045550123", "The place is Stewart.", key="1")

    told = act("look")

    assert told["texts"][0] == {"mine": True, "text": "hola", "note": ""}
    assert told["texts"][-1] == {"mine": False, "text": "The place is Stewart.", "note": ""}


@pytest.mark.parametrize(("name", "value"), [("press", "A"), ("other-end", "answer"), ("birth", "soon")])
def test_what_cannot_be_done_is_said(act: Act, name: str, value: str) -> None:
    act("dial")

    assert act(name, value) == {"trouble": "That cannot be done now."}


def test_another_telephone_and_another_act_are_none(practising: Flask, act: Act) -> None:
    client = practising.test_client()

    assert client.post("/phone/en/handsets/nobody/dial", json={}).status_code == 404
    assert "Reload this page" in act("explode")["trouble"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("press", "1"), ("keys", "12#"), ("tell", "Ana"), ("birth", "1991-05-14"), ("say", "a"), ("wait", "")],
)
def test_without_a_call_it_is_said_that_nobody_is_on_the_line(act: Act, name: str, value: str) -> None:
    assert act(name, value) == {"trouble": "Nobody is on the line. Press Call first."}
    assert act("look")["lines"] == []


def test_a_text_that_gets_no_answer_says_so(act: Act) -> None:
    told = act("write", "STOP")

    assert "for the telephone company" in told["about_texts"]
    assert told["texts"] == [{"mine": True, "text": "STOP", "note": "The hotline does not answer this text."}]


@pytest.mark.parametrize(
    ("number", "may_write", "about"),
    [
        ("+14045550123", True, "STOP and words like it are for the telephone company"),
        ("+50255550123", True, "cannot send texts to this country"),
        (WITHHELD, False, "A withheld number cannot send texts"),
    ],
)
def test_who_gets_no_answer_to_texts_is_told_before(
    practising: Flask, number: str, may_write: bool, about: str
) -> None:
    client = practising.test_client()
    told = client.post("/phone/en/handsets", json={"value": number}).get_json()

    assert (told["may_write"], about in told["about_texts"]) == (may_write, True)
    answer = client.post(f"/phone/en/handsets/{told['id']}/write", json={"value": "hola"})
    assert answer.status_code == (200 if may_write else 422)


def test_a_text_that_fails_does_not_end_the_call(development: Settings) -> None:
    asks = f'<Gather action="{BASE}/keys" method="POST"/><Redirect method="POST">{BASE}/silent</Redirect>'
    handset = Handset(development, Service(iter((asks, "<Shout/>"))), "+14045550123")
    handset.dial()

    with pytest.raises(BadDocument):
        handset.write("hola")

    assert handset.state is State.KEYS


def test_a_name_is_said_where_somebody_listens_and_spelled_where_not(act: Act) -> None:
    act("dial")
    act("press", "1")

    assert act("press", "2")["may_say"]
    assert "You say: Ana Lucía" in words(act("tell", "Ana Lucía"))
    act("dial")
    act("press", "1")
    act("press", "1")
    assert "You press 262158242#." in words(act("tell", "Ana Lucía"))


def test_everybody_of_the_cast_has_keys_that_answer_for_them() -> None:
    ana = next(person for person in whom.to_try(cast()) if person.given.startswith("Ana"))

    assert [act for _, act, _ in ana.told()["keys"]] == ["keys", "tell", "tell", "tell", "birth", "country"]
    assert all(act in ACTS for person in whom.to_try(cast()) for _, act, _ in person.told()["keys"])


def test_the_length_of_a_call_is_counted_by_what_is_heard_and_pressed(act: Act) -> None:
    minutes, seconds = act("dial")["length"].split(":")
    later = act("press", "1")["length"]

    assert 8 <= int(minutes) * 60 + int(seconds) <= 20
    assert later > f"{minutes}:{seconds}"


def test_a_tone_is_heard_before_a_message_is_recorded(development: Settings) -> None:
    record = f'<Record action="{BASE}/recorded" method="POST"/><Hangup/>'
    handset = Handset(development, Service(iter((record,))), "+14045550123")

    handset.dial()

    assert shown.told(handset)["lines"][-1]["text"] == "You hear a tone."
    assert shown.told(handset)["may_say"]


def test_the_telephone_that_rings_is_named(development: Settings) -> None:
    dial = f'<Dial action="{BASE}/dialled" method="POST"><Number>+18005550100</Number></Dial>'
    handset = Handset(development, Service(iter((dial,))), "+14045550123")

    handset.dial()

    assert shown.told(handset)["status"] == "The telephone (800) 555-0100 rings. Be the person who is called."


def test_only_json_of_a_bounded_size_is_taken(practising: Flask) -> None:
    client = practising.test_client()

    assert client.post("/phone/en/handsets", data={"value": "+14045550123"}).status_code == 415
    assert client.post("/phone/en/handsets", json={"value": "1" * 1001}).status_code == 400
    assert client.post("/phone/en/handsets", json={"value": ["+14045550123"]}).status_code == 400


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [("404 555 0123", "(404) 555-0123"), (WITHHELD, "A withheld number"), ("+50255550123", "+502 5555 0123")],
)
def test_any_caller_id_may_be_taken(practising: Flask, chosen: str, shown: str) -> None:
    told = practising.test_client().post("/phone/en/handsets", json={"value": chosen}).get_json()

    assert told["number"] == shown


def test_what_is_no_number_is_said(practising: Flask) -> None:
    answer = practising.test_client().post("/phone/en/handsets", json={"value": "12"})

    assert answer.status_code == 422
    assert "That is no telephone number" in answer.get_json()["trouble"]


def test_a_document_that_cannot_be_read_is_shown(development: Settings) -> None:
    handset = Handset(development, lambda _: Answer(200, "text/xml", b"<Response><Shout/></Response>"), "+14045550123")

    handset.dial()

    assert "<Shout> may not stand inside <Response>" in handset.trouble
    assert handset.state == "over"


def test_the_telephone_used_longest_ago_is_put_away(development: Settings) -> None:
    handsets = Handsets()
    made = [Handset(development, lambda _: Answer(204, "", b""), "+14045550123") for _ in range(MOST_HANDSETS + 1)]

    for handset in made:
        handsets.add(handset)

    assert handsets.get(made[0].id) is None
    assert handsets.get(made[-1].id) is made[-1]


def test_its_colours_are_those_of_the_public_pages(practising: Flask) -> None:
    client = practising.test_client()
    page, public = client.get("/phone/en").text, client.get(f"/assets/{assets.STYLESHEET.address}").text

    assert f"/assets/{assets.COLOURS.address}" in page
    assert public.startswith(client.get(f"/assets/{assets.COLOURS.address}").text)
