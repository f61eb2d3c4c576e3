"""How an entry of the audit trail reads."""

from collections.abc import Mapping

from hotline.domain.audit_reading import Entry
from hotline.texts import gettext as _


def who(entry: Entry, names: Mapping[int, str]) -> str:
    """Who did it: the service itself, one of the staff, or who left since."""
    if entry.actor_id is None:
        return _("the service")
    return names.get(entry.actor_id, "") or _("somebody who left")


def facts(entry: Entry) -> str:
    """The words and numbers of an entry: "days 7, part views"; for what is_outside() see there."""
    return ", ".join(f"{name} {value}" for name, value in sorted(entry.facts.items()) if name != "outside")


def is_outside(entry: Entry) -> bool:
    """Whether it was none of what they worked on."""
    return bool(entry.facts.get("outside"))
