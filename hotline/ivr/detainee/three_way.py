"""Two relatives at once, where the operator allows it: both are rung, and the person talks with whoever comes.

The person hears how it stands every few seconds until the first of the two wants to talk, so nobody waits in an empty
room. Whom they are is asked for as in family.py; who is called hears it in callee.py and room.py.
"""

from collections.abc import Iterator

from hotline.domain.free_calls import Asked, together
from hotline.domain.kin import Kin
from hotline.ivr import connecting
from hotline.ivr.detainee import family, ringing, whom
from hotline.ivr.menu import PERSON, Dialled, Junction, Meeting, Menu, Message, Step
from hotline.ivr.state import Talk
from hotline.models.free_calls import CallResult
from hotline.texts import gettext
from hotline.texts import lazy as _

KEY, FIRST = "8", "two"
SECONDS = 4  # between two times that the person hears how it stands
_BOTH = 2
_CUT, _LOST = "canceled", "failed"  # what becomes of who is rung when the person leaves, or nobody tells the end

# Translators: heard on the telephone by a detained person, a choice among others.
TWO_AT_ONCE = _("To talk with two of them at once, press 8.")
# Translators: heard on the telephone by a detained person who wants to talk with two relatives; their list follows.
WHO_FIRST = _("Choose the first of the two.")
# Translators: heard on the telephone by a detained person who wants to talk with two relatives; their list follows.
WHO_SECOND = _("Now choose the second one.")
# Translators: heard on the telephone by a detained person, after a list of relatives.
CHOOSE_ANEW = _("To go back, press star.")
# Translators: heard on the telephone by a detained person, every few seconds while two relatives are rung.
STILL = _("I am still calling. To stop, press star.")
# Translators: heard on the telephone by a detained person, before they talk with relatives.
HERE = _("You are connected. To end the call, press star.")
# Translators: heard on the telephone by a detained person, after neither of two relatives could be reached.
NEITHER = _("Neither of the two can talk with you now.")


def _offer(talk: Talk) -> Iterator[str]:
    if len(family.relatives(talk)) >= _BOTH:
        yield gettext(TWO_AT_ONCE)


def _begin(talk: Talk) -> str:
    talk.notes.inside.targets, talk.notes.inside.at = (), 0
    return "two_first" if len(family.relatives(talk)) >= _BOTH else family.LIST


def _others(talk: Talk) -> tuple[Kin, ...]:
    """The relatives who are not chosen yet."""
    return tuple(one for one in family.relatives(talk) if _target(one) not in talk.notes.inside.targets)


def _target(one: Kin) -> str:
    return f"family:{one.id}"


def _choices(talk: Talk) -> Iterator[str]:
    return family.choices(talk, _others(talk))


def _chosen(talk: Talk) -> str:
    inside = talk.notes.inside
    here, asked = family.page(talk, _others(talk)), "two_second" if inside.targets else "two_first"
    if talk.notes.typed == family.NEXT_PAGE:
        inside.at += family.MOST
        return asked
    place = int(talk.notes.typed) - 1
    if place >= len(here):
        return asked
    inside.targets, inside.at = (*inside.targets, _target(here[place])), 0
    return "two_ring" if len(inside.targets) == _BOTH else "two_second"


def _ring(talk: Talk) -> str:
    """Write down whom the caller asks for; they ring once this is committed (sending/three_way.py)."""
    inside = talk.notes.inside
    if not inside.name_asked:
        inside.name_asked = True
        return "two_say_name"
    callees = [known for target in inside.targets if (known := whom.callee(talk.session, target))]
    wishes = [ringing.wish(talk, callee) for callee in callees]
    inside.room, asked = together.ask(talk.session, wishes, talk.free_calls, now=talk.now)
    inside.at = 0
    return _rung(talk, asked)


def _rung(talk: Talk, asked: list[Asked]) -> str:
    """Where the call goes on: with one who may be rung it is a usual call."""
    inside, refused = talk.notes.inside, [one.refusal for one in asked if one.refusal]
    inside.became, inside.failure = (CallResult.NOT_ALLOWED, refused[0]) if refused else ("", "")
    return "not_again" if len(refused) == len(asked) else "two_ringing"


def _how_it_stands(talk: Talk) -> Iterator[str]:
    if talk.notes.inside.at:
        yield gettext(STILL)
        return
    yield from ringing.why(talk)
    # Translators: heard on the telephone by a detained person, while we ring two relatives for them.
    yield gettext(
        "I am calling your relatives. You can talk for %(minutes)s minutes.", minutes=connecting.FAMILY_MINUTES
    )
    yield gettext(ringing.STAY)


def _look(talk: Talk) -> str:
    """The first who wants to talk is talked with; while one of the two still rings, wait."""
    inside, here = talk.notes.inside, (talk.notes.inside.room, talk.call_token)
    standing = together.standing(talk.session, *here, now=talk.now)
    if standing.is_awaited:
        together.enter(talk.session, *here)
        return "two_talk"
    if standing.rings:
        inside.at += 1
        return "two_ringing"
    together.leave(talk.session, *here, _LOST, now=talk.now)
    return "two_unreached"


def _out(talk: Talk, dialled: Dialled) -> str:
    """Out of the room: because the person wants to, or because they were alone in it (no word of a Dial then)."""
    here = talk.notes.inside.room, talk.call_token
    standing = together.standing(talk.session, *here, now=talk.now)
    if not dialled.state and (standing.is_awaited or standing.rings):
        together.wait(talk.session, *here)
        return "two_look"
    together.leave(talk.session, *here, _CUT, now=talk.now)
    return ringing.after_talking(talk)


def _stop(talk: Talk) -> str:
    together.leave(talk.session, talk.notes.inside.room, talk.call_token, _CUT, now=talk.now)
    return family.LIST


def _to_person(talk: Talk) -> str:
    _stop(talk)
    return PERSON


_KEYS = dict.fromkeys([*map(str, range(1, family.MOST + 1)), family.NEXT_PAGE], "two_chosen")
_UNREACHED = (NEITHER, ringing.TRY)
_RUNG = ("two_say_name", "not_again", "two_ringing")

STEPS: tuple[Step, ...] = (
    Junction(FIRST, _begin, leads_to=("two_first", family.LIST)),
    Menu("two_first", (WHO_FIRST, _choices, CHOOSE_ANEW), _KEYS, choose=family.choose, back=family.LIST),
    Menu("two_second", (WHO_SECOND, _choices, CHOOSE_ANEW), _KEYS, choose=family.choose, back=FIRST),
    Junction("two_chosen", _chosen, leads_to=("two_first", "two_second", "two_ring")),
    Message("two_say_name", (ringing.SAY_NAME,), ringing.keep_name, "two_ring", ringing.LONGEST_NAME, seconds=3),
    Junction("two_ring", _ring, leads_to=_RUNG),
    Menu(
        "two_ringing",
        (_how_it_stands,),
        {"0": "two_to_person"},
        fallback="two_to_person",
        back="two_stop",
        on_silence="two_look",
        silences=1,
        seconds=SECONDS,
    ),
    Junction("two_look", _look, leads_to=("two_talk", "two_ringing", "two_unreached")),
    Meeting("two_talk", (HERE,), _out, leads_to=("two_look", "talked_with")),
    Junction("two_stop", _stop, leads_to=(family.LIST,)),
    Junction("two_to_person", _to_person, leads_to=(PERSON,)),
    Menu("two_unreached", _UNREACHED, {"1": "two_ring", "2": "choices"}, back="choices", choices=(ringing.TRY,)),
)
FAMILY = family.with_another_way(_offer, KEY, FIRST)
