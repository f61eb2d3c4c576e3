"""Who is asked about: people out of the records of a database of made-up people, and others who are not in them."""

from collections.abc import Iterator
from random import Random

from sqlalchemy import select

from hotline import db
from hotline.demo import made_up
from hotline.domain import people
from hotline.domain.people import PersonDetails
from hotline.models.people import Person
from tests.benchmarks.population import SEED

STRANGERS = SEED + 1


def recorded(rng: Random, n: int) -> list[tuple[int, PersonDetails]]:
    """`n` people of the records with their ids, chosen by chance; the same for the same seed.

    They are read from the database: to make a million people up again takes longer than to ask about these.
    """
    found: dict[int, PersonDetails] = {}
    with db.reading() as session:
        while len(found) < n:
            at_random = select(Person).where(Person.id >= rng.getrandbits(62)).order_by(Person.id).limit(1)
            for person in session.scalars(at_random):
                found[person.id] = people.unseal(session, person)
            session.expunge_all()
    return list(found.items())


def strangers(n: int, seed: int) -> Iterator[PersonDetails]:
    """People from the same places who are not in the records."""
    return made_up.people(Random(STRANGERS + seed), n)
