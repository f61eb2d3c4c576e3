"""Free legal help: near the place that holds the person, else in the state that the caller names."""

from collections.abc import Iterable, Iterator

from hotline import advice, state_names, texts
from hotline.advice import Topic
from hotline.domain import directory
from hotline.domain.directory import LegalHelp
from hotline.ivr import places, speech, which_state
from hotline.ivr.advising import QUIET
from hotline.ivr.menu import Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

NEAR = "lawyers_near"
# Translators: heard on the telephone, after the names of lawyers.
NO_NUMBERS = _("Nobody has checked their telephone numbers yet. Press 0, and a person will help you reach them.")
# Translators: heard on the telephone, where the caller named no state.
NO_STATE = _("Press 0, and a person will help you find a lawyer.")
# Translators: heard on the telephone, after the names of lawyers.
AFTER_LAWYERS = _(
    "To hear this again, press 9. For another state, press 1. To go back, press star. "
    "To have a person call you back, press 0."
)


def _lawyers(talk: Talk) -> str:
    return NEAR if talk.notes.state else which_state.FIRST


def _advice(talk: Talk) -> Iterable[str]:
    """Once; who goes on to another state has heard it."""
    return () if NEAR in talk.notes.trail else advice.about(Topic.LAWYERS)


def _near(talk: Talk) -> Iterator[str]:
    if not talk.notes.state:
        yield gettext(NO_STATE)
        return
    found = directory.legal_help(talk.session, talk.notes.state, city=talk.notes.city)
    with_number = tuple(provider for provider in found if provider.phone)
    yield _heading(found, state_names.name(talk.notes.state))
    for provider in with_number or found:
        yield from _provider(provider, talk)
    if found and not with_number:
        yield gettext(NO_NUMBERS)


def _heading(found: tuple[LegalHelp, ...], state: str) -> str:
    if not found:
        # Translators: heard on the telephone, where we have no lawyers to name.
        return gettext("We have no list for %(state)s. Press 0, and a person will help you find a lawyer.", state=state)
    if edition := max((provider.edition for provider in found if provider.edition), default=None):
        # Translators: heard on the telephone, before the names of lawyers; a state, and a date in words.
        return gettext(
            "From the government's list of free legal help in %(state)s, of %(date)s:",
            state=state,
            date=texts.date_words(edition),
        )
    # Translators: heard on the telephone, before the names of lawyers.
    return gettext("Free legal help in %(state)s:", state=state)


def _provider(provider: LegalHelp, talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; an organisation of lawyers and its town.
    yield gettext(
        "%(name)s, in %(city)s.", name=places.name(provider.name), city=places.city(provider.city, talk.notes.state)
    )
    if provider.phone:
        # Translators: heard on the telephone; the digits are read one by one.
        number = speech.phone(provider.phone, is_from_abroad=talk.is_from_abroad)
        yield gettext("Their telephone number is: %(number)s.", number=number)


STEPS: tuple[Step, ...] = (
    Junction(Topic.LAWYERS.value, _lawyers, leads_to=(NEAR, which_state.FIRST)),
    *which_state.steps(NEAR),
    Menu(
        NEAR,
        (_advice, _near, AFTER_LAWYERS),
        {"1": which_state.FIRST},
        back="now",
        on_silence=QUIET,
        choices=(AFTER_LAWYERS,),
    ),
)
