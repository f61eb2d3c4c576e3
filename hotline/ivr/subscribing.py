"""To be told of changes: after an answer, by text or by call, and the end of it by the same key.

Only whoever was told where somebody is can ask for it, and who presses the key where it is not offered hears the answer
again. Nothing is sent before the number is confirmed: by the digits of our text, or by the PIN in a call of ours.
"""

import json
from collections.abc import Iterator
from dataclasses import replace

from hotline import phones
from hotline.domain import locator, subscriptions
from hotline.domain.errors import Invalid
from hotline.domain.subscriptions import SubscriptionWish
from hotline.ivr import advising, entries, leaving, refusals, speech, telling
from hotline.ivr.afterwards import AGAIN
from hotline.ivr.menu import PERSON, Entry, Junction, Menu, Prompt, Step
from hotline.ivr.state import Talk
from hotline.ivr.telling import ONCE_MORE
from hotline.models.contacts import Channel, ReferenceKind, SearchState
from hotline.models.messages import Means
from hotline.texts import gettext
from hotline.texts import lazy as _

_MEANS = {"1": Means.TEXT, "2": Means.CALL}

# Translators: heard on the telephone, before a number is entered to which news will go.
NUMBER = _(
    "Which telephone number should we tell when something changes? Please enter it, with its area code, "
    "then press pound."
)
# Translators: heard on the telephone, by who has no number that we could tell changes to.
WITHOUT_NUMBER = _(
    "That is all right. Without a number we cannot tell you of changes. But you can call us and ask again."
)
# Translators: heard on the telephone, by who has no number that we could tell changes to.
WITHOUT_NUMBER_KEYS = _(
    "To enter a number of yours, or of somebody you trust, press 1. To go back, press star. "
    "To have a person call you back, press 0. Otherwise you can hang up now."
)
# Translators: heard on the telephone, by who asks to be told of changes.
CONSENT = _(
    "We say only that there is news, never a name or a place. Others who use that telephone can notice it. "
    "You can stop it at any time."
)
# Translators: heard on the telephone, by who asks to be told of changes.
BY_TEXT = _("For a text message, press 1.")
# Translators: heard on the telephone, by who asks to be told of changes.
BY_CALL = _("For a call, press 2.")
# Translators: heard on the telephone, by who asks to be told of changes.
OTHER_NUMBER = _("For another number, press 3. To go back, press star.")
# Translators: heard on the telephone; a code and a PIN come next, twice.
LEFT = _("You will hear a reference code and a PIN. Please write both down: with them you hear the news, or stop it.")
# Translators: heard on the telephone, by who will get a text message with six digits.
TEXT_COMES = _(
    "We send six digits to that number by text message, unless we did so several times today. "
    "When you have them, press 2, or answer the message with them within 24 hours. If none come, press 0, and a person "
    "calls you back."
)
# Translators: heard on the telephone, by who asked to be called when something changes.
CALL_COMES = _(
    "To confirm the number, we call it in about a minute, unless we did so several times today. "
    "Please hang up, answer our call, and enter the PIN. If we do not call, call us again: a person can help you."
)
# Translators: heard on the telephone, after a code and a PIN.
AFTER = _("To hear this again, press 1. To hear what you can do now, press 3. Otherwise you can hang up now.")
# Translators: heard on the telephone, by who was sent six digits by text message or by e-mail.
DIGITS = _(
    "Please enter the six digits that we sent you, then press the pound key. "
    "If they have not come, press 0, then pound."
)
# Translators: heard on the telephone, after six digits that are not those that we sent.
DIGITS_HELP = _("These are not the digits that we sent last. Please enter the six digits of the newest message.")
# Translators: heard on the telephone, after six digits that are not those that we sent, for the second time.
DIGITS_MORE_HELP = _("These are not the digits either. They hold for 24 hours, and for five tries.")
# Translators: heard on the telephone, by who could not confirm a number or an e-mail address.
NOT_YET = _("It is not confirmed yet, so nothing is sent. The digits hold for 24 hours.")
# Translators: heard on the telephone, by who could not confirm a number.
NOT_YET_KEYS = _(
    "To enter the digits, press 1. To have new ones sent, press 2. To have a person call you back, press 0. "
    "Otherwise you can hang up now."
)
# Translators: heard on the telephone, by who confirmed a number or an e-mail address.
CONFIRMED = _("Thank you, it is confirmed. We tell you when something changes.")
# Translators: heard on the telephone, by who confirmed a number.
HOW_TO_STOP = _("To stop it, call us, press 3, and enter the code and the PIN.")
# Translators: heard on the telephone, by who does not want to be told of changes any more.
STOP = _("To be told of no more changes, press 1. To go back, press star.")
# Translators: heard on the telephone.
STOPPED = _("It is stopped. We send you nothing more about this.")
# Translators: heard on the telephone, by who asked too often for new digits or for a call.
NOT_SENT_AGAIN = _("We have sent it as often as we can. A person can help you.")
# Translators: heard on the telephone, by who asked to be told by call, and has not confirmed it yet.
NOT_YET_CALLED = _("The number is not confirmed yet: we call it, and you enter your PIN in that call.")
# Translators: heard on the telephone, by who asked to be told by call, and has not confirmed it yet.
NOT_YET_CALLED_KEYS = _(
    "For us to call it now, press 2 and hang up. To have a person call you back, press 0. "
    "Otherwise you can hang up now."
)


def _notices(talk: Talk) -> str:
    if talk.notes.is_opened and talk.notes.opens == ReferenceKind.SUBSCRIPTION:
        return "notices_stop"
    if not telling.may_be_noticed(talk):
        return AGAIN
    if talk.notes.notice_for == _facts(talk):
        return _left(talk)
    talk.notes.typed = talk.own_number
    return "notices_own" if talk.own_number and _takes(talk) else "notices_number"


def _facts(talk: Talk) -> dict[str, object]:
    told: dict[str, object] = json.loads(json.dumps(replace(talk.notes.query, asked=()).told()))
    return told


def _own_number(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext("We can tell you at the number of this telephone: %(number)s.", number=speech.phone(talk.notes.typed))


def _takes(talk: Talk) -> list[Means]:
    """What this number takes. A machine's call does not pass a relay service, where somebody types."""
    by_text = [Means.TEXT] if phones.may_be_texted(talk.notes.typed) else []
    return by_text if talk.notes.is_relayed else [*by_text, Means.CALL]


def _offers(talk: Talk) -> Iterator[str]:
    yield from (gettext(BY_TEXT if means is Means.TEXT else BY_CALL) for means in _takes(talk))


def _refused(talk: Talk) -> Iterator[str]:
    if talk.notes.is_means_refused:
        # Translators: heard on the telephone, after a key for a text or a call that this number cannot get.
        yield gettext("That is not possible for this number.")


def _read_number(talk: Talk, digits: str) -> bool:
    return entries.phone(talk, digits) and bool(_takes(talk))


def _choose(talk: Talk, key: str) -> None:
    talk.notes.means = _MEANS.get(key, "")


def _open(talk: Talk) -> str:
    """Keep the wish; what is not offered for this number is asked for once again, then a person helps."""
    notes = talk.notes
    if notes.means not in _takes(talk):
        if notes.is_means_refused:
            return PERSON
        notes.is_means_refused = True
        return "notices_check"
    notes.is_means_refused = False
    wish = SubscriptionWish(notes.query, notes.typed, Means(notes.means), talk.turn_token)
    try:
        subscribed = subscriptions.subscribe(
            talk.session, wish, asker=talk.asker, channel=Channel.PHONE, language=talk.tongue.code, now=talk.now
        )
    except Invalid:
        return PERSON  # this caller, or this number, may ask for no more today; a person helps
    if subscribed is None:
        telling.note(talk, locator.NOT_CONFIRMED)
        return telling.answer_step(talk)
    notes.notice_code, notes.notice_pin, notes.notice_for = subscribed.code, subscribed.pin, _facts(talk)
    return _left(talk)


def _left(talk: Talk) -> str:
    return "notices_texted" if talk.notes.means == Means.TEXT else "notices_called"


def _code_and_pin(talk: Talk) -> Iterator[str]:
    yield from leaving.code_and_pin(talk.notes.notice_code, talk.notes.notice_pin)


def _confirm(talk: Talk, digits: str) -> bool:
    code = talk.notes.notice_code or talk.notes.code
    return subscriptions.confirm(talk.session, code, digits, asker=talk.asker, now=talk.now)


def _send_again(talk: Talk) -> str:
    code = talk.notes.notice_code or talk.notes.code
    if not subscriptions.send_again(talk.session, code, asker=talk.asker, now=talk.now):
        return "notices_not_sent"
    return "notices_digits" if talk.notes.means == Means.TEXT else "notices_ringing"


def _stop(talk: Talk) -> str:
    subscriptions.stop(talk.session, talk.notes.matter_id, now=talk.now, is_told=True)
    talk.notes.opens, talk.notes.matter_id, talk.notes.is_opened = "", 0, False
    talk.notes.search_state = SearchState.CLOSED
    return "notices_stopped"


def _menu_of_means(name: str, *prompts: Prompt) -> Menu:
    choices = (_offers, OTHER_NUMBER)
    keys = dict.fromkeys(_MEANS, "notices_open") | {"3": "notices_number"}
    return Menu(name, (*prompts, CONSENT, *choices), keys, choose=_choose, back=AGAIN, choices=choices)


def _left_menu(name: str, then: str, keys: dict[str, str]) -> Menu:
    return Menu(
        name,
        (LEFT, _code_and_pin, ONCE_MORE, _code_and_pin, leaving.KEEP_SECRET, then, AFTER),
        {"1": name, "3": "now", "5": "another"} | keys,
        back=AGAIN,
        on_silence="goodbye",
        choices=(then, AFTER),
    )


def _information(name: str, *prompts: Prompt, keys: dict[str, str] | None = None) -> Menu:
    return Menu(name, prompts, keys or {}, back=AGAIN, on_silence="goodbye", choices=prompts[-1:])


STEPS: tuple[Step, ...] = (
    Junction(
        "notices",
        _notices,
        leads_to=("notices_stop", AGAIN, "notices_own", "notices_number", "notices_texted", "notices_called"),
    ),
    _menu_of_means("notices_own", _own_number),
    Entry(
        "notices_number",
        (NUMBER, leaving.HAS_NONE),
        _read_number,
        "notices_check",
        "notices_without",
        help=refusals.PHONE_HELP,
        explain=refusals.phone,
    ),
    _information("notices_without", WITHOUT_NUMBER, WITHOUT_NUMBER_KEYS, keys={"1": "notices_number"}),
    _menu_of_means("notices_check", _refused, leaving.number_back),
    Junction(
        "notices_open",
        _open,
        leads_to=("notices_check", "notices_texted", "notices_called", "not_confirmed", "still_not_confirmed", PERSON),
    ),
    _left_menu("notices_texted", TEXT_COMES, {"2": "notices_digits"}),
    _left_menu("notices_called", CALL_COMES, {}),
    Entry(
        "notices_digits",
        (DIGITS,),
        _confirm,
        "notices_confirmed",
        "notices_unconfirmed",
        help=(DIGITS_HELP, DIGITS_MORE_HELP),
        fallback="notices_unconfirmed",
        on_silence="notices_unconfirmed",
    ),
    _information("notices_unconfirmed", NOT_YET, NOT_YET_KEYS, keys={"1": "notices_digits", "2": "notices_again"}),
    _information("notices_uncalled", NOT_YET_CALLED, NOT_YET_CALLED_KEYS, keys={"2": "notices_again"}),
    Junction("notices_again", _send_again, leads_to=("notices_digits", "notices_ringing", "notices_not_sent")),
    _information("notices_ringing", CALL_COMES, advising.AFTER_INFORMATION),
    _information("notices_not_sent", NOT_SENT_AGAIN, advising.AFTER_INFORMATION),
    _information("notices_confirmed", CONFIRMED, HOW_TO_STOP, advising.AFTER_INFORMATION),
    _information("notices_stop", STOP, keys={"1": "notices_stopping"}),
    Junction("notices_stopping", _stop, leads_to=("notices_stopped",)),
    _information("notices_stopped", STOPPED, advising.AFTER_INFORMATION),
)
