"""What the roles are called, and what each is for, as whoever gives them reads it."""

from hotline.models.staff import Role
from hotline.texts import gettext as _
from hotline.texts import lazy

_ROLES = {
    Role.OPERATOR: (lazy("Operator"), lazy("Takes calls, calls back, looks for people.")),
    Role.SUPERVISOR: (lazy("Supervisor"), lazy("All of that; releases what is held, hides people, sees reports.")),
    Role.SCREENER: (lazy("Screener"), lazy("Writes down arrivals, looks for people.")),
    Role.FACILITY_OFFICER: (lazy("Facility officer"), lazy("Writes down arrivals, looks for people.")),
    Role.AUDITOR: (lazy("Auditor"), lazy("Sees who did and saw what; changes nothing.")),
    Role.ADMINISTRATOR: (lazy("Administrator"), lazy("Lets staff in, loads rosters, keeps the directory.")),
}


def name(role: Role | str) -> str:
    return _(_ROLES[Role(role)][0])


def choices() -> list[tuple[str, str, str]]:
    """Each role: its word, its name, and what it is for."""
    return [(role.value, _(called), _(purpose)) for role, (called, purpose) in _ROLES.items()]
