"""What somebody who looks for a person has told us so far."""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum


class Question(StrEnum):
    """A further question; which one comes next depends only on what was told so far (docs/disclosure.md)."""

    FULL_NAME = "full_name"
    FULL_DATE = "full_date"
    SECOND_SURNAME = "second_surname"
    OTHER_NAME = "other_name"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Query:
    """One look-up.

    Every name is a tuple of hearings: what the web form was given is one, a speech recogniser's guesses at the same
    name are several and the better one counts. A plain string is taken as one hearing. `also` holds further names,
    each a name of its own: another given name, the name used at work. `keyed_given` and `keyed_surnames` are names
    spelled on a telephone keypad, digits 2 to 9, one entry a name; from three digits on a beginning counts.
    `a_number` is nine digits, zero-padded. `country` is ISO 3166-1 alpha-3, of birth or of citizenship. Everything may
    be empty. `asked` are the further questions put so far, answered or not.
    """

    a_number: str = ""
    given: tuple[str, ...] = ()
    surname: tuple[str, ...] = ()
    second_surname: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    keyed_given: tuple[str, ...] = ()
    keyed_surnames: tuple[str, ...] = ()
    birth_date: date | None = None
    birth_year: int | None = None
    age: int | None = None
    country: str = ""
    asked: tuple[Question, ...] = ()

    def __post_init__(self) -> None:
        for name in ("given", "surname", "second_surname", "also", "keyed_given", "keyed_surnames"):
            value = getattr(self, name)
            if isinstance(value, str):
                object.__setattr__(self, name, (value,) if value.strip() else ())

    @property
    def has_name(self) -> bool:
        return any((self.given, self.surname, self.second_surname, self.keyed_given, self.keyed_surnames))

    @property
    def year(self) -> int | None:
        return self.birth_date.year if self.birth_date else self.birth_year

    def told(self) -> dict[str, object]:
        """What is not empty, as plain values that JSON can carry."""
        kept: dict[str, object] = {}
        for item in fields(self):
            if value := getattr(self, item.name):
                kept[item.name] = value.isoformat() if isinstance(value, date) else value
        return kept

    @classmethod
    def from_told(cls, kept: dict[str, object]) -> "Query":
        """The query that told() wrote down."""
        values = {key: tuple(value) if isinstance(value, list) else value for key, value in kept.items()}
        if isinstance(birth := values.get("birth_date"), str):
            values["birth_date"] = date.fromisoformat(birth)
        if isinstance(asked := values.get("asked"), tuple):
            values["asked"] = tuple(Question(question) for question in asked)
        return cls(**values)  # type: ignore[arg-type]  # the keys are our own fields
