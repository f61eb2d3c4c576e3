"""Places as a voice says them: whole words for abbreviations, digits one by one, capitals in normal case.

An address stays English in every language, because it is what stands on signs and envelopes; the name of the state is
said in the caller's language.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from hotline import state_names, texts
from hotline.domain.findings import Finding, Place
from hotline.ivr import abbreviations, speech
from hotline.ivr.abbreviations import DIRECTIONS, IN_NAMES, IN_STREETS, ROADS, STREET_TYPES, UNITS
from hotline.languages import Language

# The last line of an envelope: "Lumpkin, GA 31815", "Chantilly, VA 20598-5216", "San Juan, PR".
_TOWN = re.compile(r"(?P<town>.*?),? ?\b(?P<state>[A-Z]{2})(?: (?P<zip>\d{5})(?:-(?P<more>\d{4}))?)?")
_ORDINAL = re.compile(r"(\d{1,3})(st|nd|rd|th)", re.IGNORECASE)
_NUMBERED_ROAD = re.compile(r"([A-Z]{1,2})-?(\d+)", re.IGNORECASE)
_LONGEST_NUMBER = 2  # digits; a longer one is said digit by digit
_LONGEST_INITIALS = 4


def aloud(found: Finding) -> Finding:
    """The same answer, its places as a voice says them in the current language."""
    return replace(
        found,
        facility=_place(found.facility, texts.current()) if found.facility else None,
        office=_place(found.office, texts.current()) if found.office else None,
    )


def name(text: str) -> str:
    """The name of a facility: "EDEN DET CTR" is said "Eden Detention Center", "St. Clair CO Jail" "Saint Clair County
    Jail"; "La Salle" stays as it is."""
    return ", ".join(" ".join(_name_words(part)) for part in _parts(re.sub(r"[()/]| - ", ", ", text), text))


def street(text: str) -> str:
    """A street: "33 NE 4th St, Ste 522" is said "33 Northeast Fourth Street, Suite 5, 2, 2"."""
    return ", ".join(
        " ".join(_street_words(part)).replace(" ,", ",").replace(",,", ",").strip(", ") for part in _parts(text, text)
    )


def town(text: str) -> str:
    """The last line of an envelope: "Ft Worth, TX 76106" is said "Fort Worth, Texas, 7, 6, 1, 0, 6"."""
    found = _TOWN.fullmatch(text)
    if not found or not state_names.name(found["state"]):
        return street(text)
    numbers = (speech.digits(found[group]) for group in ("zip", "more") if found[group])
    return ", ".join(part for part in (_town_name(found["town"]), state_names.name(found["state"]), *numbers) if part)


def city(text: str, state: str) -> str:
    """A town on its own, in a state of two letters: "Ft Worth" is said "Fort Worth, Texas"."""
    return town(f"{text}, {state}") if text else state_names.name(state)


@lru_cache(maxsize=2048)
def _place(place: Place, _language: Language) -> Place:
    """In the current language, which is `_language`: the same few places are told all day."""
    said = tuple(town(line) if line is place.lines[-1] else street(line) for line in place.lines)
    return replace(place, name=name(place.name), lines=said)


def _town_name(text: str) -> str:
    return " ".join(abbreviations.IN_TOWNS.get(word.lower().strip("."), word) for word in _cased(text, text).split())


def _parts(text: str, whole: str) -> Iterator[list[str]]:
    """The words between commas, none of them with a full stop, in normal case."""
    for part in text.split(","):
        words = re.sub(r"(?<=[A-Za-z])\.", " ", re.sub(r"\b([A-Za-z])\.([A-Za-z])\b\.?", r"\1\2", part)).split()
        if words:
            yield [_cased(word, whole) for word in words]


def _cased(text: str, whole: str) -> str:
    """In normal case where the whole is in capitals, as rosters write it; a voice would spell it."""
    if not whole.isupper():
        return text
    return re.sub(r"[A-Z]+('[A-Z]+)?", lambda found: _cased_word(found[0]), text)


def _cased_word(word: str) -> str:
    is_kept = word in abbreviations.KEPT or word in abbreviations.STATES or word.lower() in IN_STREETS | DIRECTIONS
    is_unreadable = len(word) <= _LONGEST_INITIALS and not set(word) & set("AEIOUY'")
    return word if is_kept or (is_unreadable and word.lower() not in IN_NAMES) else word.capitalize()


def _name_words(words: list[str]) -> Iterator[str]:
    for position, word in enumerate(words):
        following = words[position + 1] if position + 1 < len(words) else ""
        yield _name_word(word, following)


def _name_word(word: str, following: str) -> str:
    key = word.lower()
    if key == "co" and following.lower() not in abbreviations.AFTER_COUNTY:
        return word.capitalize()
    if key == "st":
        return "Saint" if following else "Street"
    if word.isupper() and (key in DIRECTIONS and len(key) > 1):
        return DIRECTIONS[key]
    if word in abbreviations.STATES:
        return state_names.in_english(word)
    if re.search(r"\d{3}", word):
        return _number(word)
    return IN_NAMES.get(key) or _initials(word)


def _street_words(words: list[str]) -> Iterator[str]:
    for position, word in enumerate(words):
        is_unit = (word.lower() in UNITS or word.startswith("#")) and words[position - 1].lower() not in ("po", ",")
        if is_unit and position and not _ORDINAL.fullmatch(words[position - 1]):
            yield ","
        yield _street_word(words, position, word)


def _street_word(words: list[str], position: int, word: str) -> str:
    key = word.lower()
    if found := _ORDINAL.fullmatch(word):
        return abbreviations.ordinal(int(found[1]))
    if found := _NUMBERED_ROAD.fullmatch(word):
        return f"{_road(found[1])} {_number(found[2])}"
    if any(character.isdigit() for character in word):
        comma = "," if position + 1 < len(words) else ""
        return f"{_number(word)}{comma if len(word.strip('#')) > _LONGEST_NUMBER else ''}"
    if key in DIRECTIONS:
        return word.upper() if _is_letter(words, position) else DIRECTIONS[key]
    if key in ("st", "dr", "ste"):
        return _street_or_name(words, position)
    return IN_STREETS.get(key) or _initials(word)


def _road(letters: str) -> str:
    return ROADS.get(letters.lower()) or state_names.in_english(letters.upper()) or letters.upper()


def _number(text: str) -> str:
    """Two digits as a number, more of them one by one; letters among them too; "#" is said."""
    bare = text.strip("#-")
    said = bare if bare.isdecimal() and len(bare) <= _LONGEST_NUMBER else ", ".join(bare.upper().replace("-", ""))
    return f"Number {said}" if text.startswith("#") else said


def _is_letter(words: list[str], position: int) -> bool:
    """Whether N, S, E or W is a letter: a street's own name ("E Street", "Avenue E") or a unit's ("Suite E")."""
    before = words[position - 1].lower() if position else ""
    after = words[position + 1].lower() if position + 1 < len(words) else ""
    if len(words[position]) > 1:
        return False
    is_after_bare_type = before in STREET_TYPES and (position < 2 or _is_no_name(words[position - 2]))
    is_before_type = after in STREET_TYPES and not _has_its_name(words[position + 2 :])
    return is_before_type or before in UNITS or is_after_bare_type


def _has_its_name(words: list[str]) -> bool:
    """Whether a street's type is followed by its letter or number, as in "S Avenue A", "S Highway 83"."""
    word = words[0].lower() if words else ""
    return word.isdecimal() or (len(word) == 1 and word.isalpha() and word not in DIRECTIONS)


def _street_or_name(words: list[str], position: int) -> str:
    """ "St", "Dr" and "Ste" before a name are Saint, Doctor and Saint; elsewhere Street, Drive and Suite."""
    key = words[position].lower()
    after = words[position + 1] if position + 1 < len(words) else ""
    is_before_name = bool(after) and not _is_no_name(after)
    is_first = all(_is_no_name(word) for word in words[:position])
    if key == "dr":
        return "Doctor" if is_before_name and is_first else "Drive"
    return "Saint" if is_before_name else IN_STREETS[key]


def _is_no_name(word: str) -> bool:
    key = word.lower()
    has_digit = any(character.isdigit() for character in word)
    return has_digit or len(word) == 1 or key in DIRECTIONS | UNITS or key in STREET_TYPES


def _initials(word: str) -> str:
    """Letters one by one where nobody can read them as a word: "CCA" is said "C C A"; "ICE" stays."""
    is_unreadable = word.isupper() and 1 < len(word) <= _LONGEST_INITIALS and word not in abbreviations.READABLE
    return " ".join(word) if is_unreadable and word.isalpha() else word
