"""Another key for the indexes that people are found by: built beside the old one, which is erased (docs/keys.md).

A step is a short unit of work over some people, in the order of their ids, or over some open searches; each may be
done twice. Look-ups go on by the first of the people's keys all the while.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import identities, people, searches
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.names import rebuilding
from hotline.domain.people import PersonDetails
from hotline.models.people import Hiding, IdentityKey, Merge, NameFrequency, Person
from hotline.secrets_box import PeopleIndex

PEOPLE_A_STEP = 500
SEARCHES_A_STEP = 500
BEFORE_THE_FIRST = -1
_MERGED = select(Merge.merged_id).where(Merge.undone_at.is_(None))  # nothing leads to their rows

Step = Callable[[Session, PeopleIndex, int], int | None]


def beside(session: Session, key_id: str) -> PeopleIndex:
    """The index under that key. Raises NotFound, or Invalid("key", "looked_up") for the one that is looked up."""
    box = secrets_box.of(session)
    if key_id == box.people.key_id:
        raise Invalid("key", "looked_up")
    for index in box.indexes:
        if index.key_id == key_id:
            return index
    raise NotFound


def build_people(session: Session, index: PeopleIndex, after: int, most: int = PEOPLE_A_STEP) -> int | None:
    """Write the next people into that index; answers the last one's id, None where nobody is left.

    Somebody new of a roster that is not published yet has no rows in any index; its publication writes them. Nor has
    whoever went into another record.
    """
    some = _next_people(session, after, most)
    ids = [person_id for person_id, _ in some]
    hidden = set(session.scalars(select(Hiding.person_id).where(Hiding.person_id.in_(ids))))
    for is_hidden in (False, True):
        those = [(person_id, details) for person_id, details in some if (person_id in hidden) is is_hidden]
        rebuilding.write(session, index, those, hidden=is_hidden)
    db.insert_plain(session, IdentityKey, ("key", "person_id"), _identities(index, some))
    return ids[-1] if ids else None


def settle_counters(session: Session, _index: PeopleIndex, _after: int) -> None:
    """Who was hidden or renamed before the index came to them was taken from counters that had not counted them."""
    db.one_at_a_time(session, "intake")
    session.execute(update(NameFrequency).where(NameFrequency.n < 0).values(n=0))


def erase_people(session: Session, index: PeopleIndex, after: int, most: int = PEOPLE_A_STEP) -> int | None:
    """Take the next people out of that index; answers as build_people()."""
    some = _next_people(session, after, most)
    rebuilding.erase(session, index, some)
    for person_id, details in some:
        theirs = IdentityKey.person_id == person_id, IdentityKey.key.in_(identities.shared_keys_in(index, details))
        session.execute(delete(IdentityKey).where(*theirs))
    return some[-1][0] if some else None


def build_searches(session: Session, index: PeopleIndex, after: int) -> int | None:
    """Let the next open searches be woken by that index too; answers the last one's id, None where none is left."""
    return searches.write_keys_again(session, index, after=after, limit=SEARCHES_A_STEP)


def erase_searches(session: Session, index: PeopleIndex, after: int) -> int | None:
    """Let the next open searches be woken by that index no more; answers as build_searches()."""
    return searches.erase_keys(session, index, after=after, limit=SEARCHES_A_STEP)


def _next_people(session: Session, after: int, most: int) -> Sequence[tuple[int, PersonDetails]]:
    db.one_at_a_time(session, "intake")  # so that nobody is changed, hidden or revealed in between
    box = secrets_box.of(session)
    live = identities.is_live(Person.id), Person.id.not_in(_MERGED)
    rows = select(Person.id, Person.sealed).where(Person.id > after, *live)
    found = session.execute(rows.order_by(Person.id).limit(most)).all()
    return [(person_id, people.details_of(people.kept_in(box, person_id, sealed))) for person_id, sealed in found]


def _identities(index: PeopleIndex, some: Sequence[tuple[int, PersonDetails]]) -> list[tuple[int, int]]:
    return sorted({(key, person_id) for person_id, told in some for key in identities.shared_keys_in(index, told)})


BUILDING: tuple[Step, ...] = (build_people, build_searches, settle_counters)
ERASING: tuple[Step, ...] = (erase_people, erase_searches)
