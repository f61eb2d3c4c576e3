"""`flask demo load`: made-up people to try the service with."""

import click
from flask.cli import with_appcontext

from hotline import clock
from hotline.demo import load as demo
from hotline.demo.cast import cast as cast_of
from hotline.demo.load import Loaded
from hotline.texts import gettext as _
from hotline.texts import lazy

_TOLD = {
    Loaded.NEW: lazy("%(n)s made-up people were loaded."),
    Loaded.THERE: lazy("The %(n)s made-up people are there already."),
    Loaded.CONFIRMED: lazy("The %(n)s made-up people were there already; their roster was confirmed as of now."),
}


@click.group("demo", help="Made-up people to try the service with.")
def commands() -> None:
    """Groups what is below."""


@commands.command("load", help="Load two thousand made-up people. They stay until the database is deleted.")
@with_appcontext
def load() -> None:
    became = demo.load(now=clock.now())
    click.echo(_(_TOLD[became], n=f"{demo.PEOPLE:,}"))


@commands.command("cast", help="List the made-up people to look for, and what is answered.")
def cast() -> None:
    for person in cast_of():
        click.echo(person)
