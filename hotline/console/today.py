"""Today: what is due, how much waits, how old what we know is, and what is out of order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, render_template
from sqlalchemy.orm import Session

from hotline import clock, db
from hotline.console import guard, polling, queues, task_words
from hotline.domain import claims, decisions, locator, today
from hotline.domain.today import Queue, Standing
from hotline.texts import gettext as _
from hotline.texts import lazy

blueprint: Blueprint = guard.blueprint("today", __name__)

_IN = "console/today"
_QUEUES = {
    Queue.CALLBACK: ("callbacks.see", lazy("Call back")),
    Queue.CONSUL: ("consular.see", lazy("Tell a consul")),
    Queue.SEARCH: ("searches.see", lazy("Open search")),
    Queue.TASK: ("tasks.see", lazy("Task")),
    Queue.VOICEMAIL: ("voicemails.hear", lazy("Voice message")),
}


@dataclass(frozen=True, slots=True)
class Card:
    """How many wait in a room; `more` says what is special about some of them, "" where nothing is."""

    permission: str
    room: str
    name: str
    n: int
    more: tuple[str, ...] = ()


@guard.page(blueprint, "/", "today.see")
def show() -> str:
    now = clock.now()
    with db.reading() as session:
        told = _now(session, now) | {"feeds": today.of_feeds(session), "places": today.of_places(session)}
    return render_template(f"{_IN}/show.html", fresh_since=now - locator.FRESH, is_short=True, **told)


@guard.page(blueprint, "/ages", "today.see")
def show_ages() -> str:
    """Every facility, where the first page shows the oldest alone."""
    now = clock.now()
    with db.reading() as session:
        told = {"feeds": today.of_feeds(session), "places": today.of_places(session, limit=today.MOST_PLACES)}
    return render_template(f"{_IN}/ages_of_all.html", fresh_since=now - locator.FRESH, now=now, is_short=False, **told)


@guard.renewal(blueprint, "/now", "today.see")
def renew() -> Response:
    """What changes by the minute, for a page that stays open."""
    now = clock.now()
    state = today.pulse(guard.reading(), now=now), sorted(guard.actor().roles)
    return polling.answer(state, lambda: _renewed(now))


def _renewed(now: datetime) -> str:
    with db.reading() as session:
        told = _now(session, now)
    return render_template(f"{_IN}/now.html", **told)


def _now(session: Session, now: datetime) -> dict[str, Any]:
    mine = [queue for queue, (permission, _name) in _QUEUES.items() if guard.may(permission)]
    found = today.due(session, mine)
    taken = claims.of(session, (one.subject for one in found), now=now)
    waiting = [one for one in decisions.waiting(session) if guard.may(decisions.TAKES[one.kind])]
    known = queues.names(session, taken.values(), (f"staff:{one.proposed_by}" for one in waiting))
    return {
        "due": found,
        "taken": taken,
        "yours": claims.mine(session, guard.actor(), now=now),
        "counts": _counts(today.standing(session, now=now)),
        "troubles": [
            one for one in today.troubles(session, now=now) if not one.staff_id or guard.may("audit.see_views")
        ],
        "decisions": waiting,
        "names": known,
        "queue_names": {queue: _(name) for queue, (_permission, name) in _QUEUES.items()},
        "words": task_words,
        "now": now,
    }


def _counts(standing: Standing) -> list[Card]:
    """The cards that whoever asks may see."""
    cards = (
        Card("calls.see", "calls", _("Callers who wait"), standing.calls_waiting, (_talk(standing.calls_talking),)),
        Card("callbacks.see", "callbacks", _("Calls to make"), standing.callbacks, (_late(standing.callbacks_late),)),
        Card(
            "voicemails.hear",
            "voicemails",
            _("Voice messages"),
            standing.voicemails,
            (_late(standing.voicemails_late),),
        ),
        Card(
            "searches.see",
            "searches",
            _("Open searches"),
            standing.searches,
            (_late(standing.searches_late), _news(standing.searches_with_news)),
        ),
        Card("tasks.see", "tasks", _("Tasks"), standing.tasks, (_late(standing.tasks_late),)),
        Card(
            "consular.see",
            "consular",
            _("Consuls to tell"),
            standing.consuls,
            (_late(standing.consuls_late), _to_ask(standing.consuls_to_ask)),
        ),
        Card(
            "messages.see",
            "messages",
            _("Messages to send"),
            standing.messages_waiting,
            (_held(standing.messages_held),),
        ),
        Card("imports.see", "imports", _("Rosters held back"), standing.batches_held),
    )
    return [card for card in cards if guard.may(card.permission)]


def _late(n: int) -> str:
    return _("%(n)s late", n=n) if n else ""


def _news(n: int) -> str:
    return _("%(n)s with news", n=n) if n else ""


def _to_ask(n: int) -> str:
    if n >= today.COUNTED_TO:
        return _("%(n)s or more to ask", n=n)
    return _("%(n)s to ask", n=n) if n else ""


def _held(n: int) -> str:
    return _("%(n)s held back", n=n) if n else ""


def _talk(n: int) -> str:
    return _("%(n)s talking now", n=n) if n else ""
