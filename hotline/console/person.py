"""A person's page: what the records say, who may be told, what is asked and written; opened with a reason."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db
from hotline.console import (
    consular_words,
    free_call_words,
    guard,
    person_words,
    queues,
    reaching_words,
    rights_words,
    signing_in,
    task_words,
)
from hotline.console.queues import REFUSED, Faults
from hotline.domain import consent, consular, counsel, directory, kin, notes, people, pins, rights
from hotline.domain.callbacks import inside
from hotline.domain.errors import Invalid
from hotline.domain.free_calls import log
from hotline.domain.records import reading, viewing
from hotline.domain.records.viewing import Standing
from hotline.domain.voicemail import working
from hotline.texts import gettext as _

blueprint: Blueprint = guard.blueprint("person", __name__)
Answer = Response | WerkzeugResponse | str | tuple[str, int]

_IN = "console/people"
_TYPED = ("born", "claim", "contact", "note", "other", "why")


@guard.page(blueprint, "/people/<int:person_id>", "people.see")
def open_one(person_id: int) -> Answer:
    """A record that went into another one leads there."""
    with db.reading() as session:
        kept = people.kept_for(session, person_id)
    return redirect(_address(kept), 303) if kept != person_id else _one(person_id)


@guard.act(blueprint, "/people/<int:person_id>/open", "people.see")
def explain(person_id: int) -> Answer:
    """The reason comes by a form, so that it stands in no address; the page follows."""
    try:
        with db.begin() as session:
            viewing.explain(session, guard.actor(), person_id, why=request.form.get("why", ""), now=clock.now())
    except Invalid:
        return _closed(person_id, Standing.UNEXPLAINED, [("why", _("Please write why you open this page."))]), REFUSED
    return redirect(_address(person_id), 303)


@guard.page(blueprint, "/people/<int:person_id>/numbers", "people.see")
def reveal(person_id: int) -> Answer:
    """The same page with what is shown only to whoever proved just now who they are."""
    return signing_in.confirm_first() or redirect(_address(person_id), 303)


@guard.act(blueprint, "/people/<int:person_id>/note", "notes.write")
def note(person_id: int) -> Answer:
    def write(session: Session) -> None:
        notes.write(session, guard.actor(), viewing.subject(person_id), _typed("note"), now=clock.now())

    return act(person_id, write)


def act(person_id: int, verb: Callable[[Session], object]) -> Answer:
    """Do something on an open page; where it cannot be done, the page says why and keeps what was typed."""
    try:
        with db.begin() as session:
            viewing.require_open(session, guard.actor(), person_id, now=clock.now())
            verb(session)
    except Invalid as error:
        return _one(person_id, [(error.field, person_words.fault(error))]), REFUSED
    return redirect(_address(person_id), 303)


def _address(person_id: int) -> str:
    return f"/console/people/{person_id}"


def _typed(name: str) -> str:
    return request.form.get(name, "")


def _one(person_id: int, faults: Faults | None = None) -> str:
    now, who = clock.now(), guard.actor()
    with db.begin() as session:
        found = viewing.standing(session, who, person_id, now=now)
        viewing.record(session, who, person_id, found, now=now)
        if found in viewing.OPEN:
            told = _about(session, person_id)
    if found not in viewing.OPEN:
        return _closed(person_id, found, faults or [])
    is_shown = guard.is_confirmed()
    told |= {
        "faults": faults or [],
        "typed": {name: _typed(name) for name in _TYPED},
        "words": person_words,
        "is_shown": is_shown,
        "now": now,
    }
    return render_template(f"{_IN}/one.html", tasks=task_words, this=_address(person_id), **told)


def _about(session: Session, person_id: int) -> dict[str, Any]:
    record = reading.read(session, person_id, sees_hidden=guard.may("people.see_hidden"), now=clock.now())
    signed = [f"staff:{one.by}" for one in record.notes]
    signed += [f"staff:{by}" for one in record.decisions for by in (one.proposed_by, one.decided_by) if by]
    signed += [f"staff:{one.by}" for one in record.joined]
    signed += [by for one in record.hidings for by in (one.decided_by, one.seconded_by)]
    notices = rights.of(session, person_id)
    signed += [f"staff:{one.served_by}" for one in notices]
    spoken = working.of_person(session, person_id) if guard.may("voicemails.hear") else []
    calls = _calls(session, person_id)
    signed += [f"staff:{one.logged_by}" for one in calls if one.logged_by]
    known = queues.names(session, [], signed)
    told = {"record": record, "names": known, "signer": queues.signer, "voicemails": spoken}
    told |= {"calls": calls, "free_call_words": free_call_words}
    told |= {"asked": inside.of_person(session, person_id, now=clock.now()) if guard.may("callbacks.see") else None}
    codes = {one.facility_code for one in calls} | {one.facility_code or "" for one in notices}
    told |= {"zones": directory.zones(session, codes)}
    told |= {"consuls": consular.of(session, person_id), "consular_words": consular_words}
    told |= _reached(session, person_id)
    return told | {"notices": notices, "pin": pins.standing(session, person_id), "rights_words": rights_words}


def _reached(session: Session, person_id: int) -> dict[str, Any]:
    """Whom the person may call, and who may be told where they are; counsel is masked for most of the staff."""
    counsels = counsel.of(session, person_id)
    if not guard.may("free_calls.see_counsel"):
        counsels = tuple(map(counsel.masked, counsels))
    wish = reaching_words.wish(consent.wish(session, person_id), consent.named(session, person_id))
    relatives = kin.of(session, person_id)
    return {"counsels": counsels, "relatives": relatives, "wish": wish, "reaching_words": reaching_words}


def _calls(session: Session, person_id: int) -> list[log.Logged]:
    """Nothing for who may not see calls."""
    if not guard.may("free_calls.see"):
        return []
    return log.of(session, person_id, sees_counsel=guard.may("free_calls.see_counsel"))


def _closed(person_id: int, found: Standing, faults: Faults) -> str:
    """The page that stands before somebody's: it names nobody."""
    return render_template(f"{_IN}/closed.html", found=found, this=_address(person_id), faults=faults)
