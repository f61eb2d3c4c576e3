"""What a partner sends of a custody event, checked and described by the same models."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from hotline import countries
from hotline.domain.intake import Report
from hotline.domain.people import Name, PersonDetails
from hotline.models.custody import EventKind
from hotline.roster_formats import cells
from hotline.roster_formats.rows import RowRefused

MOST_EVENTS = 1_000


def _country(code: str) -> str:
    """Alpha-3, whatever spelling the records use. Raises ValueError."""
    if code and not (known := countries.parse(code)):
        raise ValueError("no country has that name or code")
    return known if code else ""


def _a_number(text: str) -> str:
    try:
        return cells.a_number(text)
    except RowRefused as refusal:
        raise ValueError(str(refusal)) from refusal


def _plain(text: str) -> str:
    if any(mark < " " or mark == "\x7f" for mark in text):
        raise ValueError("control characters are not allowed")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(_plain)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, max_length=16), AfterValidator(_plain)]
Country = Annotated[Text, AfterValidator(_country)]
ANumber = Annotated[Text, AfterValidator(_a_number)]
Year = Annotated[int, Field(ge=1900, le=2100)]
BirthDate = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]


def _in_our_time(moment: datetime) -> datetime:
    """Years that every zone of the world can reckon with."""
    if not 1950 <= moment.year <= 2100:
        raise ValueError("the year must lie between 1950 and 2100")
    return moment


Moment = Annotated[datetime, AfterValidator(_in_our_time)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PersonName(_Strict):
    """A name as it was given, in any script; which part stands in which box is only a hint."""

    given: Text = ""
    surnames: Text = ""


class PersonTold(_Strict):
    """Whom the event is about. Give all you know: the own id alone is enough for somebody reported before."""

    person_key: Annotated[
        Text, Field(description="Your own id of the person; always the same for the same person.")
    ] = ""
    names: Annotated[list[PersonName], Field(max_length=20, description="The name of record first, then others.")] = []
    birth_date: BirthDate | None = None
    birth_year: Year | None = None
    a_number: Annotated[ANumber, Field(description="Seven to nine digits.")] = ""
    country: Annotated[Country, Field(description="Of birth; a code or a name.")] = ""
    citizenship: Country = ""
    gender: Annotated[str, Field(pattern="^[FMX]?$")] = ""
    language: Code = ""
    claims_minority: Annotated[bool, Field(description="Somebody says that the person is under 18.")] = False

    def details(self) -> PersonDetails:
        years = () if self.birth_year is None or self.birth_date else (self.birth_year,)
        return PersonDetails(
            names=tuple(Name(name.given, name.surnames) for name in self.names if name.given or name.surnames),
            births=(self.birth_date,) if self.birth_date else (),
            birth_years=years,
            a_numbers=(self.a_number,) if self.a_number else (),
            country=self.country,
            citizenship=self.citizenship,
            gender=self.gender,
            language=self.language,
            claims_minority=self.claims_minority,
        )


class CustodyEventTold(_Strict):
    """One event. The same `event_id` sent again changes nothing."""

    event_id: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), AfterValidator(_plain)
    ]
    kind: EventKind
    happened_at: Annotated[
        Moment, Field(description="With an offset; or without one, as the clock on the facility's wall shows it.")
    ]
    person: PersonTold
    is_protected: Annotated[
        bool | None, Field(description="Whether 8 U.S.C. 1367 or another rule protects the person; null counts as yes.")
    ]
    facility_code: Annotated[
        Code, Field(description="Where it happened: booked in there, or transferred from there.")
    ] = ""
    facility_name: Text = ""
    office_code: Annotated[Code, Field(description="The field office's area of responsibility, such as ATL.")] = ""
    reason: Annotated[Text, Field(description="The reason as the records spell it.")] = ""
    departure_country: Country = ""
    sequence: Annotated[int | None, Field(ge=0, le=2**62, description="Your own count of your events.")] = None

    def report(self, source: str) -> Report:
        return Report(
            source=source,
            event_id=self.event_id,
            kind=self.kind,
            happened_at=self.happened_at,
            person=self.person.details(),
            is_protected=self.is_protected is not False,
            person_key=self.person.person_key,
            facility_code=self.facility_code,
            facility_name=self.facility_name,
            office_code=self.office_code,
            reason=self.reason,
            country=self.departure_country,
            sequence=self.sequence,
        )


class EventTaken(BaseModel):
    """What became of one event: "recorded", "repeated" (known before), or "contradicted" (another source disagrees)."""

    event_id: str
    outcome: Annotated[str, Field(pattern="^(recorded|repeated|contradicted)$")]


class Fault(BaseModel):
    """What is wrong with one event of the list: which (from 0), which field, and why."""

    index: int
    field: str
    reason: str


class Problem(BaseModel):
    """RFC 9457 problem details. Nothing of a request that is answered with a problem was recorded."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[Fault] = []
