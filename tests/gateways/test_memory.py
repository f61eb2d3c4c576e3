"""What stands in for a provider in tests keeps what it is given, and fails as it is told."""

from datetime import timedelta

import pytest

from hotline import clock
from hotline.gateways import GatewayError, Letter, Sound
from hotline.gateways.memory import MemoryGateway, MemoryMail

NUMBER = "+14045550123"
LETTER = Letter("rosa@example.org", "There is news", "There is news.", "en")


def test_a_fault_is_raised_once_and_nothing_is_done() -> None:
    gateway = MemoryGateway()
    gateway.faults.append(GatewayError(permanent=True))

    with pytest.raises(GatewayError, match="permanent"):
        gateway.send_text(NUMBER, "Hello.", key="1")
    gateway.send_text(NUMBER, "Hello.", key="2")

    assert [text.key for text in gateway.texts] == ["2"]


def test_what_lost_its_answer_was_done_and_is_found() -> None:
    gateway = MemoryGateway()
    gateway.lost_answers = 1

    with pytest.raises(GatewayError, match="uncertain"):
        gateway.place_call(NUMBER, url="https://a.example/1", report_url="https://a.example/2", key="1")

    assert [sent.sid for sent in gateway.find_sent(NUMBER, None, since=clock.now())] == [gateway.calls[0].sid]
    assert gateway.find_sent(NUMBER, None, since=clock.now() + timedelta(hours=1)) == []


def test_what_calls_were_told_to_do_is_kept() -> None:
    gateway = MemoryGateway()

    gateway.lead("CA1", "https://a.example/1")
    gateway.hang_up("CA2")

    assert (gateway.led, gateway.hung_up) == ([("CA1", "https://a.example/1")], ["CA2"])


def test_letters_are_kept_in_their_own_place() -> None:
    mail = MemoryMail()
    mail.lost_answers = 1

    with pytest.raises(GatewayError, match="uncertain"):
        mail.send_email(LETTER, key="1")
    sid = mail.send_email(LETTER, key="2")

    assert [sent.letter for sent in mail.letters] == [LETTER, LETTER]
    assert mail.letters[1].sid == sid


def test_a_recording_is_fetched_where_there_is_one() -> None:
    gateway = MemoryGateway()
    gateway.recordings["https://a.example/1"] = Sound(b"sound", "audio/mpeg")

    assert gateway.fetch_recording("https://a.example/1").content == b"sound"
    with pytest.raises(GatewayError, match="for now 404"):
        gateway.fetch_recording("https://a.example/2")
