"""What is to be forgotten is: `flask purge` by hand, and `flask deliver` once a day, in small units of work.

It may be stopped and run again at any time. A dry run writes nothing.
"""

from datetime import datetime, timedelta

import click
from flask.cli import with_appcontext

from hotline import clock, db
from hotline.domain import heartbeats, retention
from hotline.domain.retention import Rule
from hotline.logs import log

EVERY = timedelta(days=1)
BATCHES_A_ROUND = 20  # then other chores have their turn


def purge_daily(now: datetime, *, most: int = BATCHES_A_ROUND) -> int:
    """Forget a part of what is over, until nothing is left, and then no more for a day; answers how many rows it were.

    A round takes at most so many batches; what is left then goes on in the next.
    """
    with db.reading() as session:
        age = heartbeats.age(session, heartbeats.PURGE, now=now)
    if age is not None and age < EVERY:
        return 0
    batches, forgotten = 0, 0
    for rule in retention.DAILY:
        while batches < most and (n := _forget_some(rule, now)):
            batches, forgotten = batches + 1, forgotten + n
    if batches < most:
        _finish(now)
    return forgotten


def purge(now: datetime) -> dict[str, int]:
    """Forget all that is over; answers how many rows that were of each kind."""
    done = {rule.name: _forget_all(rule, now) for rule in retention.RULES}
    _finish(now)
    log.info("purged", **{name.replace(" ", "_"): n for name, n in done.items()})
    return done


def count(now: datetime) -> dict[str, int]:
    """How many rows of each kind purge() would forget; writes nothing."""
    with db.reading() as session:
        return {rule.name: retention.count(session, rule, now=now) for rule in retention.RULES}


@click.command("purge")
@click.option("--dry-run", is_flag=True, help="Count what would be forgotten and write nothing.")
@click.option("--compact", is_flag=True, help="SQLite: write the file anew, too; whoever writes waits meanwhile.")
@with_appcontext
def command(dry_run: bool, compact: bool) -> None:
    """Forget callers' numbers, PINs, recordings, conversations and messages whose time is over."""
    if dry_run and compact:
        raise click.UsageError("A dry run writes nothing: leave out --compact.")
    now = clock.now()
    done = count(now) if dry_run else purge(now)
    for rule in retention.RULES:
        click.echo(f"{rule.name}: {done[rule.name]} ({rule.words})")
    if compact:
        db.current().forget_deleted(compact=True)


def _forget_all(rule: Rule, now: datetime) -> int:
    forgotten = 0
    while n := _forget_some(rule, now):
        forgotten += n
    return forgotten


def _forget_some(rule: Rule, now: datetime) -> int:
    with db.begin() as session:
        return retention.forget_some(session, rule, now=now)


def _finish(now: datetime) -> None:
    db.current().forget_deleted()
    with db.begin() as session:
        heartbeats.beat(session, heartbeats.PURGE, now=now)
