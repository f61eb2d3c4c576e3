"""Whom a target means: an entry of the directory, or of the person's own list, as somebody who can be rung."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from hotline.domain import counsel, directory, kin
from hotline.domain.directory import lines
from hotline.domain.free_calls import Callee
from hotline.models.free_calls import Party
from hotline.models.places import Agency, Consulate, LegalProvider

CHILDREN = "children:orr"


def callee(session: Session, target: str) -> Callee | None:
    """Whom to ring, None for an entry that is gone or has no number that a person of ours verified."""
    kind, _colon, key = target.partition(":")
    found = _KINDS[kind](session, key)
    return found if found and found.number else None


def _legal_provider(session: Session, key: str) -> Callee | None:
    row = session.get(LegalProvider, int(key))
    return Callee(Party.LEGAL_HELP, directory.given_out(row), f"legal_provider:{key}", row.name, "en") if row else None


def _consulate(session: Session, key: str) -> Callee | None:
    row = session.get(Consulate, int(key))
    return _office(row, directory.given_out(row)) if row else None


def _consulate_at_any_hour(session: Session, key: str) -> Callee | None:
    row = session.get(Consulate, int(key))
    return _office(row, directory.given_out_for_emergencies(row)) if row else None


def _office(row: Consulate, number: str) -> Callee:
    return Callee(Party.CONSUL, number, f"consulate:{row.id}", row.country, "en", city=row.city)


def _agency(session: Session, key: str) -> Callee | None:
    row = session.get(Agency, int(key))
    is_there = row is not None and row.is_open
    return Callee(Party.SOCIAL, directory.given_out(row), f"agency:{key}", row.name, "en") if row and is_there else None


def _counsel(session: Session, key: str) -> Callee | None:
    known = counsel.one(session, int(key))
    return Callee(Party.COUNSEL, known.number, f"counsel:{key}", known.name, known.language) if known else None


def _family(session: Session, key: str) -> Callee | None:
    """In their own language, where the person or an officer said which."""
    number = kin.number_of(session, int(key))
    return Callee(Party.FAMILY, number, f"family:{key}", language=kin.language_of(session, int(key)))


def _children(_session: Session, _key: str) -> Callee | None:
    return Callee(Party.CHILDREN, lines.CHILDREN.number, CHILDREN, language="en")


_KINDS: Mapping[str, Callable[[Session, str], Callee | None]] = {
    "agency": _agency,
    "children": _children,
    "consulate": _consulate,
    "consulate_at_any_hour": _consulate_at_any_hour,
    "counsel": _counsel,
    "family": _family,
    "legal_provider": _legal_provider,
}
