"""Open searches: leaving one. What became of it is told by status.py."""

from flask import redirect, request, url_for
from werkzeug import Response

from hotline import clock, db, gateways
from hotline.domain import searches
from hotline.domain.codes import grouped
from hotline.domain.errors import Invalid
from hotline.domain.searches import SearchWish
from hotline.models.contacts import Channel
from hotline.web import showing
from hotline.web.forms import SearchForm
from hotline.web.lookup import asker, mend_look_up
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
        form.query(),
        form.contact.text,
        form.nonce,
        is_urgent=form.is_urgent.data,
        told=form.told_already,
        can_email=gateways.can_email(),
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
