"""An answer as a text: at most one piece where the facts fit, fresh or not said, never a name."""

from datetime import UTC, datetime

import pytest

from hotline import briefly, gsm, languages, texts
from hotline.domain.findings import Outcome
from hotline.domain.outbox import AnswerFacts
from hotline.models.messages import MessageKind

NOON = datetime(2026, 11, 22, 17, tzinfo=UTC)
LINES = ("146 CCA Road", "Lumpkin, GA 31815")
STEWART = "Stewart Detention Center"
ATLANTA = "Atlanta Field Office"


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (
            AnswerFacts(Outcome.HELD, STEWART, LINES, "", "+12295550130"),
            "The person is at this place: Stewart Detention Center. Address: 146 CCA Road, Lumpkin, GA 31815. "
            "Telephone: (229) 555-0130.",
        ),
        (
            AnswerFacts(Outcome.HELD, STEWART, LINES, ATLANTA, "+14045550120", NOON),
            "Stewart Detention Center, 146 CCA Road, Lumpkin, GA 31815. Telephone of Atlanta Field Office: "
            "(404) 555-0120. Confirmed 11/22/26, 12:00 PM ET.",
        ),
        (
            AnswerFacts(Outcome.IN_TRANSIT, STEWART, (), ATLANTA, "+14045550120"),
            "Being moved. The last place we know is: Stewart Detention Center. "
            "Telephone of Atlanta Field Office: (404) 555-0120.",
        ),
        (
            AnswerFacts(Outcome.PROCESSING, "", (), ATLANTA, "+14045550120", NOON, is_fresh=False),
            "Arrested; the place is not known yet. Telephone of Atlanta Field Office: (404) 555-0120. "
            "Last confirmed 11/22/26, 12:00 PM ET; it may have changed.",
        ),
        (AnswerFacts(Outcome.NO_LONGER_HELD), "No longer in immigration custody."),
        (AnswerFacts(Outcome.NOT_CONFIRMED), "We cannot tell you by this line where this person is."),
    ],
    ids=["held", "held, long", "in transit", "processing, old", "no longer held", "not confirmed"],
)
def test_every_outcome_is_told_in_one_text(facts: AnswerFacts, text: str) -> None:
    assert briefly.answer(facts) == text
    assert gsm.fits(text)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_is_plain_and_short_in_every_language(outcome: Outcome) -> None:
    facts = AnswerFacts(outcome, STEWART, LINES, ATLANTA, "+14045550120")
    for language in languages.offered():
        with texts.speaking(language):
            told = briefly.answer(facts)
        assert gsm.is_plain(told), told
        assert gsm.fits(told), told


@pytest.mark.parametrize(
    ("zone", "told"), [("America/New_York", "12:00 PM ET."), ("America/Los_Angeles", "9:00 AM PT.")]
)
def test_a_time_says_by_which_clock(zone: str, told: str) -> None:
    facts = AnswerFacts(Outcome.HELD, STEWART, LINES, confirmed_at=NOON, time_zone=zone)

    assert briefly.answer(facts).endswith(told)


def test_a_time_says_by_which_clock_in_spanish_too() -> None:
    facts = AnswerFacts(Outcome.HELD, STEWART, LINES, confirmed_at=NOON)
    with texts.speaking(languages.offered()[1]):
        assert briefly.answer(facts).endswith("12:00 p.m. ET.")


@pytest.mark.parametrize("kind", [kind for kind in MessageKind if kind is not MessageKind.ANSWER])
def test_what_we_send_unasked_is_one_text_that_says_who_we_are_and_what_to_call(kind: MessageKind) -> None:
    facts = {"code": "48271935", "confirm": "123456", "change": "released"}
    for language in languages.offered():
        with texts.speaking(language):
            told = briefly.message(kind, facts, number="+18005550100", address="https://hotline.example.org")
        assert gsm.fits(told), told
        assert told.startswith(("Family Hotline: ", "Linea Familiar: ")), told
        assert "(800) 555-0100" in told
        assert "released" not in told


def test_the_text_that_confirms_says_what_to_do_with_it_and_what_to_do_otherwise() -> None:
    told = briefly.message(MessageKind.CONFIRM, {"confirm": "123456"}, number="+18005550100", address="")

    assert told == (
        "Family Hotline: to get news, type 123456 where you asked for it, or send it back to us. "
        "Not you? Do nothing, or call (800) 555-0100."
    )
