"""Pages out of the directory: nothing of any person is in them, so browsers may keep them for some minutes.

An answer leads to them by POST: then neither an address nor what a browser keeps tells which place was answered.
"""

from collections.abc import Iterable
from typing import Any

from flask import Response, abort, make_response

from hotline import country_names, state_names, texts
from hotline.domain.directory import Number
from hotline.web import showing
from hotline.web.forms import PublicForm

KEPT_SECONDS = 600
EOIR_LIST = "https://www.justice.gov/eoir/list-pro-bono-legal-service-providers"


def _language_names(codes: Iterable[str]) -> str:
    return ", ".join(texts.language_name(code) for code in codes)


# What every template here says in the current language.
_WORDS: dict[str, Any] = {
    "day": texts.date_words,
    "month": texts.month_words,
    "language_name": texts.language_name,
    "language_names": _language_names,
}


def answer(template: str, form: PublicForm | None = None, *, seconds: int = KEPT_SECONDS, **values: Any) -> Response:
    """The page, for browsers to keep for so many seconds, not for ever, for lists change.

    What was asked for by a form is not kept at all.
    """
    response = make_response(showing.page(template, form, **_WORDS, **values))
    response.headers["Cache-Control"] = "no-store" if form else f"public, max-age={seconds}"
    return response


def known_state(code: str) -> str:
    """The code of a state as it is kept (two capitals); what is no state is no page."""
    state = code.upper()
    if state not in state_names.NAMES:
        abort(404)
    return state


def by_name(states: Iterable[str]) -> list[tuple[str, str]]:
    """States with their names in the current language, in the order of the names."""
    return sorted(((code, state_names.name(code)) for code in states), key=lambda pair: country_names.folded(pair[1]))


def said_once(numbers: Iterable[Number | None]) -> Number | None:
    """One of several numbers that nobody of ours called, where one source published them all in the same month.

    Then the page says so once; else it says so beside each.
    """
    published = [number for number in numbers if number and not number.is_verified]
    alike = {(number.source, number.on.replace(day=1), number.is_second_hand) for number in published}
    return published[0] if len(published) > 1 and len(alike) == 1 else None
