"""One turn of a conversation by text: what came in, the step it answers, what is said."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, groupby

from sqlalchemy.orm import Session

from hotline import answers, gsm, languages, reading, texts
from hotline.domain import redactions, text_talks
from hotline.domain.text_talks import TextTurn
from hotline.ivr.texting import (
    asking,
    beginning,
    calling,
    confirming,
    keeping,
    noticing,
    offering,
    references,
    stopping,
    telling,
    tongues,
    words,
)
from hotline.ivr.texting.state import Chat, ChatNotes, Question, Step, Told
from hotline.ivr.texting.steps import STEPS, Answer, again, asked, go
from hotline.ivr.texting.tongues import LANGUAGE, SPEAKS
from hotline.ivr.texting.words import Command
from hotline.texts import gettext
from hotline.texts import lazy as _

LONGEST = 640  # characters of a text that we read: four of one piece
MISSES = 3  # then a person is offered too
LONGEST_TURNS = 120  # answers in one conversation; more is a machine that answers a machine

_QUESTIONS = {name for name, step in STEPS.items() if isinstance(step, Question)}
_FIRST_NUMBERS = ("a_number", "given")  # where an A-number is read
_ANY_NUMBER = (*_FIRST_NUMBERS, "which", "code", references.CODE_TOLD.name)
# Translators: a text message, when somebody thanks us.
YOU_ARE_WELCOME = _("You are welcome. We wish you and your family well. You can write to us at any time.")
# Translators: a text message, after a very long one.
TOO_LONG = _("This text is too long for us. Please write only the answer to our question.")
# Translators: a text message, when a conversation has become very long.
SPENT = _("This has become very long, so we end it here. For a person to call you, write CALL.")
# Translators: a text message, at most 160 characters: what can be written. CAPITALS are words of the reader's language.
CAN_WRITE = _(
    "To begin again, write AGAIN. For a person to call you, write CALL. For another language, write LANGUAGE."
)
# Translators: a text message, beside the one before. DIGITS is a word of the reader's own language.
CAN_WRITE_TOO = _("If we asked you for six digits and none came, write DIGITS.")
# Translators: a text message, when something failed on our side.
TROUBLE = _("I am sorry. Something is wrong on our side, not yours. Please write again in a few minutes.")


@dataclass(frozen=True, slots=True)
class Written:
    """A text that came in: the provider's id, the sender's number (E.164), the words as they came.

    `is_help` says that the carrier knew it for a call for help, and has answered in its own way.
    """

    sid: str
    number: str
    body: str
    is_help: bool = False


def take_turn(session: Session, written: Written, *, now: datetime) -> list[str]:
    """The texts that answer this one; for the same text again the same texts, and no second effect."""
    turn = text_talks.resume(session, written.number, written.sid, now=now)
    if turn.replies is not None:
        return turn.replies
    redactions.ask(session, [written.sid], due_at=now + text_talks.RESTS)
    known = words.language_named(written.body) or languages.get(turn.language)
    chat = Chat(
        session=session,
        now=now,
        number=written.number,
        talk_id=turn.id,
        sid=written.sid,
        language=known or words.language_of(written.body),
        notes=ChatNotes.from_plain(turn.notes),
    )
    with texts.speaking(chat.tongue):
        line = reading.line(written.body)
        body = references.without_pin(line)
        chat.has_pin = body != line
        meant = Command.HELP if written.is_help else words.command(written.body)
        step, said = _answer(chat, turn, body, meant)
        replies = in_texts(said)
    if step in stopping.ENDED:
        text_talks.forget_replies(session, turn.id)
        chat.notes = ChatNotes()
    kept = replace(
        turn,
        language=chat.language.code if chat.language else "",
        step=step,
        turn=turn.turn + 1,
        notes=chat.notes.plain(),
    )
    text_talks.keep(session, kept, replies, now=now)
    return replies


def in_texts(sentences: Iterable[str]) -> list[str]:
    """Sentences as texts of one piece each; an empty sentence begins another."""
    groups = (list(group) for is_told, group in groupby(sentences, key=bool) if is_told)
    return list(chain.from_iterable(gsm.texts(group) for group in groups))


def in_each_language(sentence: str) -> list[str]:
    """A sentence for somebody whose language we do not know."""
    said = []
    for language in languages.offered():
        with texts.speaking(language):
            said.append(gettext(sentence))
    return in_texts(said)


def _answer(chat: Chat, turn: TextTurn, body: str, meant: Command | None) -> Answer:
    if meant is Command.STOP:
        return stopping.stop(chat, turn.step)
    if meant is Command.BYE:
        return stopping.leave(turn.step)
    if turn.turn >= LONGEST_TURNS and meant is not Command.CALL:
        return turn.step, [gettext(SPENT)] if turn.turn == LONGEST_TURNS else []
    return _heard(chat, turn, body, meant)


def _heard(chat: Chat, turn: TextTurn, body: str, meant: Command | None) -> Answer:
    """What means the same at every step, before what the step is about."""
    if meant is Command.CALL and turn.step in (LANGUAGE, SPEAKS):
        return tongues.promise_interpreter(chat)
    if meant is Command.CALL:
        return again(chat, turn.step, *calling.promise_call(chat))
    if told := confirming.sent_again(chat, body, meant):
        return again(chat, turn.step, *told)
    is_asked = turn.step in (LANGUAGE, SPEAKS) or (turn.step in _QUESTIONS and turn.step != "code")
    if told := confirming.answered(chat, body, is_asked=is_asked):
        return again(chat, turn.step, *told)
    return _about_language(chat, turn, body, meant)


def _about_language(chat: Chat, turn: TextTurn, body: str, meant: Command | None) -> Answer:
    if meant is Command.LANGUAGE:
        chat.notes.before = turn.step if turn.step in STEPS else ""
        chat.notes.misses = 0
        return LANGUAGE, list(tongues.choices())
    if turn.step == SPEAKS and body and len(body) <= LONGEST and not reading.digits(body) and meant is None:
        return tongues.note_spoken(chat, body)
    if turn.step in (LANGUAGE, SPEAKS):
        return beginning.choose_language(chat, body)
    return _go_on(chat, turn, body, meant)


def _go_on(chat: Chat, turn: TextTurn, body: str, meant: Command | None) -> Answer:
    """The open question is answered, or a conversation begins."""
    if meant is Command.HELP and turn.step not in STEPS:
        return turn.step, []  # the carrier has answered, and we have asked nothing
    if turn.step not in STEPS or meant is Command.AGAIN:
        return beginning.begin(chat, body, meant, turn.expired)
    if chat.tongue.code != turn.language:
        return beginning.resume(chat, STEPS[turn.step])
    return _at_step(chat, STEPS[turn.step], body, meant)


def _at_step(chat: Chat, step: Step, body: str, meant: Command | None) -> Answer:
    if not body:
        return again(chat, step.name, gettext(beginning.NO_WORDS))
    if len(body) > LONGEST:
        return again(chat, step.name, gettext(TOO_LONG))
    if meant is Command.NAME and chat.notes.query.has_name:
        return go(chat, asking.change_name(chat))
    if meant in (Command.MENU, Command.HELP):
        return again(chat, step.name, gettext(CAN_WRITE), gettext(CAN_WRITE_TOO), "")
    if told := _at_code(chat, step, body, meant):
        return told
    if isinstance(step, Question):
        return _at_question(chat, step, body, meant)
    return _after_answer(chat, step, body, meant)


def _at_code(chat: Chat, step: Step, body: str, meant: Command | None) -> Answer | None:
    """A code of ours in place of an answer; None where there is none, or the number is rather the answer."""
    is_announced = meant is Command.CODE or (step.name == "a_number" and references.is_announced(body))
    if is_announced and step.name != "which":
        return go(chat, "code")
    code = references.written(body)
    if code is None or not _may_be_code(step, code):
        return None
    chat.notes.eight, chat.notes.is_code, chat.notes.misses = code.code, code.is_sure, 0
    if step.name in _ANY_NUMBER:
        return go(chat, beginning.first(chat), *([] if code.code else [gettext(references.CODE_HELP)]))
    told = list(references.state(chat)) if code.code else [gettext(references.CODE_HELP)]
    return step.name, [*told, "", *(asked(chat, step) if isinstance(step, Question) else step.offer(chat))]


def _may_be_code(step: Step, code: references.Written) -> bool:
    """Where a date may be the answer, two groups of four are no code; after an answer nothing else has eight digits."""
    if step.name in _ANY_NUMBER or isinstance(step, Told):
        return code.is_sure or step.name in _FIRST_NUMBERS
    return code.is_named


def _at_question(chat: Chat, step: Question, body: str, meant: Command | None) -> Answer:
    then = "" if step.none and meant is Command.NONE else step.read(chat, body)
    if not then and step.none and (meant is Command.NONE or answers.begins_with_none(body)):
        then = step.none(chat)
    if then:
        chat.notes.misses = 0
        return go(chat, then)
    chat.notes.misses += 1
    return again(chat, step.name, step.help(chat, body), *map(gettext, _person_too(chat)))


def _person_too(chat: Chat) -> list[str]:
    return [offering.OFFER_PERSON] if chat.notes.misses >= MISSES else []


def _after_answer(chat: Chat, step: Told, body: str, meant: Command | None) -> Answer:
    if meant is Command.KEEP and chat.notes.outcome in keeping.CAN_KEEP:
        return step.name, list(keeping.keep_looking(chat))
    if meant is Command.NOTIFY and offering.may_be_noticed(chat):
        return step.name, list(noticing.subscribe(chat))
    if meant is Command.MORE and chat.notes.outcome:
        return step.name, [*telling.more(chat), "", *step.offer(chat)]
    if words.thanks(body):
        return step.name, [gettext(YOU_ARE_WELCOME), "", *step.offer(chat)]
    if step is references.CODE_TOLD and meant is None and (asking.note_numbers(chat, body) or words.language_of(body)):
        return go(chat, asking.next_step(chat))
    return step.name, list(step.offer(chat))
