"""What the clock owes: `flask deliver` does it, in small units of work, as often as it takes.

Any number of these processes may run; each chore claims its own rows. A chore that the database refuses is tried
again in the next round; any other error ends the process, and who runs it starts it anew.
"""

import signal
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from hotline import clock, db, purging, sending
from hotline.domain import heartbeats, hiding, outbox, retention, searches
from hotline.logs import log

PAUSE_SECONDS = 5.0

# A chore does a bounded piece of work and answers how many rows it dealt with. An errand goes to a provider, so it
# opens its units of work itself, before and after.
Chore = Callable[[Session, datetime], int]
Errand = Callable[[datetime], int]


def _rerun_searches(session: Session, now: datetime) -> int:
    return searches.rerun_due(session, now=now)


def _reveal_grown_up(session: Session, now: datetime) -> int:
    return hiding.refresh(session, now=now)


def _forget_calls(session: Session, now: datetime) -> int:
    return retention.forget_some(session, retention.CALLS, now=now)


def _give_up_lost_texts(session: Session, now: datetime) -> int:
    return outbox.give_up_lost(session, now=now)


def _forget_texts(session: Session, now: datetime) -> int:
    return retention.forget_some(session, retention.TALKS, now=now)


CHORES: dict[str, Chore] = {
    "searches run again": _rerun_searches,
    "people come of age": _reveal_grown_up,
    "texts given up": _give_up_lost_texts,
    "calls forgotten": _forget_calls,
    "texts forgotten": _forget_texts,
}
ERRANDS: dict[str, Errand] = {
    "texts sent": sending.send_due,
    "words redacted at the provider": sending.redact_due,
    "matters forgotten": purging.purge_daily,
}


def do_what_is_owed(now: datetime) -> dict[str, int]:
    """One round: every errand, and every chore in a unit of work of its own; answers how much each did."""
    errands = ERRANDS | {name: partial(_in_one_unit, chore) for name, chore in CHORES.items()}
    done = {}
    for name, errand in errands.items():
        try:
            done[name] = errand(now)
        except OperationalError as error:
            log.error("chore put off", chore=name, exc_info=error)
    return done


def _in_one_unit(chore: Chore, now: datetime) -> int:
    with db.begin() as session:
        return chore(session, now)


def run_until(stop: threading.Event, *, pause: float = PAUSE_SECONDS) -> None:
    """Round after round until `stop` is set; a round that has begun is finished."""
    while not stop.is_set():
        now = clock.now()
        done = {name: count for name, count in do_what_is_owed(now).items() if count}
        if done:
            log.info("chores done", **done)
        _beat(now)
        stop.wait(pause)


@click.command("deliver")
@click.option("--once", is_flag=True, help="Do what is owed now and end.")
@with_appcontext
def command(once: bool) -> None:
    """Do what the clock owes: texts to send, searches to run again, what is to be forgotten, people who come of age."""
    if once:
        now = clock.now()
        for name, count in do_what_is_owed(now).items():
            click.echo(f"{name}: {count}")
        _beat(now)
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    log.info("deliver started")
    run_until(stop)
    log.info("deliver stopped")


def _beat(now: datetime) -> None:
    try:
        with db.begin() as session:
            heartbeats.beat(session, heartbeats.DELIVER, now=now)
    except OperationalError as error:
        log.error("heartbeat put off", exc_info=error)
