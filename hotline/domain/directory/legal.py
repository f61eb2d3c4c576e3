"""Legal help in a state: providers on the list of free legal services, with the list's date."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from hotline.domain.directory.numbers import given_out
from hotline.models.places import LegalProvider

MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class LegalHelp:
    """A provider as callers are told of it: `phone` is E.164 and verified by a person, or ""."""

    name: str
    city: str
    phone: str
    edition: date | None


def legal_help(session: Session, state: str, *, city: str = "", most: int = MOST_TOLD) -> tuple[LegalHelp, ...]:
    """Free legal help in a state (two letters): those whose number is verified first, then those of the city."""
    nearest = (
        case((LegalProvider.phone_verified_on.is_not(None) & (LegalProvider.phone != ""), 0), else_=1),
        case((LegalProvider.city == city, 0), else_=1),
        LegalProvider.name,
        LegalProvider.id,
    )
    listed = select(LegalProvider).where(LegalProvider.list_state == state).order_by(*nearest).limit(most)
    return tuple(LegalHelp(row.name, row.city, given_out(row), row.edition) for row in session.scalars(listed))
