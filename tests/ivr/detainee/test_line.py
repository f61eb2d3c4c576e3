"""The free-call line from the first word: what needs no PIN, and what is heard when nobody can be reached."""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from hotline import clock, db
from hotline.domain import callbacks, voicemail
from hotline.domain.free_calls import numbers
from hotline.domain.free_calls.log import IN_ORDER
from hotline.models.free_calls import CallResult, DetaineeCall, Party
from hotline.models.operations import Task, TaskKind
from hotline.models.places import Consulate
from hotline.phone.legs import Dialling
from hotline.phone.waiting import State
from tests.ivr.conftest import Records, SignedPost
from tests.ivr.detainee.conftest import STEWART, DialInside, Opened, verified

FROM_ELSEWHERE = "+13375550177"


def log() -> list[tuple[Party, CallResult | None]]:
    with db.reading() as session:
        return [(row.party, row.outcome) for row in session.scalars(select(DetaineeCall).order_by(*IN_ORDER))]


def test_the_first_words_are_few_and_name_the_languages(inside: DialInside) -> None:
    caller = inside().hears("Hello, free calls.", "For English, press 1", "Español, oprima 2")

    assert sum(len(words) for words in caller.words) < 120


def test_one_lawyer_after_the_other_is_rung_until_somebody_answers(inside: DialInside) -> None:
    caller = inside().presses("1", "1").hears("I am calling Asylum Defence of Lumpkin", "free", "do not record")

    caller.other_end("busy").hears("The line is busy.", "I am calling the next one", "Lumpkin Legal Clinic")
    caller.other_end("answer").callee_hears("A person at Stewart Detention Center calls you", "not recorded")
    assert caller.telephone.state is State.TALKING
    caller.other_end("hang up").hears("The call is over.", "To call somebody else, press 1")

    assert log() == [(Party.LEGAL_HELP, CallResult.BUSY), (Party.LEGAL_HELP, CallResult.COMPLETED)]


def test_who_speaks_spanish_reaches_who_speaks_it_first(inside: DialInside) -> None:
    inside().presses("2", "1").hears("Llamo a Lumpkin Legal Clinic", "no cuelgue")


def test_the_end_of_the_list_is_said_and_can_be_tried_again(inside: DialInside) -> None:
    caller = inside().presses("1", "1").other_end("no-answer").other_end("failed")

    caller.hears("The call did not go through.", "To try again, press 1", "press 2", "press 0, or stay on the line")
    caller.presses("1").hears("I am calling Asylum Defence of Lumpkin")

    with db.reading() as session:
        attempts = session.scalars(select(DetaineeCall.attempt).order_by(*IN_ORDER)).all()
    assert attempts == [1, 1, 2]


def test_a_lawyer_whose_number_was_blocked_as_a_relatives_is_rung(inside: DialInside) -> None:
    with db.begin() as session:
        numbers.block(session, "+12295550141", now=clock.now())

    inside().presses("1", "1").hears("I am calling Asylum Defence of Lumpkin").other_end("busy").hangs_up()

    assert log()[0] == (Party.LEGAL_HELP, CallResult.BUSY)


def test_where_the_telephone_is_not_known_the_state_is_asked(inside: DialInside) -> None:
    inside(FROM_ELSEWHERE).presses("1", "1").hears("In which state").presses("4367#").hears("I am calling")


def test_a_consulate_is_rung_by_nationality(inside: DialInside) -> None:
    caller = inside().presses("1", "2").hears("Of which country are you a citizen?").presses("1")

    caller.hears("I am calling the consulate: Mexico").other_end("answer")

    assert caller.telephone.state is State.TALKING


def test_a_consulate_that_is_closed_has_another_number(inside: DialInside) -> None:
    with db.begin() as session:
        office = session.scalars(select(Consulate).where(Consulate.country == "MEX")).one()
        office.emergency_phone, office.emergency_verified_on = "+15205550174", date(2026, 11, 1)
    caller = inside().presses("1", "2", "1").hears("I am calling the consulate: Mexico")

    caller.other_end("no-answer").hears("I am calling the consulate: Mexico").other_end("answer")

    assert caller.telephone.state is State.TALKING


def test_of_several_consulates_the_nearest_is_rung_first_and_each_is_told_by_its_city(
    inside: DialInside, records: Records
) -> None:
    with records() as session:
        for city, state, phone in (("San Diego", "CA", "+16195550153"), ("Orlando", "FL", "+14075550154")):
            session.add(Consulate(country="MEX", kind="consulate", city=city, state=state, **verified(phone)))
    caller = inside().presses("1", "2", "1").hears("I am calling the consulate: Mexico, in Atlanta.")

    caller.other_end("no-answer").hears("Nobody answered.", "the next one", "the consulate: Mexico, in Orlando.")
    caller.other_end("busy").hears("The line is busy.", "the next one", "Mexico, in San Diego.")
    caller.other_end("no-answer").hears("To try again, press 1").presses("1").hears("Mexico, in Atlanta.")


def test_a_consulate_whose_number_nobody_checked_is_a_persons_business(inside: DialInside) -> None:
    inside().presses("1", "2", "2").hears("no number", "press 0, or stay on the line")


@pytest.mark.parametrize(("keys", "heard"), [("1", "Family and Children Services"), ("2", "the children's office")])
def test_services_for_children_are_a_key_away(inside: DialInside, keys: str, heard: str) -> None:
    inside().presses("1", "4", keys).hears(f"I am calling {heard}")


def test_services_are_found_by_the_state_where_the_telephone_is_not_known(inside: DialInside) -> None:
    caller = inside(FROM_ELSEWHERE).presses("1", "4", "1").hears("In which state are you held?")

    caller.presses("4367#").hears("I am calling Family and Children Services")


def test_a_country_that_has_no_key_is_spelt(inside: DialInside) -> None:
    with db.begin() as session:
        session.add(Consulate(country="NPL", kind="embassy", city="Washington", state="DC", **verified("+12025550154")))
    caller = inside().presses("1", "2", "7", "7", "7").hears("first 4 letters of your country")

    caller.presses("9999#").hears("No country begins with these letters").presses("6372#").hears("For Nepal, press 1")
    caller.presses("1").hears("I am calling the consulate: Nepal")


def test_who_names_no_country_hears_why_there_is_no_consulate(inside: DialInside) -> None:
    inside().presses("1", "2", "8").hears("Without your country we cannot find your consulate", "press 0")


@pytest.mark.parametrize("words", ["Republic of China", "Taiwan", "I am from the Republic of China", "Chinese Taipei"])
def test_taiwan_is_never_taken_for_china(inside: DialInside, words: str) -> None:
    inside().presses("1", "2").says(words).hears("I heard: Taiwan")


def test_who_is_from_hong_kong_has_the_consul_of_china(inside: DialInside) -> None:
    with db.begin() as session:
        session.add(Consulate(country="CHN", kind="embassy", city="Washington", state="DC", **verified("+12025550155")))

    inside().presses("1", "2").says("Hong Kong").presses("1").hears("I am calling the consulate: China")


@pytest.mark.parametrize(
    ("words", "heard"), [("Spanish please", "Para un abogado"), ("English", "For a lawyer, press 1")]
)
def test_a_language_can_be_said_where_keys_are_swallowed(inside: DialInside, words: str, heard: str) -> None:
    inside().says(words).hears(heard)


def test_who_says_no_language_may_try_again(inside: DialInside) -> None:
    inside().says("aló quién es").hears("I did not understand", "For English, press 1").presses("1").hears(
        "For a lawyer"
    )


def test_whoever_asks_for_a_person_is_on_record(inside: DialInside) -> None:
    inside().presses("1", "0").hears("After the tone").hangs_up()

    assert log() == [(Party.HOTLINE, CallResult.NO_ANSWER)]


def test_a_long_list_is_not_rung_to_its_end_without_a_word(inside: DialInside) -> None:
    with db.begin() as session:
        for nth in range(6):
            place = {"city": f"Town {nth}", "state": "GA", "kind": "consulate"}
            session.add(Consulate(country="NPL", **place, **verified(f"+1404555016{nth}")))
    caller = inside().presses("1", "2").says("Nepal").presses("1")
    for _ in range(4):
        caller.hears("I am calling the consulate").other_end("busy")

    caller.hears("The line is busy.", "There are more on the list. To go on with them, press 1").presses("1")
    caller.hears("I am calling the next one", "I am calling the consulate").other_end("busy").other_end("busy")
    caller.hears("To try again, press 1")


@pytest.mark.parametrize("words", ["I need a lawyer please", "lawyer"])
def test_who_cannot_press_keys_can_say_it(inside: DialInside, words: str) -> None:
    inside().presses("1").says(words).hears("I am calling")


def test_a_telephone_that_swallows_every_key_leads_to_a_person(inside: DialInside) -> None:
    caller = inside().waits(2).hears("After the tone, please say your name")

    caller.says("Ada Lovelace, A 098 765 432, please call my sister").hears("within 2 hours", "Goodbye").hears_the_end()

    with db.reading() as session:
        (waiting,) = callbacks.waiting(session, now=clock.now())
        assert (waiting.about, waiting.number, waiting.is_urgent) == (callbacks.INSIDE, "", True)
        assert len(voicemail.waiting(session)) == 1


def test_many_calls_without_a_word_from_a_facility_are_one_call_to_make(inside: DialInside) -> None:
    for _ in range(3):
        inside().waits(2).hears("After the tone").hangs_up()
    inside().waits(2).hears("After the tone, please say your name").waits(2).hears("we have no words from you")
    inside("+12295550199").waits(2).hears("After the tone").hangs_up()
    inside().waits(2).says("Ada Lovelace, please call my sister").hears_the_end()

    with db.reading() as session:
        promised = callbacks.waiting(session, now=clock.now())
    silent = [(one.facility, one.calls) for one in promised if not one.voicemails]
    assert sorted(silent) == [("", 1), ("STWRTGA", 4)]
    assert [(one.facility, one.calls) for one in promised if one.voicemails] == [("STWRTGA", 1)]


def test_staff_know_who_asked_when_they_proved_who_they_are(xochitls: Opened) -> None:
    for _ in range(2):
        xochitls.calls().presses("0").hears("After the tone").says("My son is alone").hears_the_end()

    with db.reading() as session:
        (promised,) = callbacks.waiting(session, now=clock.now())
        assert (promised.person_id, promised.calls, len(promised.voicemails)) == (xochitls.person_id, 2, 2)
        assert {left.person_id for left in voicemail.waiting(session)} == {xochitls.person_id}


def test_calls_to_counsel_and_consul_last_as_long_as_the_company_allows(inside: DialInside) -> None:
    for keys in (("1", "1"), ("1", "2", "1"), ("1", "4", "1")):
        dialling = inside().presses(*keys).telephone.waits_for

        assert isinstance(dialling, Dialling)
        assert dialling.verb.attributes["timeLimit"] == "86400"
        assert dialling.verb.attributes["callerId"] == "+18005550100"


def test_who_hangs_up_while_it_rings_was_cut_off(inside: DialInside) -> None:
    inside().presses("1", "1").hangs_up()

    assert log() == [(Party.LEGAL_HELP, CallResult.CUT_OFF)]


@pytest.mark.parametrize(
    ("fault", "outcome", "heard"),
    [
        ("13226", CallResult.WRONG_NUMBER, "That number does not work. To try again, press 1."),
        ("13227", CallResult.FAILED, "That is not your fault. To call somebody else, press 1."),
        ("13224", CallResult.FAILED, "That is not your fault. To try again, press 1."),
        ("", CallResult.FAILED, "That is not your fault. To try again, press 1."),
    ],
)
def test_why_nothing_rang_is_what_the_telephone_company_says_with_certainty(
    inside: DialInside, signed_post: SignedPost, fault: str, outcome: CallResult, heard: str
) -> None:
    caller = inside().presses("1", "2", "1")
    dialling = caller.telephone.waits_for
    assert isinstance(dialling, Dialling)

    told = {"DialCallStatus": "failed", "ErrorCode": fault or None}
    answer = signed_post(urlsplit(dialling.action).path, sid=caller.telephone.sid, From=STEWART, **told)

    assert heard in " ".join(re.sub("<[^>]*>", " ", answer.text).split())
    assert log() == [(Party.CONSUL, outcome)]
    with db.reading() as session:
        tasks = session.execute(select(Task.kind, Task.subject, Task.reason)).all()
    assert tasks == ([(TaskKind.LOOK_AT_ALARM, "free_calls:US", "not_permitted")] if fault == "13227" else [])


def test_a_leg_that_our_account_may_not_ring_is_reported_so(inside: DialInside, signed_post: SignedPost) -> None:
    dialling = inside().presses("1", "2", "1").telephone.waits_for
    assert isinstance(dialling, Dialling)
    with db.reading() as session:
        attempt = session.scalars(select(DetaineeCall.id)).one()

    leg = {"CallStatus": "failed", "ErrorCode": "13225"}
    assert signed_post(f"/ivr/callee/{attempt}/report", sid=dialling.sid, **leg).status_code == 204

    with db.reading() as session:
        assert session.scalars(select(DetaineeCall.failure)).one() == "not_permitted"
