"""Every stay that begins owes its consul a notice, or a question to the person: one row a stay, written by the clock.

Rosters publish thousands of stays in two seconds, and whose consul it is lies sealed in each person's details; so new
stays are looked at once by `flask deliver`, within the minute, and no caller waits for it. What began longer ago than
WITHIN, as in a first load, was somebody's duty before us.
"""

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import identities, people
from hotline.domain.consular.countries import rule_of
from hotline.domain.people import PersonDetails
from hotline.models.custody import Stay
from hotline.models.people import Person
from hotline.models.rights import ConsularNotice, ConsularState

WITHIN = timedelta(hours=72)
# "Without delay" (art. 36 (1) (b)); the State Department's manual takes 72 hours for the outer limit.
DUE = timedelta(hours=24)
AT_ONCE = 500


def owe_new(session: Session, *, now: datetime, limit: int = AT_ONCE) -> int:
    """Write down what the newest stays owe; answers how many they were, and is called again until none is left."""
    known = exists().where(ConsularNotice.stay_id == Stay.id)
    new = select(Stay.id, Stay.began_at, Person).join(Person, Person.id == Stay.person_id)
    new = new.where(Stay.ended_at.is_(None), Stay.began_at > now - WITHIN, ~known, identities.is_live(Stay.person_id))
    rows = session.execute(new.order_by(Stay.began_at, Stay.id).limit(limit)).all()
    for stay_id, began_at, person in rows:
        session.add(_notice(people.unseal(session, person), stay_id, person.id, began_at, now))
    session.flush()
    return len(rows)


def _notice(details: PersonDetails, stay_id: int, person_id: int, began_at: datetime, now: datetime) -> ConsularNotice:
    rule = rule_of(details.citizenship or details.country)
    row = ConsularNotice(id=secrets_box.random_id(), person_id=person_id, stay_id=stay_id, opened_at=now)
    row.country, row.is_mandatory, row.is_disputed = rule.country, rule.is_mandatory, rule.is_disputed
    row.state = ConsularState.WAITING if rule.is_mandatory else ConsularState.NOT_ASKED
    row.due_at = max(began_at, now - WITHIN) + DUE
    return row
