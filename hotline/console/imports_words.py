"""How rosters stand, and what is wrong with a decision on one, in the words of a page."""

from hotline.domain.errors import Invalid
from hotline.models.operations import BatchState, DecisionState
from hotline.texts import gettext as _
from hotline.texts import lazy

STATES = {
    BatchState.STAGING: lazy("being read"),
    BatchState.HELD: lazy("held back"),
    BatchState.PUBLISHED: lazy("published"),
    BatchState.ABANDONED: lazy("given up for a newer one"),
}
DECIDED = {
    DecisionState.PROPOSED: lazy("waits for a second person"),
    DecisionState.AGREED: lazy("agreed"),
    DecisionState.REFUSED: lazy("refused"),
    DecisionState.WITHDRAWN: lazy("withdrawn"),
}
_FAULTS = {
    ("why", "missing"): lazy("Please write why, for whoever asks later."),
    ("decision", "open"): lazy("Somebody proposed the same meanwhile. Look at what they wrote, and agree or refuse."),
    ("batch", "not_held"): lazy("This roster is not held back any more: it was published, or a newer one came."),
}


def faults(error: Invalid) -> list[tuple[str, str]]:
    """What is wrong with a form, for its top."""
    return [(error.field, _(_FAULTS[error.field, error.reason]))]
