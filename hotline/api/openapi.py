"""The OpenAPI 3.1 description of the feeds, made from the models that check the requests."""

import json
from functools import lru_cache
from typing import Any

from pydantic.json_schema import models_json_schema

from hotline.api.custody_events import MOST_EVENTS, CustodyEventTold, EventTaken, Problem

_REFS = "#/components/schemas/{model}"


@lru_cache(maxsize=1)
def document() -> str:
    _, schemas = models_json_schema(
        [(CustodyEventTold, "validation"), (EventTaken, "serialization"), (Problem, "serialization")],
        ref_template=_REFS,
    )
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Family Hotline and Locator: custody events",
                "version": "1",
                "description": "Report arrests, book-ins, transfers and releases as they happen.",
            },
            "paths": {"/api/v1/custody-events": {"put": _operation()}},
            "components": {
                "schemas": schemas["$defs"],
                "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            },
        },
        sort_keys=True,
    )


def _operation() -> dict[str, Any]:
    events = {"type": "array", "maxItems": MOST_EVENTS, "items": _ref("CustodyEventTold")}
    return {
        "summary": "Record events, all of them or none; an event that is known already changes nothing",
        "security": [{"key": ["custody:write"]}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": events}}},
        "responses": {
            "200": {
                "description": "Every event was recorded, or was known",
                "content": {"application/json": {"schema": {"type": "array", "items": _ref("EventTaken")}}},
            },
            "401": _answer("The key is missing, wrong or revoked"),
            "403": _answer("The key was not made for this"),
            "413": _answer("Too large"),
            "422": _answer("Some events cannot be used; none was recorded"),
        },
    }


def _answer(description: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/problem+json": {"schema": _ref("Problem")}}}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
