"""`flask roster import FILE` and `flask roster release BATCH` (docs/rosters.md)."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from hotline import clock, roster_words
from hotline.domain import rosters
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.rosters import Imported, Order, TakenOver, reading_in
from hotline.feeds import rejected_rows
from hotline.logs import log
from hotline.models.operations import BatchState
from hotline.roster_formats import FORMATS, RosterRefused, protection_lists
from hotline.texts import gettext as _
from hotline.texts import lazy

DONE, REFUSED, HELD, SET_ASIDE = 0, 3, 4, 5  # exit codes; docs/rosters.md


@click.group("roster", help="Rosters of people in custody.")
def commands() -> None:
    """Groups what is below."""


@commands.command("import")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_name", type=click.Choice(sorted(FORMATS)), help="By the file's first bytes if not said."
)
@click.option("--snapshot/--delta", default=False, help="Everybody held, or only what changed (if not said).")
@click.option("--initial", is_flag=True, help="The first roster of its source: nothing to compare it with.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option(
    "--protection-list",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Ids or A-numbers, one a line.",
)
@click.option("--source", default="roster", show_default=True, help="Whose roster it is.")
@click.option(
    "--as-of", help="The moment whose picture it is, 2026-11-22T07:30Z; when the file was written if not said."
)
@click.option("--encoding", default="", help="windows-1252, for a text file that is neither UTF-8 nor UTF-16.")
@click.option(
    "--rejected",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where rows that cannot be used go; FILE.rejected.csv if not said.",
)
@with_appcontext
def import_command(
    path: Path,
    format_name: str | None,
    snapshot: bool,
    initial: bool,
    dry_run: bool,
    protection_list: Path | None,
    source: str,
    as_of: str | None,
    encoding: str,
    rejected: Path | None,
) -> None:
    """Load a roster. Exit codes: 0 published, 3 refused, 4 held for two people, 5 published without some rows."""
    try:
        order = Order(
            path=path,
            source=source,
            format=format_name or "",
            encoding=encoding,
            is_snapshot=snapshot,
            is_initial=initial,
            is_dry_run=dry_run,
            as_of=_moment(as_of),
            protected=protection_lists.read(protection_list) if protection_list else None,
        )
        rejects = rejected or path.with_name(f"{path.name}.rejected.csv")
        rejected_rows.check(rejects, never=[path, *([protection_list] if protection_list else [])])
        with _progress() as progress:
            imported = rosters.import_file(order, now=clock.now(), progress=progress)
    except RosterRefused as refusal:
        click.echo(_(refusal.message, **refusal.values), err=True)
        click.echo(_("The roster was refused. Nothing was changed."), err=True)
        sys.exit(REFUSED)
    except TakenOver:
        click.echo(_("Another import of the same source took over. Nothing was changed by this one."), err=True)
        sys.exit(REFUSED)
    _tell(imported, order)
    if imported.refused:
        _write_rejected(rejects, imported)
    sys.exit(HELD if imported.state is BatchState.HELD else SET_ASIDE if imported.refused else DONE)


@commands.command("release", help="Publish a roster that is on hold; two people answer for it.")
@click.argument("batch", type=int)
@click.option("--by", required=True, help="Who releases it.")
@click.option("--second", required=True, help="Who else has looked at it.")
@with_appcontext
def release_command(batch: int, by: str, second: str) -> None:
    try:
        released = rosters.release(batch, by=by, second=second, now=clock.now())
    except NotFound as error:
        raise click.ClickException(_("There is no roster with that number.")) from error
    except Invalid as error:
        raise click.ClickException(_(_REASONS[error.reason])) from error
    log.info("roster released", batch=batch)
    click.echo(_("Published in %(seconds)s seconds.", seconds=f"{released.publish_seconds:.2f}"))


@commands.command("read-uploads", help="Read what staff sent by the console; flask deliver starts this by itself.")
@with_appcontext
def read_uploads_command() -> None:
    n = reading_in.read_all(clock.now)
    log.info("uploads read", files=n)


_REASONS = {
    "not_another_person": lazy("Two different people must release a roster: --by and --second."),
    "not_held": lazy("That roster is not on hold."),
}


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise click.BadParameter("say the zone: 2026-11-22T07:30Z", param_hint="--as-of")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise click.BadParameter("write 2026-11-22T07:30Z", param_hint="--as-of") from error


@contextmanager
def _progress() -> Iterator[rosters.Progress]:
    """A bar on a terminal; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # 44 ms to import, for those who watch
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        steps: dict[str, object] = {}

        def advance(step: str, done: int, of: int) -> None:
            if step not in steps:
                steps[step] = bar.add_task(step, total=of or None)
            bar.update(steps[step], completed=done)  # type: ignore[arg-type]  # rich's own id

        yield advance


def _tell(imported: Imported, order: Order) -> None:
    """What the file comes to: the difference report."""
    log.info("roster imported", state=imported.state, batch=imported.batch_id, rows=imported.rows)
    if imported.unmatched:
        click.echo(
            _(
                "CHECK THE PROTECTION LIST: %(n)s of its entries name nobody, neither in this file nor among known "
                "people. Nobody was hidden by them.",
                n=imported.unmatched,
            ),
            err=True,
        )
    if imported.is_same_file:
        click.echo(_("The same file was published before. Nothing changes."))
        if imported.counts:
            click.echo(_("It is a later picture: everybody it lists is confirmed as of then."))
        return
    click.echo(_("%(n)s rows read, %(refused)s set aside.", n=imported.rows, refused=len(imported.refused)))
    for n, words in roster_words.counted(imported.counts + imported.dirt):
        click.echo(f"  {n:>9,}  {words}")
    if imported.left_out:
        click.echo(_("%(n)s people changed meanwhile and wait for the next roster.", n=imported.left_out))
    click.echo(_outcome(imported, order))


def _outcome(imported: Imported, order: Order) -> str:
    if order.is_dry_run:
        return _("This was a rehearsal. Nothing was changed.")
    if imported.state is BatchState.HELD:
        most = f"{imported.limit.most:.0f}" if imported.limit else ""
        return _(
            "On hold: more people would no longer be held than the %(most)s that are usual. Two people look at it and "
            "run: flask roster release %(batch)s --by NAME --second NAME",
            most=most,
            batch=imported.batch_id,
        )
    return _("Published in %(seconds)s seconds.", seconds=f"{imported.publish_seconds:.2f}")


def _write_rejected(path: Path, imported: Imported) -> None:
    try:
        rejected_rows.write(path, imported.header, imported.refused)
    except OSError as error:
        log.error("rejected rows could not be written", error=type(error).__name__)
        click.echo(_("Rows that could not be used could not be written to %(path)s.", path=path), err=True)
        return
    click.echo(_("Rows that could not be used are in %(path)s.", path=path))
