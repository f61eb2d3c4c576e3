"""Family and counsel of record, once A-number and PIN opened them: one who is registered, or a number that is keyed in.

A number is never read back but the one that was just keyed; relatives are told apart by whose number it is and by its
last two digits.
"""

from collections.abc import Iterator, Mapping

from hotline.domain import counsel, kin
from hotline.domain.errors import Invalid
from hotline.domain.kin import Kin, NewKin
from hotline.ivr import entries, refusals, speech
from hotline.ivr.detainee import one_word, ringing
from hotline.ivr.menu import Entry, Junction, Menu, Prompt, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

FIRST, COUNSEL = "family", "own_counsel"
MOST = 5  # in one menu
_ANOTHER, NEXT_PAGE = "6", "7"
LIST = "relatives"

# Translators: heard on the telephone by a detained person; whose number it is.
_RELATIONS = {
    "mother": _("For your mother, whose number ends in %(digits)s, press %(key)s."),
    "father": _("For your father, whose number ends in %(digits)s, press %(key)s."),
    "wife_husband": _("For your wife or husband, whose number ends in %(digits)s, press %(key)s."),
    "partner": _("For your partner, whose number ends in %(digits)s, press %(key)s."),
    "child": _("For your son or daughter, whose number ends in %(digits)s, press %(key)s."),
    "brother_sister": _("For your brother or sister, whose number ends in %(digits)s, press %(key)s."),
}
# Translators: heard on the telephone by a detained person; whose number it is nobody wrote down.
_OTHER = _("For the number that ends in %(digits)s, press %(key)s.")
# Translators: heard on the telephone by a detained person, after a list of relatives.
ANOTHER_NUMBER = _("To call another number, press 6. For other calls, press star.")
# Translators: heard on the telephone, when who was said is nobody of a list of relatives, or more than one of them.
SAID_NONE = _("I did not understand. Please press the key of the number, or say one word: mother, brother, more.")
# What somebody may say instead of a key, each in one word: who it is, or what else the menu offers.
_SAID = {
    # Translators: words that a detained person may say to call their mother, in capitals, with blanks between.
    "mother": _("MOTHER MOM MAMA"),
    # Translators: words that a detained person may say to call their father, in capitals, with blanks between.
    "father": _("FATHER DAD PAPA"),
    # Translators: words that a detained person may say to call their wife or husband, in capitals.
    "wife_husband": _("WIFE HUSBAND"),
    # Translators: words that a detained person may say to call their partner, in capitals, with blanks between.
    "partner": _("PARTNER GIRLFRIEND BOYFRIEND"),
    # Translators: words that a detained person may say to call their son or daughter, in capitals.
    "child": _("SON DAUGHTER CHILD"),
    # Translators: words that a detained person may say to call their brother or sister, in capitals.
    "brother_sister": _("BROTHER SISTER"),
    # Translators: words that a detained person may say to call a number that is on no list, in capitals.
    _ANOTHER: _("ANOTHER NUMBER NEW"),
    # Translators: words that a detained person may say to hear more of a list, in capitals, with blanks between.
    NEXT_PAGE: _("MORE OTHERS"),
    "0": one_word.FOR_A_PERSON,
}
# Translators: heard on the telephone by a detained person, after a list of relatives that goes on.
MORE = _("For more of them, press 7.")
# Translators: heard on the telephone by a detained person.
NUMBER = _(
    "Please enter the telephone number of your relative, with its area code, then press the pound key. For another "
    "country, begin with 0, 1, 1 and the code of the country."
)
# Translators: heard on the telephone by a detained person, after a number was read back.
RIGHT = _("If that is right, press 1, and I call it. To enter it again, press star.")
# Translators: heard on the telephone by a detained person, after a number that we cannot ring.
NOT_ALLOWED = _(
    "This line cannot call that number. It calls people in many countries, but no numbers at a special price."
)
# Translators: heard on the telephone by a detained person who has registered ten numbers.
TOO_MANY = _("You have 10 numbers on your list already. An officer can take one off.")
# Translators: heard on the telephone by a detained person, after a number that was not taken.
AFTER_REFUSED = _("To enter another number, press 1. For other calls, press star. For a person, press 0.")
# Translators: heard on the telephone by a detained person.
NO_COUNSEL = _(
    "No lawyer of yours is written down here. For a free lawyer, press 1. To have yours written down, ask an officer, "
    "or press 0 for a person."
)


def _own_counsel(talk: Talk) -> str:
    known = counsel.of(talk.session, talk.notes.inside.person_id)
    return ringing.begin(talk, *(f"counsel:{one.id}" for one in known)) if known else "no_counsel"


def _begin(talk: Talk) -> str:
    talk.notes.inside.at = 0
    return LIST if relatives(talk) else "relative_number"


def relatives(talk: Talk) -> tuple[Kin, ...]:
    return kin.of(talk.session, talk.notes.inside.person_id)


def _page(talk: Talk) -> tuple[Kin, ...]:
    """The relatives that the keys mean now; after the last page comes the first."""
    return page(talk, relatives(talk))


def page(talk: Talk, known: tuple[Kin, ...]) -> tuple[Kin, ...]:
    """Those of them that the keys mean now."""
    first = talk.notes.inside.at if talk.notes.inside.at < len(known) else 0
    return known[first : first + MOST]


def _choices(talk: Talk) -> Iterator[str]:
    return choices(talk, relatives(talk))


def choices(talk: Talk, known: tuple[Kin, ...]) -> Iterator[str]:
    """Which key means whom of them."""
    for key, one in enumerate(page(talk, known), start=1):
        yield gettext(_RELATIONS.get(one.relation, _OTHER), digits=speech.digits(one.ends_in), key=key)
    if len(known) > MOST:
        yield gettext(MORE)


def choose(talk: Talk, key: str) -> None:
    """Note the key of one of a page, or of the next page."""
    talk.notes.typed = key


def _hear(talk: Talk, spoken: str) -> bool:
    """As if the key were pressed; a relative by who it is, where that is one alone."""
    named = one_word.meant(talk, spoken, _SAID)
    talk.notes.typed = named if named.isdecimal() else ""
    places = [nth for nth, one in enumerate(relatives(talk)) if one.relation and one.relation == named]
    if len(places) == 1:
        talk.notes.inside.at, talk.notes.typed = places[0] // MOST * MOST, str(places[0] % MOST + 1)
    return bool(talk.notes.typed)


def _chosen(talk: Talk) -> str:
    here = _page(talk)
    if talk.notes.typed == NEXT_PAGE:
        talk.notes.inside.at += MOST
        return LIST
    place = int(talk.notes.typed) - 1
    return ringing.begin(talk, f"family:{here[place].id}") if place < len(here) else LIST


def _number_back(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext("You entered: %(digits)s.", digits=speech.phone(talk.notes.typed))


def _register(talk: Talk) -> str:
    """The number is kept for the next time, and rung; who answers most likely speaks what the caller speaks."""
    inside, new = talk.notes.inside, NewKin(talk.notes.typed, language=talk.tongue.code)
    try:
        known = kin.register(talk.session, inside.person_id, new, countries=talk.free_calls.countries, now=talk.now)
    except Invalid as error:
        return "relative_too_many" if error.reason == "too_many" else "relative_not_allowed"
    return ringing.begin(talk, f"family:{known.id}")


_KEYS = {str(key): "relative_chosen" for key in range(1, MOST + 1)}
_WAYS = _KEYS | {_ANOTHER: "relative_number", NEXT_PAGE: "relative_chosen"}
_AGAIN = {"1": "relative_number"}


def _listed(ways: Mapping[str, str], *offers: Prompt) -> Menu:
    prompts = (_choices, *offers, ANOTHER_NUMBER, one_word.OFFER)
    listens = one_word.listening_by(LIST, _hear, SAID_NONE)
    return Menu(LIST, prompts, ways, choose=choose, back="own", listens=listens)


STEPS: tuple[Step, ...] = (
    Junction(COUNSEL, _own_counsel, leads_to=(ringing.RING, "no_counsel")),
    Menu("no_counsel", (NO_COUNSEL,), {"1": "lawyers"}, back="own"),
    Junction(FIRST, _begin, leads_to=(LIST, "relative_number")),
    _listed(_WAYS),
    one_word.said(LIST, _WAYS),
    Junction("relative_chosen", _chosen, leads_to=(ringing.RING, LIST)),
    Entry(
        "relative_number",
        (NUMBER,),
        entries.phone,
        "relative_check",
        help=refusals.PHONE_HELP,
        explain=refusals.phone,
    ),
    Menu("relative_check", (_number_back, RIGHT), {"1": "relative_register"}, back="relative_number"),
    Junction("relative_register", _register, leads_to=(ringing.RING, "relative_too_many", "relative_not_allowed")),
    Menu("relative_not_allowed", (NOT_ALLOWED, AFTER_REFUSED), _AGAIN, back="own", choices=(AFTER_REFUSED,)),
    Menu("relative_too_many", (TOO_MANY, AFTER_REFUSED), _AGAIN, back="own", choices=(AFTER_REFUSED,)),
)


def with_another_way(prompt: Prompt, key: str, leads_to: str) -> tuple[Step, ...]:
    """The same steps, but the list of relatives offers one more key."""
    listed = _listed(_WAYS | {key: leads_to}, prompt)
    return tuple(listed if step.name == LIST else step for step in STEPS)
