"""What a caller can do now: what the answer asks for, then rights, lawyers, calling and visiting, medicine."""

from collections.abc import Callable, Iterable, Iterator

from hotline import advice, texts, wording
from hotline.domain import directory
from hotline.domain.directory import LegalHelp
from hotline.domain.findings import Outcome
from hotline.ivr import speech
from hotline.ivr.menu import Fixed, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone, after information.
AFTER_INFORMATION = _("To hear this again, press 9. To go back, press star. To have a person call you back, press 0.")
# Translators: heard on the telephone.
TOPICS = _(
    "For rights, and what not to sign, press 1. For lawyers, press 2. For how to call and visit, press 3. "
    "For medicine, press 4. To go back, press star."
)
# Translators: heard on the telephone, after the names of lawyers.
NO_NUMBERS = _("Nobody has checked their telephone numbers yet. Press 0, and a person will help you reach them.")
# Translators: heard on the telephone, where we have no lawyers to name.
NO_LAWYERS = _("We have no list for this place here. Press 0, and a person will help you find a lawyer.")


def _first_steps(talk: Talk) -> Iterable[str]:
    return advice.first_steps(Outcome(talk.notes.outcome or Outcome.NOT_CONFIRMED))


def _near_the_place(talk: Talk) -> Iterator[str]:
    found = directory.legal_help(talk.session, talk.notes.place) if talk.notes.place else ()
    if not found:
        yield gettext(NO_LAWYERS)
        return
    if edition := max((provider.edition for provider in found if provider.edition), default=None):
        # Translators: heard on the telephone, before the names of lawyers; a date in words.
        yield gettext("From the government's list of free legal help of %(date)s:", date=texts.date_words(edition))
    for provider in found:
        yield from _provider(provider)
    if not any(provider.phone for provider in found):
        yield gettext(NO_NUMBERS)


def _provider(provider: LegalHelp) -> Iterator[str]:
    # Translators: heard on the telephone; an organisation of lawyers and its town.
    yield gettext("%(name)s, in %(city)s.", name=provider.name, city=provider.city)
    if provider.phone:
        # Translators: heard on the telephone; the digits are read one by one.
        yield gettext("Their telephone number is: %(number)s.", number=speech.phone(provider.phone))


def _topic(name: str, sentences: Callable[[], tuple[str, ...]], *more: Callable[[Talk], Iterable[str]]) -> Menu:
    return Menu(name, (Fixed(sentences), *more, AFTER_INFORMATION), {})


STEPS: tuple[Step, ...] = (
    Menu("now", (_first_steps, TOPICS), {"1": "rights", "2": "lawyers", "3": "visiting", "4": "medicine"}),
    _topic("rights", advice.rights),
    _topic("lawyers", advice.lawyers, _near_the_place),
    _topic("visiting", wording.how_to_call_and_visit),
    _topic("medicine", advice.medicine),
)
