"""Who is looked for: by A-number, or by name spelled on the keypad; the birth date; the country of birth."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from hotline import countries, country_names, reading, texts
from hotline.ivr import entries, naming, refusals, speech
from hotline.ivr.menu import Entry, Fixed, Junction, Listening, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

# Most people in custody were born in the first of these; the last key of a page turns to the next.
COUNTRY_PAGES = (
    ("MEX", "GTM", "HND", "SLV", "NIC", "VEN"),
    ("COL", "ECU", "PER", "CUB", "DOM", "HTI"),
    ("BRA", "IND", "CHN", "JAM", "VNM", "PHL"),
)
MORE_KEY, UNKNOWN_KEY = "7", "8"
MOST_MEANT = 2  # countries that one answer can mean and be asked about

# Translators: heard on the telephone. "Pound key" is the key #.
A_NUMBER = _(
    "Please enter the A-number, 7 to 9 digits, then press the pound key. If you do not have it, press 0, then pound."
)
# Translators: heard on the telephone.
A_NUMBER_HELP = _("An A-number has 7 to 9 digits. Leave out the letter A.")
# Translators: heard on the telephone, after a second A-number that has too few or too many digits.
A_NUMBER_MORE_HELP = _(
    "The A-number stands on letters from immigration, after the letter A. "
    "To look by name instead, press 0 and then the pound key."
)
# Translators: heard on the telephone, after digits were read back.
CONFIRM = _("If that is right, press 1. To enter it again, press star.")
# Translators: heard on the telephone.
BIRTH_YEAR = _("Please enter the year of birth, 4 digits, then pound. If you do not know it, press 0, then pound.")
# Translators: heard on the telephone, when the caller's language writes the month first.
BIRTH_MONTH_FIRST = _(
    "Please enter the date of birth: 2 digits for the month, 2 for the day, 4 for the year. Then press pound."
)
# Translators: heard on the telephone, when the caller's language writes the day first.
BIRTH_DAY_FIRST = _(
    "Please enter the date of birth: 2 digits for the day, 2 for the month, 4 for the year. Then press pound."
)
# Translators: heard on the telephone, when the caller's language writes the year first.
BIRTH_YEAR_FIRST = _(
    "Please enter the date of birth: 4 digits for the year, 2 for the month, 2 for the day. Then press pound."
)
# Translators: heard on the telephone, after the caller was asked for a full date.
YEAR_ALONE = _("If you know only the year, enter its 4 digits, then pound.")
# Translators: heard on the telephone, after a question for the date of birth.
NO_DATE = _("If you do not know it, press 0, then pound.")
# Translators: heard on the telephone.
COUNTRY = _("In which country was the person born?")

# Translators: heard on the telephone, after the question for a country, before a list of countries.
SAY_COUNTRY = _("Say the country, or choose from this list.")
# Translators: heard on the telephone, when a country that was said was not understood.
COUNTRY_HELP = _("I did not understand the country. Please say only its name, or press a key.")
# Translators: heard on the telephone, after a country that can mean several; each of them and its key come next.
COUNTRY_WHICH = _("That can mean more than one country.")
# Translators: heard on the telephone, after a country was read back.
COUNTRY_RIGHT = _("If that is right, press 1. If not, press 2.")

_BIRTH = {"month": BIRTH_MONTH_FIRST, "day": BIRTH_DAY_FIRST, "year": BIRTH_YEAR_FIRST}


def _how_to_enter_birth() -> Iterator[str]:
    yield gettext(_BIRTH[reading.date_order(texts.current())[0]])


HOW_TO_ENTER_BIRTH = Fixed(_how_to_enter_birth)


def _a_number_back(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext("You entered: %(digits)s.", digits=speech.digits(talk.notes.typed, speech.A_NUMBER_GROUPS))


def _birth_back(talk: Talk) -> Iterator[str]:
    typed = talk.notes.typed
    if "-" in typed:
        # Translators: heard on the telephone; a date of birth in words.
        yield gettext("You entered: %(date)s.", date=texts.date_words(date.fromisoformat(typed)))
    else:
        # Translators: heard on the telephone; a year of birth.
        yield gettext("You entered the year %(year)s.", year=typed)


def _note_a_number(talk: Talk, _key: str) -> None:
    talk.notes.query = replace(talk.notes.query, a_number=talk.notes.typed.zfill(9))


def _note_birth(talk: Talk, _key: str) -> None:
    talk.notes.query = entries.with_birth(talk.notes.query, talk.notes.typed)


def _no_second_surname(talk: Talk) -> str:
    talk.notes.has_one_surname = True
    talk.notes.query = replace(talk.notes.query, keyed_surnames=talk.notes.surnames, second_surname=())
    return "after_name"


def _after_name(talk: Talk) -> str:
    return "birth" if talk.notes.query.year is None else "after_birth"


def _after_birth(talk: Talk) -> str:
    return "look_up" if talk.notes.asked_country else "country"


def country_menus(question: str, then: str, *, beyond: str = "") -> Iterator[Menu | Junction]:
    """One menu a page of countries: keys 1 to 6 a country, 7 the next page, 8 not known; the call goes on at `then`.

    After the last page it goes on at `beyond`, where there is one.
    """
    asked = _country_question(question)
    for number, page in enumerate(COUNTRY_PAGES):
        following = _page_name(number + 1) if number + 1 < len(COUNTRY_PAGES) else beyond or then
        keys = {str(key): then for key in range(1, len(page) + 1)}
        yield Menu(
            _page_name(number),
            prompts=(asked, _country_choices(page)) if number == 0 else (_country_choices(page),),
            keys=keys | {MORE_KEY: following, UNKNOWN_KEY: then},
            choose=_note_country(page),
            listens=Listening(_hear_country, "country_said", COUNTRY_HELP, _COUNTRY_HINTS, none="country_unknown"),
        )
    yield Junction("country_said", _which_country, leads_to=("country_heard", "country_which"))
    yield Menu(
        "country_which",
        (COUNTRY_WHICH, _countries_meant),
        dict.fromkeys((*"12", UNKNOWN_KEY), then) | {MORE_KEY: "country"},
        choose=_note_meant,
        back="country",
        choices=(_countries_meant,),
    )
    yield Junction("country_unknown", _unknown_country(then), leads_to=(then,))
    yield Menu(
        "country_heard",
        (_country_back, COUNTRY_RIGHT),
        {"1": then, "2": "country"},
        choose=_note_heard_country,
        back="country",
    )


def _country_question(question: str) -> Fixed:
    def ask() -> Iterator[str]:
        yield gettext(question)
        if texts.current().gather:
            yield gettext(SAY_COUNTRY)

    return Fixed(ask)


def _country_hints() -> Iterator[str]:
    return (countries.name(code) for page in COUNTRY_PAGES for code in page)


_COUNTRY_HINTS = Fixed(_country_hints)


def _hear_country(talk: Talk, words: str) -> bool:
    with texts.speaking(talk.tongue):
        meant = country_names.meant(words)
    talk.notes.typed = " ".join(meant if len(meant) <= MOST_MEANT else ())
    return bool(talk.notes.typed)


def _which_country(talk: Talk) -> str:
    return "country_which" if " " in talk.notes.typed else "country_heard"


def _countries_meant(talk: Talk) -> Iterator[str]:
    yield from _choices(tuple(talk.notes.typed.split()))


def _note_meant(talk: Talk, key: str) -> None:
    if key != MORE_KEY:
        _note_country(tuple(talk.notes.typed.split()))(talk, key)


def _unknown_country(then: str) -> Callable[[Talk], str]:
    def unknown(talk: Talk) -> str:
        talk.notes.asked_country = True
        talk.notes.query = replace(talk.notes.query, country="")
        return then

    return unknown


def _country_back(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; a country as it was understood.
    yield gettext("I heard: %(country)s.", country=countries.name(talk.notes.typed))


def _note_heard_country(talk: Talk, key: str) -> None:
    if key == "1":
        talk.notes.asked_country = True
        talk.notes.query = replace(talk.notes.query, country=talk.notes.typed)


def _page_name(number: int) -> str:
    return "country" if number == 0 else f"country_{number + 1}"


def _country_choices(page: tuple[str, ...]) -> Fixed:
    def choices() -> Iterator[str]:
        return _choices(page)

    return Fixed(choices)


def _choices(page: tuple[str, ...]) -> Iterator[str]:
    for key, code in enumerate(page, start=1):
        # Translators: heard on the telephone; a country, and the key for it.
        yield gettext("For %(country)s, press %(key)s.", country=countries.name(code), key=key)
    # Translators: heard on the telephone, after a list of countries.
    yield gettext("For another country, press 7. If you do not know, press 8.")


def _note_country(page: tuple[str, ...]) -> Callable[[Talk, str], None]:
    def note(talk: Talk, key: str) -> None:
        chosen = page[int(key) - 1] if int(key) <= len(page) else ""
        talk.notes.asked_country = True
        talk.notes.query = replace(talk.notes.query, country=chosen)

    return note


STEPS: tuple[Step, ...] = (
    Entry(
        "a_number",
        (A_NUMBER,),
        entries.a_number,
        "a_number_check",
        "given",
        help=(A_NUMBER_HELP, A_NUMBER_MORE_HELP),
        is_first=True,
    ),
    Menu("a_number_check", (_a_number_back, CONFIRM), {"1": "birth_year"}, choose=_note_a_number),
    Entry(
        "birth_year",
        (BIRTH_YEAR,),
        entries.birth_year,
        "look_up",
        "family_name",
        help=refusals.YEAR_HELP,
        explain=refusals.birth_year,
    ),
    *naming.STEPS,
    Junction("no_second_surname", _no_second_surname, leads_to=("after_name",)),
    Junction("after_name", _after_name, leads_to=("birth", "after_birth")),
    Entry(
        "birth",
        (HOW_TO_ENTER_BIRTH, YEAR_ALONE, NO_DATE),
        entries.birth,
        "birth_check",
        "after_birth",
        help=refusals.BIRTH_HELP,
        explain=refusals.birth,
    ),
    Menu("birth_check", (_birth_back, CONFIRM), {"1": "after_birth"}, choose=_note_birth),
    Junction("after_birth", _after_birth, leads_to=("look_up", "country")),
    *country_menus(COUNTRY, "look_up"),
)
