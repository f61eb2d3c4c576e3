"""What staff read of a person: why somebody was found, why somebody is hidden, where somebody is by the records."""

from hotline import countries, texts
from hotline.console import consular_words, messages_words
from hotline.domain.custody import Whereabouts
from hotline.domain.decisions import Proposed
from hotline.domain.errors import Invalid
from hotline.domain.findings import Finding, Outcome
from hotline.domain.people import Correction, PersonDetails
from hotline.domain.records import correcting
from hotline.domain.records.inquiries import Inquiry, SentMessage
from hotline.domain.records.reading import Record
from hotline.models.contacts import Channel
from hotline.models.custody import EventKind, Stay, StayEnd
from hotline.models.messages import Means
from hotline.models.notices import SubscriptionState
from hotline.models.operations import DecisionKind, DecisionState
from hotline.models.people import HidingReason
from hotline.texts import gettext as _
from hotline.texts import lazy

HIDDEN = {
    HidingReason.PROTECTED: lazy("a source says: protected"),
    HidingReason.MINOR: lazy("may be under 18"),
    HidingReason.MAY_BE_MINOR: lazy("may be under 18, by a birth date that waits for a second person"),
    HidingReason.WITHHELD: lazy("withheld for safety by staff"),
    HidingReason.OBJECTS: lazy("wants nobody to be told"),
    HidingReason.NAMED: lazy("has named who may be told"),
    HidingReason.DIED: lazy("a death is recorded"),
}
STATES = {
    Outcome.HELD: lazy("held"),
    Outcome.IN_TRANSIT: lazy("being moved"),
    Outcome.PROCESSING: lazy("arrested, being processed"),
    Outcome.NO_LONGER_HELD: lazy("no longer held"),
    Outcome.NOT_CONFIRMED: lazy("not clear from the records"),
}
EVENTS = {
    EventKind.ARRESTED: lazy("arrested"),
    EventKind.PROCESSED: lazy("being processed"),
    EventKind.BOOKED_IN: lazy("booked in"),
    EventKind.BOOKED_OUT: lazy("booked out"),
    EventKind.TRANSFERRED: lazy("transferred"),
    EventKind.ARRIVED: lazy("arrived"),
    EventKind.RELEASED: lazy("released"),
    EventKind.REMOVED: lazy("left the country"),
    EventKind.OTHER_AGENCY: lazy("handed to another agency"),
    EventKind.ORR: lazy("handed to the children's office"),
    EventKind.ESCAPED: lazy("escaped"),
    EventKind.DIED: lazy("died"),
    EventKind.CONFIRMED: lazy("confirmed to be there"),
    EventKind.NO_LONGER_LISTED: lazy("no longer on the roster"),
}
ENDS = {
    StayEnd.RELEASED: EVENTS[EventKind.RELEASED],
    StayEnd.LEFT_COUNTRY: EVENTS[EventKind.REMOVED],
    StayEnd.OTHER_AGENCY: EVENTS[EventKind.OTHER_AGENCY],
    StayEnd.ORR: EVENTS[EventKind.ORR],
    StayEnd.DIED: EVENTS[EventKind.DIED],
    StayEnd.ESCAPED: EVENTS[EventKind.ESCAPED],
    StayEnd.TRANSFERRED: EVENTS[EventKind.TRANSFERRED],
    StayEnd.DISPOSITION_CHANGED: lazy("the case changed"),
    StayEnd.NO_LONGER_LISTED: EVENTS[EventKind.NO_LONGER_LISTED],
    StayEnd.UNKNOWN: lazy("nobody said how"),
}
SUBSCRIPTIONS = {
    SubscriptionState.PENDING: lazy("not confirmed yet"),
    SubscriptionState.ACTIVE: lazy("is told of changes"),
    SubscriptionState.STOPPED: lazy("stopped it themselves"),
    SubscriptionState.ENDED: lazy("ended"),
}
_CHANNELS = {
    Channel.CONSOLE: lazy("asked through staff"),
    Channel.PHONE: lazy("asked by telephone"),
    Channel.TEXT: lazy("asked by text"),
    Channel.WEB: lazy("asked on the web"),
}
_MEANS = {Means.CALL: lazy("by call"), Means.EMAIL: lazy("by e-mail"), Means.TEXT: lazy("by text")}
_SURE = 0.995  # rounded, it would be said as a hundred in a hundred
DECIDED = {
    DecisionState.PROPOSED: lazy("waits for a second person"),
    DecisionState.AGREED: lazy("agreed"),
    DecisionState.REFUSED: lazy("refused"),
    DecisionState.WITHDRAWN: lazy("withdrawn"),
}
_CLAIM_WRONG = lazy("the word of a source that the person is under 18")
_FAULTS = {
    ("born", "known"): lazy("This date is recorded already, and nothing else is."),
    ("born", "no_date"): lazy("Please write a whole date of birth that has passed, like 3/12/1985."),
    ("contact", "missing"): lazy("Please write at least one telephone number or e-mail address."),
    ("contact", "not_a_contact"): lazy(
        "One of these is neither a telephone number nor an e-mail address. Check each line."
    ),
    ("contact", "too_many"): lazy("Please write 20 numbers and addresses at most."),
    ("note", "missing"): lazy("Please write something first."),
    ("note", "too_long"): lazy("This note is longer than 5,000 characters. Please shorten it; nothing is lost yet."),
    ("decision", "open"): lazy("This was asked already, and waits for a second person."),
    ("merge", "not_alike"): lazy("These two records share no A-number, and no name with a date of birth."),
    ("merge", "waits"): lazy("Something about one of these records waits for a second person. Decide that first."),
    ("person", "not_protected"): lazy("Staff do not withhold this person."),
    ("person", "withheld"): lazy("Staff withhold this person already."),
    ("roster", "staged"): lazy("A roster is being read or is on hold. Try again when it has gone out."),
    ("why", "missing"): lazy("Please write why, for whoever asks later."),
}
_WHAT = {
    "a_number": lazy("A-number"),
    "country": lazy("country"),
    "date": lazy("birth date"),
    "given": lazy("given name"),
    "month": lazy("birth month"),
    "name": lazy("name"),
    "surname": lazy("surname"),
    "year": lazy("birth year"),
}
_HOW = {
    "any": lazy("agrees"),
    "beginning": lazy("begins alike"),
    "ending": lazy("ends alike"),
    "exact": lazy("the same"),
    "far sound": lazy("sounds nearly alike"),
    "initial": lazy("the initial"),
    "keyed": lazy("the same on the keypad"),
    "keyed slip": lazy("one wrong key"),
    "known": lazy("another form of it"),
    "like": lazy("looks alike"),
    "near": lazy("near"),
    "next": lazy("one off"),
    "one digit": lazy("one digit differs"),
    "other": lazy("differs"),
    "other year": lazy("another year"),
    "same year": lazy("the same year"),
    "slip": lazy("one letter differs"),
    "sound": lazy("sounds alike"),
    "swapped": lazy("day and month swapped"),
    "two slips": lazy("two letters differ"),
}


def fault(error: Invalid) -> str:
    """What is wrong with a form."""
    known = consular_words.FAULTS | _FAULTS
    return _(known[error.field, error.reason])


def because(reason: str) -> str:
    """Why somebody was found: "surname: one letter differs"."""
    what, _blank, how = reason.partition(" ")
    return f"{_(_WHAT.get(what, what))}: {_(_HOW.get(how, how))}"


def who(number: str, record: Record) -> str:
    """The other person whom a decision concerns, as the page knows them; "" where it does not."""
    known = [*record.doubles, *((one.merged_id, one.details) for one in record.joined)]
    return next((f"{told.names[0].given} {told.names[0].surnames}" for each, told in known if str(each) == number), "")


def meant(one: Proposed, record: Record) -> str:
    """What a proposal concerns beside the person: another one by name, or the birth date that it proposes."""
    if one.kind is not DecisionKind.CORRECT_BIRTH:
        return who(one.other, record)
    proposed = correcting.read(one.other)
    born = _("born %(date)s", date=texts.date_words(proposed.born))
    return _("%(born)s; wrong: %(what)s", born=born, what=_(_CLAIM_WRONG)) if proposed.is_claim_wrong else born


def corrected(correction: Correction) -> str:
    """What two of the staff found wrong, "" where nothing stood there before."""
    wrong = [*map(texts.date_words, correction.wrong_births), *map(str, correction.wrong_years)]
    wrong += [_(_CLAIM_WRONG)] if correction.is_claim_wrong else []
    if not wrong:
        return _("Settled by two of the staff.")
    return _("Settled by two of the staff, who found wrong: %(what)s.", what=", ".join(wrong))


def births(details: PersonDetails) -> str:
    """Every recorded date of birth, and every year that is of none of them."""
    of_dates = {born.year for born in details.births}
    years = (str(year) for year in details.birth_years if year not in of_dates)
    return ", ".join([*map(texts.date_words, details.births), *years])


def country(details: PersonDetails) -> str:
    """The country of birth and that of citizenship, where they are known."""
    return ", ".join(countries.name(code) for code in dict.fromkeys((details.country, details.citizenship)) if code)


def numbers(details: PersonDetails, *, is_shown: bool) -> list[str]:
    """The A-numbers; their last three digits until whoever asks has proved who they are."""
    return [number if is_shown else f"••• ••• {number[-3:]}" for number in details.a_numbers]


def place(seen: Whereabouts | None) -> str:
    """The last place that the records name, "" for none."""
    where = (seen.facility or seen.office) if seen else None
    return where.name if where else ""


def end(stay: Stay) -> str:
    """How a stay ended."""
    return _(ENDS[stay.end or StayEnd.UNKNOWN])


def inquiry(one: Inquiry) -> str:
    """An open search with how sure it is that this person is meant, or how it stands with a relative's notices."""
    if isinstance(one.state, SubscriptionState):
        return _("A relative: %(state)s", state=_(SUBSCRIPTIONS[one.state]))
    if one.chance >= _SURE:
        return _("An open search for this person")
    return _("An open search that may mean this person (%(chance)s%%)", chance=max(1, round(one.chance * 100)))


def channel(one: Inquiry) -> str:
    """How they asked, and how notices go to them."""
    asked = _(_CHANNELS[one.channel])
    return f"{asked}; {_(_MEANS[one.means])}" if one.means else asked


def message(one: SentMessage) -> str:
    """What a message is, how it goes and how far it came."""
    told = {"what": _(messages_words.KINDS[one.kind]), "means": _(_MEANS[one.means])}
    return _("%(what)s. %(means)s, %(state)s.", state=_(messages_words.STATES[one.state]), **told)


def state(said: Finding, seen: Whereabouts | None) -> str:
    """How custody stands by the records."""
    return _(STATES[said.outcome]) if seen else _("no custody is recorded")
