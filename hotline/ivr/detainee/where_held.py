"""In which state the caller is held: where the facility of the telephone stands, else as they say."""

from hotline.domain import directory
from hotline.ivr import which_state
from hotline.ivr.detainee import ringing
from hotline.ivr.menu import Junction, Step
from hotline.ivr.state import Talk
from hotline.texts import lazy as _

ASK = which_state.FIRST
_ASKED_FOR = ("lawyers_listed", "social_listed")

# Translators: heard on the telephone by a detained person whose facility we do not know.
WHICH_STATE = _("In which state are you held?")


def known(talk: Talk, then: str) -> str:
    """Where the call goes on: at `then`, with the state and the city in the notes, or at the question for the state."""
    place = directory.facility(talk.session, ringing.where(talk))
    if place is None or not place.state:
        talk.notes.inside.seeks = then
        return ASK
    talk.notes.state, talk.notes.city = place.state, place.city
    return then


def _told(talk: Talk) -> str:
    return talk.notes.inside.seeks


STEPS: tuple[Step, ...] = (
    *which_state.steps("state_held_in", WHICH_STATE),
    Junction("state_held_in", _told, leads_to=_ASKED_FOR),
)
