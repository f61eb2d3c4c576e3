"""Who may be told where the person is: nobody, only those whose numbers they enter, or whoever knows enough of them."""

from collections.abc import Iterator

from hotline.domain import consent
from hotline.domain.consent import Wish
from hotline.domain.errors import Invalid
from hotline.domain.records import wishing
from hotline.ivr import entries, refusals, speech
from hotline.ivr.detainee import one_word
from hotline.ivr.menu import Entry, Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext, ngettext
from hotline.texts import lazy as _

FIRST = "told"

_NOW = {
    # Translators: heard on the telephone by a detained person, who decides who is told where they are.
    Wish.WHO_KNOWS_ENOUGH: _("At this time, people who know enough about you can be told where you are."),
    # Translators: heard on the telephone by a detained person, who decides who is told where they are.
    Wish.NAMED: _("At this time, only people whose numbers you named can be told where you are."),
    # Translators: heard on the telephone by a detained person, who decides who is told where they are.
    Wish.NOBODY: _("At this time, nobody is told where you are."),
}
# Translators: heard on the telephone by a detained person, who decides who is told where they are.
CHOICES = _(
    "If nobody should be told, press 1. To name somebody by their telephone number, press 2. If everybody who knows "
    "enough about you may be told, press 3. To go back, press star."
)
# Translators: heard on the telephone by a detained person who has named numbers; how many they are was said before.
TAKE_OFF = _("To take all of them off your list, press 4.")
# Translators: heard on the telephone by a detained person who said, in a word, that everybody may be told.
EVERYBODY = _("Then everybody who knows enough about you can be told where you are. If that is right, press 1.")
# Translators: heard on the telephone, when what was said is none of the choices.
SAID_NONE = _("I did not understand. Please press a key, or say one word: nobody, number, everybody.")
# What somebody may say instead of a key, each in one word.
_WORDS = {
    # Translators: words that a detained person may say so that nobody is told where they are, in capitals.
    "1": _("NOBODY NONE"),
    # Translators: words that a detained person may say to name a number that may be told, in capitals.
    "2": _("NUMBER NAME"),
    # Translators: words that a detained person may say so that everybody may be told where they are, in capitals.
    "3": _("EVERYBODY EVERYONE ANYBODY"),
    # Translators: words that a detained person may say to take all numbers off a list, in capitals.
    "4": _("REMOVE DELETE ERASE"),
}
# Translators: heard on the telephone by a detained person.
NUMBER = _("Please enter the telephone number of the person who may be told, with its area code, then press pound.")
# Translators: heard on the telephone by a detained person, after a number was read back.
RIGHT = _("If that is right, press 1: then only people whom you name are told. To enter it again, press star.")
# Translators: heard on the telephone by a detained person who named very many numbers.
TOO_MANY = _("You have named 20 numbers, and more cannot be kept. To begin a new list, press 4 first.")


def _standing(talk: Talk) -> Iterator[str]:
    yield gettext(_NOW[consent.wish(talk.session, talk.notes.inside.person_id)])
    if n := _named(talk):
        # Translators: heard on the telephone by a detained person; the people whom they named may be told.
        yield ngettext("On your list is %(n)s number.", "On your list are %(n)s numbers.", n)


def _list_choices(talk: Talk) -> Iterator[str]:
    if _named(talk):
        yield gettext(TAKE_OFF)


def _named(talk: Talk) -> int:
    return consent.named(talk.session, talk.notes.inside.person_id)


def _nobody(talk: Talk) -> str:
    wishing.object_to_all(talk.session, talk.notes.inside.person_id, now=talk.now)
    return FIRST


def _everybody(talk: Talk) -> str:
    wishing.allow_all(talk.session, talk.notes.inside.person_id, now=talk.now)
    return FIRST


def _take_off(talk: Talk) -> str:
    """Of who takes everybody off nobody is told until they say otherwise: an empty list opens nothing."""
    if _named(talk):
        wishing.take_all_off(talk.session, talk.notes.inside.person_id, now=talk.now)
    return FIRST


def _name(talk: Talk) -> str:
    try:
        wishing.name(talk.session, talk.notes.inside.person_id, talk.notes.typed, now=talk.now)
    except Invalid:
        return "told_too_many"
    return FIRST


def _number_back(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext("You entered: %(digits)s.", digits=speech.phone(talk.notes.typed))


_WAYS = {"1": "told_nobody", "2": "told_number", "3": "told_everybody", "4": "told_off_list"}
_CHOICES = (_list_choices, CHOICES, one_word.OFFER)
_listening = one_word.listening(FIRST, _WORDS, SAID_NONE)

STEPS: tuple[Step, ...] = (
    Menu(FIRST, (_standing, *_CHOICES), _WAYS, back="own", listens=_listening),
    # A word that somebody else said beside them, or that was misheard, tells nobody more than before.
    one_word.said(FIRST, _WAYS | {"3": "told_everybody_check"}),
    Menu("told_everybody_check", (EVERYBODY,), {"1": "told_everybody"}, back=FIRST),
    Junction("told_nobody", _nobody, leads_to=(FIRST,)),
    Junction("told_off_list", _take_off, leads_to=(FIRST,)),
    Junction("told_everybody", _everybody, leads_to=(FIRST,)),
    Entry(
        "told_number",
        (NUMBER,),
        entries.phone,
        "told_number_check",
        FIRST,
        help=refusals.PHONE_HELP,
        explain=refusals.phone,
    ),
    Menu("told_number_check", (_number_back, RIGHT), {"1": "told_name"}, back="told_number"),
    Junction("told_name", _name, leads_to=(FIRST, "told_too_many")),
    Menu("told_too_many", (TOO_MANY, *_CHOICES), _WAYS, back="own", choices=_CHOICES, listens=_listening),
)
