"""What leads to a person and what hides one, as a whole: read, taken away, and given back exactly.

Everything about it is done while no intake runs, and by whoever holds both ends: see joining.py.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import hiding, identities, names, people
from hotline.domain.errors import NotFound
from hotline.domain.people import PersonDetails
from hotline.models.notices import MayBeTold
from hotline.models.people import Hiding, HidingReason, IdentityKey, Person, SourceIdentity

Why = tuple[str, str, str, str]  # the reason, since when (ISO 8601), who decided, who was the second


@dataclass(frozen=True, slots=True)
class Held:
    """What is known, why it is hidden, whom the person named (contact_key(), since), and a source's own keys."""

    details: PersonDetails
    hidings: tuple[Why, ...]
    told: tuple[tuple[int, str], ...]
    sources: tuple[tuple[str, int], ...]

    @property
    def reasons(self) -> set[str]:
        return {reason for reason, *_ in self.hidings}


def held(session: Session, person_id: int) -> Held:
    """All of it. Raises NotFound."""
    row = session.get(Person, person_id, populate_existing=True)
    if row is None:
        raise NotFound
    why = select(Hiding.reason, Hiding.since, Hiding.decided_by, Hiding.seconded_by)
    told = select(MayBeTold.contact_key, MayBeTold.since).where(MayBeTold.person_id == person_id)
    own = select(SourceIdentity.source, SourceIdentity.key).where(SourceIdentity.person_id == person_id)
    return Held(
        people.unseal(session, row),
        tuple(
            (str(reason), since.isoformat(), by, second)
            for reason, since, by, second in session.execute(why.where(Hiding.person_id == person_id))
        ),
        tuple((key, since.isoformat()) for key, since in session.execute(told)),
        tuple((source, key) for source, key in session.execute(own)),
    )


def clear(session: Session, person_id: int, was: Held) -> None:
    """Nothing leads to the person any more: no look-up, no source, no relative's wish. The sealed row stays."""
    names.unindex(session, person_id, was.details, hidden=bool(was.hidings))
    keys = identities.shared_keys(secrets_box.of(session), was.details)
    session.execute(delete(IdentityKey).where(IdentityKey.person_id == person_id, IdentityKey.key.in_(keys)))
    for table in (Hiding, MayBeTold, SourceIdentity):
        session.execute(delete(table).where(table.person_id == person_id))


def give(session: Session, person_id: int, what: Held, *, now: datetime) -> None:
    """Write it for a person who was cleared; reasons to hide come before the index, as at intake."""
    _insert(session, Hiding, [_hiding(person_id, *one) for one in what.hidings])
    reasons = hiding.reasons_for(what.details, is_protected=False, now=now)
    hiding.record(session, person_id, reasons, now=now)
    since = {key: datetime.fromisoformat(at) for key, at in what.told}
    _insert(session, MayBeTold, [{"person_id": person_id, "contact_key": key, "since": since[key]} for key in since])
    own = [{"source": source, "key": key, "person_id": person_id, "fingerprint": 0} for source, key in what.sources]
    _insert(session, SourceIdentity, own)
    row = session.get_one(Person, person_id)
    row.sealed = people.seal(session, person_id, what.details)
    row.birth_year, row.updated_at = what.details.birth_year, now
    keys = set(identities.shared_keys(secrets_box.of(session), what.details))
    db.insert_plain(session, IdentityKey, ("key", "person_id"), [(key, person_id) for key in sorted(keys)])
    names.index(session, person_id, what.details, hidden=bool(what.hidings or reasons))


def _hiding(person_id: int, reason: str, since: str, decided: str, seconded: str) -> dict[str, object]:
    row = {"person_id": person_id, "reason": HidingReason(reason), "since": datetime.fromisoformat(since)}
    return row | {"decided_by": decided, "seconded_by": seconded}


def _insert(session: Session, table: type[db.Base], rows: list[dict[str, object]]) -> None:
    if rows:
        session.execute(insert(table), rows)
    session.flush()
