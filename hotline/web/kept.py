"""Help pages: alike for everybody who reads one language, so each is made once, packed once, and sent as it is kept.

Nothing of a visitor is in them, and browsers may keep them for a while: who loses the connection can still go back to
what was just read.
"""

import hashlib
from collections.abc import Callable
from functools import wraps

from flask import Response, current_app, request

from hotline import texts
from hotline.web import packing
from hotline.web.packing import Packed

HTML = "text/html; charset=utf-8"
KEPT = "public, max-age=600"


def once_for_each_language(view: Callable[[], str]) -> Callable[[], Response]:
    """A view of a page that holds nothing but our own words: rendered the first time it is asked for in a language."""

    @wraps(view)
    def kept() -> Response:
        pages: dict[tuple[str, str], tuple[Packed, str]] = current_app.extensions.setdefault("kept pages", {})
        wanted = request.endpoint or "", texts.current().code
        if wanted not in pages:
            plain = view().encode()
            pages[wanted] = Packed(plain), hashlib.sha256(plain).hexdigest()[:20]
        body, tag = pages[wanted]
        response = packing.answer(body, HTML)
        response.headers["Cache-Control"] = KEPT
        response.set_etag(tag, weak=True)
        response.make_conditional(request)
        return response

    return kept
