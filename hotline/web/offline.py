"""The page that is shown without a connection: our number and hours, and nothing else (static/worker.js keeps it).

It is whole in itself, since its stylesheet could not be had either.
"""

import base64
import hashlib

from flask import Blueprint, Response, render_template, request

from hotline import texts
from hotline.web import assets, pages
from hotline.web.pages import in_every_language

STYLE = (
    "body{max-width:30em;margin:2em auto;padding:0 1em;font:1.2em/1.5 sans-serif}a{line-height:3}.call{font-size:1.4em}"
)
_STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
PAGE_POLICY = f"default-src 'none'; style-src '{_STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'"
# The worker's own policy: it asks for our pages, and for nothing of anybody else.
_WORKER_POLICY = "default-src 'none'; connect-src 'self'"

blueprint = in_every_language("offline", __name__)
worker = Blueprint("worker", __name__)


@blueprint.get("/offline")
def page() -> Response:
    response = Response(_page())
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    return response


@worker.get("/worker.js")
def script() -> Response:
    """It stands at the top, because a worker serves only what lies below it; browsers ask for it again and again.

    Its last line changes with the page it keeps, and then browsers keep that page anew.
    """
    with texts.speaking(pages.preferred(request.query_string.decode("ascii", "replace"))):
        digest = hashlib.sha256(_page().encode()).hexdigest()[:12]
    response = Response(f"{assets.WORKER}// {digest}\n", content_type="text/javascript; charset=utf-8")
    response.headers["Content-Security-Policy"] = _WORKER_POLICY
    return response


def _page() -> str:
    return render_template("offline.html", style=STYLE)
