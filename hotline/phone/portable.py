"""The portable profile: what any TwiML-speaking platform understands, self-hosted ones included (architecture.md).

Say, Play, Gather, Record, Dial, Redirect, Hangup and Reject; absolute addresses without a query string; an explicit
action and method wherever the call goes on.
"""

from urllib.parse import urlsplit

from hotline.phone.document import BadDocument, Verb

ATTRIBUTES = {
    "Say": {"language", "voice"},
    "Play": set[str](),
    # actionOnEmptyResult is passed over where it is unknown: a Redirect to the same address follows every Gather.
    "Gather": {"input", "action", "method", "timeout", "finishOnKey", "numDigits", "actionOnEmptyResult"},
    "Record": {"action", "method", "timeout", "finishOnKey", "maxLength", "playBeep"},
    "Dial": {"action", "method", "timeout", "callerId", "timeLimit", "answerOnBridge"},
    "Number": {"url", "method", "statusCallback", "statusCallbackMethod", "statusCallbackEvent"},
    "Redirect": {"method"},
    "Hangup": set[str](),
    "Reject": {"reason"},
}
# What a Gather may have besides when it listens to words.
SPEECH = {"language", "hints", "speechTimeout", "profanityFilter"}
# What stands behind the adapter for callers who wait (ivr/queueing.py), on a platform that has queues.
QUEUEING = {
    "Enqueue": {"action", "method", "waitUrl", "waitUrlMethod"},
    "Leave": set[str](),
    "Queue": set[str](),
    "Dial": ATTRIBUTES["Dial"] | {"hangupOnStar"},
}
# What stands behind the adapter for a three-way call (ivr/meeting.py), on a platform that has rooms to meet in.
MEETING = {"Conference": {"beep", "endConferenceOnExit", "maxParticipants", "startConferenceOnEnter", "waitUrl"}}
_KNOWN = ATTRIBUTES | QUEUEING | MEETING
# Other ends, or other ears, than the two who talk.
_OVERHEARS = frozenset({"Conference", "Connect", "Siprec", "Start", "Stream", "Transcription"})
_GO_ON = ("Enqueue", "Gather", "Record", "Dial")


def check(verbs: tuple[Verb, ...]) -> None:
    """Raises BadDocument when a document is not portable."""
    for position, verb in enumerate(verbs):
        _check_verb(verb)
        following = verbs[position + 1 :]
        if verb.name == "Gather" and [after.name for after in following] != ["Redirect"]:
            raise BadDocument("a <Gather> is followed by one <Redirect>, where silence goes on")
        if verb.name == "Dial" and "action" not in verb.attributes and not following:
            raise BadDocument("after a <Dial> without an action the call goes on in the same document")
        if verb.name == "Record" and not following:
            raise BadDocument("after a <Record> a call goes on that recorded only silence")
        if verb.name in ("Redirect", "Hangup", "Reject", "Leave") and following:
            raise BadDocument(f"nothing after <{verb.name}> is ever reached")


def check_between_two(verbs: tuple[Verb, ...], *, may_meet: bool = False) -> None:
    """Raises BadDocument where a connected call could be recorded or overheard, whatever the profile.

    With `may_meet` three-way calls are on: a room is no ear then, for three at most and without any sound but theirs.
    """
    for verb in verbs:
        if verb.name in _OVERHEARS and not (may_meet and _is_for_three(verb)):
            raise BadDocument(f"<{verb.name}>: nobody hears a connected call but the two who talk")
        if verb.name != "Record" and (recording := [name for name in verb.attributes if name.startswith("record")]):
            raise BadDocument(f"<{verb.name} {recording[0]}>: a connected call is never recorded")
        check_between_two(verb.inside, may_meet=may_meet)


def _is_for_three(verb: Verb) -> bool:
    attributes = verb.attributes
    return verb.name in MEETING and (attributes.get("maxParticipants"), attributes.get("waitUrl")) == ("3", "")


def _check_verb(verb: Verb) -> None:
    if verb.name not in _KNOWN:
        raise BadDocument(f"<{verb.name}> is not in the portable profile")
    if unknown := set(verb.attributes) - _allowed(verb):
        raise BadDocument(f"<{verb.name} {', '.join(sorted(unknown))}> is not in the portable profile")
    if verb.name in _GO_ON and (verb.name != "Dial" or "action" in verb.attributes):
        _check_address(verb.name, verb.attributes.get("action", ""), verb.attributes.get("method", ""))
    if verb.name == "Redirect":
        _check_address(verb.name, verb.text, verb.attributes.get("method", ""))
    _check_contents(verb)
    for child in verb.inside:
        _check_verb(child)


def _check_contents(verb: Verb) -> None:
    if verb.name == "Number":
        _check_number(verb)
    is_told = any("url" in part.attributes for part in verb.inside if part.name == "Number")
    if is_told and verb.attributes.get("answerOnBridge") != "true":
        raise BadDocument("without answerOnBridge the caller hears nothing while who is called is told who calls")
    if verb.name == "Play" and not verb.text.startswith(("https://", "http://")):
        raise BadDocument("a <Play> has the absolute address of a sound")
    if "speech" in verb.attributes.get("input", "").split() and "language" not in verb.attributes:
        raise BadDocument("a <Gather> that listens to words names their language")
    if verb.name == "Say" and not (verb.text and verb.attributes.get("language")):
        raise BadDocument("a <Say> has a text and names its language")


def _check_number(verb: Verb) -> None:
    """What is told of the other end, and to it."""
    for address, method in (("url", "method"), ("statusCallback", "statusCallbackMethod")):
        if address in verb.attributes:
            _check_address(f"Number {address}", verb.attributes[address], verb.attributes.get(method, ""))


def _allowed(verb: Verb) -> set[str]:
    listens = verb.name == "Gather" and "speech" in verb.attributes.get("input", "").split()
    return _KNOWN[verb.name] | (SPEECH if listens else set())


def _check_address(name: str, address: str, method: str) -> None:
    parts = urlsplit(address)
    if not (parts.scheme and parts.netloc) or parts.query or parts.fragment:
        raise BadDocument(f"<{name}> needs an absolute address without a query string")
    if method != "POST":
        raise BadDocument(f"<{name}> posts")
