"""What our documents say, as the telephone company reads them."""

import pytest

from hotline import languages
from hotline.ivr import twiml
from hotline.ivr.twiml import Spoken
from hotline.languages import Language
from hotline.phone import document, portable
from hotline.phone.document import Verb

URL = "https://hotline.example.org/ivr/family/how/1"
SPANISH = next(row for row in languages.offered() if row.code == "es")
UNHEARD = Language("x", "X", "ltr", "en_US", say="en-US")
SENTENCES = (Spoken("¿Cómo se llama?", SPANISH),)


def verbs(told: str) -> tuple[Verb, ...]:
    read = document.read(told.encode())
    portable.check(read)
    return read


def test_words_are_listened_to_in_the_callers_language_and_keys_still_count() -> None:
    gather, redirect = verbs(twiml.ask_speech(SENTENCES, URL, seconds=8, language=SPANISH))

    assert gather.attributes["input"] == "dtmf speech"
    assert gather.attributes["language"] == "es-US"
    assert gather.attributes["profanityFilter"] == "false"
    assert gather.attributes["finishOnKey"] == "#"
    assert redirect.text == URL


def test_one_key_ends_a_question_that_also_takes_words() -> None:
    gather, _ = verbs(twiml.ask_speech(SENTENCES, URL, seconds=8, language=SPANISH, one_key=True))

    assert (gather.attributes["numDigits"], gather.attributes["finishOnKey"]) == ("1", "")


def test_words_alone_take_no_keys() -> None:
    gather, _ = verbs(twiml.ask_speech(SENTENCES, URL, seconds=8, language=SPANISH, keys_too=False))

    assert gather.attributes["input"] == "speech"
    assert "finishOnKey" not in gather.attributes


def test_a_recogniser_is_told_what_it_may_hear() -> None:
    gather, _ = verbs(twiml.ask_speech(SENTENCES, URL, seconds=8, language=SPANISH, hints=("México", "Guatemala")))

    assert gather.attributes["hints"] == "México, Guatemala"


def test_a_language_without_a_recogniser_is_asked_for_keys() -> None:
    gather, _ = verbs(twiml.ask_speech(SENTENCES, URL, seconds=8, language=UNHEARD))

    assert gather.attributes["input"] == "dtmf"


@pytest.mark.parametrize("longest", [30, 180])
def test_a_recording_begins_after_a_beep_and_silence_goes_on(longest: int) -> None:
    say, record, redirect = verbs(twiml.record(SENTENCES, URL, seconds=5, longest=longest))

    assert say.text == SENTENCES[0].text
    assert record.attributes == {
        "action": URL,
        "method": "POST",
        "timeout": "5",
        "finishOnKey": "#",
        "maxLength": str(longest),
        "playBeep": "true",
    }
    assert redirect.text == URL


def test_a_document_holds_as_many_whole_sentences_as_fit_and_always_the_last() -> None:
    long = [Spoken(f"{number}. {'ñ & <' * 200}.", SPANISH) for number in range(200)]

    told = twiml.ask_key([*long, Spoken("Para repetir, oprima 9.", SPANISH)], URL, seconds=8)

    gather, _ = verbs(told)
    texts = [verb.text for verb in gather.inside]
    assert texts[-1] == "Para repetir, oprima 9."
    assert texts[:-1] == [sentence.text for sentence in long[: len(texts) - 1]]
    assert 50_000 < len(told.encode()) <= twiml.LARGEST


def test_a_letter_of_any_script_takes_the_bytes_that_were_reckoned_for_it() -> None:
    sentences = [Spoken("\u0623\u0647\u0644\u0627 " * 400, SPANISH) for _ in range(40)]

    document = twiml.go_to(sentences, URL)

    assert "&#" not in document
    assert twiml.LARGEST * 0.8 < len(document.encode()) <= twiml.LARGEST


def test_a_sentence_that_no_voice_would_read_is_left_out() -> None:
    told = twiml.goodbye([Spoken("a" * 100_000, SPANISH), Spoken("Adiós.", SPANISH)])

    assert [verb.text for verb in verbs(told)] == ["Adiós.", ""]


def test_a_call_is_passed_on_without_anything_of_ours_having_to_answer() -> None:
    hold, dial, bye, hangup = verbs(twiml.pass_on(SENTENCES, "+14045550188", afterwards=SENTENCES))

    assert (dial.name, dial.text, dial.attributes) == ("Dial", "+14045550188", {})
    assert [hold.name, bye.name, hangup.name] == ["Say", "Say", "Hangup"]
