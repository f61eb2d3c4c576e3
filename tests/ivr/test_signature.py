"""Who may speak to our webhooks (threats.md: forger, replayer)."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as how_often
from hypothesis import strategies as some
from sqlalchemy import func, select
from twilio.request_validator import (  # type: ignore[import-untyped]  # ships no types
    HMAC_SHA256,
    RequestValidator,
)
from werkzeug.datastructures import Headers

from hotline import db
from hotline.config import Settings
from hotline.ivr import signature
from hotline.models.contacts import Call
from hotline.phone.script import Caller
from tests.ivr.conftest import SignedPost
from tests.settings import ACCOUNT_SID, AUTH_TOKEN

SID = "CA" + "a1" * 16


def test_a_signed_webhook_is_answered_with_twiml(signed_post: SignedPost) -> None:
    answer = signed_post("/ivr/family")

    assert (answer.status_code, answer.mimetype) == (200, "text/xml")


def test_a_missing_signature_is_refused(app: Flask) -> None:
    assert app.test_client().post("/ivr/family", data={"CallSid": SID}).status_code == 403


@pytest.mark.parametrize("signed", ["", "x", "é", "AAAA" * 7, "\x7f"])
def test_a_wrong_signature_is_refused(signed_post: SignedPost, signed: str) -> None:
    assert signed_post("/ivr/family", headers={"X-Twilio-Signature": signed}).status_code == 403


def test_a_signature_for_another_address_is_refused(app: Flask, settings: Settings, signed_post: SignedPost) -> None:
    fields = {"AccountSid": settings.twilio_account_sid, "CallSid": SID, "From": "+14045550123", "To": "+18005550100"}
    signed = RequestValidator(AUTH_TOKEN).compute_signature("https://elsewhere.example/ivr/family", fields)

    answer = app.test_client().post("/ivr/family", data=fields, headers={"X-Twilio-Signature": signed})

    assert answer.status_code == 403


def test_the_signature_is_checked_against_the_public_address_whatever_the_host_header_says(
    app: Flask, settings: Settings
) -> None:
    fields = {"AccountSid": settings.twilio_account_sid, "CallSid": SID, "From": "+14045550123", "To": "+18005550100"}
    signed = RequestValidator(AUTH_TOKEN).compute_signature("https://hotline.example.org/ivr/family", fields)
    headers = {"X-Twilio-Signature": signed, "Host": "evil.example"}

    assert app.test_client().post("/ivr/family", data=fields, headers=headers).status_code == 200


def test_every_token_is_accepted_while_tokens_are_rotated(app: Flask, settings: Settings) -> None:
    app.extensions["settings"] = replace(settings, twilio_auth_tokens=("the-new-token", AUTH_TOKEN))
    fields = {"AccountSid": settings.twilio_account_sid, "From": "+14045550123", "To": "+18005550100"}

    answers = []
    for number, token in enumerate(("the-new-token", AUTH_TOKEN, "a-stranger's")):
        sent = fields | {"CallSid": f"CA{number:032x}"}
        signed = RequestValidator(token).compute_signature("https://hotline.example.org/ivr/family", sent)
        headers = {"X-Twilio-Signature": signed}
        answers.append(app.test_client().post("/ivr/family", data=sent, headers=headers).status_code)

    assert answers == [200, 200, 403]


def recording(host: str) -> str:
    return f"https://{host}/2010-04-01/Accounts/{ACCOUNT_SID}/Recordings/RE{'0' * 32}"


@pytest.mark.parametrize("place", ["", ".us1", ".ashburn.us1", ".dublin.ie1", ".sydney.au1", ".tokyo.jp1"])
def test_a_recording_lies_in_any_region_that_the_telephone_company_names(signed_post: SignedPost, place: str) -> None:
    answer = signed_post("/ivr/family", RecordingUrl=recording(f"api{place}.twilio.com"), RecordingDuration="3")

    assert answer.status_code == 200


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
        {"Digits": "1" * 300 + "x"},
        {"CallStatus": "in-progressCalled+18005550100"},
        {"FinishedOnKey": "##"},
        {"Digits": "hangup1"},
        {"RecordingDuration": "3.5"},
        {"RecordingDuration": "-1"},
        {"RecordingSid": "RE1"},
        {"RecordingUrl": "https://recordings.example/RE1"},
        {"RecordingUrl": f"http://api.twilio.com/2010-04-01/Accounts/{ACCOUNT_SID}/Recordings/RE{'0' * 32}"},
        {"RecordingUrl": f"https://api.twilio.com.example/2010-04-01/Accounts/{ACCOUNT_SID}/Recordings/RE{'0' * 32}"},
        {"RecordingUrl": f"https://api.twilio.com/2010-04-01/Accounts/AC{'f' * 32}/Recordings/RE{'0' * 32}"},
        *(
            {"RecordingUrl": recording(f"api.{place}.twilio.com")}
            for place in ("evil", "ie1", "ie1.dublin", "a.b", "-")
        ),
    ],
)
def test_a_signed_webhook_that_is_cut_otherwise_is_refused(
    signed_post: SignedPost, fields: dict[str, str | None]
) -> None:
    assert signed_post("/ivr/family/how/3", **fields).status_code == 403
    assert _calls() == 0


def test_a_doubled_field_is_refused_though_its_signature_is_right(app: Flask, settings: Settings) -> None:
    fields = {"AccountSid": settings.twilio_account_sid, "CallSid": SID, "From": "+14045550123", "To": "+18005550100"}
    signed = RequestValidator(AUTH_TOKEN).compute_signature("https://hotline.example.org/ivr/family", fields)
    doubled = {**fields, "CallSid": [SID, SID]}

    answer = app.test_client().post("/ivr/family", data=doubled, headers={"X-Twilio-Signature": signed})

    assert answer.status_code == 403


def test_a_field_cut_into_a_name_is_refused_though_its_signature_is_right(app: Flask, settings: Settings) -> None:
    fields = {"AccountSid": settings.twilio_account_sid, "CallSid": SID, "From": "+14045550123", "To": "+18005550100"}
    signed = RequestValidator(AUTH_TOKEN).compute_signature("https://hotline.example.org/ivr/family", fields)
    cut = {"AccountSid": settings.twilio_account_sid, f"CallSid{SID}From": "+14045550123", "To": "+18005550100"}

    answer = app.test_client().post("/ivr/family", data=cut, headers={"X-Twilio-Signature": signed})

    assert RequestValidator(AUTH_TOKEN).validate("https://hotline.example.org/ivr/family", cut, signed)
    assert answer.status_code == 403


def test_another_algorithm_is_refused_though_the_secret_is_right(app: Flask) -> None:
    fields = {"AccountSid": ACCOUNT_SID, "CallSid": SID, "From": "+14045550123", "To": "+18005550100"}
    address = "https://hotline.example.org/ivr/family"
    signed = RequestValidator(AUTH_TOKEN).compute_signature(address, fields, HMAC_SHA256)

    answer = app.test_client().post("/ivr/family", data=fields, headers={"X-Twilio-Signature": signed})

    assert answer.status_code == 403


@pytest.mark.parametrize("kept", [{"FromCFrom": "+14045550123"}, {"FromC": "xFrom+14045550123"}])
def test_a_text_whose_words_were_cut_into_another_sender_is_refused(settings: Settings, kept: dict[str, str]) -> None:
    usual = {"AccountSid": ACCOUNT_SID, "MessageSid": "SM" + "0" * 32, "To": "+18005550100"}
    (name, value), *_ = kept.items()
    written = {"Body": f"hiFrom+15005550199{name}{value}".removesuffix("From+14045550123"), "From": "+14045550123"}
    forged = usual | {"Body": "hi", "From": "+15005550199"} | kept
    signed = RequestValidator(AUTH_TOKEN).compute_signature("https://hotline.example.org/ivr/text", usual | written)
    headers = Headers({"X-Twilio-Signature": signed})

    assert _checked(settings, headers, usual | written)["From"] == "+14045550123"
    with pytest.raises(signature.Forged, match="inside another"):
        _checked(settings, headers, forged)


@pytest.mark.parametrize("at", range(1, 13))
def test_a_text_cut_anew_inside_the_name_of_its_sender_is_refused(settings: Settings, at: int) -> None:
    """Whoever writes the words knows what follows them, and may cut it wherever it helps."""
    sid = "SM" + "0" * 32
    theirs = {"AccountSid": ACCOUNT_SID, "MessageSid": sid, "To": "+18005550100"}
    words = f"hiFrom+15005550199MessageSid{sid}To+18005550100Zz"
    written = theirs | {"Body": words, "From": "+14045550123"}
    signed = RequestValidator(AUTH_TOKEN).compute_signature("https://hotline.example.org/ivr/text", written)
    rest = f"From+14045550123MessageSid{sid}To+18005550100"
    forged = theirs | {"Body": "hi", "From": "+15005550199", "Zz": rest[:at], rest[at : at + 1]: rest[at + 1 :]}

    with pytest.raises(signature.Forged):
        _checked(settings, Headers({"X-Twilio-Signature": signed}), forged)


def _checked(settings: Settings, headers: Headers, fields: dict[str, str]) -> dict[str, str]:
    return signature.check(settings, "/ivr/text", headers, urlencode(fields).encode(), signature.TEXT)


def test_a_query_string_is_refused(app: Flask, settings: Settings) -> None:
    fields = {"AccountSid": settings.twilio_account_sid, "CallSid": SID, "From": "+14045550123", "To": "+18005550100"}
    address = "https://hotline.example.org/ivr/family?step=answer"
    signed = RequestValidator(AUTH_TOKEN).compute_signature(address, fields)

    answer = app.test_client().post("/ivr/family?step=answer", data=fields, headers={"X-Twilio-Signature": signed})

    assert answer.status_code == 403


def test_only_posts_are_answered(app: Flask) -> None:
    for path in ("/ivr/family", "/ivr/family/how/1", "/ivr/ended"):
        assert app.test_client().get(path).status_code in (403, 405)


def test_a_body_without_end_is_refused(signed_post: SignedPost) -> None:
    assert signed_post("/ivr/family", Digits="1" * signature.LARGEST_BODY).status_code == 413


@pytest.mark.parametrize("said", ["語" * 10_000, "\U00020000" * 10_000, "la " * 10_000])
def test_whoever_talks_without_end_is_answered(caller: Caller, said: str) -> None:
    caller.presses("1", "2").says(said).hears("press")


def test_whoever_leans_on_a_key_and_then_starts_over_is_answered(caller: Caller) -> None:
    caller.presses("1", "1", "1" * 10_000).hears("A-number")
    caller.presses("1" * 10_000 + "*098765432#").hears("0, 9, 8")


@how_often(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=some.sampled_from(
        ["/ivr/family", "/ivr/family/how/1", "/ivr/family/x/99999", "/ivr/family/%C3%A9/1", "/ivr/x"]
    ),
    body=some.binary(max_size=300),
    kind=some.sampled_from(["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""]),
    signed=some.text(some.characters(codec="latin-1", exclude_characters="\r\n"), max_size=60),
)
def test_nothing_malformed_is_accepted_or_breaks_us(app: Flask, path: str, body: bytes, kind: str, signed: str) -> None:
    headers = {"X-Twilio-Signature": signed}

    answer = app.test_client().post(path, data=body, content_type=kind, headers=headers)

    assert 400 <= answer.status_code < 500
    assert _calls() == 0


def _calls() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Call)) or 0
