"""The notice of rights that is served to a detained person: one list of sentences, read, heard and recorded alike.

The page to print, the telephone ("hear my rights") and the script that a reader records are this list and no other
words. It is information in plain words; where each sentence comes from stands in docs/rights.md, and a change here
changes there. It says nothing of asylum but that a lawyer may be asked: who holds it may be watched.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hotline.texts import lazy as _


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences under a title, all of them message ids; `name` is its anchor on a page."""

    name: str
    title: str
    sentences: tuple[str, ...]


TITLE = _("Your rights while you are held")

PARTS = (
    Part(
        "silence",
        _("You may stay silent"),
        (
            _("You may stay silent. You do not have to say where you were born or how you came here."),
            _("Tell the staff at once if a child is left alone, or if you need medicine or a doctor."),
            _(
                "Do not sign a paper that you do not understand. "
                "Your signature can mean that you agree to leave the country."
            ),
            _("Ask for an interpreter, for a lawyer, and for a copy of every paper."),
        ),
    ),
    Part(
        "lawyer",
        _("You have the right to a lawyer"),
        (
            _("You have the right to a lawyer. The government does not pay for one, but some help free of charge."),
            _("You may talk with a lawyer in private before you answer questions or sign anything."),
            _("With this notice comes a list of free legal help. If it is over 100 days old, ask for a new one."),
            _("If you are afraid of something, you may tell a lawyer first and ask what to do."),
        ),
    ),
    Part(
        "consulate",
        _("You may reach your consulate"),
        (
            _("You may call the consulate of your country, and its people may visit you and write to you."),
            _("If you want it, the staff must tell your consulate that you are held."),
            _("The consulates of some countries are always told. Ask the staff whether yours is one of them."),
            _("If you are afraid of your own government, talk with a lawyer first."),
        ),
    ),
    Part(
        "calls",
        _("Your calls on the free-call line"),
        (
            _("The number of the free-call line is on your papers. The call is free for you and for whoever you call."),
            _("Without any number or PIN you reach lawyers, consulates, help for children, and people of our hotline."),
            _("With your A-number and your PIN you reach your own lawyer and your family."),
            _("This line never records calls to lawyers and consulates, and none of us listens to them."),
            _("Other telephones of this place may be recorded. Ask before you talk about your case on them."),
            _("If a call fails, try again. If a telephone does not work or asks for money, tell the staff."),
        ),
    ),
    Part(
        "pin",
        _("Your PIN"),
        (
            _("Your PIN has six digits. With your A-number it opens what is yours alone on the free-call line."),
            _("Choose another PIN on your first call, and tell it to nobody. Nobody who works here needs it."),
            _("After five wrong tries your PIN is locked. Then ask an officer for a new one, also if you forget it."),
            _("You decide who may learn where you are held. Say so on the free-call line, or tell the staff."),
        ),
    ),
)


def sentences() -> Iterator[str]:
    """The whole notice as it is read aloud, titles too: message ids, in order."""
    yield TITLE
    for part in PARTS:
        yield part.title
        yield from part.sentences
