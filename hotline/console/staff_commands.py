"""`flask staff`: the first of the staff, and what an administrator's own console cannot do for them."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from hotline import clock, db, gateways
from hotline.config import Settings
from hotline.console import proof_words, role_names
from hotline.console.staff_pages import address
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.staff import details, invitations, locking, members
from hotline.domain.staff.members import Newcomer
from hotline.models.staff import Role, StaffState
from hotline.texts import gettext as _

_ROLE = click.Choice([role.value for role in Role])


@click.group("staff", help="Who may sign in to the console.")
def commands() -> None:
    """Groups what is below."""


@commands.command("add", help="Invite somebody, the first administrator too; prints a link, good for 72 hours.")
@click.option("--name", required=True, help="Given name and surname.")
@click.option("--email", required=True, help="What they sign in by.")
@click.option("--role", "roles", multiple=True, required=True, type=_ROLE, help="What they work as; may be repeated.")
@click.option("--language", "spoken", multiple=True, help="What they speak, as a code: es, ht, quc; may be repeated.")
@with_appcontext
def add(name: str, email: str, roles: tuple[str, ...], spoken: tuple[str, ...]) -> None:
    newcomer = Newcomer(name, email, frozenset(map(Role, roles)), spoken)
    with _worded(), db.begin() as session:
        secret = invitations.invite(session, None, newcomer, now=clock.now())
    _print_link(secret)


@commands.command("invite", help="A new link for somebody of the staff who lost the old one, or every way to sign in.")
@click.argument("email")
@with_appcontext
def invite(email: str) -> None:
    with _worded(), db.begin() as session:
        secret = invitations.anew(
            session, None, _whose(session, email), can_email=gateways.can_email(), now=clock.now()
        )
    _print_link(secret)


@commands.command("roles", help="What somebody works as from now on; the roles that are not named end.")
@click.argument("email")
@click.option("--role", "roles", multiple=True, required=True, type=_ROLE, help="May be repeated.")
@with_appcontext
def change_roles(email: str, roles: tuple[str, ...]) -> None:
    with _worded(), db.begin() as session:
        members.change_roles(session, None, _whose(session, email), frozenset(map(Role, roles)), now=clock.now())
    click.echo(_("The roles are changed."))


@commands.command("unlock", help="Open an account that wrong tries closed.")
@click.argument("email")
@with_appcontext
def unlock(email: str) -> None:
    with _worded(), db.begin() as session:
        locking.unlock(session, None, _whose(session, email), now=clock.now())
    click.echo(_("The account is open again."))


@commands.command("leave", help="Somebody leaves: they are signed out, and nothing of them is kept but a number.")
@click.argument("email")
@click.confirmation_option(prompt="This cannot be undone. Go on?")
@with_appcontext
def leave(email: str) -> None:
    with _worded(), db.begin() as session:
        members.leave(session, None, _whose(session, email), now=clock.now())
    click.echo(_("They are signed out everywhere and cannot sign in any more."))


@commands.command("list", help="Everybody who may sign in, with their roles.")
@with_appcontext
def show() -> None:
    with db.reading() as session:
        everybody = members.everybody(session)
    for member in everybody:
        roles = ", ".join(role_names.name(role) for role in member.roles)
        invited = _(" (invited)") if member.state is StaffState.INVITED else ""
        click.echo(f"{member.name} <{member.email}>{invited}: {roles}")
    if not everybody:
        click.echo(_("Nobody yet. Begin with flask staff add."))


@contextmanager
def _worded() -> Iterator[None]:
    try:
        yield
    except Invalid as error:
        raise click.ClickException(next(iter(proof_words.faults(error).values()))) from error
    except NotFound as error:
        raise click.ClickException(_("Nobody of the staff has this e-mail.")) from error


def _whose(session: Session, email: str) -> int:
    if (member := details.by_email(session, email)) is None:
        raise NotFound
    return member.id


def _print_link(secret: str) -> None:
    settings: Settings = current_app.extensions["settings"]
    click.echo(address(settings, secret))
    click.echo(_("Give this link to that person alone. It works once, for 72 hours."), err=True)
