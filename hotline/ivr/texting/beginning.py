"""How a conversation by text begins: with a greeting, a story, a number, in which language, or too late."""

from hotline import texts
from hotline.domain import outbox
from hotline.ivr.texting import asking, offering, references, stopping, tongues, words
from hotline.ivr.texting.state import Chat, ChatNotes, Step
from hotline.ivr.texting.steps import STEPS, Answer, again, go
from hotline.ivr.texting.tongues import LANGUAGE
from hotline.ivr.texting.words import Command
from hotline.texts import gettext
from hotline.texts import lazy as _

A_STORY = 50  # characters of a first text in which somebody tells more than a greeting
OF_AN_ANSWER = (Command.KEEP, Command.NOTIFY, Command.MORE, Command.NAME)

# Translators: a text message, the first in a conversation.
WELCOME = _("This is the family hotline. We help you find a person in immigration custody. It is free.")
# Translators: a text message, when the writer was silent for 15 minutes.
EXPIRED = _("More than 15 minutes have passed, so we have forgotten what you wrote. Let us begin again.")
# Translators: a text message, at most 160 characters, when somebody who was silent for 15 minutes writes KEEP or thanks
# us. AGAIN is a word of the reader's own language.
FORGOTTEN = _(
    "For your privacy we forget what you wrote after 15 minutes, so we keep nothing now. To look for a person again, "
    "write AGAIN."
)
# Translators: a text message, the second in a conversation that began with a long story.
ONE_BY_ONE = _("We ask one short question at a time.")
# Translators: a text message, after a picture or an empty text.
NO_WORDS = _("We can read only words, no pictures.")


def begin(chat: Chat, body: str, meant: Command | None, expired: str) -> Answer:
    """The first text of a conversation; `expired` names the step that its writer left by silence, "" where none."""
    outbox.allow_texts(chat.session, chat.number)
    chat.notes = ChatNotes(speaks=chat.notes.speaks, speaks_other=chat.notes.speaks_other)
    code = references.written(body)
    if code:
        chat.notes.eight, chat.notes.is_code = code.code, code.is_sure
    has_number = bool(code) or asking.note_numbers(chat, body)
    before = [] if body else [NO_WORDS]
    if chat.language is None:
        return LANGUAGE, list(tongues.choices(*before))
    is_late = expired not in ("", *stopping.ENDED)
    begins_anew = has_number or meant is Command.AGAIN or words.language_of(body)
    if is_late and (meant in OF_AN_ANSWER or (expired == offering.ANSWERED.name and not begins_anew)):
        return "", [gettext(FORGOTTEN)]
    before += [EXPIRED if is_late else WELCOME, *([ONE_BY_ONE] if len(body) > A_STORY and not has_number else [])]
    has_code = meant is Command.CODE or references.is_announced(body)
    return go(chat, "code" if has_code else first(chat), *map(gettext, before))


def first(chat: Chat) -> str:
    """What a conversation begins with: a code that was written, or the look-up."""
    if chat.notes.is_code:
        return references.TELL if chat.notes.eight else "code"
    return "which" if chat.notes.eight else asking.next_step(chat)


def choose_language(chat: Chat, body: str) -> Answer:
    """The answer to which language: then on with what the first text asked for."""
    chosen = tongues.chosen(body)
    if chosen is None:
        return LANGUAGE, list(tongues.choices())
    chat.language, chat.notes.misses, chat.notes.speaks_other = chosen, 0, False
    with texts.speaking(chosen):
        before = STEPS.get(chat.notes.before)
        return resume(chat, before) if before else go(chat, first(chat), gettext(WELCOME))


def resume(chat: Chat, step: Step) -> Answer:
    """The open question once more, or the answer, in the language chosen now."""
    anew = {offering.ANSWERED.name: asking.LOOK_UP, references.CODE_TOLD.name: references.TELL}
    return go(chat, anew[step.name]) if step.name in anew else again(chat, step.name)
