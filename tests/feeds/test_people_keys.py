"""`flask keys`: the steps that docs/keys.md tells operators to take, on a database with people."""

import base64
from dataclasses import replace
from datetime import date

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from hotline import db
from hotline.app import create_app
from hotline.config import Settings, load
from hotline.domain import names
from hotline.domain.names import Query
from hotline.models.people import IndexKey
from tests import factories
from tests.test_config import ENVIRON

OLD, NEW = b"i" * 32, b"n" * 32
ASKED = Query(given=("Xochitl",), surname=("Zepeda",), birth_date=date(1985, 3, 12))


def _keys(settings: Settings, told: str, **people_keys: bytes) -> Result:
    """Run a command in a process that has these PEOPLE_KEYS."""
    app = create_app(replace(settings, people_keys=people_keys))
    return app.test_cli_runner().invoke(args=["keys", *told.split()])


def _found() -> int:
    with db.reading() as session:
        return len(names.matches(session, ASKED))


def _rows() -> int:
    with db.reading() as session:
        return session.scalars(select(func.count()).select_from(IndexKey)).one()


def test_a_key_is_replaced_as_operators_are_told_to(app: Flask, settings: Settings) -> None:
    with db.begin() as session:
        factories.person(session)
    once = _rows()

    built = _keys(settings, "build i2", i1=OLD, i2=NEW)
    both = _rows()
    erased = _keys(settings, "erase i1", i2=NEW, i1=OLD)

    assert (built.exit_code, erased.exit_code) == (0, 0)
    assert (both, _rows()) == (2 * once, once)
    create_app(replace(settings, people_keys={"i2": NEW}))
    assert _found() == 1


@pytest.mark.parametrize("told", ["build i1", "erase i1", "build i9", "erase i9"])
def test_a_key_that_is_looked_up_or_unknown_is_refused(app: Flask, settings: Settings, told: str) -> None:
    with db.begin() as session:
        factories.person(session)
    before = _rows()

    refused = _keys(settings, told, i1=OLD, i2=NEW)

    assert refused.exit_code == 1
    assert "PEOPLE_KEYS" in refused.output
    assert _rows() == before


def test_without_keys_for_people_the_first_index_key_is_theirs() -> None:
    key = base64.b64encode(NEW).decode()

    assert load(ENVIRON).people_keys == {}
    assert load(ENVIRON | {"PEOPLE_KEYS": f"i2:{key}"}).people_keys == {"i2": NEW}
