"""Texts to the practice telephone: kept in a file of its owner's, forgotten on request."""

from dataclasses import replace
from pathlib import Path

import pytest

from hotline import gateways
from hotline.config import ConfigError, load
from hotline.gateways import practice
from hotline.gateways.practice import PracticeGateway
from tests.settings import settings_for

NUMBER = "+14045550123"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "texts.jsonl"


@pytest.fixture
def gateway(path: Path) -> PracticeGateway:
    return PracticeGateway(replace(settings_for("sqlite://"), practice_texts=path))


def test_a_text_arrives_in_the_file(gateway: PracticeGateway, path: Path) -> None:
    sid = gateway.send_text(NUMBER, "Hola.\nStewart Detention Center", key="1")

    (text,) = practice.read(path)
    assert (text.sid, text.number, text.body) == (sid, NUMBER, "Hola.\nStewart Detention Center")


def test_the_file_is_for_its_owner_alone(gateway: PracticeGateway, path: Path) -> None:
    gateway.send_text(NUMBER, "Hola", key="1")

    assert [kept.name for kept in (path.parent, *path.parent.iterdir()) if kept.stat().st_mode & 0o077] == []


def test_a_redacted_text_has_no_words(gateway: PracticeGateway, path: Path) -> None:
    first, second = (gateway.send_text(NUMBER, body, key=body) for body in ("one", "two"))

    gateway.redact(first)
    gateway.redact("SM" + "0" * 32)

    assert {text.sid: text.body for text in practice.read(path)} == {first: "", second: "two"}


def test_the_file_does_not_grow_without_end(
    gateway: PracticeGateway, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practice, "MOST_KEPT", 3)

    for number in range(5):
        gateway.send_text(NUMBER, str(number), key=str(number))

    assert [text.body for text in practice.read(path)] == ["2", "3", "4"]


def test_nothing_was_sent_yet(path: Path) -> None:
    assert practice.read(path) == []


def test_the_setting_chooses_it(path: Path) -> None:
    gateways.connect(replace(settings_for("sqlite://"), gateway="practice", practice_texts=path))

    assert isinstance(gateways.current(), PracticeGateway)


def test_production_does_not_send_into_a_file() -> None:
    with pytest.raises(ConfigError, match="GATEWAY is malformed"):
        load({"GATEWAY": "practice"})
