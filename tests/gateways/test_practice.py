"""Texts to the practice telephone: kept in a file of its owner's, forgotten on request."""

import io
import wave
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hotline import clock, gateways
from hotline.config import ConfigError, Settings, load
from hotline.gateways import practice
from hotline.gateways.practice import PracticeGateway, PracticeMail
from hotline.gateways.protocol import Letter
from tests.settings import settings_for

NUMBER = "+14045550123"
NEWS = "https://hotline.example.org/ivr/news/ab12"
REPORTS = "https://hotline.example.org/ivr/reports/ab12"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "texts.jsonl"


@pytest.fixture
def settings(path: Path) -> Settings:
    return replace(settings_for("sqlite://"), gateway="practice", practice_texts=path)


@pytest.fixture
def gateway(settings: Settings) -> PracticeGateway:
    return PracticeGateway(settings)


def test_a_text_arrives_in_the_file(gateway: PracticeGateway, settings: Settings) -> None:
    sid = gateway.send_text(NUMBER, "Hola.\nStewart Detention Center", key="1")

    (text,) = practice.texts(settings)
    assert (text.sid, text.number, text.body) == (sid, NUMBER, "Hola.\nStewart Detention Center")


def test_a_call_that_was_placed_waits_for_the_practice_telephone(gateway: PracticeGateway, settings: Settings) -> None:
    sid = gateway.place_call(NUMBER, url=NEWS, report_url=REPORTS, key="1")

    (call,) = practice.calls(settings)
    assert (call.sid, call.number, call.url, call.report_url) == (sid, NUMBER, NEWS, REPORTS)


def test_what_calls_are_to_do_waits_for_their_telephones(gateway: PracticeGateway, settings: Settings) -> None:
    gateway.lead("CA1", NEWS)
    gateway.hang_up("CA2")

    assert [(order.sid, order.url) for order in practice.orders(settings)] == [("CA1", NEWS), ("CA2", "")]


def test_an_e_mail_arrives_in_its_file(settings: Settings) -> None:
    letter = Letter("rosa@example.org", "There is news", "One.\n\nTwo.", "es", "https://hotline.example.org/stop")

    sid = PracticeMail(settings).send_email(letter, key="ab12")

    (kept,) = practice.letters(settings)
    assert (kept.sid, kept.address, kept.subject) == (sid, letter.address, letter.subject)
    assert (kept.text, kept.language, kept.stop_url) == (letter.text, letter.language, letter.stop_url)


def test_what_was_sent_is_found_again(gateway: PracticeGateway) -> None:
    began = clock.now()
    text = gateway.send_text(NUMBER, "Hola", key="1")
    gateway.send_text(NUMBER, "Adios", key="2")
    call = gateway.place_call(NUMBER, url=NEWS, report_url=REPORTS, key="3")

    assert [sent.sid for sent in gateway.find_sent(NUMBER, "Hola", since=began)] == [text]
    assert [sent.sid for sent in gateway.find_sent(NUMBER, None, since=began)] == [call]
    assert gateway.find_sent(NUMBER, "Hola", since=began + timedelta(minutes=1)) == []
    assert gateway.find_sent("+14045550199", "Hola", since=began) == []


def test_a_second_of_silence_stands_for_a_recording(gateway: PracticeGateway) -> None:
    sound = gateway.fetch_recording("https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1")

    with wave.open(io.BytesIO(sound.content)) as silence:
        assert silence.getnframes() == silence.getframerate()
    assert sound.content_type == "audio/x-wav"


def test_the_files_are_for_their_owner_alone(gateway: PracticeGateway, settings: Settings, path: Path) -> None:
    gateway.send_text(NUMBER, "Hola", key="1")
    gateway.place_call(NUMBER, url=NEWS, report_url=REPORTS, key="2")
    PracticeMail(settings).send_email(Letter("rosa@example.org", "News", "News.", "en"), key="3")

    assert [kept.name for kept in (path.parent, *path.parent.iterdir()) if kept.stat().st_mode & 0o077] == []


def test_a_redacted_text_has_no_words(gateway: PracticeGateway, settings: Settings) -> None:
    first, second = (gateway.send_text(NUMBER, body, key=body) for body in ("one", "two"))

    gateway.redact(first)
    gateway.redact("SM" + "0" * 32)

    assert {text.sid: text.body for text in practice.texts(settings)} == {first: "", second: "two"}


def test_the_file_does_not_grow_without_end(
    gateway: PracticeGateway, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practice, "MOST_KEPT", 3)

    for number in range(5):
        gateway.send_text(NUMBER, str(number), key=str(number))

    assert [text.body for text in practice.texts(settings)] == ["2", "3", "4"]


def test_nothing_was_sent_yet(settings: Settings) -> None:
    assert (practice.texts(settings), practice.calls(settings), practice.letters(settings)) == ([], [], [])


def test_the_setting_chooses_it(settings: Settings) -> None:
    gateways.connect(settings)

    assert isinstance(gateways.current(), PracticeGateway)
    assert gateways.can_email()


def test_production_does_not_send_into_a_file() -> None:
    with pytest.raises(ConfigError, match="GATEWAY is malformed"):
        load({"GATEWAY": "practice"})
