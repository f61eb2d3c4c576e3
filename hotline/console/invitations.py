"""Taking an invitation up: who is invited chooses a password with one-time codes, or a passkey."""

from flask import Blueprint, Response, make_response, render_template, request

from hotline import clock, db
from hotline.console import guard, pictures, proof_words, visitor
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.staff import invitations, passwords, sessions
from hotline.domain.staff.details import Details
from hotline.domain.staff.members import Member

blueprint: Blueprint = guard.blueprint("invitations", __name__)
Answer = Response | tuple[str, int]

_REFUSED = 422


@guard.page(blueprint, "/invitation/<secret>", guard.OPEN)
def open_link(secret: str) -> Response:
    """The link's secret goes where no history keeps it; programs that open links before people do change nothing."""
    response = make_response("", 303)
    response.headers["Location"] = "/console/invitation"
    return visitor.keep_invitation(response, secret)


@guard.page(blueprint, "/invitation", guard.OPEN)
def ask() -> Answer:
    return _choose({}, 200)


@guard.act(blueprint, "/invitation", guard.OPEN)
def accept() -> Answer:
    held, password = visitor.kept(visitor.INVITATION), request.form.get("password", "")
    try:
        if password != request.form.get("password_again", ""):
            raise Invalid("password", "different")
        with db.begin() as session:
            invited = invitations.whose(session, held, now=clock.now())
        chosen = passwords.choose(password, Details(invited.name, invited.email), has_codes=True)
        with db.begin() as session:
            code = request.form.get("code", "")
            welcomed = invitations.accept(session, held, chosen, code, visitor.device(), now=clock.now())
            sessions.end_held(session, guard.secret(), now=clock.now())
    except (Invalid, NotFound) as error:
        return _choose(proof_words.faults(error) if isinstance(error, Invalid) else {}, _REFUSED)
    page = render_template("console/account/recovery_codes.html", codes=welcomed.recovery_codes, is_first=True)
    return _welcome(make_response(page), welcomed.secret)


@guard.act(blueprint, "/invitation/passkey/ask", guard.OPEN)
def ask_passkey() -> Answer:
    try:
        with db.begin() as session:
            held = visitor.kept(visitor.INVITATION)
            asked = invitations.offer_passkey(session, held, visitor.site(), now=clock.now())
    except (Invalid, NotFound):
        return _choose({}, _REFUSED)
    page = render_template(
        "console/signing_in/passkey.html",
        options=asked.options,
        sent_to="/console/invitation/passkey",
        is_new=True,
        back="",
        kept="",
    )
    return visitor.keep_step(make_response(page), asked.step)


@guard.act(blueprint, "/invitation/passkey", guard.OPEN)
def accept_with_passkey() -> Answer:
    held, step, answer = visitor.kept(visitor.INVITATION), visitor.kept(visitor.STEP), request.form.get("answer", "")
    try:
        with db.begin() as session:
            welcomed = invitations.accept_with_passkey(
                session, held, step, answer, visitor.site(), visitor.device(), now=clock.now()
            )
            sessions.end_held(session, guard.secret(), now=clock.now())
    except (Invalid, NotFound) as error:
        return _choose(proof_words.faults(error) if isinstance(error, Invalid) else {}, _REFUSED)
    response = make_response("", 303)
    response.headers["Location"] = "/console/"
    return _welcome(response, welcomed.secret)


def _choose(faults: dict[str, str], status: int) -> tuple[str, int]:
    """The page of the invitation, or why there is none any more."""
    held = visitor.kept(visitor.INVITATION)
    try:
        with db.begin() as session:
            invited: Member = invitations.whose(session, held, now=clock.now())
            secret = invitations.offer_code(session, held, now=clock.now())
    except Invalid as error:
        why = proof_words.faults(error)["invitation"]
        return render_template("console/signing_in/no_invitation.html", why=why), 410
    except NotFound:
        return render_template("console/signing_in/no_invitation.html", why=""), 404
    picture = pictures.of_codes(secret, invited.email)
    page = render_template(
        "console/signing_in/invited.html", invited=invited, secret=secret, picture=picture, faults=faults
    )
    return page, status


def _welcome(response: Response, secret: str) -> Response:
    visitor.forget(response, visitor.INVITATION)
    return visitor.keep_session(response, secret)
