"""Calls: operators sign on, see who waits and what they told the machine, take a call, and write down what came of it.

What rings is the operator's own telephone; the call is held, and ended, there.
"""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db
from hotline.console import call_words, desk_words, guard, polling, spoken
from hotline.console.queues import CONFLICT, REFUSED
from hotline.domain import directory, free_calls, lines, notes
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.findings import Outcome
from hotline.domain.lines import InLine
from hotline.domain.lines.shifts import OnShift
from hotline.domain.searches import OpenedSearch
from hotline.domain.staff import members
from hotline.models.calls import CallerState, CallOutcome
from hotline.sending import ringing
from hotline.texts import gettext as _

blueprint: Blueprint = guard.blueprint("calls", __name__)
Answer = Response | WerkzeugResponse | str | tuple[str, int]

_HOME = "/console/calls"
_IN = "console/calls"
_MINUTE = 60
_FIRST = 2  # languages that are offered at once, the others behind a word


@guard.page(blueprint, "/calls", "calls.see")
def show() -> str:
    return _page()


@guard.renewal(blueprint, "/calls/now", "calls.see")
def renew() -> Response:
    """Who waits, and how the call at hand stands, for a page that stays open."""
    now = clock.now()
    standing = lines.pulse(guard.reading(), now=now)
    minute = int(now.timestamp()) // _MINUTE if standing else 0  # it says for how many minutes somebody waits
    state = standing, minute, guard.actor().staff_id, guard.is_resting()
    return polling.answer(state, lambda: render_template(f"{_IN}/now.html", **_now(now)))


@guard.act(blueprint, "/calls/sign-on", "calls.take")
def sign_on() -> Answer:
    codes = {code for code, _name in spoken.choices()}
    chosen = [code for code in request.form.getlist("languages") if code in codes]
    try:
        with db.begin() as session:
            lines.shifts.sign_on(session, guard.actor(), request.form.get("number", ""), chosen, now=clock.now())
    except Invalid as error:
        return _page(error), REFUSED
    return redirect(_HOME, 303)


@guard.act(blueprint, "/calls/pause", "calls.take")
def pause() -> WerkzeugResponse:
    with db.begin() as session:
        is_paused = request.form.get("paused") == "yes"
        lines.shifts.pause(session, guard.actor(), is_paused, now=clock.now())
    return redirect(_HOME, 303)


@guard.act(blueprint, "/calls/here", "calls.see")
def stay() -> WerkzeugResponse:
    """Somebody watches the line: the press alone says so, for it is a request that no page sends by itself."""
    return redirect(_HOME, 303)


@guard.act(blueprint, "/calls/sign-off", "calls.take")
def sign_off() -> WerkzeugResponse:
    with db.begin() as session:
        lines.shifts.sign_off(session, guard.actor(), now=clock.now())
    return redirect(_HOME, 303)


@guard.act(blueprint, "/calls/next", "calls.take")
def take_next() -> Answer:
    return _take(None)


@guard.act(blueprint, "/calls/<int:call_id>/take", "calls.take")
def take(call_id: int) -> Answer:
    return _take(call_id)


@guard.act(blueprint, "/calls/<int:call_id>/hand-over", "calls.take")
def hand_over(call_id: int) -> Answer:
    language = request.form.get("language", "")
    if language not in {code for code, _name in spoken.choices()}:
        return _page(Invalid("language", "missing")), REFUSED
    try:
        with db.begin() as session:
            lines.hand_over(session, guard.actor(), call_id, language, _typed("for-next"), now=clock.now())
    except Invalid as error:
        return _page(error), REFUSED
    except NotFound:
        return _page(told=_("That call is over, so it cannot be handed over.")), CONFLICT
    return redirect(_HOME, 303)


@guard.act(blueprint, "/calls/<int:call_id>/leave-search", "calls.take")
def leave_search(call_id: int) -> Answer:
    """The code and the PIN are told once, to be read to the caller."""
    try:
        with db.begin() as session:
            opened = lines.leave_search(session, guard.actor(), call_id, now=clock.now())
    except Invalid as error:
        return _page(Invalid("call", error.reason)), REFUSED
    except NotFound:
        return _page(told=_("That call is not yours any more, so nothing was written down.")), CONFLICT
    return _page(opened=opened)


@guard.act(blueprint, "/calls/<int:call_id>/wrap-up", "calls.take")
def wrap_up(call_id: int) -> Answer:
    became = request.form.get("outcome", "")
    if became not in set(CallOutcome):
        return _page(Invalid("outcome", "missing")), REFUSED
    try:
        with db.begin() as session:
            lines.wrap_up(session, guard.actor(), call_id, CallOutcome(became), _typed("note"), now=clock.now())
    except Invalid as error:
        return _page(error), REFUSED
    except NotFound:
        return _page(told=_("That call is not yours any more, so nothing was written down.")), CONFLICT
    return redirect(_HOME, 303)


def _take(call_id: int | None) -> Answer:
    """The call is the operator's before their telephone rings; where it cannot be rung the call waits as before."""
    try:
        with db.begin() as session:
            taking = lines.take(session, guard.actor(), call_id, now=clock.now())
    except Invalid as error:
        return _page(error), REFUSED
    except NotFound:
        return _page(
            told=_("Nobody waits whom you could take now: somebody else was faster, or they hung up.")
        ), CONFLICT
    if ringing.ring(taking):
        return redirect(_HOME, 303)
    with db.begin() as session:
        lines.give_back(session, taking)
    return _page(told=_("Your telephone could not be rung, so the caller waits on. Check your number.")), CONFLICT


def _page(fault: Invalid | None = None, told: str = "", opened: OpenedSearch | None = None) -> str:
    here = _now(clock.now())
    return render_template(
        f"{_IN}/show.html",
        **here,
        **_asked(here["shift"]),
        faults={fault.field: _(call_words.FAULTS[fault.field, fault.reason])} if fault else {},
        told=told,
        opened=opened,
    )


def _asked(shift: OnShift | None) -> dict[str, Any]:
    """What the forms ask, with what was typed into them."""
    form, offered = request.form, spoken.choices()
    chosen = set(form.getlist("languages") or (shift.languages if shift else guard.actor().languages))
    return {
        "number": form.get("number", ""),
        "languages": offered,
        "first": _FIRST,
        "chosen": chosen,
        "has_more": any(code in chosen for code, _name in offered[_FIRST:]),
        "outcomes": [(one, _(words)) for one, words in call_words.OUTCOMES.items()],
        "outcome": form.get("outcome", ""),
        "note": _typed("note"),
        "for_next": _typed("for-next"),
    }


def _typed(box: str) -> str:
    return request.form.get(box, "")


def _now(now: datetime) -> dict[str, Any]:
    """What the part of the page that renews itself is made of."""
    actor = guard.actor()
    with db.reading() as session:
        call = lines.mine(session, actor, now=now)
        on = lines.shifts.on(session, now=now)
        written = notes.on(session, f"call:{call.id}") if call else []
        waiting = lines.waiting(session, now=now)
        inside = free_calls.came_from(session, [one.id for one in (*waiting, *([call] if call else ()))])
        facilities = directory.facility_names(session, inside.values())
        known = members.names(session, {*(one.staff_id for one in on), *(one.by for one in written)})
    return {
        "shift": next((one for one in on if one.staff_id == actor.staff_id), None),
        "on": on,
        "call": call,
        "is_over": call is not None and call.state is CallerState.WRAP_UP,
        "notes": written,
        "waiting": waiting,
        "names": known,
        "came_from": {one: facilities.get(code, code) for one, code in inside.items()},
        "now": now,
        "words": desk_words,
        "state": lambda one: _(call_words.STATES[one.state]),
        "heard": _heard,
        "speaks": spoken.name,
    }


def _heard(call: InLine) -> str:
    """What the machine told the caller, "" where nothing."""
    return _(call_words.HEARD[Outcome(call.caller.heard)]) if call.caller.heard else ""
