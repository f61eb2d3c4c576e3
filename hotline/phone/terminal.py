"""`flask phone`: the hotline from a terminal. Shows what is heard and takes keys, words and texts."""

import os
import secrets
import urllib.error
from collections.abc import Callable

import click
from flask import current_app
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from hotline import phones
from hotline.config import Settings
from hotline.phone import keypad
from hotline.phone.document import BadDocument
from hotline.phone.telephone import KEYS, CallFailed, Heard, Telephone
from hotline.phone.texting import Thread
from hotline.phone.transport import OverHttp, Transport
from hotline.phone.waiting import State

HELP = """\
[bold]1 2 3 … * #[/]      press keys, one or several: [bold]1[/], or [bold]12345678#[/]
[bold]spell Ana María[/]  press the keys that spell a name, with the # at its end
[bold]say María[/]        say something, to a question or as a voice mail
[bold]silence[/]          press nothing, or just Enter
[bold]answer[/], [bold]busy[/], [bold]refuse[/], [bold]no-answer[/], [bold]over[/]
                  what the other end does when somebody is called
[bold]text hola[/]        write to the hotline; [bold]texts[/] shows what has arrived
[bold]hang up[/]          put the receiver down; [bold]call[/] again, or [bold]quit[/]
[bold]help[/]             this
"""
_STYLES = ("cyan", "green", "magenta", "yellow")
_HINTS = {
    State.WORDS: "you may say it",
    State.RECORDING: "your message is being recorded",
    State.RINGING: "a telephone rings: answer, busy, refuse or no-answer",
    State.TALKING: "you talk with the other end; over ends that",
    State.QUEUE: "you wait in line; answer takes the call",
}


@click.command("phone")
@click.option("--url", help="Where the service listens; otherwise this machine, port $PORT or 8000.")
@click.option("--from", "caller", default="", help="Your number; otherwise another made-up one each time.")
@click.option("--withheld", is_flag=True, help="Hide your number, as many callers do.")
def phone(url: str | None, caller: str, withheld: bool) -> None:
    """Call the hotline from this terminal, or write to it."""
    settings: Settings = current_app.extensions["settings"]
    target = url or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    practice = Practice(settings, OverHttp(target), "anonymous" if withheld else caller or _made_up())
    try:
        practice.run()
    except urllib.error.URLError as error:
        raise click.ClickException(f"Nobody answers at {target}. Start the service first: make run") from error
    except (CallFailed, BadDocument) as error:
        raise click.ClickException(f"An application error has occurred: {error}") from error


def _made_up() -> str:
    """A number of the range kept for fiction; the hotline allows each number so many look-ups an hour."""
    return f"+14045550{secrets.randbelow(100) + 100}"


class Practice:
    """Somebody at a terminal with a telephone: calls one after the other, and one thread of texts."""

    def __init__(self, settings: Settings, carry: Transport, caller: str) -> None:
        self._console = Console(highlight=False)
        self._telephone = Telephone(settings, carry, caller=caller)
        self._thread = Thread(settings, carry, caller)
        self._heard = self._texts = 0
        self._acts: dict[str, Callable[[str], None]] = {
            "": self._wait,
            "silence": self._wait,
            "say": lambda words: self._telephone.speak(words),
            "spell": self._spell,
            "text": self._thread.write,
            "texts": lambda _: None,
            "call": self._call,
            **{act: self._other_end(act) for act in ("answer", "busy", "refuse", "no-answer", "failed")},
            "over": self._other_end("hang up"),
        }

    def run(self) -> None:
        """Call, and do what is typed until somebody has had enough."""
        settings, caller = self._telephone.settings, self._telephone.caller
        shown = phones.readable(caller) if caller.startswith("+") else "a withheld number"
        number = phones.readable(settings.hotline_number)
        self._console.print(f"[bold]Practice telephone.[/] Calling {number} from {shown}.")
        self._console.print(HELP)
        self._telephone.dial()
        self._show(was_connected=True)
        while (typed := self._typed()) not in ("quit", "exit"):
            was_connected = self._telephone.is_connected
            if typed in ("hang up", "hangup") and not was_connected:
                break
            self._act(typed)
            self._show(was_connected=was_connected)
        if self._telephone.is_connected:
            self._telephone.hang_up()
            self._show(was_connected=True)

    def _act(self, typed: str) -> None:
        word, _, rest = typed.partition(" ")
        keys = "".join(typed.split())
        if typed in ("hang up", "hangup"):
            self._telephone.hang_up()
        elif word in self._acts:
            self._acts[word](rest.strip())
        elif set(keys) <= KEYS:
            self._telephone.press(keys)
        else:
            self._console.print(HELP)

    def _typed(self) -> str:
        try:
            return self._console.input("[bold]phone>[/] ").strip()
        except (EOFError, KeyboardInterrupt):
            return "quit"

    def _wait(self, _rest: str) -> None:
        if self._telephone.is_connected:
            self._console.print("[dim](you say nothing)[/]")
            self._telephone.wait()

    def _spell(self, name: str) -> None:
        if spelled := keypad.spell(name):
            self._console.print(f"[dim](you press {spelled}#)[/]")
            self._telephone.press(f"{spelled}#")

    def _call(self, _rest: str) -> None:
        self._telephone.hang_up()
        before = self._telephone
        self._telephone, self._heard = Telephone(before.settings, before.carry, caller=before.caller), 0
        self._telephone.dial()

    def _other_end(self, act: str) -> Callable[[str], None]:
        def do(_rest: str) -> None:
            try:
                self._telephone.leg(act)
            except ValueError as error:
                self._console.print(f"[dim]({error})[/]")

        return do

    def _show(self, *, was_connected: bool) -> None:
        """What is new since the last time: sentences, texts, the end of the call, what may be done now."""
        self._console.print(_sentences(self._telephone.heard[self._heard :]))
        self._heard = len(self._telephone.heard)
        self._thread.look()
        for text in self._thread.texts[self._texts :]:
            if not text.is_mine:
                self._console.print(f"[bold]A text arrives:[/] {escape(text.body)}")
        self._texts = len(self._thread.texts)
        if was_connected and not self._telephone.is_connected:
            self._console.print("[dim]The call is over.[/]")
        elif hint := _HINTS.get(self._telephone.state):
            self._console.print(f"[dim]({hint})[/]")


def _sentences(heard: list[Heard]) -> Table:
    """Each sentence as a line, with its language; a colour a language."""
    languages = list(dict.fromkeys(sentence.language for sentence in heard))
    lines = Table.grid(Column(justify="right", style="dim", min_width=6), Column(), padding=(0, 1))
    for sentence in heard:
        style = _STYLES[languages.index(sentence.language) % len(_STYLES)]
        lines.add_row(sentence.language, Text(f"({sentence.text})" if sentence.is_sound else sentence.text, style))
    return lines
