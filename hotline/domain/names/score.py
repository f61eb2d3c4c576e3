"""The score of one record: posterior log odds that it is the person asked for, against nobody in the records.

The two sides of the odds: how likely this query is about this record, and how likely a stranger's relative asks just
this. Names are weighed among the people of the record's country and of the country asked for.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hotline.domain.names.align import Missing, Pairing, Reading
from hotline.domain.names.births import Agreement, AskedBirth
from hotline.domain.names.compare import Level
from hotline.domain.names.evidence import counters, ratio
from hotline.domain.names.keys import Counter
from hotline.domain.names.rarity import Rarity

PRIOR = 0.3
CROWD = 30_000  # people; in more than these chance brings day and names together oftener than is reckoned
CROWDING = 0.5
NAMESAKES = 0.03  # so many of those who are looked for in vain have a namesake in the records who is no chance
NAME_WORTH = 0.95
SAME_COUNTRY = 0.92
CITIZENSHIP = 0.5
OTHER_COUNTRY = 0.04
LEAST_OTHER = 0.1  # a country is confused with its neighbours oftener than its share says
ALL_IN_OTHER_BOXES = 0.15
IN_OTHER_BOX = 0.15
IN_OTHER_PLACE = 0.3
ALIAS = 0.35
RUN_TOGETHER = 0.3
NOT_RECORDED = 0.1
FURTHER_NOT_RECORDED = 0.5
CONTRADICTED = 0.015
NOBODYS_NAME = 5e-4  # the share of a name at which being contradicted is worth just that
CONTRADICTED_LEAST = 0.001
CONTRADICTED_MOST = 0.05
# What nobody is told on; the second kind counts where another name agrees better than so.
WEAK = frozenset((Level.INITIAL, Level.TWO_SLIPS, Level.LIKE, Level.KEYED_SLIP))
BESIDE_A_FIRM_ONE = frozenset((Level.TWO_SLIPS, Level.KEYED_SLIP))


@dataclass(frozen=True, slots=True)
class Scored:
    """A reading of a record with its odds before rivals."""

    odds: float
    birth: Agreement
    country: str


def wanted(readings: Iterable[Reading], asked_country: str) -> Iterator[Counter]:
    """The counters that score() needs for these readings."""
    for reading in readings:
        for country in {reading.country, asked_country} - {""}:
            yield ("people", country, "")
            for pairing in reading.pairings:
                yield from counters(pairing.asked, pairing.part.text, pairing.level, country)
                for text in pairing.run_together:
                    yield from (("token", place, text) for place in ("", country))


def score(reading: Reading, birth: AskedBirth, asked_country: str, rarity: Rarity) -> Scored:
    """The odds of one reading of a record. The counters that wanted() names must have been fetched."""
    agreement = birth.of(reading.kept, rarity)
    word, said = _agreement_of_countries(reading, asked_country, rarity)
    places = {reading.country, asked_country}
    by_chance = sum(
        rarity.of_country(place) * _said(place, asked_country, rarity) / _names_ratio(reading, place, rarity)
        for place in places
    )
    strangers = by_chance * (rarity.people + 1) / (said * _arranged(reading)) + NAMESAKES
    unexplained = sum(math.log(_left_over(missing, rarity)) for missing in reading.missing)
    odds = prior(birth, rarity) + math.log(agreement.ratio) + unexplained - math.log(strangers)
    return Scored(odds, agreement, word)


def prior(birth: AskedBirth, rarity: Rarity) -> float:
    """Less in a large roster where a day of birth was told: measured on 100,000 and a million (docs/matching.md)."""
    return PRIOR - (CROWDING * math.log(max(1.0, rarity.people / CROWD)) if birth.day else 0.0)


def _agreement_of_countries(reading: Reading, asked: str, rarity: Rarity) -> tuple[str, float]:
    """What to call it, and how often a relative of the person recorded names that country."""
    if asked and reading.country and asked != reading.country and asked == reading.citizenship:
        return "country citizenship", CITIZENSHIP
    said = _said(reading.country, asked, rarity)
    if not asked or not reading.country:
        return "", said
    return ("country same" if asked == reading.country else "country other"), said


def _said(place: str, asked: str, rarity: Rarity) -> float:
    """How often a relative of somebody born in `place` names the country `asked`."""
    if not asked:
        return 1.0
    if not place:
        return rarity.of_country(asked)
    if place == asked:
        return SAME_COUNTRY
    return OTHER_COUNTRY * max(rarity.of_country(asked), LEAST_OTHER)


def _names_ratio(reading: Reading, country: str, rarity: Rarity) -> float:
    product = 0.0
    for pairing in reading.pairings:
        product += math.log(_ratio(pairing, country, rarity))
    return math.exp(NAME_WORTH * product)


def _ratio(pairing: Pairing, country: str, rarity: Rarity) -> float:
    if not pairing.run_together:
        return ratio(pairing.asked, pairing.part.text, pairing.level, country, rarity)
    shares = [rarity.share("token", text, country) for text in pairing.run_together]
    return RUN_TOGETHER / max(math.prod(shares), 1e-6)


def _left_over(missing: Missing, rarity: Rarity) -> float:
    """The likelihood ratio of a token that the record does not have.

    A common name there is somebody else's; what nobody is called may be a nickname that is not known here.
    """
    if missing.is_further:
        return FURTHER_NOT_RECORDED
    if not missing.has_room:
        return NOT_RECORDED
    if missing.asked.digits:
        return CONTRADICTED_LEAST
    ratio = CONTRADICTED * NOBODYS_NAME / rarity.share("token", missing.asked.text, "")
    return min(max(ratio, CONTRADICTED_LEAST), CONTRADICTED_MOST)


def _arranged(reading: Reading) -> float:
    """How often names are said in that order, in those boxes and under that one of the recorded names."""
    boxed = [pairing for pairing in reading.pairings if pairing.asked.box and pairing.part.box]
    crossed = sum(pairing.asked.box != pairing.part.box for pairing in boxed)
    share = ALL_IN_OTHER_BOXES if crossed and crossed == len(boxed) else IN_OTHER_BOX**crossed
    if any(pairing.asked.box == pairing.part.box and pairing.asked.place != pairing.part.place for pairing in boxed):
        share *= IN_OTHER_PLACE
    return share * ALIAS if reading.is_alias else share
