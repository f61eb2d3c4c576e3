"""Whether a stopwatch tells a hidden person from one who is not there: `make timing`.

2,000 pairs: somebody who is hidden, and somebody made up by the same generator who is in no record. Each is asked for
once, by the name and birth date on record, in an order of chance, in the process that also indexed the hidden ones (so
that a cache which intake has warmed would show). The area under the curve (AUC) is the share of pairs in which the
hidden one took longer, whatever the pairing: .5 is what a coin would reach.
"""

import gc
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from math import sqrt
from pathlib import Path
from random import Random

from flask import Flask
from sqlalchemy.orm import Session

from hotline import db, migration, secrets_box
from hotline.app import create_app
from hotline.demo import made_up
from hotline.domain import hiding, identities, locator, names, people, pins
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.people import PersonDetails
from hotline.domain.pins import Line
from hotline.models.people import HidingReason, IdentityKey, Person
from tests.benchmarks import place
from tests.benchmarks.population import NOON

PAIRS = 2_000
DISCLOSABLE = 20_000
WARM_UP = 200
CONFIDENCE = 1.96  # standard errors: 95 %
TOLERANCE = 0.05

Look = Callable[[PersonDetails, str], None]


@dataclass(frozen=True, slots=True)
class Curve:
    """How well the time tells the two kinds apart, with its 95 % interval, and their medians in milliseconds."""

    through: str
    auc: float
    margin: float
    hidden_ms: float
    absent_ms: float

    @property
    def passes(self) -> bool:
        return abs(self.auc - 0.5) <= TOLERANCE

    def __str__(self) -> str:
        verdict = "pass" if self.passes else "FAIL"
        interval = f"{self.auc - self.margin:.3f} to {self.auc + self.margin:.3f}"
        medians = f"medians {self.hidden_ms:.2f} and {self.absent_ms:.2f} ms"
        return f"{self.through:<14} AUC {self.auc:.3f} ({interval}), {medians}: {verdict}"


def curves(path: Path, pairs: int = PAIRS, disclosable: int = DISCLOSABLE) -> list[Curve]:
    """Measure look-ups through locator.find and the web page, and wrong PINs, on a database that is made there."""
    path.unlink(missing_ok=True)
    migration.upgrade(place.settings(path).database_url)
    app = create_app(place.settings(path, trusted_proxies=1))
    everybody = made_up.people(Random(11), disclosable + 3 * (pairs + WARM_UP))
    hidden, absent, others = _split([told for told in everybody if told.a_numbers], pairs + WARM_UP)
    _fill(hidden, others)
    looks = {"locator.find": _by_verb, "the web page": _by_page(app), "a wrong PIN": _by_pin}
    return [_measured(through, look, hidden, absent) for through, look in looks.items()]


def _split(everybody: list[PersonDetails], n: int) -> tuple[list[PersonDetails], ...]:
    Random(12).shuffle(everybody)
    return everybody[:n], everybody[n : 2 * n], everybody[2 * n :]


def _fill(hidden: Sequence[PersonDetails], others: Sequence[PersonDetails]) -> None:
    for group, reasons in ((others, frozenset[HidingReason]()), (hidden, frozenset({HidingReason.PROTECTED}))):
        with db.begin() as session:
            box = secrets_box.of(session)
            numbered = [(secrets_box.random_id(), told) for told in group]
            for id_, told in numbered:
                sealed = people.sealed_by(box, id_, told)
                session.add(Person(id=id_, birth_year=told.birth_year, sealed=sealed, updated_at=NOON))
            session.flush()
            for id_, _ in numbered if reasons else ():
                hiding.record(session, id_, reasons, now=NOON)
            names.index_many(session, numbered, hidden=bool(reasons))
            if reasons:
                _give_pins(session, numbered)


def _give_pins(session: Session, numbered: Sequence[tuple[int, PersonDetails]]) -> None:
    box = secrets_box.of(session)
    for id_, told in numbered:
        keys = set(identities.shared_keys(box, told))
        db.insert_plain(session, IdentityKey, ("key", "person_id"), [(key, id_) for key in sorted(keys)])
        pins.issue(session, None, id_, now=NOON)


def _by_verb(told: PersonDetails, network: str) -> None:
    with db.begin() as session:
        locator.find(session, _query(told), asker=Asker(network=network), now=NOON)


def _by_pin(told: PersonDetails, network: str) -> None:
    number = int.from_bytes(ip_address(network).packed[1:], "big")
    with db.begin() as session:
        pins.opens(session, told.a_numbers[0], "000000", line=Line(f"+1404{2_000_000 + number}"), now=NOON)


def _by_page(app: Flask) -> Look:
    client = app.test_client()
    found = re.search(r'name="token"[^>]*value="([^"]+)"', client.get("/en/").text)
    if found is None:
        raise RuntimeError("the look-up's form has no token")
    token = found[1]

    def look(told: PersonDetails, network: str) -> None:
        born = told.births[0]
        form = {
            "token": token,
            "given": told.names[0].given,
            "surnames": told.names[0].surnames,
            "day": born.day,
            "month": born.month,
            "year": born.year,
        }
        client.post("/en/find", data=form, headers={"X-Forwarded-For": network})

    return look


def _query(told: PersonDetails) -> Query:
    name = told.names[0]
    return Query(given=(name.given,), surname=(name.surnames,), birth_date=told.births[0])


def _measured(through: str, look: Look, hidden: Sequence[PersonDetails], absent: Sequence[PersonDetails]) -> Curve:
    taken: dict[bool, list[float]] = {True: [], False: []}
    gc.collect()
    gc.freeze()
    for number, (is_hidden, told) in enumerate(_by_chance(hidden, absent)):
        network = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        began = time.perf_counter()
        look(told, network)
        taken[is_hidden].append((time.perf_counter() - began) * 1000)
    gc.unfreeze()
    slower, other = taken[True][WARM_UP:], taken[False][WARM_UP:]
    area = auc(slower, other)
    return Curve(through, area, CONFIDENCE * _standard_error(area, len(slower)), _median(slower), _median(other))


def _by_chance(
    hidden: Sequence[PersonDetails], absent: Sequence[PersonDetails]
) -> Iterator[tuple[bool, PersonDetails]]:
    coin = Random(13)
    for pair in zip(hidden, absent, strict=True):
        kinds = (True, False) if coin.random() < 0.5 else (False, True)
        for is_hidden in kinds:
            yield is_hidden, pair[0] if is_hidden else pair[1]


def auc(ones: Sequence[float], others: Sequence[float]) -> float:
    """The share of all pairs in which the one is larger; a tie counts half (Mann and Whitney)."""
    ranked = sorted([(value, True) for value in ones] + [(value, False) for value in others])
    wins, smaller, place_ = 0.0, 0, 0
    while place_ < len(ranked):
        end = place_
        while end < len(ranked) and ranked[end][0] == ranked[place_][0]:
            end += 1
        tied = ranked[place_:end]
        tied_others = sum(not is_one for _, is_one in tied)
        wins += (len(tied) - tied_others) * (smaller + tied_others / 2)
        smaller += tied_others
        place_ = end
    return wins / (len(ones) * len(others))


def _standard_error(area: float, n: int) -> float:
    """Hanley and McNeil, for groups of the same size."""
    first, second = area / (2 - area), 2 * area**2 / (1 + area)
    return sqrt((area * (1 - area) + (n - 1) * (first + second - 2 * area**2)) / n**2)


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def main() -> int:
    found = curves(place.path_of(DISCLOSABLE).with_name("timing.db"))
    for curve in found:
        print(curve)
    return 0 if all(curve.passes for curve in found) else 1


if __name__ == "__main__":
    sys.exit(main())
