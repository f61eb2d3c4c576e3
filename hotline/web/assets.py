"""The stylesheet and the icon, read once and served under the hash of their contents, so that browsers keep them.

The script of the pages is written into each of them instead, allowed by its hash: on a slow connection a page is then
two requests, itself and its stylesheet.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, abort

from hotline.web import old_browsers, packing
from hotline.web.packing import Packed

STATIC = Path(__file__).resolve().parents[2] / "static"
_KINDS = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
_A_YEAR = "public, max-age=31536000, immutable"
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)

blueprint = Blueprint("assets", __name__, url_prefix="/assets")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: `address` carries the hash of its contents."""

    address: str
    kind: str
    body: Packed


def _read(name: str, *before: str) -> Asset:
    """A file, after what must stand before it in the same answer."""
    path = STATIC / name
    parts = ((STATIC / part).read_text(encoding="utf-8") for part in (*before, name))
    text = "".join(_COMMENT.sub("", part) for part in parts)
    plain = (old_browsers.understood(text) if path.suffix == ".css" else text).encode()
    digest = hashlib.sha256(plain).hexdigest()[:12]
    address = f"{path.stem}.{digest}{path.suffix}"
    return Asset(address, _KINDS[path.suffix], Packed(plain))


COLOURS = _read("colours.css")
STYLESHEET = _read("site.css", "colours.css")
ICON = _read("icon.svg")
SCRIPT = _COMMENT.sub("", (STATIC / "page.js").read_text(encoding="utf-8")).strip()
WORKER = _COMMENT.sub("", (STATIC / "worker.js").read_text(encoding="utf-8"))
SCRIPT_HASH = "sha256-" + base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()

_BY_ADDRESS = {asset.address: asset for asset in (COLOURS, STYLESHEET, ICON)}


@blueprint.get("/<name>")
def asset(name: str) -> Response:
    found = _BY_ADDRESS.get(name)
    if found is None:
        abort(404)
    response = packing.answer(found.body, found.kind)
    response.headers["Cache-Control"] = _A_YEAR
    return response
