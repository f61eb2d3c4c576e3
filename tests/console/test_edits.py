"""Two people edit one record."""

from hotline.console import edits
from hotline.console.edits import Difference

READ = {"name": "Stewart", "city": "Lumpkin"}


def test_a_record_that_is_as_it_was_read_is_saved() -> None:
    assert edits.differences(READ, READ, READ | {"city": "Atlanta"}) == []


def test_who_saves_second_is_shown_what_the_first_one_wrote() -> None:
    saved = READ | {"city": "Columbus"}

    assert edits.differences(READ, saved, READ | {"city": "Atlanta"}) == [Difference("city", "Columbus", "Atlanta")]


def test_what_both_wrote_alike_is_no_difference() -> None:
    saved = READ | {"city": "Columbus"}

    assert edits.differences(READ, saved, saved) == []


def test_what_a_box_was_emptied_of_is_a_difference_too() -> None:
    saved = READ | {"city": "Columbus"}

    assert edits.differences(READ, saved, READ | {"city": ""}) == [Difference("city", "Columbus", "")]


def test_a_box_that_was_not_touched_holds_what_the_other_one_wrote() -> None:
    saved, typed = READ | {"city": "Columbus"}, READ | {"name": "Stewart Detention Center"}

    assert edits.merged(READ, saved, typed) == {"name": "Stewart Detention Center", "city": "Columbus"}
    assert edits.differences(READ, saved, edits.merged(READ, saved, typed)) == []
