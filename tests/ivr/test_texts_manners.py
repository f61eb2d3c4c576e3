"""What every conversation by text keeps to: the carrier's words, stopping, resting, repeats, and one piece a text."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import hypothesis
import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from hotline import clock, db, gsm, languages, secrets_box, texts
from hotline.config import Settings
from hotline.domain import retention, text_talks
from hotline.ivr.texting import confirming, noticing, offering, questions, references, stopping, talk, words
from hotline.ivr.texting.state import Chat, ChatNotes
from hotline.ivr.texting.talk import Written
from hotline.ivr.texting.words import Command
from hotline.models.contacts import Callback, LimitCount
from hotline.models.messages import Redaction, TextReply, TextTalk
from hotline.models.people import HidingReason, Person
from hotline.phone import transport
from tests import factories
from tests.ivr.conftest import OWN_NUMBER, Records, Writer
from tests.ivr.texter import Texter

NOON = datetime(2026, 11, 22, 17, tzinfo=clock.now().tzinfo)
FOUND = ("hello", "098765432", "1985")
EVERY_WORD = [*"no call keep more again language menu 1 2 1985 Ada Zepeda 98765432 mexico llamar 3/12/1985".split(), ""]
every_language = pytest.mark.parametrize("hello", ["hello", "hola"])


def test_stop_forgets_the_conversation(texter: Texter) -> None:
    texter.writes("hello", "no", "Ada", "STOP").gets_nothing()

    assert _kept() == []
    texter.writes("hello").gets("A-number")


def test_a_text_that_the_carrier_marked_is_left_to_it(texter: Texter) -> None:
    texter.writes("arret", OptOutType="STOP").gets_nothing()


@pytest.mark.parametrize("word", ["alto", "PARAR", "baja", "enough"])
def test_our_own_stop_words_end_the_conversation_and_forget_it(texter: Texter, word: str) -> None:
    texter.writes("hola", "no", "Ada", word).gets("terminamos y olvidamos")

    texter.writes(word).gets_nothing()
    assert not any("Ada" in kept or "first" in kept for kept in _kept())


def test_who_writes_after_stopping_begins_anew(texter: Texter) -> None:
    texter.writes("hola", "no", "Ada", "alto", "hola").gets("linea de ayuda para familias", "numero A")


def test_a_stop_word_alone_is_answered_in_its_language(texter: Texter) -> None:
    texter.writes("alto").gets("Ya terminamos y olvidamos")


def test_a_conversation_that_rested_begins_anew_and_says_so(app: Flask) -> None:
    _say("hello", at=NOON)
    _say("no", at=NOON)

    said = _say("Ada", at=NOON + timedelta(minutes=15, seconds=1))

    assert said[0].startswith("More than 15 minutes have passed")
    assert "A-number" in said[-1]
    assert "last name" in _say("no", "Ada", at=NOON + timedelta(minutes=16))[-1]


def test_a_conversation_goes_on_within_the_quarter_of_an_hour(app: Flask) -> None:
    _say("hello", at=NOON)

    assert "first name" in _say("no", at=NOON + timedelta(minutes=14))[-1]


def test_a_call_may_be_asked_for_after_the_rest(app: Flask) -> None:
    _say("hello", "no", at=NOON)

    assert "A person will call you" in _say("call", at=NOON + timedelta(minutes=40))[0]


@pytest.mark.parametrize("word", ["keep", "Please keep looking", "more", "thank you so much", "ok", "name"])
def test_what_follows_an_answer_too_late_is_told_that_nothing_is_kept(app: Flask, word: str) -> None:
    _say("hello", "no", "Ada", "Lovelace", "December 10, 1970", "no", "no", "no", at=NOON)

    said = _say(word, at=NOON + timedelta(minutes=20))

    assert len(said) == 1
    assert "we forget what you wrote after 15 minutes" in said[0]
    assert "A-number" in _say("again", at=NOON + timedelta(minutes=21))[-1]


@pytest.mark.parametrize("word", ["hello", "A098765432", "looking for my brother"])
def test_who_comes_back_late_to_look_again_begins_at_once(app: Flask, word: str) -> None:
    _say("hello", "no", "Ada", "Lovelace", "December 10, 1970", "no", "no", "no", at=NOON)

    said = " ".join(_say(word, at=NOON + timedelta(minutes=20)))
    assert "Let us begin again" in said
    assert "A-number" in said or "date of birth" in said


def test_an_hour_later_nothing_of_a_conversation_is_left(app: Flask) -> None:
    _say("hello", "no", "Ada", at=NOON)

    with db.begin() as session:
        assert retention.forget_some(session, retention.TALKS, now=NOON + timedelta(minutes=59)) == 0
        assert retention.forget_some(session, retention.TALKS, now=NOON + timedelta(minutes=61)) == 1

    assert (_count(TextTalk), _count(TextReply)) == (0, 0)


def test_a_stolen_database_tells_neither_number_nor_name(texter: Texter) -> None:
    texter.writes("hello", "no", "Xochitl")

    with db.reading() as session:
        rows = [*session.execute(select(TextTalk.__table__)), *session.execute(select(TextReply.__table__))]
    assert "4045550123" not in str(rows)
    assert "Xochitl" not in str(rows)


def test_the_same_webhook_again_gets_the_same_answer_and_has_no_second_effect(texter: Texter, xochitl: Person) -> None:
    texter.writes("hello", "98765432", "1985")
    first, counted = texter.latest, _tries()

    texter.sends_again("1985")

    assert texter.latest == first
    assert _tries() == counted


def test_an_answer_that_is_posted_twice_after_the_next_question_is_the_old_answer(texter: Texter) -> None:
    texter.writes("hello", "no")
    sid, question = texter.last_sid, texter.latest
    texter.writes("Ada")

    texter.last_sid = sid
    texter.sends_again("no")
    assert texter.latest == question
    texter.writes("Lovelace").gets("date of birth")


def test_the_same_webhook_many_times_at_once_has_one_effect(app: Flask, writer: Writer, settings: Settings) -> None:
    texter = writer().writes("hello", "98765432")
    fields = {"AccountSid": settings.twilio_account_sid, "MessageSid": "SM" + "c" * 32, "From": OWN_NUMBER}
    fields |= {"To": settings.hotline_number, "Body": "1985"}

    with ThreadPoolExecutor(6) as pool:
        posts = [pool.submit(_answer, app, settings, "/ivr/text", fields) for _ in range(6)]
        answers = {post.result().data for post in posts}

    assert len(answers) == 1
    texter.writes("Ada").gets("last name")
    assert _tries() == 3  # one look-up, by its sender, one miss, and one for the reports


@given(st.lists(st.one_of(st.text(max_size=400), st.sampled_from(EVERY_WORD)), min_size=1, max_size=12))
@hypothesis.settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_gets_an_answer_that_leads_on(writer: Writer, bodies: list[str]) -> None:
    texter = writer(f"+1404555{secrets.randbelow(100) + 100:04d}").writes("ENOUGH", "hello", *bodies)

    assert [text for text in texter.everything if not gsm.fits(text)] == []
    texter.writes("menu")
    if not texter.latest:  # it stopped, or chose the carrier's word
        texter.writes("hola")
    assert texter.latest


def test_a_call_asked_for_twice_is_one(texter: Texter) -> None:
    texter.writes("hello", "call").sends_again("call").writes("call")

    assert _count(Callback) == 1


@pytest.mark.parametrize("sender", ["12345", "266696", "+447911123456", "+18005550100", "+266696687"])
def test_machines_and_countries_we_do_not_write_to_get_nothing(writer: Writer, sender: str) -> None:
    writer(sender).writes("hello").gets_nothing()

    assert _count(TextTalk) == 0


@pytest.mark.parametrize("body", ["", "   ", "\u200b\u202e"])
def test_a_picture_gets_a_plain_sentence_and_the_question(texter: Texter, body: str) -> None:
    texter.writes("hello").writes(body, NumMedia="1").gets("only words, no pictures", "A-number")


def test_a_picture_first_of_all_is_answered_with_the_languages(texter: Texter) -> None:
    texter.writes("", NumMedia="1").gets("only words, no pictures", "For English, write 1", "solo podemos leer")


def test_a_long_letter_gets_a_plain_sentence_and_the_question(texter: Texter) -> None:
    texter.writes("hello").writes("My sister was taken yesterday. " * 40).gets("too long", "A-number")


def test_a_long_letter_may_come_first(texter: Texter) -> None:
    texter.writes("Hola, a mi hermana se la llevaron ayer. " * 30).gets("numero A")


def test_a_conversation_of_machines_ends(app: Flask) -> None:
    for number in range(talk.LONGEST_TURNS):
        _say(f"ping {number} hello", at=NOON)

    assert "so we end it here" in _say("ping", at=NOON)[0]
    assert _say("ping", at=NOON) == []
    assert "A person will call you" in _say("call", at=NOON)[0]


@pytest.mark.parametrize("reason", list(HidingReason))
@every_language
def test_hidden_and_absent_get_the_same_texts_byte_for_byte(
    writer: Writer, records: Records, reason: HidingReason, hello: str
) -> None:
    by_number = (hello, "098765432", "1985", "Xochitl Guadalupe", "Zepeda", "no", "March 12, 1985", "no", "more")
    by_name = ("again", "no", "Xochitl Guadalupe", "Zepeda Olvera", "March 12, 1985", "Mexico", "no", "no", "call")
    absent = writer("+14045550123").writes(*by_number, *by_name).everything

    with records() as session:
        person = factories.person(session, hidden=reason)
        stay = factories.StayFactory(person_id=person.id)
        factories.StintFactory(stay_id=stay.id)
    hidden = writer("+14045550124").writes(*by_number, *by_name).everything

    assert [text.replace("0124", "0123") for text in hidden] == absent


@every_language
def test_every_text_is_of_one_piece_and_plain(texter: Texter, xochitl: Person, hello: str) -> None:
    texter.writes(hello, "what", "what", "what", "menu", "098765432", "xx", "1985", "more", "", "again")
    texter.writes("no", "?", "Ada", "1", "Lovelace", "no", "Atlantis", "no", "no", "no", "keep", "more", "idioma", "1")
    texter.writes("enough")

    assert len(texter.everything) > 30
    assert [text for text in texter.everything if not (gsm.is_plain(text) and gsm.fits(text))] == []


def test_each_question_fits_into_one_text(app: Flask) -> None:
    with db.begin() as session:
        for language in languages.offered():
            for step in questions.QUESTIONS:
                with texts.speaking(language):
                    said = talk.in_texts(step.ask(_chat(session)))
                assert len(said) == 1, (language.code, step.name)


def test_no_word_means_two_things_and_none_is_the_carriers() -> None:
    meanings: dict[str, set[Command]] = {}
    for language in languages.offered():
        with texts.speaking(language):
            for meant, some in words._WORDS.items():
                for word in texts.gettext(some).split():
                    meanings.setdefault(words.folded(word), set()).add(meant)

    assert {word for word, meant in meanings.items() if len(meant) > 1} == set()
    assert (words.CARRIERS_STOPS | words.CARRIERS_HELP) & set(meanings) == set()


def test_every_word_that_a_sentence_asks_for_is_understood(app: Flask) -> None:
    sentences = [
        questions.A_NUMBER,
        questions.OR_NO,
        questions.OR_NONE,
        questions.SAME,
        talk.CAN_WRITE,
        talk.CAN_WRITE_TOO,
        talk.SPENT,
        offering.OFFER_PERSON,
    ]
    sentences += [confirming.CONFIRMED, confirming.SPENT, confirming.FEW_A_DAY, confirming.TOO_OFTEN]
    sentences += [confirming.NONE_WAIT, noticing.HOW_TO_STOP, noticing.NEW_DIGITS, references.WAITS, stopping.HAVE_LEFT]
    sentences += [
        offering.OFFER_NOTICES,
        offering.OFFER_SEARCH,
        offering.OFFER_MORE,
        offering.OFFER_ADVICE,
        offering.OFFER_ANOTHER,
    ]
    for language in languages.offered():
        with texts.speaking(language):
            for sentence in map(texts.gettext, sentences):
                asked = [word.strip(".,") for word in sentence.split() if word.strip(".,").isupper()]
                named = [word for word in asked if len(word) > 1 and word != "PIN"]
                assert named, sentence
                assert all(words.command(word) for word in named), (language.code, sentence)


def test_what_was_written_to_us_is_redacted_at_the_provider_a_quarter_of_an_hour_later(app: Flask) -> None:
    _say("hello", "no", at=NOON)

    with db.reading() as session:
        due = session.scalars(select(Redaction.due_at)).all()
    assert due == [NOON + text_talks.RESTS] * 2


def test_what_we_answered_is_redacted_too_once_its_id_is_known(app: Flask, settings: Settings) -> None:
    fields = {
        "AccountSid": settings.twilio_account_sid,
        "MessageSid": "SM" + "b" * 32,
        "MessageStatus": "delivered",
        "From": settings.hotline_number,
        "To": OWN_NUMBER,
    }

    for status in ("sent", "delivered"):
        answer = _post(app, settings, "/ivr/text/sent", fields | {"MessageStatus": status})
        assert answer == 204

    with db.reading() as session:
        assert session.scalars(select(Redaction.sid)).all() == ["SM" + "b" * 32]


@pytest.mark.parametrize("path", ["/ivr/text", "/ivr/text/sent"])
def test_an_unsigned_text_is_refused(app: Flask, path: str) -> None:
    assert app.test_client().post(path, data={"Body": "hello"}).status_code == 403


def test_a_text_of_another_account_is_refused(app: Flask, settings: Settings) -> None:
    fields = {"AccountSid": "AC" + "f" * 32, "MessageSid": "SM" + "a" * 32, "From": OWN_NUMBER, "Body": "hello"}

    assert _post(app, settings, "/ivr/text", fields | {"To": settings.hotline_number}) == 403


def test_when_the_database_is_away_the_writer_hears_an_apology(texter: Texter, xochitl: Person) -> None:
    db.connect("sqlite:////nowhere/at/all.db")

    texter.writes("hello").gets("Something is wrong on our side", "de nuestro lado")


def test_a_lost_key_begins_the_conversation_anew(texter: Texter) -> None:
    texter.writes("hello", "no", "Ada")
    with db.begin() as session:
        session.execute(update(TextTalk).values(sealed=b"\x01\x02s1" + b"x" * 40))

    texter.writes("Lovelace").gets("A-number")


def _say(*bodies: str, at: datetime) -> list[str]:
    """What the last of these texts is answered with, at that moment."""
    replies: list[str] = []
    for body in bodies:
        with db.begin() as session:
            replies = talk.take_turn(session, Written(f"SM{secrets.token_hex(16)}", OWN_NUMBER, body), now=at)
    return replies


def _chat(session: Session) -> Chat:
    return Chat(session, NOON, OWN_NUMBER, 1, "SM1", None, ChatNotes())


def _post(app: Flask, settings: Settings, path: str, fields: dict[str, str]) -> int:
    return _answer(app, settings, path, fields).status_code


def _answer(app: Flask, settings: Settings, path: str, fields: dict[str, str]) -> TestResponse:
    webhook = transport.signed(settings, settings.public_base_url + path, fields, "token")
    return app.test_client().post(path, data=fields, headers=dict(webhook.headers))


def _count(table: type[db.Base]) -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def _kept() -> list[str]:
    """What can still be read of conversations, by who has the key."""
    with db.reading() as session:
        box = secrets_box.of(session)
        notes = session.execute(select(TextTalk.id, TextTalk.sealed)).all()
        replies = session.execute(select(TextReply.talk_id, TextReply.sealed)).all()
        told = [box.open(row_id, sealed).decode() for row_id, sealed in [*notes, *replies] if sealed]
    return [text for text in told if text != "[]"]


def _tries() -> int:
    with db.reading() as session:
        return session.scalar(select(func.sum(LimitCount.n))) or 0
