"""What we say of ourselves, sentence by sentence: each that is about this service names the tests that hold it."""

import re
from collections.abc import Callable

from tests.domain import test_disclosure
from tests.web import (
    test_callbacks,
    test_concerns,
    test_find,
    test_help,
    test_legal_help,
    test_not_confirmed,
    test_places,
    test_privacy_promise,
    test_promised_hours,
    test_searches,
)
from tests.web.visitor import Visitor

LISTED = re.compile(r"<li>([^<]+)</li>")


# By the beginning of what the page says. Nothing stands here that nobody can try: what others do, what we cannot do.
HELD_BY: dict[str, tuple[Callable[..., None], ...]] = {
    "We tell you where a person is held": (
        test_find.test_a_name_and_a_date_find_the_place,
        test_find.test_an_a_number_and_the_year_find_the_place,
        test_not_confirmed.test_two_further_questions_are_asked_and_then_the_ways_on,
    ),
    "If we cannot tell you, we keep looking": (
        test_searches.test_news_are_announced_by_code_and_told_with_the_pin,
        test_callbacks.test_a_callback_keeps_what_was_told,
    ),
    "We tell you what to do next": (test_help.test_an_answer_carries_the_steps_of_its_situation,),
    "We listen when a child or a sick person": (
        test_concerns.test_a_report_is_kept_and_told_what_happens_next,
        test_promised_hours.test_where_people_answer_from_to_the_promise_says_when_it_counts,
    ),
    "Every answer says when it was last confirmed": (
        test_find.test_each_answer_has_its_words_a_number_and_what_can_be_done,
        test_disclosure.test_an_open_stint_confirmed_within_eight_hours_is_held,
        test_disclosure.test_an_older_one_is_held_with_a_warning_and_a_task,
    ),
    "The number of a place where people are held": (
        test_places.test_a_number_that_nobody_called_is_not_on_the_page,
        test_legal_help.test_the_published_list_is_shown_whole_and_said_once_to_be_uncalled,
    ),
    "We are not lawyers": (test_help.test_rights_are_listed_at_the_top_and_are_no_advice,),
    "We do not tell of children": (test_privacy_promise.test_the_hidden_are_not_told_of,),
    "We cannot know of everybody": (test_not_confirmed.test_two_further_questions_are_asked_and_then_the_ways_on,),
    "In an emergency we are too slow": (test_concerns.test_a_life_in_danger_comes_first,),
}
NOT_OURS = (
    "It comes from custody lists",
    "It can take a day until a person who was just arrested",
    "We cannot free anybody",
)


def test_every_sentence_about_us_is_held_by_a_test(visitor: Visitor) -> None:
    said = LISTED.findall(visitor.opens("about").markup)

    known = (*HELD_BY, *NOT_OURS)
    assert [sentence for sentence in said if not sentence.startswith(known)] == []
    assert [begins for begins in known if not any(sentence.startswith(begins) for sentence in said)] == []
