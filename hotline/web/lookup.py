"""Finding a person: the form, the answer, the further question that everybody is asked who was not answered."""

from collections.abc import Sequence

from flask import redirect, request, url_for
from werkzeug import Response

from hotline import advice, clock, db, reading, state_names, texts, wording
from hotline.domain import locator, look_ups
from hotline.domain.errors import Invalid
from hotline.domain.findings import Departure, Finding, Outcome
from hotline.domain.limits import Asker
from hotline.domain.names import Question
from hotline.models.contacts import Channel
from hotline.web import showing
from hotline.web.forms import DATE_BOXES, FindForm, PublicForm, ToldForm
from hotline.web.pages import in_every_language

blueprint = in_every_language("lookup", __name__)

# The boxes in which a further question is answered.
_ANSWERED_IN = {
    Question.FULL_NAME: ("given", "surnames"),
    Question.FULL_DATE: DATE_BOXES,
    Question.SECOND_SURNAME: ("second_surname",),
    Question.OTHER_NAME: ("other_name",),
    Question.COUNTRY: ("country",),
}


_PLACE_NOT_KNOWN = (Outcome.IN_TRANSIT, Outcome.PROCESSING)
# Nothing more is to be expected of who left custody in one of these ways.
_GONE = (Departure.RELEASED, Departure.LEFT_COUNTRY)


@blueprint.get("/")
def start() -> str:
    return find_page(FindForm())


@blueprint.get("/change")
@blueprint.get("/find")
def find_again() -> Response:
    """Answers exist by POST alone; whoever types or reloads their address begins anew."""
    return redirect(url_for("lookup.start"), 303)


@blueprint.post("/find")
def find() -> str:
    form = FindForm(request.form)
    if not form.validate():
        return find_page(form)
    form.answered.data = ""
    with db.begin() as session:
        now = clock.now()
        finding = locator.find(session, form.query(), asker=asker(), now=now)
        look_ups.count(session, finding, channel=Channel.WEB, language=texts.current().code, now=now)
    return answer_page(finding, form)


@blueprint.post("/change")
def change() -> str:
    """The form with what was told, to write it otherwise; the look-up that follows asks its questions anew."""
    form = FindForm(request.form)
    form.asked.data = ""
    return showing.page("find.html", form)


def find_page(form: FindForm) -> str:
    """The form as it was filled in; the latest further question alone where only its answer is wrong."""
    question = form.questions_asked[-1] if form.questions_asked else None
    if question and not set(dict(form.problems)) - set(_ANSWERED_IN[question]):
        return question_page(question, form)
    return showing.page("find.html", form)


def mend_look_up(fault: Invalid | None = None) -> str:
    """The form with what was told, when a later form shows that it is not enough to go on with."""
    form = FindForm(request.form)
    form.validate()
    if fault:
        form.say(fault)
    return showing.page("find.html", form)


def answer_page(finding: Finding, form: FindForm) -> str:
    """The page of an answer; a miss that leaves something to ask asks it."""
    if finding.question is not None:
        form.asked.data = " ".join((*form.questions_asked, finding.question))
        return question_page(finding.question, form)
    if finding.outcome is Outcome.NOT_CONFIRMED:
        return not_confirmed_page(form)
    return found_page(finding, form)


def not_confirmed_page(form: ToldForm) -> str:
    """The words for everybody who is not told, and the ways on."""
    return showing.page("not_confirmed.html", form, telling=wording.finding(locator.NOT_CONFIRMED))


def found_page(finding: Finding, form: PublicForm, noticed: Sequence[str] | None = None) -> str:
    """What the records say; after a look-up an open search can be left where the place is not known yet.

    `noticed` is what changed since somebody's notices were last opened, which can be stopped here; else None.
    """
    telling, looked_up = wording.finding(finding), texts.moment_words(clock.now(), finding.time_zone)
    can_stay_open = isinstance(form, ToldForm) and finding.outcome in _PLACE_NOT_KNOWN
    if can_stay_open and isinstance(form, ToldForm):
        form.answered.data = finding.outcome
    return showing.page(
        "found.html",
        form,
        telling=telling,
        finding=finding,
        looked_up=looked_up,
        is_told=isinstance(form, ToldForm),
        can_stay_open=can_stay_open,
        can_change=finding.departure not in _GONE,
        noticed=noticed,
        where=advice.situation(finding.outcome, finding.departure),
        place=_place_with_a_page(finding),
        lawyers_in=_state(finding),
        official=_official_page(finding),
    )


def _official_page(finding: Finding) -> str:
    """The address of the place's own page where we have no number to give, "" where that is not known."""
    if finding.outcome is not Outcome.HELD or finding.call or finding.facility is None:
        return ""
    return finding.facility.page if finding.facility.is_shown else ""


def _place_with_a_page(finding: Finding) -> str:
    """The code of the place where the person is held, "" where the public page of that code is none."""
    if finding.outcome is not Outcome.HELD or finding.facility is None:
        return ""
    return finding.facility.code if finding.facility.is_shown else ""


def _state(finding: Finding) -> str:
    """Where to look for lawyers: in the state of the place that was told, else of the office that is responsible."""
    place = finding.facility or finding.office
    return place.state if place and place.state in state_names.NAMES else ""


def question_page(question: Question, form: FindForm) -> str:
    """One further question, the same for everybody; what was told before is carried along in the form."""
    boxes = _ANSWERED_IN[question]
    return showing.page("question.html", form, sentence=wording.question(question), boxes=boxes)


def asker() -> Asker:
    """Who asks: the visitor's network; limits know it by a keyed hash alone."""
    return Asker(network=reading.network(request.remote_addr or ""))
