"""One word instead of a key, where the caller's language has a recogniser: some facilities' telephones swallow keys."""

from collections.abc import Callable, Iterator, Mapping

from hotline import texts
from hotline.country_names import folded
from hotline.ivr.menu import PERSON, Fixed, Junction, Listening
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone by a detained person, where the language has a recogniser.
SAY_CHOICE = _("You can also say it.")
# Translators: words that a detained person may say to speak with a person, in capitals, with blanks between.
FOR_A_PERSON = _("PERSON OPERATOR HELP SOMEBODY HOTLINE")


def _offer() -> Iterator[str]:
    if texts.current().gather:
        yield gettext(SAY_CHOICE)


OFFER = Fixed(_offer)


def listening(menu: str, words: Mapping[str, str], none: str) -> Listening:
    """For a Menu of that name: `words` are said for each of its keys, `none` helps who said another one.

    What was said is noted as if its key were pressed; the call goes on at the Junction of said().
    """
    known = {**words, "0": FOR_A_PERSON}

    def hear(talk: Talk, spoken: str) -> bool:
        talk.notes.typed = meant(talk, spoken, known)
        return bool(talk.notes.typed)

    return listening_by(menu, hear, none)


def listening_by(menu: str, hear: Callable[[Talk, str], bool], none: str) -> Listening:
    """As listening(), where the words depend on the caller: `hear` notes the key that they mean."""
    return Listening(hear, _junction(menu), none)


def said(menu: str, ways: Mapping[str, str]) -> Junction:
    """Where the keys of that menu lead, for whoever said their word."""
    return Junction(_junction(menu), lambda talk: ways.get(talk.notes.typed, PERSON), leads_to=(*ways.values(), PERSON))


def meant(talk: Talk, spoken: str, words: Mapping[str, str]) -> str:
    """The first of these that one of the spoken words names, "" for none."""
    with texts.speaking(talk.tongue):
        heard = {folded(word) for word in spoken.split()}
        known = {key: {folded(word) for word in gettext(named).split()} for key, named in words.items()}
    return next((key for key, named in known.items() if heard & named), "")


def _junction(menu: str) -> str:
    return f"{menu}_said"
