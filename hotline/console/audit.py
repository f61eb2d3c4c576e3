"""The audit trail as it is read: who looked at whom, for supervisors and auditors; the whole trail, for auditors.

Whoever reads is recorded, too. Whether the chain holds says the command `flask audit verify`: it takes a minute.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session

from hotline import clock, db
from hotline.console import audit_actions, audit_words, guard
from hotline.domain import audit, audit_chain, audit_reading
from hotline.domain.audit_reading import A_PAGE, MANY_VIEWS, VIEWS, Entry, Filter
from hotline.domain.staff import members
from hotline.texts import gettext as _

blueprint: Blueprint = guard.blueprint("audit", __name__)

_IN = "console/audit"
_REFUSED = 422
_LAST_ID = (1 << 63) - 1
_DAYS = (1, 7, 30)


@guard.page(blueprint, "/audit", "audit.see_views")
def show() -> str:
    """Who of the staff looked at how many people in the last day, week or month."""
    now, days = clock.now(), request.args.get("days", type=int)
    days = days if days in _DAYS else _DAYS[0]
    with db.begin() as session:
        looked = audit_reading.who_looked(session, since=now - timedelta(days=days), now=now)
        known = members.names(session, (one.actor_id for one in looked))
        _record(session, {"part": "views", "days": days}, now)
    return render_template(f"{_IN}/show.html", looked=looked, days=days, periods=_DAYS, names=known, many=MANY_VIEWS)


@guard.page(blueprint, "/audit/looked/<int:staff_id>", "audit.see_views")
def looked(staff_id: int) -> str:
    """Whom one of the staff looked at, what they heard, and what they said why."""
    now = clock.now()
    wanted = Filter(actor_id=staff_id, actions=VIEWS, before=_number(request.args.get("before", "")))
    with db.begin() as session:
        entries = audit_reading.read(session, wanted)
        known = members.names(session, [staff_id])
        _record(session, {"part": "views", "of": staff_id}, now)
    return render_template(f"{_IN}/looked.html", staff_id=staff_id, names=known, **_page(entries))


@guard.page(blueprint, "/audit/trail", "audit.see")
def trail() -> str | tuple[str, int]:
    """Everything that was recorded, the newest first, narrowed by what was asked for."""
    now, asked = clock.now(), {name: value.strip() for name, value in request.args.items()}
    wanted, faults = _wanted(asked)
    with db.begin() as session:
        entries = [] if faults else audit_reading.read(session, wanted)
        head = audit_chain.newest(session)
        known = members.names(session, {one.actor_id for one in entries if one.actor_id is not None})
        staff = members.everybody(session)
        kept = audit_chain.last_kept(session)
        _record(session, {"part": "trail", "narrowed": ",".join(sorted(name for name in asked if asked[name]))}, now)
    told = {"asked": asked, "faults": faults, "head": head, "kept": kept, "staff": staff, "names": known}
    page = render_template(f"{_IN}/trail.html", actions=audit_actions.choices(), **told, **_page(entries))
    return (page, _REFUSED) if faults else page


def _page(entries: list[Entry]) -> dict[str, Any]:
    older = entries[-1].id if len(entries) == A_PAGE else None
    return {"entries": entries, "older": older, "words": audit_words, "action_name": audit_actions.name}


def _record(session: Session, facts: dict[str, str | int | bool | None], now: datetime) -> None:
    audit.record(session, guard.actor(), "trail.read", facts=facts, now=now)


def _wanted(asked: dict[str, str]) -> tuple[Filter, list[tuple[str, str]]]:
    """What is asked for, and what of it cannot be read; days are those of UTC, as the trail is written."""
    faults = []
    days: dict[str, datetime | None] = {}
    for box in ("since", "until"):
        try:
            days[box] = _midnight(asked.get(box, ""))
        except ValueError:
            days[box] = None
            faults.append((box, _("Write the day as year, month and day, like 2026-11-22.")))
    who, before = asked.get("who", ""), asked.get("before", "")
    action = asked.get("action", "")
    until = days["until"] + timedelta(days=1) if days["until"] else None
    return Filter(
        actor_id=_number(who),
        action=action if action in audit.ACTIONS else "",
        subject=asked.get("subject", "")[:80],
        since=days["since"],
        until=until,
        before=_number(before),
    ), faults


def _number(typed: str) -> int | None:
    """An id as it was typed; a number that no row can have is the last one that can be."""
    return min(int(typed[:20]), _LAST_ID) if typed.isdecimal() else None


def _midnight(typed: str) -> datetime | None:
    """Raises ValueError, also for a day at the end of time."""
    if not typed:
        return None
    day = date.fromisoformat(typed)
    if not 2000 <= day.year <= 2200:
        raise ValueError(typed)
    return datetime.combine(day, time(), UTC)
