"""`flask phone`: the hotline from a terminal. Shows what is heard, takes keys, words and texts, and rings."""

import os
import secrets
from collections.abc import Callable
from functools import partial

import click
from flask import current_app
from rich.console import Console
from rich.markup import escape

from hotline import phones
from hotline.config import Settings
from hotline.phone import keypad, pace, transcript
from hotline.phone.bell import Bell
from hotline.phone.breaking import Breakable
from hotline.phone.document import BadDocument
from hotline.phone.hints import HELP, HINTS
from hotline.phone.keyboard import Keyboard
from hotline.phone.legs import Dialling
from hotline.phone.telephone import BUSY, ENTRANCE, INSIDE, KEYS, NO_ANSWER, OF_A_FACILITY, CallFailed, Telephone
from hotline.phone.texting import Thread
from hotline.phone.transport import OverHttp, Transport, Witness
from hotline.phone.waiting import State

WITHHELD = "anonymous"


@click.command("phone")
@click.option("--url", help="Where the service listens; otherwise this machine, port $PORT or 8000.")
@click.option("--from", "caller", default="", help="Your number; otherwise another made-up one each time.")
@click.option("--withheld", is_flag=True, help="Hide your number, as many callers do.")
@click.option("--inside", is_flag=True, help="Call the free-call line, from the telephone of a facility.")
def phone(url: str | None, caller: str, withheld: bool, inside: bool) -> None:
    """Call the hotline from this terminal, or write to it."""
    settings: Settings = current_app.extensions["settings"]
    made_up = OF_A_FACILITY if inside else _made_up()
    number = WITHHELD if withheld else phones.parse_reference(caller or made_up)
    if number is None:
        raise click.BadParameter(
            f"{caller} is no telephone number. Write it like +1 404 555 0123.", param_hint="--from"
        )
    target = url or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    practising = current_app.extensions.get("practice")  # in development alone
    entrance = INSIDE if inside else ENTRANCE
    practice = Practice(settings, OverHttp(target), number, practising.fallback() if practising else "", entrance)
    try:
        practice.begin()
    except OSError as error:
        raise click.ClickException(f"Nobody answers at {target}. Start the service first: make run") from error
    practice.run()


def _made_up() -> str:
    """A number of the range kept for fiction; the hotline allows each number so many look-ups an hour."""
    return f"+14045550{secrets.randbelow(100) + 100}"


class Practice:
    """Somebody at a terminal with a telephone: calls one after the other, and one thread of texts."""

    def __init__(
        self, settings: Settings, carry: Transport, caller: str, fallback: str = "", entrance: str = ENTRANCE
    ) -> None:
        self._console = Console(highlight=False)
        self._service = Breakable(Witness(carry), fallback)
        self._telephone = Telephone(settings, self._service, caller=caller, entrance=entrance)
        self._thread = Thread(settings, self._service, caller)
        self._bell = Bell(settings, caller)
        self._keyboard = Keyboard()
        self._heard = self._told = self._texts = 0
        self._acts: dict[str, Callable[[str], None]] = {
            "": self._wait,
            "silence": self._wait,
            "say": self._say,
            "spell": self._spell,
            "text": self._write,
            "texts": self._show_texts,
            "call": self._call,
            "help": lambda _: self._console.print(HELP),
            **{act: self._other_end(act) for act in ("answer", "busy", "refuse", "no-answer", "failed")},
            "over": self._other_end("hang up"),
            "them": lambda act: self._other_end(act)(""),
            "voice-mail": self._other_end("voice-mail"),
            "break": lambda _: self._break(is_broken=True),
            "mend": lambda _: self._break(is_broken=False),
        }

    def begin(self) -> None:
        """Say what this is, and call. Raises OSError where no service answers."""
        settings, caller = self._telephone.settings, self._telephone.caller
        shown = "a withheld number" if caller == WITHHELD else phones.readable(caller)
        number = phones.readable(settings.hotline_number)
        self._console.print(f"[bold]Practice telephone.[/] Calling {number} from {shown}.")
        self._console.print(HELP)
        self._do(self._telephone.dial)

    def run(self) -> None:
        """Do what is typed until somebody has had enough."""
        while (typed := self._typed()) not in ("quit", "exit"):
            self._try(partial(self._act, typed))
            self._ring()
        if self._telephone.is_connected:
            self._try(self._telephone.hang_up)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            self._do(act)
        except OSError:
            self._remark("the service does not answer: is it running?")

    def _do(self, act: Callable[[], None]) -> None:
        """Do something and show what is new; where the telephone company would fail, the call fails, and no more."""
        before = (self._telephone.sid, self._telephone.state)
        try:
            act()
        except (CallFailed, BadDocument) as error:
            self._console.print(f"[bold]An application error has occurred:[/] {escape(str(error))}")
        self._show(is_other=(self._telephone.sid, self._telephone.state) != before)

    def _act(self, typed: str) -> None:
        word, _, rest = typed.partition(" ")
        keys = "".join(typed.split())
        if typed in ("hang up", "hangup"):
            self._hang_up()
        elif word in self._acts:
            self._acts[word](rest.strip())
        elif set(keys) <= KEYS:
            if self._is_on_the_line():
                self._telephone.press(keys)
        else:
            self._remark(f"{typed} is neither keys nor a word of this telephone; help shows them")

    def _typed(self) -> str:
        self._ask()
        try:
            line = self._keyboard.line(meanwhile=self._look)
        except KeyboardInterrupt:
            line = None
        if line is None:
            self._console.print()
        return "quit" if line is None else line.strip()

    def _ask(self) -> None:
        self._console.print("[bold]phone>[/] ", end="")

    def _look(self) -> None:
        """While nothing is typed, the telephone rings and texts arrive by themselves."""
        if is_ordered := self._telephone.is_ordered:
            self._try(self._telephone.look)
        has_rung, has_texts = self._ring(), self._show_new_texts()
        if is_ordered or has_rung or has_texts:
            self._ask()

    def _ring(self) -> bool:
        """A call that the hotline placed rings here, once no other is at hand; whether one does."""
        placed = self._bell.waiting
        if placed is None or self._telephone.is_connected or self._telephone.state is State.CALLED:
            return False
        self._bell.quiet(placed)
        before = self._telephone
        self._telephone = Telephone(before.settings, before.carry, before.caller, before.entrance, placed=placed)
        self._heard = self._told = 0
        self._console.print("\n[bold]The telephone rings.[/] It is the hotline.")
        self._remark(HINTS[State.CALLED])
        return True

    def _when_called(self, act: str) -> None:
        """What somebody does whose telephone rings."""
        if act == "answer":
            self._telephone.answer()
        elif act == "voice-mail":
            self._remark("your voice mail takes the call, and keeps what it hears")
            self._telephone.let_machine_answer()
        else:
            self._telephone.turn_away(NO_ANSWER if act == "no-answer" else BUSY)

    def _remark(self, words: str) -> None:
        self._console.print(f"[dim]({escape(words)})[/]")

    def _is_on_the_line(self) -> bool:
        if not self._telephone.is_connected:
            self._remark("nobody is on the line: call, or quit")
        return self._telephone.is_connected

    def _hang_up(self) -> None:
        if self._is_on_the_line():
            self._telephone.hang_up()

    def _wait(self, _rest: str) -> None:
        if self._is_on_the_line():
            self._remark("you say nothing")
            self._telephone.wait()

    def _say(self, words: str) -> None:
        if not words:
            self._remark("say what? For example: say María")
        elif self._is_on_the_line():
            if self._telephone.state not in (State.WORDS, State.RECORDING, State.TALKING):
                self._remark("only keys are heard here: press them, or spell")
            self._telephone.speak(words)

    def _spell(self, name: str) -> None:
        spelled = keypad.spell(name)
        if not spelled:
            self._remark("spell what? For example: spell María")
        elif self._is_on_the_line():
            self._remark(f"you press {spelled}#")
            self._telephone.press(f"{spelled}#")

    def _write(self, body: str) -> None:
        if not body:
            self._remark("write what? For example: text hola")
        elif not self._thread.may_write:
            self._remark("a withheld number cannot send texts")
        else:
            self._thread.write(body)
            if not self._thread.texts[-1].is_answered:
                self._remark(
                    "no answer: STOP, HELP and the like are for the telephone company, some countries get none"
                )

    def _show_texts(self, _rest: str) -> None:
        """_show() prints them; here is said only that there are none."""
        self._texts = 0
        self._thread.look()
        if all(text.is_mine for text in self._thread.texts):
            self._remark("no text has arrived")

    def _call(self, _rest: str) -> None:
        self._telephone.hang_up()
        before = self._telephone
        self._telephone = Telephone(before.settings, before.carry, caller=before.caller, entrance=before.entrance)
        self._heard = self._told = 0
        self._telephone.dial()

    def _break(self, *, is_broken: bool) -> None:
        self._service.is_broken = is_broken
        self._remark("the service is broken: press a key, or call" if is_broken else "the service works again")

    def _other_end(self, act: str) -> Callable[[str], None]:
        def do(_rest: str) -> None:
            try:
                if self._telephone.state is State.CALLED:
                    self._when_called(act)
                else:
                    self._telephone.leg(act)
            except ValueError as error:
                self._remark(str(error))

        return do

    def _show(self, *, is_other: bool) -> None:
        """What is new since the last time: sentences, texts, the end of the call, what may be done now.

        `is_other`: another call, or another state of it.
        """
        self._show_told()
        self._console.print(transcript.sentences(self._telephone.heard[self._heard :]))
        self._heard = len(self._telephone.heard)
        self._show_new_texts()
        if is_other and self._telephone.state is State.OVER:
            length = round(sum(pace.saying(heard.text) for heard in self._telephone.heard if not heard.is_sound))
            self._console.print(f"[dim]The call is over. Its words take {length // 60}:{length % 60:02}.[/]")
        elif hint := HINTS.get(self._telephone.state):
            self._remark(hint.replace("%s", self._ringing))

    def _show_told(self) -> None:
        """What who was called hears before anybody talks."""
        if new := self._telephone.told[self._told :]:
            self._console.print("[bold]Who was called hears:[/]")
            self._console.print(transcript.sentences(new))
        self._told = len(self._telephone.told)

    def _show_new_texts(self) -> bool:
        """The texts that nobody has seen yet; whether there are any."""
        self._thread.look()
        new = [text for text in self._thread.texts[self._texts :] if not text.is_mine]
        for text in new:
            self._console.print(f"\n[bold]A text arrives:[/] {escape(text.body)}")
        self._texts = len(self._thread.texts)
        return bool(new)

    @property
    def _ringing(self) -> str:
        """The numbers that ring."""
        waits_for = self._telephone.waits_for
        return " and ".join(map(phones.readable, waits_for.numbers)) if isinstance(waits_for, Dialling) else ""
