"""One unit of work: committed when the block ends, gone when it raises."""

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import db
from hotline.models.places import FieldOffice


def test_a_block_that_ends_is_committed(app: Flask) -> None:
    with db.begin() as session:
        session.add(FieldOffice(code="ATL", name="Atlanta"))

    with db.reading() as session:
        assert session.scalars(select(FieldOffice.name)).all() == ["Atlanta"]


def _write_and_raise() -> None:
    with db.begin() as session:
        session.add(FieldOffice(code="ATL", name="Atlanta"))
        session.flush()
        raise LookupError


def test_a_block_that_raises_leaves_nothing(app: Flask) -> None:
    with pytest.raises(LookupError):
        _write_and_raise()

    with db.reading() as session:
        assert session.scalars(select(FieldOffice)).all() == []
