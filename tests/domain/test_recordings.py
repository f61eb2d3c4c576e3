"""A message spoken to us is fetched, sealed, and only then to be deleted at the telephone company."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline import clock
from hotline.domain import recordings, voicemail
from hotline.domain.voicemail import SpokenMessage
from hotline.models.contacts import Recording, Voicemail
from hotline.models.operations import Task

SID = "RE" + "a" * 32
URL = f"https://api.twilio.com/2010-04-01/Accounts/AC/Recordings/{SID}"
MINUTE = timedelta(minutes=1)
SOUND = b"RIFF....WAVE, and somebody speaks"


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def left(session: Session, now: datetime) -> int:
    """The id of a message that was just left."""
    voicemail.leave(session, SpokenMessage(SID, URL, 12), token="one", language="es", now=now)
    return session.scalars(select(Voicemail.id)).one()


def tasks(session: Session) -> list[tuple[str, bool]]:
    return [(task.reason, task.closed_at is None) for task in session.scalars(select(Task).order_by(Task.id))]


def exhaust(session: Session, now: datetime) -> datetime:
    """Try in vain as often as we have patience; answers when the next try is due."""
    for _ in range(recordings.PATIENCE):
        assert recordings.claim(session, now=now)
        now = session.scalars(select(Voicemail.due_at)).one()
    return now


def test_a_message_is_fetched_at_once(session: Session, left: int, now: datetime) -> None:
    [due] = recordings.claim(session, now=now)

    assert (due.id, due.sid, due.url, due.is_fetched, due.is_overdue) == (left, SID, URL, False, False)
    assert recordings.claim(session, now=now) == []


def test_the_sound_is_sealed_and_heard(session: Session, left: int, now: datetime) -> None:
    recordings.keep(session, left, SOUND, "audio/mpeg", now=now)

    assert SOUND not in session.scalars(select(Recording.sealed)).one()
    heard = voicemail.sound(session, left)
    assert heard is not None
    assert (heard.content, heard.content_type) == (SOUND, "audio/mpeg")


def test_it_is_deleted_there_only_when_it_is_here(session: Session, left: int, now: datetime) -> None:
    recordings.claim(session, now=now)
    recordings.keep(session, left, SOUND, "audio/mpeg", now=now)

    [due] = recordings.claim(session, now=now)
    recordings.record_removed(session, left, now=now)

    assert due.is_fetched
    assert not recordings.is_due(session, now=now + timedelta(days=30))


def test_the_same_sound_twice_is_kept_once(session: Session, left: int, now: datetime) -> None:
    recordings.keep(session, left, SOUND, "audio/mpeg", now=now)
    recordings.keep(session, left, b"another", "audio/mpeg", now=now)

    heard = voicemail.sound(session, left)
    assert heard is not None
    assert heard.content == SOUND


@pytest.mark.parametrize("kind", ["text/html", "", "audio/" + "x" * 60])
def test_what_is_no_sound_is_never_shown_as_a_page(session: Session, left: int, now: datetime, kind: str) -> None:
    recordings.keep(session, left, SOUND, kind, now=now)

    assert session.scalars(select(Recording.content_type)).one() == "application/octet-stream"


def test_each_try_waits_longer(session: Session, left: int, now: datetime) -> None:
    waits = []
    for _ in range(4):
        recordings.claim(session, now=now)
        due_at = session.scalars(select(Voicemail.due_at)).one()
        waits.append(due_at - now)
        now = due_at

    assert waits == [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE]


def test_after_three_days_staff_are_asked_once_and_it_is_tried_on(session: Session, left: int, now: datetime) -> None:
    later = exhaust(session, now)

    [due] = recordings.claim(session, now=later)
    recordings.claim(session, now=later + timedelta(days=8))

    assert timedelta(days=2) < later - now < timedelta(days=4)
    assert due.is_overdue
    assert tasks(session) == [("not_fetched", True)]


def test_what_comes_after_all_needs_nobody(session: Session, left: int, now: datetime) -> None:
    later = exhaust(session, now)
    recordings.claim(session, now=later)

    recordings.keep(session, left, SOUND, "audio/mpeg", now=later)

    assert tasks(session) == [("not_fetched", False)]


def test_what_is_lost_for_good_stays_with_staff(session: Session, left: int, now: datetime) -> None:
    recordings.claim(session, now=exhaust(session, now))

    recordings.record_removed(session, left, now=now)

    assert tasks(session) == [("not_fetched", True)]


def test_what_cannot_be_had_is_for_staff_at_once(session: Session, left: int, now: datetime) -> None:
    recordings.claim(session, now=now)

    recordings.record_refused(session, left, now=now)
    recordings.claim(session, now=now)

    assert tasks(session) == [("not_fetched", True)]


def test_what_is_not_deleted_there_is_for_staff_too(session: Session, left: int, now: datetime) -> None:
    recordings.keep(session, left, SOUND, "audio/mpeg", now=now)

    recordings.claim(session, now=exhaust(session, now))

    assert tasks(session) == [("not_deleted", True)]


def test_a_row_that_no_key_opens_does_not_stop_the_others(session: Session, left: int, now: datetime) -> None:
    session.execute(update(Voicemail).values(sealed=b"\x01\x02s1" + b"x" * 40))
    voicemail.leave(session, SpokenMessage("RE" + "b" * 32, URL, 3), token="two", language="en", now=now)

    [due] = recordings.claim(session, now=now)

    assert due.sid == "RE" + "b" * 32
    assert tasks(session) == [("not_fetched", True)]


def test_whoever_is_done_with_what_could_not_be_fetched_closes_the_task_and_it_is_only_deleted(
    session: Session, left: int, now: datetime
) -> None:
    later = exhaust(session, now)
    recordings.claim(session, now=later)

    voicemail.close(session, left, now=later)

    assert tasks(session) == [("not_fetched", False)]
    [due] = recordings.claim(session, now=later)
    assert due.is_fetched
    assert tasks(session)[1:] == [("not_deleted", True)]
    recordings.record_removed(session, left, now=later)
    assert tasks(session)[1:] == [("not_deleted", False)]


def test_one_that_is_heard_of_as_done_before_it_was_fetched_is_fetched_still(
    session: Session, left: int, now: datetime
) -> None:
    voicemail.close(session, left, now=now)

    [due] = recordings.claim(session, now=now)

    assert not due.is_fetched


def test_what_is_nowhere_any_more_is_shown_as_lost(session: Session, left: int, now: datetime) -> None:
    recordings.claim(session, now=exhaust(session, now))
    recordings.record_removed(session, left, now=now)
    session.expire_all()

    assert [(each.is_fetched, each.is_lost) for each in voicemail.waiting(session)] == [(False, True)]

    voicemail.close(session, left, now=now)
    assert tasks(session) == [("not_fetched", False)]
