"""A PIN that somebody keys: five wrong ones in a row lock the person's, twenty in an hour those of the telephone.

Who keys a number that nobody has, one that two people share, one of somebody without a PIN, or a wrong PIN is answered
alike and costs alike: for who has no PIN, somebody else's is read, compared and written as it was. So the line tells no
stranger who is in the records (docs/disclosure.md).
A lock is no answer of its own either, for a number that nobody has would never show one.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from hotline import phones, secrets_box
from hotline.domain import audit, codes, desk, identities, limits
from hotline.domain.pins import records
from hotline.domain.pins.records import Meant
from hotline.models.operations import TaskKind
from hotline.secrets_box import SecretsBox

TRIES = 5  # wrong ones in a row, then an officer issues another PIN
LINE_FAILURES = 20  # in an hour, from one telephone
LOOK_WITHIN = timedelta(hours=1)
_LARGEST_ID = (1 << 63) - 1


class Tried(StrEnum):
    """What became of a try. WRONG covers a locked PIN; after LINE_LOCKED nothing that is keyed counts this hour."""

    OPEN = "open"
    WRONG = "wrong"
    LINE_LOCKED = "line_locked"


@dataclass(frozen=True, slots=True)
class Line:
    """The telephone that is called from: the number that it shows, as it came, and the facility's code or ""."""

    number: str
    facility_code: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """`person_id` is None unless OPEN; `language` is that of the person's last call, "" for none yet."""

    tried: Tried
    person_id: int | None = None
    must_change: bool = False
    language: str = ""


def opens(session: Session, a_number: str, pin: str, *, line: Line, now: datetime) -> Opened:
    """Whether this is the PIN of who has that A-number (nine digits); also of a hidden person, and of a child.

    It is counted before it is looked at, so that of many tried in the same moment each counts; a right one is taken
    back. Commit it whatever the answer.
    """
    box = secrets_box.of(session)
    bucket = _bucket(box, line)
    failures = limits.add(session, {bucket: 1}, window=limits.WINDOW, now=now)[bucket]
    who = records.meant(session, identities.a_number_key(box.people, a_number), *_others(box, a_number))
    opening = _opening(box, who, pin)
    if failures > LINE_FAILURES:
        return Opened(Tried.LINE_LOCKED)
    if opening is None:
        records.count_failure(session, who)
        if failures == LINE_FAILURES:
            _raise_alarm(session, line, now)
        return Opened(Tried.WRONG)
    records.forgive(session, who)
    limits.add(session, {bucket: -1}, window=limits.WINDOW, now=now)
    return Opened(Tried.OPEN, who.person_id, opening.must_change, opening.language)


def _others(box: SecretsBox, a_number: str) -> tuple[int, int]:
    """Which other people's PINs are looked at with that number."""
    beside, instead = (box.index_key(kind, a_number) & _LARGEST_ID for kind in ("pin-beside", "pin-instead"))
    return beside, instead


def _opening(box: SecretsBox, who: Meant, pin: str) -> Row[Any] | None:
    """The row of the person whose PIN this is, unless too many wrong ones were tried before."""
    found = None
    for row in who.kept:
        is_right = hmac.compare_digest(row.pin_hash, codes.pin_hash(box, row.person_id, pin))
        if is_right and row.person_id in who.mine and row.failures < TRIES:
            found = row
    return found


def _raise_alarm(session: Session, line: Line, now: datetime) -> None:
    """Staff are asked to look, once for a facility; who guesses may stand beside who wants to call their lawyer."""
    audit.record(session, None, "pin.line_locked", _subject(line), now=now)
    subject = f"free_line:{line.facility_code or 'unknown'}"
    due_at = now + LOOK_WITHIN
    desk.open_task(session, TaskKind.LOOK_AT_ALARM, subject, due_at=due_at, now=now, reason="pins")


def _subject(line: Line) -> str:
    return f"facility:{line.facility_code}" if line.facility_code else ""


def _bucket(box: SecretsBox, line: Line) -> int:
    """Where the failures of a telephone are counted; those that show no number share one bucket.

    A number that no telephone can have is believed where it is a facility's in the directory, and nowhere else: a
    withheld number arrives as the keypad spelling of a word.
    """
    parse = phones.parse_reference if line.facility_code else phones.parse
    return box.index_key("pin-line", parse(line.number) or "withheld")
