"""`flask api-key create|revoke`: keys of partners who report events."""

import click
from flask.cli import with_appcontext

from hotline import clock, db
from hotline.domain import api_keys
from hotline.domain.errors import Invalid, NotFound
from hotline.texts import gettext as _


@click.group("api-key", help="Keys of partners who report custody events.")
def commands() -> None:
    """Groups what is below."""


@commands.command("create", help="Make a key. It is shown once, here.")
@click.option("--source", required=True, help="Whose key it is; its events are recorded under this name.")
@click.option("--scope", "scopes", multiple=True, default=(api_keys.CUSTODY_WRITE,), show_default=True)
@with_appcontext
def create(source: str, scopes: tuple[str, ...]) -> None:
    try:
        with db.begin() as session:
            token = api_keys.create(session, source, frozenset(scopes), now=clock.now())
    except Invalid as error:
        raise click.ClickException(_("The %(field)s cannot be used.", field=error.field)) from error
    click.echo(token)
    click.echo(_("Keep it safe: it is not shown again. What stands before the dot is its id."), err=True)


@commands.command("revoke", help="Close a key for good.")
@click.argument("key_id")
@with_appcontext
def revoke(key_id: str) -> None:
    try:
        with db.begin() as session:
            api_keys.revoke(session, key_id.partition(".")[0], now=clock.now())
    except NotFound as error:
        raise click.ClickException(_("There is no key with that id.")) from error
    click.echo(_("Revoked."))
