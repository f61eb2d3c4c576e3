"""What a look-up by name found: a record, how sure we are, and why."""

from dataclasses import dataclass

from hotline.domain.people import PersonDetails


@dataclass(frozen=True, slots=True)
class Match:
    """A record and the posterior log odds that it is the person asked for.

    The odds are against "not in the records" and all other candidates together. `reasons` are stable words for staff
    ("surname exact", "birth swapped"). `has_given` and `has_surname` say that a token of that kind agrees, not by an
    initial; `has_birth` that at least the birth year does.
    """

    person_id: int
    details: PersonDetails
    log_odds: float
    reasons: tuple[str, ...]
    has_given: bool
    has_surname: bool
    has_birth: bool
