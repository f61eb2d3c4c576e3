"""A letter that a mail server refuses for good is staff's at once; one that it refuses for now goes again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask

from hotline import clock, db, gateways, sending
from hotline.config import MailSettings, Settings
from hotline.gateways.email import SmtpGateway
from hotline.models.messages import Means, MessageState
from tests.domain.outbox.messages import owe, row, states, tasks
from tests.providers.mail_server import Mailbox, MailServer

ADDRESS = "rosa@example.org"


@pytest.fixture
def mailbox(app: Flask, settings: Settings) -> Iterator[Mailbox]:
    """Of the server that letters go to."""
    mailbox = Mailbox()
    server = MailServer(mailbox)
    server.start()
    mail = MailSettings("127.0.0.1", server.free_port, "none", "hotline@example.org", "", "")
    gateways._mail = SmtpGateway(replace(settings, mail=mail))
    yield mailbox
    server.stop()


@pytest.fixture
def now() -> datetime:
    return clock.now().replace(hour=17)


def _owe(now: datetime) -> None:
    with db.begin() as session:
        owe(session, now, facts={"code": "48271935"}, means=Means.EMAIL, to=ADDRESS)


@pytest.mark.parametrize(("command", "code"), [("RCPT", "550"), ("DATA", "554")])
def test_what_is_refused_for_good_is_not_tried_again_and_staff_look(
    mailbox: Mailbox, now: datetime, command: str, code: str
) -> None:
    mailbox.answers[command] = f"{code} 5.1.1 {ADDRESS} is unknown"
    _owe(now)

    sending.send_due(now)

    with db.reading() as session:
        assert (states(session), tasks(session)) == ([MessageState.FAILED], [code])


def test_what_is_refused_for_now_goes_again(mailbox: Mailbox, now: datetime) -> None:
    mailbox.answers["RCPT"] = "450 4.2.2 the mailbox is full"
    _owe(now)

    sending.send_due(now)

    with db.reading() as session:
        assert (row(session).state, tasks(session)) == (MessageState.WAITING, [])
        assert row(session).due_at > now
