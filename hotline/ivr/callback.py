"""The promise that a person calls back. A number is noted before it is promised: who hangs up then is called too.

A call has one callback. Who wants another number than their own says so by key; then their own is called only if they
say so by key again. Star right after a number was entered enters it anew; once the caller went on from a promise, star
repeats it, and only a key for another number takes it back. A report of somebody without care waits for staff also
without a number, and its caller hears what becomes of it then.
"""

from collections.abc import Callable, Iterator

from hotline.domain.callbacks import CARE
from hotline.ivr import entries, promising, refusals, speech, waiting
from hotline.ivr.afterwards import in_danger
from hotline.ivr.endings import GOODBYE
from hotline.ivr.leaving import HAS_NONE
from hotline.ivr.menu import PERSON, Ending, Entry, Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone, after the number was read that a person will call.
CALLBACK_NOTED = _("We have noted it. If it is right, press 1, or hang up. For another number, press 2.")
# Translators: heard on the telephone.
CALLBACK_NUMBER = _(
    "So that a person can call you back, please enter the telephone number, with its area code, "
    "then press the pound key."
)
# Translators: heard on the telephone, by who reports a child or a sick person without care.
CARE_KEPT = _(
    "Your message is kept. A person will listen to it within 2 hours. If you want no call, you can hang up now."
)
# Translators: heard on the telephone, by who reports a child or a sick person without care, and has no number.
CARE_WITHOUT_NUMBER = _(
    "Your message is kept, and a person will listen to it within 2 hours. Without a number, nobody can call you back."
)
# Translators: heard on the telephone, by who wanted to report a child or a sick person without care, and said nothing.
CARE_WITHOUT_WORDS = _(
    "We have no message and no number from you, so nobody can help yet. "
    "Please call us again, and say after the tone who needs care, and where."
)
# Translators: heard on the telephone, by who has no number to be called back at.
WITHOUT_NUMBER = _(
    "That is all right. Without a number, nobody can call you back, but you can call us again at any time."
)
# Translators: heard on the telephone, by who has no number to be called back at.
AFTER_WITHOUT_NUMBER = _("To enter a number, press 1. To look for a person, press 5. Otherwise you can hang up now.")
# Translators: heard on the telephone, after the caller said that a number is not the one to call.
CALLBACK_OTHER = _(
    "We will not call that number. Please enter the number that a person can call you back at, with its area code, "
    "then press the pound key. To be called at the number of this telephone, press 0, then pound."
)
# Translators: heard on the telephone, after help with a number, or when nothing was entered.
CALLBACK_OTHER_AGAIN = _(
    "Please enter the number to call you back at, then press the pound key. "
    "To be called at the number of this telephone, press 0, then pound."
)
# Translators: heard on the telephone, after several entries that are no telephone number.
CALLBACK_NOT_NOTED = _(
    "We could not note a number, so nobody will call you yet. To be called at the number of this telephone, "
    "press 1. To enter another number, press 2."
)
# Translators: heard on the telephone, last words, when the caller wanted another number and we noted none.
NOBODY_CALLS = _(
    "No number was noted, so nobody will call you. Please call us again at any time, and press 0 to be called back. "
    "You did nothing wrong. Goodbye."
)
# Translators: heard on the telephone, last words, when we have no number to call back.
NO_NUMBER = _(
    "We have no number to call you back. Please call us again, from another telephone if you can, "
    "or ask a friend to call for you. You did nothing wrong. Goodbye."
)

_WITHOUT_PROMISE = frozenset({"callback_number", "callback_other", "callback_none", "without_number"})


def _person(talk: Talk) -> str:
    talk.notes.waits_since = talk.notes.waits_since or talk.now.isoformat()
    if waiting.joins(talk):
        return waiting.FIRST
    if talk.notes.promised not in ("", talk.own_number):
        # After trouble on our side: what was entered still holds.
        return _promise(talk, talk.notes.promised, "callback_check")
    if talk.notes.declines_own or not talk.own_number:
        return _ask_number(talk)
    return _promise(talk, talk.own_number, "callback")


def _promise_own(talk: Talk) -> str:
    talk.notes.declines_own = False
    return _person(talk)


def _promise_entered(talk: Talk) -> str:
    return _promise(talk, talk.notes.typed, "callback_check")


def _promise(talk: Talk, number: str, step: str) -> str:
    talk.notes.is_agreed = talk.notes.is_agreed and number == talk.notes.promised
    promising.promise(talk, number)
    # Star does not lead back to where we said that nobody will call.
    talk.notes.trail = tuple(past for past in talk.notes.trail if past not in _WITHOUT_PROMISE)
    return step


def _agree(talk: Talk, key: str) -> None:
    talk.notes.is_agreed = key in _GO_ON


def _back(talk: Talk) -> str:
    """Star after a number was read back: enter it anew; or hear it again, where the caller went on from it before."""
    return "callback_check" if talk.notes.is_agreed else _decline(talk)


def _decline(talk: Talk) -> str:
    """The number that was promised is not the one to call."""
    promising.take_back(talk)
    talk.notes.declines_own = True
    return _ask_number(talk)


def _ask_number(talk: Talk) -> str:
    return "callback_other" if talk.own_number else "callback_number"


def _own_number(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext(
        "A person will call you back within %(hours)s hours at the number of this telephone: %(number)s.",
        hours=promising.hours(talk),
        number=_promised(talk),
    )
    yield from promising.counted(talk)


def _entered_number(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext(
        "A person will call you back within %(hours)s hours at the number you entered: %(number)s.",
        hours=promising.hours(talk),
        number=_promised(talk),
    )
    yield from promising.counted(talk)


def _goodbye(talk: Talk) -> Iterator[str]:
    if talk.notes.about == CARE:
        yield from in_danger(talk)
    # Translators: heard on the telephone, among the last words; the digits are read one by one.
    yield gettext(
        "Thank you. A person will call you within %(hours)s hours at %(number)s.",
        hours=promising.hours(talk),
        number=_promised(talk),
    )
    yield from promising.counted(talk)
    # Translators: heard on the telephone, the last word.
    yield gettext("Goodbye.")


def _care_kept(talk: Talk) -> Iterator[str]:
    if talk.notes.about == CARE and talk.notes.messages:
        yield gettext(CARE_KEPT)
        yield from promising.counted(talk)


def _without_number(talk: Talk) -> Iterator[str]:
    """What honestly becomes of a call that nobody can return."""
    if talk.notes.about != CARE:
        yield gettext(WITHOUT_NUMBER)
    else:
        yield gettext(CARE_WITHOUT_NUMBER if talk.notes.messages else CARE_WITHOUT_WORDS)
        if talk.notes.messages:
            yield from promising.counted(talk)
        yield from in_danger(talk)


def _ends_without(plain: str) -> Callable[[Talk], Iterator[str]]:
    """The last words to whoever left no number: `plain`, unless it is a report of care."""

    def say(talk: Talk) -> Iterator[str]:
        if talk.notes.about == CARE:
            yield from _without_number(talk)
            yield gettext(GOODBYE)
        else:
            yield gettext(plain)

    return say


def _promised(talk: Talk) -> str:
    return speech.phone(talk.notes.promised)


_NUMBER = (CALLBACK_NUMBER, HAS_NONE)
_GO_ON = {"0": "after_promise", "1": "after_promise"}
_KEYS = _GO_ON | {"2": "callback_declined"}

STEPS: tuple[Step, ...] = (
    Junction(
        PERSON,
        _person,
        leads_to=("callback_check", "callback", "callback_number", "callback_other", waiting.FIRST),
    ),
    Menu("callback", (_own_number, CALLBACK_NOTED), _KEYS, fallback="callback_made", silences=1),
    Junction("callback_declined", _decline, leads_to=("callback_other", "callback_number")),
    Entry(
        "callback_number",
        (_care_kept, *_NUMBER),
        entries.phone,
        "callback_entered",
        "without_number",
        help=refusals.PHONE_HELP,
        explain=refusals.phone,
        fallback="without_number",
        again=_NUMBER,
    ),
    Menu(
        "without_number",
        (_without_number, AFTER_WITHOUT_NUMBER),
        {"1": "callback_number", "5": "another"},
        fallback="no_number",
        silences=1,
        choices=(AFTER_WITHOUT_NUMBER,),
    ),
    Entry(
        "callback_other",
        (_care_kept, CALLBACK_OTHER),
        entries.phone,
        "callback_entered",
        "callback_own",
        help=refusals.PHONE_HELP,
        explain=refusals.phone,
        fallback="callback_none",
        again=(CALLBACK_OTHER_AGAIN,),
    ),
    Junction(
        "callback_own", _promise_own, leads_to=("callback_check", "callback", "callback_number", "callback_other")
    ),
    Junction("callback_entered", _promise_entered, leads_to=("callback_check",)),
    Menu(
        "callback_check",
        (_entered_number, CALLBACK_NOTED),
        _KEYS,
        choose=_agree,
        fallback="callback_made",
        back="callback_back",
        silences=1,
    ),
    Junction("callback_back", _back, leads_to=("callback_check", "callback_other", "callback_number")),
    Menu(
        "callback_none",
        (CALLBACK_NOT_NOTED,),
        {"1": "callback_own", "2": "callback_other"},
        fallback="nobody_calls",
    ),
    Ending("callback_made", (_goodbye,)),
    Ending("nobody_calls", (_ends_without(NOBODY_CALLS),)),
    Ending("no_number", (_ends_without(NO_NUMBER),)),
)
