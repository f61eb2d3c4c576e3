"""What the page is told of a handset: whole sentences in the page's language, and what may be done now."""

from typing import Any

from hotline import languages, phones
from hotline.phone.handset import Done, Handset, Line
from hotline.phone.legs import Dialling
from hotline.phone.listening import Gathering
from hotline.phone.texting import Text
from hotline.phone.waiting import State
from hotline.texts import gettext as _
from hotline.texts import lazy

GATHER_SECONDS = 5  # Twilio's own, where a document names none
MOST_EXCHANGES = 60

_STATUS = {
    State.IDLE: lazy("Press Call. Then listen, and press the keys that the hotline asks for."),
    State.CALLED: lazy("The hotline calls you. Answer, or do what you would do with such a call."),
    State.KEYS: lazy("Press a key."),
    State.WORDS: lazy("Say it, or press keys."),
    State.RECORDING: lazy("Your message is being recorded. Say something, then press # or hang up."),
    State.TELLING: lazy("The other end is told who calls. Be that person: press a key, or say nothing."),
    State.TALKING: lazy("You talk with the other end."),
    State.QUEUE: lazy("You wait in line. Be the person who takes the call."),
    State.OVER: lazy("The call is over. Press Call to call again."),
}
_DONE = {
    Done.DIALLED: lazy("You call the hotline."),
    Done.SILENT: lazy("You say and press nothing."),
    Done.HUNG_UP: lazy("You hang up."),
    Done.CALL_OVER: lazy("The hotline has hung up."),
    Done.SOUND: lazy("A recording is played."),
    Done.TONE: lazy("You hear a tone."),
    Done.RUNG: lazy("The telephone rings. It is the hotline."),
    Done.ANSWERED: lazy("You answer."),
    Done.DECLINED: lazy("You decline the call."),
    Done.RANG_OUT: lazy("Nobody answers."),
    Done.MACHINE: lazy("Your voice mail takes the call, and keeps what it hears:"),
    Done.ANOTHER_RINGS: lazy("Somebody else calls. It will ring when this call is over."),
}
_OTHER_END = {
    "answer": lazy("The other end answers."),
    "hang up": lazy("The other end hangs up."),
    "busy": lazy("The other end is busy."),
    "refuse": lazy("The other end refuses the call."),
    "no-answer": lazy("Nobody answers at the other end."),
    "failed": lazy("There is no such number."),
    "voice-mail": lazy("Voice mail takes the call at the other end."),
    "silence": lazy("The other end says and presses nothing."),
}
# What the page's script says by itself.
TOLD = {
    "lost": lazy("The hotline does not answer. Is it running?"),
    "message_kept": lazy("Your message was kept. It is under Voice mail."),
    "no_voice": lazy("This browser has no voice for this language, so it is only written."),
    "is_called": lazy("The hotline calls you."),
    "number_taken": lazy("You now call from this number."),
    "rings": lazy("It rings …"),
    "text_arrived": lazy("A text has arrived. It is under Texts."),
}
OTHER_END = {
    State.RINGING: {
        "answer": lazy("Answer"),
        "busy": lazy("Busy"),
        "no-answer": lazy("No answer"),
        "refuse": lazy("Refuse"),
        "voice-mail": lazy("Voice mail there"),
        "failed": lazy("No such number"),
    },
    State.TELLING: {
        "1": lazy("They press 1"),
        "2": lazy("They press 2"),
        "3": lazy("They press 3"),
        "silence": lazy("They press nothing"),
        "hang up": lazy("Hang up there"),
    },
    State.TALKING: {"hang up": lazy("Hang up there")},
    State.QUEUE: {"answer": lazy("Take the call")},
}


def told(handset: Handset) -> dict[str, Any]:
    """The whole handset, as JSON takes it."""
    waits_for = handset.call.waits_for
    gather = waits_for if isinstance(waits_for, Gathering) else None
    attributes = gather.verb.attributes if gather else {}
    return {
        "id": handset.id,
        "call": handset.call.sid,
        "number": number(handset.number),
        "state": handset.state,
        "status": _status(handset, gather),
        "length": _length(round(handset.seconds)),
        "may_say": handset.state in (State.WORDS, State.RECORDING),
        "may_spell": _is_entry(gather),
        "may_write": handset.thread.may_write,
        "about_texts": _about_texts(handset),
        "typed": gather.typed if gather else "",
        "seconds": int(attributes.get("timeout", GATHER_SECONDS)),
        "may_interrupt": attributes.get("bargeIn", "true") == "true",
        "lines": [_line(line) for line in handset.lines],
        "texts": [{"mine": text.is_mine, "text": text.body, "note": _note(text)} for text in handset.thread.texts],
        "messages": [{"text": left.words, "length": _length(left.seconds)} for left in handset.messages],
        "log": [[sent.method, sent.path, sent.status] for sent in handset.witness.exchanges[-MOST_EXCHANGES:]],
        "is_broken": handset.service.is_broken,
        "trouble": handset.trouble,
    }


def number(caller: str) -> str:
    """The number as its owner reads it."""
    return phones.readable(caller) if phones.parse(caller) else _("A withheld number")


def _status(handset: Handset, gather: Gathering | None) -> str:
    waits_for = handset.call.waits_for
    if handset.state is State.RINGING and isinstance(waits_for, Dialling):
        ringing = ", ".join(phones.readable(rung) for rung in waits_for.numbers)
        return _("The telephone %(number)s rings. Be the person who is called.", number=ringing)
    if handset.state is State.KEYS and _is_entry(gather):
        return _("Press the digits, then #.")
    return _(_STATUS[handset.state])


def _is_entry(gather: Gathering | None) -> bool:
    """Whether several keys are asked for."""
    return gather is not None and gather.verb.attributes.get("numDigits") != "1"


def _about_texts(handset: Handset) -> str:
    """Who gets no answer, said before anybody wonders."""
    if not handset.thread.may_write:
        return _("A withheld number cannot send texts, and none can be sent to it. Take another number to try them.")
    if not phones.may_be_texted(handset.number):
        return _("The hotline cannot send texts to this country, so it does not answer texts from there.")
    return _(
        "STOP and words like it are for the telephone company: it answers them, the hotline does not. HELP gets an "
        "answer of the hotline only when it has asked something."
    )


def _note(text: Text) -> str:
    return "" if text.is_answered else _("The hotline does not answer this text.")


def _voice(language: str) -> str:
    """The name of a language that a voice speaks ("es-US"), in that language."""
    return next((spoken.endonym for spoken in languages.spoken() if spoken.say == language), language)


def _line(line: Line) -> dict[str, str]:
    if line.done in (Done.HEARD, Done.SOUND, Done.TONE):
        sound = line.text if line.done is Done.SOUND else ""
        text = line.text if line.done is Done.HEARD else _(_DONE[line.done])
        return {
            "by": "hotline",
            "text": text,
            "language": line.language,
            "voice": _voice(line.language),
            "sound": sound,
        }
    if line.done in (Done.TOLD, Done.TOLD_SOUND):
        return _told_them(line)
    return {"by": "you", "text": _sentence(line), "language": "", "voice": "", "sound": ""}


def _told_them(line: Line) -> dict[str, str]:
    """What who was called hears, and nobody else."""
    known = {"by": "them", "text": line.text, "language": line.language, "sound": ""}
    if line.done is Done.TOLD_SOUND:
        return known | {"text": _(_DONE[Done.SOUND]), "sound": line.text, "voice": _("They hear")}
    heard = _("They hear (%(language)s)", language=_voice(line.language)) if line.language else _("They hear")
    return known | {"voice": heard}


def _sentence(line: Line) -> str:
    if line.done is Done.PRESSED:
        return _("You press %(keys)s.", keys=line.text)
    if line.done is Done.SAID:
        return _("You say: %(words)s", words=line.text)
    if line.done is Done.FAILED:
        return _("The telephone company could not read the answer: %(why)s", why=line.text)
    if line.done is Done.OTHER_END:
        return _(_OTHER_END[line.text]) if line.text in _OTHER_END else _("They press %(keys)s.", keys=line.text)
    return _(_DONE[line.done])


def _length(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
