"""The consulate: of the country whose citizen the caller says to be, the office nearest to the facility first.

Where it does not answer, the number that it has for emergencies is rung, for it may be night; then the next office.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from hotline import countries, country_names, texts
from hotline.domain import directory
from hotline.domain.consular.countries import rule_of
from hotline.domain.directory import ConsularLine
from hotline.ivr import asking
from hotline.ivr.detainee import ringing
from hotline.ivr.menu import PERSON, Entry, Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

SPELLED, UNKNOWN = "country_spelled", "consulate_unknown"
MOST = 6  # countries in one menu

# Translators: heard on the telephone by a detained person, before a list of countries.
WHICH_COUNTRY = _("Of which country are you a citizen?")


# Translators: heard on the telephone by a detained person whose country was in none of the lists.
SPELL = _("Press the keys of the first 4 letters of your country, then pound. If you cannot, press 0, then pound.")
# Translators: heard on the telephone, when keys spell no country.
NO_COUNTRY_SO = _("No country begins with these letters. Press one key for each letter, once.")
# Translators: heard on the telephone. Nepal is 6, 3, 7, 2 on the keypad; choose a country of which the same is true.
SPELL_SO = _("For Nepal, for example, press 6, 3, 7, 2, and then the pound key.")
# Translators: heard on the telephone, after a list of countries.
NONE_OF_THESE = _("If it is none of these, press star.")
# Translators: heard on the telephone by a detained person who asked for their consulate and named no country.
WITHOUT_COUNTRY = _(
    "Without your country we cannot find your consulate. To hear the countries again, press 1. For a person who can "
    "help you, press 0, or stay on the line."
)


def _consulate(talk: Talk) -> str:
    if not talk.notes.query.country:
        return UNKNOWN
    country = rule_of(talk.notes.query.country).country
    place = directory.facility(talk.session, ringing.where(talk))
    offices = directory.consulates_near(talk.session, country, place.state if place else "")
    return ringing.begin(talk, *islice(_targets(offices), ringing.MOST_LISTED))


def _targets(offices: Sequence[ConsularLine]) -> Iterator[str]:
    """Each number once: many offices have the same one for emergencies."""
    rung: set[str] = set()
    for office in offices:
        for kind, number in (("consulate", office.number), ("consulate_at_any_hour", office.emergency)):
            if number and number not in rung:
                rung.add(number)
                yield f"{kind}:{office.id}"


def _read_keys(talk: Talk, digits: str) -> bool:
    with texts.speaking(talk.tongue):
        found = country_names.keyed(digits)
    talk.notes.typed = " ".join(found if len(found) <= MOST else ())
    return bool(talk.notes.typed)


def _of_these(talk: Talk) -> Iterator[str]:
    for key, code in enumerate(talk.notes.typed.split(), start=1):
        # Translators: heard on the telephone; a country, and the key for it.
        yield gettext("For %(country)s, press %(key)s.", country=countries.name(code), key=key)


def _choose(talk: Talk, key: str) -> None:
    """A key for which no country was offered chooses none."""
    chosen = (talk.notes.typed.split()[int(key) - 1 : int(key)] or ("",))[0]
    talk.notes.query = replace(talk.notes.query, country=chosen)


STEPS: tuple[Step, ...] = (
    *asking.country_menus(WHICH_COUNTRY, "consulate", beyond=SPELLED),
    Entry(SPELLED, (SPELL,), _read_keys, "country_of_these", PERSON, help=(NO_COUNTRY_SO, SPELL_SO)),
    Menu(
        "country_of_these",
        (_of_these, NONE_OF_THESE),
        {str(key): "consulate" for key in range(1, MOST + 1)},
        choose=_choose,
        back=SPELLED,
    ),
    Junction("consulate", _consulate, leads_to=(ringing.RING, UNKNOWN)),
    Menu(UNKNOWN, (WITHOUT_COUNTRY,), {"1": "country"}, back="choices"),
)
