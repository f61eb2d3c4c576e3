"""How common a name, a sound, a keypad code, a date or a country is among the disclosable people of the roster.

A share is smoothed: a country with few people leans on the whole roster, and a small roster on what names are like
anywhere, so that "Garcia" in a roster of three is not taken for a third of mankind.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain.names.keys import Counter, counter_key
from hotline.models.people import NameFrequency
from hotline.statements import Statement

ANYWHERE = {"token": 2e-4, "sound": 5e-4, "keyed": 2e-3}
FLOOR = {"token": 1.5e-5, "sound": 3e-5}
FLOOR_KEYED = {2: 3e-4, 3: 3e-4, 4: 1e-4, 5: 3e-5, 7: 1.5e-5}  # by the digits of the code
FIRSTS_OF_YEAR = 0.01  # of all recorded births, where there is no roster to count them in
SAID_FOR_A_YEAR = 0.02  # so many name 1 January because they know the year alone
LEAN_ON_ANYWHERE = 200
LEAN_ON_ROSTER = 300
YEARS = 60
DAYS = 365.25

_TABLE = NameFrequency.__table__
_COUNTS = Statement(select(_TABLE.c.key, _TABLE.c.n).where(db.Among(_TABLE.c.key, "keys")))


class Rarity:
    """Counts fetched for one look-up, and the shares that follow from them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._index = secrets_box.of(session).people
        self._counts: dict[int, int] = {}
        self._shares: dict[Counter, float] = {}

    def fetch(self, wanted: Iterable[Counter]) -> None:
        """Read these counters in one statement, which is sent even when none is wanted."""
        keys = {counter_key(self._index, *counter) for counter in wanted} - self._counts.keys()
        self._counts.update(dict.fromkeys(keys, 0))
        self._counts.update(_COUNTS.rows(self._session, {"keys": sorted(keys)}))

    def count(self, kind: str, country: str, value: str) -> int:
        return self._counts.get(counter_key(self._index, kind, country, value), 0)

    @property
    def people(self) -> int:
        return self.count("people", "", "")

    def share(self, kind: str, value: str, country: str) -> float:
        """The share of the people born in `country` who have that token, sound or keypad code in their names."""
        counter = (kind, country, value)
        if counter not in self._shares:
            floor = FLOOR_KEYED[len(value)] if kind == "keyed" else FLOOR[kind]
            self._shares[counter] = max(self._smoothed(*counter), floor)
        return self._shares[counter]

    def _smoothed(self, kind: str, country: str, value: str) -> float:
        overall = self.count(kind, "", value) + LEAN_ON_ANYWHERE * ANYWHERE[kind]
        share = overall / (self.people + LEAN_ON_ANYWHERE)
        if not country:
            return share
        there = self.count(kind, country, value) + LEAN_ON_ROSTER * share
        return there / (self.count("people", country, "") + LEAN_ON_ROSTER)

    def of_country(self, country: str) -> float:
        """The share of a country of birth; of an unknown one, a small one."""
        return (self.count("people", country, "") + 1.0) / (self.people + 100) if country else 1.0

    def of_year(self, year: int) -> float:
        """The share of people born in a year."""
        return (self.count("year", "", str(year)) + 3.0) / (self.people + 3.0 * YEARS)

    def of_date(self, iso: str) -> float:
        """The share of people born on a day."""
        year = self.of_year(int(iso[:4])) / DAYS
        return (self.count("born", "", iso) + 20_000 * year) / (self.people + 20_000)

    def of_first_of_year(self, year: int, country: str) -> float:
        """How many of the people of a country are asked for as born on 1 January of a year, or recorded so."""
        overall = self.count("first_of_year", "", "") + FIRSTS_OF_YEAR * LEAN_ON_ANYWHERE
        share = overall / (self.people + LEAN_ON_ANYWHERE)
        there = self.count("first_of_year", country, "") + LEAN_ON_ROSTER * share if country else share
        among = self.count("people", country, "") + LEAN_ON_ROSTER if country else 1.0
        return self.of_year(year) * (there / among + SAID_FOR_A_YEAR)
