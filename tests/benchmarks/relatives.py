"""What relatives ask: for people who are there, as recorded and as families say it, and for people who are not."""

from collections.abc import Iterator
from itertools import islice
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.demo import made_up
from hotline.domain import people
from hotline.domain.names import Query
from hotline.domain.people import PersonDetails
from hotline.models.people import Person

ABSENT = 0.1
SEED = 7


def asked(session: Session, n: int) -> list[Query]:
    """`n` look-ups by name with the full date of birth; one in ten is for somebody who is not in the records."""
    rng = Random(SEED)
    absent = made_up.people(Random(SEED + 1), n)
    present = somebody(session, n, rng)
    return [_as_a_family_says_it(next(absent if rng.random() < ABSENT else present), rng) for _ in range(n)]


def asked_by_number(session: Session, n: int) -> list[Query]:
    """`n` look-ups by A-number and year of birth."""
    numbered = (told for told in somebody(session, 2 * n, Random(SEED)) if told.a_numbers)
    return [Query(a_number=told.a_numbers[0], birth_year=told.birth_year) for told in islice(numbered, n)]


def somebody(session: Session, n: int, rng: Random) -> Iterator[PersonDetails]:
    """`n` people out of the records, by chance."""
    for _ in range(n):
        at_random = select(Person).where(Person.id >= rng.getrandbits(62)).order_by(Person.id).limit(1)
        person = session.scalars(at_random).first()
        if person is not None:
            yield people.unseal(session, person)


def _as_a_family_says_it(told: PersonDetails, rng: Random) -> Query:
    """Six in ten as recorded; else the second surname left out, or the surnames the other way round."""
    name = told.names[0]
    first, _, second = name.surnames.partition(" ")
    chance = rng.random()
    if chance > 0.8:
        second = ""
    elif chance > 0.6 and second:
        first, second = second, first
    return Query(
        given=(name.given,),
        surname=(first,) if first else (),
        second_surname=(second,) if second else (),
        birth_date=told.births[0],
        country=told.country,
    )
