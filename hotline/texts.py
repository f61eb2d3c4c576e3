"""The current language: every text a person reads or hears, dates and country names, in and out of a request.

Catalogs are `locales/<code>/LC_MESSAGES/messages.po`, compiled in memory when first used; no .mo file exists. A text
that a catalog lacks is given in English. The pseudo languages are made here, letter by letter: `en@pseudo` lengthens
and accents every text between brackets, so that a test sees what never went through gettext and what was glued;
`ar@pseudo` does the same in Arabic letters, so that a page is read right to left.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_datetime
from babel.dates import format_skeleton, format_time, get_timezone, get_timezone_name
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from hotline import clock, languages
from hotline.languages import Language

LOCALES = Path(__file__).resolve().parent.parent / "locales"
_PLACEHOLDERS = re.compile(r"(%\([a-z0-9_]+\)[sd]|%%|<[^>]+>|&[a-z]+;)")
_LATIN = str.maketrans("aeiouyAEIOUYcnslgz", "àéîôûýÀÉÎÔÛÝçñšĺğž")
_ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابسدعفغهيجكلمنوبقرستوفوكيز")

_SOURCE: Language = languages.get(languages.SOURCE)  # type: ignore[assignment]  # the source language is a row
# Zones that CLDR gives a city for a name, by what their clocks are called: they show the same time all year.
_NAMELESS = dict.fromkeys(("America/Indiana/Indianapolis", "America/Kentucky/Louisville"), "America/New_York")
_ONE = re.compile(r"0?1\b")

_current: ContextVar[Language] = ContextVar("language", default=_SOURCE)
_aloud: ContextVar[bool] = ContextVar("aloud", default=False)


class PseudoTranslations(NullTranslations):
    """A catalog that exists for every text: each is marked, so what is not marked never went through gettext."""

    def __init__(self, letters: Mapping[int, int]) -> None:
        super().__init__()
        self._letters = letters

    def gettext(self, message: str) -> str:
        parts = _PLACEHOLDERS.split(message)
        told = (part if _PLACEHOLDERS.fullmatch(part) else part.lower().translate(self._letters) for part in parts)
        return f"[{''.join(told)}]"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


@lru_cache(maxsize=64)
def catalog(code: str) -> NullTranslations:
    """The catalog of a language, compiled once a process."""
    if code == "en@pseudo":
        return PseudoTranslations(_LATIN)
    if code == "ar@pseudo":
        return PseudoTranslations(_ARABIC)
    path = LOCALES / code / "LC_MESSAGES" / "messages.po"
    if code == languages.SOURCE or not path.is_file():
        return NullTranslations()
    with path.open("rb") as source:
        parsed = read_po(source, locale=languages.get(code).cldr)  # type: ignore[union-attr]  # only rows come here
    compiled = BytesIO()
    write_mo(compiled, parsed)
    compiled.seek(0)
    return Translations(compiled)


def current() -> Language:
    """The language in force; English where nobody chose."""
    return _current.get()


def use(language: Language) -> None:
    """Speak this language until the context (a request, a task) ends."""
    _current.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak this language inside the block."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def gettext(message: str, **values: object) -> str:
    """A whole sentence in the language that is spoken now, its placeholders filled by keyword."""
    text = catalog(current().code).gettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, n: int, **values: object) -> str:
    """As gettext(), by the plural rule of the language; `n` fills %(n)s."""
    text = catalog(current().code).ngettext(singular, plural, n)
    return text % ({"n": n} | values)


def pgettext(context: str, message: str, **values: object) -> str:
    """As gettext(), of a word that means two things; `context` tells translators which."""
    text = catalog(current().code).pgettext(context, message)
    return text % values if values else text


def lazy(message: str) -> str:
    """Marks a text for the catalogs where it is defined; gettext() it where it is shown."""
    return message


# What the clocks of the United States are called.
HOME_ZONES = (
    # Translators: what the clocks of a part of the United States are called, as people there say it.
    lazy("Eastern Time"),
    # Translators: what the clocks of a part of the United States are called, as people there say it.
    lazy("Central Time"),
    # Translators: what the clocks of a part of the United States are called, as people there say it.
    lazy("Mountain Time"),
    # Translators: what the clocks of Arizona are called, which are not changed in summer.
    lazy("Mountain Standard Time"),
    # Translators: what the clocks of a part of the United States are called, as people there say it.
    lazy("Pacific Time"),
    # Translators: what the clocks of Alaska are called.
    lazy("Alaska Time"),
    # Translators: what the clocks of Hawaii are called.
    lazy("Hawaii-Aleutian Standard Time"),
    # Translators: what the clocks of Puerto Rico are called.
    lazy("Atlantic Standard Time"),
)


@lru_cache(maxsize=64)
def locale(code: str) -> Locale:
    return Locale.parse(languages.get(code).cldr)  # type: ignore[union-attr]  # only rows come here


def country_name(alpha2: str) -> str:
    """The country's name by CLDR in the current language; the code itself where CLDR has none."""
    return str(locale(current().code).territories.get(alpha2, alpha2))


def date_words(day: date) -> str:
    """A day in words: "May 4, 2026"."""
    return babel_date(day, format="long", locale=locale(current().code))


def month_words(day: date) -> str:
    """The month of a day in words: "May 2026"."""
    return str(format_skeleton("yMMMM", day, locale=locale(current().code)))


def language_name(code: str) -> str:
    """A language's name by CLDR in the current language; the code itself where CLDR has none."""
    return str(locale(current().code).languages.get(code, code))


def day_words(moment: datetime, zone_name: str) -> str:
    """The day that a moment falls on at a place: "May 4, 2026"."""
    return date_words(clock.at_place(moment, zone_name).date())


@contextmanager
def aloud() -> Iterator[None]:
    """Inside the block times are worded as people say them: "3:05 in the afternoon", not "3:05 PM"."""
    token = _aloud.set(True)
    try:
        yield
    finally:
        _aloud.reset(token)


def clock_words(at: time) -> str:
    """A time of day: "8:00 AM"."""
    return str(format_time(at, format="short", locale=locale(current().code)))


def moment_words(moment: datetime, zone_name: str) -> str:
    """A moment on a place's wall clock, with the zone's name: "May 4, 2026, at 3:05 PM, Central Time"."""
    code = current().code
    local = clock.at_place(moment, zone_name)
    words = {
        "date": _day_of_a_moment(local.date(), code),
        "time": _time_words(local.hour, local.minute, code, is_aloud=_aloud.get()),
        "zone": zone_words(zone_name, code),
    }
    if _ONE.match(words["time"]):
        # Translators: a moment, where the time begins with one o'clock: "a la 1:05".
        return pgettext("one o'clock", "%(date)s, at %(time)s, %(zone)s", **words)
    # Translators: a moment: a day, a time of that day, and what the clocks of the place are called.
    return gettext("%(date)s, at %(time)s, %(zone)s", **words)


@lru_cache(maxsize=512)
def _day_of_a_moment(day: date, code: str) -> str:
    """Kept, as other dates are not: moments are those of the records, the same few days for all, and never a birth."""
    return babel_date(day, format="long", locale=locale(code))


@lru_cache(maxsize=4096)
def _time_words(hour: int, minute: int, code: str, *, is_aloud: bool) -> str:
    here, pattern = locale(code), "short"
    if is_aloud and "a" in here.time_formats["short"].pattern:
        if hour == 0:
            return _at_midnight(minute)
        pattern = "h:mm B" if minute else "h B"
    return format_time(time(hour, minute), format=pattern, locale=here)


def _at_midnight(minute: int) -> str:
    """CLDR calls the first hour of a day its morning, which nobody says."""
    if not minute:
        # Translators: heard on the telephone: a time of day.
        return gettext("12 midnight")
    # Translators: heard on the telephone: a time of day in the first hour after midnight, "12:05".
    return gettext("%(time)s after midnight", time=f"12:{minute:02}")


def moment_in_brief(moment: datetime, zone_name: str) -> str:
    """A moment on a place's wall clock where every letter counts, with its zone: "5/4/26, 3:05 PM CT"."""
    here = locale(current().code)
    local = clock.at_place(moment, zone_name)
    zone = _zone_named(zone_name, current().code, "short")
    return f"{babel_datetime(local, format='short', locale=here)} {zone}"


@lru_cache(maxsize=256)
def zone_words(zone_name: str, code: str) -> str:
    """What the clocks of a place are called in a language, summer and winter alike: "Central Time".

    Those of the United States as people there say it, where a catalog tells: "hora del Este", which CLDR calls
    "hora oriental".
    """
    in_english = _zone_named(zone_name, languages.SOURCE, "long")
    told = catalog(code).gettext(in_english) if in_english in HOME_ZONES else in_english
    return _zone_named(zone_name, code, "long") if told == in_english else told


def _zone_named(zone_name: str, code: str, width: Literal["long", "short"]) -> str:
    zone = get_timezone(_NAMELESS.get(zone_name, zone_name))
    return str(get_timezone_name(zone, width=width, locale=locale(code), zone_variant=_variant(zone_name)))


@lru_cache(maxsize=64)
def _variant(zone_name: str) -> Literal["generic", "standard"]:
    """Where clocks are never changed they keep standard time: Phoenix is an hour behind Denver in summer."""
    winter, summer = (datetime(2026, month, 1, tzinfo=clock.zone(zone_name)).utcoffset() for month in (1, 7))
    return "standard" if winter == summer else "generic"
