"""`PUT /api/v1/custody-events`: partners report what happens to people in custody, from the first hour."""

from collections.abc import Sequence
from typing import Any

from flask import Response, request
from pydantic import TypeAdapter, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from hotline import clock, db
from hotline.api import openapi
from hotline.api.custody_events import MOST_EVENTS, CustodyEventTold, EventTaken, Fault, Problem
from hotline.domain import api_keys, intake
from hotline.domain.errors import Invalid, NotAllowed
from hotline.domain.intake import Report, Reported
from hotline.logs import log

MOST_BYTES = 5_000_000

_EVENTS = TypeAdapter(list[CustodyEventTold])
_TAKEN = TypeAdapter(list[EventTaken])


class _Faulty(Exception):
    """Some events of the list cannot be used, so that none is recorded."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def put_events() -> Response:
    """PUT /custody-events: all of the events are recorded, or none; what each did is answered in their order."""
    source = _source()
    if isinstance(source, Response):
        return source
    request.max_content_length = MOST_BYTES
    try:
        told = _EVENTS.validate_json(request.get_data())
        if len(told) > MOST_EVENTS:
            return _problem(413, "Too many events", f"Send at most {MOST_EVENTS} in one request.")
        taken = _record([event.report(source) for event in told])
    except RequestEntityTooLarge:
        return _problem(413, "Too large", f"Send at most {MOST_BYTES} bytes in one request.")
    except ValidationError as error:
        return _problem(422, "Some events cannot be used", "Nothing was recorded.", _faults(error))
    except _Faulty as error:
        return _problem(422, "Some events cannot be used", "Nothing was recorded.", error.faults)
    log.info("custody events", source=source, events=len(taken), repeated=sum(each.is_repeat for each in taken))
    answers = [
        EventTaken(event_id=event.event_id, outcome=_outcome(each)) for event, each in zip(told, taken, strict=True)
    ]
    return _json(200, _TAKEN.dump_json(answers))


def description() -> Response:
    """OpenAPI 3.1, made from the models that check the requests."""
    return _json(200, openapi.document())


def _source() -> str | Response:
    """Under whose name the events are recorded; or the answer to a request without a right key."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    with db.reading() as session:
        key = api_keys.holder(session, token.strip()) if scheme.lower() == "bearer" else None
    if key is None:
        answer = _problem(401, "No right key", "Send Authorization: Bearer and your key.")
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    try:
        api_keys.require(key, api_keys.CUSTODY_WRITE)
    except NotAllowed:
        return _problem(403, "Not allowed", f"The key lacks the scope {api_keys.CUSTODY_WRITE}.")
    return key.source


def _record(reports: Sequence[Report]) -> list[Reported]:
    """All of them in one unit of work, or none. Raises _Faulty, naming every event at fault."""
    faults: list[Fault] = []
    taken: list[Reported] = []
    with db.begin() as session:
        for index, report in enumerate(reports):
            try:
                with session.begin_nested():
                    taken.append(intake.report(session, report, now=clock.now()))
            except Invalid as error:
                faults.append(Fault(index=index, field=error.field, reason=error.reason))
        if faults:
            raise _Faulty(faults)
    return taken


def _outcome(taken: Reported) -> str:
    if taken.is_repeat:
        return "repeated"
    return "contradicted" if taken.is_contradicted else "recorded"


def _faults(error: ValidationError) -> list[Fault]:
    """What the models say, without repeating what was sent."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return [_fault(_named_by_us(each["type"], each["loc"]), each["msg"]) for each in found[:100]]


def _named_by_us(kind: str, place: tuple[Any, ...]) -> tuple[Any, ...]:
    """The place without the name of a field that we do not have: it is what somebody sent, and may be a name."""
    return place[:-1] if kind == "extra_forbidden" else place


def _fault(place: tuple[Any, ...], message: str) -> Fault:
    index = place[0] if place and isinstance(place[0], int) else 0
    return Fault(index=index, field=".".join(str(part) for part in place[1:]), reason=message)


def _problem(status: int, title: str, detail: str, faults: Sequence[Fault] = ()) -> Response:
    problem = Problem(title=title, status=status, detail=detail, errors=list(faults))
    return Response(problem.model_dump_json(), status, mimetype="application/problem+json")


def _json(status: int, body: bytes | str) -> Response:
    return Response(body, status, mimetype="application/json")
