"""E-mails that nobody asked for this moment: who we are, how the news is opened, how it ends; nothing about anybody."""

import pytest

from hotline import gateways, letters, texts
from hotline.languages import offered
from hotline.models.messages import MessageKind

# The one to a consulate is no letter to a relative: it says who is held.
UNASKED = [kind for kind in MessageKind if kind not in (MessageKind.ANSWER, MessageKind.CONSUL, MessageKind.COUNSEL)]
FACTS = {"code": "48271935", "confirm": "123456", "link": "a1-b2", "stop": "c3-d4", "change": "released"}
WITHOUT = {key: value for key, value in FACTS.items() if key not in ("stop", "change")}

HELD = {
    "name": "Devon Campbell",
    "born": "1985-03-12",
    "country": "JAM",
    "since": "2026-08-31",
    "place": ["Stewart Detention Center", "146 CCA Road", "Lumpkin, GA 31815"],
    "phone": "+12298385000",
}


def _letter(kind: MessageKind, facts: dict[str, str]) -> gateways.Letter:
    return letters.unasked(
        kind, facts, contact="ana@example.org", number="+18005550100", address="https://hotline.example.org"
    )


@pytest.mark.parametrize("kind", UNASKED)
@pytest.mark.parametrize("language", offered(), ids=lambda row: row.code)
def test_every_kind_says_who_we_are_and_which_number_to_call(kind: MessageKind, language: object) -> None:
    with texts.speaking(language):  # type: ignore[arg-type]  # a row
        letter = _letter(kind, FACTS)

    assert letter.language == language.code  # type: ignore[attr-defined]
    assert "(800) 555-0100" in letter.text
    assert f"https://hotline.example.org/{letter.language}/" in letter.text
    assert all(paragraph.strip() for paragraph in letter.text.split("\n\n"))
    assert "released" not in letter.text


def test_the_address_is_confirmed_by_link_or_by_digits() -> None:
    letter = _letter(MessageKind.CONFIRM, FACTS)

    assert "\nhttps://hotline.example.org/en/notices/confirm/a1-b2\n" in letter.text
    assert "6 digits where you asked for news: 123456." in letter.text
    assert "Was it not you? Then you need to do nothing." in letter.text


def test_news_of_notices_say_how_to_stop_them() -> None:
    letter = _letter(MessageKind.CHANGE, FACTS)

    assert letter.text.endswith("\nhttps://hotline.example.org/en/notices/stop/c3-d4")
    assert letter.stop_url == "https://hotline.example.org/en/notices/stop/c3-d4"


def test_news_of_a_search_say_why_they_come() -> None:
    letter = _letter(MessageKind.NEWS, WITHOUT)

    assert "There is news for your code 4827 1935." in letter.text
    assert letter.text.endswith("You get this e-mail because you asked us to keep looking.")
    assert letter.stop_url == ""


def test_the_last_word_is_the_same_of_a_search_and_of_notices() -> None:
    of_search = _letter(MessageKind.LAST_WORD, WITHOUT | {"about": "search"})
    of_notices = _letter(MessageKind.LAST_WORD, WITHOUT | {"about": "notices"})

    assert of_search == of_notices


def test_a_consulate_is_told_who_is_held_where_and_whom_to_call() -> None:
    letter = _letter(MessageKind.CONSUL, HELD)

    for told in ("Devon Campbell", "March 12, 1985", "August 31, 2026", "Stewart Detention Center", "(229) 838-5000"):
        assert told in letter.text
    assert "(800) 555-0100" in letter.text
    assert letter.subject == "Consular notification under article 36"
    assert "free of charge" in letter.text
    for untold in ("asylum", "fear", "medical", "child", "A-number"):
        assert untold not in letter.text + letter.subject


def test_a_consulate_that_writes_another_language_of_ours_reads_it_beneath() -> None:
    letter = _letter(MessageKind.CONSUL, HELD | {"country": "GTM"})

    english, spanish = letter.text.index("Held in immigration custody"), letter.text.index("31 de agosto de 2026")
    assert english < spanish
    assert letter.subject == "Consular notification under article 36"
    assert "de agosto" not in _letter(MessageKind.CONSUL, HELD).text


def test_the_office_of_taiwan_is_told_because_somebody_asks_and_not_by_the_convention() -> None:
    letter = _letter(MessageKind.CONSUL, HELD | {"country": "TWN"})

    assert "asked that you be told" in letter.text
    assert "article 36" not in letter.text + letter.subject
