"""Waiting for a person: while operators are signed on, whoever asks for one stands in line, else is called back."""

from datetime import datetime

from hotline.domain import lines
from hotline.domain.callbacks import URGENT
from hotline.domain.lines import Caller
from hotline.ivr import queueing
from hotline.ivr.menu import PERSON, Ending, InLine, Step
from hotline.ivr.state import Talk
from hotline.models.calls import CallerState
from hotline.texts import lazy as _

# Translators: heard on the telephone, by who asked for a person, while people answer.
STAY = _("Please stay on the line. A person will speak with you.")
# Translators: heard on the telephone, by who spoke with a person and is to wait for a moment.
MOMENT = _("One moment, please.")
# Translators: heard on the telephone, last words, after a talk with a person.
TALKED = _("Thank you for calling the Family Hotline. You can call us again at any time. Goodbye.")

FIRST = "in_line"
_OVER = (CallerState.WRAP_UP, CallerState.DONE)
_LEADS_TO = ("on_hold", PERSON, "talked")


def joins(talk: Talk) -> bool:
    """Put this call in line, where somebody who speaks the caller's language takes calls now.

    Who was promised a call back, or left the line for one, is called back.
    """
    notes = talk.notes
    if talk.language is None or notes.speaks_other or notes.promised or notes.is_out_of_line:
        return False
    if not lines.shifts.takes(talk.session, talk.language.code, now=talk.now):
        return False
    place = lines.join(
        talk.session,
        talk.call_token,
        _caller(talk),
        language=talk.language.code,
        is_urgent=notes.about in URGENT,
        since=datetime.fromisoformat(notes.waits_since),
        now=talk.now,
    )
    notes.place = place or 0
    return place is not None


def _caller(talk: Talk) -> Caller:
    notes = talk.notes
    number = "" if notes.declines_own else talk.own_number
    return Caller(
        number,
        notes.query.told(),
        notes.told_before,
        notes.about,
        notes.outcome,
        notes.is_relayed,
        notes.inside.facility,
        notes.inside.person_id,
    )


def _left(talk: Talk, result: str) -> str:
    """Where a call goes on that came out of its queue: back into it, to the last words, or to be called back."""
    if result == queueing.HUNG_UP:
        lines.gone(talk.session, talk.call_token, now=talk.now)
        return "talked"
    here = lines.standing(talk.session, talk.call_token, now=talk.now)
    if here and here.state in _OVER:
        return "talked"
    if result in queueing.BRIDGED and here and here.state is not CallerState.LEFT:
        return "on_hold"
    lines.leave(talk.session, talk.call_token, now=talk.now)
    talk.notes.is_out_of_line = True
    return PERSON


STEPS: tuple[Step, ...] = (
    InLine(FIRST, (STAY,), _left, leads_to=_LEADS_TO),
    InLine("on_hold", (MOMENT,), _left, leads_to=_LEADS_TO),
    Ending("talked", (TALKED,)),
)
