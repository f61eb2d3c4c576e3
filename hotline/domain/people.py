"""A person's details, and the sealed blob they are kept in."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.models.people import Merge, Person
from hotline.secrets_box import SecretsBox


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a source wrote it, in any script; which part stands in which box is only a hint."""

    given: str = ""
    surnames: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """The birth date that two of the staff settled, and what they found wrong: dates, years, a claim of minority."""

    born: date
    wrong_births: tuple[date, ...] = ()
    wrong_years: tuple[int, ...] = ()
    is_claim_wrong: bool = False


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What is known of a person; everything here is sealed.

    `names[0]` is the name of record, the others aliases and names used at work. `births` holds every recorded birth
    date, the one of record first; `birth_years` every year recorded without a date. `a_numbers` are nine digits,
    zero-padded. `country` (of birth) and `citizenship` are ISO 3166-1 alpha-3, "" when unknown. `claims_minority` says
    that somebody claimed the person is under 18, whatever the dates say. `corrected` is None unless staff corrected
    the birth (corrections.py).
    """

    names: tuple[Name, ...]
    births: tuple[date, ...] = ()
    birth_years: tuple[int, ...] = ()
    a_numbers: tuple[str, ...] = ()
    country: str = ""
    citizenship: str = ""
    gender: str = ""
    language: str = ""
    claims_minority: bool = False
    corrected: Correction | None = None

    @property
    def birth_year(self) -> int | None:
        """The year of record."""
        if self.births:
            return self.births[0].year
        return self.birth_years[0] if self.birth_years else None


# What a sealed blob holds: a line a field, a tab between values. Splitting takes a fifth of a microsecond where JSON
# takes three, and a look-up by name opens hundreds. The lines: names (given, surnames, given, surnames ...), births,
# birth years, A-numbers, country, citizenship, gender, language, "1" for a claim of minority; and a correction, if any.
Kept = list[str]
_SEPARATORS = str.maketrans("\n\t", "  ")


def seal(session: Session, person_id: int, details: PersonDetails) -> bytes:
    """What a person's row keeps: name, births, A-numbers and the rest in one blob, bound to its id."""
    return sealed_by(secrets_box.of(session), person_id, details)


def sealed_by(box: SecretsBox, person_id: int, details: PersonDetails) -> bytes:
    """The blob of a person, for those who write many without a session."""
    return box.seal(person_id, written(details).encode())


def written(details: PersonDetails) -> str:
    """The lines that a blob holds, as details_of() reads them."""
    names = [part.translate(_SEPARATORS) for name in details.names for part in (name.given, name.surnames)]
    lines = (
        "\t".join(names),
        "\t".join(day.isoformat() for day in details.births),
        "\t".join(map(str, details.birth_years)),
        "\t".join(details.a_numbers),
        details.country,
        details.citizenship,
        details.gender.translate(_SEPARATORS),
        details.language.translate(_SEPARATORS),
        "1" if details.claims_minority else "",
        *([written_correction(details.corrected)] if details.corrected else []),
    )
    return "\n".join(lines)


def written_correction(correction: Correction) -> str:
    """A line of a blob: the date that was settled, the dates, the years, and "claim", that were found wrong."""
    wrong = (*(day.isoformat() for day in correction.wrong_births), *map(str, correction.wrong_years))
    return "\t".join((correction.born.isoformat(), *wrong, *(["claim"] if correction.is_claim_wrong else [])))


def correction_of(line: str) -> Correction:
    """What written_correction() wrote."""
    born, *wrong = line.split("\t")
    return Correction(
        date.fromisoformat(born),
        tuple(date.fromisoformat(day) for day in wrong if "-" in day),
        tuple(int(year) for year in wrong if year.isdecimal()),
        is_claim_wrong="claim" in wrong,
    )


def unseal(session: Session, person: Person) -> PersonDetails:
    """The details of a person. Raises Unsealable when the blob is not this row's."""
    return details_of(kept_in(secrets_box.of(session), person.id, person.sealed))


def kept_in(box: SecretsBox, person_id: int, sealed: bytes) -> Kept:
    """The lines of a blob, for comparing hundreds of people. Raises Unsealable."""
    return box.open(person_id, sealed).decode().split("\n")


def details_of(kept: Kept) -> PersonDetails:
    """Kept in order and short, for one look-up opens hundreds: `names` are given and surnames by turns between tabs."""
    names, births, years, a_numbers, country, citizenship, gender, language, claims_minority, *corrected = kept
    parts = names.split("\t") if names else []
    return PersonDetails(
        names=tuple(Name(given, surnames) for given, surnames in zip(parts[::2], parts[1::2], strict=True)),
        births=tuple(date.fromisoformat(day) for day in births.split("\t") if day),
        birth_years=tuple(int(year) for year in years.split("\t") if year),
        a_numbers=tuple(number for number in a_numbers.split("\t") if number),
        country=country,
        citizenship=citizenship,
        gender=gender,
        language=language,
        claims_minority=bool(claims_minority),
        corrected=correction_of(corrected[0]) if corrected else None,
    )


def kept_for(session: Session, person_id: int) -> int:
    """Who stands for the person now: themselves, or whom their record went into, however often."""
    into = select(Merge.kept_id).where(Merge.undone_at.is_(None))
    while (kept := session.scalar(into.where(Merge.merged_id == person_id))) is not None:
        person_id = kept
    return person_id
