"""What a record must have for it before anything agrees."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import names
from hotline.domain.names.births import AskedBirth
from hotline.domain.names.keys import counter_key
from hotline.domain.names.rarity import Rarity
from hotline.domain.names.score import PRIOR, prior

DAY = AskedBirth(date(1985, 3, 12), (1985,))
YEAR = AskedBirth(None, (1985,))


def _roster_of(session: Session, people: int) -> Rarity:
    names.add_frequencies(session, Counter({counter_key(secrets_box.of(session).people, "people", "", ""): people}))
    rarity = Rarity(session)
    rarity.fetch([("people", "", "")])
    return rarity


@pytest.mark.parametrize(("people", "less"), [(0, 0.0), (30_000, 0.0), (100_000, 0.602), (1_000_000, 1.753)])
def test_a_day_of_birth_says_less_in_a_crowd(session: Session, people: int, less: float) -> None:
    rarity = _roster_of(session, people)

    assert PRIOR - prior(DAY, rarity) == pytest.approx(less, abs=1e-3)


def test_a_year_alone_is_weighed_alike_in_every_roster(session: Session) -> None:
    assert prior(YEAR, _roster_of(session, 1_000_000)) == PRIOR
