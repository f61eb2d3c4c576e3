"""A message from the tone to the ear of who calls back: spoken, fetched, sealed, deleted there, listened to, done."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from hotline import clock, db, gateways
from hotline.config import Settings
from hotline.domain import recordings, voicemail
from hotline.models.contacts import Recording, Voicemail
from hotline.phone.script import Caller
from hotline.phone.telephone import Telephone
from hotline.phone.transport import InProcess
from tests.providers.twilio_mock import TwilioMock

SOUND = b"ID3 somebody asks for her sister"


@pytest.fixture
def twilio(app: Flask, settings: Settings) -> Iterator[TwilioMock]:
    """The telephone company's stand-in, from which this process fetches."""
    with TwilioMock(settings) as mock:
        gateways.connect(replace(settings, gateway="twilio", twilio_api_url=mock.url))
        yield mock
        gateways.connect(settings)


@pytest.fixture
def spoken(app: Flask, settings: Settings) -> voicemail.LeftVoicemail:
    """A message that somebody left in a call of theirs, a call back being promised."""
    telephone = Telephone(settings, InProcess(app.test_client()), caller="+14045550123")
    Caller(telephone).dials().presses("2", "0", "1", "4").says("Busco a mi hermana").hears_the_end()
    with db.reading() as session:
        [left] = voicemail.waiting(session)
    return left


def _flask(app: Flask, *words: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=list(words))
    return answer.exit_code, answer.output.strip()


def _waiting(app: Flask) -> list[str]:
    return _flask(app, "desk", "waiting")[1].splitlines()


def test_what_was_spoken_is_fetched_listened_to_and_done(
    app: Flask, twilio: TwilioMock, spoken: voicemail.LeftVoicemail, tmp_path: Path
) -> None:
    number, output = str(spoken.id), tmp_path / "message.mp3"
    assert spoken.message.url == twilio.recorded(spoken.message.sid, SOUND)
    assert _waiting(app)[1].endswith(spoken.message.url)

    assert _flask(app, "deliver", "--once")[0] == 0

    assert _waiting(app)[1].endswith(f"flask desk listen voicemail {number} --output FILE")
    assert _flask(app, "desk", "listen", "voicemail", number, "--output", str(output))[0] == 0
    assert output.read_bytes() == SOUND
    assert twilio.store.recordings == {}
    with db.reading() as session:
        assert SOUND not in session.scalars(select(Recording.sealed)).one()
    assert _flask(app, "desk", "done", "voicemail", number) == (0, "Done.")
    assert [line.split()[0] for line in _waiting(app)] == ["callback"]


def test_one_that_could_not_be_fetched_is_done_by_the_same_command_and_deleted_there(
    app: Flask, twilio: TwilioMock, spoken: voicemail.LeftVoicemail
) -> None:
    number = str(spoken.id)
    twilio.recorded(spoken.message.sid, SOUND)
    with db.begin() as session:
        session.execute(update(Voicemail).values(attempts=recordings.PATIENCE, due_at=clock.now()))
    twilio.is_down = True
    _flask(app, "deliver", "--once")
    assert [line.split()[0] for line in _waiting(app)] == ["callback", "voicemail", "task"]
    twilio.is_down = False

    assert _flask(app, "desk", "done", "voicemail", number) == (0, "Done.")

    assert [line.split()[0] for line in _waiting(app)] == ["callback"]
    _flask(app, "deliver", "--once")
    assert twilio.store.recordings == {}
    assert [line.split()[0] for line in _waiting(app)] == ["callback"]


def test_one_that_is_nowhere_any_more_says_so(app: Flask, spoken: voicemail.LeftVoicemail) -> None:
    with db.begin() as session:
        recordings.record_removed(session, spoken.id, now=clock.now())

    assert _waiting(app)[1].endswith("(nobody has the sound any more: call without it)")
