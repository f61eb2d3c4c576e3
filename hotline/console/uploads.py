"""Sending a roster: the form, how far its reading is, what it would change, and its publication."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db, roster_words
from hotline.console import guard, imports_words, polling, queues, shown, signing_in
from hotline.console.queues import REFUSED, Faults
from hotline.domain.errors import Invalid
from hotline.domain.rosters import history, reading_in, uploads
from hotline.domain.rosters.uploads import MOST_BYTES, Sent, Upload
from hotline.roster_formats import RosterRefused, protection_lists

blueprint: Blueprint = guard.blueprint("uploads", __name__)
Answer = Response | WerkzeugResponse | str | tuple[str, int]

_HOME = "/console/imports/uploads"
_IN = "console/imports"
_BOXES = ("source", "is_snapshot", "is_initial", "as_of", "encoding", "protection")
_MOMENT = "%Y-%m-%dT%H:%M"
_WINDOWS = "windows-1252"


@guard.page(blueprint, "/imports/uploads", "imports.upload")
def ask() -> str:
    return _form(dict.fromkeys(_BOXES, "") | {"is_snapshot": "yes"}, [])


@guard.act(blueprint, "/imports/uploads", "imports.upload", most=2 * MOST_BYTES)
def send() -> Answer:
    """The file is kept, and read by another process; what can be seen at once is said at once."""
    typed = {name: request.form.get(name, "").strip() for name in _BOXES}
    try:
        sent = _sent(typed)
        with db.begin() as session:
            upload_id = uploads.accept(session, guard.actor(), sent, now=clock.now())
    except RosterRefused as refusal:
        return _form(typed, [imports_words.refused(refusal.message, refusal.values)]), REFUSED
    except Invalid as error:
        return _form(typed, imports_words.faults(error)), REFUSED
    return redirect(f"{_HOME}/{upload_id}", 303)


@guard.page(blueprint, "/imports/uploads/<int:upload_id>", "imports.upload")
def open_one(upload_id: int) -> str:
    return _one(upload_id, [])


@guard.renewal(blueprint, "/imports/uploads/<int:upload_id>/now", "imports.upload")
def renew(upload_id: int) -> Response:
    """How far it is, for a page that stays open."""
    upload = uploads.one(guard.reading(), upload_id)
    state = upload.state, upload.step, upload.done
    return polling.answer(state, lambda: render_template(f"{_IN}/upload_now.html", **_told(upload)))


@guard.act(blueprint, "/imports/uploads/<int:upload_id>/publish", "imports.upload")
def publish(upload_id: int) -> Answer:
    try:
        with db.begin() as session:
            uploads.publish(session, guard.actor(), upload_id, now=clock.now())
    except Invalid as error:
        return _one(upload_id, imports_words.faults(error)), REFUSED
    return redirect(f"{_HOME}/{upload_id}", 303)


@guard.act(blueprint, "/imports/uploads/<int:upload_id>/discard", "imports.upload")
def discard(upload_id: int) -> Answer:
    try:
        with db.begin() as session:
            uploads.discard(session, guard.actor(), upload_id, now=clock.now())
    except Invalid as error:
        return _one(upload_id, imports_words.faults(error)), REFUSED
    return redirect("/console/imports", 303)


@guard.page(blueprint, "/imports/uploads/<int:upload_id>/rejected", "people.see_hidden")
def rejected(upload_id: int) -> Answer:
    """Rows that cannot be used, hidden people's too: for supervisors who proved just now who they are."""
    if asked := signing_in.confirm_first():
        return asked
    with db.begin() as session:
        rows = uploads.rejected(session, guard.actor(), upload_id, now=clock.now())
    response = make_response(rows)
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="rejected-rows.csv"'
    return response


def _sent(typed: dict[str, str]) -> Sent:
    """What the form brought. Raises Invalid, or RosterRefused for a list that cannot be read."""
    name, content = _file("content")
    if not name:
        raise Invalid("content", "missing")
    if len(content) > MOST_BYTES:
        raise Invalid("content", "too_large")
    return Sent(
        source=typed["source"],
        name=name,
        content=content,
        is_snapshot=typed["is_snapshot"] == "yes",
        is_initial=bool(typed["is_initial"]),
        as_of=_moment(typed["as_of"]),
        encoding=_WINDOWS if typed["encoding"] == _WINDOWS else "",
        protected=_protected(typed["protection"]),
    )


def _file(box: str) -> tuple[str, bytes]:
    """A file's name and its bytes, no more than tell that it is too large."""
    found = request.files.get(box)
    return (found.filename or "", found.stream.read(MOST_BYTES + 1)) if found else ("", b"")


def _moment(typed: str) -> datetime:
    """A moment on the hotline's clock. Raises Invalid("as_of", "missing")."""
    try:
        return clock.from_wall(datetime.strptime(typed[:16], _MOMENT), _zone())  # noqa: DTZ007  that clock's zone
    except (ValueError, OverflowError) as error:
        raise Invalid("as_of", "missing") from error


def _zone() -> str:
    return shown.zone(current_app.extensions["settings"])


def _protected(answer: str) -> frozenset[str] | None:
    """Who is protected: None where a column says so. Raises Invalid, RosterRefused."""
    if answer not in {"column", "list", "nobody"}:
        raise Invalid("protection", "missing")
    if answer != "list":
        return None if answer == "column" else frozenset()
    name, content = _file("list")
    if not name:
        raise Invalid("list", "missing")
    return protection_lists.entries(content)


def _form(typed: dict[str, str], faults: Faults) -> str:
    with db.reading() as session:
        known = uploads.sources(session)
    told: dict[str, Any] = {"typed": typed, "faults": faults, "known": known, "zone": _zone(), "now": clock.now()}
    return render_template(f"{_IN}/send.html", is_late=bool(faults), **told)


def _one(upload_id: int, faults: Faults) -> str:
    with db.reading() as session:
        upload = uploads.one(session, upload_id)
        known = queues.names(session, [], [f"staff:{upload.uploaded_by}"])
    return render_template(f"{_IN}/upload.html", faults=faults, names=known, **_told(upload))


def _told(upload: Upload) -> dict[str, Any]:
    report = dict(upload.report)
    return {
        "upload": upload,
        "report": report,
        "sections": roster_words.sections(report),
        "refusal": imports_words.refused(*upload.refusal)[1] if upload.refusal else "",
        "leaving": history.measured_of(report, is_initial=upload.is_initial),
        "names_of": {"most": history.MOST, "aside": history.SET_ASIDE, "rows": history.ROWS}
        | {"same": reading_in.SAME_FILE, "unmatched": reading_in.UNMATCHED},
        "words": imports_words,
        "this": f"{_HOME}/{upload.id}",
        "now": clock.now(),
    }
