"""`flask desk`: what waits for staff, in a terminal, what became of it, and marking it done.

Callers are promised a call back and staff who look; this is where staff see whom they owe it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from hotline import clock, db
from hotline.console import desk_lines
from hotline.domain import audit, callbacks, claims, desk, searches, voicemail
from hotline.domain.errors import NotFound
from hotline.domain.voicemail import working
from hotline.models.contacts import AttemptOutcome, ClosingReason
from hotline.texts import gettext as _

LONGEST_NAME = 80
_SIGNED = "staff:"  # as access.Actor.signature
_CLOSERS: dict[str, Callable[..., None]] = {
    "callback": callbacks.close,
    "task": desk.close_task,
    "voicemail": voicemail.close,
}
_OUTCOMES = {outcome.replace("_", "-"): outcome for outcome in AttemptOutcome}
_REASONS = {reason.replace("_", "-"): reason for reason in ClosingReason if reason is not ClosingReason.EXPIRED}


@click.group("desk", help="What waits for staff.")
def commands() -> None:
    """Groups what is below."""


@commands.command("waiting", help="Callbacks, messages, open searches and tasks, the most pressing first.")
@with_appcontext
def waiting() -> None:
    with db.begin() as session:
        lines = desk_lines.everything(session)
        audit.record(session, None, "desk.listed", facts={"lines": len(lines)}, now=clock.now())
    for line in lines or [_("Nothing waits.")]:
        click.echo(line)


@commands.command("done", help='Mark one as done: the two words that "waiting" shows, like "callback 123".')
@click.argument("what", type=click.Choice(sorted([*_CLOSERS, "search"])))
@click.argument("number", type=int)
@click.option("--reason", type=click.Choice(sorted(_REASONS)), help="Why a search ends; staff alone see it.")
@with_appcontext
def done(what: str, number: int, reason: str | None) -> None:
    if (what == "search") is (reason is None):
        raise click.UsageError(_("A search is closed with --reason; nothing else takes one."))
    with _known(), db.begin() as session:
        _close(session, what, number, reason, clock.now())
    click.echo(_("Done."))


@commands.command("tried", help='Write down a try to reach somebody: "callback 123 --outcome no-answer --by NAME".')
@click.argument("what", type=click.Choice(["callback"]))
@click.argument("number", type=int)
@click.option("--outcome", type=click.Choice(sorted(_OUTCOMES)), required=True, help="What became of the call.")
@click.option("--by", default="", help="Who tried.")
@with_appcontext
def tried(what: str, number: int, outcome: str, by: str) -> None:
    became = _OUTCOMES[outcome]
    if by.startswith(_SIGNED):
        raise click.BadParameter(
            _("Write a name. What begins with staff: is signed in the console."), param_hint="--by"
        )
    with _known(), db.begin() as session:
        again = callbacks.tried(session, number, became, by=by[:LONGEST_NAME], now=clock.now())
        audit.record(session, None, "callback.tried", f"callback:{number}", facts={"outcome": became}, now=clock.now())
    if again:
        click.echo(_("Written down. Try again from %(time)s on.", time=desk_lines.moment(again)))
    elif became is AttemptOutcome.REACHED:
        click.echo(_("Written down. The call is done."))
    else:
        click.echo(_("Written down. A supervisor is asked to go on."))


@commands.command("listen", help='Write what was spoken into a file that only you can read: "voicemail 7 --output F".')
@click.argument("what", type=click.Choice(["voicemail"]))
@click.argument("number", type=int)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A file that is new.")
@with_appcontext
def listen(what: str, number: int, output: Path) -> None:
    with _known(), db.begin() as session:
        sound = working.hear(session, None, number, now=clock.now())
    if sound is None:
        raise click.ClickException(_("This message was not fetched from the telephone company yet. Try again later."))
    try:
        _write_private(output, sound.content)
    except FileExistsError as error:
        raise click.ClickException(_("There is a file of that name already. Choose another name.")) from error
    click.echo(_("Written: %(file)s. Delete it when you have listened.", file=output))


def _close(session: Session, what: str, number: int, reason: str | None, now: datetime) -> None:
    if reason:
        searches.close(session, number, reason=_REASONS[reason], now=now)
    else:
        _CLOSERS[what](session, number, now=now)
    claims.finish(session, f"{what}:{number}")
    audit.record(session, None, f"{what}.closed", f"{what}:{number}", now=now)


def _write_private(output: Path, content: bytes) -> None:
    """Raises FileExistsError: a file that others can read already would stay so."""
    with os.fdopen(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


@contextmanager
def _known() -> Iterator[None]:
    try:
        yield
    except NotFound as error:
        raise click.ClickException(_("Nothing with that number waits.")) from error
