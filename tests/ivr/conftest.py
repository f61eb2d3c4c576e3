"""What telephone tests may ask for: a caller, and single webhooks, signed or not."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from hotline import db
from hotline.config import Settings
from hotline.models.people import Person
from hotline.phone import transport
from hotline.phone.script import Caller
from hotline.phone.telephone import KEYS, Telephone
from hotline.phone.transport import InProcess
from tests import factories
from tests.ivr.texter import Texter

OWN_NUMBER = "+14045550123"
WITHHELD = "+266696687"
Dial = Callable[..., Caller]
Records = Callable[[], AbstractContextManager[Session]]
Writer = Callable[..., Texter]
SignedPost = Callable[..., TestResponse]


def goes(caller: Caller, *acts: str) -> Caller:
    """Press what is keys, say what is words, one after the other."""
    for act in acts:
        if set(act) <= KEYS:
            caller.presses(act)
        else:
            caller.says(act)
    return caller


@pytest.fixture
def dial(app: Flask, settings: Settings) -> Dial:
    """Makes callers: dial() from a number of their own, dial(WITHHELD) from a hidden one."""

    def make(caller: str = OWN_NUMBER) -> Caller:
        return Caller(Telephone(settings, InProcess(app.test_client()), caller=caller)).dials()

    return make


@pytest.fixture
def caller(dial: Dial) -> Caller:
    """Somebody who has just dialled and hears the greeting."""
    return dial()


@pytest.fixture
def writer(app: Flask, settings: Settings) -> Writer:
    """Makes people who write: writer() from a number of their own."""

    def make(number: str = OWN_NUMBER) -> Texter:
        return Texter(settings, InProcess(app.test_client()), number)

    return make


@pytest.fixture
def texter(writer: Writer) -> Texter:
    """Somebody who has not written yet."""
    return writer()


@pytest.fixture
def records(app: Flask) -> Records:
    """A unit of work that writes what is known before the call: with records() as session: ..."""

    @contextmanager
    def write() -> Iterator[Session]:
        with db.begin() as session:
            factories.use(session)
            yield session
            factories.use(None)

    return write


@pytest.fixture
def xochitl(records: Records) -> Person:
    """Xochitl Guadalupe Zepeda Olvera, born on 12 March 1985 in Mexico, A 098 765 432, held at Stewart."""
    with records() as session:
        person = factories.person(session)
        stay = factories.StayFactory(person_id=person.id)
        factories.StintFactory(stay_id=stay.id)
    return person


@pytest.fixture
def signed_post(app: Flask, settings: Settings) -> SignedPost:
    """Posts one webhook as the telephone company signs it; fields given replace the usual ones, None leaves one out."""

    def post(
        path: str,
        *,
        sid: str = "CA" + "0" * 32,
        token: str = "",
        headers: dict[str, str] | None = None,
        **fields: str | None,
    ) -> TestResponse:
        usual = {"AccountSid": settings.twilio_account_sid, "CallSid": sid, "From": OWN_NUMBER}
        usual |= {"To": settings.hotline_number, "CallStatus": "in-progress"}
        sent = {name: value for name, value in (usual | fields).items() if value is not None}
        webhook = transport.signed(settings, settings.public_base_url + path, sent, token or secrets.token_hex(8))
        return app.test_client().post(path, data=sent, headers=dict(webhook.headers) | (headers or {}))

    return post
