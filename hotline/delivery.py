"""What the clock owes: `flask deliver` does it, in small units of work, as often as it takes.

Somebody waits for what is sent, so that is looked for every second; the rest has a quarter of a minute. Any number of
these processes may run; each chore claims its own rows. A chore that the database refuses is tried again in the next
round; any other error ends the process, and who runs it starts it anew.
"""

import signal
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from hotline import clock, db, purging, sending, uploading
from hotline.domain import (
    audit_chain,
    consular,
    counsel,
    free_calls,
    heartbeats,
    hiding,
    notices,
    outbox,
    reports,
    retention,
    searches,
    subscriptions,
    today,
)
from hotline.domain.free_calls import board
from hotline.logs import log

PAUSE_SECONDS = 1.0
SLOW_SECONDS = 15.0

# A chore does a bounded piece of work and answers how many rows it dealt with. An errand goes to a provider, so it
# opens its units of work itself, before and after.
Chore = Callable[[Session, datetime], int]
Errand = Callable[[datetime], int]


def _rerun_searches(session: Session, now: datetime) -> int:
    return searches.rerun_due(session, now=now)


def _look_again(session: Session, now: datetime) -> int:
    return searches.look_again_due(session, now=now)


def _keep_back(session: Session, now: datetime) -> int:
    return notices.withdraw_silent(session, now=now)


def _wake_resting(session: Session, now: datetime) -> int:
    return searches.wake_resting(session, now=now)


def _call_again(session: Session, now: datetime) -> int:
    return notices.call_again_due(session, now=now)


def _ask_where(session: Session, now: datetime) -> int:
    return notices.ask_staff(session, now=now)


def _tell_stale(session: Session, now: datetime) -> int:
    return notices.owe_stale(session, now=now)


def _end_notices(session: Session, now: datetime) -> int:
    return subscriptions.end_due(session, now=now)


def _end_silent_notices(session: Session, now: datetime) -> int:
    return subscriptions.end_silent(session, now=now)


def _expire_searches(session: Session, now: datetime) -> int:
    return searches.expire_due(session, now=now)


def _reveal_grown_up(session: Session, now: datetime) -> int:
    return hiding.refresh(session, now=now)


def _close_free_calls(session: Session, now: datetime) -> int:
    return free_calls.close_unreported(session, now=now)


def _owe_consuls(session: Session, now: datetime) -> int:
    return consular.owe_new(session, now=now) + consular.take_back(session)


def _end_consuls(session: Session, now: datetime) -> int:
    return consular.end_over(session, now=now)


def _ask_to_call_counsel(session: Session, now: datetime) -> int:
    return counsel.ask_to_call(session, now=now)


def _forget_calls(session: Session, now: datetime) -> int:
    return retention.forget_some(session, retention.CALLS, now=now)


def _give_up_overdue(session: Session, now: datetime) -> int:
    return outbox.give_up_overdue(session, now=now)


def _forget_texts(session: Session, now: datetime) -> int:
    return retention.forget_some(session, retention.TALKS, now=now)


def _count_ages(now: datetime) -> int:
    """Counted before the writing begins: it takes seconds where many people are held."""
    with db.reading() as session:
        counted = today.count_ages(session, now=now)
    if counted is None:
        return 0
    with db.begin() as session:
        today.keep_ages(session, counted)
    return len(counted)


def _count_standings(now: datetime) -> int:
    """What the people held at each facility had; before the writing begins, as above."""
    with db.reading() as session:
        counted = board.count(session, now=now)
    if counted is None:
        return 0
    with db.begin() as session:
        board.keep(session, counted)
    return len(counted)


def _count_day(now: datetime) -> int:
    """A day that is over is counted for the reports; before the writing begins, as above."""
    with db.reading() as session:
        day = reports.next_day(session, now=now)
        counted = reports.count(session, day, now=now) if day else []
    if counted:
        with db.begin() as session:
            reports.keep(session, counted)
    return len(counted)


def _export_head(now: datetime) -> int:
    """The end of the audit trail stands in the log once a day: logs are kept where nobody writes who writes here."""
    with db.reading() as session:
        is_exported = audit_chain.is_exported(session, now=now)
    if is_exported:
        return 0
    with db.begin() as session:
        head = audit_chain.export_head(session, now=now)
    if head is None:
        return 0
    log.info("audit head", head=head.words)
    return 1


def _in_one_unit(chore: Chore) -> Errand:
    def errand(now: datetime) -> int:
        with db.begin() as session:
            return chore(session, now)

    return errand


# In this order: what a search finds is sent in the same round.
QUICK: dict[str, Errand] = {
    "searches run again": _in_one_unit(_rerun_searches),
    "news looked at before it leaves": _in_one_unit(_look_again),
    "notices kept back": _in_one_unit(_keep_back),
    "messages sent": sending.send_due,
    "readers of rosters started": uploading.READER.start_if_due,
}
SLOW: dict[str, Errand] = {
    "searches woken": _in_one_unit(_wake_resting),
    "calls repeated": _in_one_unit(_call_again),
    "places to be verified": _in_one_unit(_ask_where),
    "old places told": _in_one_unit(_tell_stale),
    "notices ended": _in_one_unit(_end_notices),
    "silent notices ended": _in_one_unit(_end_silent_notices),
    "searches expired": _in_one_unit(_expire_searches),
    "lost messages found": sending.look_for_lost,
    "messages given up": _in_one_unit(_give_up_overdue),
    "words redacted at the provider": sending.redact_due,
    "recordings fetched and deleted there": sending.fetch_recordings,
    "people come of age": _in_one_unit(_reveal_grown_up),
    "consuls to be told": _in_one_unit(_owe_consuls),
    "consuls to be told no longer": _in_one_unit(_end_consuls),
    "counsel to be called": _in_one_unit(_ask_to_call_counsel),
    "free calls closed": _in_one_unit(_close_free_calls),
    "days counted": _count_day,
    "head of the trail exported": _export_head,
    "calls forgotten": _in_one_unit(_forget_calls),
    "texts forgotten": _in_one_unit(_forget_texts),
    "matters forgotten": purging.purge_daily,
    "ages of places counted": _count_ages,
    "standings of facilities counted": _count_standings,
}


def do_what_is_owed(now: datetime, errands: Mapping[str, Errand] = QUICK | SLOW) -> dict[str, int]:
    """One round; answers how much each errand did."""
    done = {}
    for name, errand in errands.items():
        try:
            done[name] = errand(now)
        except OperationalError as error:
            log.error("chore put off", chore=name, exc_info=error)
    return done


def run_until(stop: threading.Event, *, pause: float = PAUSE_SECONDS) -> None:
    """Round after round until `stop` is set; a round that has begun is finished."""
    slow_at = 0.0
    while not stop.is_set():
        is_slow = time.monotonic() >= slow_at
        slow_at = time.monotonic() + SLOW_SECONDS if is_slow else slow_at
        now = clock.now()
        done = do_what_is_owed(now, QUICK | SLOW if is_slow else QUICK)
        if any(done.values()):
            log.info("chores done", **{name: count for name, count in done.items() if count})
        if is_slow:
            _beat(now)
        stop.wait(pause)


@click.command("deliver")
@click.option("--once", is_flag=True, help="Do what is owed now and end.")
@with_appcontext
def command(once: bool) -> None:
    """Do what the clock owes: messages to send, searches to run again, what is to be forgotten, who comes of age."""
    if once:
        now = clock.now()
        for name, count in do_what_is_owed(now).items():
            click.echo(f"{name}: {count}")
        _beat(now)
        uploading.READER.wait()
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    log.info("deliver started")
    run_until(stop)
    uploading.READER.stop()
    log.info("deliver stopped")


def _beat(now: datetime) -> None:
    try:
        with db.begin() as session:
            heartbeats.beat(session, heartbeats.DELIVER, now=now)
    except OperationalError as error:
        log.error("heartbeat put off", exc_info=error)
