"""How names are put together in a country, and how the authorities write them down."""

from collections.abc import Callable
from random import Random

from hotline.demo.names import Names
from hotline.domain.people import Name

Form = Callable[[Random, Names, bool], Name]

TWO_GIVEN = 0.45
NO_SECOND_SURNAME = 0.14
UPPER = 0.4
HYPHENATED = 0.06
RUN_TOGETHER = 0.3
_FEMALE_ENDINGS = ("ov", "ev", "yov", "in", "yn")


def _two(rng: Random, names: Names, is_female: bool, share: float) -> str:
    """One given name, or two."""
    table = names.female if is_female else names.male
    first = table.draw(rng)
    if rng.random() >= share:
        return first
    second = table.draw(rng)
    return first if second == first else f"{first} {second}"


def two_surnames(rng: Random, names: Names, is_female: bool) -> Name:
    """José Luis Hernández García: one or two given names, the father's surname and the mother's."""
    given = _two(rng, names, is_female, TWO_GIVEN)
    father, chance = names.surnames.draw(rng), rng.random()
    if chance < NO_SECOND_SURNAME:
        return Name(given, father)
    joint = "-" if chance > 1 - HYPHENATED else " "
    return Name(given, f"{father}{joint}{names.surnames.draw(rng)}")


def filipino(rng: Random, names: Names, is_female: bool) -> Name:
    """The mother's surname stands in the middle, with the given names."""
    given = _two(rng, names, is_female, TWO_GIVEN)
    middle = f" {names.surnames.draw(rng)}" if rng.random() < 0.6 else ""
    return Name(given + middle, names.surnames.draw(rng))


def brazilian(rng: Random, names: Names, is_female: bool) -> Name:
    """One to three surnames, the last the father's."""
    given = _two(rng, names, is_female, 0.35)
    count = 1 + (rng.random() < 0.65) + (rng.random() < 0.1)
    return Name(given, " ".join(names.surnames.draw(rng) for _ in range(count)))


def one_surname(rng: Random, names: Names, is_female: bool) -> Name:
    """One or two given names and a surname."""
    return Name(_two(rng, names, is_female, 0.25), names.surnames.draw(rng))


def punjabi(rng: Random, names: Names, is_female: bool) -> Name:
    """Singh for men and Kaur for women, as surname or before the clan's name, or the clan's name alone."""
    given, clan, chance = names.given(is_female).draw(rng), names.surnames.draw(rng), rng.random()
    religious = "Kaur" if is_female else "Singh"
    if chance < 0.5:
        return Name(given, religious)
    return Name(f"{given} {religious}", clan) if chance < 0.65 and clan != religious else Name(given, clan)


def chinese(rng: Random, names: Names, is_female: bool) -> Name:
    """A given name of one or two syllables, written together or apart."""
    return Name(_syllables(rng, names, is_female, single=0.22, joint=("", "", "", " ")), names.surnames.draw(rng))


def korean(rng: Random, names: Names, is_female: bool) -> Name:
    """A given name of two syllables, together, apart or with a hyphen."""
    return Name(_syllables(rng, names, is_female, single=0.03, joint=("", " ", "-")), names.surnames.draw(rng))


def _syllables(rng: Random, names: Names, is_female: bool, *, single: float, joint: tuple[str, ...]) -> str:
    table = names.given(is_female)
    first = table.draw(rng).capitalize()
    if rng.random() < single:
        return first
    second, between = table.draw(rng), joint[int(rng.random() * len(joint))]
    return f"{first}{between}{second.capitalize() if between == ' ' else second.lower()}"


def vietnamese(rng: Random, names: Names, is_female: bool) -> Name:
    """Surname, middle name (Van, Thi), given name; the middle name is recorded with the given one."""
    given, chance = names.given(is_female).draw(rng), rng.random()
    middle = ("Thi" if is_female else "Van") if chance < 0.55 else names.given(is_female).draw(rng)
    return Name(f"{middle} {given}" if chance < 0.9 else given, names.surnames.draw(rng))


def russian(rng: Random, names: Names, is_female: bool) -> Name:
    """A surname that follows the sex, and the father's name now and then."""
    given, surname = names.given(is_female).draw(rng), names.surnames.draw(rng)
    if is_female and surname.endswith(_FEMALE_ENDINGS):
        surname += "a"
    if rng.random() < 0.25:
        given = f"{given} {_patronymic(names.male.draw(rng), is_female)}"
    return Name(given, surname)


def _patronymic(father: str, is_female: bool) -> str:
    """Ivan -> Ivanovich, Sergey -> Sergeevich, Dmitry -> Dmitrievich, Nikita -> Nikitich."""
    stem = father[:-1] if father[-1] in "aeiouy" else father
    if father[-1] == "a":
        return stem + ("ichna" if is_female else "ich")
    if father[-1] == "y":
        stem += "ev" if stem[-1] in "aeo" else "iev"
    else:
        stem += "ov"
    return stem + ("na" if is_female else "ich")


def arabic(rng: Random, names: Names, is_female: bool) -> Name:
    """The given name, the father's more often than not, and the family's."""
    given = names.given(is_female).draw(rng)
    if rng.random() < 0.6:
        given = f"{given} {names.male.draw(rng)}"
    return Name(given, names.surnames.draw(rng))


def chain(rng: Random, names: Names, is_female: bool) -> Name:
    """The given name, the father's and the grandfather's; there is no family name."""
    given = names.given(is_female).draw(rng)
    if rng.random() < 0.7:
        given = f"{given} {names.male.draw(rng)}"
    return Name(given, names.surnames.draw(rng))


FORMS: dict[str, Form] = {
    form.__name__: form
    for form in (
        two_surnames, filipino, brazilian, one_surname, punjabi, chinese, korean, vietnamese, russian, arabic, chain,
    )
}  # fmt: skip


def recorded(rng: Random, name: Name) -> Name:
    """The name as an officer types it: often in capitals, particles at times run together with what follows."""
    given, surnames = name.given, name.surnames
    if " " in surnames and surnames[:2] in ("De", "La", "de", "da") and rng.random() < RUN_TOGETHER:
        surnames = _run_together(surnames)
    if rng.random() < UPPER:
        return Name(given.upper(), surnames.upper())
    return Name(given, surnames)


def _run_together(surnames: str) -> str:
    """De La Cruz Reyes -> Delacruz Reyes."""
    first, _, rest = surnames.partition(" ")
    if rest.startswith(("La ", "Los ", "Las ")):
        particle, _, rest = rest.partition(" ")
        first += particle.lower()
    return first + rest[:1].lower() + rest[1:]
