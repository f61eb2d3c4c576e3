"""What is forgotten, and when: one rule a matter (docs/retention.md).

A rule names every table that it empties; whatever is sealed or hashed stands under a rule or among KEPT, with a reason.
Each verb does a bounded piece of work and may be run again at any time; who calls it goes on until nothing is left.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, inspect, or_, select, tuple_, update
from sqlalchemy.orm import Session

from hotline.db import Base
from hotline.domain import references
from hotline.models.calls import Shift, WaitingCall
from hotline.models.contacts import Call, Callback, CallReply, LimitCount, LimitSeen, OpenSearch, Voicemail
from hotline.models.free_calls import DetaineeCall, FamilyNumber, Representative
from hotline.models.messages import Message, MessageState, Redaction, TextTalk
from hotline.models.notices import Subscription, SubscriptionState
from hotline.models.operations import Note, RosterUpload
from hotline.models.staff import Invitation, SignInStep, StaffSession

AT_ONCE = 500
MATTER_KEPT = timedelta(days=30)  # a caller's number, since the matter it was left for ended
CONTENTS_KEPT = timedelta(hours=1)  # since the end of a call, or the last text
END_UNREPORTED = timedelta(hours=6)  # since the last webhook of a call whose end nobody reported
UNCONFIRMED_KEPT = timedelta(days=1)  # since a subscription could be confirmed no longer
NOTES_KEPT = timedelta(days=7)  # of what the telephone company has forgotten
COUNTERS_KEPT = timedelta(days=2)
UPLOADS_KEPT = timedelta(days=2)  # so that rows that could not be used are mended at their source
DATES_KEPT = timedelta(days=1)
STAFF_NOTES_KEPT = timedelta(days=60)  # on what callers left: as long as a search may stay open, and its 30 days

_OVER = (MessageState.SENT, MessageState.DELIVERED, MessageState.FAILED, MessageState.DROPPED)
_ENDED = (SubscriptionState.STOPPED, SubscriptionState.ENDED)


@dataclass(frozen=True, slots=True)
class Rule:
    """The rows of `model` that are over at a moment are forgotten, with what belongs to them in the other `tables`.

    `words` say when, for a report. `forget` takes the keys of some of them; without it they are deleted.
    """

    name: str
    words: str
    model: type[Base]
    is_over: Callable[[datetime], ColumnElement[bool]]
    tables: tuple[str, ...]
    forget: Callable[[Session, Sequence[Any]], None] | None = None


def _calls_over(now: datetime) -> ColumnElement[bool]:
    ended = or_(Call.ended_at < now - CONTENTS_KEPT, Call.touched_at < now - END_UNREPORTED)
    return and_(ended, Call.sealed != b"")


def _empty_calls(session: Session, ids: Sequence[Any]) -> None:
    """What remains of a call, its language and its times, names nobody."""
    session.execute(delete(CallReply).where(CallReply.call_id.in_(ids)))
    session.execute(update(Call).where(Call.id.in_(ids)).values(sealed=b""))


def _delete_matters(model: type[OpenSearch] | type[Subscription]) -> Callable[[Session, Sequence[Any]], None]:
    def forget(session: Session, ids: Sequence[Any]) -> None:
        references.forget(session, list(ids))
        session.execute(delete(Message).where(Message.matter_id.in_(ids)))
        session.execute(delete(model).where(model.id.in_(ids)))

    return forget


def _empty_detainee_calls(session: Session, ids: Sequence[Any]) -> None:
    """That somebody could reach somebody stays on record; which number that was does not."""
    session.execute(update(DetaineeCall).where(DetaineeCall.id.in_(ids)).values(sealed=b""))


def _empty_shifts(session: Session, ids: Sequence[Any]) -> None:
    """Who worked when stays, for the reports; the number that rang them does not."""
    session.execute(update(Shift).where(Shift.id.in_(ids)).values(sealed=b""))


CALLS = Rule(
    "call contents",
    "an hour after the call's end, six after its last word",
    Call,
    _calls_over,
    ("call", "call_reply"),
    _empty_calls,
)
TALKS = Rule(
    "conversations by text",
    "an hour after the last text",
    TextTalk,
    lambda now: TextTalk.touched_at < now - CONTENTS_KEPT,
    ("text_talk", "text_reply"),
)
DAILY = (
    # Before the matters that they are about, which take with them what is left.
    Rule(
        "messages",
        "30 days after they ended",
        Message,
        lambda now: and_(
            Message.state.in_(_OVER),
            func.coalesce(Message.ended_at, Message.sent_at, Message.written_at) < now - MATTER_KEPT,
        ),
        ("message",),
    ),
    Rule(
        "open searches",
        "30 days after they were closed",
        OpenSearch,
        lambda now: OpenSearch.closed_at < now - MATTER_KEPT,
        ("open_search", "search_key", "reference", "message"),
        _delete_matters(OpenSearch),
    ),
    Rule(
        "subscriptions",
        "30 days after they ended, a day after they could be confirmed",
        Subscription,
        lambda now: or_(
            and_(Subscription.state.in_(_ENDED), Subscription.ended_at < now - MATTER_KEPT),
            and_(
                Subscription.state == SubscriptionState.PENDING,
                Subscription.confirm_by < now - UNCONFIRMED_KEPT,
            ),
        ),
        ("subscription", "notice", "reference", "message"),
        _delete_matters(Subscription),
    ),
    Rule(
        "callbacks",
        "30 days after the call was made",
        Callback,
        lambda now: Callback.closed_at < now - MATTER_KEPT,
        ("callback", "callback_attempt"),
    ),
    # Not before the telephone company has deleted its own: the row alone knows which one that is.
    Rule(
        "voice messages",
        "30 days after somebody listened",
        Voicemail,
        lambda now: and_(Voicemail.heard_at < now - MATTER_KEPT, Voicemail.removed_at.is_not(None)),
        ("voicemail", "recording"),
    ),
    Rule(
        "calls with staff",
        "30 days after the call ended",
        WaitingCall,
        lambda now: WaitingCall.ended_at < now - MATTER_KEPT,
        ("waiting_call",),
    ),
    Rule(
        "notes on what callers left",
        "60 days after they were written",
        Note,
        lambda now: and_(Note.subject.not_like("person:%"), Note.written_at < now - STAFF_NOTES_KEPT),
        ("note",),
    ),
    Rule(
        "uploaded rosters",
        "two days after they were sent",
        RosterUpload,
        lambda now: RosterUpload.uploaded_at < now - UPLOADS_KEPT,
        ("roster_upload",),
    ),
    Rule(
        "operators' numbers",
        "an hour after they signed off",
        Shift,
        lambda now: and_(Shift.signed_off_at < now - CONTENTS_KEPT, Shift.sealed != b""),
        ("shift",),
        _empty_shifts,
    ),
    Rule(
        "numbers of free calls",
        "30 days after the call",
        DetaineeCall,
        lambda now: and_(DetaineeCall.asked_at < now - MATTER_KEPT, DetaineeCall.sealed != b""),
        ("detainee_call",),
        _empty_detainee_calls,
    ),
    Rule(
        "relatives whom a detained person may call",
        "30 days after they were taken off",
        FamilyNumber,
        lambda now: FamilyNumber.ended_at < now - MATTER_KEPT,
        ("family_number",),
    ),
    Rule(
        "counsel of record",
        "30 days after they withdrew",
        Representative,
        lambda now: Representative.ended_at < now - MATTER_KEPT,
        ("representative",),
    ),
    Rule(
        "staff sessions",
        "30 days after they ended",
        StaffSession,
        lambda now: func.coalesce(StaffSession.ended_at, StaffSession.ends_at) < now - MATTER_KEPT,
        ("staff_session",),
    ),
    Rule(
        "sign-ins begun",
        "when they expire",
        SignInStep,
        lambda now: SignInStep.expires_at < now,
        ("sign_in_step",),
    ),
    Rule(
        "invitations",
        "30 days after they expired",
        Invitation,
        lambda now: Invitation.expires_at < now - MATTER_KEPT,
        ("invitation",),
    ),
    Rule(
        "notes of words redacted",
        "a week after the words were",
        Redaction,
        lambda now: Redaction.redacted_at < now - NOTES_KEPT,
        ("redaction",),
    ),
    Rule(
        "counters",
        "after two days",
        LimitCount,
        lambda now: LimitCount.window < now - COUNTERS_KEPT,
        ("limit_count",),
    ),
    Rule(
        "dates counted",
        "after a day",
        LimitSeen,
        lambda now: LimitSeen.seen_at < now - DATES_KEPT,
        ("limit_seen",),
    ),
)
RULES = (CALLS, TALKS, *DAILY)

# What no clock deletes although it is sealed or hashed, and why.
KEPT = {
    "person": "records of custody belong to the authority; whoever left stays so that a return is recognised",
    "source_identity": "by it the next roster recognises a person",
    "identity_key": "by it any source recognises a person",
    "index_key": "finds a person; goes when the person is hidden",
    "hidden_index_key": "finds a hidden person for staff alone",
    "name_frequency": "a count of many people, of nobody in particular",
    "custody_event": "the history of custody; the hash recognises an event that comes again",
    "may_be_told": "the detained person's own word, until they change it",
    "text_stop": "that nobody texts this number any more, until its owner writes again; no matter is known by it",
    "staged_person": "deleted when its roster is published or abandoned",
    "staged_identity": "deleted when its roster is published or abandoned",
    "staged_key": "deleted when its roster is published or abandoned",
    "staged_frequency": "deleted when its roster is published or abandoned",
    "api_key": "the hash of a partner's key, until it is withdrawn",
    "audit_entry": "who saw and did what; sealed where somebody wrote why",
    "audit_head": "against it shows what was cut off the audit trail",
    "consular_notice": "that a consul was told, and when; sealed where somebody wrote who acknowledged it",
    "decision": "what two of the staff decided, and why; sealed",
    "detainee_pin": "opens what is personal on the free-call line, as long as the person's record stays",
    "interpreter": "until staff take the interpreter off the list; sealed",
    "merge": "so that staff can undo it; sealed",
    "number_block": "that the free-call line never rings this number again",
    "passkey": "until its owner or an administrator removes it; a public key",
    "recovery_code": "until it is used or replaced",
    "staff_member": "who left stays in the audit trail by a number; the rest is emptied when they leave",
}


def count(session: Session, rule: Rule, *, now: datetime) -> int:
    """How many rows the rule would forget now."""
    return session.scalar(select(func.count()).select_from(rule.model).where(rule.is_over(now))) or 0


def forget_some(session: Session, rule: Rule, *, now: datetime, limit: int = AT_ONCE) -> int:
    """Forget at most so many rows of a rule; answers how many it were, 0 when none is left."""
    columns = inspect(rule.model).primary_key
    key = columns[0] if len(columns) == 1 else tuple_(*columns)
    over = select(*columns).where(rule.is_over(now)).order_by(*columns).limit(limit).with_for_update(skip_locked=True)
    keys = [row[0] if len(columns) == 1 else tuple(row) for row in session.execute(over)]
    if not keys:
        return 0
    if rule.forget:
        rule.forget(session, keys)
    else:
        session.execute(delete(rule.model).where(key.in_(keys)).execution_options(synchronize_session=False))
    return len(keys)
