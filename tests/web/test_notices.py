"""Being told of changes, on the web: asked for after an answer, confirmed, looked at, stopped."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from hotline import clock, db
from hotline.domain import hiding, limits, links, notices, subscriptions
from hotline.domain.limits import Asker
from hotline.models.contacts import Channel
from hotline.models.custody import Stay, StayEnd, Stint
from hotline.models.notices import Subscription, SubscriptionState
from hotline.models.people import HidingReason, Person
from tests.web.custody import XOCHITL, records
from tests.web.subscriber import (
    ADDRESS,
    NUMBER,
    asks,
    confirms,
    digits_sent,
    link_sent,
    sent,
    shown,
    subscribes,
    transfer,
)
from tests.web.test_not_confirmed import asks_to_the_end
from tests.web.visitor import Visitor

OFFER = "/en/notices"
ASKED_AGAIN = "If this code waits to be confirmed, we send new digits or call once more, three times at most."
FEW_A_DAY = "One number or address gets this only a few times a day. If nothing comes, call us: a person can help you."
WAITING = "Your code and PIN are right. You have not confirmed yet that our messages reach you."


def states() -> list[SubscriptionState]:
    with db.reading() as session:
        return list(session.scalars(select(Subscription.state).order_by(Subscription.opened_at)))


def release(reason: str) -> None:
    ended = clock.now() - timedelta(minutes=5)
    with db.begin() as session:
        session.execute(update(Stint).values(left_at=ended))
        session.execute(update(Stay).values(end=StayEnd.RELEASED, ended_at=ended, reason=reason))
        notices.owe_for(session, select(Person.id), now=clock.now())


@pytest.mark.parametrize("answer", ["held", "stale", "in_transit", "processing", "other_agency"])
def test_whoever_is_told_is_offered_to_be_told_of_changes(
    visitor: Visitor, held: Callable[..., None], answer: str
) -> None:
    held(**records()[answer])

    visitor.looks_for(**XOCHITL)

    assert OFFER in visitor.page.form("/callback").button_actions


@pytest.mark.parametrize("answer", ["released", "left_country"])
def test_of_who_has_left_no_changes_are_promised(visitor: Visitor, held: Callable[..., None], answer: str) -> None:
    held(**records()[answer])

    visitor.looks_for(**XOCHITL)

    assert OFFER not in visitor.page.markup


def test_a_miss_offers_no_notices(visitor: Visitor) -> None:
    visitor.looks_for(**XOCHITL)
    while visitor.page.headings[0] == "One more question":
        assert OFFER not in visitor.page.markup
        visitor.sends("/find")

    assert OFFER not in visitor.page.markup


def test_the_form_says_what_will_be_sent_before_anybody_agrees(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    visitor.looks_for(**XOCHITL)

    page = visitor.sends("/notices")

    assert "never a name, never a place" in page.text
    assert "message and data rates may apply" in page.text
    assert "Answer STOP to stop, HELP for help." in page.text
    assert "When you press the button, you agree that we send you these messages." in page.text


@pytest.mark.parametrize(("means", "contact"), [("text", NUMBER), ("email", ADDRESS)])
def test_the_digits_that_were_sent_confirm(
    visitor: Visitor, held: Callable[..., None], means: str, contact: str
) -> None:
    held()
    subscribes(visitor, means, contact)
    assert states() == [SubscriptionState.PENDING]

    page = visitor.sends("/notices/confirm", digits=digits_sent())

    assert page.headings[0] == "You will hear from us when something changes."
    assert states() == [SubscriptionState.ACTIVE]


def test_who_asked_for_calls_is_called_and_told_to_enter_the_pin(visitor: Visitor, held: Callable[..., None]) -> None:
    held()

    subscribes(visitor, "call")

    assert "We call (404) 555-2368 in a minute, unless we did so several times today." in visitor.page.text
    assert "When we ask for it, enter your PIN on the telephone." in visitor.page.text
    assert "digits" not in visitor.page.form("/notices/again").boxes


def test_the_same_form_sent_twice_is_one_subscription_with_one_code(
    visitor: Visitor, held: Callable[..., None]
) -> None:
    held()
    visitor.looks_for(**XOCHITL)
    form = visitor.sends("/notices").form("/notices/subscribe")
    filled = form.boxes | {"means": "text", "contact": NUMBER}

    first, second = (shown(visitor.posts(form.action, filled)) for _ in range(2))

    assert first == second
    assert len(states()) == 1
    assert len(sent()) == 1


def test_what_was_left_is_read_in_another_language_without_being_left_again(
    visitor: Visitor, held: Callable[..., None]
) -> None:
    held()
    left = subscribes(visitor)

    page = visitor.sends("/es/notices/subscribe")

    assert page.headings[0] == "Falta un paso"
    assert shown(page) == left
    assert len(states()) == 1


def test_going_back_after_confirming_does_not_ask_for_digits_again(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    visitor.looks_for(**XOCHITL)
    form = visitor.sends("/notices").form("/notices/subscribe")
    filled = form.boxes | {"means": "text", "contact": NUMBER}
    visitor.posts(form.action, filled)
    visitor.sends("/notices/confirm", digits=digits_sent())

    page = visitor.posts(form.action, filled)

    assert page.headings[0] == "You will hear from us when something changes."
    assert not [form for form in page.forms if "digits" in form.boxes]


@pytest.mark.parametrize(
    ("means", "contact", "sentence"),
    [
        ("text", "", "please write a telephone number with its area code"),
        ("text", "12", "please write a telephone number with its area code"),
        ("text", ADDRESS, "For an e-mail address, choose e-mail above."),
        ("text", "+52 55 1234 5678", "We cannot send texts to a number abroad."),
        ("text", "(800) 234-5678", "This number cannot get texts."),
        ("text", "(800) 555-0100", "This is our own number."),
        ("call", "(900) 234-5678", "We do not call numbers at a special price."),
        ("email", NUMBER, "This is no e-mail address."),
        ("email", "maria@example", "This is no e-mail address."),
        ("email", "x" * 400, "This is too long."),
    ],
)
def test_a_contact_that_cannot_be_is_explained_beside_its_box_and_nothing_typed_is_lost(
    visitor: Visitor, held: Callable[..., None], means: str, contact: str, sentence: str
) -> None:
    held()
    visitor.looks_for(**XOCHITL)
    visitor.sends("/notices")

    page = visitor.sends("/notices/subscribe", means=means, contact=contact)

    assert sentence in page.text
    assert page.tag("input", id="contact")["aria-invalid"] == "true"
    assert {"contact": contact, "given": "Xochitl"}.items() <= page.form("/notices/subscribe").boxes.items()
    assert "checked" in page.tag("input", id=f"means-{means}")
    assert states() == []


def test_a_number_abroad_may_be_called(visitor: Visitor, held: Callable[..., None]) -> None:
    held()

    subscribes(visitor, "call", "+52 55 1234 5678")

    assert "+52 55 1234 5678" in visitor.page.text


@pytest.mark.parametrize("hidden", [HidingReason.OBJECTS, HidingReason.WITHHELD, None])
def test_who_cannot_be_told_reads_the_words_for_somebody_absent(
    visitor: Visitor, held: Callable[..., None], hidden: HidingReason | None
) -> None:
    """None stands for nobody in the records."""
    if hidden:
        held(hidden=hidden)
    absent = asks_to_the_end(visitor, **XOCHITL)
    boxes = visitor.page.form("/callback").boxes | {"means": "text", "contact": NUMBER}

    page = visitor.posts("/en/notices/subscribe", boxes)

    assert page.headings[0] == "We cannot tell you by this line where this person is."
    assert visitor.response.status_code == 200
    assert states() == []
    assert sent() == []
    assert absent


def test_whoever_asks_too_often_is_told_beside_the_box(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    visitor.looks_for(**XOCHITL)
    form = visitor.sends("/notices").form("/notices/subscribe")
    for _ in range(40):
        visitor.looks_for(given="Nadia", surnames="Quispe", year="1990")
        visitor.posts("/en/notices/subscribe", visitor.page.form("/find").boxes | {"contact": NUMBER})

    page = visitor.posts(form.action, form.boxes | {"contact": NUMBER})

    assert form.boxes["means"] == "text"
    assert "Too many people asked for this from here in the last hour. Please call us." in page.text
    assert page.form("/notices/subscribe").boxes["contact"] == NUMBER


def test_wrong_digits_are_explained_and_the_right_ones_still_count(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    left = subscribes(visitor)
    right = digits_sent()

    page = visitor.sends("/notices/confirm", digits=_other_than(right))

    assert "These digits are not right, or they are too old." in page.text
    assert page.form("/notices/confirm").boxes["code"] == left.code
    visitor.sends("/notices/confirm", digits=right)
    assert states() == [SubscriptionState.ACTIVE]


@pytest.mark.parametrize("digits", ["", "12", "1234567", "abcdef"])
def test_too_few_or_too_many_digits_are_no_try(visitor: Visitor, held: Callable[..., None], digits: str) -> None:
    held()
    subscribes(visitor)

    page = visitor.sends("/notices/confirm", digits=digits)

    assert "These are 6 digits. Please write all of them." in page.text
    with db.reading() as session:
        assert session.scalars(select(Subscription.failures)).all() == [0]


def test_after_five_wrong_tries_only_new_digits_help(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    subscribes(visitor)
    right = digits_sent()
    for _ in range(5):
        visitor.sends("/notices/confirm", digits=_other_than(right))
    visitor.sends("/notices/confirm", digits=right)
    assert states() == [SubscriptionState.PENDING]

    page = visitor.sends("/notices/again")

    assert ASKED_AGAIN in page.text
    assert digits_sent() != right
    visitor.sends("/notices/confirm", digits=digits_sent())
    assert states() == [SubscriptionState.ACTIVE]


def test_digits_are_sent_three_times_and_then_a_person_helps(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    subscribes(visitor)
    assert FEW_A_DAY in visitor.page.text

    answers, count = set(), [len(sent())]
    for _ in range(4):
        answers.add(visitor.sends("/notices/again").text)
        count.append(len(sent()))

    assert count == [1, 2, 3, 3, 3]
    assert len(answers) == 1
    assert FEW_A_DAY in visitor.page.text


def test_asking_for_digits_says_the_same_whatever_the_code_is_of(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    waiting = subscribes(visitor).code
    known = confirms(visitor).code

    said = {_asks_again(visitor, code) for code in (waiting, known, "0000 0000")}

    assert len(said) == 1
    assert ASKED_AGAIN in visitor.page.text


def test_where_the_number_has_had_its_few_of_the_day_the_page_says_the_same(
    visitor: Visitor, held: Callable[..., None]
) -> None:
    held()
    pages = []
    for _ in range(limits.CONTACT_CODES + 1):
        left = subscribes(visitor)
        pages.append(visitor.page.text.replace(left.code, "").replace(left.pin, ""))

    assert len(sent()) == limits.CONTACT_CODES
    assert pages[-1] == pages[0]


def _asks_again(visitor: Visitor, code: str) -> str:
    visitor.opens("notices/confirm")
    return visitor.sends("/notices/again", code=code).text


@pytest.mark.parametrize("code", ["", "12", "4827 1936"])
def test_digits_for_no_code_of_ours_say_what_a_wrong_code_says(visitor: Visitor, code: str) -> None:
    visitor.opens("notices/confirm")

    visitor.sends("/notices/confirm", code=code, digits="123456")
    confirming = visitor.page.text
    visitor.sends("/notices/again", code=code)

    assert "This code is not right. It has 8 digits. Please check it." in confirming
    assert "This code is not right. It has 8 digits. Please check it." in visitor.page.text


def test_a_link_confirms_by_its_button_alone(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    subscribes(visitor, "email", ADDRESS)
    link = link_sent("notices/confirm/")

    page = visitor.opens(link)

    assert page.headings[0] == "Do you want us to tell you of changes?"
    assert states() == [SubscriptionState.PENDING]
    for _ in range(2):
        visitor.opens(link)
        assert visitor.sends("/confirm-link").headings[0] == "You will hear from us when something changes."
    assert states() == [SubscriptionState.ACTIVE]


def test_a_link_that_is_too_old_says_so_and_leads_on(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    subscribes(visitor, "email", ADDRESS)
    with db.begin() as session:
        subscription_id = session.scalars(select(Subscription.id)).one()
        token = links.write(session, links.CONFIRM, subscription_id, clock.now() - timedelta(minutes=1))
    visitor.opens(f"notices/confirm/{token}")

    page = visitor.sends("/confirm-link")

    assert page.headings[0] == "This link is too old."
    assert {"/en/", "/en/status"} <= set(page.links)
    assert states() == [SubscriptionState.PENDING]


@pytest.mark.parametrize("purpose", ["confirm", "stop"])
@pytest.mark.parametrize("token", ["x", "0" * 16 + "-0-" + "0" * 16, "x" * 5000, "é"])
def test_a_forged_link_does_nothing_and_tells_nothing(
    visitor: Visitor, held: Callable[..., None], purpose: str, token: str
) -> None:
    held()
    confirms(visitor)
    visitor.opens(f"notices/{purpose}/{token}")

    page = visitor.sends(f"/{purpose}-link")

    assert page.headings[0] == "This link does nothing any more."
    assert states() == [SubscriptionState.ACTIVE]


def test_a_link_that_confirms_does_not_stop(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    subscribes(visitor, "email", ADDRESS)
    token = link_sent("notices/confirm/").rpartition("/")[2]
    visitor.opens(f"notices/stop/{token}")

    page = visitor.sends("/stop-link")

    assert page.headings[0] == "This link does nothing any more."
    assert states() == [SubscriptionState.PENDING]


def test_a_link_stops_by_its_button_alone_and_a_second_time_says_the_same(
    visitor: Visitor, held: Callable[..., None]
) -> None:
    held()
    confirms(visitor, "email", ADDRESS)
    transfer()
    link = link_sent("notices/stop/")

    visitor.opens(link)

    assert states() == [SubscriptionState.ACTIVE]
    for _ in range(2):
        visitor.opens(link)
        assert visitor.sends("/stop-link").headings[0] == "These notices are stopped."
    assert states() == [SubscriptionState.STOPPED]


def test_code_and_pin_stop_and_a_second_time_says_the_same(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    left = confirms(visitor)
    form = asks(visitor, left.code, left.pin).form("/notices/stop")

    first, second = (visitor.posts(form.action, form.boxes) for _ in range(2))

    assert first.headings[0] == second.headings[0] == "These notices are stopped."
    assert states() == [SubscriptionState.STOPPED]


@pytest.mark.parametrize("pin", ["", "000000"])
def test_a_wrong_pin_stops_nothing_and_says_what_it_always_says(
    visitor: Visitor, held: Callable[..., None], pin: str
) -> None:
    held()
    left = confirms(visitor)
    form = asks(visitor, left.code, left.pin).form("/notices/stop")

    page = visitor.posts(form.action, form.boxes | {"pin": pin})

    assert "This PIN does not belong to this code." in page.text
    assert states() == [SubscriptionState.ACTIVE]


def test_the_code_alone_tells_three_things_and_no_more(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    left = confirms(visitor)

    before = asks(visitor, left.code).headings[0]
    transfer()
    after = asks(visitor, left.code).headings[0]
    with db.begin() as session:
        subscriptions.stop_with_pin(session, left.code, left.pin, asker=Asker(network="::1"), now=clock.now())
    ended = asks(visitor, left.code)

    assert before == "You asked us to tell you of changes. There is no news yet."
    assert after == ("You asked us to tell you of changes, and there is news. Please call us, or enter your PIN.")
    assert ended.headings[0] == "You are told of no more changes under this code. Please call us."
    assert "Stewart" not in ended.text


def test_an_unconfirmed_subscription_looks_like_a_confirmed_one_by_its_code(
    visitor: Visitor, held: Callable[..., None]
) -> None:
    held()
    left = subscribes(visitor)

    waiting = asks(visitor, left.code)
    confirmed = asks(visitor, confirms(visitor).code)

    assert waiting.headings[0] == "You asked us to tell you of changes. There is no news yet."
    assert "We tell you of nothing before you have confirmed that our messages reach you." in waiting.text
    assert confirmed.text == waiting.text


def test_with_the_pin_an_unconfirmed_subscription_asks_for_the_digits(
    visitor: Visitor, held: Callable[..., None]
) -> None:
    held()
    left = subscribes(visitor)

    page = asks(visitor, left.code, left.pin)

    assert page.headings[0] == WAITING
    assert "Stewart" not in page.text
    visitor.sends("/notices/confirm", digits=digits_sent())
    assert states() == [SubscriptionState.ACTIVE]


def test_with_the_pin_the_news_is_told_once_as_new(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    left = confirms(visitor)
    transfer()

    first, second = (asks(visitor, left.code, left.pin) for _ in range(2))

    assert "The person left the place that we told you of." in first.text
    assert "This person is being moved to another place." in first.headings
    assert "What changed since you last asked" not in second.headings
    assert "This person is being moved to another place." in second.headings


def test_of_a_release_the_reason_is_told_in_plain_words(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    left = confirms(visitor)
    release("Bonded Out - IJ")

    page = asks(visitor, left.code, left.pin)

    assert "The person was released. The records give this reason: a bond was paid." in page.text


def test_stopped_notices_open_nothing(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    left = confirms(visitor)
    asks(visitor, left.code, left.pin)
    visitor.sends("/notices/stop")

    page = asks(visitor, left.code, left.pin)

    assert page.headings[0] == "Your code and PIN are right. These notices have ended: we send nothing more."
    assert "Stewart" not in page.text


@pytest.mark.parametrize("hidden", [HidingReason.OBJECTS, HidingReason.WITHHELD])
def test_whoever_may_not_be_told_any_more_reads_no_reason_why(
    visitor: Visitor, held: Callable[..., None], hidden: HidingReason
) -> None:
    held()
    left = confirms(visitor)
    _hide(hidden)

    page = asks(visitor, left.code, left.pin)

    assert page.headings[0] == (
        "Your code and PIN are right. There is nothing that we can tell here now. Please call us."
    )
    assert page.form("/notices/stop")


def test_the_language_of_the_page_is_the_language_of_the_messages(
    visitor_in: Callable[[str], Visitor], held: Callable[..., None]
) -> None:
    held()

    subscribes(visitor_in("es"))

    with db.reading() as session:
        assert session.scalars(select(Subscription.language)).all() == ["es"]
        assert session.scalars(select(Subscription.channel)).all() == [Channel.WEB]


def test_no_page_of_notices_is_kept_or_listed_and_none_sets_a_cookie(
    visitor: Visitor, held: Callable[..., None]
) -> None:
    held()
    left = subscribes(visitor, "email", ADDRESS)
    responses = [visitor.response]
    visitor.opens(link_sent("notices/confirm/"))
    responses.append(visitor.response)
    visitor.opens("notices/confirm")
    visitor.sends("/notices/confirm", code=left.code, digits=digits_sent())
    responses.append(visitor.response)
    transfer()
    visitor.opens(link_sent("notices/stop/"))
    responses.append(visitor.response)

    for response in responses:
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("notices", "/en/"),
        ("notices/subscribe", "/en/"),
        ("notices/again", "/en/notices/confirm"),
        ("notices/confirm-link", "/en/notices/confirm"),
        ("notices/stop", "/en/status"),
        ("notices/stop-link", "/en/status"),
    ],
)
def test_the_address_of_an_answer_leads_to_where_one_begins(visitor: Visitor, path: str, leads_to: str) -> None:
    visitor.opens(path)

    assert visitor.response.status_code == 303
    assert visitor.response.location == leads_to


def test_the_short_address_in_texts_leads_to_the_page_in_the_readers_language(visitor: Visitor) -> None:
    response = visitor.client.get("/status", headers={"Accept-Language": "es-MX,es;q=0.9"})

    assert response.location == "/es/status"
    assert "Accept-Language" in response.vary


def test_a_form_that_rested_too_long_is_shown_again_as_it_was(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    visitor.looks_for(**XOCHITL)
    visitor.sends("/notices")

    page = visitor.sends("/notices/subscribe", token="old", means="email", contact=ADDRESS)

    assert "This page had been open for a long time." in page.text
    assert page.form("/notices/subscribe").boxes["contact"] == ADDRESS
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Subscription)) == 0


def _other_than(digits: str) -> str:
    return "111111" if digits == "000000" else "000000"


def _hide(reason: HidingReason) -> None:
    with db.begin() as session:
        hiding.hide(session, session.scalars(select(Person.id)).one(), reason, now=clock.now())
