"""`flask messages`: notices that wait because there are abnormally many of them, and two people's word on them."""

import click
from flask.cli import with_appcontext

from hotline import clock, db
from hotline.domain import notices
from hotline.domain.errors import Invalid


@click.group("messages", help="Messages that wait for somebody's word.")
def commands() -> None:
    """Groups what is below."""


@commands.command("held", help="How many notices wait, by what they tell of.")
@with_appcontext
def held() -> None:
    with db.reading() as session:
        changes = [str(notice.change) for notice in notices.held(session)]
    for change in sorted(set(changes)):
        click.echo(f"{change}: {changes.count(change)}")


@commands.command("release", help="They are true: let them go, on the word of two people.")
@click.option("--by", required=True, help="Who looked.")
@click.option("--second", required=True, help="Another person who looked.")
@with_appcontext
def release(by: str, second: str) -> None:
    try:
        with db.begin() as session:
            count = notices.release_held(session, by=by, second=second, now=clock.now())
    except Invalid as fault:
        raise click.ClickException("Two different people must look; name both.") from fault
    click.echo(f"released: {count}")


@commands.command("drop", help="They are not true: tell nobody.")
@with_appcontext
def drop() -> None:
    with db.begin() as session:
        count = notices.drop_held(session, now=clock.now())
    click.echo(f"dropped: {count}")
