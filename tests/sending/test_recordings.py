"""Messages spoken to us come here and are forgotten there, whatever fails in between."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import clock, db, delivery, gateways, sending
from hotline.config import Settings
from hotline.domain import recordings, voicemail
from hotline.domain.voicemail import SpokenMessage
from hotline.gateways import GatewayError, Sound
from hotline.gateways.memory import MemoryGateway
from hotline.models.contacts import Voicemail
from hotline.models.operations import Task
from tests.providers.chaos import Habits
from tests.providers.twilio_mock import TwilioMock

SID = "RE" + "a" * 32
URL = f"https://api.twilio.com/2010-04-01/Accounts/AC/Recordings/{SID}"
SOUND = Sound(b"somebody speaks", "audio/mpeg")


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def gateway(app: Flask) -> MemoryGateway:
    return cast(MemoryGateway, gateways.current())


def leave(now: datetime, sid: str = SID, url: str = URL) -> None:
    with db.begin() as session:
        voicemail.leave(session, SpokenMessage(sid, url, 12), token=sid, language="es", now=now)


def kept() -> list[bytes]:
    with db.reading() as session:
        sounds = [voicemail.sound(session, id_) for id_ in session.scalars(select(Voicemail.id))]
    return [sound.content for sound in sounds if sound]


def removed() -> list[bool]:
    with db.reading() as session:
        return [removed_at is not None for removed_at in session.scalars(select(Voicemail.removed_at))]


def reasons() -> list[str]:
    with db.reading() as session:
        return list(session.scalars(select(Task.reason).where(Task.closed_at.is_(None))))


def test_a_round_brings_it_here_and_has_it_forgotten_there(gateway: MemoryGateway, now: datetime) -> None:
    leave(now)
    gateway.recordings[URL] = SOUND

    done = delivery.do_what_is_owed(now)

    assert done["recordings fetched and deleted there"] == 2
    assert (kept(), gateway.deleted, removed()) == ([SOUND.content], [SID], [True])


def test_one_that_is_still_being_made_is_fetched_a_little_later(gateway: MemoryGateway, now: datetime) -> None:
    leave(now)
    sending.fetch_recordings(now)
    gateway.recordings[URL] = SOUND

    assert sending.fetch_recordings(now + timedelta(seconds=59)) == 0
    assert sending.fetch_recordings(now + timedelta(seconds=60)) == 2
    assert reasons() == []


def test_it_is_not_deleted_there_while_it_is_not_here(gateway: MemoryGateway, now: datetime) -> None:
    leave(now)
    gateway.recordings[URL] = SOUND
    gateway.faults.append(GatewayError(permanent=False))

    sending.fetch_recordings(now)

    assert (kept(), gateway.deleted) == ([], [])


def test_what_could_not_be_deleted_is_deleted_later(gateway: MemoryGateway, now: datetime) -> None:
    leave(now)
    with db.begin() as session:
        [due] = recordings.claim(session, now=now)
        recordings.keep(session, due.id, SOUND.content, SOUND.content_type, now=now)
    gateway.faults.append(GatewayError(permanent=False))

    assert sending.fetch_recordings(now) == 0
    assert sending.fetch_recordings(now + timedelta(minutes=1)) == 1
    assert (gateway.deleted, removed()) == ([SID], [True])


def test_what_cannot_be_had_is_for_staff(gateway: MemoryGateway, now: datetime) -> None:
    leave(now)
    gateway.faults += [GatewayError(permanent=True, reason="elsewhere")] * 2

    sending.fetch_recordings(now)

    assert (reasons(), removed()) == (["not_fetched"], [False])


def test_what_was_not_there_for_days_is_not_there(gateway: MemoryGateway, now: datetime) -> None:
    leave(now)
    for _ in range(recordings.PATIENCE + 1):
        sending.fetch_recordings(now)
        with db.reading() as session:
            now = session.scalars(select(Voicemail.due_at)).one()

    assert (reasons(), removed()) == (["not_fetched"], [True])


@pytest.fixture
def twilio(app: Flask, settings: Settings) -> Iterator[TwilioMock]:
    """The telephone company's stand-in, which this process sends to."""
    with TwilioMock(settings, Habits(lost=0.1, refused=0.1, broken=0.1)) as mock:
        gateways.connect(replace(settings, gateway="twilio", twilio_api_url=mock.url))
        yield mock
        gateways.connect(settings)


def test_none_is_lost_and_none_stays_there_when_many_answers_are_lost(twilio: TwilioMock, now: datetime) -> None:
    for number in range(20):
        sid = f"RE{number:032x}"
        leave(now, sid, twilio.recorded(sid, f"sound {number}".encode()))

    for hours in range(48):
        sending.fetch_recordings(now + timedelta(hours=hours))

    assert sorted(kept()) == sorted(f"sound {number}".encode() for number in range(20))
    assert (twilio.store.recordings, removed(), reasons()) == ({}, [True] * 20, [])
