"""The answer to a look-up: facts without words, the same for every face."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hotline.domain.names.query import Question


class Outcome(StrEnum):
    """The five answers (docs/disclosure.md, "What is said")."""

    HELD = "held"
    IN_TRANSIT = "in_transit"
    PROCESSING = "processing"
    NO_LONGER_HELD = "no_longer_held"
    NOT_CONFIRMED = "not_confirmed"


class Departure(StrEnum):
    """How somebody left custody, as far as a relative is told."""

    RELEASED = "released"
    LEFT_COUNTRY = "left_country"
    OTHER_AGENCY = "other_agency"


@dataclass(frozen=True, slots=True)
class Place:
    """A facility or a field office as callers are told of it.

    `phone` is E.164 and verified by a person, or "". `lines` are the lines of the postal address; `city` and `state`
    (two letters, or "") stand in them. `page` is the official address of a facility, or ""; `is_shown` says that we
    have a public page of our own about it.
    """

    code: str
    name: str
    lines: tuple[str, ...]
    time_zone: str
    phone: str = ""
    city: str = ""
    state: str = ""
    page: str = ""
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer or none. Everything but `outcome`, `question` and `office` may be empty.

    HELD: `facility`, `since` (arrival). IN_TRANSIT: `facility` is the last one, `since` when the person left it.
    PROCESSING: `office`, `since` (arrest). NO_LONGER_HELD: `departure`, `since`, `country` (alpha-3, if left to one).
    `call` is the number to ring: of the facility where somebody is held, else the field office's, else "" (then a
    person helps), and `call_is_office` says which. `confirmed_at` says how fresh the answer is, `is_fresh` whether
    that is recent enough to be said without a warning, `is_from_roster` whether a roster or an office's own report said
    so. NOT_CONFIRMED is one constant apart from `question`, the next further question or None when there is no more.
    """

    outcome: Outcome
    facility: Place | None = None
    office: Place | None = None
    since: datetime | None = None
    confirmed_at: datetime | None = None
    is_from_roster: bool = True
    is_fresh: bool = True
    departure: Departure | None = None
    country: str = ""
    question: Question | None = None

    @property
    def call(self) -> str:
        if self.outcome is Outcome.HELD and self.facility and self.facility.phone:
            return self.facility.phone
        return self.office.phone if self.office else ""

    @property
    def call_is_office(self) -> bool:
        return self.office is not None and self.call == self.office.phone != ""

    @property
    def time_zone(self) -> str:
        """The zone that the times are told in: the facility's, else the office's."""
        place = self.facility or self.office
        return place.time_zone if place and place.time_zone else "America/New_York"
