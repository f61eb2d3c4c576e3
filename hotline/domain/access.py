"""Who of the staff may do what: one alphabetical list; whatever does not stand there nobody may.

The roles are those of the product; a person may have several. Nobody decides alone what takes two (decisions.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.errors import NotAllowed
from hotline.models.staff import Role

CONFIRMED_FOR = timedelta(minutes=5)  # how long a proof of who one is lets sensitive fields be seen

_A, _AU, _F, _O, _SC, _SU = (
    Role.ADMINISTRATOR,
    Role.AUDITOR,
    Role.FACILITY_OFFICER,
    Role.OPERATOR,
    Role.SCREENER,
    Role.SUPERVISOR,
)
_EVERYBODY = frozenset(Role)


def _to(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


PERMISSIONS: Mapping[str, frozenset[Role]] = {
    "account.own": _EVERYBODY,
    "audit.see": _to(_AU),
    "audit.see_views": _to(_AU, _SU),
    "callbacks.see": _to(_O, _SU),
    "callbacks.work": _to(_O, _SU),
    "calls.see": _to(_O, _SU),
    "calls.take": _to(_O, _SU),
    "consular.acknowledge": _to(_F, _O, _SU),  # a consulate rings the hotline to say that a letter arrived
    "consular.see": _to(_F, _SU),
    "consular.work": _to(_F, _SU),
    "counsel.change": _to(_F, _O, _SU),
    "directory.change": _to(_A, _SU),
    "directory.see": _EVERYBODY,
    "free_calls.log": _to(_F, _SU),
    "free_calls.see": _to(_AU, _F, _O, _SU),
    "free_calls.see_counsel": _to(_SU),
    "free_calls.unblock": _to(_O, _SU),
    "imports.release": _to(_SU),
    "imports.see": _to(_A, _AU, _SU),
    "imports.upload": _to(_A, _SU),
    "intake.report": _to(_F, _O, _SC, _SU),
    "interpreters.change": _to(_A, _SU),
    "interpreters.see": _to(_A, _O, _SU),
    "kin.register": _to(_F, _O, _SU),
    "messages.release": _to(_SU),
    "messages.see": _to(_A, _AU, _SU),
    "notes.write": _to(_O, _SC, _SU),
    "people.hide": _to(_SU),
    "people.merge": _to(_SU),
    "people.object": _to(_F, _O, _SC, _SU),
    "people.search": _to(_F, _O, _SC, _SU),
    "people.see": _to(_F, _O, _SC, _SU),
    "people.see_hidden": _to(_SU),
    "pins.reset": _to(_F, _SU),
    "reports.see": _to(_A, _AU, _SU),
    "rights.serve": _to(_F, _SC, _SU),
    "searches.see": _to(_O, _SU),
    "searches.work": _to(_O, _SU),
    "staff.change": _to(_A),
    "staff.see": _to(_A, _AU, _SU),
    "tasks.see": _to(_O, _SU),
    "tasks.work": _to(_O, _SU),
    "today.see": _EVERYBODY,
    "voicemails.hear": _to(_O, _SU),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who of the staff acts. `confirmed_at` is when they last proved who they are; `interface` their own language."""

    staff_id: int
    name: str
    roles: frozenset[Role]
    session_id: int
    confirmed_at: datetime
    languages: tuple[str, ...] = ()
    interface: str = "en"

    @property
    def signature(self) -> str:
        """How what they did is signed where words are kept: "staff:5231"."""
        return f"staff:{self.staff_id}"


def may(actor: Actor, permission: str) -> bool:
    """Whether one of the actor's roles is allowed it. Raises KeyError for what stands in no list."""
    return bool(PERMISSIONS[permission] & actor.roles)


def require(actor: Actor, permission: str) -> None:
    """Raises NotAllowed."""
    if not may(actor, permission):
        raise NotAllowed


def is_confirmed(actor: Actor, *, now: datetime) -> bool:
    """Whether the actor proved who they are just now."""
    return now - actor.confirmed_at <= CONFIRMED_FOR
