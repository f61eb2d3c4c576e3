"""Lines that are typed, piped or in memory; what happens meanwhile, and a telephone that rings by itself."""

import os
import pty
import time
from collections.abc import Callable, Iterator
from functools import partial
from io import StringIO
from itertools import count
from threading import Thread

import pytest

from hotline.config import Settings
from hotline.gateways.practice import PracticeGateway
from hotline.phone import keyboard
from hotline.phone.keyboard import Keyboard
from hotline.phone.terminal import Practice
from tests.phone.service import BASE, Service

NUMBER = "+14045550123"
Typed = Callable[[bytes], None]


@pytest.fixture(params=["pipe", "terminal"])
def typed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    """Types into standard input: a pipe, or a terminal."""
    reading, writing = os.pipe() if request.param == "pipe" else pty.openpty()[::-1]
    monkeypatch.setattr(keyboard, "LOOK_EVERY", 0.01)
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        yield partial(_write, writing)
    os.close(writing)


def _write(writing: int, text: bytes) -> None:
    os.write(writing, text)


def nothing() -> None:
    """Meanwhile."""


def test_lines_that_came_together_are_read_one_by_one(typed: Typed) -> None:
    typed("1\nspell Ana María\nquit\n".encode())

    known = Keyboard()

    assert [known.line(meanwhile=nothing) for _ in range(3)] == ["1", "spell Ana María", "quit"]


def test_something_is_done_again_and_again_until_a_line_comes(typed: Typed) -> None:
    rounds = count(1)

    def meanwhile() -> None:
        if next(rounds) == 3:
            typed(b"answer\n")

    assert Keyboard().line(meanwhile=meanwhile) == "answer"
    assert next(rounds) == 4


def test_after_the_last_line_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"1\nhang up")
    os.close(writing)
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        known = Keyboard()
        assert [known.line(meanwhile=nothing) for _ in range(4)] == ["1", "hang up", None, None]


def test_text_in_memory_is_read_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("1\n\nquit"))

    known = Keyboard()

    assert [known.line(meanwhile=nothing) for _ in range(4)] == ["1", "", "quit", None]


def test_the_telephone_rings_and_a_text_arrives_while_nobody_types(
    settings: Settings, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", shown := StringIO())
    service = Service(iter(("<Hangup/>", '<Say language="en-US">There is news.</Say><Hangup/>')))
    practice = Practice(settings, service, NUMBER)
    practice.begin()
    PracticeGateway(settings).send_text(NUMBER, "Something came.", key="one")
    PracticeGateway(settings).place_call(NUMBER, url=f"{BASE}/news/1", report_url=f"{BASE}/ended", key="two")
    answers = Thread(target=_answer_what_rings, args=(shown, typed))

    answers.start()
    practice.run()
    answers.join()

    assert "There is news." in shown.getvalue()
    assert "Something came." in shown.getvalue()


def _answer_what_rings(shown: StringIO, typed: Typed) -> None:
    while "The telephone rings." not in shown.getvalue():
        time.sleep(0.01)
    typed(b"answer\nquit\n")
