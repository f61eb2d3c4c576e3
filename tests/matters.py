"""Everything that somebody leaves with us, once, and ended: what is forgotten later must begin somewhere."""

import os
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import callbacks, outbox, references, retention, searches, text_talks, voicemail
from hotline.domain.callbacks import CallbackWish
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.outbox import Owed, Recipient
from hotline.domain.searches import SearchWish
from hotline.domain.voicemail import SpokenMessage
from hotline.models.calls import CallerState, Shift, WaitingCall
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
from hotline.models.free_calls import DetaineeCall, FamilyNumber, Party, Representative
from hotline.models.messages import Means, MessageKind, Redaction
from hotline.models.notices import Change, Notice, Subscription, SubscriptionState
from hotline.models.operations import Note, RosterUpload
from hotline.models.people import Person
from hotline.models.staff import Invitation, SignInStep, StaffMember, StaffSession, StaffState

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
    staff_id = _staff_member(session, name, now)
    _signed_in(session, name, staff_id, now)
    _call_with_staff(session, staff_id, now)
    _roster(session, name, staff_id, now)
    _free_calls(session, now)
    session.flush()


def _free_calls(session: Session, now: datetime) -> None:
    person_id = secrets_box.random_id()
    session.add(Person(id=person_id, sealed=b"", updated_at=now))
    session.flush()
    box, when = secrets_box.of(session), {"since": now - timedelta(days=2), "ended_at": now}
    call = DetaineeCall(
        id=secrets_box.random_id(), person_id=person_id, party=Party.FAMILY, asked_at=now, logged_at=now
    )
    counsel = Representative(id=secrets_box.random_id(), person_id=person_id, g28_on=now.date(), **when)
    mother = FamilyNumber(
        id=secrets_box.random_id(), person_id=person_id, contact_key=outbox.contact_key(session, NUMBER), **when
    )
    for row in (call, counsel, mother):
        row.sealed = box.seal(row.id, BLOB)
        session.add(row)


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


def _staff_member(session: Session, name: str, now: datetime) -> int:
    """Somebody who left: that there was somebody stays in the audit trail, what is known of them does not."""
    staff_id = secrets_box.random_id()
    key = secrets_box.of(session).index_key("matters-staff", name)
    member = StaffMember(id=staff_id, email_key=key, sealed=b"", state=StaffState.LEFT, made_at=now, left_at=now)
    session.add(member)
    session.flush()
    return staff_id


def _signed_in(session: Session, name: str, staff_id: int, now: datetime) -> None:
    """An invitation that was taken up, a sign-in that was begun, and a session that ended."""
    kinds = {kind: sha256(f"{kind} {name}".encode()).hexdigest() for kind in ("invitation", "step", "session")}
    made = {"staff_id": staff_id, "made_at": now, "expires_at": now, "used_at": now}
    session.add(Invitation(id=secrets_box.random_id(), secret_hash=kinds["invitation"], **made))
    session.add(SignInStep(secret_hash=kinds["step"], staff_id=staff_id, challenge=os.urandom(64), expires_at=now))
    times = {"began_at": now, "seen_at": now, "confirmed_at": now, "ends_at": now + timedelta(hours=12)}
    row = {"staff_id": staff_id, "device": "Firefox on Linux", "ended_at": now} | times
    session.add(StaffSession(id=secrets_box.random_id(), secret_hash=kinds["session"], **row))


def _call_with_staff(session: Session, staff_id: int, now: datetime) -> None:
    """A caller whom somebody of the staff spoke with, and what was noted then, so long ago that its time is up too."""
    box, shift_id, waiting_id, note_id = secrets_box.of(session), *(secrets_box.random_id() for _ in range(3))
    on = {"languages": "es", "signed_on_at": now, "signed_off_at": now}
    session.add(Shift(id=shift_id, staff_id=staff_id, sealed=box.seal(shift_id, BLOB), **on))
    session.flush()
    call_id, sealed = secrets_box.random_id(), box.seal(waiting_id, BLOB)
    call = WaitingCall(id=waiting_id, call_id=call_id, sealed=sealed, shift_id=shift_id, since=now, ended_at=now)
    call.state = CallerState.DONE
    session.add(call)
    written_at = now - (retention.STAFF_NOTES_KEPT - retention.MATTER_KEPT)
    note = {"subject": f"call:{waiting_id}", "written_by": staff_id, "written_at": written_at}
    session.add(Note(id=note_id, sealed=box.seal(note_id, BLOB), **note))


def _roster(session: Session, name: str, staff_id: int, now: datetime) -> None:
    """A file that was sent by the console, and never published."""
    upload_id, box = secrets_box.random_id(), secrets_box.of(session)
    sealed = {"words": box.seal(upload_id, name.encode()), "sealed": box.seal(upload_id, BLOB * 20)}
    times = {"as_of": now, "uploaded_at": now, "touched_at": now}
    kind = {"source": "demo", "is_snapshot": True, "is_initial": False}
    session.add(RosterUpload(id=upload_id, uploaded_by=staff_id, **sealed, **times, **kind))


def _owe(session: Session, key: str, matter_id: int, now: datetime) -> None:
    owed = Owed(MessageKind.NEWS, Recipient(NUMBER, Means.TEXT, "es"), key, matter_id)
    outbox.owe(session, owed, now=now)
    outbox.drop(session, matter_id, now=now)
