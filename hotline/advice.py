"""What to do now: advice in whole sentences in the current language, the same on every channel."""

from hotline.domain.findings import Outcome
from hotline.texts import gettext as _


def first_steps(outcome: Outcome) -> tuple[str, ...]:
    """What matters most after an answer."""
    return {
        Outcome.HELD: _held,
        Outcome.IN_TRANSIT: _in_transit,
        Outcome.PROCESSING: _processing,
        Outcome.NO_LONGER_HELD: _no_longer_held,
        Outcome.NOT_CONFIRMED: _not_confirmed,
    }[outcome]()


def rights() -> tuple[str, ...]:
    """What a person who is held may do, and should not sign."""
    return (
        _("Do not sign papers that you do not understand. A signature can mean agreeing to leave the country."),
        _("The person may stay silent, and may ask for a lawyer before answering questions or signing."),
        _("The person may ask to speak with the consulate of their country."),
    )


def lawyers() -> tuple[str, ...]:
    """What to know before a lawyer is called."""
    return (
        _("The government does not pay for a lawyer in immigration cases, but some lawyers help free of charge."),
        _("Take help only from a lawyer or an accredited representative. A notary is not a lawyer."),
    )


def medicine() -> tuple[str, ...]:
    """How somebody who is held gets medicine."""
    return (
        _("Tell the place today which medicine the person needs, how much, and which doctor ordered it."),
        _("Most places take no medicine from outside. Ask where to send copies of the prescriptions."),
        _("Write down whom you spoke with, and when. If nobody helps, ask us to call you back."),
    )


def _held() -> tuple[str, ...]:
    return (
        _("Call the place, and ask how you can send a message and when you can visit."),
        _("Find a lawyer before anything is signed."),
    )


def _in_transit() -> tuple[str, ...]:
    return (
        _("During a move nobody can visit or call the person. Ask us again in a few hours."),
        _("If the person has a lawyer, tell the lawyer today that they are being moved."),
    )


def _processing() -> tuple[str, ...]:
    return (
        _("Gather the person's papers: the A-number, the birth certificate, and papers about illness or children."),
        _("Find a lawyer before anything is signed."),
    )


def _no_longer_held() -> tuple[str, ...]:
    return (
        _("Keep every paper from immigration, and keep every appointment and date in them, also after a release."),
        _("If you do not hear from the person, ask us to call you back."),
    )


def _not_confirmed() -> tuple[str, ...]:
    return (
        _("Ask us again in a few hours. What we know changes all day."),
        _("A lawyer, or the consulate of the person's country, can also ask where the person is."),
    )
