"""Each verb behaves as Twilio documents it: what is posted, what is heard, what follows."""

import pytest

from hotline.phone.listening import Recorder
from hotline.phone.telephone import CallFailed
from hotline.phone.waiting import State
from tests.phone.service import BASE, BYE, SILENT, call

SPEECH = f'<Gather input="dtmf speech" language="es-US" action="{BASE}/words" method="POST" numDigits="1"/>'
RECORD = f'<Record action="{BASE}/recorded" method="POST" finishOnKey="#" maxLength="20"/>'
DIAL = f'<Dial action="{BASE}/dialled" method="POST"><Number>+18005550100</Number></Dial>'
QUEUE = f'<Enqueue action="{BASE}/helped" method="POST" waitUrl="{BASE}/music">families</Enqueue>'
MUSIC = '<Play>/static/music.mp3</Play><Say language="en-US">Please hold.</Say>'
STILL = '<Say language="en-US">You waited.</Say>'


def test_words_are_posted_with_how_sure_the_recogniser_is() -> None:
    caller, service = call(SPEECH + SILENT, BYE)

    caller.says("María")

    assert (service.fields("SpeechResult")[1], service.fields("Confidence")[1]) == ("María", "0.9")
    assert service.fields("Digits")[1] is None


def test_a_key_goes_before_words() -> None:
    caller, service = call(SPEECH + SILENT, BYE)

    caller.presses("0")

    assert (service.fields("Digits")[1], service.fields("SpeechResult")[1]) == ("0", None)


def test_nobody_listens_to_words_where_keys_are_asked_for() -> None:
    keys = f'<Gather input="dtmf" action="{BASE}/keys" method="POST"/>'
    caller, service = call(keys + SILENT)

    caller.says("María")

    assert caller.telephone.state is State.KEYS
    assert len(service.posted) == 1


def test_keys_are_passed_over_where_words_alone_are_asked_for() -> None:
    words = SPEECH.replace("dtmf speech", "speech")
    caller, service = call(words + SILENT)

    caller.presses("1")

    assert len(service.posted) == 1


def test_an_entry_waits_for_its_next_key() -> None:
    keys = f'<Gather input="dtmf" action="{BASE}/keys" method="POST"/>'
    caller, service = call(keys + SILENT, BYE)

    caller.telephone.touch("1")
    caller.telephone.touch("2")
    assert len(service.posted) == 1
    caller.telephone.wait()

    assert service.fields("Digits")[1] == "12"


def test_a_document_without_an_address_asks_its_own() -> None:
    caller, service = call("<Gather/>", BYE, is_portable=False)

    caller.presses("1")

    assert service.steps[1] == "/family"


def test_a_message_is_posted_as_a_recording() -> None:
    caller, service = call(RECORD + SILENT, BYE)

    caller.says("Please call me back.")

    assert service.steps[1] == "/recorded"
    (left,) = caller.telephone.recordings
    assert left.words == "Please call me back."
    assert (service.fields("RecordingSid")[1], service.fields("RecordingDuration")[1]) == (left.sid, "2")
    assert str(service.fields("RecordingUrl")[1]).endswith(f"/Recordings/{left.sid}")


def test_silence_leaves_no_recording_and_the_next_verb_follows() -> None:
    caller, service = call(RECORD + SILENT, BYE)

    caller.waits()

    assert service.steps[1] == "/silent"
    assert caller.telephone.recordings == []


def test_the_finishing_key_ends_a_message_and_is_told() -> None:
    caller, service = call(RECORD + SILENT, BYE)

    caller.telephone.utter("Call me.")
    caller.telephone.touch("5")
    caller.presses("#")

    assert service.fields("Digits")[1] == "#"


def test_hanging_up_in_a_message_leaves_it() -> None:
    caller, service = call(RECORD + SILENT, BYE)

    caller.telephone.utter("Call me.")
    caller.hangs_up()

    assert service.steps == ["/family", "/recorded", "/ended"]
    assert (service.fields("Digits")[1], service.fields("CallStatus")[1]) == ("hangup", "completed")


def test_a_message_is_no_longer_than_it_may_be() -> None:
    caller, service = call(RECORD + SILENT, BYE)

    caller.says("word " * 500)

    assert service.fields("RecordingDuration")[1] == "20"


@pytest.mark.parametrize(
    ("act", "status"),
    [
        ("busy", "busy"),
        ("refuse", "busy"),
        ("no-answer", "no-answer"),
        ("failed", "failed"),
        ("canceled", "canceled"),
    ],
)
def test_a_leg_that_nobody_takes_goes_on_at_its_action(act: str, status: str) -> None:
    caller, service = call(DIAL, BYE)
    assert caller.telephone.state is State.RINGING

    caller.other_end(act).hears_the_end()

    assert (service.steps[1], service.fields("DialCallStatus")[1]) == ("/dialled", status)
    assert (service.fields("DialBridged")[1], service.fields("DialCallDuration")[1]) == ("false", "0")
    assert str(service.fields("DialCallSid")[1]).startswith("CA")


def test_a_leg_that_nobody_takes_in_time_is_no_answer() -> None:
    caller, service = call(DIAL, BYE)

    caller.waits()

    assert service.fields("DialCallStatus")[1] == "no-answer"


@pytest.mark.parametrize("ending", ["hang up", "*"])
def test_a_leg_that_was_answered_ends_completed(ending: str) -> None:
    caller, service = call(DIAL.replace("<Dial", '<Dial hangupOnStar="true"'), BYE, is_portable=False)

    caller.other_end("answer").waits()
    assert caller.telephone.state is State.TALKING
    if ending == "*":
        caller.presses("*")
    else:
        caller.other_end(ending)

    assert (service.fields("DialCallStatus")[1], service.fields("DialBridged")[1]) == ("completed", "true")
    assert str(service.fields("DialCallSid")[1]).startswith("CA")


def test_without_an_action_the_next_verb_follows_a_leg() -> None:
    caller, service = call(f"<Dial>+18005550100</Dial>{BYE}", is_portable=False)

    caller.other_end("busy").hears("Goodbye").hears_the_end()

    assert service.steps == ["/family", "/ended"]


def test_after_a_dial_with_an_action_nothing_else_in_the_document_is_reached() -> None:
    caller, service = call(DIAL + STILL, BYE, is_portable=False)

    caller.other_end("busy").hears("Goodbye").does_not_hear("You waited")

    assert service.steps == ["/family", "/dialled", "/ended"]


@pytest.mark.parametrize(("attributes", "beeps"), [("", True), ('playBeep="true"', True), ('playBeep="false"', False)])
def test_a_tone_is_heard_before_a_message_unless_the_document_says_otherwise(attributes: str, beeps: bool) -> None:
    caller, _ = call(f'<Record action="{BASE}/recorded" method="POST" {attributes}/>', is_portable=False)

    assert isinstance(caller.telephone.waits_for, Recorder)
    assert caller.telephone.waits_for.beeps is beeps


def test_any_key_ends_a_message_where_none_is_named() -> None:
    caller, service = call(f'<Record action="{BASE}/recorded" method="POST"/>', BYE, is_portable=False)

    caller.telephone.utter("Call me.")
    caller.presses("5")

    assert service.fields("Digits")[1] == "5"


def test_without_an_action_a_message_is_posted_to_its_own_document() -> None:
    caller, service = call("<Record/>", BYE, is_portable=False)

    caller.says("Call me.")

    assert service.steps[1] == "/family"


def test_what_follows_a_message_is_not_reached_when_it_was_left() -> None:
    caller, service = call(RECORD + STILL, BYE, is_portable=False)

    caller.says("Call me.").does_not_hear("You waited")

    assert service.steps == ["/family", "/recorded", "/ended"]


def test_silence_is_posted_where_empty_results_are_asked_for_words_too() -> None:
    caller, service = call(SPEECH.replace("/>", ' actionOnEmptyResult="true"/>') + SILENT, BYE)

    caller.waits()

    assert (service.steps[1], service.fields("Digits")[1], service.fields("SpeechResult")[1]) == ("/words", "", None)


def test_what_is_said_while_keys_are_entered_is_passed_over() -> None:
    caller, service = call(SPEECH.replace(' numDigits="1"', "") + SILENT, BYE)

    caller.telephone.touch("1")
    caller.telephone.utter("María")
    caller.telephone.wait()

    assert (service.fields("Digits")[1], service.fields("SpeechResult")[1]) == ("1", None)


def test_a_gather_without_numdigits_takes_any_number_of_keys() -> None:
    caller, service = call(f'<Gather action="{BASE}/keys"/>' + SILENT, BYE, is_portable=False)

    caller.presses("12345678901234567890#")

    assert service.fields("Digits")[1] == "12345678901234567890"


def test_a_redirect_without_an_address_asks_its_own() -> None:
    caller, service = call("<Redirect/>", BYE, is_portable=False)

    caller.hears("Goodbye").hears_the_end()

    assert service.steps == ["/family", "/family", "/ended"]


def test_sentences_in_a_gather_are_heard_before_it_waits() -> None:
    said = '<Say language="en-US">Press a key.</Say><Play>https://hotline.example.org/static/a.mp3</Play>'
    caller, service = call(f'<Gather action="{BASE}/keys">{said}</Gather>' + BYE, is_portable=False)
    assert caller.words == ["Press a key.", "https://hotline.example.org/static/a.mp3"]

    caller.waits().hears("Goodbye")

    assert service.steps == ["/family", "/ended"]


def test_a_text_without_end_is_heard_a_few_times() -> None:
    caller, _ = call(f'<Say language="en-US" loop="0">Hello.</Say>{BYE}', is_portable=False)

    assert caller.words == ["Hello.", "Hello.", "Hello.", "Goodbye."]


def test_a_leg_that_rings_cannot_hang_up() -> None:
    caller, _ = call(DIAL)

    with pytest.raises(ValueError, match="rings cannot hang up"):
        caller.other_end("hang up")


def test_nobody_at_the_other_end_does_nothing() -> None:
    caller, _ = call(SPEECH + SILENT)

    with pytest.raises(ValueError, match="nobody is rung"):
        caller.other_end("answer")


def test_a_queue_is_heard_until_somebody_takes_the_call() -> None:
    caller, service = call(QUEUE, MUSIC, MUSIC, BYE, is_portable=False)
    caller.hears("/static/music.mp3", "Please hold")
    assert caller.telephone.state is State.QUEUE

    caller.waits().hears("Please hold")
    caller.other_end("answer").other_end("hang up").hears_the_end()

    assert service.steps == ["/family", "/music", "/music", "/helped", "/ended"]
    assert service.fields("QueueResult")[3] == "bridged"
    assert len(set(service.fields("QueueSid")[1:4])) == 1


def test_leaving_a_queue_goes_on_after_it_where_there_is_no_action() -> None:
    queue = f'<Enqueue waitUrl="{BASE}/music">families</Enqueue>{STILL}'
    caller, service = call(queue, "<Leave/>", is_portable=False)

    caller.hears("You waited").hears_the_end()

    assert service.steps == ["/family", "/music", "/ended"]


def test_hanging_up_in_a_queue_is_told() -> None:
    caller, service = call(QUEUE, MUSIC, BYE, is_portable=False)

    caller.hangs_up()

    assert (service.steps[2], service.fields("QueueResult")[2]) == ("/helped", "hangup")


def test_a_key_in_a_queue_may_lead_out_of_it() -> None:
    gather = f'<Gather action="{BASE}/keys" numDigits="1"/>'
    caller, service = call(QUEUE, gather, "<Leave/>", BYE, is_portable=False)

    caller.presses("1").hears("Goodbye").hears_the_end()

    assert service.steps == ["/family", "/music", "/keys", "/helped", "/ended"]


def test_of_a_queue_only_what_the_adapter_writes_is_taken() -> None:
    with pytest.raises(Exception, match="portable"):
        call(f'<Enqueue workflowSid="WW1" action="{BASE}/helped" method="POST"/>')


@pytest.mark.parametrize(
    "document", ["<Leave/>", "<Echo/>", '<Redirect method="GET">https://hotline.example.org/</Redirect>']
)
def test_what_is_not_practised_is_said_and_not_passed_over(document: str) -> None:
    with pytest.raises(CallFailed):
        call(document, is_portable=False)


@pytest.mark.parametrize(("reason", "status"), [("busy", "busy"), ("rejected", "no-answer")])
def test_a_rejected_call_was_never_answered(reason: str, status: str) -> None:
    caller, service = call(f'<Reject reason="{reason}"/>')

    caller.hears_the_end()

    assert service.fields("CallStatus") == ["ringing", status]


def test_a_pause_is_no_sentence_and_a_loop_repeats_one() -> None:
    caller, _ = call(f'<Pause length="2"/><Say language="en-US" loop="2">Hello.</Say>{BYE}', is_portable=False)

    assert caller.words == ["Hello.", "Hello.", "Goodbye."]


def test_a_recorded_prompt_is_a_sound() -> None:
    caller, _ = call(f"<Play>https://hotline.example.org/static/hello.mp3</Play>{BYE}")

    assert [heard.is_sound for heard in caller.latest] == [True, False]
