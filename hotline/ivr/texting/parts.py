"""The parts of a name that was written whole where a part was asked for: the given names and the surnames."""

from hotline.country_names import folded
from hotline.domain.names import surnames


def has_more(name: str) -> bool:
    """Whether surnames may stand behind the first name; a particle is no name."""
    return bool(surnames.apart(name)[1])


def of_two(name: str) -> tuple[str, str]:
    """The given name and the surname of a name that has two words, particles aside; two empty texts for any other.

    Of three, nobody but who wrote them knows whether the second is a given name ("Ana Lucía Pérez") or a surname.
    """
    given, family = surnames.apart(name)
    return (given, family) if family and not has_more(family) else ("", "")


def apart(given: str, family: str) -> tuple[str, str]:
    """Given names and surnames, where the whole name was written to one question or to both.

    "Juan Perez" and "Perez" are Juan, Perez; so are "Juan" and "Juan Perez". "Juan Perez Cruz" and "Perez" are Juan,
    Perez Cruz.
    """
    first, last = given.split(), family.split()
    told, also = [[folded(word) for word in words] for words in (first, last)]
    if len(also) > len(told) and also[: len(told)] == told:
        return given, " ".join(last[len(first) :])
    for start in range(1, len(told)):
        if told[start : start + len(also)] == also:
            return " ".join(first[:start]), " ".join(first[start:])
    return given, family
