"""Facilities and field offices as callers are told of them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, false, literal, select
from sqlalchemy.orm import Session

from hotline import phones
from hotline.domain import desk
from hotline.domain.directory import loading
from hotline.domain.directory.addresses import lines
from hotline.domain.directory.numbers import given_out
from hotline.domain.errors import Invalid
from hotline.domain.findings import Place
from hotline.models.operations import TaskKind
from hotline.models.places import Facility, FieldOffice, WithPhone

NOT_SHOWN = "juvenile"  # where children are kept is told to nobody


def facility(session: Session, code: str) -> Facility | None:
    """The facility with that detention location code ("STWRTGA"), listed or not."""
    return session.get(Facility, code.strip().upper())


def facility_names(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """The names of these facilities by their codes."""
    named = select(Facility.code, Facility.name).where(Facility.code.in_(set(codes)))
    return {row.code: row.name for row in session.execute(named)}


def zones(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """The time zones of these facilities by their codes."""
    there = select(Facility.code, Facility.time_zone).where(Facility.code.in_(set(codes)))
    return {row.code: row.time_zone for row in session.execute(there)}


class PlaceFacts(NamedTuple):
    """The columns of a facility or a field office that callers are told of, read without their row's object."""

    code: str
    name: str
    address: str
    city: str
    state: str
    zip: str
    time_zone: str
    phone: str
    phone_verified_on: date | None
    kind: str
    is_listed: bool
    page: str

    @classmethod
    def columns(cls, model: type[Facility | FieldOffice]) -> list[ColumnElement[Any]]:
        """An office has no page of its own, so the columns that say whether there is one are constants."""
        return [
            _OF_NO_OFFICE[name] if model is FieldOffice and name in _OF_NO_OFFICE else getattr(model, name)
            for name in cls._fields
        ]


_OF_NO_OFFICE: dict[str, ColumnElement[Any]] = {"kind": literal(""), "is_listed": false(), "page": literal("")}


Described = Facility | FieldOffice | PlaceFacts


def place_of(place: Described, office: Described | None = None) -> Place:
    """A place for callers: its number only once verified, its own clock or else its field office's."""
    return Place(
        code=place.code,
        name=place.name,
        lines=lines(place),
        time_zone=place.time_zone or (office.time_zone if office else ""),
        phone=given_out(place),
        city=place.city,
        state=place.state,
        page="" if isinstance(place, FieldOffice) else place.page,
        is_shown=not isinstance(place, FieldOffice) and place.is_listed and place.kind != NOT_SHOWN,
    )


def verify_phone(session: Session, owner: WithPhone, number: str, *, by: str, on: date, now: datetime) -> None:
    """Somebody dialled `number` and `owner` answered: from now on callers are given it.

    `by` names who dialled. Staff who were asked to do so are asked no longer. Raises Invalid("phone", "not_a_number").
    """
    e164 = phones.parse_reference(number)
    if e164 is None:
        raise Invalid("phone", "not_a_number")
    owner.phone = e164
    owner.phone_verified_on = on
    owner.phone_verified_by = by
    session.flush()
    desk.close_tasks(session, TaskKind.VERIFY_PHONE, loading.subject_of(owner), now=now)
