"""The states and territories: their codes, and the time zone that most of each lives by."""

import csv
import re
from functools import cache
from pathlib import Path

STATES = Path(__file__).resolve().parents[2] / "reference" / "states.csv"
_NAMED_OTHERWISE = {"commonwealthofthenorthernmarianaislands": "MP", "unitedstatesvirginislands": "VI"}
# Most detention location codes end in the state's two letters (STWRTGA); the older, shorter ones do not.
_CODE_WITH_STATE = re.compile(r"[A-Z]{5}([A-Z]{2})")


@cache
def _zones() -> dict[str, str]:
    with STATES.open(encoding="utf-8", newline="") as lines:
        return {row["state"]: row["time_zone"] for row in csv.DictReader(lines)}


@cache
def _names() -> dict[str, str]:
    with STATES.open(encoding="utf-8", newline="") as lines:
        return {row["state"]: row["name"] for row in csv.DictReader(lines)}


@cache
def _codes() -> dict[str, str]:
    with STATES.open(encoding="utf-8", newline="") as lines:
        named = {_letters(row["name"]): row["state"] for row in csv.DictReader(lines)}
    return named | {code.lower(): code for code in _zones()} | _NAMED_OTHERWISE


def parse(text: str) -> str:
    """The two-letter code of a state or territory, from its code or its English name; "" for anything else."""
    return _codes().get(_letters(text), "")


def name(state: str) -> str:
    """The English name of a state or territory, from its two-letter code; "" for what is no state."""
    return _names().get(state, "")


def zone(state: str) -> str:
    """The IANA zone that most of a state lives by; "" for what is no state."""
    return _zones().get(state, "")


@cache
def _neighbours() -> dict[str, tuple[str, ...]]:
    with STATES.open(encoding="utf-8", newline="") as lines:
        return {row["state"]: tuple(row["neighbours"].split()) for row in csv.DictReader(lines)}


def neighbours(state: str) -> tuple[str, ...]:
    """The states that border on a state (two letters)."""
    return _neighbours().get(state, ())


def of_facility_code(code: str) -> str:
    """The state that a facility's code ends in, or ""."""
    match = _CODE_WITH_STATE.fullmatch(code)
    return match[1] if match and match[1] in _zones() else ""


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalpha())
