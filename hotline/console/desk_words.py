"""What callers told and what was answered, in the words that staff read, in a terminal and on a page."""

from collections.abc import Mapping
from typing import Any

from hotline import countries, languages, phones, texts
from hotline.domain import callbacks
from hotline.domain.callbacks import PromisedCallback
from hotline.domain.concerns import Need
from hotline.domain.findings import Outcome
from hotline.domain.searches import LeftSearch
from hotline.models.contacts import AttemptOutcome, SearchState
from hotline.texts import gettext as _
from hotline.texts import lazy, ngettext

_LABELS = {
    "a_number": lazy("A-number"),
    "given": lazy("given names"),
    "surname": lazy("surnames"),
    "second_surname": lazy("second surname"),
    "keyed_given": lazy("given names on the keypad"),
    "keyed_surnames": lazy("surnames on the keypad"),
    "also": lazy("other names"),
    "birth_date": lazy("born"),
    "birth_year": lazy("year of birth"),
    "country": lazy("country"),
}
_LETTERS = {"2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ"}
_TOLD = {
    Outcome.NOT_CONFIRMED: lazy("no answer could be given yet"),
    Outcome.IN_TRANSIT: lazy("told that the person is being moved; waits for the next place"),
    Outcome.PROCESSING: lazy("told that the person was arrested; waits for the place"),
    Outcome.HELD: lazy("told where the person is held; waits for a change"),
    Outcome.NO_LONGER_HELD: lazy("told that the person is no longer held; waits for a change"),
}
_NEEDS = {
    Need.CHILD_ALONE: lazy("a child is alone"),
    Need.SICK: lazy("somebody is sick"),
    Need.MEDICINE: lazy("somebody needs medicine"),
    Need.PREGNANT_OR_NURSING: lazy("somebody is pregnant or nursing"),
    Need.OTHER: lazy("something else"),
}
_PARTS = {
    callbacks.DayPart.MORNING: lazy("in the morning"),
    callbacks.DayPart.AFTERNOON: lazy("in the afternoon"),
    callbacks.DayPart.EVENING: lazy("in the evening"),
    callbacks.DayPart.ANY: lazy("at any time"),
}
OUTCOMES = {
    AttemptOutcome.REACHED: lazy("reached"),
    AttemptOutcome.NO_ANSWER: lazy("no answer"),
    AttemptOutcome.BUSY: lazy("busy"),
    AttemptOutcome.VOICE_MAIL: lazy("voice mail"),
    AttemptOutcome.WRONG_NUMBER: lazy("wrong number"),
    AttemptOutcome.FAILED: lazy("the call failed"),
}


_FOUND_BY = ("given", "surname", "second_surname", "also", "a_number", "birth_date")
_SEARCHED = ("given", "surname", "second_surname", "also", "a_number", "country")
_ABOUT = {
    callbacks.CARE: lazy("A CHILD OR A SICK PERSON WITHOUT CARE"),
    callbacks.INSIDE: lazy("A DETAINED PERSON ASKED FOR A PERSON: CALL THE FACILITY"),
}

Pairs = list[tuple[str, str]]  # what something is called, and what it is


def said(told: dict[str, object]) -> Pairs:
    """What the caller told the machine of a person, so that nobody is asked twice."""
    return [(_(label), _read(name, told[name])) for name, label in _LABELS.items() if told.get(name)]


def boxes(told: dict[str, object]) -> dict[str, str]:
    """What was told as the boxes of the page that finds people hold it; nothing where nobody can be found by that.

    A name of which only keys are known is none.
    """
    if not any(told.get(name) for name in _FOUND_BY):
        return {}
    values = {name: _read(name, _first(told[name])) for name in _SEARCHED if told.get(name)}
    born = str(told.get("birth_date") or told.get("birth_year") or "")
    return values | ({"born": born} if born else {})


def reported(report: dict[str, Any]) -> Pairs:
    """What was reported by a form: what happened, where, and the reporter's own words."""
    if not report:
        return []
    needs = ", ".join(_(_NEEDS[Need(need)]) for need in report["needs"])
    told = ((_("what happened"), needs), (_("where"), report["place"]), (_("in their own words"), report["words"]))
    return [(label, text) for label, text in told if text]


def inside(callback: PromisedCallback, places: Mapping[str, str]) -> Pairs:
    """From which facility somebody asked, and in how many calls; `places` are the facilities' names by their codes."""
    if callback.about != callbacks.INSIDE:
        return []
    calls = ngettext("%(n)s call", "%(n)s calls", callback.calls)
    place = places.get(callback.facility, callback.facility)
    told = ((_("calls from"), place), (_("asked in"), calls if callback.calls > 1 else ""))
    return [(label, text) for label, text in told if text]


def proven(callback: PromisedCallback) -> str:
    """What to do about somebody inside, by whether they proved who they are; "" of anybody else."""
    if callback.about != callbacks.INSIDE:
        return ""
    if callback.person_id:
        return _("They proved by A-number and PIN who they are. Call the facility and ask to speak with them.")
    if callback.voicemails:
        return _("Listen to what they said first. Then call the facility.")
    return _("Nobody said who it was. Call the facility and ask whether somebody there needs help.")


def when(callback: PromisedCallback) -> str:
    """When the call suits, on which clocks; a web form brings the caller's own words."""
    suits = callback.best_time
    if suits in set(callbacks.DayPart):
        suits = _(_PARTS[callbacks.DayPart(suits)])
    zone = texts.zone_words(callback.time_zone, texts.current().code) if callback.time_zone else ""
    return ", ".join(part for part in (suits, zone) if part)


def spoken(code: str) -> str:
    """A language by its code, for a line that is read at a glance."""
    if not code:
        return _("language not known")
    return code if languages.get(code) else _("another language")


def relay(is_relayed: bool) -> str:
    return _("(through a relay service: dial 711 and give it this number)") if is_relayed else ""


def about(matter: str) -> str:
    """How a matter that cannot wait is headed; "" of any other."""
    return _(_ABOUT[matter]) if matter in _ABOUT else ""


def contact(address: str) -> str:
    """Where the news of a search goes."""
    if not address:
        return _("no number: who left it calls and asks by the code")
    return address if "@" in address else phones.readable(address)


def standing(search: LeftSearch) -> str:
    """What whoever left it knows, and what they wait for."""
    if search.state is SearchState.NEWS:
        return _("NEWS TO PASS ON")
    if search.is_for_staff:
        return _("FOR A PERSON TO LOOK INTO: many birth dates were tried for this name")
    return _(_TOLD[search.told])


def _first(value: object) -> object:
    """The likeliest of what was understood."""
    return value[0] if isinstance(value, list | tuple) else value


def _read(name: str, value: object) -> str:
    if name == "country":
        return countries.name(str(value))
    words = [str(word) for word in value] if isinstance(value, list | tuple) else [str(value)]
    return " / ".join(_on_the_keys(word) if name.startswith("keyed") else word for word in words)


def _on_the_keys(digits: str) -> str:
    """A name as it was keyed, with the letters each key may have meant: "53 [JKL][DEF]"."""
    return digits + " " + "".join(f"[{_LETTERS.get(digit, digit)}]" for digit in digits)
