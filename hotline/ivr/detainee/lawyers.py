"""Free legal help: the list of the court near the facility, one provider after the other until somebody answers."""

from hotline.domain import directory
from hotline.ivr import which_state
from hotline.ivr.detainee import ringing
from hotline.ivr.menu import Junction, Step
from hotline.ivr.state import Talk


def _near(talk: Talk) -> str:
    """Of the facility's place where it is known, else of the state that the caller names."""
    place = directory.facility(talk.session, ringing.where(talk))
    if place is None or not place.state:
        return which_state.FIRST
    talk.notes.state, talk.notes.city = place.state, place.city
    return "lawyers_listed"


def _listed(talk: Talk) -> str:
    found = directory.lawyers_to_ring(
        talk.session,
        talk.notes.state,
        city=talk.notes.city,
        language=talk.tongue.code,
        most=ringing.MOST_TRIED,
    )
    return ringing.begin(talk, *(f"legal_provider:{one}" for one in found))


STEPS: tuple[Step, ...] = (
    Junction("lawyers", _near, leads_to=(which_state.FIRST, "lawyers_listed")),
    *which_state.steps("lawyers_listed"),
    Junction("lawyers_listed", _listed, leads_to=(ringing.RING,)),
)
