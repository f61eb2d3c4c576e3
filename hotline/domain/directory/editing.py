"""Staff change the directory: a row, a facility's other names and its rules; what was there before is kept."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hotline import clock, db, reading
from hotline.domain import desk
from hotline.domain.access import Actor
from hotline.domain.directory import fields, history, places
from hotline.domain.directory.cells import Cells
from hotline.domain.directory.fields import FORMS, Kind, Row, as_text
from hotline.domain.directory.naming import fold
from hotline.domain.directory.place_forms import RULE_CHARACTERS
from hotline.domain.errors import Invalid, NotFound
from hotline.models.operations import TaskKind
from hotline.models.places import Consulate, Facility, FacilityAlias, FacilityRule, FieldOffice, RuleTopic, WithPhone

_WHERE_NONE_IS_KNOWN = "America/New_York"
_VERIFIED = ("phone_verified_on", "phone_verified_by")
_EMERGENCY_VERIFIED = ("emergency_verified_on", "emergency_verified_by")
LONGEST_NAME = 160


def change(session: Session, actor: Actor, kind: Kind, key: str, values: Mapping[str, Any], *, now: datetime) -> None:
    """Put what fields.read() answered into the row; a number that changed is not verified any more.

    Raises NotFound, Invalid("office_code", "unknown_office").
    """
    row = fields.find(session, kind, key, for_change=True)
    if kind is Kind.FACILITY:
        values = {**values, "office_code": _office(session, values["office_code"])}
    if isinstance(row, WithPhone) and values["phone"] != row.phone:
        values = {**values, "phone_verified_on": None, "phone_verified_by": ""}
    if isinstance(row, Consulate) and values["emergency_phone"] != row.emergency_phone:
        values = {**values, "emergency_verified_on": None, "emergency_verified_by": ""}
    _put(session, actor, kind, row, values, now)


def add(session: Session, actor: Actor, kind: Kind, values: Mapping[str, Any], *, now: datetime) -> str:
    """A row that stands in no list, of what fields.read(is_new=True) answered; its key.

    Raises Invalid("name", "there") where there is one of that name in that town and state.
    """
    form = FORMS[kind]
    same = select(form.model).filter_by(**{name: values[name] for name in form.fixed})
    if session.scalars(same.limit(1)).first() is not None:
        raise Invalid("name", "there")
    row = form.model(**values)
    session.add(row)
    session.flush()
    written = {name: as_text(getattr(row, name)) for name in values}
    _note(session, actor, fields.subject_of(kind, row), dict.fromkeys(written, ""), written, now)
    return fields.key_of(row)


def name_place(session: Session, actor: Actor, code: str, values: Mapping[str, Any], *, now: datetime) -> None:
    """A code that only rosters used is a place that we know from now on, also by the name that a roster gave it.

    Raises NotFound, Invalid: ("name", "missing") where the code stands for the name, ("state", "missing").
    """
    row = fields.find(session, Kind.FACILITY, code, for_change=True)
    if fold(values["name"]) in ("", fold(code)):
        raise Invalid("name", "missing")
    if not values["state"]:
        raise Invalid("state", "missing")
    for name in (as_text(getattr(row, "name", "")), values["name"]):
        if fold(name) != fold(code) and not _others_called(session, name, code):
            _keep_alias(session, code, name)
    change(session, actor, Kind.FACILITY, code, {**values, "is_listed": True}, now=now)
    desk.close_tasks(session, TaskKind.NAME_FACILITY, f"facility:{code}", now=now)


def called_today(session: Session, actor: Actor, kind: Kind, key: str, number: str, *, now: datetime) -> None:
    """The actor dialled `number`, which the page showed, and the place answered: callers are given it.

    The day is that of the place. Raises NotFound, Invalid("phone", "not_a_number"), ("phone", "changed") where the
    row has another number meanwhile.
    """
    row = fields.find(session, kind, key, for_change=True)
    if not isinstance(row, WithPhone):
        raise NotFound
    if not row.phone or row.phone != number:
        raise Invalid("phone", "changed" if row.phone else "not_a_number")
    here = getattr(row, "time_zone", "") or _WHERE_NONE_IS_KNOWN
    before = {name: as_text(getattr(row, name)) for name in _VERIFIED}
    on = now.astimezone(clock.zone(here)).date()
    places.verify_phone(session, row, number, by=actor.signature, on=on, now=now)
    after = {name: as_text(getattr(row, name)) for name in _VERIFIED}
    _note(session, actor, fields.subject_of(kind, row), before, after, now)


def aliases(session: Session, code: str) -> list[str]:
    """The other names of a facility, folded."""
    known = select(FacilityAlias.alias).where(FacilityAlias.facility_code == code)
    return list(session.scalars(known.order_by(FacilityAlias.alias)))


def called_for_emergencies_today(session: Session, actor: Actor, key: str, number: str, *, now: datetime) -> None:
    """The same of a consulate's number for emergencies. Raises NotFound, Invalid("phone", "changed")."""
    row = fields.find(session, Kind.CONSULATE, key, for_change=True)
    if not isinstance(row, Consulate):
        raise NotFound
    if not row.emergency_phone or row.emergency_phone != number:
        raise Invalid("phone", "changed")
    on = now.astimezone(clock.zone(_WHERE_NONE_IS_KNOWN)).date()
    verified = dict(zip(_EMERGENCY_VERIFIED, (on, actor.signature), strict=True))
    _put(session, actor, Kind.CONSULATE, row, verified, now)


def add_alias(session: Session, actor: Actor, code: str, name: str, *, now: datetime) -> None:
    """Rosters and relatives call the facility so, too.

    Raises NotFound, Invalid: ("alias", "missing" or "too_long"), ("alias", "taken") where another facility is called
    so, for a name of two places says nothing.
    """
    fields.find(session, Kind.FACILITY, code, for_change=True)
    name = reading.line(name)
    if not fold(name):
        raise Invalid("alias", "missing")
    if len(name) > LONGEST_NAME:
        raise Invalid("alias", "too_long")
    if _others_called(session, name, code):
        raise Invalid("alias", "taken")
    if fold(name) not in aliases(session, code):
        _keep_alias(session, code, name)
        history.record(session, actor, f"facility:{code}", {"alias": ("", name)}, now=now)


def remove_alias(session: Session, actor: Actor, code: str, alias: str, *, now: datetime) -> None:
    """Nobody is looked for under that name any more. Raises NotFound."""
    is_it = FacilityAlias.facility_code == code, FacilityAlias.alias == alias
    gone = session.scalar(delete(FacilityAlias).where(*is_it).returning(FacilityAlias.alias))
    if gone is None:
        raise NotFound
    history.record(session, actor, f"facility:{code}", {"alias": (gone, "")}, now=now)


def rules(session: Session, code: str) -> list[FacilityRule]:
    """A facility's rules, by topic and language."""
    written = session.scalars(select(FacilityRule).where(FacilityRule.facility_code == code)).all()
    return sorted(written, key=lambda rule: (list(RuleTopic).index(rule.topic), rule.language))


def rule_texts(session: Session, code: str, topic: RuleTopic, language: str) -> dict[str, str]:
    """What the boxes of a rule hold, empty where there is none."""
    rule = session.get(FacilityRule, (code, topic, language))
    return {name: as_text(getattr(rule, name, "")) for name in ("text", "source", "read_on")}


def read_rule(typed: Mapping[str, str], *, today: date) -> tuple[dict[str, Any], list[Invalid]]:
    """What was typed of a rule, and every box that cannot be read."""
    cells = Cells(typed)
    values: dict[str, Any] = {}
    faults: list[Invalid] = []
    readers: Mapping[str, Callable[[], Any]] = {
        "text": lambda: cells.needed("text", RULE_CHARACTERS),
        "source": lambda: cells.needed("source"),
        "read_on": lambda: _past_day(cells, today),
    }
    for name, reader in readers.items():
        try:
            values[name] = reader()
        except Invalid as fault:
            faults.append(fault)
    return values, faults


def write_rule(
    session: Session,
    actor: Actor,
    code: str,
    topic: RuleTopic,
    language: str,
    values: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """The facility's own rule in that language, as read_rule() answered it. Raises NotFound."""
    fields.find(session, Kind.FACILITY, code, for_change=True)
    before = rule_texts(session, code, topic, language)
    session.merge(FacilityRule(facility_code=code, topic=topic, language=language, **values))
    session.flush()
    after = rule_texts(session, code, topic, language)
    _note(session, actor, f"facility:{code}", before, after, now, prefix=f"{topic}.{language}.")


def remove_rule(session: Session, actor: Actor, code: str, topic: RuleTopic, language: str, *, now: datetime) -> None:
    """The rule is told to nobody any more; its words stay in the history. Raises NotFound."""
    rule = session.get(FacilityRule, (code, topic, language))
    if rule is None:
        raise NotFound
    before = rule_texts(session, code, topic, language)
    session.delete(rule)
    session.flush()
    after = dict.fromkeys(before, "")
    _note(session, actor, f"facility:{code}", before, after, now, prefix=f"{topic}.{language}.")


def _put(session: Session, actor: Actor, kind: Kind, row: Row, values: Mapping[str, Any], now: datetime) -> None:
    before = {name: as_text(getattr(row, name)) for name in values}
    for name, value in values.items():
        if as_text(value) != before[name]:
            setattr(row, name, value)
    session.flush()
    after = {name: as_text(getattr(row, name)) for name in values}
    _note(session, actor, fields.subject_of(kind, row), before, after, now)


def _note(
    session: Session,
    actor: Actor,
    subject: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
    now: datetime,
    *,
    prefix: str = "",
) -> None:
    changed = {f"{prefix}{name}": (before[name], after[name]) for name in after if before[name] != after[name]}
    history.record(session, actor, subject, changed, now=now)


def _office(session: Session, code: str) -> str | None:
    if code and session.get(FieldOffice, code) is None:
        raise Invalid("office_code", "unknown_office")
    return code or None


def _past_day(cells: Cells, today: date) -> date:
    day = cells.needed_day("read_on")
    if day > today:
        raise Invalid("read_on", "in_the_future")
    return day


def _others_called(session: Session, name: str, code: str) -> bool:
    """Whether another facility is called so, by its alias or its own name."""
    same = select(FacilityAlias.alias).where(FacilityAlias.alias == fold(name), FacilityAlias.facility_code != code)
    if session.scalar(same.limit(1)):
        return True
    listed = select(Facility.name).where(Facility.is_listed, Facility.code != code)
    return any(fold(other) == fold(name) for other in session.scalars(listed))


def _keep_alias(session: Session, code: str, name: str) -> None:
    row = {"alias": fold(name), "facility_code": code}
    session.execute(db.upsert(session, FacilityAlias).values(row).on_conflict_do_nothing())
