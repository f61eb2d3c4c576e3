"""Moments as they are written and as they are said."""

from datetime import UTC, datetime

import pytest

from hotline import languages, texts

ZONE = "America/New_York"


@pytest.mark.parametrize(
    ("language", "hour", "minute", "said"),
    [
        ("en", 19, 5, "3:05 in the afternoon, Eastern Time"),
        ("en", 19, 0, "3 in the afternoon, Eastern Time"),
        ("en", 16, 0, "12 noon, Eastern Time"),
        ("en", 4, 0, "12 midnight, Eastern Time"),
        ("en", 4, 49, "12:49 after midnight, Eastern Time"),
        ("en", 16, 5, "12:05 in the afternoon, Eastern Time"),
        ("es", 4, 0, "12 de la noche, hora oriental"),
        ("es", 4, 5, "12:05 de la madrugada, hora oriental"),
        ("es", 19, 5, "3:05 de la tarde, hora oriental"),
        ("es", 8, 30, "4:30 de la madrugada, hora oriental"),
        ("es", 0, 0, "8 de la noche, hora oriental"),
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
