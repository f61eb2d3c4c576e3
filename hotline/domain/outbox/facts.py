"""What of an answer may stand in a text that somebody asks for by key."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from hotline.domain.findings import Finding, Outcome


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What of an answer may stand in a text: places and a number to call, never anything that names the person.

    `place` is the facility, the last one known when the person is being moved; `lines` its address; `office` the field
    office, where `phone` (E.164, verified, or "") is the office's or no place is known. `confirmed_at` and `is_fresh`
    say how new this is, on the clock of `time_zone`.
    """

    outcome: Outcome
    place: str = ""
    lines: tuple[str, ...] = ()
    office: str = ""
    phone: str = ""
    confirmed_at: datetime | None = None
    is_fresh: bool = True
    time_zone: str = "America/New_York"

    @classmethod
    def of(cls, found: Finding) -> "AnswerFacts":
        """What may be texted of this answer."""
        place = found.facility
        is_held = found.outcome is Outcome.HELD
        office = found.office.name if found.office and (found.call_is_office or place is None) else ""
        lines = place.lines if place and is_held else ()
        name = place.name if place else ""
        fresh = (found.confirmed_at, found.is_fresh, found.time_zone)
        return cls(found.outcome, name, lines, office, found.call, *fresh)

    def plain(self) -> dict[str, Any]:
        """As values that JSON can carry."""
        return asdict(self) | {"confirmed_at": self.confirmed_at.isoformat() if self.confirmed_at else None}

    @classmethod
    def from_plain(cls, kept: dict[str, Any]) -> "AnswerFacts":
        """What plain() wrote down."""
        confirmed_at = datetime.fromisoformat(kept["confirmed_at"]) if kept["confirmed_at"] else None
        read = {"outcome": Outcome(kept["outcome"]), "lines": tuple(kept["lines"]), "confirmed_at": confirmed_at}
        return cls(**kept | read)
