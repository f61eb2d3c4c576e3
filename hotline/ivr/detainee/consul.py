"""The consulate: of the country whose citizen the caller says to be, the office nearest to the facility first."""

from hotline.domain import directory
from hotline.ivr import asking
from hotline.ivr.detainee import ringing
from hotline.ivr.menu import Junction, Step
from hotline.ivr.state import Talk
from hotline.texts import lazy as _

# Translators: heard on the telephone by a detained person, before a list of countries.
WHICH_COUNTRY = _("Of which country are you a citizen?")


def _consulate(talk: Talk) -> str:
    country = talk.notes.query.country
    place = directory.facility(talk.session, ringing.where(talk))
    offices = directory.consulates_near(talk.session, country, place.state if place else "") if country else ()
    return ringing.begin(talk, *(f"consulate:{office.id}" for office in offices if office.number))


STEPS: tuple[Step, ...] = (
    *asking.country_menus(WHICH_COUNTRY, "consulate"),
    Junction("consulate", _consulate, leads_to=(ringing.RING,)),
)
