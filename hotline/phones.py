"""Telephone numbers: E.164 inside, readable outside, never in logs; and callers who withhold theirs."""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType
from phonenumbers.timezone import UNKNOWN_TIMEZONE, time_zones_for_number

HOME_REGION = "US"
_AT_HOME = frozenset((HOME_REGION, "PR", "VI", "GU", "MP", "AS"))
_WITH_ZEROS = re.compile(r"^\s*00(?=[1-9])")
_MEXICO, _OLD_MEXICAN = 52, re.compile(r"1\d{10}")
_SHORTEST_WITH_COUNTRY = 11  # digits; a home number has 10

# Whoever leaves a number chooses what our call costs. Toll-free is in, for a shelter or a lawyer may have no other;
# personal numbers are out with premium and shared-cost ones: where they exist they are priced like those.
_MAY_BE_CALLED = frozenset(
    (
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.VOIP,
    )
)

_AT_A_PRICE = frozenset(
    (
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PERSONAL_NUMBER,
        PhoneNumberType.PAGER,
        PhoneNumberType.UAN,
        PhoneNumberType.VOICEMAIL,
    )
)
# Where a toll-free number of the United States can write to; a text to anywhere else would be lost, or cost a fortune.
_TEXTED_REGIONS = frozenset(("US", "PR", "VI", "GU", "MP", "AS", "CA"))
_MAY_BE_TEXTED = frozenset((PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.VOIP))


def parse(text: str, region: str = HOME_REGION) -> str | None:
    """The number as E.164 ("+18005550100"), or None when it is no valid number.

    A withheld caller ID arrives as a keypad spelling ("+266696687" for ANONYMOUS, "+7378742833" for RESTRICTED) or a
    word; none of them is a valid number, so they end here as None. Two zeros begin a number abroad, as 011 does; the 1
    that Mexican cell phones had after +52 until 2019 is left out.
    """
    number = _number(_WITH_ZEROS.sub("+", text), region)
    if number is None or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def dialled(digits: str, region: str = HOME_REGION) -> str | None:
    """The number that somebody in that region keyed, as E.164; it is read back, for more is guessed than in parse().

    Reads in the United States: 2125550187, 011 52 55 1234 5678, 00 52 1 55 1234 5678, 52 55 1234 5678, 502 2345 6789.
    Reads not: 5550187, 911.
    """
    at_home = (parse(digits, each) for each in (region, HOME_REGION))
    abroad = parse(f"+{digits}") if len(digits) >= _SHORTEST_WITH_COUNTRY else None
    read = [number for number in (*at_home, abroad) if number]
    return next(filter(may_be_called, read), read[0] if read else None)


def parse_reference(text: str, region: str = HOME_REGION) -> str | None:
    """Like parse(), for a number out of our own directory: a demonstration number (555-01xx) is allowed."""
    number = _number(text, region)
    if number is None or not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def may_be_called(e164: str) -> bool:
    """Whether we ring or write to a number that a stranger left: one of a person, at no special price."""
    number = _number(e164, HOME_REGION)
    return number is not None and phonenumbers.number_type(number) in _MAY_BE_CALLED


def costs_extra(e164: str) -> bool:
    """Whether a number is one at a special price; one that no plan knows (555-01xx) is none."""
    number = _number(e164, HOME_REGION)
    return number is not None and phonenumbers.number_type(number) in _AT_A_PRICE


def may_be_rung(e164: str, countries: frozenset[str]) -> bool:
    """Whether a free call goes to a number: one of a person, at no special price, in a country (alpha-2) of these."""
    return may_be_called(e164) and region(e164) in countries


def may_be_texted(e164: str) -> bool:
    """Whether we write to a number: at home or in Canada, and no line that is known to take no texts."""
    number = _number(e164, HOME_REGION)
    if number is None or phonenumbers.region_code_for_number(number) not in _TEXTED_REGIONS:
        return False
    return phonenumbers.number_type(number) in _MAY_BE_TEXTED


def region(e164: str) -> str:
    """The country that a number belongs to ("US", "MX"), or the home country where none can be told."""
    number = _number(e164, HOME_REGION)
    return (number and phonenumbers.region_code_for_number(number)) or HOME_REGION


def is_abroad(e164: str) -> bool:
    """Whether a number is one of another country; Puerto Rico and the other territories dial as the States do."""
    return region(e164) not in _AT_HOME


def time_zone(e164: str) -> str:
    """The zone on whose clocks a number's owner most likely lives ("America/Chicago"), or "" when it may be several."""
    zones = time_zones(e164)
    return zones[0] if len(zones) == 1 else ""


def time_zones(e164: str) -> tuple[str, ...]:
    """Every zone on whose clocks a number's owner may live, () where nothing tells."""
    number = _number(e164, HOME_REGION)
    zones = time_zones_for_number(number) if number else ()
    return tuple(zone for zone in zones if zone != UNKNOWN_TIMEZONE)


def readable(e164: str) -> str:
    """As it is written at home: "(800) 555-0100" in the United States, international elsewhere."""
    number = _number(e164, HOME_REGION)
    if number is None:
        return e164
    home = number.country_code == phonenumbers.country_code_for_region(HOME_REGION)
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL)


def _number(text: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    if number.country_code == _MEXICO and _OLD_MEXICAN.fullmatch(str(number.national_number)):
        number.national_number = int(str(number.national_number)[1:])
    return number
