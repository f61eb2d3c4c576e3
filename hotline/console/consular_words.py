"""What staff read of consular notices."""

from anyascii import anyascii

from hotline import countries
from hotline.domain.consular import Owing
from hotline.models.rights import ConsularMeans, ConsularState
from hotline.texts import gettext as _
from hotline.texts import lazy

STATES = {
    ConsularState.NOT_ASKED: lazy("ask the person"),
    ConsularState.WAITING: lazy("to be told"),
    ConsularState.SENT: lazy("told, not acknowledged yet"),
    ConsularState.ACKNOWLEDGED: lazy("told, and acknowledged"),
    ConsularState.NOT_WANTED: lazy("the person does not want it"),
}
MEANS = {ConsularMeans.EMAIL: lazy("by e-mail"), ConsularMeans.PRINT: lazy("on paper")}
FAULTS = {
    ("by", "missing"): lazy("Please write who of the consulate acknowledged it."),
    ("consular", "sent"): lazy("This consul was told already."),
    ("consular", "not_sent"): lazy("This consul was not told yet."),
    ("consular", "not_wanted"): lazy("The person has not asked for it. Ask first, and write down what they say."),
    ("consular", "no_country"): lazy("Nobody knows the nationality. Ask the person, and choose the country first."),
    ("country", "unknown"): lazy("Please choose a country of the list."),
    ("means", "no_email"): lazy(
        "We know no e-mail address of this consulate. Print the sheet, and send or hand it over."
    ),
}


def country(one: Owing) -> str:
    """Whose consul it is."""
    return countries.name(one.country) if one.country else _("nationality not known: ask")


def why(one: Owing) -> str:
    """Why this consul is told, and what staff look at first."""
    if one.is_disputed:
        return _("Told in any case, but the lists differ or the treaty has an exception: ask a supervisor.")
    if one.is_mandatory:
        return _("Told in any case, by treaty, also if the person does not want it.")
    return _("Told only if the person asks for it.")


def choices() -> list[tuple[str, str]]:
    """Every country for a list, by the names that the reader has for them."""
    named = [(code, countries.name(code)) for code in countries.all_codes()]
    return [("", _("Please choose")), *sorted(named, key=lambda pair: anyascii(pair[1]).casefold())]
