"""The page of e-mails in development: both parts of each, and nothing of a letter runs."""

from flask import Flask

from hotline.config import Settings
from hotline.gateways.practice import PracticeMail
from hotline.gateways.protocol import Letter

LETTER = Letter("ana@example.org", "News for you", "Call us.\n\nhttps://hotline.example.org/status", "en")


def test_it_is_no_page_outside_development(app: Flask) -> None:
    assert app.test_client().get("/phone/letters/en").status_code == 404


def test_a_letter_is_shown_with_both_its_parts(practising: Flask, development: Settings) -> None:
    PracticeMail(development).send_email(LETTER, key="1")
    client = practising.test_client()

    shown = client.get("/phone/letters/en").text
    page = client.get("/phone/letters/en/0")

    assert "News for you" in shown
    assert "Call us." in shown
    assert '<a href="https://hotline.example.org/status">' in page.text
    assert "sandbox" in page.headers["Content-Security-Policy"]


def test_the_latest_comes_first_and_one_that_is_none_is_not_found(practising: Flask, development: Settings) -> None:
    client = practising.test_client()
    assert "No e-mail was sent yet" in client.get("/phone/letters/en").text
    for number in "12":
        PracticeMail(development).send_email(Letter("ana@example.org", f"Letter {number}", "x", "es"), key=number)

    shown = client.get("/phone/letters/es").text

    assert shown.index("Letter 2") < shown.index("Letter 1")
    assert client.get("/phone/letters/es/2").status_code == 404
