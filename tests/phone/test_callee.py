"""Who is rung is told who calls before anybody talks: both ends of a Dial, as the telephone company carries it out."""

import pytest

from hotline.phone.document import BadDocument
from hotline.phone.telephone import CallFailed
from hotline.phone.waiting import State
from tests.phone.service import BASE, BYE, Service, call

EVENTS = "initiated ringing answered completed"
NUMBER = (
    f'<Number url="{BASE}/told" method="POST" statusCallback="{BASE}/report" statusCallbackMethod="POST" '
    f'statusCallbackEvent="{EVENTS}">+14045552368</Number>'
)
DIAL = (
    f'<Dial action="{BASE}/dialled" method="POST" callerId="+18005550100" timeLimit="86400" timeout="45">'
    f"{NUMBER}</Dial>"
)
ASKS = (
    f'<Gather input="dtmf" numDigits="1" action="{BASE}/keys" method="POST">'
    '<Say language="en-US">Press 1.</Say></Gather>'
    f'<Redirect method="POST">{BASE}/keys</Redirect>'
)


def states(service: Service) -> list[str | None]:
    return [sent.fields["CallStatus"] for sent in service.posted if sent.address.endswith("/report")]


def test_who_accepts_is_connected_and_the_caller_hears_nothing_of_it() -> None:
    caller, service = call(DIAL, ASKS, '<Say language="en-US">You can talk.</Say>', BYE)

    caller.other_end("answer").callee_hears("Press 1.").does_not_hear("Press 1.")
    assert caller.telephone.state is State.TELLING
    caller.callee_presses("1").callee_hears("You can talk.")
    assert caller.telephone.state is State.TALKING
    caller.other_end("hang up").hears("Goodbye").hears_the_end()

    assert service.steps[:3] == ["/family", "/report", "/report"]
    assert states(service) == ["initiated", "ringing", "in-progress", "completed"]
    assert service.fields("DialCallStatus")[-2:] == ["completed", None]
    assert service.fields("DialBridged")[-2] == "true"


def test_the_leg_is_a_call_of_its_own() -> None:
    caller, service = call(DIAL, ASKS, BYE, BYE)

    caller.other_end("answer").callee_presses("1")

    told = next(sent.fields for sent in service.posted if sent.address.endswith("/told"))
    first = service.posted[0].fields
    assert (told["ParentCallSid"], told["Direction"]) == (first["CallSid"], "outbound-dial")
    assert (told["From"], told["To"]) == ("+18005550100", "+14045552368")
    assert told["CallSid"] not in ("", first["CallSid"])


@pytest.mark.parametrize("act", ["hang up", "2"])
def test_who_does_not_accept_is_never_connected(act: str) -> None:
    caller, service = call(DIAL, ASKS, *([BYE] if act == "2" else []), BYE)

    caller.other_end("answer").other_end(act).hears("Goodbye").hears_the_end()

    assert states(service)[-1] == "completed"
    dialled = next(sent.fields for sent in service.posted if sent.address.endswith("/dialled"))
    assert (dialled["DialCallStatus"], dialled["DialBridged"]) == ("completed", "false")


@pytest.mark.parametrize(("act", "state"), [("busy", "busy"), ("no-answer", "no-answer"), ("failed", "failed")])
def test_nothing_is_said_where_nobody_answers(act: str, state: str) -> None:
    caller, service = call(DIAL, BYE)

    caller.other_end(act)

    assert states(service) == ["initiated", "ringing", state]
    assert "/told" not in service.steps


@pytest.mark.parametrize("is_told", [False, True])
def test_a_caller_who_hangs_up_ends_the_leg(is_told: bool) -> None:
    caller, service = call(DIAL, *([ASKS] if is_told else []), BYE)
    if is_told:
        caller.other_end("answer")

    caller.hangs_up()

    assert states(service)[-1] == ("completed" if is_told else "canceled")
    dialled = next(sent.fields for sent in service.posted if sent.address.endswith("/dialled"))
    assert (dialled["DialCallStatus"], dialled["CallStatus"]) == ("canceled", "completed")


@pytest.mark.parametrize("verb", [f'<Record action="{BASE}/r" method="POST"/>{BYE}', DIAL, "<Enqueue>x</Enqueue>"])
def test_what_is_said_to_who_is_called_records_and_connects_nobody_else(verb: str) -> None:
    caller, _ = call(DIAL, verb, BYE, is_portable=False)

    with pytest.raises(CallFailed, match="may not stand in what is said"):
        caller.other_end("answer")


@pytest.mark.parametrize("record", ["record-from-answer-dual", "do-not-record"])
def test_a_document_that_speaks_of_recording_a_connected_call_is_refused(record: str) -> None:
    with pytest.raises(BadDocument, match="record"):
        call(DIAL.replace("<Dial", f'<Dial record="{record}"'), BYE)


def test_a_room_where_others_could_join_is_refused() -> None:
    with pytest.raises(BadDocument, match="Conference"):
        call(f'<Dial action="{BASE}/dialled" method="POST"><Conference>x</Conference></Dial>', BYE)
