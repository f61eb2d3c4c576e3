"""What the directory holds in the tests of its pages: our own lists, and a few rows that say what nothing else says."""

from datetime import date
from pathlib import Path

from hotline import clock, db
from hotline.domain import directory
from hotline.models.places import Agency, FacilityRule, LegalProvider, RuleTopic
from hotline.reference.command import OUR_LISTS

STEWART_RULE = "Saturdays from 8 to 3 <b>only</b>."


def everything() -> None:
    """Enough that every page of the directory has something to show."""
    load()
    rule("STWRTGA", RuleTopic.VISIT, STEWART_RULE)
    provider("Peach Tree Legal Aid and Refugee Support", phone="+14045550155", languages="en es")
    provider("Ayuda Legal", phone="+14045550156", phone_verified_on=clock.now().date(), website="https://example.org/")
    with db.begin() as session:
        session.add(Agency(name="Children First of North Georgia", kind="children", state="GA", city="Dalton"))


def load(*paths: Path) -> None:
    """Load these lists, or ours."""
    with db.begin() as session:
        for path in paths or OUR_LISTS:
            read = directory.read(path)
            directory.load(session, read.kind, read.rows, now=clock.now())


def verify(kind: type, code: str, number: str) -> None:
    """Somebody dialled the number of a facility or an office."""
    with db.begin() as session:
        row = session.get_one(kind, code)
        directory.verify_phone(session, row, number, by="R. Ortega", on=date(2026, 11, 1), now=clock.now())


def rule(code: str, topic: RuleTopic, text: str, language: str = "en", source: str = "https://example.org/") -> None:
    with db.begin() as session:
        session.add(
            FacilityRule(
                facility_code=code,
                topic=topic,
                language=language,
                text=text,
                source=source,
                read_on=date(2026, 11, 1),
            )
        )


def provider(name: str, state: str = "GA", **known: object) -> None:
    """A provider on a list that was read today."""
    facts = {"city": "Macon", "source": "EOIR", "edition": clock.now().date()} | known
    with db.begin() as session:
        session.add(LegalProvider(name=name, list_state=state, **facts))
