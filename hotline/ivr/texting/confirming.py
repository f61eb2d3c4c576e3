"""Six digits in a text: the answer to ours that confirms a number, or a PIN that is never to be written; new digits.

None of our questions is answered by six digits, so nothing else can be meant by them.
"""

import re
import unicodedata
from collections.abc import Iterator

from hotline import languages, texts
from hotline.country_names import folded
from hotline.domain import subscriptions
from hotline.domain.subscriptions import Confirming, SentAgain
from hotline.ivr.texting import references, words
from hotline.ivr.texting.state import Chat
from hotline.ivr.texting.words import Command
from hotline.texts import gettext
from hotline.texts import lazy as _

_RUN = re.compile(r"\d(?:[ -]?\d)*")
_SIX = re.compile(r"\d{3}[ -]?\d{3}")
_WORD = re.compile(r"[^\W\d_]+")

# Translators: words beside six digits that confirm a number, or beside a PIN; in capitals, separated by blanks.
_BESIDE = _("MY THE IS ARE HERE THIS THESE CODE NUMBER DIGITS CONFIRM CONFIRMATION PIN")
# Translators: a text message, at most 160 characters. ENOUGH is a word of the reader's own language.
CONFIRMED = _(
    "Thank you, this number is confirmed. We tell you by text when there is news. To stop it at any time, write ENOUGH."
)
# Translators: a text message, at most 160 characters, after six digits that are not those that we sent.
WRONG = _("These are not the six digits that we sent. Please write those of our newest text, not the PIN.")
# Translators: a text message, at most 160 characters, after wrong digits too often. DIGITS is a word of the reader's
# own language.
SPENT = _("The digits were wrong too often and count no more. To have new ones, write DIGITS.")
# Translators: a text message, at most 160 characters, after digits that are too old. NOTIFY is a word of the reader's
# own language.
EXPIRED = _("These digits were good for 24 hours, which are over. To have new ones, look for the person, write NOTIFY.")
# Translators: a text message, at most 160 characters, after six digits for which we did not ask.
NOTHING_WAITS = _("We are waiting for no six digits from this number, so nothing is confirmed.")
# Translators: a text message, after DIGITS. It is said too where the number has had its few of the day.
ASKED_AGAIN = _("Another text brings you six digits. Write here those of our newest text.")
# Translators: a text message, where six digits are on their way. CALL is a word of the reader's own language.
FEW_A_DAY = _("We send digits to one number only a few times a day. If none come, write CALL, and a person calls you.")
# Translators: a text message, after DIGITS for the third time. CALL is a word of the reader's own language.
TOO_OFTEN = _("We have sent the digits as often as we can. For a person to call you, write CALL.")
# Translators: a text message, after DIGITS. NOTIFY is a word of the reader's own language.
NONE_WAIT = _(
    "We are waiting for no digits from this number. To be told of changes, look for the person, write NOTIFY."
)
_SENT_AGAIN = {
    SentAgain.ASKED: (ASKED_AGAIN, FEW_A_DAY),
    SentAgain.TOO_OFTEN: (TOO_OFTEN,),
    SentAgain.EXPIRED: (EXPIRED,),
    SentAgain.NOTHING_WAITS: (NONE_WAIT,),
}
_SAID = {
    Confirming.CONFIRMED: CONFIRMED,
    Confirming.WRONG: WRONG,
    Confirming.SPENT: SPENT,
    Confirming.EXPIRED: EXPIRED,
    Confirming.NOTHING_WAITS: NOTHING_WAITS,
}


def six_digits(body: str) -> str:
    """The six digits that a text is, or "".

    Reads: "123456", "123 456", "my code is 123456", "mi PIN es 123-456". Reads not: "A123456", "4827 1930", a date.
    """
    plain = "".join(str(unicodedata.decimal(mark)) if mark.isdecimal() else mark for mark in body)
    runs = _RUN.findall(plain)
    if len(runs) != 1 or not _SIX.fullmatch(runs[0]) or references.has_letter(plain):
        return ""
    around = words.in_every_language(_BESIDE)
    are_beside = all(words.is_small(word) or word in around for word in map(folded, _WORD.findall(plain)))
    return "".join(filter(str.isdigit, runs[0])) if are_beside else ""


def answered(chat: Chat, body: str, *, is_asked: bool) -> list[str]:
    """What six digits do, in words; nothing where there are none.

    Where a question of ours `is_asked` and nothing waits to be confirmed, that question's own help answers them.
    """
    digits = six_digits(body)
    if not digits:
        return []
    back = subscriptions.confirm_by_text(chat.session, chat.number, digits, now=chat.now)
    is_pin = references.names_pin(body)
    if back.outcome is Confirming.NOTHING_WAITS and is_asked and not is_pin:
        return []
    chat.language = chat.language or languages.get(back.language)
    said = []
    for language in [chat.language] if chat.language else languages.offered():
        with texts.speaking(language):
            said += [*_said(chat, back.outcome, is_pin), ""]
    return said


def sent_again(chat: Chat, body: str, meant: Command | None) -> list[str]:
    """New digits for what waits for some from this number, in words; nothing where the text does not ask for them.

    Where digits are only spoken of and nothing waits, they may be those of an A-number, so nothing is said either.
    """
    is_sure = meant is Command.DIGITS
    if not is_sure and (meant is not None or not words.names_digits(body)):
        return []
    became = subscriptions.send_again_by_text(chat.session, chat.number, now=chat.now)
    if became is SentAgain.NOTHING_WAITS and not is_sure:
        return []
    return [*map(gettext, _SENT_AGAIN[became]), ""]


def _said(chat: Chat, outcome: Confirming, is_pin: bool) -> Iterator[str]:
    yield gettext(_SAID[outcome])
    if outcome is Confirming.NOTHING_WAITS or (is_pin and outcome is not Confirming.CONFIRMED):
        yield gettext(references.NO_PIN_HERE)
        yield references.hear_news()
