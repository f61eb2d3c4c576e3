"""Parts of a page that are renewed by asking again: 304 while nothing changed.

A part says by a few numbers what it is made of; only when they differ is it read and rendered.
"""

import hashlib
from collections.abc import Callable

from flask import Response, make_response, request

from hotline import texts
from hotline.console import guard


def answer(state: object, render: Callable[[], str]) -> Response:
    """The part, unless the browser has the one of that state; `state` is a value whose repr() tells it.

    Raises RuntimeError on a page that is none of guard.renewal(): it would keep a session awake with nobody there.
    """
    if not guard.is_renewal():
        raise RuntimeError(f"renewed by itself, and not said so: {request.endpoint}")
    reader = guard.actor()
    shown_to = texts.current().code, reader.staff_id, sorted(reader.roles)
    tag = hashlib.sha256(f"{shown_to!r}\0{state!r}".encode()).hexdigest()[:20]
    is_known = tag in request.headers.get("If-None-Match", "")  # twenty digits that are nothing else
    response = Response(status=304) if is_known else make_response(render())
    response.headers["ETag"] = f'"{tag}"'
    # Our script keeps the tag; the browser keeps nothing, for the computer may be shared.
    response.headers["Cache-Control"] = "no-store"
    return response
