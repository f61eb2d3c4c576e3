"""Whoever practises on the page is who is called, too; and calls from inside, by the telephone of a facility."""

from flask import Flask

from hotline.config import Settings
from hotline.phone import shown
from hotline.phone.handset import Handset
from hotline.phone.telephone import INSIDE, OF_A_FACILITY
from tests.phone.service import ASKS, BASE, BYE, DIAL, Service

SOUND = "https://hotline.example.org/prompts/hello.mp3"


def test_the_one_who_practises_is_the_other_end_too(development: Settings) -> None:
    dial = f'<Dial action="{BASE}/dialled" method="POST"><Number>+18005550100</Number></Dial>'
    handset = Handset(development, Service(iter((dial, "<Hangup/>"))), "+14045550123")

    handset.dial()
    assert shown.told(handset)["state"] == "ringing"
    handset.other_end("answer")
    assert shown.told(handset)["state"] == "talking"
    handset.other_end("hang up")

    assert [line["text"] for line in shown.told(handset)["lines"]] == [
        "You call the hotline.",
        "The other end answers.",
        "The other end hangs up.",
        "The hotline has hung up.",
    ]


def test_the_page_plays_who_is_called_and_what_only_they_hear(development: Settings) -> None:
    told = (DIAL, f"<Play>{SOUND}</Play>{ASKS}", BYE, BYE)
    handset = Handset(development, Service(iter(told)), OF_A_FACILITY, entrance=INSIDE)

    handset.dial()
    handset.other_end("answer")
    assert shown.told(handset)["state"] == "telling"
    handset.other_end("2")

    assert [(line["by"], line["text"]) for line in shown.told(handset)["lines"]] == [
        ("you", "You call the hotline."),
        ("you", "The other end answers."),
        ("them", "A recording is played."),
        ("them", "Press 1."),
        ("you", "They press 2."),
        ("them", "Goodbye."),
        ("hotline", "Goodbye."),
        ("you", "The hotline has hung up."),
    ]
    theirs = [(line["voice"], line["sound"]) for line in shown.told(handset)["lines"] if line["by"] == "them"]
    assert theirs == [("They hear", SOUND), ("They hear (English)", ""), ("They hear (English)", "")]


def test_a_telephone_of_a_facility_dials_the_free_call_line(practising: Flask) -> None:
    client = practising.test_client()
    handset = client.post("/phone/en/handsets", json={"value": OF_A_FACILITY}).get_json()

    told = client.post(f"/phone/en/handsets/{handset['id']}/dial", json={"value": ""}).get_json()

    assert told["log"][0][1].startswith("/ivr/detainee")
    assert OF_A_FACILITY in client.get("/phone/en").text
