"""What became of an open search or of somebody's notices, by reference code; and stopping notices with code and PIN."""

from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug import Response

from hotline import clock, db, reading, wording
from hotline.domain import openings, subscriptions
from hotline.domain.errors import Invalid
from hotline.domain.findings import Outcome
from hotline.domain.openings import Opened, Status
from hotline.models.contacts import ReferenceKind, SearchState
from hotline.web import showing
from hotline.web.forms import StatusForm
from hotline.web.lookup import asker, found_page
from hotline.web.notice_forms import ConfirmForm
from hotline.web.pages import in_every_language

blueprint = in_every_language("status", __name__)


@blueprint.get("/status")
def ask() -> str:
    return _page(StatusForm())


@blueprint.post("/status")
def answer() -> str:
    """By the code alone open, news or closed; with the PIN the news itself."""
    form = StatusForm(request.form)
    if not form.validate():
        return _page(form)
    try:
        with db.begin() as session:
            known = openings.status(session, form.code.text, asker=asker(), now=clock.now())
            opened = _open(session, form, known)
    except Invalid as fault:
        return _mend(form, fault)
    if known is None:
        return _mend(form, Invalid("code", "unknown"))
    if opened is None:
        return _mend(form, Invalid("pin", "wrong")) if form.pin.text else _alone_page(form, known)
    return _opened_page(form, known.state, opened)


@blueprint.get("/notices/stop")
def nothing_to_stop() -> Response:
    """Code and PIN lead to the button that stops."""
    return redirect(url_for("status.ask"), 303)


@blueprint.post("/notices/stop")
def stop() -> str:
    """End the notices of this code; a wrong PIN says what it says wherever it is asked for."""
    form = StatusForm(request.form)
    if not form.validate():
        return _page(form)
    pin = reading.digits(form.pin.text)
    try:
        with db.begin() as session:
            is_stopped = subscriptions.stop_with_pin(session, form.code.text, pin, asker=asker(), now=clock.now())
    except Invalid as fault:
        return _mend(form, fault)
    return showing.page("notices/stopped.html", form) if is_stopped else _mend(form, Invalid("pin", "wrong"))


def _open(session: Session, form: StatusForm, known: Status | None) -> Opened | None:
    """What the PIN opens; None without a PIN or with a wrong one."""
    if known is None or not form.pin.text:
        return None
    return openings.open_known(session, known, reading.digits(form.pin.text), asker=asker(), now=clock.now())


def _alone_page(form: StatusForm, known: Status) -> str:
    """The code alone does not tell whether notices are confirmed, so the same is said to all whose code is open."""
    if known.kind is ReferenceKind.SEARCH:
        return _page(form, wording.search_state(known.state))
    return _page(form, wording.notices_state(known.state), may_wait=known.state is SearchState.OPEN)


def _opened_page(form: StatusForm, state: SearchState, opened: Opened) -> str:
    """`state` is what the code told before the PIN opened it."""
    is_search, is_told = opened.kind is ReferenceKind.SEARCH, opened.finding.outcome is not Outcome.NOT_CONFIRMED
    if is_told:
        happened = wording.noticed(opened.changes, opened.reason, opened.finding)
        return found_page(opened.finding, form, None if is_search else happened)
    if is_search:
        return _page(form, wording.search_opened(state))
    if opened.is_confirmed or state is SearchState.CLOSED:
        return _page(form, wording.notices_opened(state), can_stop=state is not SearchState.CLOSED)
    return showing.page("notices/waiting.html", form, confirming=ConfirmForm(data={"code": form.code.text}))


def _mend(form: StatusForm, fault: Invalid) -> str:
    form.say(fault)
    return _page(form)


def _page(form: StatusForm, sentence: str = "", *, can_stop: bool = False, may_wait: bool = False) -> str:
    return showing.page("status.html", form, sentence=sentence, can_stop=can_stop, may_wait=may_wait)
