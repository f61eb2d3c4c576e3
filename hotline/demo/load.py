"""Loads the demo: two thousand made-up people, through the same doors as real ones.

Their stays come as a roster in our own CSV; arrests of the last hours come as reports, before any roster. Everything
happened shortly before the moment of loading. People, the places that hold them and all numbers there are made up and
say so; courts and consulates are those that come with the service.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db
from hotline.demo import chains, made_up, roster, stories
from hotline.demo.cast import cast
from hotline.demo.chains import DemoFacility, DemoStay
from hotline.domain import directory, intake, rosters
from hotline.domain.intake import Report
from hotline.domain.people import PersonDetails
from hotline.domain.rosters import Order
from hotline.models.free_calls import FacilityLine
from hotline.models.operations import RosterBatch
from hotline.reference.command import OUR_LISTS

DATA = Path(__file__).parent / "data"
SOURCE = "demonstration"
PEOPLE = 2_000
SEED = 2026
PROTECTED = 0.01
CONFIRMED_EVERY = timedelta(hours=1)
_MADE_UP = ("field_offices.csv", "facilities.csv", "legal_providers.csv", "agencies.csv", "consulates.csv")
_LISTS = (*(DATA / name for name in _MADE_UP), *(path for path in OUR_LISTS if path.stem in ("courts", "consulates")))

_Listed = tuple[str, PersonDetails, bool, DemoStay]


class Loaded(StrEnum):
    """What became of loading."""

    NEW = "new"
    THERE = "there"
    CONFIRMED = "confirmed"


def facilities() -> list[DemoFacility]:
    """The places of the demonstration, in every zone of the mainland."""
    with (DATA / "facilities.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [DemoFacility(row["code"], row["kind"], row["time_zone"], row["office"]) for row in rows]


def line_of(nth: int) -> str:
    """The number that the telephones of the nth facility show."""
    return f"+1478555{160 + nth:04}"


def load(*, now: datetime) -> Loaded:
    """Load the demo as of `now`; one that is there is confirmed by its roster once more, when that is an hour old."""
    with db.begin() as session:
        _load_places(session, now)
        last = _published(session)
    if last is not None:
        return _confirm(last, now)
    people = list(_people(now))
    _import(people, now, Order(Path(), SOURCE, is_snapshot=True, is_initial=True, as_of=now), now)
    with db.begin() as session:
        for told in _reports(people, now):
            intake.report(session, told, now=now)
    return Loaded.NEW


def _confirm(last: RosterBatch, now: datetime) -> Loaded:
    """The same roster again, as of now: everybody it lists is still where they were."""
    if now - last.as_of < CONFIRMED_EVERY:
        return Loaded.THERE
    then = last.started_at
    _import(list(_people(then)), then, Order(Path(), SOURCE, is_snapshot=True, as_of=now), now)
    return Loaded.CONFIRMED


def _import(people: list[_Listed], then: datetime, order: Order, now: datetime) -> None:
    """Write the roster as it was `then`, and import it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "demonstration.csv"
        roster.write(path, _on_the_roster(people, then))
        rosters.import_file(replace(order, path=path), now=now)


def _load_places(session: Session, now: datetime) -> None:
    for path in _LISTS:
        read = directory.read(path)
        directory.load(session, read.kind, read.rows, now=now)
    for nth, place in enumerate(facilities()):
        row = {"number": line_of(nth), "facility_code": place.code, "since": now}
        session.execute(db.upsert(session, FacilityLine).values(row).on_conflict_do_nothing())


def _published(session: Session) -> RosterBatch | None:
    mine = select(RosterBatch).where(RosterBatch.source == SOURCE, RosterBatch.published_at.is_not(None))
    return session.scalars(mine.order_by(RosterBatch.id.desc()).limit(1)).first()


def _people(now: datetime) -> Iterator[_Listed]:
    """The two thousand: what the roster calls each, details, protection, stay."""
    rng, places = Random(SEED), facilities()  # noqa: S311  # made-up people need no secret dice
    for number, details in enumerate(made_up.people(rng, PEOPLE)):
        stay = chains.stay(rng, places, chains.pick(rng, chains.STATUSES), now=now)
        yield f"D{number:05}", details, rng.random() < PROTECTED, stay


def _on_the_roster(people: list[_Listed], now: datetime) -> Iterator[_Listed]:
    yield from (listed for listed in people if listed[3].stints)
    for place, person in enumerate(cast(now)):
        if stay := stories.stay_of(place, person, facilities(), now=now):
            yield f"DC{place:03}", person.details, person.is_protected, stay


def _reports(people: list[_Listed], now: datetime) -> Iterator[Report]:
    for key, details, _, stay in people:
        if not stay.stints:
            yield stories.arrest(details, stay.office, stay.began, key=key)
    for person in cast(now):
        yield from stories.reports_of(person, now=now)
