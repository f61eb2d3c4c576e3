"""A mail server on loopback that takes letters, and refuses or vanishes where it is told to."""

import asyncio
import logging
import ssl
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # its lines hold addresses
VANISH = "vanish"  # instead of an answer: the connection ends


@dataclass
class Mailbox:
    """What was taken, and the `answers` given instead of the usual ones, by command: MAIL, RCPT or DATA."""

    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)

    async def handle_MAIL(self, server: SMTP, _: Session, envelope: Envelope, address: str, __: list[str]) -> str:  # noqa: N802 # aiosmtpd's name
        envelope.mail_from = address
        return await self._answer("MAIL", server, "250 OK")

    async def handle_RCPT(self, server: SMTP, _: Session, envelope: Envelope, address: str, __: list[str]) -> str:  # noqa: N802 # aiosmtpd's name
        envelope.rcpt_tos.append(address)
        return await self._answer("RCPT", server, "250 OK")

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802 # aiosmtpd's name
        answer = self.answers.get("DATA", "250 OK")
        if answer[0] == "2" or answer == VANISH:
            self.envelopes.append(envelope)
            self.letters.append(message_from_bytes(envelope.content or b"", policy=default))  # type: ignore[arg-type]
        return await self._answer("DATA", server, "250 OK")

    async def _answer(self, command: str, server: SMTP, usual: str) -> str:
        answer = self.answers.get(command, usual)
        if answer == VANISH:
            assert server.transport is not None
            server.transport.abort()
            await asyncio.sleep(0)
        return answer


class MailServer(Controller):
    """Runs in a thread of its own on a free port; `password` asks for AUTH (after STARTTLS), `certificate` offers
    STARTTLS, or speaks TLS from the first byte."""

    def __init__(
        self, mailbox: Mailbox, *, password: str = "", certificate: ssl.SSLContext | None = None, is_tls: bool = False
    ) -> None:
        self.mailbox = mailbox
        named: dict[str, Any] = {"ssl_context": certificate} if is_tls else {"tls_context": certificate}
        if password:
            named |= {"authenticator": self._check, "auth_required": True}
        self._password = password.encode()
        super().__init__(mailbox, hostname="127.0.0.1", port=0, ready_timeout=10, **named)

    def _check(self, _: SMTP, __: Session, ___: Envelope, ____: str, given: Any) -> AuthResult:
        return AuthResult(success=given.password == self._password, handled=False)

    def _trigger_server(self) -> None:
        """Connect once, as the controller asks, but to the port that the system chose."""
        self.port = self.free_port
        super()._trigger_server()

    @property
    def free_port(self) -> int:
        """The port that it listens on."""
        assert self.server is not None
        port: int = self.server.sockets[0].getsockname()[1]
        return port
