"""A message that was spoken to us is kept once, sealed, beside the call that was promised, until somebody listened."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import callbacks, voicemail
from hotline.domain.callbacks import CallbackWish
from hotline.domain.errors import NotFound
from hotline.domain.voicemail import SpokenMessage
from hotline.models.contacts import Callback, Channel, Voicemail

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WISH = CallbackWish("+12125552368", token="a call")
MESSAGE = SpokenMessage("RE" + "1" * 32, "https://api.twilio.com/recordings/1", 14)


def test_a_message_goes_with_the_call_promised_in_the_same_call(session: Session) -> None:
    callback = _promise(session, WISH)

    _leave(session)

    assert callbacks.waiting(session, now=NOON)[0].voicemails == (voicemail.waiting(session)[0].id,)
    assert voicemail.waiting(session)[0].callback_id == callback.id
    assert voicemail.waiting(session)[0].message == MESSAGE


def test_the_same_recording_is_kept_once(session: Session) -> None:
    _leave(session)
    _leave(session)

    assert len(voicemail.waiting(session)) == 1


def test_a_message_without_a_call_goes_with_the_one_promised_later(session: Session) -> None:
    _leave(session)
    callback = _promise(session, WISH)

    _leave(session)

    assert voicemail.waiting(session)[0].callback_id == callback.id


def test_where_it_is_kept_cannot_be_read_without_the_key(session: Session) -> None:
    _leave(session)

    assert MESSAGE.url.encode() not in session.execute(select(Voicemail.sealed)).scalar_one()


def test_what_was_listened_to_waits_no_more(session: Session) -> None:
    _promise(session, WISH)
    _leave(session)

    voicemail.close(session, voicemail.waiting(session)[0].id, now=NOON)
    session.flush()

    assert voicemail.waiting(session) == []
    assert callbacks.waiting(session, now=NOON)[0].voicemails == ()
    with pytest.raises(NotFound):
        voicemail.close(session, 1, now=NOON)


def test_a_call_that_becomes_urgent_is_due_sooner_and_stays_urgent(session: Session) -> None:
    _promise(session, WISH)
    _promise(session, CallbackWish(WISH.number, token="a call", is_urgent=True, about=callbacks.CARE))
    _promise(session, WISH)

    (callback,) = callbacks.waiting(session, now=NOON)
    assert (callback.is_urgent, callback.due_at) == (True, NOON + timedelta(hours=2))


def test_when_a_call_suits_is_kept(session: Session) -> None:
    when = {"best_time": callbacks.DayPart.EVENING, "time_zone": "America/Denver"}
    _promise(session, CallbackWish(WISH.number, token="a call", **when))

    (callback,) = callbacks.waiting(session, now=NOON)
    assert (callback.best_time, callback.time_zone) == ("evening", "America/Denver")


def _promise(session: Session, wish: CallbackWish) -> Callback:
    callback = callbacks.change(session, wish, channel=Channel.PHONE, language="en", now=NOON)
    session.flush()
    return callback


def _leave(session: Session) -> None:
    voicemail.leave(session, MESSAGE, token="a call", language="en", now=NOON)
