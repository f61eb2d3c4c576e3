"""`flask api-key`: a key is shown once and can be closed."""

from flask import Flask
from flask.testing import FlaskCliRunner

from hotline import db
from hotline.domain import api_keys


def made(runner: FlaskCliRunner) -> str:
    return str(runner.invoke(args=["api-key", "create", "--source", "county jail"]).output.split()[0])


def test_key_that_is_shown_opens(app: Flask) -> None:
    token = made(app.test_cli_runner())

    with db.reading() as session:
        key = api_keys.holder(session, token)
    assert key is not None
    assert (key.source, key.scopes) == ("county jail", "custody:write")


def test_revoked_key_opens_nothing(app: Flask) -> None:
    token = made(app.test_cli_runner())

    told = app.test_cli_runner().invoke(args=["api-key", "revoke", token.partition(".")[0]])

    assert told.exit_code == 0
    with db.reading() as session:
        assert api_keys.holder(session, token) is None


def test_unknown_key_and_unknown_scope_are_told(app: Flask) -> None:
    runner = app.test_cli_runner()

    assert runner.invoke(args=["api-key", "revoke", "nobody"]).exit_code == 1
    assert runner.invoke(args=["api-key", "create", "--source", "x", "--scope", "everything"]).exit_code == 1


def test_nobody_reports_under_the_name_that_settles_contradictions(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["api-key", "create", "--source", " Staff"])

    assert answer.exit_code == 1
