"""Moments as they are written and as they are said."""

from datetime import UTC, datetime

import pytest

from hotline import languages, texts

ZONE = "America/New_York"


@pytest.mark.parametrize(
    ("language", "hour", "minute", "said"),
    [
        ("en", 19, 5, "at 3:05 in the afternoon, Eastern Time"),
        ("en", 19, 0, "at 3 in the afternoon, Eastern Time"),
        ("en", 16, 0, "at 12 noon, Eastern Time"),
        ("en", 4, 0, "at 12 midnight, Eastern Time"),
        ("en", 4, 49, "at 12:49 after midnight, Eastern Time"),
        ("en", 16, 5, "at 12:05 in the afternoon, Eastern Time"),
        ("es", 4, 0, "a las 12 de la noche, hora del Este"),
        ("es", 4, 5, "a las 12:05 de la madrugada, hora del Este"),
        ("es", 19, 5, "a las 3:05 de la tarde, hora del Este"),
        ("es", 8, 30, "a las 4:30 de la madrugada, hora del Este"),
        ("es", 0, 0, "a las 8 de la noche, hora del Este"),
        ("es", 17, 5, "a la 1:05 de la tarde, hora del Este"),
        ("es", 17, 0, "a la 1 de la tarde, hora del Este"),
    ],
)
def test_a_time_is_said_by_the_part_of_the_day(language: str, hour: int, minute: int, said: str) -> None:
    moment = datetime(2026, 5, 4, hour, minute, tzinfo=UTC)

    with texts.speaking(languages.get(language)), texts.aloud():  # type: ignore[arg-type]  # both are rows
        assert texts.moment_words(moment, ZONE).endswith(said)


def test_a_time_is_written_as_the_language_writes_it() -> None:
    assert "3:05\u202fPM" in texts.moment_words(datetime(2026, 5, 4, 19, 5, tzinfo=UTC), ZONE)


@pytest.mark.parametrize(
    ("zone", "called"),
    [
        ("America/Phoenix", "Mountain Standard Time"),
        ("America/Denver", "Mountain Time"),
        ("America/Puerto_Rico", "Atlantic Standard Time"),
    ],
)
def test_where_clocks_are_never_changed_they_keep_standard_time(zone: str, called: str) -> None:
    assert texts.moment_words(datetime(2026, 7, 4, 19, 5, tzinfo=UTC), zone).endswith(called)


@pytest.mark.parametrize(
    ("zone", "called"),
    [
        ("America/New_York", "hora del Este"),
        ("America/Chicago", "hora del Centro"),
        ("America/Denver", "hora de la Montaña"),
        ("America/Los_Angeles", "hora del Pacífico"),
        ("America/Mexico_City", "hora estándar central"),
    ],
)
def test_clocks_of_the_united_states_are_called_as_families_call_them(zone: str, called: str) -> None:
    assert texts.zone_words(zone, "es") == called
