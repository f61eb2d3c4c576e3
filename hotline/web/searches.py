"""Open searches: leaving one, and asking with its code what became of it."""

from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug import Response

from hotline import clock, db, reading, wording
from hotline.domain import openings, searches
from hotline.domain.codes import grouped
from hotline.domain.errors import Invalid
from hotline.domain.findings import Finding, Outcome
from hotline.domain.searches import SearchWish
from hotline.models.contacts import Channel, SearchState
from hotline.web import showing
from hotline.web.forms import SearchForm, StatusForm
from hotline.web.lookup import asker, found_page, mend_look_up
from hotline.web.pages import in_every_language

blueprint = in_every_language("searches", __name__)


@blueprint.get("/search")
@blueprint.get("/search/leave")
def nothing_told() -> Response:
    """A search needs to know whom to look for."""
    return redirect(url_for("lookup.start"), 303)


@blueprint.post("/search")
def offer() -> str:
    """The form, with what was told about the person; what cannot be used of that is mended first."""
    told = SearchForm(request.form)
    if not told.validate() and told.has_told_problem:
        return mend_look_up()
    with db.reading() as session:
        can_bring_news = searches.can_bring_news(session, told.query())
    if not can_bring_news:
        return mend_look_up(Invalid("query", "too_little"))
    return showing.page("search.html", SearchForm(request.form))


@blueprint.post("/search/leave")
def leave() -> str:
    form = SearchForm(request.form)
    if not form.validate():
        return mend_look_up() if form.has_told_problem else showing.page("search.html", form)
    wish = SearchWish(
        form.query(), form.contact.text, form.nonce, is_urgent=form.is_urgent.data, told=form.told_already
    )
    try:
        with db.begin() as session:
            opened = searches.leave(
                session,
                wish,
                asker=asker(),
                channel=Channel.WEB,
                language=form.language.data,
                now=clock.now(),
            )
    except Invalid as fault:
        if fault.field == "query":
            return mend_look_up(fault)
        form.say(fault)
        return showing.page("search.html", form)
    code, is_urgent = grouped(opened.code), form.is_urgent.data
    return showing.page("search_left.html", form, opened=opened, code=code, is_urgent=is_urgent)


@blueprint.get("/status")
def ask_status() -> str:
    return showing.page("status.html", StatusForm(), sentence="")


@blueprint.post("/status")
def status() -> str:
    """What became of a search: by its code alone open, news or closed; with the PIN the news itself."""
    form = StatusForm(request.form)
    if not form.validate():
        return showing.page("status.html", form, sentence="")
    try:
        with db.begin() as session:
            status = openings.status(session, form.code.text, asker=asker(), now=clock.now())
            news = _news(session, form)
    except Invalid as fault:
        form.say(fault)
        return showing.page("status.html", form, sentence="")
    return _status_page(form, status.state if status else None, news)


def _news(session: Session, form: StatusForm) -> Finding | None:
    """The answer that the PIN opens; None without a PIN or with a wrong one."""
    if not form.pin.text:
        return None
    pin = reading.digits(form.pin.text)
    opened = openings.open_with_pin(session, form.code.text, pin, asker=asker(), now=clock.now())
    return opened.finding if opened else None


def _status_page(form: StatusForm, state: SearchState | None, news: Finding | None) -> str:
    if state is None:
        form.say(Invalid("code", "unknown"))
        return showing.page("status.html", form, sentence="")
    if form.pin.text and news is None:
        form.say(Invalid("pin", "wrong"))
        return showing.page("status.html", form, sentence="")
    if news and news.outcome is not Outcome.NOT_CONFIRMED:
        return found_page(news, form)
    sentence = wording.search_opened(state) if news else wording.search_state(state)
    return showing.page("status.html", form, sentence=sentence)
