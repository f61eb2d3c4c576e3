"""What a frightened person writes is understood as it is meant, or asked about; never taken for something else."""

from datetime import date

import pytest
from sqlalchemy import update

from hotline import clock, db, gsm, languages, texts
from hotline.domain import callbacks, searches
from hotline.ivr.texting import naming, numbers, words
from hotline.ivr.texting.words import Command
from hotline.models.people import Person
from hotline.models.places import Facility, FieldOffice
from tests.ivr.texter import Texter

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Juan", "Juan"),
        ("his name is Juan", "Juan"),
        ("my brother's name is Juan Carlos 🙏", "Juan Carlos"),
        ("looking for my brother juan perez", "juan perez"),
        ("Last name: de la Cruz", "de la Cruz"),
        ("se llama Ana", "Ana"),
        ("Mi hermana se llama Ana María", "Ana María"),
        ("apellidos: García Núñez", "García Núñez"),
        ("María del Carmen Guadalupe de la Cruz Hernández", "María del Carmen Guadalupe de la Cruz Hernández"),
        ("My", "My"),
        ("He", "He"),
        ("Le Thi My", "Le Thi My"),
        ("Мария 🙏", "Мария"),
        ("王", "王"),
    ],
)
def test_a_name_is_found_among_the_words_around_it(text: str, name: str) -> None:
    assert naming.name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "I already told you",
        "where is my mother",
        "please help",
        "Juan?",
        "yes",
        "Sí",
        "ok",
        "my name is Ana",
        "me llamo Ana",
        "ya le dije",
        "¿dónde está mi mamá?",
        "ayúdenme por favor",
        "no sé dónde está",
        "they took him this morning on his way to work",
        "se lo llevaron ayer en la mañana",
        "1985",
        "a",
    ],
)
def test_a_sentence_is_no_name(text: str) -> None:
    assert naming.name(text) == ""


@pytest.mark.parametrize("name", ["Si", "Sure", "Yes", "My Do Hi"])
def test_a_name_like_a_word_is_taken_when_it_is_written_again(texter: Texter, name: str) -> None:
    texter.writes("hello", "no", name).gets("only the name, for example: Ana Maria", "first name")

    texter.writes(name).gets("last name")


@pytest.mark.parametrize("sentence", ["please help", "where is my mother", "why do you ask?"])
def test_a_sentence_that_is_written_again_is_still_no_name(texter: Texter, sentence: str) -> None:
    texter.writes("hello", "no", sentence, sentence).gets("first name")


@pytest.mark.parametrize(
    "names",
    [
        ("Xochitl Guadalupe Zepeda Olvera", "Zepeda Olvera"),
        ("Xochitl Guadalupe", "Xochitl Guadalupe Zepeda Olvera"),
        ("her name is Xochitl Guadalupe", "last names Zepeda Olvera"),
    ],
)
def test_a_whole_name_may_be_written_to_one_question(texter: Texter, xochitl: Person, names: tuple[str, str]) -> None:
    texter.writes("hello", "no", *names, "March 12, 1985", "Mexico").gets("This person is being held.")


@pytest.mark.parametrize(
    ("written", "surnames", "told"),
    [
        ("Ada Lovelace", "same", ("Ada", "Lovelace", None)),
        ("Ada Lovelace", "I already told you", ("Ada", "Lovelace", None)),
        ("Ada Lovelace", "ya se lo dije", ("Ada", "Lovelace", None)),
        ("Ada Lovelace", "Ada Lovelace", ("Ada", "Lovelace", None)),
        ("Ada Lovelace", "lovelace", ("Ada", "Lovelace", None)),
        ("Juan de la Cruz", "SAME", ("Juan", "de la Cruz", None)),
        ("Ana Lucía", "Pérez Cruz", ("Ana Lucía", "Pérez", "Cruz")),
        ("Ana Lucía Pérez", "Perez", ("Ana Lucía", "Pérez", None)),
        ("Ana Lucía Pérez Cruz", "Pérez", ("Ana Lucía", "Pérez", "Cruz")),
        ("Ana Lucía Pérez Cruz", "Pérez Cruz", ("Ana Lucía", "Pérez", "Cruz")),
    ],
)
def test_a_surname_that_was_written_with_the_first_name_is_no_first_name(
    texter: Texter, written: str, surnames: str, told: tuple[str, str, str | None]
) -> None:
    texter.writes("hello", "no", written, surnames).gets("date of birth").writes("call")

    with db.reading() as session:
        [promised] = callbacks.waiting(session, now=clock.now())
    found = {part: (promised.told.get(part) or [None])[0] for part in ("given", "surname", "second_surname")}
    assert tuple(found.values()) == told


@pytest.mark.parametrize("answer", ["same", "already told you", "Ana Lucía Pérez", "yes"])
def test_of_three_words_the_last_names_are_asked_for_alone(texter: Texter, answer: str) -> None:
    texter.writes("hello", "no", "Ana Lucía Pérez").gets("last name", "write only that part again")

    texter.writes(answer).gets("only the last names", "last name").writes("Pérez").gets("date of birth")


def test_only_who_wrote_several_words_hears_how_not_to_write_them_again(texter: Texter) -> None:
    texter.writes("hello", "no", "Ada").gets("last name").does_not_get("already")
    texter.writes("same").gets("only the last names").does_not_get("already")


@pytest.mark.parametrize("name", ["Ada Lovelace", "Ana Lucía Pérez"])
@pytest.mark.parametrize("hello", ["hello", "hola"])
def test_how_not_to_write_a_last_name_again_is_told_in_the_same_text(texter: Texter, hello: str, name: str) -> None:
    texter.writes(hello, "A098765432", "no", name)

    (text,) = texter.latest
    assert gsm.fits(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A012-345-678", "012345678"),
        ("a 12 345 678", "012345678"),
        ("my A# is 900100001", "900100001"),
        ("A-number is 900100001, born 1991", "900100001"),
        ("900100001 1991", "900100001"),
        ("98765432", "098765432"),
        ("A1234567", "001234567"),
        ("A12031985", "012031985"),
        ("Ａ０９８７６５４３２", "098765432"),
    ],
)
def test_an_a_number_is_found_in_a_text(text: str, number: str) -> None:
    assert numbers.read(text, today=TODAY).a_number == number


@pytest.mark.parametrize("text", ["12 03 1985", "12031985", "1985-03-12", "31.02.1991", "5550123", "555-0123"])
def test_what_may_be_a_date_or_a_telephone_number_is_asked_about(texter: Texter, text: str) -> None:
    assert numbers.read(text, today=TODAY) == numbers.Numbers("", text, is_doubtful=True)

    texter.writes("hello", text).gets("Is this a date or a telephone number?", "write NO")


@pytest.mark.parametrize("text", ["03-12-85", "404-555-0123", "+1 404 555 2012", "+52 55 1234 5678", "123456", "2026"])
def test_what_is_no_a_number_is_none(text: str) -> None:
    assert numbers.read(text, today=TODAY) == numbers.Numbers("", text)


@pytest.mark.parametrize(
    "words", ["se llama Klever Stalin", "no ce", "nop no lo tengo", "No, they took the letter", "нет"]
)
def test_nobody_is_held_up_by_the_a_number(texter: Texter, words: str) -> None:
    texter.writes("hello", words).gets("first name")


def test_who_does_not_understand_the_question_for_the_number_twice_goes_on(texter: Texter) -> None:
    texter.writes("hello", "what is that?").gets("on letters from immigration")

    texter.writes("what letters???").gets("first name")


@pytest.mark.parametrize("words", ["no la sé exacta", "no, not really"])
def test_an_answer_that_begins_with_no_is_none(texter: Texter, words: str) -> None:
    texter.writes("hello", "no", "Ada", "Lovelace", words).gets("In which country")


def test_a_year_beside_the_a_number_is_not_asked_for_again(texter: Texter, xochitl: Person) -> None:
    texter.writes("hello", "A-number is 098765432, born 1985").gets("This person is being held.")


def test_the_day_of_an_arrest_beside_the_a_number_is_no_birth(texter: Texter, xochitl: Person) -> None:
    texter.writes("hello", "A098765432 arrested 11/20/2026").gets("date of birth")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("español", "es"),
        ("in spanish", "es"),
        ("en español por favor", "es"),
        ("do you speak Spanish?", "es"),
        ("english please", "en"),
        ("inglés", "en"),
        ("Juan English", ""),
        ("no hablo ingles", ""),
        ("she teaches english at school", ""),
    ],
)
def test_a_language_is_asked_for_by_its_name(text: str, code: str) -> None:
    named = words.language_named(text)

    assert (named.code if named else "") == code


@pytest.mark.parametrize("asked", ["español", "in spanish", "Spanish please"])
def test_a_language_named_in_the_middle_is_spoken_at_once(texter: Texter, asked: str) -> None:
    texter.writes("hello", "no", asked).gets("nombre de la persona")

    texter.writes("Ada").gets("apellido")


def test_a_language_named_after_an_answer_tells_it_again_in_that_language(texter: Texter, xochitl: Person) -> None:
    texter.writes("hola", "098765432", "1985", "English please").gets("being held", "Stewart Detention", "write CALL")


def test_who_speaks_no_english_chooses_a_language(texter: Texter) -> None:
    texter.writes("hello", "no hablo ingles").gets("For English, write 1", "Para Español, escriba 2")


def test_a_surname_that_is_the_name_of_the_language_spoken_is_a_surname(texter: Texter) -> None:
    texter.writes("hello", "no", "John", "English").gets("date of birth")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("call me", Command.CALL),
        ("Can you please call me back", Command.CALL),
        ("I want to talk to a person", Command.CALL),
        ("llámenme por favor", Command.CALL),
        ("¿me pueden llamar?", Command.CALL),
        ("quiero hablar con una persona", Command.CALL),
        ("please keep looking", Command.KEEP),
        ("sigan buscando por favor", Command.KEEP),
        ("keep looking pls thanks", Command.KEEP),
        ("start over", Command.AGAIN),
        ("empezar de nuevo", Command.AGAIN),
        ("more info please", Command.MORE),
        ("no, I don't have it, sorry", Command.NONE),
        ("no lo tengo, disculpe", Command.NONE),
        ("no se el numero", None),
        ("don't call me", None),
        ("call my sister", None),
        ("no me llamen", None),
        ("para mí", None),
        ("they told me to call this number about my brother Juan", None),
        ("", None),
    ],
)
def test_a_command_may_stand_among_small_words(text: str, meant: Command | None) -> None:
    assert words.command(text) is meant


def test_a_polite_command_is_followed(texter: Texter) -> None:
    texter.writes("hello", "no", "can you call me please").gets("A person will call you within 24 hours", "first name")


@pytest.mark.parametrize("country", ["He is from Mexico", "soy de México", "Mexico por favor", "Мексика", "Mejico"])
def test_a_country_is_found_in_a_sentence_and_in_other_languages(texter: Texter, xochitl: Person, country: str) -> None:
    texter.writes("hello", "no", "Xochitl Guadalupe", "Zepeda Olvera", "1985", country)

    texter.does_not_get("We do not know this country")


@pytest.mark.parametrize("age", ["34 years old", "tiene 34 años", "about 34", "he is 34"])
def test_an_age_answers_the_question_for_the_birth(texter: Texter, age: str) -> None:
    texter.writes("hello", "no", "Ada", "Lovelace", age).gets("In which country")


def test_the_name_can_be_changed_before_a_search_is_left(texter: Texter, xochitl: Person) -> None:
    texter.writes("hello", "no", "Sochil Wrong", "Zepeda Olvera", "March 12, 1970", "Mexico", "no")
    texter.gets("You gave us a name of 4 words and a date of birth.", "write NAME", "write KEEP")

    texter.writes("name").gets("first name")
    texter.writes("Ada", "Lovelace", "no").gets("You gave us a name of 2 words and a date of birth.")


@pytest.mark.parametrize("no", ["no", "I don't know it", "no, they never told me"])
def test_who_has_the_a_number_alone_is_led_on(texter: Texter, no: str) -> None:
    texter.writes("hello", "A098765432", "no").gets("first name", "write NO")

    texter.writes(no).gets("full date of birth").writes("no").gets("We cannot tell you", "write CALL")


def test_who_has_the_a_number_alone_is_led_on_in_spanish(texter: Texter) -> None:
    texter.writes("hola", "A098765432", "no sé").gets("nombre de la persona", "escriba NO")

    texter.writes("no lo sé, disculpe").gets("fecha de nacimiento completa").writes("no").gets("escriba LLAMAR")


def test_who_has_the_a_number_and_a_first_name_is_led_on(texter: Texter) -> None:
    texter.writes("hello", "A098765432", "no", "Ada").gets("last name", "write NO")

    texter.writes("no").gets("In which country")


def test_a_name_that_is_unknown_is_not_asked_for_again_after_the_a_number(texter: Texter) -> None:
    texter.writes("hello", "A011111111", "1985").gets("first name")

    texter.writes("no").gets("full date of birth").writes("no", "no").gets("write AGAIN").does_not_get("first name")


def test_the_no_that_is_a_name_is_one_without_an_a_number(texter: Texter) -> None:
    texter.writes("hello", "no", "no").gets("cannot look without the name").writes("no").gets("last name")


def test_a_search_whose_name_is_corrected_stays_one_search(texter: Texter, xochitl: Person) -> None:
    texter.writes("hello", "no", "Sochil Wrong", "Zepeda Olvera", "March 12, 1970", "Mexico", "no", "keep")
    texter.gets("The reference code of your search is")

    texter.writes("name", "Ada", "Lovelace", "no", "keep").gets("Your code and your PIN stay the same.")
    texter.does_not_get("The reference code").writes("keep").gets("The reference code of your search is")

    with db.reading() as session:
        [search] = searches.waiting(session)
    assert search.query.given == ("Ada",)


def test_a_search_for_another_person_is_another_search(texter: Texter) -> None:
    first = ("no", "Ada", "Lovelace", "December 10, 1970", "no", "no", "no", "keep")
    texter.writes("hola", *first, "otra", "no", "Eva", "Paz Ruiz", "10/12/1971", "no", "no", "no", "keep")

    with db.reading() as session:
        assert len(searches.waiting(session)) == 2


def test_who_is_told_no_number_is_not_told_to_call_the_place(texter: Texter, xochitl: Person) -> None:
    with db.begin() as session:
        session.execute(update(Facility).values(phone_verified_on=None))
        session.execute(update(FieldOffice).values(phone_verified_on=None))

    texter.writes("hello", "A098765432", "1985").gets("no telephone number", "For how to reach the place, write MORE.")
    texter.writes("more").gets("Before you travel there, ask us to call you.").does_not_get("Ask the place")
    texter.writes("español").gets("escriba MAS").writes("mas").does_not_get("Pregunte al centro")


def test_nothing_that_cannot_be_kept_is_offered(texter: Texter) -> None:
    texter.writes("hello", "no", "Ada", "Lovelace", "no", "no", "no", "no").does_not_get("KEEP")

    texter.writes("keep").gets("too little", "A person will call you within 24 hours")


def test_each_word_list_is_folded() -> None:
    for language in languages.offered():
        with texts.speaking(language):
            for listed in (naming._YES, naming._NEVER_NAMES, naming._SELDOM_NAMES, words._AROUND):
                told = texts.gettext(listed)
                assert told == told.upper()
                assert told.replace(" ", "").isalpha()
