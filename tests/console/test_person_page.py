"""What a person's page tells: where they were by which source, who asks for them and what was sent, without names."""

from datetime import timedelta

from hotline import clock, db
from hotline.domain import searches, subscriptions
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.searches import SearchWish
from hotline.domain.subscriptions import SubscriptionWish
from hotline.models.contacts import Channel
from hotline.models.messages import Means
from hotline.models.people import HidingReason
from tests import factories
from tests.factories import FacilityFactory, StayFactory, StintFactory, person
from tests.plugins.signed_in import SignIn, StaffClient

WHY = {"why": "The mother is on the telephone."}
NUMBER = "+14045552368"
XOCHITL = Query(
    given="Xochitl Guadalupe", surname="Zepeda Olvera", birth_date=factories.details().births[0], country="MEX"
)
SOMEBODY_ELSE = Query(given="Ramiro", surname="Quintanilla", birth_date=factories.details().births[0], country="MEX")
DAY = timedelta(days=1)


def _held(hidden: HidingReason | None = None) -> int:
    """Brought from Eloy to Stewart two days ago."""
    with db.begin() as session:
        number = person(session, hidden=hidden).id
        factories.use(session)
        now = clock.now()
        stay = StayFactory(person_id=number, began_at=now - 9 * DAY, source="roster").id
        FacilityFactory(code="ELOYAZ", name="Eloy Detention Center")
        left = {"left_at": now - 2 * DAY, "reason": "Transferred"}
        StintFactory(stay_id=stay, position=0, facility_code="ELOYAZ", arrived_at=now - 8 * DAY, **left)
        StintFactory(stay_id=stay, position=1, arrived_at=now - 2 * DAY)
    return number


def _page(staff: StaffClient, number: int) -> str:
    staff.post(f"/console/people/{number}/open", WHY)
    return staff.get(f"/console/people/{number}").text


def _search(query: Query, token: str) -> None:
    with db.begin() as session:
        wish = SearchWish(query, NUMBER, token)
        searches.leave(session, wish, asker=Asker(), channel=Channel.WEB, language="es", now=clock.now())


def test_the_custody_line_stands_place_by_place_with_its_source(sign_in: SignIn) -> None:
    page = _page(sign_in("operator"), _held())

    line = page[page.index("In custody since") : page.index("What was reported")]
    assert line.index("Stewart Detention Center") < line.index("Eloy Detention Center")
    for told in ("Last confirmed", "by roster", "Transferred", "not yet, by the records"):
        assert told in line


def test_a_stay_that_is_over_says_how_it_ended(sign_in: SignIn) -> None:
    with db.begin() as session:
        number = person(session).id
        factories.use(session)
        StayFactory(person_id=number, ended_at=clock.now(), end="released")

    page = _page(sign_in("operator"), number)

    assert "In custody from" in page
    assert ": released" in page
    assert "No place is recorded yet." in page


def test_who_asks_stands_there_without_who_they_are(sign_in: SignIn) -> None:
    number = _held()
    with db.begin() as session:
        wish = SubscriptionWish(XOCHITL, NUMBER, Means.TEXT, "a form")
        asked = {"asker": Asker(network="192.0.2.7"), "channel": Channel.PHONE, "language": "es"}
        assert subscriptions.subscribe(session, wish, **asked, now=clock.now())  # type: ignore[arg-type]

    page = _page(sign_in("operator"), number)

    for told in (
        "A relative: not confirmed yet",
        "asked by telephone; by text",
        "A code to confirm",
        "by text, waiting",
    ):
        assert told in page
    assert NUMBER not in page
    assert "555-2368" not in page


def test_an_open_search_that_means_a_hidden_person_is_told_to_whoever_may_see_them(sign_in: SignIn) -> None:
    number = _held(HidingReason.PROTECTED)
    for query, token in ((XOCHITL, "one"), (SOMEBODY_ELSE, "two")):
        _search(query, token)

    page = _page(sign_in("supervisor"), number)

    assert page.count("/console/searches/") == 1
    assert "An open search for this person" in page
    assert "asked on the web" in page
    assert "555-2368" not in page
    assert "An open search" not in _page(sign_in("operator"), number)


def test_nobody_who_asks_is_said_so(sign_in: SignIn) -> None:
    assert "Nobody has asked to be told of this person" in _page(sign_in("operator"), _held())
