"""How well a recorded birth agrees with the one asked for.

Match: 1990-03-04 and 1990-04-03, 1990-03-04 and 1980-03-04, 1990-03-04 and the year 1990. Do not: 1990-03-04 and
1987-11-20.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz.distance import Hamming

from hotline.domain.names.keys import Counter
from hotline.domain.names.rarity import SAID_FOR_A_YEAR, Rarity
from hotline.domain.people import Kept

FIRST_OF_YEAR = "-01-01"
TURN_OF_YEAR = ("12", "01")
DAYS_NEAR = 3
# How often the date asked for differs so from the recorded one when the person is the right one, and by chance. The
# chances that are not counted in the roster are those of two days drawn at random.
EXACT = 0.86
SWAPPED = 0.03
NEAR = 0.04
MONTH = 0.025
DIGIT = 0.025
SAME_DAY = 0.02
SAME_YEAR = 0.012
FROM_FIRST_OF_YEAR = 0.4
ANY = 0.006
CHANCE_NEAR = 6 / 365.25
CHANCE_MONTH = 2 / 365.25
CHANCE_DIGIT = 25 / 365.25 / 40
CHANCE_SAME_DAY = 1 / 365.25
YEAR_EXACT = 0.36  # lower than it occurs: false answers are held below 1 in 10,000 before recall
YEAR_NEXT = 0.015
YEAR_ANY = 0.01
AGE_EXACT = 0.2
AGE_NEXT = 0.03


@dataclass(frozen=True, slots=True)
class Agreement:
    """The likelihood ratio of a recorded birth, what to call it, and whether at least the year agrees."""

    ratio: float
    name: str
    same_year: bool


_UNASKED = Agreement(1.0, "", False)


@dataclass(slots=True)
class AskedBirth:
    """The date, the year or the age asked for; `years` are those it stands for, `country` is the one asked for."""

    day: date | None
    years: tuple[int, ...]
    is_age: bool = False
    country: str = ""
    _known: dict[str, Agreement] = field(default_factory=dict)

    @property
    def swapped(self) -> date | None:
        """The date with day and month the other way round, where there is one."""
        day = self.day
        return date(day.year, day.day, day.month) if day and day.day <= 12 and day.day != day.month else None

    def counters(self) -> list[Counter]:
        """What must be counted to weigh a recorded birth."""
        days = [day.isoformat() for day in (self.day, self.swapped) if day]
        years = {year + step for year in self.years for step in (-1, 0, 1)}
        firsts = [("first_of_year", country, "") for country in {"", self.country}]
        return firsts + [("born", "", day) for day in days] + [("year", "", str(year)) for year in years]

    def of(self, kept: Kept, rarity: Rarity) -> Agreement:
        """The best agreement with any of the recorded dates and years of a person."""
        if not self.years:
            return _UNASKED
        births = kept[1] if not kept[2] else f"{kept[1]}\t{kept[2]}"
        if births not in self._known:
            found = [self._compared(birth, rarity) for birth in births.split("\t") if birth]
            self._known[births] = max(found, key=lambda agreement: agreement.ratio, default=_UNASKED)
        return self._known[births]

    def _compared(self, birth: str, rarity: Rarity) -> Agreement:
        asked = self.day.isoformat() if self.day else ""
        if self.day is None or len(birth) == 4:
            return self._by_year(int(birth[:4]), rarity)
        if asked.endswith(FIRST_OF_YEAR) and asked != birth:
            return self._by_first_of_year(self.day.year, int(birth[:4]), rarity)
        return self._by_day(self.day, birth, rarity)

    def _by_first_of_year(self, asked: int, recorded: int, rarity: Rarity) -> Agreement:
        """1 January was asked for, as by those who know the year alone, and another day is recorded."""
        if asked != recorded:
            return self._by_year(recorded, rarity)
        return Agreement(SAID_FOR_A_YEAR / rarity.of_first_of_year(asked, self.country), "year exact", True)

    def _by_year(self, year: int, rarity: Rarity) -> Agreement:
        exact, following = (AGE_EXACT, AGE_NEXT) if self.is_age else (YEAR_EXACT, YEAR_NEXT)
        if year in self.years:
            return Agreement(exact / rarity.of_year(year), "year exact", True)
        if year + 1 in self.years or year - 1 in self.years:
            return Agreement(following / rarity.of_year(self.years[0]), "year next", False)
        return Agreement(YEAR_ANY, "year other", False)

    def _by_day(self, asked: date, birth: str, rarity: Rarity) -> Agreement:
        said = asked.isoformat()
        if birth == said:
            is_first = birth.endswith(FIRST_OF_YEAR)
            share = rarity.of_first_of_year(asked.year, self.country) if is_first else rarity.of_date(birth)
            return Agreement(EXACT / share, "date exact", True)
        same_year = birth[:4] == said[:4]
        found = [Agreement(ANY, "date other", same_year)]
        if Hamming.distance(birth, said) == 1:
            found.append(Agreement(DIGIT / CHANCE_DIGIT, "date one digit", same_year))
        if birth[4:] == said[4:]:
            found.append(Agreement(SAME_DAY / CHANCE_SAME_DAY, "date other year", same_year))
        if same_year or birth[5:7] in TURN_OF_YEAR:
            found += self._within_a_year(asked, date.fromisoformat(birth), rarity)
        return max(found, key=lambda agreement: agreement.ratio)

    def _within_a_year(self, asked: date, recorded: date, rarity: Rarity) -> Iterator[Agreement]:
        same_year, year = recorded.year == asked.year, rarity.of_year(asked.year)
        if abs((recorded - asked).days) <= DAYS_NEAR:
            yield Agreement(NEAR / (CHANCE_NEAR * year), "date near", same_year)
        if not same_year:
            return
        if recorded == self.swapped:
            yield Agreement(SWAPPED / rarity.of_date(recorded.isoformat()), "date swapped", True)
        if recorded.day == asked.day and abs(recorded.month - asked.month) == 1:
            yield Agreement(MONTH / (CHANCE_MONTH * year), "month next", True)
        is_first = (recorded.month, recorded.day) == (1, 1)
        yield Agreement((FROM_FIRST_OF_YEAR if is_first else SAME_YEAR) / year, "date same year", True)
