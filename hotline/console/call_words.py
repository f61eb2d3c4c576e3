"""The words of the calls: how one stands, what came of it, what the machine told the caller, a form's faults."""

from hotline.domain.findings import Outcome
from hotline.models.calls import CallerState, CallOutcome
from hotline.texts import lazy

STATES = {
    CallerState.WAITING: lazy("The caller is in line."),
    CallerState.RINGING: lazy("Your telephone rings. Answer it, and press 1 to be connected."),
    CallerState.TALKING: lazy("You are connected. Press star on your telephone to put the caller on hold."),
    CallerState.ON_HOLD: lazy("The caller is on hold. Press 1 on your telephone to go on."),
    CallerState.WRAP_UP: lazy("The call is over. Write down what came of it."),
}
OUTCOMES = {
    CallOutcome.TOLD: lazy("Told what we know"),
    CallOutcome.NOTHING_KNOWN: lazy("Nothing is known of the person yet"),
    CallOutcome.SEARCH_LEFT: lazy("Left an open search"),
    CallOutcome.CALLBACK: lazy("To be called back: puts the number among the callbacks"),
    CallOutcome.REFERRED: lazy("Sent to somebody else who can help"),
    CallOutcome.CONCERN: lazy("A concern was reported"),
    CallOutcome.HUNG_UP: lazy("Hung up before anything was said"),
    CallOutcome.NOT_FOR_US: lazy("Not a matter of ours"),
}
HEARD = {
    Outcome.NOT_CONFIRMED: lazy("that no answer can be given yet"),
    Outcome.IN_TRANSIT: lazy("that the person is being moved"),
    Outcome.PROCESSING: lazy("that the person was arrested, and no place is known yet"),
    Outcome.HELD: lazy("where the person is held"),
    Outcome.NO_LONGER_HELD: lazy("that the person is no longer held"),
}
FAULTS = {
    ("call", "busy"): lazy("You have a call already. Finish it first."),
    ("call", "goes_on"): lazy("This call still goes on. Hang up first; what you typed is still here."),
    ("call", "too_little"): lazy(
        "Too little was told to keep a search open. Write down what the caller knows in the note, and choose a "
        "call back."
    ),
    ("call", "too_many"): lazy("So many searches were left from this number that another one cannot be."),
    ("call", "wrap_up"): lazy("Please write down first what came of your last call."),
    ("language", "missing"): lazy("Please choose the language of whoever is to go on."),
    ("languages", "missing"): lazy("Please choose at least one language that you speak with callers."),
    ("note", "too_long"): lazy("This note is longer than 5,000 characters. Please shorten it; nothing is lost yet."),
    ("number", "not_a_number"): lazy("Please enter the telephone number that rings you, with its area code."),
    ("outcome", "missing"): lazy("Please choose what came of it."),
    ("outcome", "no_number"): lazy(
        "This caller's number is not known, so nobody can call back. Choose something else."
    ),
    ("shift", "missing"): lazy("Sign on first, so that we know which telephone to ring."),
    ("shift", "paused"): lazy("You are paused. Go on taking calls first."),
}
