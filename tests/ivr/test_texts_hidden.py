"""Whoever is hidden, and whoever is not in our records, gets the same texts, word for word, in any conversation."""

import re

import pytest

from hotline.models.people import HidingReason
from tests import factories
from tests.ivr import relatives
from tests.ivr.conftest import Records, Writer

AFTER = (
    "notify",
    "avisar",
    "123456",
    "PIN 123456",
    "4827 1930 123456",
    "keep",
    "seguir",
    "more",
    "name",
    "Xochitl",
    "Zepeda",
    "no",
    "no",
    "keep",
    "call",
    "thank you",
    "code",
    "4827 1930",
    "again",
    "A098765432",
    "1985",
    "no",
    "no",
    "no",
    "more",
    "again",
    "A098765432",
    "no",
    "no",
    "thirty four",
    "12 de marzo de 1985",
    "no",
    "keep",
    "bye",
    "123456",
    "stop texting me",
)
_OWN = re.compile(r"\(404\) 555-\d{4}")  # the writer's number
_CODE = re.compile(r"\b\d{4} \d{4}\b|\b\d{6}\b")  # of an open search, made by chance


def told(writer: Writer, first_number: int) -> list[list[str]]:
    """Every conversation with what follows it, each by a writer of its own; without what is the writer's own."""
    said = []
    for number, bodies in enumerate(relatives.EVERY, first_number):
        everything = writer(f"+1404555{number:04d}").writes(*bodies, *AFTER).everything
        said.append([_CODE.sub("CODE", _OWN.sub("OWN", text)) for text in everything])
    return said


_ABSENT: list[list[str]] = []


@pytest.fixture
def absent(writer: Writer) -> list[list[str]]:
    """Told once for all reasons: it takes as long as one of them."""
    if not _ABSENT:
        _ABSENT.extend(told(writer, 100))
    return _ABSENT


@pytest.mark.parametrize("reason", list(HidingReason))
def test_hidden_and_absent_get_the_same_texts(
    writer: Writer, records: Records, absent: list[list[str]], reason: HidingReason
) -> None:
    with records() as session:
        person = factories.person(session, hidden=reason)
        stay = factories.StayFactory(person_id=person.id)
        factories.StintFactory(stay_id=stay.id)

    assert told(writer, 150) == absent
    assert any("CODE" in text for conversation in absent for text in conversation)
