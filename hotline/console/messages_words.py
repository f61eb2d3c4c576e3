"""What messages are about, how far they came and what is wrong with a decision on them, in the words of a page."""

from hotline.domain import breakers
from hotline.domain.errors import Invalid
from hotline.models.messages import Means, MessageKind, MessageState
from hotline.models.notices import Change
from hotline.texts import gettext as _
from hotline.texts import lazy

KINDS = {
    MessageKind.ANSWER: lazy("An answer that somebody asked for"),
    MessageKind.CHANGE: lazy("A notice of a change"),
    MessageKind.CONFIRM: lazy("A code to confirm a number or an address"),
    MessageKind.CONSUL: lazy("A notice to a consulate"),
    MessageKind.COUNSEL: lazy("A word to counsel: where the person was taken"),
    MessageKind.INVITED_AGAIN: lazy("A word to one of the staff: they choose anew how they sign in"),
    MessageKind.LAST_WORD: lazy("A last word: a search or notices end"),
    MessageKind.LOCKED: lazy("A word to one of the staff: their account was closed"),
    MessageKind.NEWS: lazy("News of an open search"),
    MessageKind.STOPPED: lazy("That notices end, as somebody wished"),
}
MEANS = {Means.CALL: lazy("Calls"), Means.EMAIL: lazy("E-mails"), Means.TEXT: lazy("Texts")}
STATES = {
    MessageState.DELIVERED: lazy("arrived"),
    MessageState.DROPPED: lazy("dropped"),
    MessageState.FAILED: lazy("failed"),
    MessageState.HELD: lazy("held back"),
    MessageState.SENDING: lazy("being handed over"),
    MessageState.SENT: lazy("on the way"),
    MessageState.WAITING: lazy("waiting"),
}
CHANGES = {
    Change.ARRIVED: lazy("that somebody arrived at a place"),
    Change.LEFT_COUNTRY: lazy("that somebody left the country"),
    Change.LEFT_PLACE: lazy("that somebody left a place"),
    Change.OTHER_AGENCY: lazy("that somebody was handed to another agency"),
    Change.RELEASED: lazy("that somebody was released"),
    Change.STALE: lazy("that nobody has confirmed a place for a day"),
}
SERVICES = {
    breakers.FREE_CALLS: lazy("What free calls to relatives may cost in a day"),
    breakers.MAIL: lazy("E-mails"),
    breakers.PROVIDER: lazy("Texts and calls"),
    breakers.SPEND: lazy("What texts and calls may cost in a day"),
}
_FAULTS = {
    ("why", "missing"): lazy("Please write why, for whoever asks later."),
    ("decision", "open"): lazy("Somebody proposed something about these meanwhile. Agree, or refuse it first."),
    ("held", "changed"): lazy(
        "More came, or some went, since you opened this page. Look at the new number, and decide then."
    ),
    ("held", "none"): lazy("None of these wait any more."),
}


def faults(error: Invalid) -> list[tuple[str, str]]:
    """What is wrong with a form, for its top."""
    return [(error.field, _(_FAULTS[error.field, error.reason]))]
