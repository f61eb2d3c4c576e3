"""Messages that are left, and what of them is kept here: where the sound is, and the sound once it was fetched."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import callbacks, recordings
from hotline.domain.errors import NotFound
from hotline.models.contacts import Callback, Channel, Recording, Voicemail

A_PAGE = 50  # messages


@dataclass(frozen=True, slots=True)
class SpokenMessage:
    """A recording at the telephone company: its id there, its address (which asks for our password), its seconds."""

    sid: str
    url: str
    seconds: int


@dataclass(frozen=True, slots=True)
class LeftVoicemail:
    """A message as staff see it; `callback_id` is the call that was promised to whoever left it, if there is one.

    Once it `is_fetched`, it is heard with sound(), and the telephone company may have it no longer. One that `is_lost`
    is nowhere. `person_id` is whom it speaks of, once staff found that out, or who left it proved to be that person.
    """

    id: int
    message: SpokenMessage
    language: str
    left_at: datetime
    callback_id: int | None
    is_fetched: bool
    is_lost: bool = False
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the messages, in their order; `next` is the id to go on after, None at the end."""

    voicemails: tuple[LeftVoicemail, ...]
    next: int | None


def leave(
    session: Session, message: SpokenMessage, *, token: str, language: str, now: datetime, person_id: int | None = None
) -> None:
    """Keep a message that was left on the telephone, once, beside the call that is promised under this token now.

    `person_id` is who left it, where they proved who they are.
    """
    voicemail_id = secrets_box.of(session).index_key("voicemail", message.sid) & (2**63 - 1)
    callback = session.get(Callback, callbacks.id_of(session, token, Channel.PHONE))
    callback_id = callback.id if callback else None
    if known := session.get(Voicemail, voicemail_id):
        known.callback_id = callback_id
        return
    kept = {"sid": message.sid, "url": message.url}
    voicemail = Voicemail(
        id=voicemail_id,
        callback_id=callback_id,
        language=language,
        seconds=message.seconds,
        sealed=secrets_box.of(session).seal(voicemail_id, json.dumps(kept).encode()),
        left_at=now,
        due_at=now,
        person_id=person_id,
    )
    session.add(voicemail)
    session.flush()


def waiting(session: Session) -> list[LeftVoicemail]:
    """Messages nobody has listened to, who waits longest first."""
    unheard = select(Voicemail).where(Voicemail.heard_at.is_(None)).order_by(Voicemail.left_at)
    return [_left(session, row) for row in session.scalars(unheard)]


def page(session: Session, *, after: int | None = None, size: int = A_PAGE) -> Page:
    """A page of the messages nobody has listened to, who waits longest first, read by its index."""
    unheard = select(Voicemail).where(Voicemail.heard_at.is_(None)).order_by(Voicemail.left_at, Voicemail.id)
    if after is not None and (last := session.get(Voicemail, after)):
        unheard = unheard.where(tuple_(Voicemail.left_at, Voicemail.id) > tuple_(last.left_at, last.id))
    rows = session.scalars(unheard.limit(size + 1)).all()
    return Page(tuple(_left(session, row) for row in rows[:size]), rows[size - 1].id if len(rows) > size else None)


def one(session: Session, voicemail_id: int) -> LeftVoicemail:
    """A message, listened to or not. Raises NotFound."""
    row = session.get(Voicemail, voicemail_id)
    if row is None:
        raise NotFound
    return _left(session, row)


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording as it came: its bytes, and what kind they are ("audio/x-wav")."""

    content: bytes
    content_type: str


def sound(session: Session, voicemail_id: int) -> Sound | None:
    """What was spoken; None while the telephone company alone has it. Raises NotFound."""
    if session.get(Voicemail, voicemail_id) is None:
        raise NotFound
    recording = session.get(Recording, voicemail_id)
    if recording is None:
        return None
    return Sound(secrets_box.of(session).open(voicemail_id, recording.sealed), recording.content_type)


def close(session: Session, voicemail_id: int, *, now: datetime) -> None:
    """Somebody listened to it, or called without it; nothing about it waits for staff any more. Raises NotFound."""
    row = session.get(Voicemail, voicemail_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    row.heard_at = now
    recordings.settle(session, voicemail_id, now=now)


def _left(session: Session, row: Voicemail) -> LeftVoicemail:
    kept = json.loads(secrets_box.of(session).open(row.id, row.sealed))
    message = SpokenMessage(kept["sid"], kept["url"], row.seconds)
    is_fetched = row.fetched_at is not None
    is_lost = not is_fetched and row.removed_at is not None
    is_about = row.callback_id, is_fetched, is_lost, row.person_id
    return LeftVoicemail(row.id, message, row.language, row.left_at, *is_about)
