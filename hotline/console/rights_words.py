"""What the forms of the notice of rights say, how they are read, and the slip that a person gets with their PIN."""

from dataclasses import dataclass
from datetime import date, datetime

from hotline import clock, languages, texts
from hotline.console import spoken
from hotline.console.queues import Faults
from hotline.domain import rights
from hotline.domain.errors import Invalid
from hotline.languages import Language
from hotline.models.rights import Interpreting, RightsNotice
from hotline.texts import gettext as _
from hotline.texts import lazy

INTERPRETING = {
    Interpreting.NONE: lazy("Nobody needed to"),
    Interpreting.STAFF: lazy("One of the staff"),
    Interpreting.TELEPHONE: lazy("An interpreter by telephone"),
    Interpreting.IN_PERSON: lazy("An interpreter who was there"),
}
_FAULTS = {
    ("at", "no_moment"): lazy("Write when it was served, or leave it empty for now."),
    ("facility", "unknown"): lazy("No facility has this code. Check it, or leave it empty."),
    ("interpreting", "unknown"): lazy("Please choose who interpreted."),
    ("language", "unknown"): lazy("Please choose the language."),
    ("list_edition", "future"): lazy("A list of free legal help has the date of its making, which has passed."),
    ("list_edition", "no_day"): lazy("Write the date of the list, or leave it empty if none was handed out."),
    ("means", "missing"): lazy("Say whether it was read aloud, handed out, or both."),
    ("served_at", "future"): lazy("This moment has not come yet on the clock of that place."),
    ("served_at", "long_ago"): lazy("This is years ago. Please check the year."),
}
_BOXES = {"means": "oral", "served_at": "at"}  # where a fault of the domain stands in the form

day_words = texts.date_words
is_list_old = rights.is_list_old
printed = languages.offered  # in which the notice is a page to print

# The words of the slip, in the person's own language.
_PIN = lazy("Your PIN for the free-call line")
_ASK_FOR_NUMBER = lazy("Ask the staff which keys of the telephone here dial the free-call line.")
_SLIP = (
    lazy("Have your A-number ready. On your first call you choose another PIN."),
    lazy("Tell this PIN to nobody, and tear this paper up when you have another one."),
    lazy("Lawyers, consulates and the hotline need no PIN."),
)


def faults(error: Invalid) -> Faults:
    """What is wrong with a form, beside its box."""
    return [(_BOXES.get(error.field, error.field), _(_FAULTS[error.field, error.reason]))]


def interpreting(chosen: str) -> Interpreting:
    """Raises Invalid("interpreting", "unknown")."""
    if chosen not in list(Interpreting):
        raise Invalid("interpreting", "unknown")
    return Interpreting(chosen)


def day(box: str, text: str) -> date | None:
    """The date of a box, None for an empty one. Raises Invalid(box, "no_day")."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Invalid(box, "no_day") from error


def moment(box: str, text: str, zone: str) -> datetime | None:
    """A reading of the clock on a wall in that zone; None for an empty box. Raises Invalid(box, "no_moment")."""
    try:
        return clock.from_wall(datetime.fromisoformat(text).replace(tzinfo=None), zone) if text else None
    except (ValueError, OverflowError) as error:
        raise Invalid(box, "no_moment") from error


def interpreters() -> list[tuple[str, str]]:
    """Who may have interpreted, for a choice."""
    return [(kind.value, _(words)) for kind, words in INTERPRETING.items()]


def how(notice: RightsNotice) -> str:
    """How it was served, in words: "Spanish, read aloud and handed out"."""
    language = spoken.name(notice.language)
    if notice.is_oral and notice.is_written:
        return _("%(language)s, read aloud and handed out", language=language)
    if notice.is_oral:
        return _("%(language)s, read aloud", language=language)
    return _("%(language)s, handed out", language=language)


@dataclass(frozen=True, slots=True)
class Slip:
    """What a person takes along, in `language`: a title over the PIN, and sentences under it.

    `number` is that of the free-call line (E.164), "" where a facility dials it by keys of its own.
    """

    language: Language
    title: str
    number: str
    sentences: tuple[str, ...]


def slip(language: Language, number: str) -> Slip:
    """In the person's language."""
    told = _SLIP if number else (_ASK_FOR_NUMBER, *_SLIP)
    with texts.speaking(language):
        return Slip(language, _(_PIN), number, tuple(_(sentence) for sentence in told))
