"""Names are said one a turn, read back, said again as a second guess, or spelled on the keys."""

import pytest
from sqlalchemy.orm import Session

from hotline import clock, db, languages
from hotline.domain import callbacks
from hotline.domain.names import Query
from hotline.ivr import entries
from hotline.ivr.naming import Naming, steps
from hotline.ivr.state import Notes, Talk
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests.ivr.conftest import Dial, goes

HOW = {"1": "one key for each letter", "2": "una tecla por cada letra"}
I_HEARD = {"1": "I heard: Xochitl.", "2": "Oí: Xochitl."}
in_both_languages = pytest.mark.parametrize("language", ["1", "2"])


@pytest.mark.usefixtures("xochitl")
@pytest.mark.parametrize(("language", "birth"), [("1", "03121985#"), ("2", "12031985#")])
def test_names_said_in_turns_tell_the_place(caller: Caller, language: str, birth: str) -> None:
    goes(caller, language, "2", "Xochitl Guadalupe.", "1", "Zepeda", "1", "Olvera", "1", birth, "1", "1")

    caller.hears("Stewart Detention Center")


@pytest.mark.usefixtures("xochitl")
@pytest.mark.parametrize(("language", "none"), [("1", "There is none."), ("2", "no tiene")])
def test_a_second_surname_that_does_not_exist_is_no_surname(caller: Caller, language: str, none: str) -> None:
    goes(caller, language, "2", "Xochitl", "1", "Zepeda", "1", none)

    caller.hears({"1": "date of birth", "2": "fecha de nacimiento"}[language])


@in_both_languages
def test_what_was_heard_is_read_back_with_three_choices(caller: Caller, language: str) -> None:
    goes(caller, language, "2", "Xochitl.").hears(I_HEARD[language], "1", "2", "3")


def test_saying_it_again_is_a_second_guess_and_both_are_looked_for(dial: Dial) -> None:
    caller = goes(dial(), "1", "2", "Sochi", "2").hears("say the person's first names")

    goes(caller, "Xochitl").hears("I heard: Xochitl.").presses("1").hears("first surname").waits(12)

    assert _told()["given"] == ["Sochi", "Xochitl"]


@pytest.mark.usefixtures("xochitl")
def test_a_wrong_first_guess_does_no_harm(caller: Caller) -> None:
    goes(caller, "1", "2", "Soy Chile", "2", "Xochitl Guadalupe", "1", "Zepeda", "1", "Olvera", "1", "03121985#", "1")

    caller.presses("1").hears("Stewart Detention Center")


def test_what_was_heard_wrong_twice_is_spelled(caller: Caller) -> None:
    goes(caller, "1", "2", "Sochi", "2", "Soap", "2").hears("one key for each letter", "Please spell the first name")


def test_who_spells_one_name_spells_the_next(caller: Caller) -> None:
    goes(caller, "1", "2", "Sochi", "3").hears("Please spell the first name")

    caller.presses(f"{spell('Xochitl')}#").hears("Now spell the first surname").waits(12)

    assert "given" not in _told()


@in_both_languages
def test_not_understood_twice_means_the_keys(caller: Caller, language: str) -> None:
    goes(caller, language, "2", "1 2 3").hears({"1": "say only the name", "2": "solo el nombre"}[language])

    caller.says("?!").hears({"1": "letters on the keys", "2": "letras"}[language])


def test_silence_twice_means_the_keys(caller: Caller) -> None:
    caller.presses("1", "2").waits().hears("I did not hear anything", "first names")

    caller.waits().hears("Please spell the first name")


def test_letters_keyed_while_a_name_may_be_said_are_understood(caller: Caller) -> None:
    caller.presses("1", "2", f"{spell('Xochitl')}#").hears("Now say the first surname").waits(12)

    assert _told()["keyed_given"] == [spell("Xochitl")]


def test_a_name_said_in_place_of_keyed_letters_counts_alone() -> None:
    talk = _talk(Query(keyed_given=("22",), keyed_surnames=("333", "444")), surnames=("333",))

    for part in ("given", "surname", "second_surname"):
        talk.notes.query = entries.with_hearings(talk, part, ("Ada",))

    assert (talk.notes.query.keyed_given, talk.notes.query.keyed_surnames) == ((), ())


@pytest.mark.parametrize(
    ("heard", "name"),
    [("María.", "María"), ("J O S E", "Jose"), ("de la Cruz", "de la Cruz"), ("O'Neill", "O'Neill"), ("李明", "李明")],
)
def test_a_name_is_what_a_recogniser_wrote_without_its_marks(heard: str, name: str) -> None:
    assert entries.spoken_name(heard) == name


@pytest.mark.parametrize("heard", ["", "...", "1985", "x", "I am looking for my brother who was taken", "a" * 61])
def test_what_is_no_name_is_asked_again(heard: str) -> None:
    assert entries.spoken_name(heard) == ""


def test_a_language_without_a_recogniser_is_asked_for_keys() -> None:
    begin = steps(Naming("given", "given", "Say.", "Spell.", entries.given, "then"))[0]
    talk = _talk(Query())
    talk.language = languages.get("en@pseudo")

    assert begin.decide(talk) == "given_keys"  # type: ignore[union-attr]  # the first is the junction


def _talk(query: Query, surnames: tuple[str, ...] = ()) -> Talk:
    return Talk(Session(), clock.now(), "", "a call", "a call:1", languages.get("en"), Notes(query, surnames))


def _told() -> dict[str, object]:
    with db.reading() as session:
        return callbacks.waiting(session, now=clock.now())[0].told


@in_both_languages
@pytest.mark.parametrize("acts", [("Ana", "1", "Morales", "3"), ("Ana", "1", "no sé")], ids=["by key", "no sé"])
def test_who_comes_to_the_keys_with_the_surname_hears_how_and_a_way_out(
    caller: Caller, language: str, acts: tuple[str, ...]
) -> None:
    goes(caller, language, "2", *acts)

    caller.hears(*{"1": (HOW["1"], "If you do not know it"), "2": (HOW["2"], "Si no lo sabe")}[language])
    caller.presses("66725#").does_not_hear(HOW[language])


@in_both_languages
def test_why_a_name_is_spelled_is_said_to_who_did_not_choose_it(dial: Dial, language: str) -> None:
    why = {"1": "I did not understand the name", "2": "No entendí el nombre"}[language]

    goes(dial(), language, "2", "Sochi", "2", "Soap", "2").hears(why, HOW[language])
    goes(dial(), language, "2", "Sochi", "3").does_not_hear(why).hears(HOW[language])
    goes(dial(), language, "2", "1 2 3", "?!").hears(why, HOW[language])


@in_both_languages
@pytest.mark.parametrize("unknown", ["I don't know", "no sé"])
def test_whoever_says_that_they_do_not_know_is_not_told_that_they_were_not_understood(
    caller: Caller, language: str, unknown: str
) -> None:
    goes(caller, language, "2", "Ana", "1", unknown)

    way_out = {"1": "and a person will help you", "2": "y una persona le ayudará"}[language]
    caller.does_not_hear("understand").does_not_hear("entendí").hears(HOW[language], way_out)


@in_both_languages
def test_whoever_said_nothing_is_not_told_that_they_were_not_understood(dial: Dial, language: str) -> None:
    why = {"1": "I did not hear anything. Let us spell", "2": "No oí nada. Vamos a deletrear"}[language]
    caller = goes(dial(), language, "2")

    caller.waits(2).hears(why, HOW[language]).does_not_hear("understand").does_not_hear("entendí")


@in_both_languages
def test_the_pound_key_alone_is_no_name_that_was_not_understood(caller: Caller, language: str) -> None:
    nothing = {"1": "I did not hear anything.", "2": "No oí nada."}[language]
    goes(caller, language, "2", "#")

    caller.presses("#").hears(nothing).does_not_hear("understand").does_not_hear("pude entender")
    caller.presses("#").hears(nothing, HOW[language]).does_not_hear("understand").does_not_hear("entendí")


@in_both_languages
@pytest.mark.parametrize("acts", [("Ana", "1", "0#"), ("Ana", "3", "262#", "0#")], ids=["said", "spelled"])
def test_who_does_not_know_the_surname_is_helped_by_a_person(dial: Dial, language: str, acts: tuple[str, ...]) -> None:
    caller = goes(dial(), language, "2", *acts)

    caller.hears({"1": "A person will call you back", "2": "anotamos"}[language])
