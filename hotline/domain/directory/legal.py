"""Legal help in a state: providers on the list of free legal services, with the list's date; and whom to ring of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from hotline.domain.directory.numbers import given_out
from hotline.models.places import Court, LegalProvider

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


def lawyers_to_ring(session: Session, state: str, *, city: str = "", language: str = "", most: int) -> tuple[int, ...]:
    """Ids of providers with a number that a person verified, in the order in which a detained person is connected.

    Those of the list of a court in that city where the list knows it (8 CFR 1003.61), else those of the state's; who
    works in the caller's language (a code) is before the others, then who is in the same city.
    """
    is_reachable = LegalProvider.phone != "", LegalProvider.phone_verified_on.is_not(None)
    listed = session.scalars(select(LegalProvider).where(LegalProvider.list_state == state, *is_reachable)).all()
    courts = set(session.scalars(select(Court.id).where(Court.state == state, Court.city == city, Court.is_open)))
    of_court = [row for row in listed if courts & {court.strip() for court in row.courts.split(";")}]

    def order(row: LegalProvider) -> tuple[bool, bool, str, int]:
        return language not in row.languages.split(), row.city != city, row.name, row.id

    return tuple(row.id for row in sorted(of_court or listed, key=order)[:most])
