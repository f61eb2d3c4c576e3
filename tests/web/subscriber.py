"""Somebody who was told where XOCHITL is and asks to be told of changes; and what they are sent."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select, update

from hotline import clock, db, gateways, sending
from hotline.domain import notices
from hotline.gateways.memory import MemoryGateway, MemoryMail
from hotline.models.custody import Stint
from hotline.models.people import Person
from tests.web.custody import XOCHITL
from tests.web.visitor import Page, Visitor

NUMBER, ADDRESS = "(404) 555-2368", "hermana@example.org"
_SHOWN = re.compile(r'<dd><bdi dir="ltr" class="number">([\d ]+)</bdi></dd>')
_LINK = re.compile(r"https://\S+")
_DIGITS = re.compile(r"(?<!\d)\d{6}(?!\d)")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows once: the code in two groups, and the PIN."""

    code: str
    pin: str


def subscribes(visitor: Visitor, means: str = "text", contact: str = NUMBER, **typed: str) -> Shown:
    """Looks for XOCHITL, who is held, and asks to be told of changes."""
    visitor.looks_for(**XOCHITL)
    visitor.sends("/notices")
    return shown(visitor.sends("/notices/subscribe", means=means, contact=contact, **typed))


def confirms(visitor: Visitor, means: str = "text", contact: str = NUMBER) -> Shown:
    """The same, and writes the digits that came."""
    left = subscribes(visitor, means, contact)
    visitor.sends("/notices/confirm", digits=digits_sent())
    return left


def asks(visitor: Visitor, code: str, pin: str = "") -> Page:
    visitor.opens("status")
    return visitor.sends("/status", code=code, pin=pin)


def shown(page: Page) -> Shown:
    code, pin = _SHOWN.findall(page.markup)
    return Shown(code, pin)


def transfer() -> None:
    """The person leaves the place, and whoever subscribed is told."""
    left = clock.now() - timedelta(minutes=5)
    with db.begin() as session:
        session.execute(update(Stint).values(left_at=left))
        notices.owe_for(session, select(Person.id), now=clock.now())


def noon() -> datetime:
    """When everybody in the United States is awake, tomorrow."""
    return datetime.combine(clock.now().date() + timedelta(days=1), time(18), UTC)


def sent() -> list[str]:
    """The words of the texts and the e-mails that have left by noon, the texts first."""
    sending.send_due(noon())
    gateway, mail = gateways.current(), gateways.mail()
    assert isinstance(gateway, MemoryGateway)
    assert isinstance(mail, MemoryMail)
    return [*(text.body for text in gateway.texts), *(letter.letter.text for letter in mail.letters)]


def digits_sent() -> str:
    """The six digits of the message that left last."""
    return _digits(sent()[-1])


def digits_sent_to(number: str) -> str:
    """The six digits of the text that left last for this number (E.164)."""
    sending.send_due(noon())
    gateway = gateways.current()
    assert isinstance(gateway, MemoryGateway)
    return _digits([text.body for text in gateway.texts if text.number == number][-1])


def _digits(body: str) -> str:
    return _DIGITS.findall(_LINK.sub("", body))[0]


def link_sent(page: str) -> str:
    """The address in the e-mail that left last whose path begins so ("notices/confirm/"), from the language on."""
    found = re.findall(rf"https://hotline\.example\.org/(en/{page}\S+)", sent()[-1])
    return str(found[0]).removeprefix("en/")
