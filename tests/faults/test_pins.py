"""A few of the guesses that `make faults` makes by the ten thousand."""

from flask import Flask

from hotline.domain.pins import LINE_FAILURES, Tried
from tests.faults import pins


def test_of_guesses_at_once_none_gets_in(app: Flask) -> None:
    told = pins.trial(400)

    assert (told.got_in, told.people, told.locked) == (0, 2, 2)
    assert told.ends["many telephones"] == {Tried.WRONG: 200}
    assert told.ends["one telephone"] == {Tried.WRONG: LINE_FAILURES, Tried.LINE_LOCKED: 200 - LINE_FAILURES}
