"""An answer as a text that is asked for: the same facts as wording.finding() tells, in as few letters as can be read.

It never names the person, and it stands alone: whoever reads it later may not remember what they asked.
"""

from hotline import gsm, phones, texts
from hotline.domain.findings import Outcome
from hotline.domain.outbox import AnswerFacts
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
