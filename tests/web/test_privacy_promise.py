"""The privacy promise, sentence by sentence: each has its test here, called test_ and the name of the sentence."""

import logging
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from hotline import clock, db, logs
from hotline.config import Settings
from hotline.domain.people import Name
from hotline.models.people import HidingReason
from hotline.web import assets, promises
from tests import canaries
from tests.web import subscriber
from tests.web.custody import XOCHITL, Facts, put_in_custody
from tests.web.test_not_confirmed import asks_to_the_end
from tests.web.visitor import Page, Visitor

ADDRESS = "203.0.113.77"
NUMBER, CONTACT, WORDS = "(404) 555-2368", "hermana@example.org", "Dos hermanitos"
LEFT = ("Xochitl", "Zepeda", "Yesenia", "Batz", "4045552368", CONTACT, "hermanitos", "Lincoln", "Awakateko")
PROMISED = re.compile(r'<ol class="promises">(.*?)</ol>', re.DOTALL)
# Boxes about the person somebody looks for, then those about the wish to be called or told.
ABOUT_A_PERSON = {"a_number", "given", "surnames", "second_surname", "other_name", "day", "month", "year", "country"}
ABOUT_A_WISH = {"number", "speaks", "best_time", "is_urgent", "contact", "language", "means"}
ABOUT_A_CODE = {"code", "pin", "digits"}
ABOUT_A_REPORT = {
    "child_alone",
    "sick",
    "medicine",
    "pregnant_or_nursing",
    "other",
    "place",
    "words",
    "number",
    "speaks",
}
UNSEEN = {"token", "asked", "answered", "link", "state"}
NOT_LOADED = ("alternate", "canonical")  # links that name a page and fetch nothing


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody with an address of their own."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = ADDRESS
    return Visitor(client)


def pages(app: Flask, visitor: Visitor) -> Iterator[Page]:
    """Every page that a link leads to, then those of somebody who looks, leaves a search, and asks for a call."""
    for rule in app.url_map.iter_rules():
        if rule.arguments == {"language"} and "GET" in (rule.methods or ()):
            yield visitor.opens(str(rule.rule).removeprefix("/<language:language>/"))
    yield from leaves_everything(visitor)


def leaves_everything(visitor: Visitor) -> Iterator[Page]:
    yield visitor.looks_for(**XOCHITL)
    while visitor.page.headings[0] == "One more question":
        yield visitor.sends("/find")
    yield visitor.sends("/en/search")
    yield visitor.sends("/search/leave", contact=CONTACT)
    yield from subscribes(visitor)
    visitor.opens("callback")
    yield visitor.sends("/callback/request", number=NUMBER)
    visitor.opens("report")
    yield visitor.sends("/report/send", number=NUMBER, place="Lincoln", words=WORDS, speaks="Awakateko")


def subscribes(visitor: Visitor) -> Iterator[Page]:
    """Somebody else is found, and changes are to be told to the number and the address; then news are asked for."""
    put_in_custody(names=(Name("Yesenia", "Batz Olvera"),), a_numbers=())
    for means, contact in (("email", CONTACT), ("text", NUMBER)):
        yield visitor.looks_for(given="Yesenia", surnames="Batz Olvera", day="12", month="3", year="1985")
        yield visitor.sends("/notices")
        left = visitor.sends("/notices/subscribe", means=means, contact=contact)
        yield left
        yield visitor.sends("/notices/confirm", digits="000000")
        yield visitor.sends("/notices/again")
        code, pin = re.findall(r'class="number">([\d ]+)<', left.markup)[:2]
        visitor.opens("status")
        yield visitor.sends("/status", code=code, pin=pin)


def boxes(page: Page) -> set[str]:
    return {have["name"] for tag, have in page.tags if tag in ("input", "select", "textarea")}


def everything_kept() -> dict[str, str]:
    """Every row of every table, as it stands in the database, by the table's name."""
    names = [table.name for table in db.Base.metadata.sorted_tables]
    with db.reading() as session:
        return {name: repr(session.execute(text(f'SELECT * FROM "{name}"')).all()) for name in names}  # noqa: S608


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_sentence_of_the_promise_has_a_test_of_its_own(
    visitor_in: Callable[[str], Visitor], language: str
) -> None:
    shown = PROMISED.findall(visitor_in(language).opens("privacy").markup)[0]

    named = re.findall(r'<li id="(\w+)">', shown)
    assert len(named) == shown.count("<li")
    assert named == list(promises.PROMISES)
    assert [name for name in named if f"test_{name}" not in globals()] == []


def test_nobody_says_who_they_are(app: Flask, visitor: Visitor) -> None:
    on_pages = [boxes(page) for page in pages(app, visitor)]

    asked = set().union(*on_pages)
    assert asked >= ABOUT_A_WISH | ABOUT_A_CODE | ABOUT_A_REPORT
    assert asked <= ABOUT_A_PERSON | ABOUT_A_WISH | ABOUT_A_CODE | ABOUT_A_REPORT | UNSEEN
    assert [names for names in on_pages if "place" in names and (names - UNSEEN) - ABOUT_A_REPORT] == []


def test_nobody_is_asked_about_papers(app: Flask, visitor: Visitor) -> None:
    labels = re.compile(r"<(label|legend)[^>]*>(.*?)</\1>", re.DOTALL)

    questions = {words for page in pages(app, visitor) for _, words in labels.findall(page.markup)}

    assert len(questions) > len(ABOUT_A_PERSON)
    assert [words for words in questions if re.search("status|papers|visa|legal|citizen", words.lower())] == []


def test_no_cookies(app: Flask, visitor: Visitor) -> None:
    for _page in pages(app, visitor):
        assert "Set-Cookie" not in visitor.response.headers
    assert "cookie" not in assets.SCRIPT


def test_browsers_keep_no_answer(app: Flask, visitor: Visitor) -> None:
    for page in pages(app, visitor):
        if visitor.response.request.method == "POST":
            assert visitor.response.headers["Cache-Control"] == "no-store"
        telling = [have for tag, have in page.tags if tag == "form" and have["action"].endswith(("/find", "/send"))]
        assert [have for have in telling if have["autocomplete"] != "off"] == []
    for script in (assets.SCRIPT, assets.WORKER):
        assert not re.search("localStorage|sessionStorage|indexedDB", script)
    assert assets.WORKER.count(".add(") == assets.WORKER.count(".add(page)") == 1


def test_nothing_told_is_in_an_address(app: Flask, visitor: Visitor) -> None:
    for page in pages(app, visitor):
        told = [have for tag, have in page.tags if tag == "form" and boxes(page) & ABOUT_A_PERSON]
        assert [have for have in told if have["method"] != "post"] == []
        addresses = [*page.links, *(have.get("formaction", "") for _, have in page.tags), visitor.response.request.url]
        assert not [address for address in addresses if any(word in address for word in LEFT)]


def test_nobody_else_is_told(app: Flask, visitor: Visitor) -> None:
    for page in pages(app, visitor):
        loaded = [have["src"] for _, have in page.tags if "src" in have]
        loaded += [have["href"] for tag, have in page.tags if tag == "link" and have["rel"] not in NOT_LOADED]
        assert [address for address in loaded if not re.match("/[^/]", address)] == []
        assert "default-src 'none'" in visitor.response.headers["Content-Security-Policy"]
        assert visitor.response.headers["Referrer-Policy"] == "no-referrer"
        leading_away = [have for tag, have in page.tags if tag == "a" and have.get("href", "").startswith("http")]
        assert [have for have in leading_away if "noreferrer" not in have.get("rel", "")] == []


def test_a_look_up_is_not_kept(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    before = everything_kept()

    visitor.looks_for(**XOCHITL)
    asks_to_the_end(visitor, given="Nadia", surnames="Quispe Olvera", year="1990", country="Peru")

    after = everything_kept()
    assert {name for name in after if after[name] != before[name]} <= {"limit_count", "limit_seen"}
    for told in (ADDRESS, "203.0.113", "Nadia", "nadia", "Quispe", "quispe", "Xochitl", "1985-03-12"):
        assert told not in after["limit_count"] + after["limit_seen"]


@pytest.mark.parametrize("stay", [{"confirmed_at": clock.now() - timedelta(days=2)}, {"is_contradicted": True}])
def test_a_look_up_of_somebody_to_be_checked_notes_that_and_not_who_asked(
    visitor: Visitor, held: Callable[..., None], stay: Facts
) -> None:
    held(stay=stay)
    before = everything_kept()

    asks_to_the_end(visitor, **XOCHITL)

    after = everything_kept()
    changed = {name for name in after if after[name] != before[name]}
    assert changed - {"limit_count", "limit_seen"} == {"task"}
    for told in (ADDRESS, "203.0.113", "Xochitl", "xochitl", "Zepeda", "zepeda", "1985-03-12"):
        assert told not in "".join(after[name] for name in changed)


@pytest.mark.parametrize(("means", "contact"), [("text", NUMBER), ("email", CONTACT)])
def test_a_message_tells_only_that_there_is_news(
    visitor: Visitor, held: Callable[..., None], means: str, contact: str
) -> None:
    held()
    left = subscriber.confirms(visitor, means, contact)
    subscriber.transfer()

    messages = subscriber.sent()

    assert len(messages) == 2
    assert left.code in messages[1]
    for told in ("Xochitl", "Zepeda", "Stewart", "STWRTGA", "Lumpkin", "Georgia", "Atlanta", left.pin):
        assert told not in "".join(messages)


@pytest.mark.parametrize(("means", "contact"), [("text", NUMBER), ("email", CONTACT)])
def test_nothing_is_told_before_you_confirm(
    visitor: Visitor, held: Callable[..., None], means: str, contact: str
) -> None:
    held()
    subscriber.subscribes(visitor, means, contact)
    asked_to_confirm = subscriber.sent()

    subscriber.transfer()

    assert len(asked_to_confirm) == 1
    assert subscriber.sent() == asked_to_confirm


def test_you_can_stop(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    left = subscriber.confirms(visitor)
    subscriber.asks(visitor, left.code, left.pin)

    visitor.sends("/notices/stop")
    ended = subscriber.sent()
    subscriber.transfer()

    assert "you get no more news" in ended[-1]
    assert subscriber.sent() == ended


def test_what_is_left_is_locked(visitor: Visitor, settings: Settings) -> None:
    last = list(leaves_everything(visitor))[-1]

    kept = "".join(everything_kept().values()).lower()
    assert last.headings[0] == "We have your report."
    assert [word for word in LEFT if word.lower() in kept] == []
    for key in (*settings.sealing_keys.values(), *settings.index_keys.values()):
        written = repr(key).removeprefix("b").strip("'"), key.hex(), b64encode(key).decode().rstrip("=")
        assert [way for way in written if way.lower() in kept] == []


def test_logs_name_nobody(
    app: Flask, visitor: Visitor, held: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    assert list(pages(app, visitor))
    held()
    visitor.looks_for(**XOCHITL)

    lines = [logs.LineFormatter().format(record) for record in caplog.records]
    assert len(lines) > len(promises.PROMISES)
    assert [line for line in lines if canaries.found_in(line, (*LEFT, ADDRESS))] == []


def test_only_one_answer(visitor: Visitor, held: Callable[..., None]) -> None:
    nobody = asks_to_the_end(visitor, **XOCHITL)
    held(a_numbers=("098765432",))
    held(a_numbers=("012345678",))

    assert asks_to_the_end(visitor, **XOCHITL) == nobody


@pytest.mark.parametrize("hidden", [*HidingReason, None])
def test_the_hidden_are_not_told_of(visitor: Visitor, held: Callable[..., None], hidden: HidingReason | None) -> None:
    """None stands for a child, whom the recorded year alone hides."""
    born = date(date.today().year - 10 if hidden is None else 1985, 3, 12)  # noqa: DTZ011  # a year is enough
    wanted = XOCHITL | {"year": str(born.year)}
    unknown = asks_to_the_end(visitor, **wanted)

    held(hidden=hidden, births=(born,))

    assert asks_to_the_end(visitor, **wanted) == unknown
