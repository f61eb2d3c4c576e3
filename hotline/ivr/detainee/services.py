"""Children's and social services: the children's office, and the agencies of the facility's state."""

from hotline.domain import directory
from hotline.ivr.detainee import ringing, where_held, whom
from hotline.ivr.menu import Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import lazy as _

# Translators: heard on the telephone by a detained person. The children's office looks after children who are in
# custody or came alone; social services look after children who are left at home.
SERVICES = _(
    "For a child who is at home without care, or a sick person, press 1 for social services. "
    "For a child who is held by the government, press 2 for the children's office."
)


def _social(talk: Talk) -> str:
    return where_held.known(talk, "social_listed")


def _social_listed(talk: Talk) -> str:
    found = directory.social_services(talk.session, talk.notes.state) if talk.notes.state else ()
    return ringing.begin(talk, *(f"agency:{one}" for one in found))


def _children(talk: Talk) -> str:
    return ringing.begin(talk, whom.CHILDREN)


STEPS: tuple[Step, ...] = (
    Menu("services", (SERVICES,), {"1": "social", "2": "children_office"}, back="choices"),
    Junction("social", _social, leads_to=(where_held.ASK, "social_listed")),
    Junction("social_listed", _social_listed, leads_to=(ringing.RING,)),
    Junction("children_office", _children, leads_to=(ringing.RING,)),
)
