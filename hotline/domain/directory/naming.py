"""Which facility a roster means: by its code, else by one of its names, else one that nobody has listed yet.

Codes are open-ended, about fifteen new ones a month (product.md, section 2): an unknown code is never an error. It is
kept under the name its source gives it, and the directory's keeper is asked to name it.
"""

import hashlib
import re
from collections import defaultdict
from datetime import datetime, timedelta

from anyascii import anyascii
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import desk
from hotline.domain.directory import states
from hotline.domain.errors import Invalid
from hotline.models.operations import TaskKind
from hotline.models.places import Facility, FacilityAlias

NAMING_DUE = timedelta(hours=24)
CODE_CHARACTERS = 16
ALIAS_CHARACTERS = 160
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,15}")


def fold(name: str) -> str:
    """A facility's name as aliases are compared: lower-case Latin letters and digits, nothing else.

    Alike: "Otay Mesa Det. Center" and "OTAY MESA DET CENTER". Not alike: "... Det. Center" and "... Detention Center";
    each spelling is an alias of its own.
    """
    return re.sub(r"[^a-z0-9]+", "", anyascii(name).lower())[:ALIAS_CHARACTERS]


class FacilityCodes:
    """Every code and alias in memory, for imports that ask for tens of thousands of rows; two queries to make."""

    def __init__(self, session: Session) -> None:
        self._session = session
        known = session.execute(select(Facility.code, Facility.time_zone, Facility.name, Facility.is_listed))
        self._zones: dict[str, str] = {}
        self._by_alias: dict[str, set[str]] = defaultdict(set)
        for code, zone, name, is_listed in known:
            self._zones[code] = zone
            if is_listed:  # two unlisted codes under one name ("HOLD ROOM") may well be two places
                self._by_alias[fold(name)].add(code)
        for alias, code in session.execute(select(FacilityAlias.alias, FacilityAlias.facility_code)):
            self._by_alias[alias].add(code)
        self._seen: dict[tuple[str, str], str] = {}

    def resolve(self, code: str, source_name: str = "", *, now: datetime) -> str:
        """Like resolve_facility(), remembered."""
        asked = (code, source_name)
        if asked not in self._seen:
            self._seen[asked] = self._resolve(code.strip().upper(), source_name.strip(), now)
        return self._seen[asked]

    def zone(self, code: str) -> str:
        """The IANA zone of a resolved code; "" where nobody knows it."""
        return self._zones[code]

    def _resolve(self, code: str, source_name: str, now: datetime) -> str:
        if code in self._zones:
            return code
        named = self._by_alias.get(fold(source_name), set()) if source_name else set()
        if len(named) == 1:  # a name that two places share says nothing
            return next(iter(named))
        code = code or code_from(source_name)
        if not _CODE.fullmatch(code):
            raise Invalid("facility", "malformed_code" if code else "missing")
        self._zones[code] = _keep_unlisted(self._session, code, source_name, now)
        return code


def resolve_facility(session: Session, code: str, source_name: str = "", *, now: datetime) -> str:
    """The code under which we keep the facility that a source calls `code` and `source_name`; either may be empty.

    A code we know is taken as it is. Otherwise the name decides, if it is an alias of exactly one facility. Otherwise
    the facility is kept as unlisted, and staff get a task to name it. Raises Invalid("facility", "missing") when both
    are empty, Invalid("facility", "malformed_code") for more than 16 characters or others than A-Z, 0-9, _ and -.
    """
    known = code.strip().upper()
    if known and session.get(Facility, known) is not None:
        return known
    return FacilityCodes(session).resolve(code, source_name, now=now)


def code_from(source_name: str) -> str:
    """A code for a place that has only a name, of 16 characters at most; the same for the same name."""
    letters = fold(source_name).upper()
    if not letters:
        return ""
    digest = hashlib.sha256(letters.encode()).hexdigest()[:5].upper()
    return f"{letters[: CODE_CHARACTERS - len(digest) - 1]}-{digest}"


def _keep_unlisted(session: Session, code: str, source_name: str, now: datetime) -> str:
    """Write the new facility down, ask staff to name it, and answer the zone it most likely has."""
    row = {
        "code": code,
        "name": source_name or code,
        "kind": "hold_room" if code.endswith("HOLD") else "",
        "time_zone": states.zone(states.of_facility_code(code)),
        "is_listed": False,
    }
    session.execute(db.upsert(session, Facility).values(row).on_conflict_do_nothing())
    subject = f"facility:{code}"
    desk.open_task(session, TaskKind.NAME_FACILITY, subject, due_at=now + NAMING_DUE, now=now, reason="unlisted_code")
    return str(row["time_zone"])
