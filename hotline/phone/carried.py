"""Which verbs the practice telephone carries out, and where: as Twilio documents them, and nothing is passed over."""

from hotline.phone.document import Verb
from hotline.phone.wire import CallFailed

_IN_A_QUEUE = frozenset({"Gather", "Hangup", "Leave", "Pause", "Play", "Redirect", "Say"})
_CARRIED_OUT = _IN_A_QUEUE | {"Dial", "Enqueue", "Record", "Reject"}
# What the url of a Number may say to who is called: it "does not support any other TwiML verbs".
_ANNOUNCED = frozenset({"Gather", "Hangup", "Play", "Say"})


def check(verb: Verb, *, is_in_a_queue: bool, announces: bool) -> None:
    """Raises CallFailed on a verb that is not carried out here."""
    if verb.name not in _CARRIED_OUT:
        raise CallFailed(f"the practice telephone does not know <{verb.name}> yet")
    if is_in_a_queue and verb.name not in _IN_A_QUEUE:
        raise CallFailed(f"<{verb.name}> may not stand in what is heard in a queue")
    if announces and verb.name not in _ANNOUNCED:
        raise CallFailed(f"<{verb.name}> may not stand in what is said to who is called")
    if verb.attributes.get("method", "POST") != "POST" or verb.attributes.get("waitUrlMethod", "POST") != "POST":
        raise CallFailed(f"<{verb.name}> asks with GET, and this service answers POST alone")
    _check_rung(verb.inside if verb.name == "Dial" else ())


def _check_rung(rung: tuple[Verb, ...]) -> None:
    if any(part.name not in ("Number", "Queue", "Conference") for part in rung):
        raise CallFailed("the practice telephone rings numbers alone")
    if len(rung) > 1 and any(part.attributes for part in rung):
        raise CallFailed("the practice telephone tells one who is called who calls, not several")
