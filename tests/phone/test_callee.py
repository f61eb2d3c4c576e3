"""Who is rung is told who calls before anybody talks: both ends of a Dial, as the telephone company carries it out."""

from collections.abc import Iterator

import pytest

from hotline.phone.document import BadDocument
from hotline.phone.telephone import CallFailed
from hotline.phone.waiting import MOST_OF_A_MACHINE, State
from tests.phone.service import ASKS, BASE, BYE, DIAL, EVENTS, Service, call


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


def _what_was_recorded(service: Service) -> Iterator[str | None]:
    yield None
    yield next(address for address in service.fields("RecordingUrl") if address)


def test_who_is_called_hears_the_name_that_the_caller_said() -> None:
    caller, service = call(f'<Record action="{BASE}/name" method="POST"/>{BYE}')
    service.documents = (f"<Play>{one}</Play>" if one else DIAL for one in _what_was_recorded(service))

    caller.says("Ana Lucía").other_end("answer").callee_hears("Ana Lucía")


def test_voice_mail_presses_nothing_and_is_connected_with_nobody() -> None:
    caller, service = call(DIAL, ASKS, ASKS, BYE, BYE)

    caller.other_end("voice-mail").callee_hears("Press 1.", "Press 1.", "Goodbye.").hears_the_end()

    assert service.fields("DialBridged")[-2] == "false"


def test_voice_mail_takes_a_call_that_asks_for_no_key() -> None:
    caller, _ = call(DIAL, '<Say language="en-US">You can talk.</Say>')

    caller.other_end("voice-mail")

    assert caller.telephone.state is State.TALKING


def test_a_machine_that_is_asked_for_ever_puts_the_telephone_down() -> None:
    caller, service = call(DIAL, *[ASKS] * (MOST_OF_A_MACHINE + 1), BYE)

    caller.other_end("voice-mail").hears("Goodbye").hears_the_end()

    assert states(service)[-1] == "completed"


@pytest.mark.parametrize(("act", "state"), [("busy", "busy"), ("no-answer", "no-answer"), ("failed", "failed")])
def test_nothing_is_said_where_nobody_answers(act: str, state: str) -> None:
    caller, service = call(DIAL, BYE)

    caller.other_end(act)

    assert states(service) == ["initiated", "ringing", state]
    assert [length for length in service.fields("CallDuration") if length] == ["0", "60"]
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


REDIRECT = f'<Redirect method="POST">{BASE}/told</Redirect>'


@pytest.mark.parametrize(
    "verb", [f'<Record action="{BASE}/r" method="POST"/>{BYE}', DIAL, "<Enqueue>x</Enqueue>", "<Pause/>", REDIRECT]
)
def test_who_is_called_is_told_something_and_asked_for_keys_and_nothing_else(verb: str) -> None:
    caller, _ = call(DIAL, verb, BYE, is_portable=False)

    with pytest.raises(CallFailed, match="may not stand in what is said"):
        caller.other_end("answer")


@pytest.mark.parametrize("is_portable", [True, False])
@pytest.mark.parametrize(
    "document",
    [
        DIAL.replace("<Dial", '<Dial record="record-from-answer-dual"'),
        DIAL.replace("<Dial", '<Dial record="do-not-record"'),
        DIAL.replace("<Dial", f'<Dial recordingStatusCallback="{BASE}/r"'),
        f'<Dial action="{BASE}/dialled" method="POST"><Conference>x</Conference></Dial>',
        f'<Start><Stream url="wss://x.example.org"/></Start>{DIAL}',
    ],
)
def test_a_connected_call_is_recorded_and_overheard_by_nobody_in_any_profile(document: str, is_portable: bool) -> None:
    with pytest.raises(BadDocument, match=r"nobody hears|never recorded"):
        call(document, BYE, is_portable=is_portable)


@pytest.mark.parametrize(
    "document",
    [
        DIAL.replace(' answerOnBridge="true"', ""),
        DIAL.replace(f'url="{BASE}/told"', f'url="{BASE}/told?x=1"'),
        DIAL.replace(f'statusCallback="{BASE}/report"', 'statusCallback="/report"'),
        DIAL.replace(' statusCallbackMethod="POST"', ""),
        DIAL.replace(EVENTS, "initiated,ringing"),
        DIAL.replace("<Number", '<Number record="true"'),
    ],
)
def test_how_the_other_end_is_rung_is_read_strictly(document: str) -> None:
    with pytest.raises(BadDocument):
        call(document, BYE)
