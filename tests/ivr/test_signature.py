"""Who may speak to our webhooks (threats.md: forger, replayer)."""

from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as how_often
from hypothesis import strategies as some
from sqlalchemy import func, select
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]  # ships no types

from hotline import db
from hotline.config import Settings
from hotline.models.contacts import Call
from tests.ivr.conftest import SignedPost
from tests.settings import AUTH_TOKEN

SID = "CA" + "a1" * 16


def test_a_signed_webhook_is_answered_with_twiml(signed_post: SignedPost) -> None:
    answer = signed_post("/ivr/family")

    assert (answer.status_code, answer.mimetype) == (200, "text/xml")


def test_a_missing_signature_is_refused(app: Flask) -> None:
    assert app.test_client().post("/ivr/family", data={"CallSid": SID}).status_code == 403


@pytest.mark.parametrize("signature", ["", "x", "é", "AAAA" * 7, "\x7f"])
def test_a_wrong_signature_is_refused(signed_post: SignedPost, signature: str) -> None:
    assert signed_post("/ivr/family", headers={"X-Twilio-Signature": signature}).status_code == 403


def test_a_signature_for_another_address_is_refused(app: Flask, settings: Settings, signed_post: SignedPost) -> None:
    fields = {"AccountSid": settings.twilio_account_sid, "CallSid": SID, "From": "+14045550123", "To": "+18005550100"}
    signature = RequestValidator(AUTH_TOKEN).compute_signature("https://elsewhere.example/ivr/family", fields)

    answer = app.test_client().post("/ivr/family", data=fields, headers={"X-Twilio-Signature": signature})

    assert answer.status_code == 403


def test_the_signature_is_checked_against_the_public_address_whatever_the_host_header_says(
    app: Flask, settings: Settings
) -> None:
    fields = {"AccountSid": settings.twilio_account_sid, "CallSid": SID, "From": "+14045550123", "To": "+18005550100"}
    signature = RequestValidator(AUTH_TOKEN).compute_signature("https://hotline.example.org/ivr/family", fields)
    headers = {"X-Twilio-Signature": signature, "Host": "evil.example"}

    assert app.test_client().post("/ivr/family", data=fields, headers=headers).status_code == 200


def test_every_token_is_accepted_while_tokens_are_rotated(app: Flask, settings: Settings) -> None:
    app.extensions["settings"] = replace(settings, twilio_auth_tokens=("the-new-token", AUTH_TOKEN))
    fields = {"AccountSid": settings.twilio_account_sid, "From": "+14045550123", "To": "+18005550100"}

    answers = []
    for number, token in enumerate(("the-new-token", AUTH_TOKEN, "a-stranger's")):
        sent = fields | {"CallSid": f"CA{number:032x}"}
        signature = RequestValidator(token).compute_signature("https://hotline.example.org/ivr/family", sent)
        headers = {"X-Twilio-Signature": signature}
        answers.append(app.test_client().post("/ivr/family", data=sent, headers=headers).status_code)

    assert answers == [200, 200, 403]


@pytest.mark.parametrize(
    "fields",
    [
        {"AccountSid": "AC" + "f" * 32},
        {"AccountSid": None},
        {"CallSid": None},
        {"CallSid": "CA" + "A1" * 16},
        {"CallSid": SID + "0"},
        {"CallSid": f"{SID}\n"},
        {"From": None},
        {"To": None},
        {"From": "+14045550123FromCityATLANTA"},
        {"Digits": "1Directioninbound"},
        {"Digits": "１"},
        {"Digits": "1" * 201},
        {"CallStatus": "in-progressCalled+18005550100"},
        {"FinishedOnKey": "##"},
    ],
)
def test_a_signed_webhook_that_is_cut_otherwise_is_refused(
    signed_post: SignedPost, fields: dict[str, str | None]
) -> None:
    assert signed_post("/ivr/family/how/3", **fields).status_code == 403
    assert _calls() == 0


def test_a_doubled_field_is_refused_though_its_signature_is_right(app: Flask, settings: Settings) -> None:
    fields = {"AccountSid": settings.twilio_account_sid, "CallSid": SID, "From": "+14045550123", "To": "+18005550100"}
    signature = RequestValidator(AUTH_TOKEN).compute_signature("https://hotline.example.org/ivr/family", fields)
    doubled = {**fields, "CallSid": [SID, SID]}

    answer = app.test_client().post("/ivr/family", data=doubled, headers={"X-Twilio-Signature": signature})

    assert answer.status_code == 403


def test_a_query_string_is_refused(app: Flask, settings: Settings) -> None:
    fields = {"AccountSid": settings.twilio_account_sid, "CallSid": SID, "From": "+14045550123", "To": "+18005550100"}
    address = "https://hotline.example.org/ivr/family?step=answer"
    signature = RequestValidator(AUTH_TOKEN).compute_signature(address, fields)

    answer = app.test_client().post("/ivr/family?step=answer", data=fields, headers={"X-Twilio-Signature": signature})

    assert answer.status_code == 403


def test_only_posts_are_answered(app: Flask) -> None:
    for path in ("/ivr/family", "/ivr/family/how/1", "/ivr/ended"):
        assert app.test_client().get(path).status_code in (403, 405)


def test_a_body_without_end_is_refused(signed_post: SignedPost) -> None:
    assert signed_post("/ivr/family", Digits="1" * 50_000).status_code in (403, 413)


@how_often(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=some.sampled_from(
        ["/ivr/family", "/ivr/family/how/1", "/ivr/family/x/99999", "/ivr/family/%C3%A9/1", "/ivr/x"]
    ),
    body=some.binary(max_size=300),
    kind=some.sampled_from(["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""]),
    signature=some.text(some.characters(codec="latin-1", exclude_characters="\r\n"), max_size=60),
)
def test_nothing_malformed_is_accepted_or_breaks_us(
    app: Flask, path: str, body: bytes, kind: str, signature: str
) -> None:
    headers = {"X-Twilio-Signature": signature}

    answer = app.test_client().post(path, data=body, content_type=kind, headers=headers)

    assert 400 <= answer.status_code < 500
    assert _calls() == 0


def _calls() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Call)) or 0
