"""The practice telephone in development, where its page exists."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from hotline.app import create_app
from hotline.config import Settings

Act = Callable[..., dict[str, Any]]


@pytest.fixture
def development(settings: Settings, tmp_path: Path) -> Settings:
    return replace(
        settings,
        environment="development",
        gateway="practice",
        practice_texts=tmp_path / "practice-texts.jsonl",
        operator_number="+14045550188",
    )


@pytest.fixture
def practising(app: Flask, development: Settings) -> Flask:
    """The application in development; `app` before it closes the database when the test is over."""
    return create_app(development)


@pytest.fixture
def act(practising: Flask) -> Act:
    """Does something with one telephone, act("press", "1"), and answers the whole handset."""
    client = practising.test_client()
    handset = client.post("/phone/en/handsets", json={"value": "+14045550123"}).get_json()

    def do(name: str, value: str = "") -> dict[str, Any]:
        answer = client.post(f"/phone/en/handsets/{handset['id']}/{name}", json={"value": value})
        told: dict[str, Any] = answer.get_json()
        return told

    return do


def words(told: dict[str, Any]) -> str:
    """The lines of a call, one after the other."""
    return re.sub(r"\s+", " ", " ".join(line["text"] for line in told["lines"]))
