"""What holds of every look-up, whatever is typed."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotline.domain import names
from hotline.domain.names import Query
from tests.domain.names.test_lookup import BORN, RECORDED, born, details, may_be_told, record

_WORDS = """maria lupita lopez hernandez lopes singh kaur yusupov aziz wang xiaoming kim ana garcia pepe jose
王 김 Азиз x"""
WORDS = st.sampled_from(_WORDS.split())
SAID = st.lists(WORDS, max_size=4).map(" ".join)
ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def roster(session):
    for number, (given_names, surnames, country) in enumerate(RECORDED):
        record(session, number + 1, details(given_names, surnames, born=born(number + 1), country=country))
    return session


@ANY
@given(given_names=SAID, surname=SAID, day=st.dates(date(1985, 1, 1), date(1995, 12, 31)))
def test_nobody_is_told_without_a_given_name_a_surname_and_a_year(roster, given_names, surname, day):
    for match in names.matches(roster, Query(given=given_names, surname=surname, birth_date=day)):
        if may_be_told(match):
            assert day.year == BORN.year
            assert any(reason.startswith(("given", "name")) for reason in match.reasons)
            assert any(reason.startswith(("surname", "name")) for reason in match.reasons)


@ANY
@given(given_names=SAID, surname=SAID)
def test_odds_are_those_of_one_person_against_all_others(roster, given_names, surname):
    found = names.matches(roster, Query(given=given_names, surname=surname, birth_date=BORN))

    assert sum(match.log_odds > 0 for match in found) <= 1
    assert [match.log_odds for match in found] == sorted((match.log_odds for match in found), reverse=True)


@ANY
@given(person=st.integers(1, len(RECORDED)), order=st.randoms(use_true_random=False))
def test_the_words_of_a_name_may_stand_in_any_order_in_one_box(roster, person, order):
    words = " ".join(RECORDED[person - 1][:2]).split()
    order.shuffle(words)

    best = names.matches(roster, Query(surname=" ".join(words), birth_date=born(person)))[0]

    assert best.person_id == person
    assert may_be_told(best)


@ANY
@given(text=st.text(max_size=80), digits=st.text(max_size=12))
def test_anything_typed_is_answered(roster, text, digits):
    names.matches(
        roster, Query(given=text, surname=(text, digits), keyed_surnames=(digits,), also=(digits,), birth_year=1990)
    )
