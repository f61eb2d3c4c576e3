"""Made-up people: alike for a seed, shaped like life, and nobody's real number."""

from collections import Counter
from datetime import date
from itertools import islice
from random import Random

from hotline.demo import made_up, names
from hotline.domain.people import PersonDetails


def some(n: int = 20_000) -> list[PersonDetails]:
    return list(made_up.people(Random(7), n))


def test_the_same_seed_gives_the_same_people() -> None:
    first = list(made_up.people(Random(3), 500))
    again = list(islice(made_up.people(Random(3), 2_000), 500))

    assert first == again


def test_everybody_is_of_age_and_under_sixty_six() -> None:
    births = [person.births[0] for person in some()]

    assert max(births) < date(2008, 1, 1)
    assert min(births) >= date(1961, 1, 1)


def test_a_numbers_are_unique_and_of_a_range_never_issued() -> None:
    numbers = [number for person in some() for number in person.a_numbers]

    assert len(numbers) == len(set(numbers)) > 17_000
    assert all(len(number) == 9 and number.startswith("9") for number in numbers)


def test_about_every_seventh_person_has_another_name() -> None:
    with_alias = [person for person in some() if len(person.names) > 1]

    assert 0.13 < len(with_alias) / 20_000 < 0.17
    assert all(person.names[1] != person.names[0] for person in with_alias)


def test_names_are_written_in_plain_latin_letters() -> None:
    for person in some():
        for name in person.names:
            assert name.given
            assert name.surnames
            assert (name.given + name.surnames).isascii()


def test_a_common_surname_is_common_and_many_are_rare() -> None:
    mexicans = [person for person in some() if person.country == "MEX"]
    surnames = Counter(person.names[0].surnames.upper().split()[0] for person in mexicans)

    commonest, times = surnames.most_common(1)[0]
    once = sum(1 for n in surnames.values() if n == 1)
    assert commonest == "HERNANDEZ"
    assert 0.03 < times / len(mexicans) < 0.06
    assert once > 200


def test_the_first_of_january_stands_out_where_birth_dates_are_estimated() -> None:
    people = some(60_000)

    def share(country: str) -> float:
        births = [person.births[0] for person in people if person.country == country]
        return sum(birth.month == birth.day == 1 for birth in births) / len(births)

    assert share("SOM") > 0.2
    assert share("MEX") < 0.02


def test_large_countries_have_many_names() -> None:
    for country in made_up.countries():
        large = country.share >= 140 and country.code not in ("IND", "BRA")
        given = min(len(country.names.male.ranked), len(country.names.female.ranked))
        assert given >= (150 if large else 40)
        assert len(country.names.surnames.ranked) >= (250 if large else 48)


def test_a_name_keeps_its_inner_blank() -> None:
    assert "De La Cruz" in names.of("MEX").surnames.ranked
