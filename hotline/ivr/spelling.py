"""The place of an answer letter by letter, for whoever has to write it down: the words that are names."""

from collections.abc import Iterator

from hotline.ivr import abbreviations, places, speech
from hotline.ivr.advising import AFTER_INFORMATION, QUIET
from hotline.ivr.menu import Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext


def offer(talk: Talk) -> Iterator[str]:
    """Said only where there is a place to spell."""
    if _names(talk):
        # Translators: heard on the telephone, after an answer that names a place.
        yield gettext("To hear the names of the place spelled, press 3.")


def _spelling(talk: Talk) -> str:
    return "spelled" if _names(talk) else "more"


def _spelled(talk: Talk) -> Iterator[str]:
    for name in _names(talk):
        letters = speech.spelled(name)
        # Translators: heard on the telephone: a word of a place's name or address, then its letters one by one.
        yield gettext("%(word)s: %(letters)s.", word=name, letters=letters)


def _names(talk: Talk) -> list[str]:
    """The words of the last answer's place, street and town that somebody could not guess: "Stewart", "Lumpkin"."""
    street, _, _ = ", ".join(talk.notes.facts.get("lines", ())[:-1]).partition(",")
    town = ", ".join(talk.notes.facts.get("lines", ())[-1:]).rpartition(",")[0]
    said = (places.name(talk.notes.facts.get("place", "")), places.street(street), places.town(town))
    words = (word.strip(",.") for text in said for word in text.split())
    return list(dict.fromkeys(word for word in words if _is_name(word)))


def _is_name(word: str) -> bool:
    return len(word) > 1 and word.lower() not in abbreviations.PLAIN and not any(mark.isdigit() for mark in word)


STEPS: tuple[Step, ...] = (
    Junction("spelling", _spelling, leads_to=("spelled", "more")),
    Menu("spelled", (_spelled, AFTER_INFORMATION), {}, on_silence=QUIET, choices=(AFTER_INFORMATION,)),
)
