"""What a caller did, out of a webhook's fields."""

from hypothesis import given
from hypothesis import settings as how_often
from hypothesis import strategies as some

from hotline.ivr import fields
from hotline.ivr.walk import Keys, Recording

SID = "RE" + "0" * 32
URL = f"https://api.twilio.com/2010-04-01/Accounts/AC{'0' * 32}/Recordings/{SID}"


def test_digits_and_the_key_that_ended_them() -> None:
    assert fields.keys({"Digits": "098", "FinishedOnKey": "#"}) == Keys("098", True)
    assert fields.keys({"Digits": "", "FinishedOnKey": "#"}) == Keys("", True)
    assert fields.keys({"Digits": "5"}) == Keys("5")


def test_words_are_speech_and_keys_win_over_words() -> None:
    assert fields.keys({"SpeechResult": " María  José. "}).speech == "María José."
    assert fields.keys({"SpeechResult": "one", "Digits": "1"}) == Keys("1")


def test_a_message_is_told_with_its_length_and_the_key_that_ended_it_is_none() -> None:
    sent = {"RecordingUrl": URL, "RecordingSid": SID, "RecordingDuration": "12", "Digits": "#"}

    assert fields.keys(sent) == Keys(recording=Recording(SID, URL, 12))


def test_a_message_that_comes_without_its_id_has_it_in_its_address() -> None:
    assert fields.keys({"RecordingUrl": URL, "RecordingDuration": "2"}).recording == Recording(SID, URL, 2)


def test_a_message_of_no_seconds_is_silence() -> None:
    assert fields.keys({"RecordingUrl": URL, "RecordingDuration": "0"}).is_silence
    assert fields.keys({"Digits": "hangup"}).is_silence


def test_keys_without_end_are_cut_and_whoever_starts_over_is_heard() -> None:
    leaned_on = "1" * 5_000

    assert fields.keys({"Digits": leaned_on}) == Keys("1" * fields.MOST_DIGITS)
    assert fields.keys({"Digits": f"{leaned_on}*098765432#"}) == Keys("*098765432", True)


@how_often(max_examples=100, deadline=None)
@given(some.text(max_size=2_000))
def test_words_are_bounded_and_hold_no_control_characters(said: str) -> None:
    heard = fields.words(said, most=200)

    assert len(heard) <= 200
    assert heard == " ".join(heard.split())
    assert not {mark for mark in heard if mark < " " or mark in "\x7f\u202e\u2028"}


def test_names_keep_the_marks_they_are_spelled_with() -> None:
    assert fields.words("می\u200cخواهم", most=200) == "می\u200cخواهم"
