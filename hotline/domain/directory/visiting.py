"""A place where people are held, as whoever wants to call, visit or write there is told of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from hotline.domain.directory import numbers
from hotline.domain.directory.numbers import Number
from hotline.domain.directory.places import NOT_SHOWN, place_of
from hotline.domain.findings import Place
from hotline.models.places import Facility, FacilityRule, FieldOffice, RuleTopic

# Hospitals have a page, but stand in no list that invites visitors.
_NOT_LISTED = (NOT_SHOWN, "medical")


@dataclass(frozen=True, slots=True)
class Rule:
    """A place's own rule in the words of its source, in the language of that code."""

    topic: RuleTopic
    text: str
    language: str
    source: str
    read_on: date


@dataclass(frozen=True, slots=True)
class Visited:
    """A place and who answers for it. `page` is its official address or ""; `edition` the day of the list, if known."""

    place: Place
    number: Number | None
    office: Place | None
    office_number: Number | None
    rules: tuple[Rule, ...]
    page: str
    edition: date | None

    def rule(self, topic: RuleTopic, language: str) -> Rule | None:
        """The place's rule on a topic, in this language if there is one, else in whichever language it is known."""
        known = [rule for rule in self.rules if rule.topic is topic]
        return next((rule for rule in known if rule.language == language), known[0] if known else None)


@dataclass(frozen=True, slots=True)
class Listed:
    """A place in the list of its state."""

    code: str
    name: str
    city: str


def visited(session: Session, code: str) -> Visited | None:
    """The listed place of that detention location code; None for any other, a place of children among them.

    A code that only a roster used is told like one that nobody ever used: else whoever tries codes would see that
    somebody is held there.
    """
    wanted = select(Facility, FieldOffice).outerjoin(FieldOffice, Facility.office_code == FieldOffice.code)
    found = session.execute(wanted.where(Facility.code == code.strip().upper(), *_has_page())).first()
    if found is None:
        return None
    facility, office = found[0], _optional(found[1])
    return Visited(
        place=place_of(facility, office),
        number=numbers.shown(facility),
        office=place_of(office) if office else None,
        office_number=numbers.shown(office) if office else None,
        rules=_rules(session, facility.code),
        page=facility.page,
        edition=facility.edition,
    )


def _optional(office: FieldOffice | None) -> FieldOffice | None:
    """An outer join may find none, which its type does not say."""
    return office


def _rules(session: Session, code: str) -> tuple[Rule, ...]:
    kept = select(FacilityRule).where(FacilityRule.facility_code == code).order_by(FacilityRule.language)
    return tuple(
        Rule(RuleTopic(row.topic), row.text, row.language, row.source, row.read_on) for row in session.scalars(kept)
    )


def states_with_places(session: Session) -> dict[str, int]:
    """How many places are listed in each state (two letters); a state without any is left out."""
    counted = select(Facility.state, func.count()).where(*_in_lists()).group_by(Facility.state)
    return dict(session.execute(counted).all())


def listed_codes(session: Session) -> tuple[str, ...]:
    """The code of every place that stands in a list."""
    return tuple(session.scalars(select(Facility.code).where(*_in_lists()).order_by(Facility.code)))


def places_in(session: Session, state: str) -> tuple[Listed, ...]:
    """The places listed in a state, by name."""
    listed = select(Facility.code, Facility.name, Facility.city).where(Facility.state == state, *_in_lists())
    return tuple(Listed(*row) for row in session.execute(listed.order_by(Facility.name, Facility.code)))


def _has_page() -> tuple[ColumnElement[bool], ...]:
    return Facility.is_listed.is_(True), Facility.kind != NOT_SHOWN


def _in_lists() -> tuple[ColumnElement[bool], ...]:
    return Facility.is_listed.is_(True), Facility.state != "", Facility.kind.not_in(_NOT_LISTED)
