"""What a relative is told of a person, as one short word that can be compared with an earlier one."""

from hotline.domain.findings import Departure, Finding, Outcome
from hotline.models.notices import Change

# What an import in error would tell thousands of families; book-ins and transfers never wait (product, section 7).
ALARMING = frozenset((Change.RELEASED, Change.LEFT_COUNTRY, Change.OTHER_AGENCY))
_DEPARTED = frozenset(Departure)


def standing(finding: Finding) -> str:
    """The outcome and the place, or how custody ended; "" where a relative is told nothing.

    A corrected time is no change. "held:STWRTGA", "moving:STWRTGA", "processing", "released".
    """
    code = finding.facility.code if finding.facility else ""
    words = {
        Outcome.HELD: f"held:{code}",
        Outcome.IN_TRANSIT: f"moving:{code}",
        Outcome.PROCESSING: "processing",
        Outcome.NO_LONGER_HELD: str(finding.departure),
    }
    return words.get(finding.outcome, "")


def change_between(told: str, word: str) -> Change | None:
    """What happened from the one to the other; None where a relative is told of nothing new.

    Records that end in nothing that could be told are no change: staff find out.
    """
    if not word or word == told:
        return None
    if word in _DEPARTED:
        return Change(word)
    if word.startswith("held:"):
        return Change.ARRIVED
    is_new_arrest = word == "processing" and told in _DEPARTED
    return Change.ARRIVED if is_new_arrest else Change.LEFT_PLACE
