"""What a waiting call's row keeps sealed: who calls, what they told the machine, which ring of ours is the latest."""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.models.calls import WaitingCall


@dataclass(frozen=True, slots=True)
class Caller:
    """Who waits, and what is known of why; everything may be empty.

    `number` is E.164; `told` (Query.told()) is of the person who is looked for, `told_before` of others before, oldest
    first; `about` as in callbacks.CallbackWish; `heard` is the Outcome that the machine told them; who `is_relayed`
    hears and types through a relay service. `facility` and `person_id` as in callbacks.FromInside.
    """

    number: str = ""
    told: dict[str, Any] = field(default_factory=dict)
    told_before: tuple[dict[str, Any], ...] = ()
    about: str = ""
    heard: str = ""
    is_relayed: bool = False
    facility: str = ""
    person_id: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """The sealed part of a call.

    `ring` is the key of the latest call that was placed to an operator for it: what is told of an earlier one is old.
    `hand_to` is the language of who goes on when this operator's telephone is put down, None where nobody does.
    """

    caller: Caller
    ring: str = ""
    hand_to: str | None = None


def read(session: Session, row: WaitingCall) -> Held:
    """Raises Unsealable."""
    kept = json.loads(secrets_box.of(session).open(row.id, row.sealed))
    caller = Caller(**kept["caller"])
    return Held(replace(caller, told_before=tuple(caller.told_before)), kept["ring"], kept["hand_to"])


def write(session: Session, row: WaitingCall, held: Held) -> None:
    """Seal what is known of a call into its row; the old is overwritten."""
    plain = json.dumps(asdict(held), ensure_ascii=False).encode()
    row.sealed = secrets_box.of(session).seal(row.id, plain)
