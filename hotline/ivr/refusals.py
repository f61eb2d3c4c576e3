"""Why a date or a telephone number could not be used, and what to type: help that fits what was typed."""

from collections.abc import Iterator
from datetime import date

from hotline import phones, reading, texts
from hotline.ivr import entries, speech
from hotline.ivr.menu import Fixed, Prompt
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone, after a telephone number with too few digits.
PHONE_SHORT = _(
    "That number is too short. Please enter all of it, with the area code. In the United States there are 10 digits."
)
# Translators: heard on the telephone, after a telephone number that nobody can have.
PHONE_UNKNOWN = _("No telephone has that number. Please check it, and enter it again, with the area code.")
# Translators: heard on the telephone, after a second telephone number of no use; an invented number of your country.
PHONE_MORE_HELP = _(
    "Enter the area code and the number, for example 4, 0, 4. 5, 5, 5. 0, 1, 2, 3. "
    "For a number in another country, first enter 0, 1, 1 and the code of the country."
)
# Translators: heard on the telephone, after a telephone number that costs more than others to call.
PHONE_PRICED = _("We cannot call that number, because such calls cost extra. Please enter another one.")
# Translators: heard on the telephone, after a second telephone number that costs more than others to call.
PHONE_PRICED_AGAIN = _("We cannot call numbers that cost extra. Please enter an ordinary cell phone or home number.")
# Translators: heard on the telephone, after eight digits that are no day of any year.
NO_SUCH_DATE = _("That is not a date in the calendar. Please enter it again.")
# Translators: heard on the telephone, after a second eight digits that are no day of any year.
NO_SUCH_DAY = _(
    "That month does not have that day. Please check both. If you do not know the date, press 0, then pound."
)
# Translators: heard on the telephone, after a date whose month is no month.
NO_SUCH_MONTH = _("There is no such month: the month goes from 01 to 12. Please enter the date again.")
# Translators: heard on the telephone, after a second date, whose month is no month.
NO_SUCH_MONTH_AGAIN = _(
    "The month goes from 01 to 12: 01 is January, and 12 is December. If you do not know the date, press 0, then pound."
)
# Translators: heard on the telephone, after a second date or year of birth, one that is to come or too long ago.
NO_BIRTH_AGAIN = _(
    "That year is still to come, or too long ago. Please check it. If you do not know it, press 0, then pound."
)
# Translators: heard on the telephone, after a day or a year of birth to come, or one of too long ago.
NO_BIRTH = _("That cannot be a date of birth. Please enter it again.")
# Translators: heard on the telephone.
BIRTH_YEAR_HELP = _("I need the year with 4 digits, for example 1, 9, 8, 5.")
# Translators: heard on the telephone.
BIRTH_YEAR_MORE_HELP = _(
    "Please enter the 4 digits of the year, then the pound key. If you do not know it, press 0, then pound."
)
# Translators: heard on the telephone, after a second date of birth of no use.
BIRTH_MORE_HELP = _(
    "Use 8 digits for the whole date, or 4 digits for the year. Put a zero before a day or month below 10. "
    "If you do not know it, press 0, then pound."
)

PHONE_HELP = (PHONE_UNKNOWN, PHONE_MORE_HELP)
BIRTH_HELP = (NO_SUCH_DATE, BIRTH_MORE_HELP)
YEAR_HELP = (BIRTH_YEAR_HELP, BIRTH_YEAR_MORE_HELP)
_DIGITS_AT_HOME, _DIGITS_OF_A_DATE, _DIGITS_OF_A_YEAR = 10, 8, 4
_MONTHS = 12
_EXAMPLE = date(1985, 3, 12)


def phone(talk: Talk, digits: str) -> tuple[Prompt, Prompt]:
    """What helps after a telephone number that nobody can be called at: the first time, and the second."""
    if entered := phones.dialled(digits, phones.region(talk.caller)):
        return (PHONE_PRICED, PHONE_PRICED_AGAIN) if not phones.may_be_called(entered) else PHONE_HELP
    return (PHONE_SHORT, PHONE_MORE_HELP) if len(digits) < _DIGITS_AT_HOME else PHONE_HELP


def birth(talk: Talk, digits: str) -> tuple[Prompt, Prompt]:
    """What helps after digits that are no date of birth: the first time, and the second."""
    if len(digits) == _DIGITS_OF_A_YEAR or any(entries.days(digits, talk.tongue)):
        return NO_BIRTH, NO_BIRTH_AGAIN
    if len(digits) != _DIGITS_OF_A_DATE:
        return HOW_A_DATE, BIRTH_MORE_HELP
    if not 1 <= entries.month(digits, talk.tongue) <= _MONTHS:
        return NO_SUCH_MONTH, NO_SUCH_MONTH_AGAIN
    return NO_SUCH_DATE, NO_SUCH_DAY


def birth_year(_talk: Talk, digits: str) -> tuple[Prompt, Prompt]:
    """What helps after digits that are no year of birth: the first time, and the second."""
    if len(digits) == _DIGITS_OF_A_YEAR:
        return NO_BIRTH, NO_BIRTH_AGAIN
    return BIRTH_YEAR_HELP, BIRTH_YEAR_MORE_HELP


def _how_a_date() -> Iterator[str]:
    parts = {"year": f"{_EXAMPLE:%Y}", "month": f"{_EXAMPLE:%m}", "day": f"{_EXAMPLE:%d}"}
    in_order = [parts[part] for part in reading.date_order(texts.current())]
    groups = tuple(len(part) for part in in_order)
    # Translators: heard on the telephone, after a date of birth with too few or too many digits; a date in words, and
    # its digits, which are read one by one.
    yield gettext(
        "A date has 8 digits. For %(date)s, for example, enter: %(digits)s.",
        date=texts.date_words(_EXAMPLE),
        digits=speech.digits("".join(in_order), groups),
    )
    # Translators: heard on the telephone, after how to enter a date of birth.
    yield gettext("For the year alone, enter its 4 digits.")


HOW_A_DATE = Fixed(_how_a_date)
