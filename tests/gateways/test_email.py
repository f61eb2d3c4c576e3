"""Letters to a real mail server: what arrives, by which way, and what its refusals mean."""

import ssl
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from email.message import EmailMessage

import pytest

from hotline import gateways
from hotline.config import MailSettings, Settings
from hotline.gateways import GatewayError, Letter
from hotline.gateways.email import SmtpGateway
from tests.providers.certificates import Certificate
from tests.providers.mail_server import VANISH, Mailbox, MailServer

SENDER = "hotline@hotline.example.org"
LETTER = Letter(
    "rosa@example.org",
    "There is news",
    "There is news & more about your search 4827 1935.\n\nOpen this page:\nhttps://hotline.example.org/status",
    "en",
    "https://hotline.example.org/stop",
)
Sending = Callable[..., SmtpGateway]


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate.made_in(tmp_path_factory.mktemp("certificate"))


@contextmanager
def running(server: MailServer) -> Iterator[MailServer]:
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def sending(settings: Settings, mailbox: Mailbox) -> Iterator[Sending]:
    """Makes a gateway and the server that it sends to."""
    with ExitStack() as servers:

        def make(
            security: str = "none",
            *,
            certificate: Certificate | None = None,
            trust: ssl.SSLContext | None = None,
            asks: str = "",
            says: str = "",
        ) -> SmtpGateway:
            shown = certificate.shown if certificate else None
            server = MailServer(mailbox, password=asks, certificate=shown, is_tls=security == "tls")
            port = servers.enter_context(running(server)).free_port
            mail = MailSettings("127.0.0.1", port, security, SENDER, "hotline" if says else "", says)
            return SmtpGateway(replace(settings, mail=mail), trust)

        yield make


def part(message: EmailMessage, kind: str) -> str:
    [found] = [one for one in message.walk() if one.get_content_type() == kind]
    assert found.get_content_charset() == "utf-8"
    return str(found.get_content())


def test_a_letter_arrives_as_text_and_as_a_page(sending: Sending, mailbox: Mailbox) -> None:
    sid = sending().send_email(LETTER, key="ab12")

    [message] = mailbox.letters
    [envelope] = mailbox.envelopes
    assert sid == "<ab12@hotline.example.org>"
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, ["rosa@example.org"])
    assert part(message, "text/plain").splitlines() == LETTER.text.splitlines()
    page = part(message, "text/html")
    assert '<html lang="en" dir="ltr">' in page
    assert '<p>There is news &amp; more about your search <bdi dir="ltr">4827 1935</bdi>.</p>' in page
    assert '<a href="https://hotline.example.org/status">' in page


def test_the_headers_say_what_a_machine_wrote_and_where_it_ends(sending: Sending, mailbox: Mailbox) -> None:
    sending().send_email(LETTER, key="ab12")

    [message] = mailbox.letters
    said = {name: str(value) for name, value in message.items()}
    said.pop("Date")
    assert said.pop("Content-Type").startswith("multipart/alternative; boundary=")
    assert said == {
        "From": SENDER,
        "To": "rosa@example.org",
        "Subject": "There is news",
        "Message-ID": "<ab12@hotline.example.org>",
        "Content-Language": "en",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Unsubscribe": "<https://hotline.example.org/stop>",
        "MIME-Version": "1.0",
    }


def test_a_language_from_the_right_runs_from_the_right(sending: Sending, mailbox: Mailbox) -> None:
    letter = replace(LETTER, subject="خبر جديد", text="خبر 4827 1935.\n\nhttps://hotline.example.org/status")

    sending().send_email(replace(letter, language="ar@pseudo"), key="ab12")

    [message] = mailbox.letters
    assert str(message["Subject"]) == "خبر جديد"
    assert mailbox.envelopes[0].content.isascii()  # type: ignore[union-attr]  # it has arrived
    page = part(message, "text/html")
    assert '<div lang="ar" dir="rtl">' in page
    assert '<bdi dir="ltr">https://hotline.example.org/status</bdi>' in page


def test_the_parts_of_a_number_do_not_change_places(sending: Sending, mailbox: Mailbox) -> None:
    letter = replace(LETTER, text="4827 1935 خبر (800) 555-0100، +1 404 555 0100", language="ar@pseudo")

    sending().send_email(letter, key="ab12")

    [message] = mailbox.letters
    numbers = ("4827 1935", "(800) 555-0100", "+1 404 555 0100")
    first, second, third = (f"\u2066{number}\u2069" for number in numbers)
    assert part(message, "text/plain").strip("\r\n") == f"\u200f{first} خبر {second}، {third}"
    assert all(f'<bdi dir="ltr">{number}</bdi>' in part(message, "text/html") for number in numbers)


def test_who_subscribed_to_nothing_is_not_told_where_it_ends(sending: Sending, mailbox: Mailbox) -> None:
    sending().send_email(replace(LETTER, stop_url=""), key="ab12")

    assert mailbox.letters[0]["List-Unsubscribe"] is None


@pytest.mark.parametrize(("security", "password"), [("starttls", ""), ("starttls", "secret"), ("tls", "")])
def test_a_letter_goes_through_tls(
    sending: Sending, mailbox: Mailbox, certificate: Certificate, security: str, password: str
) -> None:
    gateway = sending(security, certificate=certificate, trust=certificate.trust, asks=password, says=password)

    gateway.send_email(LETTER, key="ab12")

    assert len(mailbox.letters) == 1


def test_a_letter_goes_to_nobody_whose_certificate_is_not_trusted(
    sending: Sending, mailbox: Mailbox, certificate: Certificate
) -> None:
    with pytest.raises(GatewayError) as fault:
        sending("starttls", certificate=certificate).send_email(LETTER, key="ab12")

    assert (str(fault.value), mailbox.letters) == ("ours SSLCertVerificationError", [])


def test_a_letter_does_not_go_in_the_clear_when_tls_was_asked_for(sending: Sending, mailbox: Mailbox) -> None:
    with pytest.raises(GatewayError) as fault:
        sending("starttls").send_email(LETTER, key="ab12")

    assert (str(fault.value), mailbox.letters) == ("ours not supported", [])


def test_a_wrong_password_is_ours_to_mend(sending: Sending, mailbox: Mailbox, certificate: Certificate) -> None:
    gateway = sending("starttls", certificate=certificate, trust=certificate.trust, asks="secret", says="wrong")

    with pytest.raises(GatewayError) as fault:
        gateway.send_email(LETTER, key="ab12")

    assert (str(fault.value), mailbox.letters) == ("ours 535", [])


@pytest.mark.parametrize(
    ("command", "answer", "fault"),
    [
        ("RCPT", "550 5.1.1 rosa@example.org is unknown", "permanent 550"),
        ("RCPT", "450 4.2.1 too busy", "for now 450"),
        ("RCPT", "421 closing", "for now 421"),
        ("RCPT", VANISH, "for now SMTPServerDisconnected"),
        ("MAIL", "553 5.7.1 not your address", "ours 553"),
        ("MAIL", "451 later", "for now 451"),
        ("DATA", "554 5.7.1 refused", "permanent 554"),
        ("DATA", "452 4.3.1 full", "for now 452"),
        ("DATA", VANISH, "uncertain SMTPServerDisconnected"),
    ],
)
def test_a_refusal_says_whether_to_try_again_and_whose_it_is(
    sending: Sending, mailbox: Mailbox, command: str, answer: str, fault: str
) -> None:
    gateway = sending()
    mailbox.answers[command] = answer

    with pytest.raises(GatewayError) as raised:
        gateway.send_email(LETTER, key="ab12")

    assert str(raised.value) == fault


def test_a_server_that_is_away_gets_it_later(settings: Settings, mailbox: Mailbox) -> None:
    with running(MailServer(mailbox)) as server:
        port = server.free_port

    with pytest.raises(GatewayError) as fault:
        SmtpGateway(replace(settings, mail=MailSettings("127.0.0.1", port, "none", SENDER))).send_email(LETTER, key="1")

    assert str(fault.value) == "for now ConnectionRefusedError"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "rosa",
        "rosa@",
        "@example.org",
        "rosa@exa mple.org",
        "r\nBcc: x@example.org",
        "josé@example.org",
        "a@b@c",
        "a@" + "x" * 70,
    ],
)
def test_what_is_no_address_is_refused_for_good(sending: Sending, mailbox: Mailbox, address: str) -> None:
    with pytest.raises(GatewayError) as fault:
        sending().send_email(replace(LETTER, address=address), key="1")

    assert (str(fault.value), mailbox.letters) == ("permanent address", [])


def test_a_domain_in_other_letters_is_written_as_servers_know_it(sending: Sending, mailbox: Mailbox) -> None:
    sending().send_email(replace(LETTER, address="rosa@españa.example"), key="1")

    assert mailbox.envelopes[0].rcpt_tos == ["rosa@xn--espaa-rta.example"]


def test_e_mail_is_offered_where_there_is_a_server(settings: Settings) -> None:
    gateways.connect(replace(settings, gateway="twilio"))
    without = gateways.can_email()

    gateways.connect(replace(settings, gateway="twilio", mail=MailSettings("localhost", 25, "none", SENDER)))

    assert (without, gateways.can_email()) == (False, True)
    assert isinstance(gateways.mail(), SmtpGateway)


def test_nothing_is_mailed_without_a_server(settings: Settings) -> None:
    gateways.connect(replace(settings, gateway="twilio"))

    with pytest.raises(RuntimeError, match="SMTP_HOST"):
        gateways.mail()


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_no_trace_of_a_fault_holds_the_address(sending: Sending, mailbox: Mailbox, command: str) -> None:
    gateway = sending()
    mailbox.answers[command] = "550 rosa@example.org is unknown"

    with pytest.raises(GatewayError) as fault:
        gateway.send_email(LETTER, key="ab12")

    assert "rosa" not in "".join(traceback.format_exception(fault.value))
