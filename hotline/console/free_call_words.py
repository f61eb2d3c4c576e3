"""How the free calls read: who was called, how, what became of it and why not."""

from collections.abc import Iterable

from hotline import countries
from hotline.console.queues import Faults
from hotline.domain.errors import Invalid
from hotline.domain.free_calls.by_hand import FAILURES
from hotline.domain.free_calls.log import Logged
from hotline.models.free_calls import CallMeans, CallResult, Party
from hotline.texts import gettext as _
from hotline.texts import lazy

PARTIES = {
    Party.COUNSEL: lazy("Counsel of record"),
    Party.LEGAL_HELP: lazy("Free legal help"),
    Party.CONSUL: lazy("Consul"),
    Party.FAMILY: lazy("Family"),
    Party.CHILDREN: lazy("Children's office"),
    Party.SOCIAL: lazy("Social services"),
    Party.HOTLINE: lazy("This hotline"),
    Party.AGENCY: lazy("Another agency"),
}
# The columns of the board, by what each counts; on a telephone only the first and the last stand.
COLUMNS = {
    "overdue": lazy("Overdue"),
    "without_call": lazy("No call completed"),
    "without_offer": lazy("No call offered"),
    "without_notice": lazy("No notice of rights"),
    "held": lazy("Held"),
}
MEANS = {
    CallMeans.LINE: lazy("Free-call line"),
    CallMeans.OTHER_PHONE: lazy("Another telephone"),
    CallMeans.VISIT: lazy("Visit in person"),
}
RESULTS = {
    CallResult.COMPLETED: lazy("They talked"),
    CallResult.NO_ANSWER: lazy("Nobody answered"),
    CallResult.BUSY: lazy("Busy"),
    CallResult.REFUSED: lazy("Who was called did not want to talk"),
    CallResult.WRONG_NUMBER: lazy("Wrong number"),
    CallResult.CUT_OFF: lazy("The caller hung up, or was cut off, before anybody answered"),
    CallResult.FAILED: lazy("Failed"),
    CallResult.NOT_ALLOWED: lazy("Not put through: not allowed"),
    CallResult.DECLINED: lazy("Offered, and the person did not want it"),
}
_WHY = {
    # the line's own
    "no_key": lazy("who picked up pressed no key, or it was voice mail"),
    "unreported": lazy("the telephone company never told"),
    "not_permitted": lazy("our account at the telephone company may not ring there"),
    "blocked": lazy("the number asked never to be called again"),
    "country": lazy("a country that may not be called"),
    "day_is_full": lazy("the calls of the day were used up"),
    "number_is_full": lazy("that number's calls of the day were used up"),
    "person_is_full": lazy("the person's calls of the day were used up"),
    # of staff
    "phone_broken": lazy("the telephone was broken"),
    "no_phone_free": lazy("no telephone was free"),
    "no_staff": lazy("nobody of the staff had time"),
    "no_room": lazy("no private room was free"),
    "locked_down": lazy("the facility was locked down"),
    "not_let_in": lazy("the visitor was not let in"),
}
_FAULTS = {
    ("at", "future"): lazy("This moment has not come yet on the clock of that place."),
    ("at", "no_moment"): lazy("Write when it was, or leave it empty for now."),
    ("at", "not_in_custody"): lazy("By our records the person was not in custody then. Please check the day."),
    ("facility", "unknown"): lazy("No facility has this code. Please check it."),
    ("failure", "unknown"): lazy("Please choose why it did not come about."),
    ("language", "unknown"): lazy("Please choose the language."),
    ("means", "missing"): lazy("Please choose how it was."),
    ("name", "too_long"): lazy("This name is longer than 120 letters. Please shorten it."),
    ("number", "not_a_number"): lazy("This is no telephone number. Write it with its area code, or leave it empty."),
    ("outcome", "missing"): lazy("Please choose what became of it."),
    ("outcome", "of_line"): lazy("Calls on the free-call line are logged by themselves. Log only an offer of it."),
    ("outcome", "of_visit"): lazy("A visit has another end: they talked, refused, failed, or not wanted."),
    ("party", "missing"): lazy("Please choose who was called or came."),
    ("party", "of_visit"): lazy("Nobody of the hotline visits. Please choose who came."),
    ("seconds", "no_number"): lazy("Write the minutes as a number."),
    ("seconds", "not_talked"): lazy("Minutes are of talking: leave them empty where nobody talked."),
    ("seconds", "too_long"): lazy("It cannot have lasted longer than until now, nor longer than a day."),
    ("why", "missing"): lazy("Please write what was wrong, for whoever asks later."),
}
_BOXES = {"seconds": "minutes"}  # where a fault of the domain stands in the form


def faults(error: Invalid) -> Faults:
    """What is wrong with a form, beside its box."""
    return [(_BOXES.get(error.field, error.field), _(_FAULTS[error.field, error.reason]))]


def result(outcome: CallResult | None, failure: str = "") -> str:
    """What became of it and why, in one: "Failed: no telephone was free"."""
    if outcome is None:
        return _("Going on now")
    if failure not in _WHY:
        return _(RESULTS[outcome])
    return _("%(outcome)s: %(why)s", outcome=_(RESULTS[outcome]), why=_(_WHY[failure]))


def whom(one: Logged) -> str:
    """Who was called or came: the country of a consul, or a name; "" where that is nobody's business."""
    return countries.name(one.name) if one.party is Party.CONSUL and one.name else one.name


def why(failure: str) -> str:
    """A reason by itself."""
    return _(_WHY[failure]) if failure in _WHY else ""


def minutes(seconds: int) -> str:
    """How long they talked: "12:05"; "" where they did not."""
    return f"{seconds // 60}:{seconds % 60:02}" if seconds else ""


def parties() -> list[tuple[str, str]]:
    """For a choice, as the others."""
    return _chosen(PARTIES.items())


def means() -> list[tuple[str, str]]:
    return [(kind.value, _(words)) for kind, words in MEANS.items()]


def outcomes() -> list[tuple[str, str]]:
    """Without what the line alone can say."""
    return _chosen((kind, words) for kind, words in RESULTS.items() if kind is not CallResult.NOT_ALLOWED)


def failures() -> list[tuple[str, str]]:
    return [("", _("does not apply")), *((word, why(word)) for word in FAILURES)]


def _chosen(words: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", _("Please choose")), *((str(kind), _(word)) for kind, word in words)]
