"""Advice fits the answer: the same list of sentences on every face."""

import pytest

from hotline import advice
from hotline.advice import Situation, Topic
from hotline.domain.findings import Departure, Outcome

NAMES_A_PLACE = {Topic.REACHING, Topic.MEDICINE}


@pytest.mark.parametrize("departure", Departure)
def test_somebody_no_longer_held_is_in_the_situation_they_left_for(departure: Departure) -> None:
    assert advice.situation(Outcome.NO_LONGER_HELD, departure).value == departure.value


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.NO_LONGER_HELD}))
def test_every_other_answer_is_a_situation_of_its_own(outcome: Outcome) -> None:
    assert advice.situation(outcome).value == outcome.value


def test_each_situation_has_first_steps_of_its_own() -> None:
    told = {advice.first_steps(situation) for situation in Situation}

    assert len(told) == len(Situation)
    assert all(2 <= len(steps) <= 3 for steps in told)


@pytest.mark.parametrize("situation", sorted(set(Situation) - {Situation.HELD}))
def test_without_a_place_nothing_is_said_of_one(situation: Situation) -> None:
    topics = advice.topics(situation)
    told = " ".join((*advice.first_steps(situation), *(text for topic in topics for text in advice.about(topic))))

    assert not NAMES_A_PLACE & set(topics)
    assert "the place" not in told
    assert "Most places" not in told


def test_whoever_has_no_number_of_the_place_is_not_told_to_call_it() -> None:
    told = (
        *advice.first_steps(Situation.HELD, can_call=False),
        *advice.about(Topic.REACHING, can_call=False),
        *advice.about(Topic.MEDICINE, can_call=False),
    )

    assert [step for step in told if step.startswith(("Call the place", "Tell the place"))] == []
    assert any("Ask us to call you" in step for step in told)


@pytest.mark.parametrize("situation", sorted(set(Situation) - {Situation.HELD}))
def test_a_number_changes_only_what_is_said_of_a_place(situation: Situation) -> None:
    assert advice.first_steps(situation, can_call=False) == advice.first_steps(situation)


@pytest.mark.parametrize("situation", Situation)
def test_lawyers_can_be_asked_for_in_every_situation(situation: Situation) -> None:
    assert Topic.LAWYERS in advice.topics(situation)
