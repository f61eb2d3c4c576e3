"""Somebody's own account: how they sign in, where they are signed in, and which languages they speak."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db, languages
from hotline.console import guard, pictures, proof_words, spoken, visitor
from hotline.console.signing_in import confirm_first
from hotline.domain.errors import Invalid
from hotline.domain.staff import account, members, passwords, sessions

blueprint: Blueprint = guard.blueprint("account", __name__)
Answer = Response | WerkzeugResponse | str | tuple[str, int]

_HOME = "/console/account"
_REFUSED = 422


@guard.page(blueprint, "/account", "account.own")
def show() -> str:
    return _show({})


@guard.act(blueprint, "/account/languages", "account.own")
def speak() -> Answer:
    chosen, interface = request.form.getlist("languages"), request.form.get("interface", "")
    try:
        with db.begin() as session:
            members.speak(session, guard.actor(), chosen, interface, now=clock.now())
    except Invalid as error:
        return _show(proof_words.faults(error)), _REFUSED
    return redirect(_HOME, 303)


@guard.page(blueprint, "/account/password", "account.own")
def ask_password() -> Answer:
    return confirm_first() or render_template("console/account/password.html", faults={})


@guard.act(blueprint, "/account/password", "account.own")
def set_password() -> Answer:
    if first := confirm_first():
        return first
    password, who = request.form.get("password", ""), guard.actor()
    try:
        if password != request.form.get("password_again", ""):
            raise Invalid("password", "different")
        with db.reading() as session:
            has_codes, details = account.ways(session, who).has_codes, account.own_details(session, who)
        chosen = passwords.choose(password, details, has_codes=has_codes)
        with db.begin() as session:
            account.set_password(session, who, chosen, now=clock.now())
    except Invalid as error:
        return render_template("console/account/password.html", faults=proof_words.faults(error)), _REFUSED
    return redirect(_HOME, 303)


@guard.page(blueprint, "/account/codes", "account.own")
def ask_code() -> Answer:
    return confirm_first() or _codes({})


@guard.act(blueprint, "/account/codes", "account.own")
def take_code() -> Answer:
    if first := confirm_first():
        return first
    try:
        with db.begin() as session:
            fresh = account.take_code(session, guard.actor(), request.form.get("code", ""), now=clock.now())
    except Invalid as error:
        return _codes(proof_words.faults(error)), _REFUSED
    return render_template("console/account/recovery_codes.html", codes=fresh, is_first=False)


@guard.act(blueprint, "/account/recovery-codes", "account.own")
def new_recovery_codes() -> Answer:
    if first := confirm_first():
        return first
    with db.begin() as session:
        fresh = account.new_recovery_codes(session, guard.actor(), now=clock.now())
    return render_template("console/account/recovery_codes.html", codes=fresh, is_first=False)


@guard.act(blueprint, "/account/passkeys/ask", "account.own")
def ask_passkey() -> Answer:
    if first := confirm_first():
        return first
    with db.begin() as session:
        asked = account.offer_passkey(session, guard.actor(), visitor.site(), now=clock.now())
    page = render_template(
        "console/signing_in/passkey.html",
        options=asked.options,
        sent_to="/console/account/passkeys",
        is_new=True,
        back="",
        kept="",
    )
    return visitor.keep_step(make_response(page), asked.step)


@guard.act(blueprint, "/account/passkeys", "account.own")
def add_passkey() -> Answer:
    if first := confirm_first():
        return first
    step, answer = visitor.kept(visitor.STEP), request.form.get("answer", "")
    try:
        with db.begin() as session:
            account.add_passkey(session, guard.actor(), step, answer, visitor.device(), visitor.site(), now=clock.now())
    except Invalid as error:
        return _show(proof_words.faults(error)), _REFUSED
    return redirect(_HOME, 303)


@guard.act(blueprint, "/account/passkeys/remove", "account.own")
def remove_passkey() -> Answer:
    if first := confirm_first():
        return first
    try:
        with db.begin() as session:
            account.remove_passkey(session, guard.actor(), request.form.get("key", ""), now=clock.now())
    except Invalid as error:
        return _show(proof_words.faults(error)), _REFUSED
    return redirect(_HOME, 303)


@guard.act(blueprint, "/account/sessions/<int:session_id>/end", "account.own")
def end_session(session_id: int) -> Answer:
    with db.begin() as session:
        sessions.end(session, guard.actor(), session_id, now=clock.now())
    return redirect(_HOME, 303)


@guard.act(blueprint, "/account/sessions/end-others", "account.own")
def end_others() -> Answer:
    with db.begin() as session:
        sessions.end_others(session, guard.actor(), now=clock.now())
    return redirect(_HOME, 303)


def _show(faults: dict[str, str]) -> str:
    who = guard.actor()
    with db.reading() as session:
        ways, known = account.ways(session, who), account.own_details(session, who)
        open_ones = sessions.open_ones(session, who.staff_id, now=clock.now())
    return render_template(
        "console/account/show.html",
        who=who,
        email=known.email,
        ways_in=ways,
        sessions=open_ones,
        spoken_here=spoken.choices(),
        interfaces=[(row.code, row.endonym) for row in languages.offered()],
        faults=faults,
    )


def _codes(faults: dict[str, str]) -> str:
    with db.begin() as session:
        secret = account.offer_code(session, guard.actor(), now=clock.now())
        email = account.own_details(session, guard.actor()).email
    picture = pictures.of_codes(secret, email)
    return render_template("console/account/codes.html", secret=secret, picture=picture, faults=faults)
