"""What staff wrote into the directory stays until its list says something else than it did when they wrote."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain.directory import fields, history
from hotline.domain.directory.fields import as_text
from hotline.domain.directory.naming import fold
from hotline.models.places import (
    Agency,
    Consulate,
    Court,
    DirectoryChange,
    Facility,
    FacilityRule,
    FieldOffice,
    LegalProvider,
)

_KINDS = {
    Facility: fields.Kind.FACILITY,
    FieldOffice: fields.Kind.FIELD_OFFICE,
    Court: fields.Kind.COURT,
    LegalProvider: fields.Kind.LEGAL_PROVIDER,
    Consulate: fields.Kind.CONSULATE,
    Agency: fields.Kind.AGENCY,
}
# Fields that say one thing together: where staff's own word of the first stays, the list's of the others is not taken.
_TOGETHER = {
    "phone": ("phone", "phone_source", "phone_verified_on", "phone_verified_by"),
    "text": ("text", "source", "read_on"),
}


class ByHand:
    """The fields of the directory that staff changed since a list did, each with what stood there before."""

    def __init__(self, session: Session) -> None:
        self._before: dict[tuple[str, str], str] = {}
        self._removed: set[tuple[str, str]] = set()
        for change in session.scalars(select(DirectoryChange).order_by(DirectoryChange.id)):
            if change.field == "alias":
                self._removed.discard((change.subject, fold(change.after)))
                self._removed.add((change.subject, fold(change.before)))
            elif change.changed_by == history.A_LIST:
                self._before.pop((change.subject, change.field), None)
            else:
                self._before.setdefault((change.subject, change.field), change.before)

    def left(self, row: db.Base, news: Mapping[str, Any]) -> dict[str, Any]:
        """What of a list's news may be taken over."""
        subject, prefix = about(row)
        stays = {name for name, value in news.items() if self._stays(subject, prefix + name, value)}
        stays |= {name for first in stays & set(_TOGETHER) for name in _TOGETHER[first]}
        return {name: value for name, value in news.items() if name not in stays}

    def written(self, row: db.Base, names: Mapping[str, Any]) -> list[str]:
        """Which of these fields staff wrote, as the history names them."""
        subject, prefix = about(row)
        return [prefix + name for name in names if (subject, prefix + name) in self._before]

    def has_removed(self, code: str, alias: str) -> bool:
        """Whether staff took that name (folded) from a facility."""
        return (f"facility:{code}", alias) in self._removed

    def _stays(self, subject: str, field: str, value: object) -> bool:
        return self._before.get((subject, field)) == as_text(value)


def about(row: db.Base) -> tuple[str, str]:
    """What the history calls a row, and what it puts before the names of its fields; ("", "") without a history."""
    if isinstance(row, FacilityRule):
        return f"facility:{row.facility_code}", f"{row.topic}.{row.language}."
    if isinstance(row, fields.Row):
        return fields.subject_of(_KINDS[type(row)], row), ""
    return "", ""
