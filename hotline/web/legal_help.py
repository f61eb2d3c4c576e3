"""Free legal help: how to choose it, and who helps in each state, with the date of the list."""

from flask import Response, request

from hotline import clock, db, state_names
from hotline.domain import directory
from hotline.domain.directory import lines
from hotline.web import directory_pages, showing
from hotline.web.forms import LegalHelpForm
from hotline.web.kept import once_for_each_language
from hotline.web.pages import in_every_language

blueprint = in_every_language("legal", __name__)


@blueprint.get("/legal-help")
@once_for_each_language
def index() -> str:
    states = directory_pages.by_name(state_names.NAMES)
    return showing.page("legal/index.html", states=states, official=directory_pages.EOIR_LIST)


@blueprint.post("/legal-help")
def state_of_answer() -> Response:
    """The list of the state that an answer named: neither the address nor the browser's history says which."""
    form = LegalHelpForm(request.form)
    return _page(form.state.text, form.speaks.text, form)


@blueprint.get("/legal-help/<state>")
def state(state: str) -> Response:
    """What is listed for a state; `?speaks=es` leaves those who name that language."""
    return _page(state, request.args.get("speaks", ""))


def _page(state: str, asked: str, form: LegalHelpForm | None = None) -> Response:
    code = directory_pages.known_state(state)
    with db.reading() as session:
        told = directory.state_help(session, code)
    language = asked if asked in told.spoken else ""
    providers = told.speaking(language)
    return directory_pages.answer(
        "legal/state.html",
        form,
        told=told,
        state=code,
        name=state_names.name(code),
        providers=providers,
        language_asked=language,
        is_old=told.is_old(clock.now().date()),
        once=directory_pages.said_once(provider.number for provider in providers),
        neighbours=directory_pages.by_name(told.neighbours),
        court_line=lines.COURTS,
        official=directory_pages.EOIR_LIST,
    )
