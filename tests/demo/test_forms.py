"""How made-up names are put together: by the custom of the country, as an officer types them."""

from random import Random

import pytest

from hotline.demo import forms, names
from hotline.domain.people import Name


def many(form: str, list_name: str, *, is_female: bool = False) -> list[Name]:
    rng = Random(5)
    return [forms.FORMS[form](rng, names.of(list_name), is_female) for _ in range(400)]


def test_most_latin_americans_have_two_surnames_and_some_hyphenate_them() -> None:
    surnames = [name.surnames for name in many("two_surnames", "GTM")]

    assert 0.7 < sum(" " in surname or "-" in surname for surname in surnames) / len(surnames) < 0.97
    assert any("-" in surname for surname in surnames)


def test_a_guatemalan_roll_has_mayan_surnames() -> None:
    surnames = " ".join(name.surnames for name in many("two_surnames", "GTM")).split()

    assert {"Caal", "Choc", "Tzul", "Ajpop"} & set(surnames)


def test_a_russian_surname_follows_the_sex() -> None:
    men, women = many("russian", "RUS"), many("russian", "RUS", is_female=True)

    assert not any(name.surnames.endswith("ova") for name in men)
    assert sum(name.surnames.endswith("a") for name in women) > 300


@pytest.mark.parametrize(
    ("father", "son", "daughter"),
    [
        ("Ivan", "Ivanovich", "Ivanovna"),
        ("Sergey", "Sergeevich", "Sergeevna"),
        ("Dmitry", "Dmitrievich", "Dmitrievna"),
        ("Nikita", "Nikitich", "Nikitichna"),
    ],
)
def test_a_father_s_name(father: str, son: str, daughter: str) -> None:
    assert forms._patronymic(father, is_female=False) == son
    assert forms._patronymic(father, is_female=True) == daughter


def test_punjabi_names_carry_singh_or_kaur() -> None:
    women = many("punjabi", "IND", is_female=True)

    assert sum("Kaur" in f"{name.given} {name.surnames}" for name in women) > 200


def test_a_chinese_name_has_one_surname_and_at_most_two_syllables() -> None:
    for name in many("chinese", "CHN"):
        assert " " not in name.surnames
        assert len(name.given.split()) <= 2


def test_officers_write_capitals_and_run_particles_together() -> None:
    rng = Random(1)
    written = {forms.recorded(rng, Name("Maria", "De La Cruz Reyes")).surnames for _ in range(200)}

    assert written == {"De La Cruz Reyes", "DE LA CRUZ REYES", "Delacruz Reyes", "DELACRUZ REYES"}
