"""`flask directory load [FILE ...]`: puts reference lists into the directory, all of them or none."""

from collections import Counter
from pathlib import Path

import click
from flask.cli import with_appcontext

from hotline import clock, db
from hotline.domain import directory
from hotline.domain.directory import ListKind, Loaded, ReferenceList
from hotline.domain.errors import Invalid
from hotline.texts import gettext as _
from hotline.texts import lazy, ngettext

HERE = Path(__file__).parent
OUR_LISTS = tuple(HERE / f"{name}.csv" for name in ("field_offices", "areas", "facilities", "courts", "consulates"))
SHOWN = 20  # rows set aside that are named one by one

_REASONS = {
    "empty": lazy("The file is empty."),
    "too_big": lazy("The file is larger than any list of this kind."),
    "not_utf8": lazy("The text is not UTF-8. Save the file as CSV UTF-8."),
    "nul_byte": lazy("There is a NUL byte: this is not a text file."),
    "malformed": lazy("The quotation marks do not match, or a cell is far too long."),
    "unknown_list": lazy("No list that we know has these columns. See docs/reference.md."),
    "column_twice": lazy("A column name stands there twice."),
    "wrong_number_of_columns": lazy("The row has not as many cells as the header."),
    "no_usable_row": lazy("Not one row can be used."),
    "missing": lazy("The cell is empty but must not be."),
    "too_long": lazy("The cell is too long."),
    "unknown_state": lazy("There is no such state."),
    "unknown_country": lazy("There is no such country."),
    "unknown_zone": lazy("There is no such time zone."),
    "unknown_facility": lazy("There is no facility of this code. Load the facilities first."),
    "unknown_topic": lazy("There is no such topic. Write call, visit, mail, money or medicine."),
    "unknown_language": lazy("This is not the code of one language. Write en, for example."),
    "unknown_office": lazy("There is no such field office. Load the field offices first."),
    "not_a_date": lazy("This is not a date. Write 2026-11-22."),
    "half_verified": lazy("A verified number needs both the day and who verified it."),
    "twice": lazy("The same key stands in an earlier row."),
}
_REMARKS = {
    "zone_from_state": lazy("%(n)s rows name no time zone; the one that most of the state lives by was taken."),
    "zone_from_code": lazy("%(n)s rows name neither zone nor state; the state that ends the code was taken."),
    "zone_unknown": lazy("%(n)s rows have no time zone; times there are told in the field office's."),
    "code_from_name": lazy("%(n)s rows have no real code; one was made from the name."),
    "language_unreadable": lazy("%(n)s rows name a language by something that is no code; it was left out."),
    "website_unreadable": lazy("%(n)s addresses of web pages do not begin with https:// and were left out."),
    "phone_unreadable": lazy("%(n)s telephone numbers cannot be read and were left out."),
}
_PASSED_OVER = {
    ListKind.FIELD_OFFICES: lazy("%(n)s rows are offices that hold nobody; they were passed over."),
    ListKind.CONSULATES: lazy("%(n)s rows do not say where they come from; they were passed over."),
}
_CONTRADICTED = lazy(
    "%(n)s verified numbers are otherwise in this list; they stay, and staff are asked to dial them again."
)
_KEPT = lazy("%(n)s rows have words of staff that stay, for the list says what it said before they wrote.")
_TO_COMPARE = lazy("%(n)s rows had words of staff which this list has changed since; staff are asked to compare.")


@click.group("directory", help="The directory of places.")
def commands() -> None:
    """Groups what is below."""


@commands.command("load", help="Load reference lists from CSV files; without FILE those that come with the service.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def load(files: tuple[Path, ...]) -> None:
    lists = sorted(((path, _read(path)) for path in files or OUR_LISTS), key=lambda pair: _order(pair[1]))
    with db.begin() as session:
        loaded = [(path, read, directory.load(session, read.kind, read.rows, now=clock.now())) for path, read in lists]
    for path, read, done in loaded:
        _tell(path, read, done)


def _order(read: ReferenceList) -> int:
    return list(ListKind).index(read.kind)


def _read(path: Path) -> ReferenceList:
    try:
        return directory.read(path)
    except Invalid as fault:
        told = _("%(file)s, %(where)s: %(reason)s", file=path.name, where=fault.field, reason=_(_REASONS[fault.reason]))
        raise click.ClickException(told + " " + _("Nothing was loaded.")) from fault


def _tell(path: Path, read: ReferenceList, done: Loaded) -> None:
    counts = {"added": done.added, "changed": done.changed, "unchanged": done.unchanged}
    click.echo(_("%(file)s: %(added)s new, %(changed)s changed, %(unchanged)s as before.", file=path.name, **counts))
    for remark, n in Counter(remark for row in read.rows for remark in row.remarks).items():
        click.echo("  " + _(_REMARKS[remark], n=n))
    if read.passed_over:
        click.echo("  " + _(_PASSED_OVER[read.kind], n=read.passed_over))
    if done.contradicted:
        click.echo("  " + _(_CONTRADICTED, n=done.contradicted))
    if done.kept:
        click.echo("  " + _(_KEPT, n=done.kept))
    if done.to_compare:
        click.echo("  " + _(_TO_COMPARE, n=done.to_compare))
    aside = (*read.set_aside, *done.set_aside)
    for row in aside[:SHOWN]:
        reason = _(_REASONS[row.reason])
        told = {"line": row.line, "column": row.column, "reason": reason}
        click.echo("  " + _("Line %(line)s was set aside. %(column)s: %(reason)s", **told), err=True)
    if len(aside) > SHOWN:
        more = len(aside) - SHOWN
        click.echo("  " + ngettext("%(n)s more row was set aside.", "%(n)s more rows were set aside.", more), err=True)
