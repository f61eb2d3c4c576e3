"""Two people edit one record: whoever saves second is shown what the first one wrote, and loses nothing.

A form carries a mark of what it was filled with. When the record is no longer that, it was changed meanwhile.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that holds something else now than when the form was opened, beside what was typed into it."""

    name: str
    theirs: str
    mine: str


def mark(fields: Mapping[str, str]) -> str:
    """What a form carries of the record it was filled with."""
    return hashlib.sha256(json.dumps(dict(fields), sort_keys=True).encode()).hexdigest()[:32]


def merged(was: Mapping[str, str], now: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, and for boxes that stayed as the form was filled (`was`) what the record holds now."""
    return {name: now[name] if was.get(name) == typed[name] else typed[name] for name in now if name in typed}


def differences(carried: str, now: Mapping[str, str], typed: Mapping[str, str]) -> list[Difference]:
    """Nothing where the record is as the form found it; else every field in which the two differ."""
    if carried == mark(now):
        return []
    return [Difference(name, now[name], typed[name]) for name in now if name in typed and now[name] != typed[name]]
