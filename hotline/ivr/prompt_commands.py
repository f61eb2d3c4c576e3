"""What one types about recordings: which there are, what is missing, what a reader has to read."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from hotline import languages, rights_notice
from hotline.config import Settings
from hotline.ivr import prompts, sayings
from hotline.ivr.every_line import LINES
from hotline.ivr.sayings import Reading, Saying
from hotline.languages import Language
from hotline.texts import gettext as _

commands = AppGroup("prompts", help=_("Recordings in place of voices on the telephone."))
_in_language = click.option("--language", "code", required=True, help=_("The language's code, such as es."))


@commands.command("list")
@with_appcontext
def list_prompts() -> None:
    """Every text of the line: its id, who reads it in each language, its words."""
    spoken = languages.offered()
    said = {row.code: {one.id: one for one in sayings.of_lines(LINES.values(), row)} for row in spoken}
    for name in dict.fromkeys(name for texts in said.values() for name in texts):
        who = [_who(row, said[row.code][name]) for row in spoken if name in said[row.code]]
        words = next(texts[name].text for texts in said.values() if name in texts)
        click.echo("  ".join((name, *who, words)))


@commands.command("check")
@with_appcontext
def check() -> None:
    """What no one reads, what changed since it was recorded, which files belong to no text."""
    is_missing = False
    for language in languages.offered():
        said = sayings.of_lines(LINES.values(), language)
        read = {one: sayings.reading(one, language, _folder(language)) for one in said}
        click.echo(_summary(language, Counter(read.values())))
        for complaint in _complaints(read, _folder(language)):
            click.echo(f"  {complaint}")
        is_missing = is_missing or Reading.MISSING in read.values()
    if is_missing:
        raise click.ClickException(_("A language cannot say all of its texts, so it cannot be on the menu."))


@commands.command("script")
@_in_language
@click.option("--notice", "is_notice_alone", is_flag=True, help=_("The notice of rights alone."))
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Write it there."))
@with_appcontext
def script(code: str, output: Path | None, *, is_notice_alone: bool) -> None:
    """What a reader reads in a language: each text, where it is heard, the name of its file."""
    said = [one for one in sayings.of_lines(LINES.values(), _language(code)) if not one.has_values]
    if is_notice_alone:
        named = {one.id: one for one in said}
        said = [named[prompts.id_of(text)] for text in rights_notice.sentences()]
    told = "\n\n".join(_entry(number, len(said), one) for number, one in enumerate(said, start=1)) + "\n"
    if output:
        output.write_text(told, encoding="utf-8")
        click.echo(_("%(count)s texts to read are in %(path)s.", count=len(said), path=output))
    else:
        click.echo(told, nl=False)


@commands.command("accept")
@_in_language
@click.argument("ids", nargs=-1)
@with_appcontext
def accept(code: str, ids: tuple[str, ...]) -> None:
    """Say that recordings were listened to and say their texts as they stand: these IDS, or all that are new."""
    language = _language(code)
    folder = _folder(language)
    words, files = prompts.written_down(folder), prompts.recordings(folder)
    current = {one.id: one.text for one in sayings.of_lines(LINES.values(), language) if not one.has_values}
    accepted = set(ids) or (files.keys() & current.keys()) - words.keys()
    if unknown := sorted(accepted - (files.keys() & current.keys())):
        raise click.ClickException(_("No text, or no recording: %(ids)s.", ids=", ".join(unknown)))
    if accepted:
        prompts.write_down(folder, words | {name: current[name] for name in accepted})
    click.echo(_("%(count)s recordings accepted. Restart the service, so that callers hear them.", count=len(accepted)))


def _who(language: Language, saying: Saying) -> str:
    return f"{language.code}: {_named(sayings.reading(saying, language, _folder(language)))}"


def _named(reading: Reading) -> str:
    return {
        Reading.RECORDED: _("recorded"),
        Reading.CHANGED: _("changed"),
        Reading.UNHEARD: _("not accepted"),
        Reading.VOICE: _("voice"),
        Reading.MISSING: _("missing"),
    }[reading]


def _summary(language: Language, counts: Counter[Reading]) -> str:
    return _(
        "%(language)s: %(recorded)s recorded, %(voice)s read by a voice, %(missing)s missing.",
        language=language.endonym,
        recorded=counts[Reading.RECORDED],
        voice=counts[Reading.VOICE] + (counts[Reading.CHANGED] + counts[Reading.UNHEARD] if language.say else 0),
        missing=counts[Reading.MISSING],
    )


def _complaints(read: dict[Saying, Reading], folder: Path) -> Iterator[str]:
    for saying, who in read.items():
        if who is Reading.MISSING:
            yield _("Missing: %(id)s: %(text)s", id=saying.id, text=saying.text)
        elif who is Reading.CHANGED:
            yield _("Its text changed since it was recorded: %(id)s: %(text)s", id=saying.id, text=saying.text)
        elif who is Reading.UNHEARD:
            yield _("Nobody has accepted this recording yet: %(id)s", id=saying.id)
    recordable = {saying.id for saying in read if not saying.has_values}
    for name, path in prompts.recordings(folder).items():
        if name not in recordable:
            yield _("This file belongs to no text: %(path)s", path=path)


def _entry(number: int, total: int, saying: Saying) -> str:
    where = " › ".join(saying.steps) or _("anywhere in the call")
    told = [
        _("%(number)s of %(total)s. File: %(id)s.mp3", number=number, total=total, id=saying.id),
        _("Heard at: %(where)s", where=where),
    ]
    if saying.before:
        told.append(_("Right after: %(sentence)s", sentence=saying.before))
    if saying.note:
        told.append(_("Note: %(note)s", note=saying.note))
    return "\n".join((*told, _("Read: %(text)s", text=saying.text)))


def _language(code: str) -> Language:
    found = languages.get(code)
    if found is None or found not in languages.offered():
        codes = ", ".join(row.code for row in languages.offered())
        raise click.BadParameter(_("The service has these languages: %(codes)s.", codes=codes))
    return found


def _folder(language: Language) -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.prompts_folder / language.code
