"""A person's details, and the sealed blob they are kept in."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.models.people import Person


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a source wrote it, in any script; which part stands in which box is only a hint."""

    given: str = ""
    surnames: str = ""


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What is known of a person; everything here is sealed.

    `names[0]` is the name of record, the others aliases and names used at work. `births` holds every recorded birth
    date, the one of record first; `birth_years` every year recorded without a date. `a_numbers` are nine digits,
    zero-padded. `country` (of birth) and `citizenship` are ISO 3166-1 alpha-3, "" when unknown. `claims_minority` says
    that somebody claimed the person is under 18, whatever the dates say.
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

    @property
    def birth_year(self) -> int | None:
        """The year of record."""
        if self.births:
            return self.births[0].year
        return self.birth_years[0] if self.birth_years else None


def seal(session: Session, person_id: int, details: PersonDetails) -> bytes:
    plain = json.dumps(asdict(details), default=date.isoformat, ensure_ascii=False, separators=(",", ":"))
    return secrets_box.of(session).seal(person_id, plain.encode())


def unseal(session: Session, person: Person) -> PersonDetails:
    """The details of a person. Raises Unsealable when the blob is not this row's."""
    kept = json.loads(secrets_box.of(session).open(person.id, person.sealed))
    kept["names"] = tuple(Name(**name) for name in kept["names"])
    kept["births"] = tuple(date.fromisoformat(day) for day in kept["births"])
    kept["birth_years"] = tuple(kept["birth_years"])
    kept["a_numbers"] = tuple(kept["a_numbers"])
    return PersonDetails(**kept)
