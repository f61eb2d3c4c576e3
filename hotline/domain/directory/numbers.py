"""Which telephone numbers may be given out: the one gate that every face goes through (docs/reference.md)."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hotline.models.places import Consulate, Facility, FieldOffice, LegalProvider


class HasPhone(Protocol):
    """A row, or columns of one, with a number and the day it was verified."""

    @property
    def phone(self) -> str: ...

    @property
    def phone_verified_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Number:
    """A number that may be shown, E.164.

    A person of ours dialled it `on` that day if it `is_verified`; else `source` published it, as read on that day, and
    whoever shows it says that nobody of ours has called it. `is_second_hand`: read in a guide of others, which was
    compared with the source.
    """

    e164: str
    on: date
    is_verified: bool = False
    source: str = ""
    is_second_hand: bool = False


def given_out(owner: HasPhone) -> str:
    """The number callers may be given, E.164: one that a person has verified, or ""."""
    return owner.phone if owner.phone and owner.phone_verified_on else ""


def given_out_for_emergencies(office: Consulate) -> str:
    """The number for emergencies, at any hour, E.164: one that a person has verified, or ""."""
    return office.emergency_phone if office.emergency_verified_on else ""


def shown(owner: Facility | FieldOffice | LegalProvider | Consulate) -> Number | None:
    """The number that a page may show: a verified one; of lawyers and consulates also one that was published.

    Where people are held an unverified number is never shown: the wrong one there costs a family a day. Lawyers and
    consulates publish theirs for people who look for help, and nobody else can be asked instead.
    """
    if owner.phone and owner.phone_verified_on:
        return Number(owner.phone, owner.phone_verified_on, is_verified=True)
    if isinstance(owner, LegalProvider):
        return _published(owner.phone, owner.source or owner.phone_source, owner.edition)
    if isinstance(owner, Consulate):
        return _published(owner.phone, owner.phone_source, owner.edition, is_second_hand=owner.is_second_hand)
    return None


def emergency(office: Consulate) -> Number | None:
    """The number that a consulate publishes for emergencies of its citizens."""
    if office.emergency_phone and office.emergency_verified_on:
        return Number(office.emergency_phone, office.emergency_verified_on, is_verified=True)
    source, is_second_hand = office.phone_source, office.is_second_hand
    return _published(office.emergency_phone, source, office.edition, is_second_hand=is_second_hand)


def _published(number: str, source: str, on: date | None, *, is_second_hand: bool = False) -> Number | None:
    """None where it cannot be said who published it and when it was read."""
    if not (number and source and on):
        return None
    return Number(number, on, source=source, is_second_hand=is_second_hand)
