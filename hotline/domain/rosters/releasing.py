"""A roster on hold is released by two of the staff: one looks at what it would change and proposes, another agrees."""

from datetime import datetime

from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import audit, decisions, hiding
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.rosters import batches, history, staging
from hotline.domain.rosters.orders import Imported
from hotline.domain.rosters.staging import TakenOver
from hotline.models.operations import BatchState, Decision, DecisionKind

NOT_HELD = "batch", "not_held"


def propose(session: Session, actor: Actor, batch_id: int, *, why: str, now: datetime) -> None:
    """Ask a second person.

    Raises NotFound, or Invalid: ("batch", "not_held"), ("why", "missing"), ("decision", "open").
    """
    hiding.alone(session)  # or a newer roster takes its place in this moment, and the proposal stays open
    if history.one(session, batch_id).state is not BatchState.HELD:
        raise Invalid(*NOT_HELD)
    decisions.propose(session, actor, DecisionKind.RELEASE_BATCH, batches.subject(batch_id), why=why, now=now)


def release_agreed(actor: Actor, batch_id: int, decision_id: int, *, why: str = "", now: datetime) -> Imported:
    """The second person agrees, and the roster is published in the same unit of work.

    It owns its units of work, as whatever publishes. Raises NotFound, NotAllowed for whoever proposed it,
    Invalid("batch", "not_held").
    """
    try:
        with db.begin() as session:
            left_out = _release(session, actor, batch_id, decision_id, why=why, now=now)
    except TakenOver as error:
        raise Invalid(*NOT_HELD) from error
    with db.begin() as session:
        staging.clear(session, batch_id)
    return Imported(BatchState.PUBLISHED, batch_id, left_out=left_out)


def _release(session: Session, actor: Actor, batch_id: int, decision_id: int, *, why: str, now: datetime) -> int:
    """Published before it is written down, for the audit trail is one line for everybody, and publishing takes long."""
    proposed = proposed_about(session, batch_id, decision_id)
    if proposed.proposed_by == actor.staff_id:
        raise NotAllowed
    by = f"staff:{proposed.proposed_by}"
    batch = batches.put_in_place(session, batch_id, BatchState.HELD, now=now, by=by, second=actor.signature)
    decisions.agree(session, actor, decision_id, why=why, now=now)
    batches.decided(session, batch_id, now=now)
    facts: dict[str, str | int | bool | None] = {"source": batch.source, "left_out": batch.left_out}
    audit.record(session, actor, "batch.released", batches.subject(batch_id), facts=facts, why=why, now=now)
    return batch.left_out


def proposed_about(session: Session, batch_id: int, decision_id: int) -> Decision:
    """The decision of that number, if it is about that roster. Raises NotFound."""
    found = session.get(Decision, decision_id)
    if found is None or (found.kind, found.subject) != (DecisionKind.RELEASE_BATCH, batches.subject(batch_id)):
        raise NotFound
    return found
