"""Texts on the practice telephone: written, answered in TwiML that is read strictly, or sent by the hotline."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from hotline.config import Settings
from hotline.gateways.practice import PracticeGateway
from hotline.phone import texting
from hotline.phone.document import BadDocument
from hotline.phone.texting import Text, Thread
from hotline.phone.transport import Answer, Webhook
from hotline.phone.wire import CallFailed
from tests.settings import settings_for

NUMBER = "+14045550123"


@dataclass
class Answering:
    """A service that answers every text alike."""

    inside: str
    status: int = 200
    posted: list[Webhook] = field(default_factory=list)

    def __call__(self, webhook: Webhook) -> Answer:
        self.posted.append(webhook)
        return Answer(self.status, "text/xml", f"<Response>{self.inside}</Response>".encode())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(settings_for("sqlite://"), practice_texts=tmp_path / "texts.jsonl")


def test_a_text_is_posted_and_its_answers_arrive(settings: Settings) -> None:
    service = Answering("<Message>One.</Message><Message><Body>Two.</Body></Message>")
    thread = Thread(settings, service, NUMBER)

    thread.write("hola")

    assert thread.texts == [Text("hola", True), Text("One.", False), Text("Two.", False)]
    (webhook,) = service.posted
    assert webhook.address.endswith("/ivr/text")
    assert (webhook.fields["Body"], webhook.fields["From"]) == ("hola", NUMBER)
    assert webhook.fields["MessageSid"].startswith("SM")


def test_no_answer_is_none(settings: Settings) -> None:
    thread = Thread(settings, Answering(""), NUMBER)

    thread.write("stop")

    assert thread.texts == [Text("stop", True, is_answered=False)]


def test_a_withheld_number_writes_no_texts(settings: Settings) -> None:
    service = Answering("<Message>One.</Message>")

    with pytest.raises(ValueError, match="withheld"):
        Thread(settings, service, "+266696687").write("hola")

    assert service.posted == []


def test_what_the_hotline_sends_arrives_once(settings: Settings) -> None:
    gateway = PracticeGateway(settings)
    gateway.send_text(NUMBER, "before this telephone was picked up", key="1")
    thread = Thread(settings, Answering(""), NUMBER)
    gateway.send_text(NUMBER, "the place", key="2")
    gateway.send_text("+14045550199", "somebody else's", key="3")

    thread.look()
    thread.look()

    assert thread.texts == [Text("the place", False)]


@pytest.mark.parametrize(
    "inside",
    [
        '<Message to="+14045550199">To somebody else.</Message>',
        "<Message/>",
        f"<Message>{'a' * 1601}</Message>",
        '<Redirect method="POST">https://hotline.example.org/ivr/text</Redirect>',
        '<Say language="en-US">Hello.</Say>',
    ],
)
def test_an_answer_that_would_not_arrive_is_refused(inside: str) -> None:
    with pytest.raises(BadDocument):
        list(texting.messages(f"<Response>{inside}</Response>".encode()))


def test_an_error_of_the_service_is_a_failure(settings: Settings) -> None:
    with pytest.raises(CallFailed, match="403"):
        Thread(settings, Answering("", status=403), NUMBER).write("hola")
