"""Ringing somebody: who is called, what became of it, and what can be tried then.

Of a list the next one is rung by itself, so many in one go; then the caller says whether to go on.
"""

from collections.abc import Iterator
from dataclasses import replace

from hotline import countries
from hotline.domain import free_calls, hiding, redactions
from hotline.domain.free_calls import Callee, Wish
from hotline.ivr import connecting, places
from hotline.ivr.detainee import whom
from hotline.ivr.menu import PERSON, Connecting, Dialled, Junction, Menu, Message, Recorded, Step
from hotline.ivr.state import Talk
from hotline.models.free_calls import CallResult, Party
from hotline.texts import gettext
from hotline.texts import lazy as _

RING = "ring"
LONGEST_NAME = 5  # seconds
_ARE_TOLD_A_NAME = frozenset((Party.COUNSEL, Party.FAMILY))
MOST_LISTED = 60
LAWYERS_IN_ONE_GO = 10
OTHERS_IN_ONE_GO = 4  # two consulates, each with its number for emergencies
_LEADS_TO = ("ringing", "say_name", "not_again", "nobody_to_call", "further", RING)

# Translators: heard on the telephone by a detained person, while we ring somebody for them.
STAY = _("Please stay on the line. The call is free, and we do not record it.")
# Translators: heard on the telephone by a detained person, before a tone.
SAY_NAME = _(
    "After the tone, please say your name, so that they know who calls. Only your name is kept, and for a day. "
    "If you say nothing, they hear from where you call."
)
# Translators: heard on the telephone by a detained person, after a call that we connected.
AFTER = _("The call is over. To call somebody else, press 1. For a person, press 0. Otherwise you can hang up.")
# Translators: heard on the telephone by a detained person, after nobody could be reached.
TRY = _("To try again, press 1. To call somebody else, press 2. For a person, press 0, or stay on the line.")
# Translators: heard on the telephone by a detained person, after several of a list could not be reached.
FURTHER = _(
    "There are more on the list. To go on with them, press 1. To call somebody else, press 2. For a person, press 0, "
    "or stay on the line."
)
# Translators: heard on the telephone by a detained person, after a number that this line may not call.
OTHERS = _("To call somebody else, press 1. For a person, press 0, or stay on the line.")
# Translators: heard on the telephone by a detained person.
NOBODY_TO_CALL = _(
    "We have no number for that which somebody has checked. For a person who can help you, press 0, or stay on the "
    "line. To call somebody else, press 1."
)
# Translators: heard on the telephone by a detained person who called one lawyer of a list.
NEXT = _("I am calling the next one on the list.")

_WHY = {
    CallResult.BUSY: _("The line is busy."),
    CallResult.NO_ANSWER: _("Nobody answered."),
    CallResult.REFUSED: _("Who was called does not want to talk now."),
    CallResult.WRONG_NUMBER: _("That number does not work."),
    CallResult.CUT_OFF: _("The call was cut off before anybody answered."),
    CallResult.FAILED: _("The call did not go through. That is not your fault."),
}
_BLOCKED = "blocked"  # said by who answered just now, or before
# To ring again would be the same: who was called does not want it, or our own account may not.
_NOT_AGAIN = frozenset((_BLOCKED, "not_permitted"))
_NOT_ALLOWED = {
    _BLOCKED: _("The owner of that number asked that this line never calls it."),
    "country": _("This line cannot call numbers of that country or that kind."),
    "day_is_full": _(
        "No more calls to relatives can be made from here today. Calls to lawyers and consulates can be made at any "
        "time."
    ),
    "number_is_full": _(
        "That number was called so often today that this line calls it again tomorrow. Other numbers can be called."
    ),
    "person_is_full": _(
        "You have made all the calls to relatives that one person can make in a day. You can call them again tomorrow. "
        "Calls to lawyers and consulates can be made at any time."
    ),
}


def begin(talk: Talk, *targets: str) -> str:
    """Ring these, best first; answers where the call goes on."""
    talk.notes.inside.targets, talk.notes.inside.at = targets, 0
    talk.notes.inside.became = talk.notes.inside.failure = ""
    return RING


def where(talk: Talk) -> str:
    """The code of the facility that the call comes from: by its telephone, else where the records hold the person."""
    inside = talk.notes.inside
    inside.facility = inside.facility or free_calls.calling_from(talk.session, talk.came_from)
    if not inside.facility and inside.person_id:
        inside.facility = free_calls.held_at(talk.session, inside.person_id, now=talk.now)
    return inside.facility


def _said_place(talk: Talk) -> str:
    """From where whom is rung hears that somebody calls: the facility of that telephone, or "".

    Never what the records hold, for an A-number and a PIN can be dialled from anywhere; and nothing of who is hidden,
    for the place of somebody who is protected, or who wants nobody to be told, is theirs to tell.
    """
    inside = talk.notes.inside
    if inside.person_id and hiding.is_hidden(talk.session, inside.person_id):
        return ""
    return free_calls.calling_from(talk.session, talk.came_from)


def _ring(talk: Talk) -> str:
    """Write down whom the caller asks for; it rings once they have heard whom."""
    inside = talk.notes.inside
    callee = _callee(talk)
    if callee is None:
        return _next(talk, "nobody_to_call")
    if callee.party in _ARE_TOLD_A_NAME and not inside.name_asked:
        inside.name_asked = True
        return "say_name"
    asked = free_calls.ask(talk.session, wish(talk, callee), talk.free_calls, now=talk.now)
    inside.attempt = asked.id
    if asked.refusal:
        inside.became, inside.failure = CallResult.NOT_ALLOWED, asked.refusal
        return _next(talk, "not_again")
    return "ringing"


def wish(talk: Talk, callee: Callee) -> Wish:
    """That the caller asks for this one, who hears their name if it is theirs to hear."""
    inside = talk.notes.inside
    said_name = inside.name if callee.party in _ARE_TOLD_A_NAME else ""
    told = replace(callee, said_name=said_name, said_place="" if said_name else _said_place(talk))
    return Wish(talk.call_token, told, talk.came_from, where(talk), inside.person_id or None, language=talk.tongue.code)


def _next(talk: Talk, at_the_end: str) -> str:
    """The next one of the list, for one that cannot be rung must not hide those behind it."""
    inside = talk.notes.inside
    if inside.at + 1 >= len(inside.targets):
        return at_the_end
    inside.at += 1
    is_of_lawyers = inside.targets[0].startswith("legal_provider:")
    return RING if inside.at % (LAWYERS_IN_ONE_GO if is_of_lawyers else OTHERS_IN_ONE_GO) else "further"


def _go_on(_talk: Talk) -> str:
    return RING


def keep_name(talk: Talk, recorded: Recorded) -> None:
    """Their own voice says who calls; the telephone company forgets it when no call of today can need it."""
    talk.notes.inside.name = recorded.url
    redactions.ask(talk.session, [recorded.sid], due_at=talk.now + free_calls.LONGEST)


def _over(talk: Talk, dialled: Dialled) -> str:
    """Where the call goes on when the Dial is over."""
    inside = talk.notes.inside
    became = free_calls.dialled(talk.session, inside.attempt, dialled.state, is_gone=dialled.is_gone, now=talk.now)
    inside.became, inside.failure = str(became.outcome or CallResult.FAILED), became.failure
    if became.outcome is CallResult.COMPLETED or dialled.is_gone:
        return after_talking(talk)
    return _next(talk, "not_again" if inside.failure in _NOT_AGAIN else "unreached")


def after_talking(talk: Talk) -> str:
    """Where the call goes on once somebody talked; by now another may hold the telephone, so no star leads back."""
    talk.notes.inside.have_talked, talk.notes.trail = True, ()
    return "talked_with"


def _again(talk: Talk) -> str:
    """The same once more; of a list from its beginning."""
    return begin(talk, *talk.notes.inside.targets)


def _callee(talk: Talk) -> Callee | None:
    inside = talk.notes.inside
    return whom.callee(talk.session, inside.targets[inside.at]) if inside.at < len(inside.targets) else None


def why(talk: Talk) -> Iterator[str]:
    """What became of the last attempt; nothing before the first."""
    inside = talk.notes.inside
    if inside.became == CallResult.NOT_ALLOWED or inside.failure == _BLOCKED:
        yield gettext(_NOT_ALLOWED[inside.failure])
    elif inside.became and inside.became != CallResult.COMPLETED:
        yield gettext(_WHY[CallResult(inside.became)])


def _calling(talk: Talk) -> Iterator[str]:
    if talk.notes.inside.at:
        yield gettext(NEXT)
    if (callee := _callee(talk)) is not None:
        yield from _named(callee)


def _named(callee: Callee) -> Iterator[str]:
    if callee.party is Party.CONSUL and callee.city:
        country = countries.name(callee.name)
        # Translators: heard on the telephone by a detained person; a country and the city of its consulate.
        yield gettext("I am calling the consulate: %(country)s, in %(city)s.", country=country, city=callee.city)
    elif callee.party is Party.CONSUL:
        # Translators: heard on the telephone by a detained person; a country.
        yield gettext("I am calling the consulate: %(country)s.", country=countries.name(callee.name))
    elif callee.party is Party.CHILDREN:
        # Translators: heard on the telephone by a detained person; the office in whose care children are.
        yield gettext("I am calling the children's office.")
    elif callee.party is Party.FAMILY:
        # Translators: heard on the telephone by a detained person.
        yield gettext(
            "I am calling your relative. You can talk for %(minutes)s minutes.", minutes=connecting.FAMILY_MINUTES
        )
    elif callee.party is Party.COUNSEL:
        # Translators: heard on the telephone by a detained person.
        yield gettext("I am calling your lawyer.")
    else:
        # Translators: heard on the telephone by a detained person; an organisation.
        yield gettext("I am calling %(name)s.", name=places.name(callee.name))


STEPS: tuple[Step, ...] = (
    Junction(RING, _ring, leads_to=_LEADS_TO),
    Message("say_name", (SAY_NAME,), keep_name, RING, LONGEST_NAME, seconds=3),
    Connecting(
        "ringing", (why, _calling, STAY), _over, leads_to=("talked_with", "unreached", "not_again", "further", RING)
    ),
    Menu("talked_with", (AFTER,), {"1": "choices"}, back="choices", on_silence="goodbye", silences=1),
    Menu("unreached", (why, TRY), {"1": "ring_again", "2": "choices"}, back="choices", choices=(TRY,)),
    Menu("not_again", (why, OTHERS), {"1": "choices"}, back="choices", choices=(OTHERS,)),
    Menu("further", (why, FURTHER), {"1": "ring_on", "2": "choices"}, back="choices", choices=(FURTHER,)),
    Junction("ring_on", _go_on, leads_to=(RING,)),
    Junction("ring_again", _again, leads_to=(RING,)),
    Menu("nobody_to_call", (NOBODY_TO_CALL,), {"1": "choices"}, fallback=PERSON, back="choices"),
)
