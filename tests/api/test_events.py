"""Partners report custody events by HTTP: all of a request or none of it, each event once."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from hotline import clock, db
from hotline.api.custody_events import MOST_EVENTS
from hotline.domain import api_keys, custody
from hotline.models.custody import CustodyEvent
from hotline.models.people import Hiding, Person
from hotline.models.staff import ApiKey
from tests import factories

Put = Callable[..., TestResponse]


@pytest.fixture
def token(app: Flask) -> str:
    with db.begin() as session:
        factories.use(session)
        factories.FacilityFactory()
        factories.use(None)
        return api_keys.create(session, "county jail", frozenset({api_keys.CUSTODY_WRITE}), now=clock.now())


@pytest.fixture
def put(client: FlaskClient, token: str) -> Put:
    def put_events(*events: dict[str, Any], key: str = token) -> TestResponse:
        return client.put("/api/v1/custody-events", data=json.dumps(events), headers={"Authorization": f"Bearer {key}"})

    return put_events


def event(**said: Any) -> dict[str, Any]:
    person = {
        "person_key": "77",
        "names": [{"given": "Ramiro", "surnames": "Quintanilla Osorto"}],
        "birth_date": "1990-07-21",
        "country": "HONDURAS",
    }
    told: dict[str, Any] = {
        "event_id": "e1",
        "kind": "booked_in",
        "happened_at": "2026-05-04T08:00:00-04:00",
        "person": person | said.pop("person", {}),
        "is_protected": False,
        "facility_code": "STWRTGA",
    }
    return {key: value for key, value in (told | said).items() if value is not ...}


def count(model: type[db.Base]) -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_event_is_recorded_under_the_name_of_the_key(put: Put) -> None:
    answer = put(event())

    assert (answer.status_code, answer.json) == (200, [{"event_id": "e1", "outcome": "recorded"}])
    with db.reading() as session:
        found = custody.whereabouts(session, session.scalars(select(Person.id)).one(), now=clock.now())
    assert found is not None
    assert found.facility is not None
    assert (found.facility.code, found.source) == ("STWRTGA", "county jail")


def test_same_event_again_is_repeated(put: Put) -> None:
    put(event())

    answer = put(event(kind="released"))

    assert answer.json == [{"event_id": "e1", "outcome": "repeated"}]
    assert count(CustodyEvent) == 1


def test_one_bad_event_keeps_the_others_out(put: Put) -> None:
    answer = put(
        event(), event(event_id="e2", office_code="NOWHERE"), event(event_id="e3", happened_at="2099-01-01T00:00Z")
    )

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.json is not None
    assert answer.json["errors"] == [
        {"index": 1, "field": "office_code", "reason": "unknown"},
        {"index": 2, "field": "happened_at", "reason": "in_the_future"},
    ]
    assert (count(CustodyEvent), count(Person)) == (0, 0)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "vanished"}, "kind"),
        ({"happened_at": "yesterday"}, "happened_at"),
        ({"is_protected": ...}, "is_protected"),
        ({"event_id": ""}, "event_id"),
        ({"colour": "green"}, ""),  # a field that we do not have is not named: it may hold anything
        ({"happened_at": "9999-12-31T23:59"}, "happened_at"),
        ({"happened_at": "0001-01-01T00:00:00+14:00"}, "happened_at"),
        ({"event_id": "e\u0000"}, "event_id"),
        ({"person": {"birth_date": "9999-01-01"}}, "person.birth_date"),
        ({"person": {"Maria Lopez A098765432": 1}}, "person"),
        ({"person": {"a_number": "12"}}, "person.a_number"),
        ({"person": {"country": "Atlantis"}}, "person.country"),
        ({"person": {"names": [{"given": "A\u0000B"}]}}, "person.names.0.given"),
        ({"person": {"birth_year": 1492}}, "person.birth_year"),
        ({"facility_code": "X" * 17}, "facility_code"),
        ({"sequence": -1}, "sequence"),
    ],
)
def test_fault_names_the_event_and_the_field(put: Put, said: dict[str, Any], field: str) -> None:
    answer = put(event(), event(**{"event_id": "e2"} | said))

    assert answer.status_code == 422
    assert answer.json is not None
    assert [(fault["index"], fault["field"]) for fault in answer.json["errors"]] == [(1, field)]


def test_fault_does_not_repeat_what_was_sent(put: Put) -> None:
    answer = put(event(person={"a_number": "not-a-number-77123"}))

    assert "77123" not in answer.text


def test_null_protection_protects(put: Put) -> None:
    put(event(is_protected=None))

    assert count(Hiding) == 1


@pytest.mark.parametrize("key", ["", "nobody.nothing", "{id}.wrong", "{id}", "é.é"])
def test_wrong_key_is_told_nothing(client: FlaskClient, token: str, key: str) -> None:
    shown = key.replace("{id}", token.partition(".")[0])

    answer = client.put(
        "/api/v1/custody-events", data="[]", headers={"Authorization": f"Bearer {shown}".encode().decode("latin-1")}
    )

    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_missing_header_is_401(client: FlaskClient, token: str) -> None:
    assert client.put("/api/v1/custody-events", data="[]").status_code == 401


def test_revoked_key_opens_nothing(put: Put, token: str) -> None:
    with db.begin() as session:
        api_keys.revoke(session, token.partition(".")[0], now=clock.now())

    assert put(event()).status_code == 401


def test_key_for_something_else_is_forbidden(put: Put, token: str) -> None:
    with db.begin() as session:
        session.get_one(ApiKey, token.partition(".")[0]).scopes = "something:else"

    assert put(event()).status_code == 403


def test_secret_is_kept_as_a_hash_alone(token: str) -> None:
    with db.reading() as session:
        kept = session.scalars(select(ApiKey)).one()

    assert token.partition(".")[2] not in (kept.secret_hash, kept.scopes, kept.source)


def test_too_many_events_are_refused(put: Put) -> None:
    assert put(*[event(event_id=str(number)) for number in range(MOST_EVENTS + 1)]).status_code == 413


def test_too_many_bytes_are_refused(client: FlaskClient, token: str) -> None:
    answer = client.put("/api/v1/custody-events", data=b" " * 5_000_001, headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 413


@pytest.mark.parametrize("body", ["", "{}", "[1]", "nonsense", "[[]]"])
def test_nonsense_is_refused_with_a_problem(client: FlaskClient, token: str, body: str) -> None:
    answer = client.put("/api/v1/custody-events", data=body, headers={"Authorization": f"Bearer {token}"})

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


def test_description_is_openapi_and_names_every_field(client: FlaskClient) -> None:
    description = client.get("/api/v1/openapi.json").json

    assert description is not None
    assert description["openapi"].startswith("3.1")
    told = description["components"]["schemas"]["CustodyEventTold"]
    assert set(event()) <= set(told["properties"])
    assert "is_protected" in told["required"]
    for reference in _references(description):
        assert reference.removeprefix("#/components/schemas/") in description["components"]["schemas"]


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [found for value in node.values() for found in _references(value)]
    return [found for value in node for found in _references(value)] if isinstance(node, list) else []
