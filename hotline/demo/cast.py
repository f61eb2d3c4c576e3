"""The made-up people a newcomer looks for, one for each thing the service can answer.

A relative would say `given` and `surname`; what the records hold (`recorded`) may be spelled or written otherwise.
Their stories are told to intake and rosters like everybody else's (load.py).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hotline import clock, countries
from hotline.domain.findings import Departure, Outcome
from hotline.domain.people import Name, PersonDetails


class Story(StrEnum):
    """What happened to a demo person, up to the moment of loading."""

    HELD = "held"
    ON_THE_ROAD = "on_the_road"
    BEING_PROCESSED = "being_processed"
    LET_GO = "let_go"
    SENT_AWAY = "sent_away"
    NOT_CONFIRMED_LATELY = "not_confirmed_lately"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One of the cast. `born` is written 1985-03-12; `a_number` is nine digits or ""; `country` is alpha-3.

    `outcome`, `departure` and `is_fresh` are what a relative is answered.
    """

    label: str
    given: str
    surname: str
    born: date
    a_number: str
    country: str
    story: Story
    outcome: Outcome
    recorded: Name
    departure: Departure | None = None
    is_fresh: bool = True
    is_protected: bool = False
    aliases: tuple[Name, ...] = ()
    is_female: bool = False

    @property
    def name(self) -> str:
        """The name as a relative would say it."""
        return f"{self.given} {self.surname}"

    def __str__(self) -> str:
        number = f"A-number {self.a_number[:3]} {self.a_number[3:6]} {self.a_number[6:]}" if self.a_number else ""
        letters = "" if self.name[0].isascii() else f"in Latin letters {self.recorded.given} {self.recorded.surnames}"
        known = filter(None, (letters, f"born {self.born.isoformat()}", countries.name(self.country), number))
        return f"{self.label}: {self.name}, {', '.join(known)}"

    @property
    def details(self) -> PersonDetails:
        return PersonDetails(
            names=(self.recorded, *self.aliases),
            births=(self.born,),
            a_numbers=(self.a_number,) if self.a_number else (),
            country=self.country,
            citizenship=self.country,
            gender="F" if self.is_female else "M",
        )


def cast(now: datetime | None = None) -> list[DemoPerson]:
    """Everybody in the cast, at a moment or today; the minor never grows up."""
    return [*_told(), *_never_told((now or clock.now()).year), *_in_other_scripts()]


def _told() -> list[DemoPerson]:
    """One for each thing that can be answered."""
    return [
        DemoPerson(
            "Held", "Ana Lucía", "Morales Tzunún", date(1991, 5, 14), "900100001", "GTM", Story.HELD, Outcome.HELD,
            Name("ANA LUCIA", "MORALES TZUNUN"), is_female=True,
        ),
        DemoPerson(
            "Held, under the name used at work", "Pedro", "Salinas Rojas", date(1988, 2, 3), "900100002", "MEX",
            Story.HELD, Outcome.HELD, Name("Eliud", "Cuautle Xolalpa"), aliases=(Name("Pedro", "Salinas Rojas"),),
        ),
        DemoPerson(
            "In transit", "Yeison Andrés", "Aristizábal Mejía", date(1996, 11, 30), "900100003", "COL",
            Story.ON_THE_ROAD, Outcome.IN_TRANSIT, Name("Yeison Andres", "Aristizabal Mejia"),
        ),
        DemoPerson(
            "Being processed, no facility yet", "Nahún Obdulio", "Villeda Turcios", date(1985, 8, 21), "", "HND",
            Story.BEING_PROCESSED, Outcome.PROCESSING, Name("NAHUN OBDULIO", "VILLEDA TURCIOS"),
        ),
        DemoPerson(
            "Released", "Morelia Idalia", "Menjívar Zometa", date(1979, 1, 9), "900100005", "SLV", Story.LET_GO,
            Outcome.NO_LONGER_HELD, Name("Morelia Idalia", "Menjivar Zometa"), Departure.RELEASED, is_female=True,
        ),
        DemoPerson(
            "Removed", "Klever Stalin", "Quishpe Toapanta", date(1993, 6, 27), "900100006", "ECU", Story.SENT_AWAY,
            Outcome.NO_LONGER_HELD, Name("KLEVER STALIN", "QUISHPE TOAPANTA"), Departure.LEFT_COUNTRY,
        ),
        DemoPerson(
            "Held, but not confirmed lately", "Jean Widlin", "Dorsainvil", date(1990, 3, 18), "900100007", "HTI",
            Story.NOT_CONFIRMED_LATELY, Outcome.HELD, Name("Jean Widlin", "Dorsainvil"), is_fresh=False,
        ),
    ]  # fmt: skip


def _never_told(year: int) -> list[DemoPerson]:
    """Those who are hidden; the minor turns 16 in that year."""
    return [
        DemoPerson(
            "A minor: never told", "Kevin Josué", "Matute Lainez", date(year - 16, 1, 1), "900100008", "HND",
            Story.HELD, Outcome.NOT_CONFIRMED, Name("Kevin Josue", "Matute Lainez"),
        ),
        DemoPerson(
            "A protected person: never told", "Odilia Pascuala", "Ixcot Sical", date(1987, 10, 5), "900100009", "GTM",
            Story.HELD, Outcome.NOT_CONFIRMED, Name("Odilia Pascuala", "Ixcot Sical"), is_protected=True,
            is_female=True,
        ),
    ]  # fmt: skip


def _in_other_scripts() -> list[DemoPerson]:
    return [
        DemoPerson(
            "Held, asked for in Cyrillic", "Аркадий", "Черемисинов", date(1982, 12, 2), "900100010", "RUS",
            Story.HELD, Outcome.HELD, Name("ARKADII", "CHEREMISINOV"),
        ),
        DemoPerson(
            "Held, asked for in Chinese characters", "晓琳", "欧阳", date(1994, 4, 25), "900100011", "CHN",
            Story.HELD, Outcome.HELD, Name("XIAOLIN", "OUYANG"), is_female=True,
        ),
        DemoPerson(
            "Held, asked for in Arabic", "محمود", "الخطيب", date(1989, 7, 16), "900100012", "JOR", Story.HELD,
            Outcome.HELD, Name("MAHMOUD", "AL-KHATIB"),
        ),
        DemoPerson(
            "Held, asked for in Gurmukhi", "ਗੁਰਜੰਟ", "ਧਾਲੀਵਾਲ", date(1998, 9, 11), "900100013", "IND", Story.HELD,
            Outcome.HELD, Name("GURJANT SINGH", "DHALIWAL"),
        ),
    ]  # fmt: skip
