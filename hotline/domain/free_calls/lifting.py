"""Who said "never call again" and thinks better of it: staff lift the block when they ask for it.

The answer is the same whether the number was blocked or not, so nobody learns by it whose relatives said what.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from hotline import phones
from hotline.domain import access, audit, outbox
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid
from hotline.domain.free_calls import numbers


def lift(session: Session, actor: Actor, typed: str, *, why: str, now: datetime) -> None:
    """The free-call line may ring this number again; the reason stands in the audit trail, with its keyed hash.

    Raises NotAllowed; Invalid: ("number", "not_a_number"), ("why", "missing").
    """
    access.require(actor, "free_calls.unblock")
    number = phones.parse(typed)
    if number is None:
        raise Invalid("number", "not_a_number")
    if not why.strip():
        raise Invalid("why", "missing")
    told = {"was_blocked": numbers.unblock(session, number)}
    subject = f"number_block:{outbox.contact_key(session, number)}"
    audit.record(session, actor, "number.unblocked", subject, facts=told, why=why.strip(), now=now)
