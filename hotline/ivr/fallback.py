"""What a caller hears when nothing of ours answers: a document that any web server hands out, without us.

The telephone company fetches it by itself (with GET) when a webhook fails. Nothing in it is of a call, so it needs no
signature, no database and no running service. `flask fallback` writes it.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import with_appcontext

from hotline import languages, texts
from hotline.config import Settings
from hotline.ivr import twiml
from hotline.ivr.twiml import Spoken
from hotline.languages import Language
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone, when no machine of ours can answer; the first words.
SORRY = _("This is the Family Hotline. I am sorry: our machine cannot answer right now. You did nothing wrong.")
# Translators: heard on the telephone, before the telephone of a person rings.
PASSED_ON = _("Please stay on the line. We are now calling a person for you.")
# Translators: heard on the telephone, last words, after a person's telephone rang.
AFTERWARDS = _("If you could not speak with a person, please call us again in a few minutes. Goodbye.")
# Translators: heard on the telephone; the address of a web page, such as hotline.example.org.
WEB = _("You can also look for a person on the web, at %(address)s.")
# Translators: heard on the telephone, last words, when no machine of ours can answer.
CALL_AGAIN = _("Please call us again in a few minutes. Goodbye.")


def document(settings: Settings) -> str:
    """Says in every language of the greeting that we cannot answer; then rings the operator, where there is one."""
    if settings.operator_number:
        return passed_on(settings, languages.spoken())
    host = urlsplit(settings.public_base_url).hostname or ""
    return twiml.goodbye(_in_each(languages.spoken(), SORRY, WEB, CALL_AGAIN, address=host))


def passed_on(settings: Settings, spoken: tuple[Language, ...]) -> str:
    """Says in these languages that we cannot answer, and rings the operator."""
    afterwards = _in_each(spoken, AFTERWARDS)
    return twiml.pass_on(_in_each(spoken, SORRY, PASSED_ON), settings.operator_number, afterwards=afterwards)


def _in_each(spoken: tuple[Language, ...], *messages: str, **values: str) -> Iterator[Spoken]:
    for language in spoken:
        with texts.speaking(language):
            yield from [Spoken(gettext(message) % values, language) for message in messages]


@click.command("fallback")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it, not to the screen.")
@with_appcontext
def command(output: Path | None) -> None:
    """The TwiML for when everything is down, for a web server that is not ours."""
    told = document(current_app.extensions["settings"])
    if output is None:
        click.echo(told)
    else:
        output.write_text(told, encoding="utf-8")
        click.echo(f"Written to {output}: serve it with GET, and name its address as the number's fallback URL.")
