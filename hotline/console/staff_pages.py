"""Who belongs to the staff: inviting, roles, and leaving. What lets people in takes a proof of the last minutes."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, redirect, render_template, request
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db, gateways
from hotline.config import Settings
from hotline.console import guard, proof_words, role_names, spoken
from hotline.console.signing_in import confirm_first
from hotline.domain.errors import Invalid
from hotline.domain.staff import invitations, locking, members, resetting
from hotline.domain.staff.members import Newcomer
from hotline.models.staff import Role

blueprint: Blueprint = guard.blueprint("staff", __name__)
Answer = Response | WerkzeugResponse | str | tuple[str, int]

_HOME = "/console/staff"
_REFUSED = 422


@guard.page(blueprint, "/staff", "staff.see")
def show() -> str:
    with db.reading() as session:
        everybody = members.everybody(session)
    now = clock.now()
    return render_template("console/staff/show.html", everybody=everybody, now=now, **_words())


@guard.page(blueprint, "/staff/invite", "staff.change")
def ask_whom() -> Answer:
    return confirm_first() or _ask_whom({})


@guard.act(blueprint, "/staff/invite", "staff.change")
def invite() -> Answer:
    if first := confirm_first():
        return first
    form = request.form
    newcomer = Newcomer(form.get("name", ""), form.get("email", ""), _roles(), tuple(form.getlist("languages")))
    try:
        with db.begin() as session:
            secret = invitations.invite(session, guard.actor(), newcomer, now=clock.now())
    except Invalid as error:
        return _ask_whom(proof_words.faults(error)), _REFUSED
    return _link(newcomer.name, secret)


@guard.page(blueprint, "/staff/<int:staff_id>", "staff.change")
def ask(staff_id: int) -> Answer:
    return _one(staff_id, {})


@guard.act(blueprint, "/staff/<int:staff_id>/roles", "staff.change")
def change_roles(staff_id: int) -> Answer:
    if first := confirm_first():
        return first
    try:
        with db.begin() as session:
            members.change_roles(session, guard.actor(), staff_id, _roles(), now=clock.now())
    except Invalid as error:
        return _one(staff_id, proof_words.faults(error)), _REFUSED
    return redirect(_HOME, 303)


@guard.act(blueprint, "/staff/<int:staff_id>/invite-again", "staff.change")
def invite_again(staff_id: int) -> Answer:
    if first := confirm_first():
        return first
    try:
        with db.begin() as session:
            secret = invitations.again(session, guard.actor(), staff_id, now=clock.now())
            called = members.one(session, staff_id).name
    except Invalid as error:
        return _one(staff_id, proof_words.faults(error)), _REFUSED
    return _link(called, secret)


@guard.act(blueprint, "/staff/<int:staff_id>/choose-anew", "staff.change")
def propose_anew(staff_id: int) -> Answer:
    """They lost every way to sign in; another administrator is asked."""
    return _decide(staff_id, resetting.propose, why=request.form.get("why", ""))


@guard.act(blueprint, "/staff/<int:staff_id>/decisions/<int:decision_id>/agree", "staff.change")
def agree(staff_id: int, decision_id: int) -> Answer:
    if first := confirm_first():
        return first
    with db.begin() as session:
        who, can_email = guard.actor(), gateways.can_email()
        secret = resetting.agree(session, who, staff_id, decision_id, can_email=can_email, now=clock.now())
        called = members.one(session, staff_id).name
    return _link(called, secret)


@guard.act(blueprint, "/staff/<int:staff_id>/decisions/<int:decision_id>/refuse", "staff.change")
def refuse(staff_id: int, decision_id: int) -> Answer:
    return _decide(staff_id, resetting.refuse, decision_id, why=request.form.get("why", ""))


@guard.act(blueprint, "/staff/<int:staff_id>/decisions/<int:decision_id>/withdraw", "staff.change")
def withdraw(staff_id: int, decision_id: int) -> Answer:
    return _decide(staff_id, resetting.withdraw, decision_id)


@guard.act(blueprint, "/staff/<int:staff_id>/unlock", "staff.change")
def unlock(staff_id: int) -> Answer:
    if first := confirm_first():
        return first
    with db.begin() as session:
        locking.unlock(session, guard.actor(), staff_id, now=clock.now())
    return redirect(_HOME, 303)


@guard.act(blueprint, "/staff/<int:staff_id>/leave", "staff.change")
def leave(staff_id: int) -> Answer:
    if first := confirm_first():
        return first
    try:
        with db.begin() as session:
            members.leave(session, guard.actor(), staff_id, now=clock.now())
    except Invalid as error:
        return _one(staff_id, proof_words.faults(error)), _REFUSED
    return redirect(_HOME, 303)


def address(settings: Settings, secret: str) -> str:
    """The link that an invitation is given out as."""
    # A passkey belongs to a name, never to a number: practice is at this machine's own.
    base = settings.public_base_url.replace("//127.0.0.1", "//localhost")
    return f"{base}/console/invitation/{secret}"


def _decide(staff_id: int, verb: Callable[..., None], *told: int, **words: str) -> Answer:
    """One of the two steps of a decision on an account, or its end."""
    if first := confirm_first():
        return first
    try:
        with db.begin() as session:
            verb(session, guard.actor(), staff_id, *told, now=clock.now(), **words)
    except Invalid as error:
        return _one(staff_id, proof_words.faults(error)), _REFUSED
    return redirect(f"{_HOME}/{staff_id}", 303)


def _one(staff_id: int, faults: dict[str, str]) -> str:
    with db.reading() as session:
        member, open_one = members.one(session, staff_id), resetting.proposed(session, staff_id)
        told: dict[str, object] = {
            "can_be_decided": resetting.can_be_decided(session, staff_id),
            "proposer": members.names(session, [open_one.proposed_by])[open_one.proposed_by] if open_one else "",
        }
    told |= {"member": member, "open": open_one, "faults": faults, "typed": request.form.get("why", "")}
    return render_template("console/staff/one.html", now=clock.now(), **told, **_words())


def _ask_whom(faults: dict[str, str]) -> str:
    typed = request.form
    return render_template("console/staff/invite.html", typed=typed, faults=faults, **_words())


def _link(called: str, secret: str) -> str:
    link = address(current_app.extensions["settings"], secret)
    return render_template("console/staff/link.html", name=called, link=link)


def _roles() -> frozenset[Role]:
    known = {role.value for role in Role}
    return frozenset(Role(word) for word in request.form.getlist("roles") if word in known)


def _words() -> dict[str, object]:
    return {
        "roles": role_names.choices(),
        "role_name": role_names.name,
        "spoken_here": spoken.choices(),
        "spoken_name": spoken.name,
    }
