"""Two people edit one record: whoever saves second is shown what the first one wrote, and loses nothing.

A form carries what it was filled with, box by box. A box that stayed so takes over what the other one wrote; in one
that both changed, whoever saves second chooses.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PREFIX = "was."  # before the name of a box: what it held when the form was made


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that holds something else now than when the form was opened, beside what was typed into it."""

    name: str
    theirs: str
    mine: str


def merged(was: Mapping[str, str], now: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, and for boxes that stayed as the form was filled (`was`) what the record holds now."""
    return {name: now[name] if was.get(name) == typed[name] else typed[name] for name in now}


def differences(was: Mapping[str, str], now: Mapping[str, str], typed: Mapping[str, str]) -> list[Difference]:
    """The fields that both changed, each to something else."""
    both = (name for name in now if was.get(name, "") not in {now[name], typed[name]} and now[name] != typed[name])
    return [Difference(name, now[name], typed[name]) for name in both]
