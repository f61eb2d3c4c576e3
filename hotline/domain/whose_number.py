"""Numbers that are nobody's own: those of this hotline and its operators, and of the telephones of a facility."""

from sqlalchemy.orm import Session

from hotline import our_numbers
from hotline.models.free_calls import FacilityLine


def is_of_a_line(session: Session, number: str) -> bool:
    """Whether a number (E.164) leads back to us or to a facility, and so to no relative and no lawyer."""
    return number in our_numbers.of(session) or session.get(FacilityLine, number) is not None
