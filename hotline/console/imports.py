"""Rosters that came in: what each one changes, and the release of one on hold by two people."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db, roster_words
from hotline.console import guard, imports_words, queues
from hotline.console.queues import REFUSED, Faults
from hotline.domain import decisions, rosters
from hotline.domain.decisions import Proposed
from hotline.domain.errors import Invalid
from hotline.domain.rosters import history, uploads
from hotline.models.operations import DecisionState, RosterBatch

blueprint: Blueprint = guard.blueprint("imports", __name__)
Answer = WerkzeugResponse | str | tuple[str, int]

_HOME = "/console/imports"
_IN = "console/imports"


@guard.page(blueprint, "/imports", "imports.see")
def show() -> str:
    with db.reading() as session:
        batches, further = history.page(session, after=queues.after())
        sent = uploads.latest(session) if guard.may("imports.upload") else []
        signed = [by for one in batches for by in (one.released_by, one.seconded_by)]
        known = queues.names(session, [], [*signed, *(f"staff:{one.uploaded_by}" for one in sent)])
    told = {"batches": batches, "sent": sent, "next": further, "names": known, "now": clock.now()}
    return render_template(f"{_IN}/show.html", words=imports_words, history=history, signer=queues.signer, **told)


@guard.page(blueprint, "/imports/<int:batch_id>", "imports.see")
def open_one(batch_id: int) -> str:
    return _one(batch_id)


@guard.act(blueprint, "/imports/<int:batch_id>/propose", "imports.release")
def propose(batch_id: int) -> Answer:
    try:
        with db.begin() as session:
            rosters.propose(session, guard.actor(), batch_id, why=_why(), now=clock.now())
    except Invalid as error:
        return _one(batch_id, imports_words.faults(error)), REFUSED
    return redirect(f"{_HOME}/{batch_id}", 303)


@guard.act(blueprint, "/imports/<int:batch_id>/decisions/<int:decision_id>/agree", "imports.release")
def agree(batch_id: int, decision_id: int) -> Answer:
    try:
        rosters.release_agreed(guard.actor(), batch_id, decision_id, why=_why(), now=clock.now())
    except Invalid as error:
        return _one(batch_id, imports_words.faults(error)), REFUSED
    return redirect(f"{_HOME}/{batch_id}", 303)


@guard.act(blueprint, "/imports/<int:batch_id>/decisions/<int:decision_id>/refuse", "imports.release")
def refuse(batch_id: int, decision_id: int) -> Answer:
    try:
        with db.begin() as session:
            rosters.proposed_about(session, batch_id, decision_id)
            decisions.refuse(session, guard.actor(), decision_id, why=_why(), now=clock.now())
    except Invalid as error:
        return _one(batch_id, imports_words.faults(error)), REFUSED
    return redirect(f"{_HOME}/{batch_id}", 303)


@guard.act(blueprint, "/imports/<int:batch_id>/decisions/<int:decision_id>/withdraw", "imports.release")
def withdraw(batch_id: int, decision_id: int) -> Answer:
    with db.begin() as session:
        rosters.proposed_about(session, batch_id, decision_id)
        decisions.withdraw(session, guard.actor(), decision_id, now=clock.now())
    return redirect(f"{_HOME}/{batch_id}", 303)


def _why() -> str:
    return request.form.get("why", "")


def _one(batch_id: int, faults: Faults | None = None) -> str:
    with db.reading() as session:
        batch = history.one(session, batch_id)
        about = decisions.about(session, rosters.subject(batch_id))
        known = queues.names(session, [], _signatures(batch, about))
    counts = history.counts(batch)
    told: dict[str, Any] = {
        "batch": batch,
        "counts": counts,
        "sections": roster_words.sections(counts),
        "open": next((one for one in about if one.state is DecisionState.PROPOSED), None),
        "decided": [one for one in about if one.state is not DecisionState.PROPOSED],
        "names": known,
        "signer": queues.signer,
        "typed": _why(),
        "this": f"{_HOME}/{batch_id}",
    }
    return render_template(
        f"{_IN}/one.html", faults=faults or [], words=imports_words, history=history, now=clock.now(), **told
    )


def _signatures(batch: RosterBatch, about: list[Proposed]) -> list[str]:
    decided = [by for one in about for by in (one.proposed_by, one.decided_by) if by]
    return [batch.released_by, batch.seconded_by, *(f"staff:{by}" for by in decided)]
