"""Puts the console into the application: its pages, what their templates may use, and the test that none is open."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response
from werkzeug.routing import IntegerConverter, Map

from hotline import texts
from hotline.config import Settings
from hotline.console import (
    account,
    audit,
    call_log,
    callbacks,
    calls,
    consular,
    directory,
    facility_lines,
    free_calls,
    guard,
    imports,
    intake,
    interpreters,
    invitations,
    messages,
    navigation,
    people,
    person,
    protection,
    reaching,
    reports,
    rights,
    searches,
    shown,
    signing_in,
    staff_pages,
    tasks,
    today,
    unblocking,
    uploads,
    voicemails,
)

_STATIC = Path(__file__).parent / "static"
LAST_ID = (1 << 63) - 1
_A_YEAR = "public, max-age=31536000, immutable"
_WHOLE = (200, 206, 304)  # statuses of a file that is there
_PARTS: tuple[Any, ...] = (
    account,
    audit,
    call_log,
    callbacks,
    calls,
    consular,
    directory,
    facility_lines,
    free_calls,
    imports,
    intake,
    interpreters,
    invitations,
    messages,
    people,
    person,
    protection,
    reports,
    reaching,
    rights,
    searches,
    signing_in,
    staff_pages,
    tasks,
    today,
    unblocking,
    uploads,
    voicemails,
)

files = Blueprint("console", __name__, url_prefix="/console", static_folder="static", static_url_path="/files")


class _Number(IntegerConverter):
    """A number in an address; one that is longer than any id leads nowhere, instead of into the database."""

    def __init__(self, routes: Map, **limits: Any) -> None:
        super().__init__(routes, **{"max": LAST_ID, **limits})


def install(app: Flask, settings: Settings) -> None:
    """Raises RuntimeError where a page of the console names no permission."""
    app.url_map.converters["int"] = _Number
    app.register_blueprint(files)
    for part in _PARTS:
        app.register_blueprint(part.blueprint)
    app.jinja_env.globals |= {
        "file": _address,
        "form_token": guard.token,
        "is_resting": guard.is_resting,
        "may": guard.may,
        "me": guard.actor_or_none,
        "ngettext": texts.ngettext,
        "ways": navigation.ways,
    }
    shown.install(app, settings)
    _refuse_open_pages(app)


def _address(name: str) -> str:
    """The address of a file of ours, which changes with its contents, so that browsers keep it."""
    return f"/console/files/{name}?{_DIGESTS[name]}"


_DIGESTS = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in sorted(_STATIC.iterdir())}


@files.after_request
def _keep(response: Response) -> Response:
    """A browser keeps a file for a year, and that there is none not at all: it may come with the next release."""
    response.headers["Cache-Control"] = _A_YEAR if response.status_code in _WHOLE else "no-store"
    return response


def _refuse_open_pages(app: Flask) -> None:
    """Every address of the console is behind the guard; one that is not stops the start."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/console/") and rule.endpoint not in {"console.static", *guard.permissions}:
            raise RuntimeError(f"a page of the console that says no permission: {rule.endpoint}")
