"""To be told of changes, by text: who was told asks for it, six digits that come back confirm, a word stops it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update

from hotline import clock, db
from hotline.domain import limits, outbox, searches, subscriptions
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.subscriptions import SubscriptionWish
from hotline.models.contacts import Channel, OpenSearch, SearchState
from hotline.models.messages import Means, Message, MessageKind, TextTalk
from hotline.models.notices import Subscription, SubscriptionState
from hotline.models.operations import Task, TaskKind
from hotline.models.people import Hiding, HidingReason, IndexKey, Person
from tests import factories
from tests.ivr.conftest import Records, Writer
from tests.ivr.texter import OWN_NUMBER, Texter

BY_NUMBER = ("A 098-765-432", "1985")
BY_NAME = ("no", "Xóchitl Guadalupe", "Zepeda Olvera", "March 12, 1985", "Mexico")
NOBODY = ("no", "Ada", "Lovelace", "December 10, 1970", "no", "no", "no")


@pytest.fixture
def asked(texter: Texter, xochitl: Person) -> Texter:
    """Somebody who was told where Xochitl is, and asked to be told of changes."""
    return texter.writes("hello", *BY_NUMBER, "notify me please")


def sent() -> str:
    """The six digits of the text that is on its way to them."""
    with db.begin() as session:
        found = outbox.claim(session, now=clock.now())
    [message] = [each for each in found if each.kind is MessageKind.CONFIRM]
    assert (message.recipient.contact, message.recipient.means) == (OWN_NUMBER, Means.TEXT)
    return str(message.facts["confirm"])


def states() -> list[SubscriptionState]:
    with db.reading() as session:
        return list(session.scalars(select(Subscription.state)))


def test_who_was_told_asks_to_be_told_of_changes_and_confirms_by_the_digits(texter: Texter, xochitl: Person) -> None:
    texter.writes("hello", *BY_NUMBER).gets("To be told when this changes, write NOTIFY.")
    texter.writes("NOTIFY").gets("never a name or a place", "write ENOUGH", "reference code", "The PIN", "six digits")
    assert states() == [SubscriptionState.PENDING]

    texter.writes(sent()).gets("this number is confirmed", "write ENOUGH").does_not_get("A-number")
    assert states() == [SubscriptionState.ACTIVE]


def test_it_is_the_same_in_spanish(texter: Texter, xochitl: Person) -> None:
    texter.writes("hola", *BY_NUMBER).gets("escriba AVISAR").writes("avísenme por favor")

    texter.gets("El codigo de referencia de sus avisos", "El PIN de sus avisos", "seis cifras")
    texter.writes(f"el código es {sent()}").gets("este numero esta confirmado", "escriba ALTO")


def test_asked_twice_it_is_one(asked: Texter) -> None:
    first = asked.latest

    assert asked.writes("notify").latest == first
    assert len(states()) == 1
    asked.writes("thanks").does_not_get("NOTIFY")


def test_the_digits_may_come_hours_later_to_nothing_and_twice(asked: Texter) -> None:
    digits = sent()
    _rest()

    asked.writes(digits).gets("this number is confirmed").does_not_get("A-number")
    asked.writes(digits).gets("this number is confirmed")


def test_digits_at_a_question_confirm_and_the_question_stays(asked: Texter) -> None:
    asked.writes("again", "no", sent()).gets("this number is confirmed", "first name")


def test_wrong_digits_and_too_many_of_them_are_told(asked: Texter) -> None:
    digits = sent()
    wrong = f"{(int(digits) + 1) % 10**6:06d}"
    for _again in range(5):
        asked.writes(wrong).gets("These are not the six digits that we sent", "not the PIN")

    asked.writes(digits).gets("wrong too often", "write DIGITS")
    assert states() == [SubscriptionState.PENDING]
    asked.writes("digits").writes(sent()).gets("this number is confirmed")


def test_digits_of_yesterday_are_told_to_be_over(asked: Texter) -> None:
    digits = sent()
    with db.begin() as session:
        session.execute(update(Subscription).values(confirm_by=clock.now() - timedelta(minutes=1)))

    asked.writes(digits).gets("24 hours, which are over")


def test_six_digits_for_which_nothing_waits_are_nothing_else(texter: Texter) -> None:
    texter.writes("031285").gets("We are waiting for no six digits", "No esperamos seis cifras")
    texter.writes("hello", "123456").gets("An A-number has 7 to 9 digits")
    texter.writes("my PIN is 123456").gets("waiting for no six digits", "Never write the PIN", "A-number")


def test_digits_sent_to_another_number_confirm_nothing(asked: Texter, writer: Writer) -> None:
    writer("+14045550188").writes("hello", "no", "Ada", "Long", "no", "no", "no", "no", sent()).gets("no six digits")

    assert states() == [SubscriptionState.PENDING]


def test_where_nobody_was_told_the_word_does_nothing(texter: Texter) -> None:
    texter.writes("hello", *NOBODY).does_not_get("NOTIFY").writes("notify").gets("write CALL", "write KEEP")

    assert states() == []


def test_who_is_hidden_meanwhile_is_answered_like_somebody_absent(texter: Texter, xochitl: Person) -> None:
    texter.writes("hello", *BY_NUMBER)
    with db.begin() as session:
        session.add(Hiding(person_id=xochitl.id, reason=HidingReason.OBJECTS, since=clock.now()))
        session.execute(delete(IndexKey))

    texter.writes("notify").gets("We cannot tell you by this line").does_not_get("PIN")
    assert states() == []


@pytest.mark.parametrize("word", ["enough", "STOP", "stop texting me"])
def test_a_word_ends_all_notices_and_what_was_asked_anew_later_is_another(asked: Texter, word: str) -> None:
    digits = sent()
    asked.writes(digits, word)
    assert states() == [SubscriptionState.STOPPED]

    asked.writes("hello", *BY_NUMBER, "notify")
    assert sorted(states()) == [SubscriptionState.PENDING, SubscriptionState.STOPPED]


def test_a_goodbye_ends_no_notices(asked: Texter) -> None:
    asked.writes(sent(), "ok bye").gets("write ENOUGH")

    assert states() == [SubscriptionState.ACTIVE]


@pytest.mark.parametrize(("fields", "word"), [({}, "enough"), ({"OptOutType": "STOP"}, "arrêt")])
def test_until_they_write_again_nothing_unasked_is_texted(texter: Texter, fields: dict[str, str], word: str) -> None:
    texter.writes("hello", *NOBODY, "keep").writes(word, **fields)
    with db.reading() as session:
        assert not outbox.may_be_texted(session, OWN_NUMBER)
        assert session.scalars(select(OpenSearch.state)).all() == [SearchState.OPEN]

    texter.writes("START", OptOutType="START")

    with db.reading() as session:
        assert outbox.may_be_texted(session, OWN_NUMBER)


def test_the_code_of_notices_is_answered_in_their_own_words(asked: Texter) -> None:
    [told] = [text for text in asked.latest if "reference code of your notices" in text]
    code = told.partition("is: ")[2][:9]

    asked.writes(f"code {code}").gets("not confirmed yet", "write DIGITS").does_not_get("search")
    asked.writes(sent(), f"code {code}").gets("no news for this code yet").does_not_get("search")
    asked.writes("enough", "hello", code).gets("The notices for this code have ended")


@pytest.mark.parametrize("text", ["%s 123456", "code %s pin 123456", "PIN 123456, code %s"])
def test_a_pin_beside_a_code_is_answered_with_how_to_use_it(asked: Texter, text: str) -> None:
    [told] = [text for text in asked.latest if "reference code of your notices" in text]

    asked.writes(sent(), text % told.partition("is: ")[2][:9])

    asked.gets("no news", "To hear news, call", "Never write the PIN")


@pytest.mark.parametrize(
    "words",
    [
        *("digits", "please send the digits again", "I did not get any digits"),
        *("CIFRAS", "las cifras otra vez por favor", "mándenme otras cifras", "no me han llegado los dígitos"),
    ],
)
def test_a_word_has_new_digits_sent_at_any_step_and_hours_later(asked: Texter, words: str) -> None:
    old = sent()
    _rest()

    asked.writes(words)
    new = sent()

    assert new != old
    asked.writes(old).does_not_get("this number is confirmed").writes(new)
    assert states() == [SubscriptionState.ACTIVE]


def test_digits_are_sent_three_times_then_a_person_helps(asked: Texter) -> None:
    asked.gets("For new digits, write DIGITS", "only a few times a day")
    for _again in range(2):
        asked.writes("digits").gets("Another text brings you six digits", "a few times a day", "write CALL")

    asked.writes("digits").gets("as often as we can", "write CALL")


def test_where_the_number_has_had_its_few_of_the_day_the_text_says_the_same(asked: Texter) -> None:
    first = asked.writes("digits").latest
    with db.begin() as session:
        for _each in range(limits.CONTACT_CODES):
            limits.charge_contact(session, outbox.contact_key(session, OWN_NUMBER), now=clock.now())

    assert asked.writes("digits").latest == first


def test_a_question_stays_open_and_where_nothing_waits_that_is_said(texter: Texter) -> None:
    texter.writes("hello", "digits").gets("waiting for no digits from this number", "write NOTIFY", "A-number")

    texter.writes("menu").gets("write DIGITS")
    texter.writes("how many digits does it have").gets("7 to 9 digits").does_not_get("waiting for no digits")


def test_that_notices_wait_is_told_to_the_number_that_got_the_digits_alone(asked: Texter, writer: Writer) -> None:
    [told] = [text for text in asked.latest if "reference code of your notices" in text]
    code = told.partition("is: ")[2][:9]

    before = writer("+14045550188").writes("hello", f"code {code}").gets("no news for this code yet", "call", "PIN")
    asked.writes(sent())
    after = writer("+14045550189").writes("hello", f"code {code}")

    assert after.latest == before.latest


def _rest() -> None:
    with db.begin() as session:
        session.execute(update(TextTalk).values(touched_at=clock.now() - timedelta(hours=3)))


def test_news_of_a_search_are_staffs_once_no_texts_are_wanted(texter: Texter, records: Records) -> None:
    texter.writes("hello", *BY_NAME, "no", "keep", "enough").gets("if a search has news, a person calls you")
    with records() as session:
        stay = factories.StayFactory(person_id=factories.person(session).id)
        factories.StintFactory(stay_id=stay.id)
        session.execute(update(OpenSearch).values(is_due=True))

    with db.begin() as session:
        searches.rerun_due(session, now=clock.now())

    with db.reading() as session:
        assert session.scalars(select(OpenSearch.state)).all() == [SearchState.NEWS]
        assert session.scalars(select(Message)).all() == []
        [task] = session.scalars(select(Task).where(Task.kind == TaskKind.REACH_CALLER)).all()
        assert task.reason == outbox.TEXTS_STOPPED


def test_digits_that_the_web_page_had_us_send_may_be_answered_in_their_language(
    texter: Texter, xochitl: Person
) -> None:
    query = Query(given="Xochitl Guadalupe", surname="Zepeda Olvera", birth_date=date(1985, 3, 12), country="MEX")
    with db.begin() as session:
        wish, asker = SubscriptionWish(query, OWN_NUMBER, Means.TEXT, "form"), Asker(network="192.0.2.7")
        subscriptions.subscribe(session, wish, asker=asker, channel=Channel.WEB, language="es", now=clock.now())

    texter.writes(sent()).gets("este numero esta confirmado").does_not_get("confirmed")

    assert states() == [SubscriptionState.ACTIVE]
