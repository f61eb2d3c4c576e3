"""A PIN is tried five times in a row, however fast and by however many."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import select

from hotline import db
from hotline.domain import references
from hotline.models.contacts import Reference, ReferenceKind

SEARCH = 4827


def test_of_pins_that_are_tried_in_the_same_moment_each_is_counted(app: Flask) -> None:
    with db.begin() as session:
        pin = references.issue(session, SEARCH, ReferenceKind.SEARCH, seed="form-1").pin
    wrong = "000000" if pin != "000000" else "111111"

    def guess(_: int) -> bool:
        with db.begin() as session:
            return references.opens(session, session.get_one(Reference, SEARCH), wrong)

    with ThreadPoolExecutor(8) as guessers:
        assert not any(guessers.map(guess, range(40)))

    with db.begin() as session:
        assert session.scalars(select(Reference.pin_failures)).one() == 40
        assert not references.opens(session, session.get_one(Reference, SEARCH), pin)
