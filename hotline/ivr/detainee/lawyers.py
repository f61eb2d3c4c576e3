"""Free legal help: the list of the court near the facility, one provider after the other until somebody answers."""

from hotline.domain import directory
from hotline.ivr.detainee import ringing, where_held
from hotline.ivr.menu import Junction, Step
from hotline.ivr.state import Talk


def _near(talk: Talk) -> str:
    return where_held.known(talk, "lawyers_listed")


def _listed(talk: Talk) -> str:
    found = directory.lawyers_to_ring(
        talk.session,
        talk.notes.state,
        city=talk.notes.city,
        language=talk.tongue.code,
        most=ringing.MOST_LISTED,
    )
    return ringing.begin(talk, *(f"legal_provider:{one}" for one in found))


STEPS: tuple[Step, ...] = (
    Junction("lawyers", _near, leads_to=(where_held.ASK, "lawyers_listed")),
    Junction("lawyers_listed", _listed, leads_to=(ringing.RING,)),
)
