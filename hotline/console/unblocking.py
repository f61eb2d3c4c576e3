"""A relative who said "never call again" asks to be called again: whoever talks with them lifts the block.

The number is never shown back, and the page says the same whether it was blocked or not (docs/free-calls.md).
"""

from flask import Blueprint, render_template, request

from hotline import clock, db
from hotline.console import guard
from hotline.console.person import Answer
from hotline.console.queues import REFUSED, Faults
from hotline.domain.errors import Invalid
from hotline.domain.free_calls import lifting
from hotline.texts import gettext as _
from hotline.texts import lazy

blueprint: Blueprint = guard.blueprint("unblocking", __name__)

_ADDRESS = "/free-calls/numbers"
_FAULTS = {
    ("number", "not_a_number"): lazy("This is no telephone number. Write it again, with its area code."),
    ("why", "missing"): lazy("Please write who asked for it and how you know that the number is theirs."),
}


@guard.page(blueprint, _ADDRESS, "free_calls.unblock")
def ask() -> str:
    return _form()


@guard.act(blueprint, _ADDRESS, "free_calls.unblock")
def lift() -> Answer:
    why = request.form.get("why", "")
    try:
        with db.begin() as session:
            lifting.lift(session, guard.actor(), request.form.get("number", ""), why=why, now=clock.now())
    except Invalid as error:
        return _form([(error.field, _(_FAULTS[error.field, error.reason]))], why), REFUSED
    return _form(told=_("If that number was blocked, it is no longer. The free-call line may ring it again."))


def _form(faults: Faults | None = None, why: str = "", told: str = "") -> str:
    return render_template("console/free_calls/numbers.html", faults=faults or [], why=why, told=told)
