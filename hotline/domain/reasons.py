"""Why a stint or a stay ended: the 26 reasons of the detention records, and what each of them lets us say."""

import re

from hotline.models.custody import EventKind, StayEnd

_ENDS: dict[StayEnd, tuple[str, ...]] = {
    StayEnd.RELEASED: (
        "Bonded Out - Field Office",
        "Bonded Out - IJ",
        "Order of recognizance",
        "Order of Recognizance - Humanitarian",
        "Order of supervision",
        "Order of Supervision - Humanitarian",
        "Order of Supervision - No SLRRFF",
        "Order of Supervision - Re-Release",
        "Paroled",
        "Paroled - Humanitarian",
        "Paroled - Public Benefit",
        "Proceedings Terminated",
        "Relief Granted by IJ",
        "Withdrawal",
    ),
    StayEnd.LEFT_COUNTRY: ("Removed", "Voluntary departure", "Voluntary Return", "Title 42 Return"),
    StayEnd.OTHER_AGENCY: ("U.S. Marshals or other agency (explain in Detention Comments)",),
    StayEnd.ORR: ("ORR - Office of Refugee Resettlement",),
    StayEnd.TRANSFERRED: ("Transferred",),
    StayEnd.DISPOSITION_CHANGED: ("Processing Disposition Changed Locally",),
    StayEnd.DIED: ("Died",),
    # A child who ran away from a shelter is where nobody knows, like any other who escaped.
    StayEnd.ESCAPED: ("Escaped", "ORR-Runaway"),
    # A court's order may mean release or another jail; only a person can find out which.
    StayEnd.UNKNOWN: ("Court Ordered",),
}

_KINDS = {
    StayEnd.RELEASED: EventKind.RELEASED,
    StayEnd.LEFT_COUNTRY: EventKind.REMOVED,
    StayEnd.OTHER_AGENCY: EventKind.OTHER_AGENCY,
    StayEnd.ORR: EventKind.ORR,
    StayEnd.TRANSFERRED: EventKind.TRANSFERRED,
    StayEnd.DISPOSITION_CHANGED: EventKind.BOOKED_OUT,
    StayEnd.DIED: EventKind.DIED,
    StayEnd.ESCAPED: EventKind.ESCAPED,
    StayEnd.NO_LONGER_LISTED: EventKind.NO_LONGER_LISTED,
    StayEnd.UNKNOWN: EventKind.BOOKED_OUT,
}


def _folded(reason: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", reason.lower()))


UNLISTED = "A reason that is not on the list"
_SPELLED = {_folded(reason): reason for reasons in _ENDS.values() for reason in reasons}
_BY_REASON = {_folded(reason): end for end, reasons in _ENDS.items() for reason in reasons}
# The Marshals' reason is cut or shortened by some releases of the records.
_BY_REASON |= {
    _folded("U.S. Marshals or other agency"): StayEnd.OTHER_AGENCY,
    _folded("Office of Refugee Resettlement"): StayEnd.ORR,
}


def all_reasons() -> dict[str, StayEnd]:
    """Every reason as the records spell it."""
    return {reason: end for end, reasons in _ENDS.items() for reason in reasons}


def kept(reason: str) -> str:
    """How a reason is written down: as the records spell it, and never in a source's own words.

    Free text may name people and numbers, and these columns are not sealed.
    """
    folded = _folded(reason)
    known = _SPELLED.get(folded) or (reason if folded in _BY_REASON else UNLISTED)
    return known if reason.strip() else ""


def is_known(reason: str) -> bool:
    """Whether end_for() knows what this reason means for a stay; capitals and blanks do not matter."""
    return _folded(reason) in _BY_REASON


def end_for(reason: str) -> StayEnd:
    """What a reason means for the stay; UNKNOWN for one nobody has seen yet, which sends relatives to a person."""
    return _BY_REASON.get(_folded(reason), StayEnd.UNKNOWN)


def is_move(reason: str) -> bool:
    """Whether the stay goes on after a stint that ended for this reason."""
    return end_for(reason) in (StayEnd.TRANSFERRED, StayEnd.DISPOSITION_CHANGED)


def event_kind(end: StayEnd) -> EventKind:
    """The event that an end of a stay is recorded as."""
    return _KINDS[end]
