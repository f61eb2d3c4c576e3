"""What staff do about a consular notice: ask the person, correct the country, send it, note who acknowledged it."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import access, audit, outbox
from hotline.domain.access import Actor
from hotline.domain.consular.countries import rule_of
from hotline.domain.consular.reading import Letter, letter_of
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.outbox import Owed, Recipient
from hotline.models.messages import Means, MessageKind
from hotline.models.people import Hiding
from hotline.models.rights import ConsularMeans, ConsularNotice, ConsularState

LONGEST = 200  # characters of who acknowledged it
_UNSENT = (ConsularState.NOT_ASKED, ConsularState.WAITING, ConsularState.NOT_WANTED)


def ask(session: Session, actor: Actor, notice_id: int, *, wants: bool, now: datetime) -> None:
    """Note whether the person wants their consul told. Raises NotFound, Invalid("consular", "sent").

    A mandatory notice is sent whatever they want; that they did not want it is noted all the same.
    """
    row = _unsent(session, notice_id)
    if not row.is_mandatory:
        row.state = ConsularState.WAITING if wants else ConsularState.NOT_WANTED
    _keep(session, row, {"wants": wants})
    audit.record(session, actor, "consular.asked", _subject(row), facts={"wants": wants}, now=now)


def change_country(session: Session, actor: Actor, notice_id: int, country: str, *, now: datetime) -> None:
    """Another nationality (alpha-3), or "TWN" for who travels on a passport of Taiwan. Raises NotFound, Invalid."""
    row = _unsent(session, notice_id)
    rule = rule_of(country)
    earlier = [*_kept(session, row).get("earlier", []), row.country]
    row.country, row.is_mandatory, row.is_disputed = rule.country, rule.is_mandatory, rule.is_disputed
    wants = _kept(session, row).get("wants")
    row.state = ConsularState.WAITING if rule.is_mandatory or wants else _unasked(wants)
    _keep(session, row, {"earlier": earlier})
    audit.record(session, actor, "consular.country_changed", _subject(row), now=now)


def send(session: Session, actor: Actor, notice_id: int, means: ConsularMeans, *, now: datetime) -> Letter:
    """Tell the consul: by an e-mail that is owed now, or on a sheet that staff hand over. Answers what is told.

    Raises NotFound, NotAllowed for who may not see a hidden person, Invalid: ("consular", "not_wanted"), ("consular",
    "no_country"), ("means", "no_email").
    """
    row = _unsent(session, notice_id)
    if session.scalar(select(Hiding.person_id).where(Hiding.person_id == row.person_id).limit(1)) is not None:
        _require_may_see_hidden(actor)
    if row.state is not ConsularState.WAITING:
        raise Invalid("consular", "not_wanted" if row.country else "no_country")
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
    to = Recipient(letter.email, Means.EMAIL, "en")
    outbox.owe(session, Owed(MessageKind.CONSUL, to, str(row.id), row.id, letter.facts()), now=now)


def _unasked(wants: bool | None) -> ConsularState:
    return ConsularState.NOT_ASKED if wants is None else ConsularState.NOT_WANTED


def _require_may_see_hidden(actor: Actor) -> None:
    if not access.may(actor, "people.see_hidden"):
        raise NotAllowed


def _unsent(session: Session, notice_id: int) -> ConsularNotice:
    row = _locked(session, notice_id)
    if row.state not in _UNSENT:
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
    plain = json.dumps(_kept(session, row) | more, ensure_ascii=False).encode()
    row.sealed = secrets_box.of(session).seal(row.id, plain)


def _kept(session: Session, row: ConsularNotice) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(secrets_box.of(session).open(row.id, row.sealed)) if row.sealed else {}
    return kept
