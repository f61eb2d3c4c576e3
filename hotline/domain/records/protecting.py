"""Withholding a person for safety, and ending it: with a reason, and by two people.

Hiding begins at once, with the proposal of one supervisor: somebody in danger cannot wait for a second one, and to be
told nothing for some hours harms less than to be found. It does not lapse by itself where no second one comes: the
proposal stands among what is to be decided, and a refusal ends it. Showing somebody harms at once and for good, so it
takes effect when the second person agrees, never before.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline.domain import access, audit, consent, contacts, decisions, hiding, notices
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.records import correcting, merging
from hotline.domain.records.viewing import subject
from hotline.models.operations import Decision, DecisionKind
from hotline.models.people import Hiding, HidingReason

# What staff may end: a source's flag and their own word. Age, death and the person's wish are no decision of theirs.
_ENDED_BY_STAFF = (HidingReason.PROTECTED, HidingReason.WITHHELD)
# What hides from its proposal on.
_HID_BY_PROPOSING = {
    DecisionKind.CORRECT_BIRTH: HidingReason.MAY_BE_MINOR,
    DecisionKind.HIDE_PERSON: HidingReason.WITHHELD,
}


def protect(session: Session, actor: Actor, person_id: int, *, why: str, now: datetime) -> None:
    """Nobody outside is told from now on; a second person is asked.

    Raises NotFound, NotAllowed, Invalid: ("why", "missing"), ("decision", "open"), ("person", "withheld").
    """
    access.require(actor, "people.hide")
    hiding.alone(session)
    if HidingReason.WITHHELD in _reasons(session, person_id):
        raise Invalid("person", "withheld")
    decisions.propose(session, actor, DecisionKind.HIDE_PERSON, subject(person_id), why=why, now=now)
    hiding.hide(session, person_id, HidingReason.WITHHELD, now=now, by=actor.signature)
    _record(session, actor, "person.hidden", person_id, why, now)


def ask_to_show(session: Session, actor: Actor, person_id: int, *, why: str, now: datetime) -> None:
    """Ask a second person to end the protection, which stands until then.

    Raises NotAllowed, Invalid: ("why", "missing"), ("decision", "open"), ("person", "not_protected").
    """
    access.require(actor, "people.hide")
    if not _reasons(session, person_id).intersection(_ENDED_BY_STAFF):
        raise Invalid("person", "not_protected")
    decisions.propose(session, actor, DecisionKind.SHOW_PERSON, subject(person_id), why=why, now=now)


def agree(session: Session, actor: Actor, person_id: int, decision_id: int, *, why: str, now: datetime) -> None:
    """The second person agrees.

    Raises NotFound, NotAllowed for whoever proposed it, Invalid: what merging.py and correcting.py say.
    """
    access.require(actor, "people.hide")
    _hold(session, person_id, decision_id)
    decision = decisions.agree(session, actor, decision_id, why=why, now=now)
    other = decisions.other(session, decision)
    if decision.kind is DecisionKind.MERGE_PEOPLE:
        merging.merge(session, actor, person_id, int(other), why=why, now=now)
    elif decision.kind is DecisionKind.PART_PEOPLE:
        merging.part(session, actor, person_id, int(other), why=why, now=now)
    elif decision.kind is DecisionKind.CORRECT_BIRTH:
        correcting.correct(session, actor, person_id, decision, why=why, now=now)
    elif decision.kind is DecisionKind.HIDE_PERSON:
        withheld = Hiding.person_id == person_id, Hiding.reason == HidingReason.WITHHELD
        session.execute(update(Hiding).where(*withheld).values(seconded_by=actor.signature))
    else:
        _show(session, actor, person_id, _ENDED_BY_STAFF, why, now)


def refuse(session: Session, actor: Actor, person_id: int, decision_id: int, *, why: str, now: datetime) -> None:
    """The second person does not agree; who was hidden by the proposal is so no more.

    Raises NotFound, NotAllowed for whoever proposed it, Invalid("why", "missing").
    """
    access.require(actor, "people.hide")
    _hold(session, person_id, decision_id)
    decision = decisions.refuse(session, actor, decision_id, why=why, now=now)
    hid = _HID_BY_PROPOSING.get(decision.kind)
    if hid and hid in _reasons(session, person_id):
        _show(session, actor, person_id, (hid,), why, now)


def withdraw(session: Session, actor: Actor, person_id: int, decision_id: int, *, now: datetime) -> None:
    """Who proposed it does not want it any more. Raises NotFound, NotAllowed for everybody else.

    What hid somebody from its proposal on is not taken back: to end that shows them, which nobody does alone, so it
    raises NotAllowed.
    """
    hiding.alone(session)
    kind = _require_about(session, person_id, decision_id).kind
    if kind is DecisionKind.HIDE_PERSON or _HID_BY_PROPOSING.get(kind) in _reasons(session, person_id):
        raise NotAllowed
    decisions.withdraw(session, actor, decision_id, now=now)


def objects(session: Session, actor: Actor, person_id: int, *, now: datetime) -> None:
    """The person wants nobody to be told; whoever hears it writes it down. Raises NotFound."""
    consent.object_to_all(session, person_id, now=now)
    _record(session, actor, "person.hidden", person_id, "", now, reason=HidingReason.OBJECTS)


def names_who_may_be_told(
    session: Session, actor: Actor, person_id: int, written: str, *, why: str, now: datetime
) -> None:
    """These numbers and addresses, one a line, may be told and nobody else; `why` says how the person said so.

    They take the place of those named before, and of an objection. Raises NotFound, NotAllowed, Invalid:
    ("why", "missing"), ("contact", "missing" or "not_a_contact" or "too_many").
    """
    access.require(actor, "people.hide")
    if not why.strip():
        raise Invalid("why", "missing")
    lines = [line for line in written.splitlines() if line.strip()]
    if not lines:
        raise Invalid("contact", "missing")
    if len(lines) > consent.MOST_NAMED:
        raise Invalid("contact", "too_many")
    consent.name_who_may_be_told(session, person_id, map(contacts.read, lines), now=now)
    hiding.reveal(session, person_id, HidingReason.OBJECTS)
    session.flush()
    notices.owe_for(session, [person_id], now=now)
    _record(session, actor, "person.hidden", person_id, why, now, reason=HidingReason.NAMED)


def objects_no_more(session: Session, actor: Actor, person_id: int, *, why: str, now: datetime) -> None:
    """The person said that relatives may be told again, and `why` says how they did.

    Raises NotFound, NotAllowed, Invalid("why", "missing").
    """
    access.require(actor, "people.hide")
    if not why.strip():
        raise Invalid("why", "missing")
    consent.withdraw(session, person_id)
    notices.owe_for(session, [person_id], now=now)
    _record(session, actor, "person.shown", person_id, why, now, reason=HidingReason.OBJECTS)


def _show(
    session: Session, actor: Actor, person_id: int, reasons: tuple[HidingReason, ...], why: str, now: datetime
) -> None:
    """Relatives who subscribed hear at once what they were not told meanwhile."""
    for reason in reasons:
        hiding.reveal(session, person_id, reason)
    _record(session, actor, "person.shown", person_id, why, now)
    session.flush()
    notices.owe_for(session, [person_id], now=now)


def _reasons(session: Session, person_id: int) -> set[HidingReason]:
    return set(session.scalars(select(Hiding.reason).where(Hiding.person_id == person_id)))


def _hold(session: Session, person_id: int, decision_id: int) -> None:
    """Nothing changes beside what is decided; locked before the trail is written, in the order of a publication."""
    decision = _require_about(session, person_id, decision_id)
    others = decisions.other_records(decision.kind, decisions.other(session, decision))
    hiding.alone(session)
    notices.hold(session, [person_id, *others])


def _require_about(session: Session, person_id: int, decision_id: int) -> Decision:
    """A decision about somebody else, or about no person, is none of this page. Raises NotFound."""
    decision = session.get(Decision, decision_id)
    if decision is None or decision.subject != subject(person_id):
        raise NotFound
    return decision


def _record(
    session: Session,
    actor: Actor,
    action: str,
    person_id: int,
    why: str,
    now: datetime,
    *,
    reason: HidingReason = HidingReason.WITHHELD,
) -> None:
    audit.record(session, actor, action, subject(person_id), facts={"reason": reason}, why=why.strip(), now=now)
