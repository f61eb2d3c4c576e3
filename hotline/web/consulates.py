"""Consulates by country: where they are, what they can do, and that the person decides whether they are told."""

from itertools import groupby

from flask import Response, abort

from hotline import countries, country_names, db, state_names
from hotline.domain import directory
from hotline.domain.directory.consulates import Office
from hotline.texts import gettext as _
from hotline.texts import lazy
from hotline.web import directory_pages, showing
from hotline.web.country_list import FREQUENT
from hotline.web.kept import once_for_each_language
from hotline.web.pages import in_every_language

TAIWAN, CHINA = "TWN", "CHN"
# The United States with its territories, and lands without people.
_WITHOUT = frozenset("USA PRI GUM VIR ASM MNP UMI ATA ATF BVT HMD IOT SGS".split()) | {TAIWAN}
# Of these it is not certain that they have an office here today, so nobody is sent to look for one.
_UNCERTAIN = frozenset("CUB IRN PRK SYR VEN".split())
_KINDS = {
    "embassy": lazy("Embassy"),
    "embassy_consular_section": lazy("Embassy, consular section"),
    "consulate_general": lazy("Consulate general"),
    "consulate": lazy("Consulate"),
    "honorary_consulate": lazy("Honorary consulate"),
}
_EMERGENCY = {
    "MEX": lazy("Mexico's line CIAM is open day and night. It helps to find relatives who are held."),
}

blueprint = in_every_language("consulates", __name__)


@blueprint.get("/consulates")
@once_for_each_language
def index() -> str:
    others = sorted(set(listed()) - set(FREQUENT), key=lambda code: country_names.folded(countries.name(code)))
    return showing.page("consulates/index.html", frequent=_named(FREQUENT), others=_named(others))


@blueprint.get("/consulates/<code>")
def country(code: str) -> Response:
    wanted = code.upper()
    if wanted not in listed() and wanted != TAIWAN:
        abort(404)
    with db.reading() as session:
        told = directory.consulates_of(session, wanted)
    return directory_pages.answer(
        "consulates/country.html",
        told=told,
        country=countries.name(wanted),
        is_taiwan=wanted == TAIWAN,
        is_china=wanted == CHINA,
        kinds={kind: _(word) for kind, word in _KINDS.items()},
        has_office=wanted not in _UNCERTAIN,
        states=directory_pages.by_name({office.state for office in told.offices if office.state in state_names.NAMES}),
        first_of_state=_first_of_state(told.offices),
        emergency_words=_(_EMERGENCY[wanted]) if wanted in _EMERGENCY else "",
        once=directory_pages.said_once((*(office.number for office in told.offices), *told.emergency)),
    )


def listed() -> tuple[str, ...]:
    """The countries (alpha-3) that may have consulates here; Taiwan, which has offices of another kind, is apart."""
    return tuple(code for code in countries.all_codes() if code not in _WITHOUT)


def _first_of_state(offices: tuple[Office, ...]) -> list[Office]:
    """The office that a link to each state leads to; offices come ordered by state."""
    return [next(those) for _state, those in groupby(offices, key=lambda office: office.state)]


def _named(codes: tuple[str, ...] | list[str]) -> list[tuple[str, str]]:
    return [(code, countries.name(code)) for code in codes]
