"""What one types about recordings, as a recording team would."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from hotline import db, languages
from hotline.app import create_app
from hotline.config import Settings
from hotline.ivr import prompts, sayings
from hotline.ivr.family import LINE
from hotline.ivr.menu import WRONG_KEY
from hotline.ivr.sayings import Reading, Saying
from hotline.languages import Language

Run = Callable[..., Result]
WRONG_KEY_ID = prompts.id_of(WRONG_KEY)
SPANISH = next(row for row in languages.offered() if row.code == "es")
VOICELESS = Language("zz", "Zz", "ltr", "en_US", key="7")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where recordings lie: one of what follows a wrong key, in Spanish, that nobody has accepted yet."""
    spanish = tmp_path / "prompts" / "es"
    spanish.mkdir(parents=True)
    (spanish / f"{WRONG_KEY_ID}.mp3").write_bytes(b"ID3 a person reads")
    return spanish


@pytest.fixture
def run(settings: Settings, folder: Path) -> Iterator[Run]:
    app: Flask = create_app(replace(settings, prompts_folder=folder.parent))
    yield lambda *words: app.test_cli_runner().invoke(args=["prompts", *words])
    db.current().dispose()


def test_the_list_tells_who_reads_each_text_in_each_language(run: Run) -> None:
    run("accept", "--language", "es")

    told = run("list")

    assert told.exit_code == 0
    line = next(line for line in told.output.splitlines() if line.startswith(WRONG_KEY_ID))
    assert "en: voice" in line
    assert "es: recorded" in line
    assert WRONG_KEY in line


def test_a_recording_is_accepted_by_somebody_who_listened_to_it(run: Run) -> None:
    assert "Nobody has accepted" in run("check").output

    assert "1 recordings accepted" in run("accept", "--language", "es").output
    assert "1 recorded" in run("check").output


def test_a_recording_of_words_that_changed_is_reported_until_it_is_accepted_anew(run: Run, folder: Path) -> None:
    prompts.write_down(folder, {WRONG_KEY_ID: "Otras palabras."})

    assert "changed since it was recorded" in run("check").output
    assert "0 recordings accepted" in run("accept", "--language", "es").output
    run("accept", "--language", "es", WRONG_KEY_ID)
    assert "changed since it was recorded" not in run("check").output


def test_a_file_that_belongs_to_no_text_is_reported(run: Run, folder: Path) -> None:
    (folder / "welcome.mp3").write_bytes(b"ID3")

    told = run("check")

    assert "belongs to no text" in told.output
    assert "welcome.mp3" in told.output


def test_nothing_is_missing_where_a_voice_reads_what_was_not_recorded(run: Run) -> None:
    told = run("check")

    assert told.exit_code == 0
    assert "0 missing" in told.output


def test_no_text_is_accepted_without_its_file(run: Run) -> None:
    told = run("accept", "--language", "es", "welcome")

    assert told.exit_code == 1
    assert "No text, or no recording: welcome" in told.output


def test_the_script_tells_what_to_read_where_it_is_heard_and_what_comes_before(run: Run) -> None:
    told = run("script", "--language", "es").output

    first, second, *later = told.split("\n\n")
    assert "File: language-1.mp3" in first
    assert "Heard at: language" in first
    assert f"File: {WRONG_KEY_ID}.mp3" in second
    assert "after a key that the menu does not have" in second
    assert any("Right after: " in part for part in later)


def test_the_script_goes_in_the_order_of_a_call_and_holds_no_text_with_values(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "script.txt"

    told = run("script", "--language", "es", "--output", str(output))

    script = output.read_text(encoding="utf-8")
    assert "texts to read are in" in told.output
    assert "%(" not in script
    assert script.index("número A") < script.index("fecha de nacimiento") < script.index("oprima 3 para la línea")


def test_the_words_of_an_answer_are_heard_where_the_look_up_is(run: Run) -> None:
    script = run("script", "--language", "en").output.split("\n\n")

    entry = next(entry for entry in script if entry.strip().endswith("Read: This person is being held."))
    assert "› look_up" in entry


def test_a_language_that_nobody_speaks_here_is_refused(run: Run) -> None:
    told = run("script", "--language", "xx")

    assert told.exit_code == 2
    assert "en, es" in told.output


@pytest.mark.parametrize("language", languages.offered())
def test_every_text_of_the_line_is_listed_once_under_an_id_of_its_own(language: Language) -> None:
    said = sayings.of_lines([LINE], language)

    assert len({one.id for one in said}) == len(said) > 100
    assert {one.text for one in said} >= {one.text for one in said if not one.has_values}


def test_ids_are_the_same_in_every_language_but_for_the_order_of_a_date() -> None:
    english, spanish = ({one.id for one in sayings.of_lines([LINE], row)} for row in languages.spoken())

    assert {name for name in english ^ spanish if "date-of-birth" not in name} == set()


def test_a_text_with_values_is_never_recorded(folder: Path) -> None:
    saying = Saying(WRONG_KEY_ID, "You entered: %(digits)s.")

    assert sayings.reading(saying, SPANISH, folder) is Reading.VOICE


def test_a_language_without_a_voice_misses_what_is_not_recorded(folder: Path) -> None:
    assert sayings.reading(Saying("how", "How?"), VOICELESS, folder) is Reading.MISSING
