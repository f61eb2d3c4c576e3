"""What staff read of consular notices."""

from datetime import datetime

from anyascii import anyascii

from hotline import clock, countries, texts
from hotline.console import directory_words
from hotline.domain.consular import TAIWAN, Letter, Owing, Part
from hotline.domain.custody import DEFAULT_ZONE
from hotline.domain.directory import ConsularLine
from hotline.models.rights import ConsularMeans, ConsularState
from hotline.texts import gettext as _
from hotline.texts import lazy

STATES = {
    ConsularState.NOT_ASKED: lazy("ask the person"),
    ConsularState.WAITING: lazy("to be told"),
    ConsularState.SENT: lazy("told, not acknowledged yet"),
    ConsularState.ACKNOWLEDGED: lazy("told, and acknowledged"),
    ConsularState.NOT_WANTED: lazy("the person does not want it"),
    ConsularState.NOT_OWED: lazy("not owed"),
}
PARTS = {
    Part.TELL: lazy("Tell the consul"),
    Part.ASK: lazy("Ask the person"),
    Part.ANSWER: lazy("Note the answer"),
}
MEANS = {ConsularMeans.EMAIL: lazy("by e-mail"), ConsularMeans.PRINT: lazy("on paper")}
# What the list of the State Department says in its notes.
_LOOK_FIRST = {
    "ALB": lazy("One list names Albania and another does not: ask a supervisor."),
    "CHN": lazy(
        "Look at the passport: if it is of Taiwan (Republic of China), choose Taiwan below, and ask the person."
    ),
    "POL": lazy("Owed by treaty unless the person is a permanent resident: look, and ask a supervisor if so."),
    TAIWAN: lazy("Not the consul of China. Tell the person that the office of Taiwan (TECRO) can be told."),
}
FAULTS = {
    ("by", "missing"): lazy("Please write who of the consulate acknowledged it."),
    ("consular", "sent"): lazy("This consul was told already."),
    ("consular", "not_sent"): lazy("This consul was not told yet."),
    ("consular", "not_wanted"): lazy("The person has not asked for it. Ask first, and write down what they say."),
    ("consular", "not_held"): lazy("This person is held no longer, so no consul is told."),
    ("consular", "no_country"): lazy("Nobody knows the nationality. Ask the person, and choose the country first."),
    ("country", "unknown"): lazy("Please choose a country of the list."),
    ("means", "no_email"): lazy(
        "We know no e-mail address of this consulate. Print the sheet, and send or hand it over."
    ),
}


def country(one: Owing) -> str:
    """Whose consul it is."""
    return countries.name(one.country) if one.country else _("nationality not known: ask")


def state(one: Owing) -> str:
    """How it stands."""
    return unusual(one) or _(STATES[one.state])


def unusual(one: Owing) -> str:
    """What the part of the queue in which it stands does not tell of it; "" where there is no such thing."""
    if one.is_returned:
        return _("the e-mail did not arrive: tell them again")
    return _("the e-mail is on its way: it has not left our service yet") if one.is_on_its_way else ""


def why(one: Owing) -> list[str]:
    """Why this consul is told, and what staff look at first."""
    if one.state is ConsularState.NOT_OWED:
        return [_("The records have a citizen of the United States, or nobody was told before the stay ended.")]
    if one.is_mandatory:
        told = [_("Told in any case, by treaty, also if the person does not want it.")]
    elif one.wants:
        told = [_("Told because the person asked for it.")]
    else:
        told = [_("Told only if the person asks for it.")]
    if one.is_mandatory and one.wants is False:
        told.append(_("The person said that they do not want it. Tell them that it is owed all the same."))
    if one.country in _LOOK_FIRST:
        told.append(_(_LOOK_FIRST[one.country]))
    return told


def office(line: ConsularLine) -> str:
    """A consular office: what it is, and where."""
    kind = _(directory_words.OFFICES.get(line.kind, line.kind))
    return f"{countries.name(line.country)}: {kind}, {line.city} {line.state}".strip()


def heading(letter: Letter, now: datetime) -> list[str]:
    """What stands above the letter on paper, in the letter's language: who writes, to whom, and when."""
    zone = letter.place.time_zone if letter.place else ""
    day = texts.date_words(clock.at_place(now, zone or DEFAULT_ZONE).date())
    return [_("Family Hotline"), *([office(letter.office)] if letter.office else []), day]


def receipt() -> str:
    """What whoever takes the paper signs, in the letter's language."""
    return _("Received for the consulate (name, date, signature):")


def earlier(one: Owing) -> str:
    """The countries that stood there before, the first one first."""
    return ", ".join(countries.name(code) if code else _("not known") for code in one.earlier)


def choices() -> list[tuple[str, str]]:
    """Every country for a list, by the names that the reader has for them."""
    named = [(code, countries.name(code)) for code in countries.all_codes()]
    return [("", _("Please choose")), *sorted(named, key=lambda pair: anyascii(pair[1]).casefold())]
