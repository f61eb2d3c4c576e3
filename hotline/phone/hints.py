"""What the telephone in a terminal says by itself: its acts, and what may be done now."""

from hotline.phone.waiting import State

HELP = """\
[bold]1 2 3 … * #[/]      press keys, one or several: [bold]1[/], or [bold]12345678#[/]
[bold]spell Ana María[/]  press the keys that spell a name, with the # at its end
[bold]say María[/]        say something, to a question or as a voice mail
[bold]silence[/]          press nothing, or just Enter
[bold]answer[/], [bold]busy[/], [bold]refuse[/], [bold]no-answer[/], [bold]voice-mail[/], [bold]over[/]
                  what the other end does when somebody is called, and what
                  you do when the hotline calls you
[bold]them 1[/], [bold]them silence[/]
                  what who was called presses, or does not, while they are
                  told who calls
[bold]text hola[/]        write to the hotline; [bold]texts[/] shows what has arrived
[bold]break[/], [bold]mend[/]      break the service, to hear what happens when it fails
[bold]hang up[/]          put the receiver down; then [bold]call[/] again, or [bold]quit[/]
[bold]help[/]             this
"""
HINTS = {
    State.CALLED: "answer, busy, no-answer, or voice-mail",
    State.WORDS: "you may say it",
    State.RECORDING: "after the tone your message is recorded: say something, then # or hang up",
    State.RINGING: "it rings at %s: answer, busy, refuse, no-answer or voice-mail",
    State.TELLING: "they are told who calls: them 1, or any key; them silence; over hangs up",
    State.TALKING: "you talk with the other end; over ends that",
    State.QUEUE: "you wait in line; answer takes the call",
}
