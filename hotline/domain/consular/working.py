"""What staff do about a consular notice: ask the person, correct the country, send it, note who acknowledged it."""

import json
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import languages, secrets_box
from hotline.domain import access, audit, outbox
from hotline.domain.access import Actor
from hotline.domain.consular.countries import rule_of
from hotline.domain.consular.letter import Letter, letter_of
from hotline.domain.consular.owing import DUE, begin, put
from hotline.domain.consular.reading import kept
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.outbox import Owed, Recipient
from hotline.models.custody import Stay
from hotline.models.messages import Means, MessageKind
from hotline.models.people import Hiding
from hotline.models.rights import ConsularMeans, ConsularNotice, ConsularState

LONGEST = 200  # characters of who acknowledged it


def ask(session: Session, actor: Actor, notice_id: int, *, wants: bool, now: datetime) -> None:
    """Note whether the person wants their consul told. Raises NotFound, Invalid("consular", "sent").

    A mandatory notice is sent whatever they want; that they did not want it is noted all the same.
    """
    row = _unsent(session, notice_id)
    put(row, rule_of(row.country), wants=wants)
    _keep(session, row, {"wants": wants})
    audit.record(session, actor, "consular.asked", _subject(row), facts={"wants": wants}, now=now)


def ask_for(session: Session, actor: Actor, person_id: int, *, now: datetime) -> int:
    """Somebody who is held for long asks for their consul; answers the notice's id. Raises NotFound for who is not."""
    notice_id = begin(session, person_id, now=now)
    ask(session, actor, notice_id, wants=True, now=now)
    return notice_id


def change_country(session: Session, actor: Actor, notice_id: int, country: str, *, now: datetime) -> None:
    """Another nationality (alpha-3), or "TWN" for who travels on a passport of Taiwan. Raises NotFound, Invalid."""
    row = _unsent(session, notice_id)
    known = kept(session, row)
    _keep(session, row, {"earlier": [*known.get("earlier", []), row.country]})
    put(row, rule_of(country), wants=known.get("wants"))
    row.due_at, row.sent_at, row.means = row.due_at or now + DUE, None, None
    audit.record(session, actor, "consular.country_changed", _subject(row), now=now)


def send(session: Session, actor: Actor, notice_id: int, means: ConsularMeans, *, now: datetime) -> Letter:
    """Tell the consul: by an e-mail that is owed now, or on a sheet that staff hand over. Answers what is told.

    One that came back may be sent again. Raises NotFound, NotAllowed for who may not see a hidden person, Invalid:
    ("consular", "sent"), ("consular", "not_held"), ("consular", "no_country"), ("consular", "not_wanted"), ("means",
    "no_email").
    """
    row = _unsent(session, notice_id)
    if session.scalar(select(Hiding.person_id).where(Hiding.person_id == row.person_id).limit(1)) is not None:
        _require_may_see_hidden(actor)
    _require_owed(session, row)
    letter = letter_of(session, notice_id, now=now)
    if means is ConsularMeans.EMAIL:
        _owe_email(session, row, letter, now)
    row.state, row.means, row.sent_at = ConsularState.SENT, means, now
    row.consulate_id = letter.office.id if letter.office else None
    audit.record(session, actor, "consular.sent", _subject(row), facts={"means": means}, now=now)
    return letter


def acknowledge(session: Session, actor: Actor, notice_id: int, by: str, *, now: datetime) -> None:
    """Note who of the consulate said that it arrived. Raises NotFound, Invalid: ("by", "missing"), ("consular", …)."""
    row = _locked(session, notice_id)
    who = by.strip()[:LONGEST]
    if not who:
        raise Invalid("by", "missing")
    if row.state is not ConsularState.SENT:
        raise Invalid("consular", "not_sent")
    row.state, row.acknowledged_at = ConsularState.ACKNOWLEDGED, now
    _keep(session, row, {"by": who})
    audit.record(session, actor, "consular.acknowledged", _subject(row), now=now)


def _owe_email(session: Session, row: ConsularNotice, letter: Letter, now: datetime) -> None:
    if not letter.email:
        raise Invalid("means", "no_email")
    to = Recipient(letter.email, Means.EMAIL, languages.SOURCE)
    key = f"{row.id} {now:%Y-%m-%dT%H:%M}"
    outbox.owe(session, Owed(MessageKind.CONSUL, to, key, row.id, letter.facts()), now=now)


def _require_owed(session: Session, row: ConsularNotice) -> None:
    if session.get_one(Stay, row.stay_id).ended_at is not None:
        raise Invalid("consular", "not_held")
    if not row.country:
        raise Invalid("consular", "no_country")
    if row.state is not ConsularState.WAITING:
        raise Invalid("consular", "not_wanted")


def _require_may_see_hidden(actor: Actor) -> None:
    if not access.may(actor, "people.see_hidden"):
        raise NotAllowed


def _unsent(session: Session, notice_id: int) -> ConsularNotice:
    row = _locked(session, notice_id)
    if row.state in (ConsularState.SENT, ConsularState.ACKNOWLEDGED):
        raise Invalid("consular", "sent")
    return row


def _locked(session: Session, notice_id: int) -> ConsularNotice:
    row = session.get(ConsularNotice, notice_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def _subject(row: ConsularNotice) -> str:
    return f"person:{row.person_id}"


def _keep(session: Session, row: ConsularNotice, more: dict[str, object]) -> None:
    plain = json.dumps(kept(session, row) | more, ensure_ascii=False).encode()
    row.sealed = secrets_box.of(session).seal(row.id, plain)
