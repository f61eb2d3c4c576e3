"""After the PIN: what changed and why, then where the person is; in a call that came in, and in one that we placed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from hotline import clock, db, languages, texts, wording
from hotline.config import Settings
from hotline.domain import hiding, notices, openings, outbox, subscriptions
from hotline.domain.findings import Departure, Finding, Outcome
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.subscriptions import Subscribed, SubscriptionWish
from hotline.gateways.practice import PracticeCall
from hotline.models.contacts import Channel
from hotline.models.custody import Stay, StayEnd, Stint
from hotline.models.messages import Means, MessageKind
from hotline.models.notices import Change, Subscription, SubscriptionState
from hotline.models.people import HidingReason, Person
from hotline.phone.script import Caller
from hotline.phone.telephone import Telephone
from hotline.phone.transport import InProcess
from tests.ivr.conftest import OWN_NUMBER, WITHHELD, Dial
from tests.ivr.texter import Texter

QUERY = Query(a_number="098765432", birth_year=1985)
CHANGED = {"1": "Something has changed since you last heard", "2": "Algo cambió desde la última vez"}
LEFT_PLACE = {"1": "The person left the place that we told you of.", "2": "La persona salió del lugar"}
MOVED = {"1": "This person is being moved", "2": "A esta persona la están trasladando"}
RELEASED = {"1": "The person was released.", "2": "La persona salió libre."}
REASON = {"1": "reason: permission to stay for some time, called parole", "2": "motivo: permiso para quedarse"}
NO_LONGER = {"1": "This person is no longer held.", "2": "Esta persona ya no está detenida."}
in_both_languages = pytest.mark.parametrize("language", ["1", "2"])


@pytest.fixture
def told(xochitl: Person) -> Subscribed:
    """Somebody who asked to be called when something changes, and confirmed it."""
    asker, now = Asker(network="192.0.2.7"), clock.now()
    wish = SubscriptionWish(QUERY, OWN_NUMBER, Means.CALL, "form")
    with db.begin() as session:
        left = subscriptions.subscribe(session, wish, asker=asker, channel=Channel.WEB, language="en", now=now)
        assert left
        matter_id = session.scalars(select(Subscription.id)).one()
        assert openings.open_called(session, matter_id, left.pin, asker=asker, now=now)
    return left


def _transferred() -> None:
    with db.begin() as session:
        session.execute(update(Stint).values(left_at=clock.now() - timedelta(minutes=5), reason="Transferred"))
        notices.owe_for(session, select(Person.id), now=clock.now())


def _released() -> None:
    ended = clock.now() - timedelta(minutes=5)
    with db.begin() as session:
        session.execute(update(Stint).values(left_at=ended))
        session.execute(update(Stay).values(end=StayEnd.RELEASED, ended_at=ended, reason="Paroled - Humanitarian"))
        notices.owe_for(session, select(Person.id), now=clock.now())


@in_both_languages
def test_a_call_that_comes_in_says_what_changed_before_the_whereabouts(
    dial: Dial, told: Subscribed, language: str
) -> None:
    _transferred()

    caller = dial(WITHHELD).presses(language, "3", f"{told.code}#").does_not_hear(LEFT_PLACE[language])
    caller.presses(f"{told.pin}#").hears(CHANGED[language], LEFT_PLACE[language], MOVED[language])


@in_both_languages
def test_of_a_release_the_records_reason_is_said(dial: Dial, told: Subscribed, language: str) -> None:
    _transferred()
    _released()

    caller = dial(WITHHELD).presses(language, "3", f"{told.code}#", f"{told.pin}#")

    caller.hears(CHANGED[language], RELEASED[language], REASON[language], NO_LONGER[language])


def test_who_calls_again_hears_the_reason_again_and_of_no_news(dial: Dial, told: Subscribed) -> None:
    _released()
    dial(WITHHELD).presses("1", "3", f"{told.code}#", f"{told.pin}#").hangs_up()

    again = dial(WITHHELD).presses("1", "3", f"{told.code}#", f"{told.pin}#")

    again.does_not_hear(CHANGED["1"]).hears(RELEASED["1"], REASON["1"], NO_LONGER["1"])


def test_a_call_that_we_placed_says_it_after_the_pin_alone(
    told: Subscribed, answer: Callable[[MessageKind], Caller]
) -> None:
    _released()

    caller = answer(MessageKind.CHANGE).presses("1").does_not_hear(RELEASED["1"])

    caller.presses(f"{told.pin}#").hears(CHANGED["1"], RELEASED["1"], REASON["1"], NO_LONGER["1"])


@pytest.mark.parametrize("hidden", [None, HidingReason.PROTECTED])
def test_who_is_told_nothing_can_stop_it_too(dial: Dial, told: Subscribed, hidden: HidingReason | None) -> None:
    with db.begin() as session:
        if hidden:
            hiding.hide(session, session.scalars(select(Person.id)).one(), hidden, now=clock.now())
        else:
            session.execute(update(Stay).values(is_contradicted=True))

    caller = dial(WITHHELD).presses("1", "3", f"{told.code}#", f"{told.pin}#")
    caller.hears("We cannot tell you by this line", "To be told of no more changes, press 7.")
    caller.presses("7", "1").hears("It is stopped.").presses("*")
    caller.does_not_hear("search is open").does_not_hear("press 7")

    with db.reading() as session:
        assert session.scalars(select(Subscription.state)).one() is SubscriptionState.STOPPED


def test_no_text_tells_a_change_even_beside_the_right_pin(texter: Texter, told: Subscribed) -> None:
    _released()

    texter.writes("hello", f"code {told.code} pin {told.pin}").gets(
        "There is news for this code.", "Never write the PIN"
    )

    assert not any("released" in text or "Stewart" in text for text in texter.everything)


def test_what_happened_twice_is_said_once_and_in_the_order_of_the_last_time() -> None:
    moves = (Change.LEFT_PLACE, Change.ARRIVED, Change.STALE, Change.LEFT_PLACE, Change.ARRIVED)
    with texts.speaking(languages.offered()[0]):
        said = wording.noticed(moves, "", Finding(Outcome.HELD))

    assert said == tuple(map(wording.change, (Change.STALE, Change.LEFT_PLACE, Change.ARRIVED)))


def test_every_departure_has_its_change() -> None:
    for departure in Departure:
        finding = Finding(Outcome.NO_LONGER_HELD, departure=departure)
        assert wording.noticed((), "Removed", finding)[0] == wording.change(Change(departure))


@pytest.fixture
def answer(app: Flask, settings: Settings) -> Callable[[MessageKind], Caller]:
    """Answers the call of that kind that is owed now."""

    def answered(kind: MessageKind) -> Caller:
        with db.begin() as session:
            [message] = [each for each in outbox.claim(session, now=clock.now()) if each.kind is kind]
        base, key = settings.public_base_url, message.key
        placed = PracticeCall("CA" + "6" * 32, OWN_NUMBER, f"{base}/ivr/news/{key}", f"{base}/ivr/reports/{key}")
        telephone = Telephone(settings, InProcess(app.test_client()), caller=OWN_NUMBER, placed=placed)
        telephone.answer()
        return Caller(telephone)

    return answered
