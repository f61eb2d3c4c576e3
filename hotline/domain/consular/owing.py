"""Every stay that begins owes its consul a notice, or a question to the person: one row a stay, written by the clock.

Rosters publish thousands of stays in two seconds, and whose consul it is lies sealed in each person's details; so new
stays are looked at once by `flask deliver`, within the minute, and no caller waits for it. What began longer ago than
WITHIN, as nearly all of a first load, was somebody's duty before us.
"""

from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import CursorResult, Select, exists, literal_column, select, update
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import heartbeats, identities, people
from hotline.domain.consular.countries import Rule, rule_of
from hotline.domain.consular.reading import kept
from hotline.domain.errors import NotFound
from hotline.models.custody import Stay
from hotline.models.messages import Message, MessageKind, MessageState
from hotline.models.people import Person
from hotline.models.rights import ConsularNotice, ConsularState

WITHIN = timedelta(hours=72)
# "Without delay" (art. 36 (1) (b)); the State Department's manual takes 72 hours for the outer limit.
DUE = timedelta(hours=24)
AT_ONCE = 1_000  # a fifth of a second's work, every quarter of a minute
REOPENED_WITHIN = timedelta(days=30)  # a stay that two sources disagree about may yet go on
LOOKED_FOR_ENDS = "consuls"
_EVERY = timedelta(days=1)
_UNDONE = (ConsularState.NOT_ASKED, ConsularState.WAITING)


def owe_new(session: Session, *, now: datetime, limit: int = AT_ONCE) -> int:
    """Write down what new stays owe, the longest held first; answers how many they were.

    Also what is owed since a nationality that nobody knew stands in the records. What is beyond the limit is next.
    """
    db.one_at_a_time(session, "consular")
    rows = session.execute(_new(now).limit(limit)).all()
    for stay_id, began_at, person in rows:
        session.add(_notice(_rule(session, person), stay_id, person.id, began_at, now))
    session.flush()
    return len(rows) + _learn(session, now, limit)


def take_back(session: Session) -> int:
    """Whose e-mail did not arrive is to be told again; answers how many those were."""
    failed = select(ConsularNotice).join(Message, Message.matter_id == ConsularNotice.id)
    failed = failed.where(Message.state == MessageState.FAILED, Message.kind == MessageKind.CONSUL)
    failed = failed.where(ConsularNotice.state == ConsularState.SENT, Message.written_at >= ConsularNotice.sent_at)
    rows = session.scalars(failed.with_for_update(skip_locked=True, of=ConsularNotice)).all()
    for row in rows:
        row.state = ConsularState.WAITING
    session.flush()
    return len(rows)


def begin(session: Session, person_id: int, *, now: datetime) -> int:
    """The notice of the stay that goes on, made where a stay is older than WITHIN and nobody looked at it; its id.

    Raises NotFound for who is not held.
    """
    db.one_at_a_time(session, "consular")
    person = session.get(Person, person_id)
    open_now = select(Stay.id).where(Stay.person_id == person_id, Stay.ended_at.is_(None))
    stay_id = session.scalar(open_now.order_by(Stay.began_at.desc(), Stay.id).limit(1))
    if person is None or stay_id is None:
        raise NotFound
    known = session.scalar(select(ConsularNotice.id).where(ConsularNotice.stay_id == stay_id))
    if known is not None:
        return known
    row = _notice(_rule(session, person), stay_id, person_id, now, now)
    session.add(row)
    session.flush()
    return row.id


def end_over(session: Session, *, now: datetime) -> int:
    """What nobody did before the stay ended is owed no longer; looked at once a day. Answers how many those were."""
    age = heartbeats.age(session, LOOKED_FOR_ENDS, now=now)
    if age is not None and age < _EVERY:
        return 0
    heartbeats.beat(session, LOOKED_FOR_ENDS, now=now)
    is_over = exists().where(Stay.id == ConsularNotice.stay_id, Stay.ended_at < now - REOPENED_WITHIN)
    ended = update(ConsularNotice).where(ConsularNotice.state.in_(_UNDONE), is_over)
    done = session.execute(ended.values(state=ConsularState.NOT_OWED, due_at=None))
    return cast(CursorResult[object], done).rowcount


def _new(now: datetime) -> Select[int, datetime, Person]:
    known = exists().where(ConsularNotice.stay_id == Stay.id)
    new = select(Stay.id, Stay.began_at, Person).join(Person, Person.id == Stay.person_id)
    new = new.where(Stay.ended_at.is_(None), Stay.began_at > now - WITHIN, ~known, identities.is_live(Stay.person_id))
    return new.order_by(Stay.began_at, Stay.id)


def _learn(session: Session, now: datetime, limit: int) -> int:
    """Whose country nobody knew, and whose record was written anew since."""
    unknown = select(ConsularNotice, Person).join(Person, Person.id == ConsularNotice.person_id)
    is_unknown = ConsularNotice.country == literal_column("''")  # as the index has it; a parameter would not use it
    unknown = unknown.where(is_unknown, Person.updated_at > ConsularNotice.opened_at).limit(limit)
    learned = 0
    for notice, person in session.execute(unknown).all():
        rule = _rule(session, person)
        notice.opened_at = now
        if rule.country and notice.state is not ConsularState.NOT_OWED:
            put(notice, rule, wants=kept(session, notice).get("wants"))
            learned += 1
    session.flush()
    return learned


def _notice(rule: Rule, stay_id: int, person_id: int, began_at: datetime, now: datetime) -> ConsularNotice:
    row = ConsularNotice(id=secrets_box.random_id(), person_id=person_id, stay_id=stay_id, opened_at=now)
    row.due_at = began_at + DUE if rule.is_owed else None
    put(row, rule)
    return row


def put(row: ConsularNotice, rule: Rule, *, wants: bool | None = None) -> None:
    """Whose consul it is; and so whether they are told, or the person asked. `wants` is what the person said, if so."""
    row.country, row.is_mandatory, row.is_disputed = rule.country, rule.is_mandatory, rule.is_disputed
    if not rule.is_owed:
        row.state = ConsularState.NOT_OWED
    elif rule.is_mandatory or wants:
        row.state = ConsularState.WAITING
    else:
        row.state = ConsularState.NOT_ASKED if wants is None else ConsularState.NOT_WANTED


def _rule(session: Session, person: Person) -> Rule:
    details = people.unseal(session, person)
    return rule_of(details.citizenship or details.country)
