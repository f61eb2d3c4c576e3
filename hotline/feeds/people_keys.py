"""`flask keys build|erase`: another key for the indexes that people are found by (docs/keys.md)."""

import click
from flask.cli import with_appcontext

from hotline import db
from hotline.domain import identities, rekeying
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.rekeying import Step
from hotline.secrets_box import PeopleIndex
from hotline.texts import gettext as _


@click.group("keys", help="The keys under which people are found.")
def commands() -> None:
    """Groups what is below."""


@commands.command("build", help="Write everybody under that key too. It may be stopped and run again at any time.")
@click.argument("key_id")
@with_appcontext
def build(key_id: str) -> None:
    run(rekeying.BUILDING, _beside(key_id))
    click.echo(_("Everybody is found under %(key)s too. Put it first in PEOPLE_KEYS now.", key=key_id))


@commands.command("erase", help="Forget what is written under that key. It may be stopped and run again at any time.")
@click.argument("key_id")
@with_appcontext
def erase(key_id: str) -> None:
    run(rekeying.ERASING, _beside(key_id))
    click.echo(_("Nothing is written under %(key)s any more.", key=key_id))


def run(steps: tuple[Step, ...], index: PeopleIndex) -> None:
    """Every step to its end, each time in a unit of work of its own, so that nobody waits for long."""
    for step in steps:
        after: int | None = rekeying.BEFORE_THE_FIRST
        while after is not None:
            with db.begin() as session:
                after = step(session, index, after)


def _beside(key_id: str) -> PeopleIndex:
    try:
        with db.reading() as session:
            identities.refuse_staged_rosters(session)
            return rekeying.beside(session, key_id)
    except NotFound as error:
        raise click.ClickException(_("PEOPLE_KEYS has no key with that id.")) from error
    except Invalid as error:
        raise click.ClickException(_why_not(error)) from error


def _why_not(error: Invalid) -> str:
    if error.field == "roster":
        return _("A roster is not published yet: publish or replace it first.")
    return _("People are looked up by that key: the other one must be first in PEOPLE_KEYS.")
