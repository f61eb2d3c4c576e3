"""`flask audit`: is the trail whole, and its head to keep out of the house."""

import sys
from datetime import date

import click
from flask.cli import with_appcontext

from hotline import clock, db
from hotline.domain import audit_chain
from hotline.domain.audit_chain import Head
from hotline.logs import log
from hotline.texts import gettext as _

BROKEN = 3  # the exit code of a trail that is not whole
_HEX = 64


@click.group("audit", help="The audit trail.")
def commands() -> None:
    """Groups what is below."""


@commands.command("verify", help="Is the trail whole? Exit code 3 where it is not.")
@click.option("--head", "heads", multiple=True, help="A head kept elsewhere, as `flask audit head` printed it.")
@with_appcontext
def verify(heads: tuple[str, ...]) -> None:
    known = [_head(words) for words in heads]
    with db.reading() as session:
        found = audit_chain.verify(session, known)
    if found.is_whole:
        click.echo(_("The audit trail is whole: %(n)s entries.", n=found.entries))
        return
    log.error("audit trail broken", entry=found.broken_at)
    click.echo(
        _("THE AUDIT TRAIL IS BROKEN at entry %(id)s. Whatever follows it cannot be trusted.", id=found.broken_at)
    )
    sys.exit(BROKEN)


@commands.command("head", help="Print today's head. Keep it where nobody who can write to the database can.")
@with_appcontext
def head() -> None:
    with db.begin() as session:
        found = audit_chain.export_head(session, now=clock.now())
    if found is None:
        click.echo(_("Nothing was recorded yet."))
        return
    click.echo(found.words)


def _head(words: str) -> Head:
    """Raises BadParameter."""
    day, _colon, rest = words.strip().partition(":")
    number, _colon, mac = rest.partition(":")
    if not number.isdigit() or len(mac) != _HEX:
        raise click.BadParameter(_("A head is written like this: 2026-11-22:5231:6f1c..."), param_hint="--head")
    try:
        return Head(date.fromisoformat(day), int(number), mac)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--head") from error
