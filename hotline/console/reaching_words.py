"""What staff read of whom a detained person may call, and of who may be told where they are."""

from hotline import phones, texts
from hotline.console import spoken
from hotline.console.queues import Faults
from hotline.domain import kin
from hotline.domain.consent import Wish
from hotline.domain.errors import Invalid
from hotline.domain.kin import Kin
from hotline.texts import gettext as _
from hotline.texts import lazy, ngettext

_RELATIONS = {
    "mother": lazy("mother"),
    "father": lazy("father"),
    "wife_husband": lazy("wife or husband"),
    "partner": lazy("partner"),
    "child": lazy("child"),
    "brother_sister": lazy("brother or sister"),
    "other": lazy("somebody else"),
}
_COUNSEL_FAULTS = {
    ("name", "missing"): lazy("Write the name of counsel, as on the G-28."),
    ("name", "too_long"): lazy("Name, firm and e-mail address have 120 characters at most, each."),
    ("number", "not_a_number"): lazy("This is no whole telephone number. Write it with its area code."),
    ("number", "not_allowed"): lazy(
        "Counsel is called in the United States and its territories alone, and at no special price."
    ),
    ("number", "of_a_line"): lazy("This number leads to this hotline or to a facility. Please check it."),
    ("number", "known"): lazy("Counsel with this number is written down already. Change what stands there."),
    ("email", "malformed"): lazy("This is no e-mail address. Correct it, or leave it empty."),
    ("g28_on", "in_the_future"): lazy("The day of a G-28 has come. Please check the date."),
    ("g28_on", "missing"): lazy("Write the date of the G-28: without one, nobody is counsel of record."),
    ("g28_on", "no_day"): lazy("Write the date of the G-28: without one, nobody is counsel of record."),
    ("language", "unknown"): lazy("Please choose the language."),
}
_KIN_FAULTS = {
    ("number", "not_a_number"): lazy(
        "This is no whole telephone number. Write one abroad with a plus and its country, like +502 2345 6789."
    ),
    ("number", "not_allowed"): lazy("The free-call line does not call such numbers, or not in that country."),
    ("number", "of_a_line"): _COUNSEL_FAULTS["number", "of_a_line"],
    ("number", "too_many"): lazy("Ten relatives are registered, and no more fit. Take one off first."),
    ("relation", "unknown"): lazy("Please choose who it is."),
    ("language", "unknown"): _COUNSEL_FAULTS["language", "unknown"],
}

day_words = texts.date_words
number = phones.readable


def counsel_faults(error: Invalid) -> Faults:
    """What is wrong with the form of counsel, beside its box."""
    return [(error.field, _(_COUNSEL_FAULTS[error.field, error.reason]))]


def kin_faults(error: Invalid) -> Faults:
    """What is wrong with the form of a relative, beside its box."""
    return [(error.field, _(_KIN_FAULTS[error.field, error.reason]))]


def relative(one: Kin) -> str:
    """Who it is, by what the records have; the number itself is shown to nobody."""
    who = _(_RELATIONS[one.relation]) if one.relation else _("a relative")
    told = _("%(who)s, whose number ends in %(digits)s", who=who, digits=one.ends_in)
    return f"{told}, {spoken.name(one.language)}" if one.language else told


def relations() -> list[tuple[str, str]]:
    """Who a relative may be, for a choice; "" where nobody said."""
    return [("", _("not said")), *((one, _(_RELATIONS[one])) for one in kin.RELATIONS)]


def languages() -> list[tuple[str, str]]:
    """What a relative may speak, for a choice; "" where nobody said."""
    return [("", _("not said")), *spoken.choices()]


def language(chosen: str) -> str:
    """Raises Invalid("language", "unknown")."""
    if chosen not in {code for code, _name in spoken.choices()}:
        raise Invalid("language", "unknown")
    return chosen


def wish(wish: Wish, named: int) -> str:
    """Who may be told, whoever decided so."""
    if wish is Wish.NAMED:
        return ngettext(
            "%(n)s number or address that the person named may be told where they are, and nobody else.",
            "%(n)s numbers or addresses that the person named may be told where they are, and nobody else.",
            named,
        )
    if wish is Wish.NOBODY:
        return _("Nobody is told where the person is.")
    return _("Everybody who knows enough of the person may be told where they are.")
