"""What nobody but the telephone company could have sent, and it did not: every one of these must be refused.

Each kind makes of a genuine post one that lies: about who signed it, about what was signed, or about where one field
ends and the next begins.
"""

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from twilio.request_validator import (  # type: ignore[import-untyped]
    HMAC_SHA256,
    SIGNATURE_HEADER,
    RequestValidator,
)

from hotline.config import Settings
from hotline.ivr import signature
from tests.faults.genuine import TEXT, Post, signed

Forge = Callable[[Settings, Post, random.Random], Post]
STRANGERS_TOKEN = "a-stranger's-token"
HOSTILE = ("\x00", "\n", "\r\n", "\x1b[2J", "１", "\u202e", "'; DROP TABLE call; --", "%s%n", "<Say>", "💥" * 20, "-1")


def expected(post: Post) -> signature.Expected:
    return signature.TEXT if post.path == TEXT else signature.CALL


def no_signature(settings: Settings, post: Post, chance: random.Random) -> Post:
    return replace(post, headers={})


def noise_for_a_signature(settings: Settings, post: Post, chance: random.Random) -> Post:
    noise = "".join(chr(chance.choice([*range(32, 127), *range(160, 256)])) for _ in range(chance.randrange(80)))
    return _with_signature(post, noise.strip())


def endless_signature(settings: Settings, post: Post, chance: random.Random) -> Post:
    return _with_signature(post, "A" * 8_000)


def strangers_secret(settings: Settings, post: Post, chance: random.Random) -> Post:
    return _with_signature(post, _compute(STRANGERS_TOKEN, settings.public_base_url + post.path, post.fields))


def other_algorithm(settings: Settings, post: Post, chance: random.Random) -> Post:
    validator = RequestValidator(settings.twilio_auth_tokens[0])
    address = settings.public_base_url + post.path
    return _with_signature(post, validator.compute_signature(address, dict(post.fields), HMAC_SHA256))


def other_host(settings: Settings, post: Post, chance: random.Random) -> Post:
    address = "https://elsewhere.example" + post.path
    return _with_signature(post, _compute(settings.twilio_auth_tokens[0], address, post.fields))


def other_path(settings: Settings, post: Post, chance: random.Random) -> Post:
    return replace(post, path="/ivr/family/person/7" if post.path != "/ivr/family/person/7" else "/ivr/family")


def value_changed(settings: Settings, post: Post, chance: random.Random) -> Post:
    name = chance.choice([name for name in post.fields if name in _read(post)])
    return _saying(post, {**post.fields, name: post.fields[name] + chance.choice("0123456789")})


def field_added(settings: Settings, post: Post, chance: random.Random) -> Post:
    name = chance.choice(("Digits2", "Zebra", "SpeechResults", "ForwardedFrom"))
    return _saying(post, {**post.fields, name: chance.choice(("0", "1", "#", "x"))})


def field_left_out(settings: Settings, post: Post, chance: random.Random) -> Post:
    gone = chance.choice([name for name, value in post.fields.items() if value or name in _read(post)])
    return _saying(post, {name: value for name, value in post.fields.items() if name != gone})


def swallowed_by_its_neighbour(settings: Settings, post: Post, chance: random.Random) -> Post:
    """{"Caller": "+1", "Digits": "1"} as {"Caller": "+1Digits1"}: the signature is right."""
    names = sorted(post.fields)
    at = chance.choice([at for at in range(1, len(names)) if names[at] in _read(post) and post.fields[names[at]]])
    before, gone = names[at - 1], names[at]
    kept = {name: value for name, value in post.fields.items() if name != gone}
    return _saying(post, {**kept, before: kept[before] + gone + post.fields[gone]})


def cut_anew(settings: Settings, post: Post, chance: random.Random) -> Post:
    """Two neighbours of which one is read, cut so that it says something else: some of these signatures are right."""
    names = sorted(post.fields)
    closed = _read(post) - {"Body", "SpeechResult"}
    at = chance.choice([at for at in range(len(names) - 1) if names[at] in closed and post.fields[names[at]]])
    kept = {name: value for name, value in post.fields.items() if name not in names[at : at + 2]}
    joined = "".join(name + post.fields[name] for name in names[at : at + 2])
    while True:
        ends = sorted(chance.sample(range(1, len(joined)), 3))
        name, value, other, rest = (joined[a:b] for a, b in zip([0, *ends], [*ends, len(joined)], strict=True))
        cut = {**kept, name: value, other: rest}
        if any(cut.get(field) != post.fields.get(field) for field in closed):
            return _saying(post, cut)


def cut_into_a_name(settings: Settings, post: Post, chance: random.Random) -> Post:
    """{"CallSid": "CA1", "From": "+1"} as {"CallSidCA1From": "+1"}."""
    names = sorted(post.fields)
    at = chance.choice([at for at in range(len(names) - 1) if names[at] in expected(post).once])
    first, second = names[at], names[at + 1]
    kept = {name: value for name, value in post.fields.items() if name not in (first, second)}
    return _saying(post, {**kept, first + post.fields[first] + second: post.fields[second]})


def other_account(settings: Settings, post: Post, chance: random.Random) -> Post:
    return signed(settings, post.path, {**post.fields, "AccountSid": f"AC{chance.randbytes(16).hex()}"})


def expected_field_missing(settings: Settings, post: Post, chance: random.Random) -> Post:
    gone = chance.choice(sorted(expected(post).once))
    return signed(settings, post.path, {name: value for name, value in post.fields.items() if name != gone})


def expected_field_doubled(settings: Settings, post: Post, chance: random.Random) -> Post:
    """The same value twice is signed like once; another value is signed as both."""
    name = chance.choice([name for name in post.fields if name in _read(post)])
    again = chance.choice((post.fields[name], post.fields[name] + "0"))
    pairs = [*post.fields.items(), (name, again)]
    chance.shuffle(pairs)
    whole = {field: [said for known, said in pairs if known == field] for field in dict(pairs)}
    told = _with_signature(post, _compute(settings.twilio_auth_tokens[0], settings.public_base_url + post.path, whole))
    return replace(told, body=urlencode(pairs).encode())


def malformed_sid(settings: Settings, post: Post, chance: random.Random) -> Post:
    name = chance.choice([name for name in ("CallSid", "MessageSid", "AccountSid") if name in post.fields])
    sid = post.fields[name]
    wrong = chance.choice((sid[:-1], sid + "0", sid.upper(), sid + "\n", "", "CA" + "g" * 32, sid[:33] + "１"))
    return signed(settings, post.path, {**post.fields, name: wrong})


def hostile_value(settings: Settings, post: Post, chance: random.Random) -> Post:
    name = chance.choice(sorted(set(expected(post).once) - {"Body"}))
    return signed(settings, post.path, {**post.fields, name: post.fields[name] + chance.choice(HOSTILE)})


def hostile_keys(settings: Settings, post: Post, chance: random.Random) -> Post:
    name, hostile = chance.choice((("NumMedia", "x"), ("OptOutType", "stop")))
    if post.path != TEXT:
        name = chance.choice(("Digits", "FinishedOnKey", "RecordingDuration", "RecordingSid", "CallStatus"))
        hostile = chance.choice((*HOSTILE, "x" * 5_000, "1" * 201 + "x"))
    # "-1" is no number of seconds and no key, but a status is letters and hyphens.
    return signed(settings, post.path, {**post.fields, name: hostile if name != "CallStatus" else hostile + "!"})


def recording_from_elsewhere(settings: Settings, post: Post, chance: random.Random) -> Post:
    if post.path == TEXT:
        return malformed_sid(settings, post, chance)
    sid, ours = f"RE{chance.randbytes(16).hex()}", settings.twilio_account_sid
    url = chance.choice(
        (
            f"http://api.twilio.com/2010-04-01/Accounts/{ours}/Recordings/{sid}",
            f"https://169.254.169.254/2010-04-01/Accounts/{ours}/Recordings/{sid}",
            f"https://api.evil.twilio.com/2010-04-01/Accounts/{ours}/Recordings/{sid}",
            f"https://api.twilio.com@evil.example/2010-04-01/Accounts/{ours}/Recordings/{sid}",
            f"https://api.twilio.com/2010-04-01/Accounts/AC{'f' * 32}/Recordings/{sid}",
            f"https://api.twilio.com/2010-04-01/Accounts/{ours}/Recordings/{sid}/../../x",
            "file:///etc/passwd",
        )
    )
    return signed(settings, post.path, {**post.fields, "RecordingUrl": url, "RecordingDuration": "3"})


def query_string(settings: Settings, post: Post, chance: random.Random) -> Post:
    return signed(settings, f"{post.path}?{chance.choice(('step=answer', 'Digits=1', '', 'a=%00'))}x", post.fields)


def no_form(settings: Settings, post: Post, chance: random.Random) -> Post:
    noise = chance.choice((chance.randbytes(200), b"\xff\xfe" + post.body, b"", b"&" * 300, b"%" * 50))
    return replace(post, body=noise)


def json_body(settings: Settings, post: Post, chance: random.Random) -> Post:
    return replace(post, body=json.dumps(dict(post.fields)).encode(), kind="application/json")


def in_parts(settings: Settings, post: Post, chance: random.Random) -> Post:
    part = "--x\r\nContent-Disposition: form-data; name={}\r\n\r\n{}\r\n"
    body = "".join(part.format(name, value) for name, value in post.fields.items()) + "--x--\r\n"
    return replace(post, body=body.encode(), kind="multipart/form-data; boundary=x")


def other_method(settings: Settings, post: Post, chance: random.Random) -> Post:
    return replace(post, method=chance.choice(("GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE")))


def too_large(settings: Settings, post: Post, chance: random.Random) -> Post:
    return signed(settings, post.path, {**post.fields, "Zebra": "x" * (signature.LARGEST_BODY + chance.randrange(99))})


def too_many_fields(settings: Settings, post: Post, chance: random.Random) -> Post:
    many = {f"Zebra{number}": "" for number in range(signature.MOST_FIELDS)}
    return signed(settings, post.path, {**post.fields, **many})


KINDS: tuple[Forge, ...] = (
    no_signature,
    noise_for_a_signature,
    endless_signature,
    strangers_secret,
    other_algorithm,
    other_host,
    other_path,
    value_changed,
    field_added,
    field_left_out,
    swallowed_by_its_neighbour,
    cut_anew,
    cut_into_a_name,
    other_account,
    expected_field_missing,
    expected_field_doubled,
    malformed_sid,
    hostile_value,
    hostile_keys,
    recording_from_elsewhere,
    query_string,
    no_form,
    json_body,
    in_parts,
    other_method,
    too_large,
    too_many_fields,
)


def _read(post: Post) -> set[str]:
    return {*expected(post).once, *expected(post).at_most_once}


def _saying(post: Post, fields: Mapping[str, str]) -> Post:
    """Other fields under the same signature."""
    return replace(post, body=urlencode(fields).encode())


def _with_signature(post: Post, text: str) -> Post:
    return replace(post, headers={SIGNATURE_HEADER: text})


def _compute(token: str, address: str, fields: Mapping[str, object]) -> str:
    return str(RequestValidator(token).compute_signature(address, _Fields(fields)))


class _Fields(dict[str, object]):
    """What the validator reads doubled fields out of."""

    def getall(self, name: str) -> list[str]:
        value = self[name]
        return value if isinstance(value, list) else [str(value)]
