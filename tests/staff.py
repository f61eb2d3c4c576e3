"""People of the staff, as verbs of the domain see them."""

from datetime import UTC, datetime

from hotline.domain.access import Actor
from hotline.models.staff import Role


def actor(staff_id: int, *roles: Role) -> Actor:
    """Somebody of the staff: a supervisor where no role is said."""
    proved_at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    return Actor(staff_id, f"Person {staff_id}", frozenset(roles or {Role.SUPERVISOR}), staff_id, proved_at)
