"""Reporting a child or a sick person who was left without care: a person calls back within two hours."""

from flask import request

from hotline import clock, db, phones, texts
from hotline.domain import concerns, limits
from hotline.domain.errors import Invalid
from hotline.models.contacts import Channel
from hotline.web import showing
from hotline.web.forms import CareForm
from hotline.web.lookup import asker
from hotline.web.pages import in_every_language

blueprint = in_every_language("concerns", __name__)


@blueprint.get("/report")
def form() -> str:
    return showing.page("report.html", CareForm())


@blueprint.post("/report")
def change() -> str:
    """The form with what was sent, to write it otherwise."""
    return showing.page("report.html", CareForm(request.form))


@blueprint.post("/report/send")
def send() -> str:
    form = CareForm(request.form)
    if not form.validate():
        return showing.page("report.html", form)
    language = texts.current().code
    try:
        with db.begin() as session:
            limits.charge_callback(session, asker(), now=clock.now())
            concerns.report(session, form.report(), channel=Channel.WEB, language=language, now=clock.now())
    except Invalid as fault:
        form.say(fault)
        return showing.page("report.html", form)
    return showing.page("report_left.html", form, number=phones.parse(form.number.text))
