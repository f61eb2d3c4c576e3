"""Notices: asking to be told of changes after an answer, confirming that they arrive, and stopping them.

Programs open the links in e-mails before people do, so such a link shows a button, and the button does it.
"""

from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug import Response

from hotline import clock, db, texts
from hotline.domain import subscriptions
from hotline.domain.codes import grouped
from hotline.domain.errors import Invalid
from hotline.models.contacts import Channel
from hotline.texts import lazy as _
from hotline.web import showing
from hotline.web.lookup import asker, mend_look_up, not_confirmed_page
from hotline.web.notice_forms import ConfirmForm, LinkForm, SubscribeForm
from hotline.web.pages import in_every_language

blueprint = in_every_language("notices", __name__)


@dataclass(frozen=True, slots=True)
class Link:
    """The words of a page that a link in an e-mail opens, and where its button sends it."""

    title: str
    headline: str
    lead: str
    button: str
    sent_to: str


CONFIRMING = Link(
    _("Confirm your e-mail - Family Hotline"),
    _("Do you want us to tell you of changes?"),
    _("Press the button to confirm that our e-mails reach you. If you did not ask for this, close this page."),
    _("Yes, tell me of changes"),
    "notices.confirm_by_link",
)
STOPPING = Link(
    _("Stop these notices - Family Hotline"),
    _("Do you want us to stop?"),
    _("Press the button, and we send you nothing more about this."),
    _("Stop these notices"),
    "notices.stop_by_link",
)


@blueprint.get("/notices")
@blueprint.get("/notices/subscribe")
def nothing_told() -> Response:
    """Nobody is told of changes who was not told where the person is."""
    return redirect(url_for("lookup.start"), 303)


@blueprint.get("/notices/stop-link")
def nothing_to_stop() -> Response:
    return redirect(url_for("status.ask"), 303)


@blueprint.get("/notices/again")
@blueprint.get("/notices/confirm-link")
def nothing_to_confirm() -> Response:
    return redirect(url_for("notices.ask_to_confirm"), 303)


@blueprint.post("/notices")
def offer() -> str:
    """The form, with what was told about the person; nobody is looked up for it."""
    told = SubscribeForm(request.form)
    if not told.validate() and told.has_told_problem:
        return mend_look_up()
    return showing.page("notices/subscribe.html", SubscribeForm(request.form))


@blueprint.post("/notices/subscribe")
def subscribe() -> str:
    form = SubscribeForm(request.form)
    if not form.validate():
        return mend_look_up() if form.has_told_problem else showing.page("notices/subscribe.html", form)
    try:
        with db.begin() as session:
            subscribed = subscriptions.subscribe(
                session,
                form.wish(),
                asker=asker(),
                channel=Channel.WEB,
                language=texts.current().code,
                now=clock.now(),
            )
    except Invalid as fault:
        form.say(fault)
        return showing.page("notices/subscribe.html", form)
    if subscribed is None:
        return not_confirmed_page(form)
    confirming = ConfirmForm(data={"code": grouped(subscribed.code)})
    return showing.page("notices/left.html", form, subscribed=subscribed, confirming=confirming)


@blueprint.get("/notices/confirm")
def ask_to_confirm() -> str:
    return _confirm_page(ConfirmForm())


@blueprint.post("/notices/confirm")
def confirm() -> str:
    form = ConfirmForm(request.form)
    if not form.validate():
        return _confirm_page(form)
    try:
        with db.begin() as session:
            code, digits = form.code.text, form.typed
            is_confirmed = subscriptions.confirm(session, code, digits, asker=asker(), now=clock.now())
    except Invalid as fault:
        form.say(fault)
        return _confirm_page(form)
    if not is_confirmed:
        form.say(Invalid("digits", "wrong"))
        return _confirm_page(form)
    return showing.page("notices/confirmed.html", form)


@blueprint.post("/notices/again")
def send_again() -> str:
    """New digits, or another call; what was written in their box does not matter.

    The code alone asks for it, so the same is said whether or not something waits or went out (docs/disclosure.md).
    """
    form = ConfirmForm(request.form)
    form.validate()
    form.digits.data, form.digits.errors = "", ()
    if form.is_stale:
        return _confirm_page(form)
    try:
        with db.begin() as session:
            subscriptions.send_again(session, form.code.text, asker=asker(), now=clock.now())
    except Invalid as fault:
        form.say(fault)
        return _confirm_page(form)
    return _confirm_page(form, is_asked=True)


def _confirm_page(form: ConfirmForm, *, is_asked: bool = False) -> str:
    """The box for the digits; `is_asked`: new ones were asked for."""
    return showing.page("notices/confirm.html", form, is_asked=is_asked)


@blueprint.get("/notices/confirm/<link>")
def confirming_link(link: str) -> str:
    return _link_page(CONFIRMING, LinkForm(data={"link": link}))


@blueprint.post("/notices/confirm-link")
def confirm_by_link() -> str:
    form = LinkForm(request.form)
    if not form.validate():
        return _link_page(CONFIRMING, form)
    try:
        with db.begin() as session:
            is_confirmed = subscriptions.confirm_by_link(session, form.link.text, now=clock.now())
    except Invalid:
        return showing.page("notices/no_link.html", form, is_expired=True)
    if not is_confirmed:
        return showing.page("notices/no_link.html", form, is_expired=False)
    return showing.page("notices/confirmed.html", form)


@blueprint.get("/notices/stop/<link>")
def stopping_link(link: str) -> str:
    return _link_page(STOPPING, LinkForm(data={"link": link}))


@blueprint.post("/notices/stop-link")
def stop_by_link() -> str:
    form = LinkForm(request.form)
    if not form.validate():
        return _link_page(STOPPING, form)
    with db.begin() as session:
        is_stopped = subscriptions.stop_by_link(session, form.link.text, now=clock.now())
    if not is_stopped:
        return showing.page("notices/no_link.html", form, is_expired=False)
    return showing.page("notices/stopped.html", form)


def _link_page(words: Link, form: LinkForm) -> str:
    return showing.page("notices/link.html", form, words=words)
