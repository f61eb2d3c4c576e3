"""The consulate: of the country whose citizen the caller says to be, the office nearest to the facility first.

Where it does not answer, the number that it has for emergencies is rung, for it may be night; then the next office.
"""

from collections.abc import Iterator, Sequence

from hotline.domain import directory
from hotline.domain.directory import ConsularLine
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
    return ringing.begin(talk, *_targets(offices))


def _targets(offices: Sequence[ConsularLine]) -> Iterator[str]:
    """Each number once: many offices have the same one for emergencies."""
    rung: set[str] = set()
    for office in offices:
        for kind, number in (("consulate", office.number), ("consulate_at_any_hour", office.emergency)):
            if number and number not in rung:
                rung.add(number)
                yield f"{kind}:{office.id}"


STEPS: tuple[Step, ...] = (
    *asking.country_menus(WHICH_COUNTRY, "consulate"),
    Junction("consulate", _consulate, leads_to=(ringing.RING,)),
)
