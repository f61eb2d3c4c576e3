"""`flask phone`: dial the hotline from a terminal. Shows what is heard and takes keys; nobody needs an account."""

import os
import secrets
import urllib.error

import click
from flask import current_app
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from hotline import phones
from hotline.config import Settings
from hotline.phone import keypad
from hotline.phone.document import BadDocument
from hotline.phone.telephone import KEYS, CallFailed, Heard, Telephone
from hotline.phone.transport import OverHttp

HELP = """\
[bold]1 2 3 … * #[/]      press keys, one or several: [bold]1[/], or [bold]12345678#[/]
[bold]spell Ana María[/]  press the keys that spell a name, with the # at its end
[bold]silence[/]          press nothing, or just Enter
[bold]hang up[/]          put the receiver down
[bold]help[/]             this
"""
_STYLES = ("cyan", "green", "magenta", "yellow")


@click.command("phone")
@click.option("--url", help="Where the service listens; otherwise this machine, port $PORT or 8000.")
@click.option("--from", "caller", default="", help="Your number; otherwise another made-up one each time.")
@click.option("--withheld", is_flag=True, help="Hide your number, as many callers do.")
def phone(url: str | None, caller: str, withheld: bool) -> None:
    """Call the hotline from this terminal."""
    settings: Settings = current_app.extensions["settings"]
    target = url or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    console = Console(highlight=False)
    telephone = Telephone(settings, OverHttp(target), caller="anonymous" if withheld else caller or _made_up())
    _introduce(console, telephone)
    try:
        _call(console, telephone)
    except urllib.error.URLError as error:
        raise click.ClickException(f"Nobody answers at {target}. Start the service first: make run") from error
    except (CallFailed, BadDocument) as error:
        raise click.ClickException(f"An application error has occurred: {error}") from error


def _made_up() -> str:
    """A number of the range kept for fiction; the hotline allows each number so many look-ups an hour."""
    return f"+14045550{secrets.randbelow(100) + 100}"


def _introduce(console: Console, telephone: Telephone) -> None:
    number = phones.readable(telephone.settings.hotline_number)
    shown = phones.readable(telephone.caller) if telephone.caller.startswith("+") else "a withheld number"
    console.print(f"[bold]Practice telephone.[/] Calling {number} from {shown}.")
    console.print(HELP)


def _call(console: Console, telephone: Telephone) -> None:
    shown = 0
    telephone.dial()
    while True:
        _show(console, telephone.heard[shown:])
        shown = len(telephone.heard)
        if not telephone.is_connected:
            console.print("[dim]The call is over.[/]")
            return
        _act(console, telephone, _typed(console))


def _show(console: Console, heard: list[Heard]) -> None:
    """Each sentence as a line, with its language; a colour a language."""
    languages = list(dict.fromkeys(sentence.language for sentence in heard))
    lines = Table.grid(Column(justify="right", style="dim", min_width=6), Column(), padding=(0, 1))
    for sentence in heard:
        lines.add_row(
            sentence.language, Text(sentence.text, _STYLES[languages.index(sentence.language) % len(_STYLES)])
        )
    console.print(lines)


def _typed(console: Console) -> str:
    try:
        return console.input("[bold]keys>[/] ").strip()
    except (EOFError, KeyboardInterrupt):
        return "hang up"


def _act(console: Console, telephone: Telephone, typed: str) -> None:
    word, _, rest = typed.partition(" ")
    keys = "".join(typed.split())
    if word in ("", "silence"):
        console.print("[dim](you say nothing)[/]")
        telephone.wait()
    elif typed in ("hang up", "hangup", "quit", "exit"):
        telephone.hang_up()
    elif word == "spell" and (spelled := keypad.spell(rest)):
        console.print(f"[dim](you press {spelled}#)[/]")
        telephone.press(f"{spelled}#")
    elif set(keys) <= KEYS:
        telephone.press(keys)
    else:
        console.print(HELP)
