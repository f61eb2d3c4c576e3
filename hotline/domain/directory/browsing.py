"""The directory as staff look through it: a page of one kind, of those that hold every word that was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from hotline import countries
from hotline.domain.directory import fields, states
from hotline.domain.directory.fields import FORMS, Kind, Row
from hotline.domain.directory.naming import fold
from hotline.domain.errors import NotFound
from hotline.models.places import Agency, Consulate, Court, Facility, FacilityAlias, FieldOffice, LegalProvider

A_PAGE = 50
_MOST_WORDS = 8
_Column = InstrumentedAttribute[Any]

# In what order each kind stands; the last column is the key. Places that nobody named stand first.
_ORDER: Mapping[Kind, tuple[_Column, ...]] = {
    Kind.FACILITY: (Facility.is_listed, Facility.name, Facility.code),
    Kind.FIELD_OFFICE: (FieldOffice.name, FieldOffice.code),
    Kind.COURT: (Court.state, Court.name, Court.id),
    Kind.LEGAL_PROVIDER: (LegalProvider.list_state, LegalProvider.name, LegalProvider.id),
    Kind.CONSULATE: (Consulate.country, Consulate.state, Consulate.city, Consulate.id),
    Kind.AGENCY: (Agency.state, Agency.name, Agency.id),
}
# Where a word may stand.
_SEARCHED: Mapping[Kind, tuple[_Column, ...]] = {
    Kind.FACILITY: (Facility.name, Facility.code, Facility.city),
    Kind.FIELD_OFFICE: (FieldOffice.name, FieldOffice.code, FieldOffice.city),
    Kind.COURT: (Court.name, Court.id, Court.city),
    Kind.LEGAL_PROVIDER: (LegalProvider.name, LegalProvider.city, LegalProvider.courts),
    Kind.CONSULATE: (Consulate.city,),
    Kind.AGENCY: (Agency.name, Agency.city, Agency.does),
}

_STATE_OF_LIST: Mapping[Kind, _Column] = {Kind.LEGAL_PROVIDER: LegalProvider.list_state, Kind.AGENCY: Agency.state}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: words, and where the kind knows them a state, a court (its id), a country (alpha-3)."""

    words: str = ""
    state: str = ""
    court: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a kind, in its order; `next` is the key to go on after, None at the end."""

    rows: tuple[Row, ...]
    next: str | None


def page(session: Session, kind: Kind, asked: Asked, *, after: str = "", size: int = A_PAGE) -> Page:
    """A key that is gone begins anew."""
    order = _ORDER[kind]
    wanted = _wanted(select(FORMS[kind].model), kind, asked).order_by(*order).limit(size + 1)
    if after and (last := _row(session, kind, after)):
        wanted = wanted.where(tuple_(*order) > tuple_(*(getattr(last, column.key) for column in order)))
    rows = tuple(session.scalars(wanted))
    return Page(rows[:size], fields.key_of(rows[size - 1]) if len(rows) > size else None)


def counts(session: Session, asked: Asked) -> dict[Kind, int]:
    """How many of each kind hold these words."""
    words = Asked(asked.words)
    counted = {kind: select(func.count()).select_from(FORMS[kind].model) for kind in Kind}
    return {kind: session.scalar(_wanted(each, kind, words)) or 0 for kind, each in counted.items()}


def editions(session: Session, kind: Kind) -> tuple[date | None, date | None]:
    """The oldest and the newest day on which rows of a kind were read where their source publishes them."""
    edition = FORMS[kind].model.edition
    oldest, newest = session.execute(select(func.min(edition), func.max(edition))).one()
    return oldest, newest


def courts(session: Session) -> list[tuple[str, str]]:
    """Every court with its name, by state."""
    return [
        (row.id, row.name) for row in session.execute(select(Court.id, Court.name).order_by(Court.state, Court.name))
    ]


def offices(session: Session) -> list[tuple[str, str]]:
    """Every field office with its name."""
    named = select(FieldOffice.code, FieldOffice.name).order_by(FieldOffice.name)
    return [(row.code, row.name) for row in session.execute(named)]


def states_listed(session: Session, kind: Kind) -> list[tuple[str, str]]:
    """The states that a kind is listed by, with their English names; none where it is not listed by states."""
    column = _STATE_OF_LIST.get(kind)
    listed = session.scalars(select(column).distinct().order_by(column)) if column is not None else ()
    return [(state, states.name(state)) for state in listed]


def _row(session: Session, kind: Kind, key: str) -> Row | None:
    try:
        return fields.find(session, kind, key)
    except NotFound:
        return None


def _wanted(statement: Select[Any], kind: Kind, asked: Asked) -> Select[Any]:
    wanted = statement.where(*(_holds(kind, word) for word in asked.words.split()[:_MOST_WORDS]))
    if asked.state and (of_list := _STATE_OF_LIST.get(kind)) is not None:
        wanted = wanted.where(of_list == asked.state)
    if kind is Kind.LEGAL_PROVIDER and asked.court:
        wanted = wanted.where(_of_court(asked.court))
    if kind is Kind.CONSULATE and asked.country:
        wanted = wanted.where(Consulate.country == asked.country)
    return wanted


def _of_court(court: str) -> ColumnElement[bool]:
    """Ids stand with ";" between."""
    listed = ";" + LegalProvider.courts + ";"
    return listed.contains(f";{court};", autoescape=True)


def _holds(kind: Kind, word: str) -> ColumnElement[bool]:
    """Whether a row holds a word: in its names, as its state or its country, or in another name of the place."""
    places = [column.icontains(word, autoescape=True) for column in _SEARCHED[kind]]
    if state := states.parse(word):
        places.append(FORMS[kind].model.state == state)
    if kind is Kind.CONSULATE and (country := countries.parse(word)):
        places.append(Consulate.country == country)
    if kind is Kind.FACILITY and (folded := fold(word)):
        called = select(FacilityAlias.facility_code).where(FacilityAlias.alias.contains(folded, autoescape=True))
        places.append(Facility.code.in_(called))
    return or_(*places)
