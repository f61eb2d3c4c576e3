"""What relatives say: a recorded person to a query, with the errors that docs/matching.md lists, by kind."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hotline.domain.names import Query
from hotline.domain.people import Name, PersonDetails
from tests.benchmarks.names import other_scripts, variants

CYRILLIC = ("RUS", "UKR", "UZB", "KGZ", "KAZ", "BLR", "TJK")
ARABIC = ("EGY", "IRQ", "SYR", "JOR", "YEM", "MAR", "DZA", "LBY", "SDN", "MRT", "LBN", "TUN", "AFG", "IRN")
TODAY = date(2026, 11, 22)

Words = list[str]
Saying = Callable[[Random, Words, Words], tuple[str, str] | None]
_WORD = re.compile(r"[\s-]+")
_SURNAME = re.compile(r"(?:\b(?:de|del|la|las|los|da|dos|el|al)\s+)*[^\s-]+", re.IGNORECASE)


def words(name: Name) -> tuple[Words, Words]:
    """The given names and the surnames one by one; a particle stays with what follows."""
    return _WORD.split(name.given), _SURNAME.findall(name.surnames)


def _plain(rng: Random, given: Words, surnames: Words) -> tuple[str, str]:
    return " ".join(given), " ".join(surnames)


def _first_given(rng: Random, given: Words, surnames: Words) -> tuple[str, str] | None:
    return (given[0], " ".join(surnames)) if len(given) > 1 else None


def _first_of_both(rng: Random, given: Words, surnames: Words) -> tuple[str, str] | None:
    return (given[0], surnames[0]) if len(given) > 1 or len(surnames) > 1 else None


def _paternal(rng: Random, given: Words, surnames: Words) -> tuple[str, str] | None:
    return (" ".join(given), surnames[0]) if len(surnames) > 1 else None


def _maternal(rng: Random, given: Words, surnames: Words) -> tuple[str, str] | None:
    return (" ".join(given), surnames[-1]) if len(surnames) > 1 else None


def _second_given(rng: Random, given: Words, surnames: Words) -> tuple[str, str] | None:
    return (given[1], " ".join(surnames)) if len(given) > 1 else None


def _swapped_surnames(rng: Random, given: Words, surnames: Words) -> tuple[str, str] | None:
    return (" ".join(given), " ".join(surnames[::-1])) if len(surnames) > 1 else None


def _joined_surnames(rng: Random, given: Words, surnames: Words) -> tuple[str, str] | None:
    return (given[0], "".join(surnames)) if len(surnames) > 1 else None


def _joined_given(rng: Random, given: Words, surnames: Words) -> tuple[str, str] | None:
    return ("".join(given), surnames[0]) if len(given) > 1 else None


def _hyphen(rng: Random, given: Words, surnames: Words) -> tuple[str, str] | None:
    return (given[0], "-".join(surnames)) if len(surnames) > 1 else None


def _added_particle(rng: Random, given: Words, surnames: Words) -> tuple[str, str]:
    return given[0], f"{rng.choice(('de ', 'del ', 'de la '))}{' '.join(surnames)}"


def _boxes_swapped(rng: Random, given: Words, surnames: Words) -> tuple[str, str]:
    return " ".join(surnames), " ".join(given)


def _one_box(rng: Random, given: Words, surnames: Words) -> tuple[str, str]:
    parts = [" ".join(given), " ".join(surnames)]
    rng.shuffle(parts)
    return ("", " ".join(parts)) if rng.random() < 0.5 else (" ".join(parts), "")


def _nickname(rng: Random, given: Words, surnames: Words) -> tuple[str, str] | None:
    known = variants.called(rng, given[0])
    return (known, _some(rng, surnames)) if known else None


def _nickname_one_surname(rng: Random, given: Words, surnames: Words) -> tuple[str, str] | None:
    known = variants.called(rng, given[0])
    return (known, surnames[0]) if known else None


def _romanised(rng: Random, given: Words, surnames: Words) -> tuple[str, str] | None:
    changed = [variants.written(rng, word) for word in given], [variants.written(rng, word) for word in surnames]
    if not any(changed[0] + changed[1]):
        return None
    return " ".join(new or old for new, old in zip(changed[0], given, strict=True)), " ".join(
        new or old for new, old in zip(changed[1], surnames, strict=True)
    )


def _by_ear(rng: Random, given: Words, surnames: Words) -> tuple[str, str]:
    return given[0], variants.by_ear(rng, _some(rng, surnames))


def _by_ear_both(rng: Random, given: Words, surnames: Words) -> tuple[str, str]:
    return variants.by_ear(rng, given[0]), variants.by_ear(rng, _some(rng, surnames))


def _slip(rng: Random, given: Words, surnames: Words) -> tuple[str, str]:
    if rng.random() < 0.5:
        return variants.slip(rng, given[0]), _some(rng, surnames)
    return given[0], variants.slip(rng, _some(rng, surnames))


def _two_slips(rng: Random, given: Words, surnames: Words) -> tuple[str, str]:
    return variants.slip(rng, given[0]), variants.slip(rng, _some(rng, surnames))


def _some(rng: Random, words: Words) -> str:
    """All of them, or the first alone."""
    return " ".join(words) if rng.random() < 0.6 else words[0]


NAMES: dict[str, tuple[float, Saying]] = {
    "exact": (10, _plain),
    "first given": (8, _first_given),
    "first of both": (9, _first_of_both),
    "paternal alone": (5, _paternal),
    "maternal alone": (3, _maternal),
    "second given": (2, _second_given),
    "surnames swapped": (5, _swapped_surnames),
    "surnames joined": (4, _joined_surnames),
    "given joined": (2, _joined_given),
    "hyphen": (2, _hyphen),
    "particle added": (2, _added_particle),
    "boxes swapped": (4, _boxes_swapped),
    "one box": (4, _one_box),
    "nickname": (7, _nickname),
    "nickname, one surname": (4, _nickname_one_surname),
    "romanised": (6, _romanised),
    "by ear": (6, _by_ear),
    "by ear, both": (3, _by_ear_both),
    "slip": (8, _slip),
    "two slips": (3, _two_slips),
}
SCRIPT = "other script"
SCRIPT_SHARE = 0.5  # of those whose country writes another script
ALIAS = "alias"
ALIAS_SHARE = 0.3  # of those who have one


def in_script(details: PersonDetails) -> tuple[str, str] | None:
    """The name of record in the script of the country, in boxes, or None."""
    name, country = details.names[0], details.country
    if country in CYRILLIC:
        return other_scripts.cyrillic(name.given), other_scripts.cyrillic(name.surnames)
    if country in ARABIC:
        return other_scripts.arabic(name.given), other_scripts.arabic(name.surnames)
    if country == "NPL":
        return other_scripts.devanagari(name.given), other_scripts.devanagari(name.surnames)
    if country == "IND":
        return other_scripts.gurmukhi(name.given), other_scripts.gurmukhi(name.surnames)
    whole = {"CHN": other_scripts.han, "KOR": other_scripts.hangul}.get(country)
    written = whole(name.surnames, name.given) if whole else None
    return (written[1:], written[:1]) if written else None


def say_name(rng: Random, details: PersonDetails, kind: str = "") -> tuple[str, str, str]:
    """(kind, given, surname) as somebody says it; a kind that does not fit the name gives another."""
    if not kind and rng.random() < SCRIPT_SHARE and (written := in_script(details)):
        return SCRIPT, *(written if rng.random() < 0.7 else ("", written[1] + " " + written[0]))
    name = details.names[0]
    if not kind and len(details.names) > 1 and rng.random() < ALIAS_SHARE:
        return ALIAS, details.names[1].given, details.names[1].surnames
    kinds = list(NAMES)
    while True:
        chosen = kind or rng.choices(kinds, [NAMES[each][0] for each in kinds])[0]
        if said := NAMES[chosen][1](rng, *words(name)):
            return chosen, *said
        kind = ""


def _day_swapped(rng: Random, day: date) -> date | None:
    return date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None


def _one_digit(rng: Random, day: date) -> date | None:
    text = day.isoformat()
    place = rng.choice((2, 3, 6, 8, 9))
    wrong = text[:place] + rng.choice("0123456789") + text[place + 1 :]
    try:
        found = date.fromisoformat(wrong)
    except ValueError:
        return None
    return found if found != day and 1930 < found.year < 2010 else None


def _near(rng: Random, day: date) -> date:
    return day + timedelta(days=rng.choice((-3, -2, -1, 1, 2, 3)))


def _other_year(rng: Random, day: date) -> date | None:
    return None if (day.month, day.day) == (2, 29) else day.replace(year=day.year + rng.choice((-2, -1, 1, 2)))


def _first_of_year(rng: Random, day: date) -> date:
    return date(day.year, 1, 1)


def _next_month(rng: Random, day: date) -> date | None:
    month = day.month + rng.choice((-1, 1))
    return day.replace(month=month) if 1 <= month <= 12 and day.day <= 28 else None


DATES: dict[str, tuple[float, Callable[[Random, date], date | None]]] = {
    "date exact": (84, lambda rng, day: day),
    "date swapped": (3, _day_swapped),
    "date one digit": (4, _one_digit),
    "date near": (3, _near),
    "date other year": (2, _other_year),
    "date first of year": (2, _first_of_year),
    "date next month": (2, _next_month),
}


def say_date(rng: Random, day: date) -> tuple[str, date]:
    while True:
        kind = rng.choices(list(DATES), [weight for weight, _ in DATES.values()])[0]
        if said := DATES[kind][1](rng, day):
            return kind, said


def say_country(rng: Random, details: PersonDetails) -> str:
    """The country of birth mostly; the citizenship, nothing, or a wrong one."""
    chance = rng.random()
    if chance < 0.2:
        return ""
    if chance < 0.26:
        return details.citizenship
    if chance < 0.29:
        return rng.choice(("MEX", "GTM", "HND", "SLV", "ECU", "COL", "VEN"))
    return details.country


def query(rng: Random, details: PersonDetails, *, year_only: bool = False) -> tuple[str, Query]:
    """A query on the web page about that person, with the kinds of its errors."""
    kind, given, surname = say_name(rng, details)
    asked = Query(given=given, surname=surname, country=say_country(rng, details))  # type: ignore[arg-type]
    birth = details.births[0]
    if not year_only:
        date_kind, day = say_date(rng, birth)
        return f"{kind} / {date_kind}", replace(asked, birth_date=day)
    chance = rng.random()
    if chance < 0.25:
        had_birthday = (birth.month, birth.day) <= (TODAY.month, TODAY.day)
        return f"{kind} / age", replace(asked, age=TODAY.year - birth.year - (not had_birthday))
    wrong = rng.choice((-1, 1)) if chance > 0.95 else 0
    return f"{kind} / year", replace(asked, birth_year=birth.year + wrong)


def answered(rng: Random, details: PersonDetails, asked: Query) -> Query:
    """The query after one further question: the full date where a year was given, else a second surname or another
    name, as far as the person has one."""
    if asked.birth_date is None:
        return replace(asked, birth_date=say_date(rng, details.births[0])[1])
    given, surnames = words(details.names[0])
    further = surnames[1] if len(surnames) > 1 else given[1] if len(given) > 1 else ""
    if len(details.names) > 1 and not further:
        further = details.names[1].surnames
    if rng.random() < 0.1:
        further = variants.by_ear(rng, further)
    said = {word.lower() for raw in (*asked.given, *asked.surname) for word in _WORD.split(raw)}
    if not further or further.lower() in said:
        return asked
    if len(surnames) > 1 and not asked.second_surname:
        return replace(asked, second_surname=(further,))
    return replace(asked, also=(further,))
