"""Whom a free call rings: the party, which entry of the directory or of the person's own list, and the number."""

import json
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.models.free_calls import DetaineeCall, Party

# Their numbers come from the directory, where a person of ours dialled them, or from a G-28: no stranger chose them.
OF_THE_DIRECTORY = frozenset((Party.LEGAL_HELP, Party.CONSUL, Party.CHILDREN, Party.SOCIAL, Party.HOTLINE))
# Nobody cuts these short, and they are connected without a key: a secretary's menu would not know which to press.
UNLIMITED = OF_THE_DIRECTORY | {Party.COUNSEL}


@dataclass(frozen=True, slots=True)
class Callee:
    """`number` is E.164, `target` as DetaineeCall says it, `name` what the caller hears them called, or "".

    `language` is the code of what they are spoken to in, "" for every language of the line. `said_name` is where the
    caller's name is kept as they said it, "" for who said none; `said_place` is the code of the facility from where
    they are told somebody calls, "" where nobody is told (docs/free-calls.md, "Connecting"). `city` tells one consulate
    of a country from another.
    """

    party: Party
    number: str
    target: str = ""
    name: str = ""
    language: str = ""
    said_name: str = ""
    city: str = ""
    said_place: str = ""


def keep(session: Session, row: DetaineeCall, callee: Callee) -> None:
    """Seal who is rung into the row."""
    kept = asdict(callee) | {"party": str(callee.party)}
    row.sealed = secrets_box.of(session).seal(row.id, json.dumps(kept, ensure_ascii=False).encode())


def read(session: Session, row: DetaineeCall) -> Callee:
    """Whom the row is about; what was forgotten since is empty."""
    if not row.sealed:
        return Callee(row.party, "", row.target)
    kept = json.loads(secrets_box.of(session).open(row.id, row.sealed))
    return Callee(**kept | {"party": row.party})
