"""A look-up by text: one short question at a time, the same rule, the same words as on every other channel."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from hotline import clock, db
from hotline.domain import callbacks
from hotline.domain.people import Name
from hotline.models.contacts import OpenSearch
from hotline.models.custody import StayEnd
from hotline.models.messages import TextReply, TextTalk
from hotline.models.people import Person
from tests import factories
from tests.ivr.conftest import Records, Writer
from tests.ivr.texter import Texter

BY_NUMBER = ("A 098-765-432", "1985")
BY_NAME = ("no", "Xóchitl Guadalupe", "Zepeda Olvera", "March 12, 1985", "Mexico")
NOBODY = ("no", "Ada", "Lovelace", "December 10, 1970", "no", "no", "no")


def test_an_a_number_and_a_year_find_the_person(texter: Texter, xochitl: Person) -> None:
    texter.writes("hello").gets("family hotline", "A-number")
    texter.writes("A 098-765-432").gets("date of birth")

    texter.writes("1985").gets("This person is being held.", "Stewart Detention Center", "(229) 555-0130")


def test_a_name_finds_the_person(texter: Texter, xochitl: Person) -> None:
    texter.writes("Hello, I am looking for my sister", "no").gets("first name")
    texter.writes("Xóchitl Guadalupe").gets("last name")
    texter.writes("Zepeda Olvera").gets("date of birth")
    texter.writes("March 12, 1985").gets("country")

    texter.writes("Mexico").gets("This person is being held.", "Stewart Detention Center")


def test_the_language_of_the_first_words_is_spoken(texter: Texter) -> None:
    texter.writes("Hola, busco a mi hermano").gets("linea de ayuda para familias", "numero A")


def test_who_writes_in_no_language_we_know_chooses_one(texter: Texter) -> None:
    texter.writes("??").gets("For English, write 1", "Para Español, escriba 2")
    texter.writes("5").gets("For English, write 1")
    texter.writes("2").gets("numero A")


@pytest.mark.parametrize("chosen", ["español", "Spanish", "ESPANOL", "2", "dos? hola"])
def test_a_language_can_be_named(texter: Texter, chosen: str) -> None:
    texter.writes("...", chosen).gets("numero A")


def test_the_language_can_be_changed_in_the_middle(texter: Texter) -> None:
    texter.writes("hello", "no", "language").gets("Para Español, escriba 2")
    texter.writes("2").gets("nombre de la persona")


def test_the_language_changed_after_an_answer_offers_what_comes_next(texter: Texter, xochitl: Person) -> None:
    texter.writes("hello", *BY_NUMBER, "language", "2").gets("escriba LLAMAR")


def test_what_was_offered_is_offered_until_it_is_used(texter: Texter) -> None:
    texter.writes("hello", *NOBODY).gets("write KEEP")

    texter.writes("ok").gets("write CALL", "write KEEP")


def test_no_search_is_offered_that_could_never_bring_news(texter: Texter) -> None:
    texter.writes("hello", "no", "Ada", "Lovelace", "no", "no", "no", "no").gets("cannot tell you", "write CALL")

    texter.does_not_get("write KEEP").writes("KEEP").gets("A person will call you")


@pytest.mark.parametrize("words", ["I don't have it", "nope", "dont have"])
def test_who_has_no_a_number_may_say_so_in_words(texter: Texter, words: str) -> None:
    texter.writes("hello", words).gets("first name, without last names")


def test_an_a_number_in_the_first_text_is_not_asked_for_again(texter: Texter, xochitl: Person) -> None:
    texter.writes("A098765432").gets("For English, write 1")
    texter.writes("1").gets("date of birth")
    texter.writes("1985").gets("Stewart Detention Center")


def test_who_is_held_is_told_how_to_call_and_visit(texter: Texter, xochitl: Person) -> None:
    texter.writes("hello", *BY_NUMBER).gets("For how to call and visit, write MORE")

    texter.writes("more").gets("nobody can call them", "when you may visit")


@pytest.mark.parametrize(
    ("end", "advised"),
    [(StayEnd.RELEASED, "keep every paper"), (StayEnd.LEFT_COUNTRY, "Ask a lawyer soon")],
    ids=["released", "left the country"],
)
def test_who_asks_for_more_about_somebody_gone_gets_advice_that_fits(
    texter: Texter, records: Records, end: StayEnd, advised: str
) -> None:
    with records() as session:
        person = factories.person(session)
        factories.StayFactory(person_id=person.id, end=end, ended_at=clock.now() - timedelta(days=1))

    texter.writes("hello", *BY_NUMBER, "more").gets(advised).does_not_get("Ask us again in a few hours")


@pytest.mark.parametrize(
    ("hello", "example", "then"), [("hello", "33 years old", "country"), ("hola", "33 años", "pais")]
)
def test_the_help_for_a_birth_names_the_age_and_its_example_is_understood(
    texter: Texter, hello: str, example: str, then: str
) -> None:
    texter.writes(hello, "no", "Ada", "Lovelace", "xx").gets("4", example)

    texter.writes(example).gets(then)


def test_the_year_unknown_a_name_and_a_country_help(texter: Texter, xochitl: Person) -> None:
    texter.writes("hello", "98765432", "no").gets("first name")
    texter.writes("Xochitl", "Zepeda").gets("country")

    texter.writes("mexico").gets("This person is being held.")


def test_an_unknown_date_or_country_does_not_stop_anybody(texter: Texter) -> None:
    texter.writes("hello", "no", "Ada", "Lovelace", "no").gets("country")
    texter.writes("on the moon").gets("We do not know this country")
    texter.writes("no").gets("We ask this whenever we cannot answer yet", "full date of birth")
    texter.writes("no").does_not_get("We ask this whenever")


def test_nobody_found_is_told_kindly_with_every_offer(texter: Texter) -> None:
    texter.writes("hello", *NOBODY)

    texter.gets(
        "We cannot tell you by this line where this person is.",
        "That does not mean the person is not held.",
        "write CALL",
        "write KEEP",
        "(800) 203-7001",
        "write MORE",
        "write AGAIN",
    )


def test_two_surnames_in_one_line_are_not_asked_for_again(texter: Texter) -> None:
    texter.writes("hello", "no", "Ada", "de la Cruz Olvera", "1970", "no").gets("full date of birth")

    texter.writes("no").gets("another name at work")


def test_a_call_back_is_promised_once_with_what_was_told(texter: Texter) -> None:
    texter.writes("hello", *NOBODY, "call", "CALL").gets(
        "A person will call you within 24 hours at this number: (404) 555-0123."
    )

    with db.reading() as session:
        [promised] = callbacks.waiting(session, now=clock.now())
    assert (promised.number, promised.language) == (texter.number, "en")
    assert promised.told["given"] == ["Ada"]


def test_a_call_can_be_asked_for_in_the_middle_and_the_question_stands(texter: Texter) -> None:
    texter.writes("hola", "llamar").gets("le llamara a este numero", "numero A")


def test_a_search_is_left_open_with_its_code_and_its_pin(texter: Texter) -> None:
    texter.writes("hello", "no", "Ada", "Lovelace", "December 10, 1970", "no", "no", "no")

    texter.writes("keep").gets(
        "We keep looking", "within 24 hours", "The reference code of", "The PIN of", "Give the PIN to nobody"
    )
    assert len(texter.latest) == 4
    told = texter.latest
    assert texter.writes("keep").latest == told
    assert _searches() == 1


@pytest.mark.parametrize("word", ["thanks", "no", "more"])
def test_who_left_a_search_is_told_that_it_is_open_instead_of_offered_it_again(texter: Texter, word: str) -> None:
    texter.writes("hello", *NOBODY, "keep", word).gets("Your search is open").does_not_get("write KEEP")


def test_another_name_is_another_search(texter: Texter) -> None:
    texter.writes("hello", *NOBODY, "keep", "name", "Grace", "Hopper", "no", "no", "no")

    texter.writes("thanks").gets("write KEEP").does_not_get("Your search is open")


def test_who_left_too_many_searches_is_called_by_a_person(texter: Texter) -> None:
    for number in range(11):
        texter.writes("hello" if not number else "again", f"Not {number}", "no", f"Ada{'bcdefghijkl'[number]}", "Long")
        texter.writes("December 10, 1970", "no", "no", "no", "keep")

    texter.gets("A person will call you")


def test_another_person_is_looked_for_in_the_same_conversation(texter: Texter, xochitl: Person) -> None:
    texter.writes("hello", *NOBODY, "again").gets("A-number")

    texter.writes(*BY_NUMBER).gets("This person is being held.")


def test_what_can_be_written_is_told_in_the_middle(texter: Texter) -> None:
    texter.writes("hello", "menu").gets("write AGAIN", "write CALL", "write LANGUAGE", "A-number")


@pytest.mark.parametrize("thanks", ["thank you", "muchas gracias que Dios los bendiga 🙏"])
def test_thanks_are_answered_kindly_with_what_can_be_done_next(texter: Texter, xochitl: Person, thanks: str) -> None:
    texter.writes("hello", *BY_NUMBER, thanks).gets("You are welcome", "write CALL", "write AGAIN")


@pytest.mark.parametrize("words", ["I don't know", "idk", "no lo sé"])
def test_who_does_not_know_the_name_is_offered_a_person(texter: Texter, words: str) -> None:
    texter.writes("hello", "no", words, words).gets("We cannot look without the name", "write CALL", "first name")


def test_a_long_story_first_is_asked_for_in_pieces(texter: Texter) -> None:
    texter.writes("Please help me find my sister Xochitl, they took her this morning on the way to work")

    texter.gets("We help you find a person", "one short question at a time", "A-number")


def test_a_date_is_not_taken_for_an_a_number(texter: Texter) -> None:
    texter.writes("hello", "14/05/1991").gets("7 to 9 digits, after the letter A")


def test_help_grows_to_a_person_when_an_answer_is_not_understood(texter: Texter) -> None:
    texter.writes("hello", "what?").gets("7 to 9 digits, after the letter A").does_not_get("write CALL")
    texter.writes("123", "1234").gets("write CALL", "write the person's A-number")


@pytest.mark.parametrize(
    "born", ["3/12/1985", "March 12 1985", "12 march 85", "1985-03-12", "03121985", "born on 12 Mar. 1985"]
)
def test_a_date_may_be_written_in_any_way(texter: Texter, xochitl: Person, born: str) -> None:
    texter.writes("hello", "no", "Xochitl Guadalupe", "Zepeda Olvera", born).gets("country")

    texter.writes("Mexico").gets("This person is being held.")


def test_a_date_in_spanish_is_read_in_the_order_of_spanish(texter: Texter, xochitl: Person) -> None:
    texter.writes("hola", "no", "Xochitl Guadalupe", "Zepeda Olvera", "12 de marzo de 1985", "méxico")

    texter.gets("Esta persona esta detenida.", "Stewart Detention Center")


@pytest.mark.parametrize("impossible", ["February 30, 1985", "3/12/2085", "yesterday", "85"])
def test_a_date_that_cannot_be_is_asked_for_again(texter: Texter, impossible: str) -> None:
    texter.writes("hello", "no", "Ada", "Lovelace", impossible).gets("We do not understand this date", "date of birth")


@pytest.mark.parametrize("name", ["Мария 🙏", "محمد", "王", "O'Brien-Ortiz", "Nguyễn", "José\u200d"])
def test_a_name_may_be_in_any_script(texter: Texter, name: str) -> None:
    texter.writes("hello", "no", name).gets("last name")


@pytest.mark.parametrize("name", ["🙏🙏", "12345", "?", "a", "ー", "x" * 200])
def test_what_is_no_name_is_asked_for_again(texter: Texter, name: str) -> None:
    texter.writes("hello", "no", name).gets("first name")


def test_a_surname_that_is_a_word_of_ours_is_a_surname(texter: Texter) -> None:
    texter.writes("hello", "no", "More").gets("last name")
    texter.writes("No").gets("We cannot look without the name", "write CALL", "last name")
    texter.writes("No").gets("date of birth")


def test_a_person_found_by_a_name_in_another_script(texter: Texter, records: Records) -> None:
    with records() as session:
        person = factories.person(session, names=(Name("Мария", "Юсупова"),))
        stay = factories.StayFactory(person_id=person.id)
        factories.StintFactory(stay_id=stay.id)

    texter.writes("hello", "no", "Мария", "Юсупова", "March 12, 1985", "Mexico").gets("This person is being held.")


@pytest.mark.parametrize("words", ["I don't know", "Not sure.", "no lo sé"])
def test_not_knowing_can_be_said_in_other_words(texter: Texter, words: str) -> None:
    texter.writes("hello", "no", "Ada", "Lovelace", words).gets("country")


def test_an_a_number_found_meanwhile_is_taken(texter: Texter, xochitl: Person) -> None:
    texter.writes("hello", "no", "98765432", "1985").gets("This person is being held.")


def test_limits_hold_by_text_too(writer: Writer, xochitl: Person) -> None:
    texter = writer().writes("hello")
    for number in range(31):
        texter.writes(f"11122233{number % 10}", "1970", "again")

    texter.writes(*BY_NUMBER).does_not_get("being held")


def _searches() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(OpenSearch)) or 0


def test_what_was_written_before_stop_has_no_second_effect_when_it_comes_again(texter: Texter) -> None:
    texter.writes("hello", "call", "stop")

    texter.sends_again("stop").gets_nothing()

    with db.reading() as session:
        kept = session.execute(select(TextTalk.sealed, TextTalk.step)).all()
        answered = session.scalars(select(TextReply.sealed)).all()
    assert kept == [(b"", "")]
    assert len(answered) == 3
