"""Places and numbers keep their own direction, and nothing that a roster wrote is taken for markup."""

import pytest

from hotline.domain.findings import Finding, Outcome, Place
from hotline.web import templating

OFFICE = Place("DAL", "Dallas", ("8101 N Stemmons Fwy", "Dallas TX 75247"), "America/Chicago")


def held_at(name: str) -> Finding:
    return Finding(Outcome.HELD, facility=Place("X", name, ("1 Road",), "America/Chicago"), office=OFFICE)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Stewart Detention Center", "Stewart Detention Center"),
        ("Dallas County Jail", "Dallas County Jail"),
        ("Bravo & Sons <b>Jail</b>", "Bravo &amp; Sons &lt;b&gt;Jail&lt;/b&gt;"),
    ],
)
def test_the_name_of_a_place_is_set_apart_and_escaped(name: str, shown: str) -> None:
    told = templating.with_places(f"The person is at this place: {name}.", held_at(name))

    assert told == f'The person is at this place: <bdi class="place">{shown}</bdi>.'


def test_a_sentence_without_a_place_is_only_escaped() -> None:
    assert templating.with_places("Ask <us>.", held_at("Stewart")) == "Ask &lt;us&gt;."


def test_a_number_reads_from_left_to_right() -> None:
    assert templating.number("+18005550100") == '<bdi class="number" dir="ltr">(800) 555-0100</bdi>'
