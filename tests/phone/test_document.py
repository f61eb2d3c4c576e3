"""TwiML is read strictly: what the telephone company does not know is an error."""

import pytest

from hotline.phone import document, portable
from hotline.phone.document import BadDocument

URL = "https://hotline.example.org/ivr/family/how/1"
GATHER = f'<Gather input="dtmf" action="{URL}" method="POST" timeout="8" finishOnKey="" numDigits="1">'
SPEECH = f'<Gather input="dtmf speech" language="es-US" action="{URL}" method="POST" timeout="8" speechTimeout="auto">'
RECORD = f'<Record action="{URL}" method="POST" timeout="5" finishOnKey="#" maxLength="120" playBeep="true"/>'
SAY = '<Say language="en-US">Hello.</Say>'
DIAL = "<Dial>+18005550100</Dial>"
REDIRECT = f'<Redirect method="POST">{URL}</Redirect>'


def _response(inside: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{inside}</Response>'.encode()


def test_verbs_come_out_in_their_order() -> None:
    gather, redirect = document.read(_response(f"{GATHER}{SAY}</Gather>{REDIRECT}"))

    assert (gather.name, gather.attributes["timeout"], gather.inside[0].text) == ("Gather", "8", "Hello.")
    assert redirect.text == URL


@pytest.mark.parametrize(
    "inside",
    [
        "<Shout>Hello.</Shout>",
        '<Say loudness="9">Hello.</Say>',
        '<Say language="en-US" loop="often">Hello.</Say>',
        "<Hangup>Goodbye.</Hangup>",
        '<Enqueue name="families"/>',
        '<Dial><Number phoneNumber="+18005550100"/></Dial>',
        '<Dial timeout="soon">+18005550100</Dial>',
        f"<Dial>{SAY}</Dial>",
        '<Record finishOnKey="A"/>',
        '<Record maxLength="long"/>',
        '<Pause length="a moment"/>',
        '<Reject reason="rude"/>',
        f'<Say language="es-US">{"ñ" * 2_001}</Say>',
        f'<Gather input="speech" hints="{",".join(["María"] * 501)}"/>',
        f'<Gather input="speech" hints="{"a" * 101}"/>',
        f"<Dial>{DIAL}</Dial>",
        f"<Hangup>{SAY}</Hangup>",
        '<Record><Say language="en-US">Hello.</Say></Record>',
        '<Gather actionOnEmptyResult="yes"/>',
        '<Redirect status="302">https://hotline.example.org/</Redirect>',
        "<Message>Hello.</Message>",
        '<Say language="en">Hello.</Say>',
        f"<Gather>{REDIRECT}</Gather>",
        f"<Gather>{GATHER}</Gather></Gather>",
        '<Gather timeout="0"/>',
        '<Gather finishOnKey="##"/>',
        '<Gather input="telepathy"/>',
        '<Gather input="speech" speechTimeout="soon"/>',
        '<Record playBeep="perhaps"/>',
        '<Redirect method="PUT">https://hotline.example.org/</Redirect>',
        "Hello.",
        f"{SAY}Hello.",
        "<say>Hello.</say>",
    ],
)
def test_what_the_telephone_company_does_not_know_is_refused(inside: str) -> None:
    with pytest.raises(BadDocument):
        document.read(_response(inside))


@pytest.mark.parametrize(
    "inside",
    [
        "<Message>Hello.</Message>",
        '<Message to="+14045550123"><Body>Hello.</Body></Message>',
        f'<Redirect method="POST">{URL}</Redirect>',
        "",
    ],
)
def test_a_text_is_answered_in_verbs_of_its_own(inside: str) -> None:
    document.read(_response(inside), document.MESSAGING)


@pytest.mark.parametrize(
    "inside", [SAY, "<Hangup/>", "<Message><Say>Hello.</Say></Message>", '<Message voice="a">Hi.</Message>', "Hello."]
)
def test_what_is_no_answer_to_a_text_is_refused(inside: str) -> None:
    with pytest.raises(BadDocument):
        document.read(_response(inside), document.MESSAGING)


@pytest.mark.parametrize(
    "inside",
    [
        '<Record finishOnKey="1234567890*#" maxLength="60"/>',
        '<Dial><Number url="https://hotline.example.org/whisper" sendDigits="12">+18005550100</Number></Dial>',
        '<Enqueue waitUrl="https://hotline.example.org/music">families</Enqueue>',
        '<Gather input="speech" bargeIn="false" hints="María"/>',
    ],
)
def test_what_the_telephone_company_knows_is_read(inside: str) -> None:
    document.read(_response(inside))


@pytest.mark.parametrize(
    "body",
    [b"", b"<html/>", b"<Response", b'<Response x="1"/>', b"<!DOCTYPE r [<!ENTITY a 'b'>]><Response>&a;</Response>"],
)
def test_what_is_no_twiml_is_refused(body: bytes) -> None:
    with pytest.raises(BadDocument):
        document.read(body)


def test_a_document_holds_at_most_64_kilobytes() -> None:
    with pytest.raises(BadDocument, match="bytes"):
        document.read(_response(f'<Say language="en-US">{"a" * 64_000}</Say>'))


@pytest.mark.parametrize(
    "inside",
    [
        f"{GATHER}{SAY}</Gather>{REDIRECT}",
        f"{SPEECH}{SAY}</Gather>{REDIRECT}",
        f"{SAY}{RECORD}{REDIRECT}",
        f"{SAY}<Hangup/>",
        REDIRECT,
        '<Reject reason="busy"/>',
        "<Play>https://x/a.mp3</Play>",
    ],
)
def test_the_portable_profile_is_accepted(inside: str) -> None:
    portable.check(document.read(_response(inside)))


@pytest.mark.parametrize(
    "inside",
    [
        "<Pause/>",
        "<Enqueue>families</Enqueue>",
        f"{GATHER}<Pause/></Gather>{REDIRECT}",
        f"{GATHER}{SAY}</Gather>",
        f"{GATHER}{SAY}</Gather>{SAY}",
        f"{GATHER.replace('timeout=', 'speechTimeout=')}{SAY}</Gather>{REDIRECT}",
        f"{SPEECH.replace('speechTimeout=', 'enhanced=')}{SAY}</Gather>{REDIRECT}",
        f"{SPEECH.replace(' language=', ' hints=')}{SAY}</Gather>{REDIRECT}",
        RECORD,
        '<Redirect method="POST">/ivr/family</Redirect>',
        f'<Redirect method="POST">{URL}?step=1</Redirect>',
        f'<Redirect method="GET">{URL}</Redirect>',
        f"<Redirect>{URL}</Redirect>",
        "<Say>Hello.</Say>",
        f"<Hangup/>{SAY}",
        f'<Record action="{URL}" method="POST" transcribe="true"/>',
        "<Dial>+18005550100</Dial>",
    ],
)
def test_what_some_platform_may_not_know_is_refused(inside: str) -> None:
    with pytest.raises(BadDocument):
        portable.check(document.read(_response(inside)))
