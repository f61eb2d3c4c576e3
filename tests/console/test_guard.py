"""Who may open what: every route of the console, for every role; whatever says no permission is refused."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

from hotline.console import guard
from hotline.domain import access
from hotline.domain.access import PERMISSIONS
from hotline.models.staff import Role
from tests.plugins.signed_in import SignIn, StaffClient

REFUSED, ASKED_WHO, SENT_TO_SIGN_IN = 403, 401, 303


def _routes(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Every route of the console with its method and its permission."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/console") and rule.endpoint != "console.static":
            method = "POST" if "POST" in (rule.methods or ()) else "GET"
            yield rule, method, guard.permissions[rule.endpoint]


def _address(app: Flask, rule: Rule) -> str:
    """An address of that route; what it names does not exist, which is said only to whoever may know."""
    values = {name: 1 if isinstance(rule._converters[name], IntegerConverter) else "none" for name in rule.arguments}
    with app.test_request_context():
        return str(app.url_map.bind("localhost").build(rule.endpoint, values, method=None))


def _status(staff: StaffClient, method: str, address: str) -> int:
    return (staff.post(address) if method == "POST" else staff.get(address)).status_code


@pytest.mark.parametrize("role", Role)
def test_every_route_is_open_to_the_roles_of_its_permission_and_to_no_other(
    app: Flask, sign_in: SignIn, role: Role
) -> None:
    wrong = []
    for rule, method, permission in _routes(app):
        if permission == guard.OPEN:
            continue
        status = _status(sign_in(role), method, _address(app, rule))
        if (status == REFUSED) is (role in PERMISSIONS[permission]):
            wrong.append((rule.rule, method, status))

    assert wrong == []


def test_whoever_is_not_signed_in_is_asked_who_they_are_on_every_route(app: Flask) -> None:
    wrong = []
    for rule, method, permission in _routes(app):
        if permission == guard.OPEN:
            continue
        answer = app.test_client().open(_address(app, rule), method=method, base_url="https://localhost")
        if answer.status_code != (ASKED_WHO if method == "POST" else SENT_TO_SIGN_IN):
            wrong.append((rule.rule, method, answer.status_code))

    assert wrong == []


def test_whatever_changes_something_takes_the_token_of_this_session(app: Flask, sign_in: SignIn) -> None:
    staff, other = sign_in(*Role, name="Ada"), sign_in(*Role, name="Ben")
    wrong = []
    for rule, method, permission in _routes(app):
        if method != "POST" or permission == guard.OPEN:
            continue
        for token in ("", "made.up", other.token()):
            answer = staff.browser.post(_address(app, rule), data={"token": token}, base_url="https://localhost")
            if answer.status_code != REFUSED:
                wrong.append((rule.rule, token, answer.status_code))

    assert wrong == []


def test_a_form_that_another_site_sends_signs_nobody_in(app: Flask) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}

    answer = app.test_client().post("/console/sign-in", headers=foreign, base_url="https://localhost")

    assert answer.status_code == REFUSED


def test_the_list_of_permissions_is_in_order_and_each_is_somebodys() -> None:
    assert list(PERMISSIONS) == sorted(PERMISSIONS)
    assert all(PERMISSIONS.values())


def test_a_view_cannot_name_a_permission_that_is_none() -> None:
    part = guard.blueprint("nowhere", __name__)

    with pytest.raises(ValueError, match="no such permission"):
        guard.page(part, "/nowhere", "people.eat")


def test_nobody_who_keeps_the_accounts_or_the_trail_sees_a_person() -> None:
    """Who could give themselves away everything, or reads what others saw, opens nobody's page."""
    for permission in ("people.search", "people.see", "people.see_hidden"):
        assert not {Role.ADMINISTRATOR, Role.AUDITOR} & PERMISSIONS[permission]


def test_every_answer_forbids_what_is_not_ours_and_is_kept_nowhere(sign_in: SignIn) -> None:
    answer = sign_in(Role.OPERATOR).get("/console/account")

    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert access.may(sign_in(Role.OPERATOR).actor, "account.own")
