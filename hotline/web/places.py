"""Places where people are held: lists by state, and a page for each place with how to call, visit and write."""

from dataclasses import dataclass
from urllib.parse import quote

from flask import Response, abort, request

from hotline import clock, db, state_names, texts
from hotline.domain import directory
from hotline.domain.directory.visiting import Rule, Visited
from hotline.models.places import RuleTopic
from hotline.web import directory_pages, place_words
from hotline.web.forms import PlaceForm
from hotline.web.pages import in_every_language

# The page tells what time it is there; it may lag by a minute, no more.
CLOCK_SECONDS = 60
LONGEST_CODE = 16

blueprint = in_every_language("places", __name__)


@dataclass(frozen=True, slots=True)
class Section:
    """What to know of a topic: the place's own rule where one is known, and what holds at most places."""

    topic: RuleTopic
    title: str
    rule: Rule | None
    sentences: tuple[str, ...]


@blueprint.get("/places")
def index() -> Response:
    with db.reading() as session:
        states = directory.states_with_places(session)
    return directory_pages.answer("places/index.html", states=directory_pages.by_name(states))


@blueprint.get("/places/in/<state>")
def state(state: str) -> Response:
    code = directory_pages.known_state(state)
    with db.reading() as session:
        places = directory.places_in(session, code)
    return directory_pages.answer("places/state.html", places=places, state=code, name=state_names.name(code))


@blueprint.post("/places")
def place_of_answer() -> Response:
    """The page of a place that an answer named: neither the address nor the browser's history says which."""
    form = PlaceForm(request.form)
    return _page(form.code.text, form)


@blueprint.get("/places/<code>")
def place(code: str) -> Response:
    return _page(code)


def _page(code: str, form: PlaceForm | None = None) -> Response:
    if len(code) > LONGEST_CODE or not (code.isascii() and code.isprintable()):
        abort(404)
    with db.reading() as session:
        told = directory.visited(session, code)
    if told is None:
        abort(404)
    values = {"told": told, "sections": _sections(told), "time": _time_there(told), "map_query": _map_query(told)}
    state_name = state_names.name(told.place.state)
    return directory_pages.answer("places/place.html", form, seconds=CLOCK_SECONDS, state_name=state_name, **values)


def _sections(told: Visited) -> list[Section]:
    language = texts.current().tag
    general = place_words.general()
    return [Section(topic, place_words.title(topic), told.rule(topic, language), general[topic]) for topic in RuleTopic]


def _time_there(told: Visited) -> str:
    """What the clocks there show now, "" where nobody knows in which zone the place is."""
    if not told.place.time_zone:
        return ""
    there = clock.at_place(clock.now(), told.place.time_zone)
    zone = texts.zone_words(told.place.time_zone, texts.current().code)
    return place_words.time_there(texts.clock_words(there.time()), zone)


def _map_query(told: Visited) -> str:
    """The address as a map's address takes it; the name of the place and no person's stands there."""
    return quote(", ".join(told.place.lines))
