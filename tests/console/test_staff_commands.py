"""`flask staff`: the first of the staff is invited from a terminal, and no password ever stands there."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from hotline import clock, db
from hotline.models.staff import Role, StaffMember, StaffState

ROSA = ("--name", "Rosa Vela", "--email", "rosa@example.org", "--role", "administrator", "--role", "supervisor")


def _run(app: Flask, *words: str, said: str = "") -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["staff", *words], input=said)
    return result.exit_code, result.output


def test_the_first_gets_a_link_that_opens_an_invitation(app: Flask, client: FlaskClient) -> None:
    status, output = _run(app, "add", *ROSA, "--language", "es")

    link = re.search(r"https://hotline\.example\.org(/console/invitation/[\w-]+)", output)
    assert status == 0
    assert link
    client.get(link[1], base_url="https://localhost")
    assert "Welcome, Rosa Vela" in client.get("/console/invitation", base_url="https://localhost").text
    assert _run(app, "list")[1] == "Rosa Vela <rosa@example.org> (invited): Administrator, Supervisor\n"


def test_what_cannot_be_used_is_said_in_a_sentence(app: Flask) -> None:
    _run(app, "add", *ROSA)

    assert _run(app, "add", *ROSA) == (1, "Error: Somebody of the staff has this e-mail already.\n")
    assert _run(app, "invite", "nobody@example.org") == (1, "Error: Nobody of the staff has this e-mail.\n")
    assert "Begin with flask staff add" not in _run(app, "list")[1]


def test_an_account_that_is_closed_is_opened(app: Flask) -> None:
    _run(app, "add", *ROSA)
    with db.begin() as session:
        session.execute(update(StaffMember).values(failures=7, locked_until=clock.now()))

    assert _run(app, "unlock", "rosa@example.org") == (0, "The account is open again.\n")

    with db.reading() as session:
        assert session.execute(select(StaffMember.failures, StaffMember.locked_until)).one() == (0, None)


def test_roles_are_changed_at_the_terminal_where_one_administrator_is_alone(app: Flask) -> None:
    _run(app, "add", *ROSA)

    assert _run(app, "roles", "rosa@example.org", "--role", "administrator", "--role", "auditor")[0] == 0
    assert _run(app, "list")[1] == "Rosa Vela <rosa@example.org> (invited): Administrator, Auditor\n"


def test_leaving_asks_first_and_spares_the_last_administrator(app: Flask) -> None:
    _run(app, "add", *ROSA)
    with db.begin() as session:
        session.execute(update(StaffMember).values(state=StaffState.ACTIVE))

    assert _run(app, "leave", "rosa@example.org", said="n\n")[0] == 1
    assert "Nobody else is an administrator" in _run(app, "leave", "rosa@example.org", said="y\n")[1]

    with db.begin() as session:
        session.execute(update(StaffMember).values(roles=Role.OPERATOR.value))
    assert _run(app, "leave", "rosa@example.org", "--yes")[0] == 0
    assert "Begin with flask staff add" in _run(app, "list")[1]
