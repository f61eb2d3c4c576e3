"""E-mail through a mail server (SMTP).

A server has no way to be asked what it took; when its last answer is lost, the letter may be on its way. Its
Message-ID is the same for the same key, so a mailbox that gets it twice can tell.
"""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from email.message import EmailMessage

from hotline.config import MailSettings, Settings
from hotline.gateways import letters
from hotline.gateways.protocol import GatewayError, Letter

SECONDS = 20  # to answer a command
_NO_AUTHENTICATION = frozenset((530, 534, 535, 538))  # RFC 4954
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@[^\s@<>()\[\],;:\"\\]{1,190}")


class SmtpGateway:
    """Hands over one letter a connection. `trust` is whom the server's certificate must come from, by default whom the
    system trusts.
    """

    def __init__(self, settings: Settings, trust: ssl.SSLContext | None = None) -> None:
        if settings.mail is None:
            raise RuntimeError("no SMTP_HOST is set")
        self._server = settings.mail
        self._trust = trust or ssl.create_default_context()

    def send_email(self, letter: Letter, *, key: str) -> str:
        message_id = letters.message_id(key, self._server.sender)
        recipient = _ascii(letter.address)
        addressed = replace(letter, address=recipient)
        message = letters.compose(addressed, sender=self._server.sender, message_id=message_id)
        with _before_the_letter(), _connected(self._server, self._trust) as server:
            _accepted(server.mail(self._server.sender), is_ours=True)
            _accepted(server.rcpt(recipient))
            _hand_over(server, message)
        return message_id


def _ascii(address: str) -> str:
    """The address as every server takes it, a domain in its letters encoded. Raises GatewayError."""
    local, _, domain = address.rpartition("@")
    try:
        encoded = f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        encoded = ""
    if not encoded.isascii() or not _ADDRESS.fullmatch(encoded):
        raise GatewayError(permanent=True, reason="address")
    return encoded


@contextmanager
def _connected(server: MailSettings, trust: ssl.SSLContext) -> Iterator[smtplib.SMTP]:
    """A connection on which a letter may be handed over; what its end brings changes nothing any more."""
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=trust)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            smtp.starttls(context=trust)
            smtp.ehlo()
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp
    finally:
        with suppress(smtplib.SMTPException, OSError):  # what becomes of the letter was said before
            smtp.quit()
        smtp.close()


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> None:
    """The letter itself. From its first line on, a lost connection leaves open whether they have it."""
    try:
        _accepted(server.data(message.as_bytes()))
    except smtplib.SMTPDataError as refused:
        raise _refusal(refused.smtp_code) from None
    except (smtplib.SMTPServerDisconnected, OSError) as lost:
        raise GatewayError(permanent=False, is_uncertain=True, reason=type(lost).__name__) from None


@contextmanager
def _before_the_letter() -> Iterator[None]:
    """Raises what a server says, or does not say, as a GatewayError. Answers can hold the address: none is chained."""
    try:
        yield
    except smtplib.SMTPNotSupportedError:
        raise GatewayError(permanent=False, is_ours=True, reason="not supported") from None
    except smtplib.SMTPResponseException as refused:
        raise _refusal(refused.smtp_code, is_ours=True) from None
    except ssl.SSLError as error:
        raise GatewayError(permanent=False, is_ours=True, reason=type(error).__name__) from None
    except (smtplib.SMTPException, OSError) as error:
        raise GatewayError(permanent=False, reason=type(error).__name__) from None


def _accepted(answer: tuple[int, bytes], *, is_ours: bool = False) -> None:
    code, _ = answer
    if not 200 <= code < 300:
        raise _refusal(code, is_ours=is_ours)


def _refusal(code: int, *, is_ours: bool = False) -> GatewayError:
    """RFC 5321, 4.2.1: 4xx is for now, 5xx for good; a sender or a password that is not taken is ours to mend."""
    if code < 500:
        return GatewayError(permanent=False, reason=str(code))
    if is_ours or code in _NO_AUTHENTICATION:
        return GatewayError(permanent=False, is_ours=True, reason=str(code))
    return GatewayError(permanent=True, reason=str(code))
