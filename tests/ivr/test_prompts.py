"""Recordings override voices, and are played only where they say the words that would be read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from hotline import db
from hotline.app import create_app
from hotline.config import Settings
from hotline.ivr import prompts
from hotline.ivr.family import GREETING
from hotline.phone.script import Caller
from hotline.phone.telephone import Telephone
from hotline.phone.transport import InProcess

SOUND = b"ID3 a person reads"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """English has a recording of the greeting."""
    english = tmp_path / "prompts" / "en"
    english.mkdir(parents=True)
    (english / f"{prompts.id_of(GREETING)}.mp3").write_bytes(SOUND)
    prompts.write_down(english, {prompts.id_of(GREETING): GREETING})
    return english.parent


@pytest.fixture
def recorded(settings: Settings, folder: Path) -> Iterator[Flask]:
    app = create_app(replace(settings, prompts_folder=folder))
    yield app
    db.current().dispose()


def _greeting(app: Flask) -> list[str]:
    settings: Settings = app.extensions["settings"]
    return Caller(Telephone(settings, InProcess(app.test_client()))).dials().words


def test_a_recording_is_played_in_place_of_the_voice(recorded: Flask, folder: Path) -> None:
    assert prompts.id_of(GREETING) in _greeting(recorded)[0]


def test_a_recording_of_one_language_says_nothing_in_another(recorded: Flask) -> None:
    assert sum(".mp3" in heard for heard in _greeting(recorded)) == 1


def test_a_recording_of_other_words_is_passed_over(settings: Settings, folder: Path) -> None:
    prompts.write_down(folder / "en", {prompts.id_of(GREETING): "This is the hotline. Press 7."})

    assert _greeting(create_app(replace(settings, prompts_folder=folder)))[0] == GREETING


def test_a_recording_that_nobody_has_accepted_is_passed_over(settings: Settings, folder: Path) -> None:
    (folder / "en" / prompts.WRITTEN_DOWN).unlink()

    assert _greeting(create_app(replace(settings, prompts_folder=folder)))[0] == GREETING


def test_without_recordings_a_voice_reads_everything(app: Flask) -> None:
    assert _greeting(app)[0] == GREETING


def test_a_recording_is_kept_for_ever_by_whoever_fetched_it(recorded: Flask) -> None:
    address = _greeting(recorded)[0].strip("()")

    with recorded.test_client().get(address.removeprefix("https://hotline.example.org")) as answer:
        assert (answer.status_code, answer.mimetype, answer.data) == (200, "audio/mpeg", SOUND)
    assert answer.cache_control.max_age == 31_536_000
    assert answer.cache_control.public
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("name", ["recorded", "../../secret", "this-is-the-family-hotline-0000"])
def test_what_is_no_recording_is_not_given_out(recorded: Flask, name: str) -> None:
    digest = _greeting(recorded)[0].split("/")[-2]

    assert recorded.test_client().get(f"/prompts/en/{digest}/{name}.mp3").status_code == 404


def test_a_new_recording_has_another_address(folder: Path) -> None:
    before = prompts.stocked(folder, "https://x").address("en", GREETING)
    (folder / "en" / f"{prompts.id_of(GREETING)}.mp3").write_bytes(b"ID3 another person reads")

    assert prompts.stocked(folder, "https://x").address("en", GREETING) not in ("", before)


def test_an_id_is_of_the_english_words_and_can_be_read() -> None:
    assert prompts.id_of("This is the hotline.").startswith("this-is-the-hotline-")
    assert prompts.id_of("If that is right, press 1.") != prompts.id_of("If that is right, press 2.")
