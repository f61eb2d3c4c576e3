"""How recorded births agree with what was asked."""

from datetime import date

import pytest

from hotline import secrets_box
from hotline.domain.names.births import AskedBirth
from hotline.domain.names.rarity import Rarity
from hotline.domain.people import Name, PersonDetails, kept_in, sealed_by

ASKED = date(1990, 3, 4)


@pytest.fixture
def rarity(session):
    return Rarity(session)


def kept(session, *births, years=()):
    details = PersonDetails(names=(Name("Maria", "Lopez"),), births=births, birth_years=years)
    box = secrets_box.of(session)
    return kept_in(box, 1, sealed_by(box, 1, details))


@pytest.mark.parametrize(
    ("recorded", "name", "same_year"),
    [
        (date(1990, 3, 4), "date exact", True),
        (date(1990, 4, 3), "date swapped", True),
        (date(1990, 3, 6), "date near", True),
        (date(1990, 2, 4), "month next", True),
        (date(1990, 3, 24), "date one digit", True),
        (date(1980, 3, 4), "date one digit", False),
        (date(1989, 3, 4), "date other year", False),
        (date(1990, 1, 1), "date same year", True),
        (date(1990, 11, 20), "date same year", True),
        (date(1987, 11, 20), "date other", False),
    ],
)
def test_every_kind_of_wrong_date_has_its_name(session, rarity, recorded, name, same_year):
    agreement = AskedBirth(ASKED, (ASKED.year,)).of(kept(session, recorded), rarity)

    assert (agreement.name, agreement.same_year) == (name, same_year)


def test_the_exact_date_speaks_louder_than_the_swapped_one(session, rarity):
    asked = AskedBirth(ASKED, (ASKED.year,))

    exact, swapped = (asked.of(kept(session, day), rarity).ratio for day in (ASKED, date(1990, 4, 3)))

    assert exact > swapped > 1


def test_1_january_says_little_more_than_the_year(session, rarity):
    first = date(1990, 1, 1)
    asked, by_year = AskedBirth(first, (1990,)), AskedBirth(None, (1990,))

    recorded_so, another_day, year_alone = (
        asking.of(kept(session, day), rarity).ratio
        for asking, day in ((asked, first), (asked, ASKED), (by_year, ASKED))
    )

    assert recorded_so < AskedBirth(ASKED, (1990,)).of(kept(session, ASKED), rarity).ratio / 5
    assert recorded_so > year_alone
    assert another_day < 2 * year_alone


def test_the_best_of_several_recorded_births_counts(session, rarity):
    agreement = AskedBirth(ASKED, (ASKED.year,)).of(kept(session, date(1970, 1, 1), ASKED), rarity)

    assert agreement.name == "date exact"


def test_a_recorded_year_alone_agrees_with_a_date_of_that_year(session, rarity):
    agreement = AskedBirth(ASKED, (ASKED.year,)).of(kept(session, years=(1990,)), rarity)

    assert (agreement.name, agreement.same_year) == ("year exact", True)


def test_an_age_stands_for_two_years(session, rarity):
    asked = AskedBirth(None, (1989, 1990), is_age=True)

    names = [asked.of(kept(session, date(year, 6, 1)), rarity).name for year in (1988, 1989, 1990, 1995)]

    assert names == ["year next", "year exact", "year exact", "year other"]


def test_nothing_asked_agrees_with_nothing(session, rarity):
    agreement = AskedBirth(None, ()).of(kept(session, ASKED), rarity)

    assert (agreement.ratio, agreement.same_year) == (1.0, False)
