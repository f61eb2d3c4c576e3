"""`flask messages`: notices that wait for two people's word, and letters that came back."""

import click
from flask.cli import with_appcontext

from hotline import clock, db
from hotline.domain import notices, outbox
from hotline.domain.errors import Invalid
from hotline.models.notices import Change

_WORDS = click.Choice([change.value for change in Change])
_CHANGES = click.option("--change", "changes", type=_WORDS, multiple=True, help="Only these; as `held` lists them.")


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
@_CHANGES
def release(by: str, second: str, changes: tuple[str, ...]) -> None:
    try:
        with db.begin() as session:
            count = notices.release_held(session, by=by, second=second, changes=_chosen(changes), now=clock.now())
    except Invalid as fault:
        raise click.ClickException("Two different people must look; name both.") from fault
    click.echo(f"released: {count}")


@commands.command("drop", help="They are not true: tell nobody.")
@with_appcontext
@_CHANGES
def drop(changes: tuple[str, ...]) -> None:
    with db.begin() as session:
        count = notices.drop_held(session, changes=_chosen(changes), now=clock.now())
    click.echo(f"dropped: {count}")


@commands.command("bounced", help="A letter came back: have staff look at what it was about.")
@click.argument("message_id")
@with_appcontext
def bounced(message_id: str) -> None:
    """`message_id` as it stands in the letter that was sent, "<4f0c...@example.org>"; it tells nothing of anybody."""
    key = message_id.strip("<> ").partition("@")[0]
    with db.begin() as session:
        is_known = outbox.record_report(session, key, message_id, "undelivered", now=clock.now())
    if not is_known:
        raise click.ClickException("No letter of ours has this Message-ID, or it is forgotten.")
    click.echo("Noted: see `flask desk waiting`.")


def _chosen(changes: tuple[str, ...]) -> frozenset[Change]:
    return frozenset(map(Change, changes or Change))
