"""Names spelled on a telephone's keys: what may have been meant, and the codes they are looked up by."""

from collections.abc import Iterator, Sequence

from hotline.domain.names.skeleton import keypad

FEWEST_DIGITS = 2  # a name of two letters is keyed whole
CODE = 3  # digits of a name that are looked up; a slip in a later one, or a beginning alone, is found all the same
_DIGITS = frozenset("23456789")
_PARTICLES = ("33567", "33527", "3352", "335", "567", "527", "33", "52", "35", "25")  # de los ... la, el, al


def digits_of(raw: str) -> str:
    """The keys 2 to 9 of what was keyed; what stands for a space or an end is left out."""
    return "".join(digit for digit in raw if digit in _DIGITS)


def ways(digits: str) -> list[str]:
    """The digits as they were keyed and, where they begin with a particle, without it: 33522789 may be "cruz"."""
    shorter = (digits.removeprefix(particle) for particle in _PARTICLES if digits.startswith(particle))
    rest = next(shorter, "")
    return [way for way in (digits, rest if len(rest) >= CODE else "") if len(way) >= FEWEST_DIGITS]


def without_particles(words: Sequence[str]) -> tuple[str, ...]:
    """The words of surnames without particles that were keyed as words of their own, which the last one is not."""
    return (*(word for word in words[:-1] if word not in _PARTICLES), *words[-1:])


def code_of(token: str) -> str:
    """The digits by which a token of letters is looked up: 567 for Lopez and Jose."""
    return keypad(token[:CODE])


def recorded_pairs(given: Sequence[str], surnames: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs of codes under which a name is indexed: its first given name with each surname."""
    first, *others = (*given[:1], *surnames) if given and surnames else (*given, *surnames) or ("",)
    return ((code_of(first), code_of(other)) for other in others)
