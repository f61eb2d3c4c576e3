"""Asking to be rung back: the way to a person from any page."""

from flask import request

from hotline import clock, db, phones, texts
from hotline.domain import callbacks, limits
from hotline.domain.callbacks import CallbackWish
from hotline.domain.errors import Invalid
from hotline.models.contacts import Channel
from hotline.web import showing
from hotline.web.forms import CallbackForm
from hotline.web.lookup import asker
from hotline.web.pages import in_every_language

blueprint = in_every_language("callbacks", __name__)


@blueprint.get("/callback")
def form() -> str:
    return showing.page("callback.html", CallbackForm())


@blueprint.post("/callback")
def offer() -> str:
    """The same form, with what was already told or sent, so that nobody is asked twice and all can be changed."""
    return showing.page("callback.html", CallbackForm(request.form))


@blueprint.post("/callback/request")
def leave() -> str:
    form = CallbackForm(request.form)
    if not form.validate():
        return showing.page("callback.html", form)
    language = texts.current().code
    try:
        with db.begin() as session:
            limits.charge_callback(session, asker(), now=clock.now())
            promised = callbacks.change(session, _wish(form), channel=Channel.WEB, language=language, now=clock.now())
            is_urgent = promised.is_urgent
    except Invalid as fault:
        form.say(fault)
        return showing.page("callback.html", form)
    number = phones.parse(form.number.text)
    return showing.page("callback_left.html", form, is_urgent=is_urgent, number=number)


def _wish(form: CallbackForm) -> CallbackWish:
    told = form.query().told()
    return CallbackWish(
        form.number.text,
        form.best_time.text,
        told,
        form.is_urgent.data,
        token=form.nonce,
        speaks=form.speaks.text,
    )
