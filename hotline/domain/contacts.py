"""Where somebody wishes to be reached: a number or an address as it was typed, and what may go there."""

from hotline import phones
from hotline.domain.errors import Invalid
from hotline.models.messages import Means

LONGEST_ADDRESS = 254


def read(text: str, *, can_email: bool = True) -> str:
    """A telephone number as E.164, or an e-mail address. Raises Invalid("contact", "not_a_contact"), or "no_email"
    for an address where no e-mail can be sent.
    """
    contact = text.strip()
    if "@" in contact:
        if not can_email:
            raise Invalid("contact", "no_email")
        if _is_address(contact):
            return contact
    elif (number := phones.parse(contact)) and phones.may_be_called(number):
        return number
    raise Invalid("contact", "not_a_contact")


def read_for(text: str, means: Means, *, can_email: bool = True) -> str:
    """Like read(), where it is known what is to go there, so that what is wrong can be said.

    Raises Invalid("contact", reason): "no_email" where none can be sent, "not_an_address", "not_a_number", "premium"
    for a number at a special price, "abroad" for texts to another country, "no_texts" for a line that takes none.
    """
    if means is Means.EMAIL:
        return _address(text.strip(), can_email)
    number = phones.parse(text)
    if number is None:
        raise Invalid("contact", "not_a_number")
    if not phones.may_be_called(number):
        raise Invalid("contact", "premium")
    if means is Means.TEXT and not phones.may_be_texted(number):
        raise Invalid("contact", "abroad" if phones.is_abroad(number) else "no_texts")
    return number


def means_for(contact: str) -> Means:
    """How news reaches what read() answered: a text where a number takes one."""
    if "@" in contact:
        return Means.EMAIL
    return Means.TEXT if phones.may_be_texted(contact) else Means.CALL


def _address(text: str, can_email: bool) -> str:
    if not can_email:
        raise Invalid("contact", "no_email")
    if not _is_address(text):
        raise Invalid("contact", "not_an_address")
    return text


def _is_address(text: str) -> bool:
    mailbox, _, domain = text.rpartition("@")
    is_whole = bool(mailbox) and "." in domain.strip(".")
    return is_whole and len(text) <= LONGEST_ADDRESS and not any(map(str.isspace, text))
