"""The names of who is looked for, one a turn: said where the language has a recogniser, else spelled on the keys.

A recogniser gives one guess a turn, so what was heard is read back; saying it again is a second guess, and both go into
the look-up. Who is not understood twice, says nothing, or wants to spell, spells on the keys for the rest of the call;
letters that are keyed while a name may be said are understood too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hotline.ivr import entries
from hotline.ivr.menu import HEARD_NO_WORD, PERSON, Entry, Junction, Listening, Menu, Prompt, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

MOST_HEARINGS = 2
_KEYS = "_keys"  # how the names of the steps end in which names are spelled

# Translators: heard on the telephone.
SAY_GIVEN = _("Please say the person's first names. Or spell them on the keys, then press the pound key.")
# Translators: heard on the telephone.
SAY_SURNAME = _("Now say the first surname, or spell it on the keys. If you do not know it, press 0, then pound.")
# Translators: heard on the telephone.
SAY_SECOND_SURNAME = _("Now say the second surname. If there is none, press 0, then pound.")
# Translators: heard on the telephone, after the caller gave no year of birth.
SAY_FAMILY_NAME = _(
    "Then please say the family name, or spell it on the keys. If you do not know it, press 0, then pound."
)
# Translators: heard on the telephone, after a further question about a name.
SAY_ANSWER = _("Please say it now. If there is none, press 0, then pound.")
# Translators: heard on the telephone, when a name that was said was not understood.
SAY_HELP = _("I could not understand that. Please say only the name, slowly.")
# Translators: heard on the telephone, after a name was read back.
HEARD_RIGHT = _("If that is right, press 1. To say it again, press 2. To spell it on the keys, press 3.")
# Translators: heard on the telephone, before the first name that is spelled. The caller presses the key that carries
# each letter, once.
HOW_TO_SPELL = _("A name is spelled with the letters on the keys: one key for each letter, then the pound key.")
# Translators: heard on the telephone, by who said a name in vain; how to spell it comes next.
SPELL_INSTEAD = _("I did not understand the name. Let us spell it on the keys.")
# Translators: heard on the telephone, by who said nothing when a name was asked; how to spell it comes next.
SPELL_IN_SILENCE = _("I did not hear anything. Let us spell the name on the keys.")
# Translators: heard on the telephone.
GIVEN = _("Please spell the first name, then press pound. Between two names, press 1.")
# Translators: heard on the telephone. Who presses 0 is called back by a person.
SURNAME = _(
    "Now spell the first surname, then press pound. "
    "If you do not know it, press 0, then pound, and a person will help you."
)
# Translators: heard on the telephone.
SECOND_SURNAME = _("Now spell the second surname, then press pound. If there is none, press 0, then pound.")
# Translators: heard on the telephone.
FAMILY_NAME = _(
    "Then please spell the family name, then press pound. "
    "If you do not know it, press 0, then pound, and a person will help you."
)
# Translators: heard on the telephone.
SPELL_ANSWER = _("Spell it, then press pound. If there is none, press 0, then pound.")
# Translators: heard on the telephone. Mary is spelled 6, 2, 7, 9 on the keypad; choose a short name of your language.
LETTERS_HELP = _("Press each key once. To spell Mary, for example, press 6, 2, 7, 9, and then the pound key.")
# Translators: heard on the telephone; these are the letters on the keys.
LETTERS_MORE_HELP = _(
    "On key 2 are A, B, C. On 3: D, E, F. On 4: G, H, I. On 5: J, K, L. On 6: M, N, O. On 7: P, Q, R, S. "
    "On 8: T, U, V. On 9: W, X, Y, Z."
)

LETTERS = (LETTERS_HELP, LETTERS_MORE_HELP)


@dataclass(frozen=True, slots=True)
class Naming:
    """One name: which part of the query it is, how it is asked for, and where the call goes on.

    `part` is the query's tuple of hearings. `none` is where the call goes when there is no such name, "" where there
    must be one; `unknown` where it goes when the caller presses that they do not know it. `reason` and `introduction`
    come before either question, the reason only the first time it is asked. `is_first` is as in Entry.
    """

    name: str
    part: str
    say: str
    spell: str
    read_keys: Callable[[Talk, str], bool]
    then: str
    none: str = ""
    unknown: str = ""
    introduction: tuple[Prompt, ...] = ()
    reason: tuple[Prompt, ...] = ()
    is_first: bool = False


def steps(naming: Naming) -> tuple[Step, ...]:
    """The turns for one name: asked aloud, read back, and on the keys."""
    name = naming.name
    said, heard, again, spell = (f"{name}_{end}" for end in ("said", "heard", "again", "spell"))
    keys = f"{name}{_KEYS}"
    return (
        Junction(name, _begin(said, keys), leads_to=(said, keys)),
        Entry(
            said,
            (*naming.reason, *naming.introduction, naming.say),
            naming.read_keys,
            naming.then,
            naming.none or naming.unknown,
            help=(SAY_HELP, SAY_HELP),
            fallback=spell,
            listens=Listening(_hear(naming.part), heard, SAY_HELP, none=naming.none or spell),
            misses=2,
            nothing=HEARD_NO_WORD,
            again=(*naming.introduction, naming.say),
            is_first=naming.is_first,
        ),
        Menu(heard, (_heard_back, HEARD_RIGHT), {"1": naming.then, "2": again, "3": spell}, back=again),
        Junction(again, _again(said, spell), leads_to=(said, spell)),
        Junction(spell, _spell(naming.part, keys), leads_to=(keys,)),
        Entry(
            keys,
            (_why_spelled(said, heard), *naming.reason, *naming.introduction, _how_to_spell, naming.spell),
            naming.read_keys,
            naming.then,
            naming.none or naming.unknown,
            help=LETTERS,
            fallback=PERSON,
            on_silence=naming.none,
            again=(*naming.introduction, _how_to_spell, naming.spell),
            is_first=naming.is_first,
        ),
    )


def _why_spelled(said: str, heard: str) -> Callable[[Talk], Iterator[str]]:
    """Said to whoever did not choose the keys: nothing was heard, or not understood, or read back wrong twice.

    Who said that they do not know the name was understood: the question says what to press then.
    """

    def why(talk: Talk) -> Iterator[str]:
        before = talk.notes.trail[-1:]
        if talk.notes.said_none:
            return
        if before == (said,) or (before == (heard,) and len(talk.notes.heard) >= MOST_HEARINGS):
            yield gettext(SPELL_IN_SILENCE if talk.notes.was_silent else SPELL_INSTEAD)

    return why


def _how_to_spell(talk: Talk) -> Iterator[str]:
    """Once, with the first name that is spelled."""
    if not any(step.endswith(_KEYS) for step in talk.notes.trail):
        yield gettext(HOW_TO_SPELL)


def _begin(said: str, keys: str) -> Callable[[Talk], str]:
    def decide(talk: Talk) -> str:
        talk.notes.heard = ()
        return said if talk.tongue.gather and not talk.notes.spells else keys

    return decide


def _again(said: str, spell: str) -> Callable[[Talk], str]:
    """Saying it again is a second guess; what was heard wrong twice is spelled."""
    return lambda talk: said if len(talk.notes.heard) < MOST_HEARINGS else spell


def _spell(part: str, keys: str) -> Callable[[Talk], str]:
    def decide(talk: Talk) -> str:
        talk.notes.spells = True
        talk.notes.query = entries.with_hearings(talk, part, ())
        return keys

    return decide


def _hear(part: str) -> Callable[[Talk, str], bool]:
    def hear(talk: Talk, words: str) -> bool:
        name = entries.spoken_name(words)
        if name:
            talk.notes.heard = (*talk.notes.heard, name)[-MOST_HEARINGS:]
            talk.notes.query = entries.with_hearings(talk, part, talk.notes.heard)
        return bool(name)

    return hear


def _heard_back(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; a name as it was understood.
    yield gettext("I heard: %(name)s.", name=talk.notes.heard[-1])


STEPS: tuple[Step, ...] = (
    *steps(
        Naming("family_name", "surname", SAY_FAMILY_NAME, FAMILY_NAME, entries.surname, "after_birth", unknown=PERSON)
    ),
    *steps(Naming("given", "given", SAY_GIVEN, GIVEN, entries.given, "surname", is_first=True)),
    *steps(Naming("surname", "surname", SAY_SURNAME, SURNAME, entries.surname, "second_surname", unknown=PERSON)),
    *steps(
        Naming(
            "second_surname",
            "second_surname",
            SAY_SECOND_SURNAME,
            SECOND_SURNAME,
            entries.second_surname,
            "after_name",
            "no_second_surname",
        )
    ),
)
