"""Signing in, proving anew who one is, and signing out."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db, gateways
from hotline.console import guard, kept_forms, proof_words, visitor
from hotline.domain.staff import passkeys, sessions, signing_in
from hotline.domain.staff.signing_in import Refusal, SignedIn
from hotline.texts import gettext as _

blueprint: Blueprint = guard.blueprint("signing_in", __name__)
Answer = Response | WerkzeugResponse | str | tuple[str, int]

_REFUSED = 422


@guard.leads_in
@guard.page(blueprint, "/sign-in", guard.OPEN)
def ask() -> str:
    """The page that asks who one is; of a form that came too late it keeps what was typed."""
    with db.reading() as session:
        kept = kept_forms.seal(session, now=clock.now())
    return _ask(kept=kept, back=request.args.get("back", ""))


@guard.act(blueprint, "/sign-in", guard.OPEN)
def try_password() -> Answer:
    email = request.form.get("email", "")
    with db.reading() as session:
        tried = signing_in.compare(session, email, request.form.get("password", ""))
    with db.begin() as session:
        step = signing_in.begin(session, tried, visitor.asker(), can_email=gateways.can_email(), now=clock.now())
    if step is None:
        return _ask(email=email, fault=_(proof_words.NOT_SIGNED_IN)), _REFUSED
    return visitor.keep_step(make_response(_ask_code()), step)


@guard.act(blueprint, "/sign-in/code", guard.OPEN)
def try_code() -> Answer:
    with db.begin() as session:
        answer = signing_in.with_code(
            session,
            visitor.kept(visitor.STEP),
            request.form.get("code", ""),
            visitor.device(),
            can_email=gateways.can_email(),
            now=clock.now(),
        )
        if isinstance(answer, SignedIn):
            sessions.end_held(session, guard.secret(), now=clock.now())
    if isinstance(answer, SignedIn):
        return _go_on(answer.staff_id, answer.secret)
    if answer in (Refusal.EXPIRED, Refusal.LOCKED):
        return _ask(fault=proof_words.refusal(answer)), _REFUSED
    return _ask_code(proof_words.refusal(answer)), _REFUSED


@guard.act(blueprint, "/sign-in/passkey/ask", guard.OPEN)
def ask_passkey() -> Answer:
    with db.begin() as session:
        asked = passkeys.ask(session, None, visitor.site(), now=clock.now())
    return _wait_for_passkey(asked, url_for("console_signing_in.try_passkey"))


@guard.act(blueprint, "/sign-in/passkey", guard.OPEN)
def try_passkey() -> Answer:
    step, answer = visitor.kept(visitor.STEP), request.form.get("answer", "")
    with db.begin() as session:
        signed_in = signing_in.with_passkey(session, step, answer, visitor.site(), visitor.device(), now=clock.now())
        if signed_in:
            sessions.end_held(session, guard.secret(), now=clock.now())
    if signed_in is None:
        return _ask(fault=_(proof_words.NO_PASSKEY)), _REFUSED
    return _go_on(signed_in.staff_id, signed_in.secret)


@guard.page(blueprint, "/confirm", "account.own")
def ask_again() -> str:
    """What comes next takes a proof of the last minutes."""
    return _ask_again(back=request.args.get("back", ""))


@guard.act(blueprint, "/confirm", "account.own")
def confirm() -> Answer:
    with db.begin() as session:
        answer = signing_in.confirm_with_code(
            session, guard.actor(), request.form.get("code", ""), can_email=gateways.can_email(), now=clock.now()
        )
    if answer is Refusal.LOCKED:
        return _ask(fault=proof_words.refusal(answer)), _REFUSED
    if isinstance(answer, Refusal):
        return _ask_again(proof_words.refusal(answer)), _REFUSED
    return _go_on(guard.actor().staff_id, answer)


@guard.act(blueprint, "/confirm/passkey/ask", "account.own")
def ask_passkey_again() -> Answer:
    with db.begin() as session:
        asked = passkeys.ask(session, guard.actor().staff_id, visitor.site(), now=clock.now())
    return _wait_for_passkey(asked, url_for("console_signing_in.confirm_with_passkey"))


@guard.act(blueprint, "/confirm/passkey", "account.own")
def confirm_with_passkey() -> Answer:
    step, answer = visitor.kept(visitor.STEP), request.form.get("answer", "")
    with db.begin() as session:
        secret = signing_in.confirm_with_passkey(session, guard.actor(), step, answer, visitor.site(), now=clock.now())
    if secret is None:
        return _ask_again(_(proof_words.NO_PASSKEY)), _REFUSED
    return _go_on(guard.actor().staff_id, secret)


@guard.act(blueprint, "/sign-out", "account.own")
def sign_out() -> Answer:
    with db.begin() as session:
        sessions.end(session, guard.actor(), guard.actor().session_id, now=clock.now())
    return visitor.forget_session(_see_other(url_for("console_signing_in.ask")))


def confirm_first() -> Answer | None:
    """None for whoever proved just now who they are; else the page that asks, which keeps the form that came."""
    if guard.is_confirmed():
        return None
    if request.method == "GET":
        return redirect(url_for("console_signing_in.ask_again", back=request.path), 303)
    with db.reading() as session:
        kept = kept_forms.seal(session, now=clock.now())
    return _ask_again(kept=kept, back="")


def _ask(*, email: str = "", fault: str = "", **carried: str) -> str:
    return render_template("console/signing_in/ask.html", email=email, fault=fault, **_carried(carried))


def _ask_code(fault: str = "") -> str:
    return render_template("console/signing_in/code.html", fault=fault, **_carried({}))


def _ask_again(fault: str = "", **carried: str) -> str:
    return render_template("console/signing_in/again.html", fault=fault, **_carried(carried))


def _wait_for_passkey(asked: passkeys.Asked, sent_to: str) -> Response:
    page = render_template(
        "console/signing_in/passkey.html", options=asked.options, sent_to=sent_to, is_new=False, **_carried({})
    )
    return visitor.keep_step(make_response(page), asked.step)


def _carried(new: dict[str, str]) -> dict[str, str]:
    """Where somebody wanted to go, and what they had typed there, from page to page."""
    return {name: new.get(name, "") if new else request.form.get(name, "") for name in ("back", "kept")}


def _go_on(staff_id: int, secret: str) -> Response:
    """To where somebody wanted to go; what they had typed there comes back first."""
    with db.reading() as session:
        kept = kept_forms.opened(session, request.form.get("kept", ""), staff_id, now=clock.now())
    if kept is None:
        return visitor.keep_session(_see_other(kept_forms.way_back(request.form.get("back", ""))), secret)
    page = render_template("console/signing_in/kept.html", kept=kept, token=guard.token(secret))
    return visitor.keep_session(make_response(page), secret)


def _see_other(address: str) -> Response:
    response = make_response("", 303)
    response.headers["Location"] = address
    return response
