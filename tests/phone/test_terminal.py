"""`flask phone`: a whole call against a running service, over HTTP, as a newcomer makes it."""

from collections.abc import Iterator
from io import StringIO
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

from hotline import phones
from hotline.config import Settings
from hotline.gateways.practice import PracticeGateway
from hotline.phone.keypad import spell
from hotline.phone.telephone import OF_A_FACILITY
from hotline.phone.terminal import Practice
from tests.phone.service import ASKS, BASE, BYE, DIAL, SILENT, Service


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _phone(app: Flask, *arguments: str, typed: str = "") -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["phone", *arguments], input=typed)
    return result.exit_code, result.output


def test_a_call_from_greeting_to_hanging_up(app: Flask, address: str) -> None:
    status, shown = _phone(app, "--url", address, typed="1\n2\nspell Ana María\nsilence\nhang up\n")

    assert status == 0
    for words in (
        "Practice telephone",
        "Family Hotline",
        "you press 262162742#",
        "first surname",
        "call is over",
    ):
        assert words in " ".join(shown.split())


def test_the_end_of_the_input_hangs_up(app: Flask, address: str) -> None:
    status, shown = _phone(app, "--url", address, typed="2\n")

    assert status == 0
    assert "call is over" in shown


def test_a_withheld_number_is_asked_for_one(app: Flask, address: str) -> None:
    _, shown = _phone(app, "--url", address, "--withheld", typed="1\n0\nhang up\n")

    assert "a withheld number" in " ".join(shown.split())
    assert "enter the telephone number" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("hello", "hello is neither keys nor a word of this telephone"),
        ("12a", "12a is neither keys"),
        ("say", "say what?"),
        ("spell", "spell what?"),
        ("text", "write what?"),
        ("texts", "no text has arrived"),
        ("say María", "only keys are heard here"),
        ("[bold]", "[bold] is neither keys"),
        ("hang up\n5", "nobody is on the line"),
        ("hang up\nsay María", "nobody is on the line"),
        ("hang up\nhang up", "nobody is on the line"),
        ("hang up\n", "nobody is on the line"),
        ("text STOP", "no answer"),
    ],
)
def test_what_leads_nowhere_says_why(app: Flask, address: str, typed: str, remark: str) -> None:
    status, shown = _phone(app, "--url", address, typed=f"{typed}\n")

    assert status == 0
    assert remark in " ".join(shown.split())


def test_help_is_shown_again_when_asked_for(app: Flask, address: str) -> None:
    _, shown = _phone(app, "--url", address, typed="help\n")

    assert shown.count("put the receiver down") == 2


def test_a_withheld_number_cannot_write(app: Flask, address: str) -> None:
    status, shown = _phone(app, "--url", address, "--withheld", typed="text hola\n")

    assert (status, "a withheld number cannot send texts" in shown) == (0, True)


def test_a_number_is_understood_as_people_write_it_and_refused_where_it_is_none(app: Flask, address: str) -> None:
    _, shown = _phone(app, "--url", address, "--from", "404 555 0123")
    assert "from (404) 555-0123" in " ".join(shown.split())

    status, shown = _phone(app, "--url", address, "--from", "abc")
    assert (status, "abc is no telephone number" in shown) == (2, True)


def test_texts_that_came_are_shown_again(app: Flask, address: str) -> None:
    _, shown = _phone(app, "--url", address, typed="text hola\ntexts\n")

    arrived = shown.count("A text arrives:")
    assert "no text has arrived" not in shown
    assert arrived >= 2
    assert arrived % 2 == 0


def test_without_a_service_it_says_how_to_start_one(app: Flask) -> None:
    status, shown = _phone(app, "--url", "http://127.0.0.1:9")

    assert status == 1
    assert "make run" in shown


@pytest.mark.parametrize(
    ("name", "keys"), [("María José", "6274215673"), ("Núñez-Peña", "6863917362"), ("O'Brien", "627436"), ("", "")]
)
def test_a_name_is_spelled_on_the_keys(name: str, keys: str) -> None:
    assert spell(name) == keys


def test_a_text_is_answered_and_texts_that_are_sent_arrive(app: Flask, address: str) -> None:
    _, shown = _phone(app, "--url", address, typed="hang up\ntext hola\nquit\n")

    assert "A text arrives:" in shown


def test_a_text_that_arrives_while_texts_are_asked_for_has_arrived(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    practice = Practice(
        settings, Service(iter((f'<Gather action="{BASE}/keys" method="POST"/>{SILENT}',))), "+14045550123"
    )
    practice.begin()
    PracticeGateway(settings).send_text("+14045550123", "There is news.", key="one")
    monkeypatch.setattr("sys.stdin", StringIO("texts\nquit\n"))

    practice.run()

    shown = capsys.readouterr().out
    assert "no text has arrived" not in shown
    assert shown.count("A text arrives: There is news.") == 1


def test_somebody_calls_again(app: Flask, address: str) -> None:
    status, shown = _phone(app, "--url", address, typed="hang up\ncall\nhang up\nhang up\nnever read\n")

    assert (status, shown.count("The call is over")) == (0, 2)


def test_an_act_of_the_other_end_where_there_is_none_is_said(app: Flask, address: str) -> None:
    _, shown = _phone(app, "--url", address, typed="answer\n")

    assert "nobody is rung" in shown


def test_words_are_said(app: Flask, address: str) -> None:
    status, shown = _phone(app, "--url", address, typed="1\nsay María\nhang up\n")

    assert (status, shown.count("The call is over")) == (0, 1)


def test_a_service_that_fails_ends_the_call_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    service = Service(iter((f'<Gather action="{BASE}/keys" method="POST"/>{SILENT}', "<Shout/>", "<Hangup/>")))
    practice = Practice(settings, service, "+14045550123")
    practice.begin()
    monkeypatch.setattr("sys.stdin", StringIO("1\ncall\nquit\n"))

    practice.run()

    shown = capsys.readouterr().out
    assert "An application error has occurred" in shown
    assert shown.count("The call is over") == 2
    assert service.steps == ["/family", "/keys", "/ended", "/family", "/ended"]


def test_a_call_of_the_hotlines_rings_and_is_answered(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    service = Service(iter(("<Hangup/>", '<Say language="en-US">There is news.</Say><Hangup/>')))
    practice = Practice(settings, service, "+14045550123")
    practice.begin()
    PracticeGateway(settings).place_call("+14045550123", url=f"{BASE}/news/1", report_url=f"{BASE}/ended", key="one")
    monkeypatch.setattr("sys.stdin", StringIO("texts\nanswer\nquit\n"))

    practice.run()

    shown = capsys.readouterr().out
    assert shown.count("The telephone rings.") == 1
    assert "There is news." in shown
    assert service.steps == ["/family", "/ended", "/ended", "/news/1", "/ended"]


@pytest.mark.parametrize(
    ("typed", "status"), [("busy", "busy"), ("no-answer", "no-answer"), ("voice-mail", "completed")]
)
def test_a_call_of_the_hotlines_need_not_be_answered(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, typed: str, status: str
) -> None:
    service = Service(iter(("<Hangup/>", "<Hangup/>")))
    practice = Practice(settings, service, "+14045550123")
    practice.begin()
    PracticeGateway(settings).place_call("+14045550123", url=f"{BASE}/news/1", report_url=f"{BASE}/ended", key="one")
    monkeypatch.setattr("sys.stdin", StringIO(f"texts\n{typed}\nquit\n"))

    practice.run()

    assert service.fields("CallStatus")[-1] == status


def test_who_breaks_the_service_hears_how_the_call_is_passed_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fallback = '<Response><Say language="en-US">Our machine is down.</Say><Dial>+14045550188</Dial><Hangup/></Response>'
    asks = f'<Gather action="{BASE}/keys" method="POST"/>{SILENT}'
    service = Service(iter((asks, asks)))
    practice = Practice(settings, service, "+14045550123", fallback)
    practice.begin()
    monkeypatch.setattr("sys.stdin", StringIO("break\n1\nbusy\nmend\ncall\nquit\n"))

    practice.run()

    shown = capsys.readouterr().out
    assert "Our machine is down." in shown
    assert "it rings at (404) 555-0188" in shown
    assert service.steps == ["/family", "/family", "/ended"]


def test_from_inside_the_free_call_line_is_called(app: Flask, address: str) -> None:
    _, shown = _phone(app, "--url", address, "--inside", typed="hang up\n")

    assert f"from {phones.readable(OF_A_FACILITY)}" in " ".join(shown.split())
    assert "free" in shown.partition("help")[2]


def test_what_who_is_called_hears_is_shown_apart(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    practice = Practice(settings, Service(iter((DIAL, ASKS, ASKS, BYE, BYE))), OF_A_FACILITY)
    practice.begin()
    monkeypatch.setattr("sys.stdin", StringIO("answer\nthem silence\nthem 2\nquit\n"))

    practice.run()

    shown = capsys.readouterr().out
    assert "or voice-mail" in shown
    assert shown.count("Who was called hears:") == 3
    assert "The call is over." in shown
