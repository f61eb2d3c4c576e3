"""The addresses that partners' programs call. What answers them is imported at the first call.

Its models take pydantic, a tenth of the time and of the memory that a web worker needs to start, and most workers are
never called by a partner.
"""

from flask import Blueprint, Response

blueprint = Blueprint("partners", __name__, url_prefix="/api/v1")


@blueprint.put("/custody-events")
def put_events() -> Response:
    from hotline.api import events

    return events.put_events()


@blueprint.get("/openapi.json")
def description() -> Response:
    from hotline.api import events

    return events.description()
