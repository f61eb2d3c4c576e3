"""Everything that somebody leaves with us, once, and ended: what is forgotten later must begin somewhere."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import callbacks, outbox, references, searches, text_talks, voicemail
from hotline.domain.callbacks import CallbackWish
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.outbox import Owed, Recipient
from hotline.domain.searches import SearchWish
from hotline.domain.voicemail import SpokenMessage
from hotline.models.contacts import (
    AttemptOutcome,
    Call,
    CallReply,
    Channel,
    ClosingReason,
    Recording,
    ReferenceKind,
    Voicemail,
)
from hotline.models.messages import Means, MessageKind, Redaction
from hotline.models.notices import Change, Notice, Subscription, SubscriptionState
from hotline.models.people import Person

NUMBER = "+14045552368"
BLOB = b"\x01\x01k" + b"sealed" * 200  # over a page's quarter, so that some of it lies on pages of its own


def leave_all(session: Session, name: str, *, now: datetime) -> None:
    """One of each matter, of somebody called so; all of them end now."""
    _call(session, name, now)
    text_talks.keep(session, text_talks.resume(session, NUMBER, f"SM{name}", now=now), [name], now=now)
    _callback(session, name, now)
    _voicemail(session, name, now)
    _search(session, name, now)
    _subscription(session, name, now)
    session.add(Redaction(sid=f"SM{name}", due_at=now, redacted_at=now))
    session.flush()


def _call(session: Session, name: str, now: datetime) -> None:
    call_id = secrets_box.random_id()
    sealed = secrets_box.of(session).seal(call_id, BLOB)
    session.add(Call(id=call_id, sid=f"CA{name}", sealed=sealed, began_at=now, touched_at=now, ended_at=now))
    session.flush()
    session.add(CallReply(call_id=call_id, turn=0, sealed=secrets_box.of(session).seal(call_id, BLOB)))


def _callback(session: Session, name: str, now: datetime) -> None:
    wish = CallbackWish(NUMBER, best_time="after six" * 50, token=name)
    promised = callbacks.change(session, wish, channel=Channel.PHONE, language="es", now=now)
    session.flush()
    callbacks.tried(session, promised.id, AttemptOutcome.REACHED, by="Rosa", now=now)


def _voicemail(session: Session, name: str, now: datetime) -> None:
    message = SpokenMessage(f"RE{name}", f"https://api.twilio.com/{name}", 9)
    voicemail.leave(session, message, token=name, language="es", now=now)
    left = voicemail.waiting(session)[-1].id
    sound = secrets_box.of(session).seal(left, BLOB * 20)
    session.add(Recording(voicemail_id=left, content_type="audio/x-wav", sealed=sound))
    voicemail.close(session, left, now=now)
    session.get_one(Voicemail, left).removed_at = now
    session.flush()


def _search(session: Session, name: str, now: datetime) -> None:
    wish = SearchWish(Query(given=("Ana",), surname=(name,), birth_year=1985), NUMBER, name)
    searches.leave(session, wish, asker=Asker(network=name), channel=Channel.WEB, language="es", now=now)
    left = searches.waiting(session)[0]
    _owe(session, f"search {name}", left.id, now)
    searches.close(session, left.id, reason=ClosingReason.TOLD, now=now)
    session.flush()


def _subscription(session: Session, name: str, now: datetime) -> None:
    person_id, matter_id = secrets_box.random_id(), secrets_box.random_id()
    session.add(Person(id=person_id, birth_year=1985, sealed=b"details", updated_at=now))
    session.flush()
    references.issue(session, matter_id, ReferenceKind.SUBSCRIPTION, seed=f"subscription {name}")
    session.add(
        Subscription(
            id=matter_id,
            person_id=person_id,
            contact_key=outbox.contact_key(session, NUMBER),
            means=Means.TEXT,
            channel=Channel.WEB,
            language="es",
            state=SubscriptionState.ENDED,
            sealed=secrets_box.of(session).seal(matter_id, BLOB),
            opened_at=now,
            confirm_by=now + timedelta(days=1),
            ended_at=now,
        )
    )
    session.flush()
    session.add(Notice(id=secrets_box.random_id(), subscription_id=matter_id, change=Change.ARRIVED, written_at=now))
    _owe(session, f"notice {name}", matter_id, now)


def _owe(session: Session, key: str, matter_id: int, now: datetime) -> None:
    owed = Owed(MessageKind.NEWS, Recipient(NUMBER, Means.TEXT, "es"), key, matter_id)
    outbox.owe(session, owed, now=now)
    outbox.drop(session, matter_id, now=now)
