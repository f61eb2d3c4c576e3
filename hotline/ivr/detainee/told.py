"""Who may be told where the person is: nobody, only those whose numbers they enter, or whoever knows enough of them."""

from collections.abc import Iterator

from hotline.domain import consent
from hotline.domain.consent import Wish
from hotline.domain.errors import Invalid
from hotline.domain.records import wishing
from hotline.ivr import entries, refusals, speech
from hotline.ivr.menu import Entry, Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext
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
# Translators: heard on the telephone by a detained person.
NUMBER = _("Please enter the telephone number of the person who may be told, with its area code, then press pound.")
# Translators: heard on the telephone by a detained person, after a number was read back.
RIGHT = _("If that is right, press 1: then only people whom you name are told. To enter it again, press star.")
# Translators: heard on the telephone by a detained person who named very many numbers.
TOO_MANY = _("You have named 20 numbers, and more cannot be kept. To begin a new list, press 3 first.")


def _standing(talk: Talk) -> Iterator[str]:
    yield gettext(_NOW[consent.wish(talk.session, talk.notes.inside.person_id)])


def _nobody(talk: Talk) -> str:
    wishing.object_to_all(talk.session, talk.notes.inside.person_id, now=talk.now)
    return FIRST


def _everybody(talk: Talk) -> str:
    wishing.allow_all(talk.session, talk.notes.inside.person_id, now=talk.now)
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


_WAYS = {"1": "told_nobody", "2": "told_number", "3": "told_everybody"}

STEPS: tuple[Step, ...] = (
    Menu(FIRST, (_standing, CHOICES), _WAYS, back="own"),
    Junction("told_nobody", _nobody, leads_to=(FIRST,)),
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
    Menu("told_too_many", (TOO_MANY, CHOICES), _WAYS, back="own", choices=(CHOICES,)),
)
