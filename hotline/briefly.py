"""An answer as a text that is asked for: the same facts as wording.finding() tells, in as few letters as can be read.

It never names the person, and it stands alone: whoever reads it later may not remember what they asked.
"""

from collections.abc import Mapping
from typing import Any

from hotline import gsm, phones, texts
from hotline.domain import codes
from hotline.domain.findings import Outcome
from hotline.domain.outbox import AnswerFacts
from hotline.models.messages import MessageKind
from hotline.texts import gettext as _


def answer(facts: AnswerFacts) -> str:
    """The text in the current language: whole sentences where one text holds them, else the facts alone."""
    whole = gsm.plain(" ".join(_sentences(facts)))
    if gsm.fits(whole):
        return whole
    return gsm.plain(" ".join(_facts(facts)))


def _sentences(facts: AnswerFacts) -> tuple[str, ...]:
    place = (
        _where(facts),
        _("Address: %(address)s.", address=", ".join(facts.lines)) if facts.lines else "",
        _phone(facts),
        _confirmed(facts),
    )
    return tuple(filter(None, place))


def _facts(facts: AnswerFacts) -> tuple[str, ...]:
    where = ", ".join(filter(None, (facts.place, *facts.lines))) if facts.outcome is Outcome.HELD else _where(facts)
    return tuple(filter(None, (f"{where.rstrip('.')}.", _phone(facts), _confirmed(facts))))


def _where(facts: AnswerFacts) -> str:
    """What is known of the place, as the records say it."""
    if facts.outcome is Outcome.HELD:
        return _("The person is at this place: %(facility)s.", facility=facts.place)
    if facts.outcome is Outcome.IN_TRANSIT:
        return _("Being moved. The last place we know is: %(facility)s.", facility=facts.place)
    if facts.outcome is Outcome.PROCESSING:
        return _("Arrested; the place is not known yet.")
    if facts.outcome is Outcome.NO_LONGER_HELD:
        return _("No longer in immigration custody.")
    return _("We cannot tell you by this line where this person is.")


def _phone(facts: AnswerFacts) -> str:
    if not facts.phone:
        return ""
    number = phones.readable(facts.phone)
    if facts.office:
        return _("Telephone of %(office)s: %(number)s.", office=facts.office, number=number)
    return _("Telephone: %(number)s.", number=number)


def _confirmed(facts: AnswerFacts) -> str:
    if facts.confirmed_at is None:
        return ""
    moment = texts.moment_in_brief(facts.confirmed_at, facts.time_zone)
    if facts.is_fresh:
        return _("Confirmed %(moment)s.", moment=moment)
    return _("Last confirmed %(moment)s; it may have changed.", moment=moment)


def message(kind: MessageKind, facts: Mapping[str, Any], *, number: str, address: str) -> str:
    """What we send unasked: never a name, a place or a PIN. `number` is ours (E.164), `address` our public one."""
    told = {"number": phones.readable(number), "address": address, "code": codes.grouped(str(facts.get("code", "")))}
    return gsm.plain(_unasked(kind, facts, told))


def _unasked(kind: MessageKind, facts: Mapping[str, Any], told: Mapping[str, str]) -> str:
    if kind is MessageKind.CONFIRM:
        # Translators: a text message, at most 160 characters.
        return _(
            "Family Hotline: to get news, type %(digits)s where you asked for it, or send it back to us. "
            "Not you? Do nothing, or call %(number)s.",
            digits=facts["confirm"],
            number=told["number"],
        )
    if kind is MessageKind.LOCKED:
        # Translators: a text message to one of the staff, at most 160 characters.
        return _(
            "Family Hotline: wrong tries closed your staff account for a while. "
            "Was it not you? Tell an administrator, or call %(number)s.",
            **told,
        )
    if kind is MessageKind.INVITED_AGAIN:
        # Translators: a text message to one of the staff, at most 160 characters.
        return _(
            "Family Hotline: your staff account is set up anew. "
            "Did you not ask for it? Tell a supervisor, or call %(number)s.",
            **told,
        )
    if kind is MessageKind.STOPPED:
        # Translators: a text message, at most 160 characters.
        return _("Family Hotline: you get no more news for code %(code)s. Was it not you? Call %(number)s.", **told)
    if kind is MessageKind.LAST_WORD:
        # Translators: a text message, at most 160 characters.
        return _("Family Hotline: we no longer send news for code %(code)s. Call %(number)s at any time.", **told)
    # Translators: a text message, at most 160 characters.
    return _(
        "Family Hotline: news for code %(code)s. With your PIN: call %(number)s or open %(address)s/status", **told
    )
