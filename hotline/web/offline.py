"""The page that is shown without a connection: our number and hours, and nothing else (static/worker.js keeps it).

It is whole in itself, since its stylesheet could not be had either.
"""

import base64
import hashlib

from flask import Blueprint, Response, render_template

from hotline.web import assets, packing
from hotline.web.pages import in_every_language

STYLE = "body{max-width:30em;margin:2em auto;padding:0 1em;font:1.2em/1.5 sans-serif}a{font-size:1.4em;line-height:3}"
_STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_PAGE_POLICY = f"default-src 'none'; style-src '{_STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'"
# The worker's own policy: it asks for our pages, and for nothing of anybody else.
_WORKER_POLICY = "default-src 'none'; connect-src 'self'"

blueprint = in_every_language("offline", __name__)
worker = Blueprint("worker", __name__)


@blueprint.get("/offline")
def page() -> Response:
    response = Response(render_template("offline.html", style=STYLE))
    response.headers["Content-Security-Policy"] = _PAGE_POLICY
    return response


@worker.get("/worker.js")
def script() -> Response:
    """It stands at the top, because a worker serves only what lies below it; browsers ask for it anew each day."""
    response = packing.answer(assets.WORKER, "text/javascript; charset=utf-8")
    response.headers["Content-Security-Policy"] = _WORKER_POLICY
    return response
