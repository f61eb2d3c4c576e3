"""What the telephone company may well send, though nobody expects it: answered kindly or refused, never a 500."""

import random
import string
from collections.abc import Callable
from dataclasses import replace

from hotline.config import Settings
from hotline.ivr.every_line import LINES
from tests.faults.genuine import TEXT, Post, signed, text_fields

Odd = Callable[[Settings, Post, random.Random], Post]
_MARKS = (
    string.printable
    + "áéíóúñ¿¡ßøαβж中文العربيةहिन्दी\x00\x01\x7f\u200b\u200d\u202e\ud7ff\ufffd\U0001f468\u200d\U0001f469"
)


def unknown_step(settings: Settings, post: Post, chance: random.Random) -> Post:
    step = chance.choice(("nowhere", "é", "%00", "..", "a" * 3_000, "person;x", "<Say>", "LANGUAGE"))
    return signed(settings, f"{_any_line(chance)}/{step}/{chance.randrange(20)}", call_fields(settings, post, chance))


def any_step_at_any_turn(settings: Settings, post: Post, chance: random.Random) -> Post:
    turn = chance.choice((0, 1, 2, 7, 150, 170, 9_999))
    return signed(settings, f"{_any_step(chance)}/{turn}", call_fields(settings, post, chance))


def no_such_turn(settings: Settings, post: Post, chance: random.Random) -> Post:
    turn = chance.choice(("10000", "99999999999999999999", "-1", "1.5", "x", "", "１", "1/again/10", "1/again/x"))
    return signed(settings, f"/ivr/family/how/{turn}", call_fields(settings, post, chance))


def again_and_again(settings: Settings, post: Post, chance: random.Random) -> Post:
    where = _call_path(post)
    path = f"{where.partition('/again')[0]}/again/{chance.randrange(10)}"
    return signed(settings, path, call_fields(settings, post, chance))


def lost_call(settings: Settings, post: Post, chance: random.Random) -> Post:
    fields = {**call_fields(settings, post, chance), "CallSid": f"CA{chance.randbytes(16).hex()}"}
    return signed(settings, f"{_any_step(chance)}/{chance.randrange(30)}", fields)


def any_digits(settings: Settings, post: Post, chance: random.Random) -> Post:
    digits = "".join(chance.choices("0123456789*#", k=chance.choice((0, 1, 1, 4, 9, 12, 200))))
    return signed(settings, _call_path(post), {**call_fields(settings, post, chance), "Digits": digits})


def any_speech(settings: Settings, post: Post, chance: random.Random) -> Post:
    said = "".join(chance.choices(_MARKS, k=chance.choice((0, 1, 5, 40, 200, 2_000))))
    fields = {
        **call_fields(settings, post, chance),
        "SpeechResult": said,
        "Confidence": chance.choice(("0.9", "", "x", "9e99")),
    }
    fields.pop("Digits", None)
    return signed(settings, _call_path(post), fields)


def any_recording(settings: Settings, post: Post, chance: random.Random) -> Post:
    sid = f"RE{chance.randbytes(16).hex()}"
    recorded = {
        "RecordingUrl": f"https://api.twilio.com/2010-04-01/Accounts/{settings.twilio_account_sid}/Recordings/{sid}",
        "RecordingDuration": chance.choice(("", "0", "1", "180", "99999")),
        "Digits": chance.choice(("hangup", "#", "")),
    }
    return signed(settings, _call_path(post), {**call_fields(settings, post, chance), **recorded})


def any_caller(settings: Settings, post: Post, chance: random.Random) -> Post:
    caller = chance.choice(
        ("", "+266696687", "+7378742833", "Anonymous", "Wireless Caller", "12345", "+00000000000", "sip:a@b.example")
    )
    return signed(settings, _any_line(chance), {**call_fields(settings, post, chance, is_new=True), "From": caller})


def more_fields(settings: Settings, post: Post, chance: random.Random) -> Post:
    more = {
        "".join(chance.choices(string.ascii_letters, k=9)): "".join(chance.choices(_MARKS, k=20)) for _ in range(40)
    }
    return signed(settings, post.path, {**post.fields, **more})


def any_status(settings: Settings, post: Post, chance: random.Random) -> Post:
    status = chance.choice(("completed", "ringing", "busy", "", "x" * 20, "-"))
    return signed(settings, "/ivr/ended", {**call_fields(settings, post, chance), "CallStatus": status})


def other_addresses(settings: Settings, post: Post, chance: random.Random) -> Post:
    path = chance.choice(
        (
            "/ivr",
            "/ivr/",
            "/ivr/family/",
            "/ivr/family/how",
            "/ivr/nothing",
            "/ivr/text/",
            "//ivr/family",
            "/ivr/callee",
        )
    )
    return signed(settings, path, post.fields)


def other_content_type(settings: Settings, post: Post, chance: random.Random) -> Post:
    kind = chance.choice(
        ("", "text/plain", "application/json", "application/x-www-form-urlencoded; charset=latin-1", "é")
    )
    return replace(signed(settings, post.path, post.fields), kind=kind)


def any_end(settings: Settings, post: Post, chance: random.Random) -> Post:
    """The end of whoever is called for a detained person: of an attempt that there may be or not."""
    rung = post.path.split("/")[3] if post.path.startswith("/ivr/callee/") else str(chance.getrandbits(62))
    act = chance.choice(("", "/keys", "/sure", "/report", "/nothing"))
    told = {"CallStatus": chance.choice(("ringing", "completed", "busy", "failed", "", "-")), "ErrorCode": "13226"}
    fields = call_fields(settings, post, chance) | told | {"SipResponseCode": chance.choice(("404", "", "x"))}
    return signed(settings, f"/ivr/callee/{rung}{act}", fields)


def any_text(settings: Settings, post: Post, chance: random.Random) -> Post:
    body = "".join(chance.choices(_MARKS, k=chance.choice((0, 1, 8, 160, 1_600, 2_500))))
    return signed(settings, TEXT, text_fields(settings, chance, body))


KINDS: tuple[Odd, ...] = (
    unknown_step,
    any_step_at_any_turn,
    no_such_turn,
    again_and_again,
    lost_call,
    any_digits,
    any_speech,
    any_recording,
    any_caller,
    more_fields,
    any_status,
    other_addresses,
    other_content_type,
    any_end,
    any_text,
)


def call_fields(settings: Settings, post: Post, chance: random.Random, *, is_new: bool = False) -> dict[str, str]:
    """The fields of a call: this one's, or a new one's."""
    if "CallSid" in post.fields and not is_new:
        return dict(post.fields)
    return {
        "AccountSid": settings.twilio_account_sid,
        "CallSid": f"CA{chance.randbytes(16).hex()}",
        "CallStatus": "in-progress",
        "Digits": chance.choice("0123456789*#"),
        "From": "+14045550123",
        "To": settings.hotline_number,
    }


def _call_path(post: Post) -> str:
    is_of_a_line = any(post.path.startswith(f"/ivr/{name}/") for name in LINES)
    return post.path if is_of_a_line else "/ivr/family/language/1"


def _any_line(chance: random.Random) -> str:
    return f"/ivr/{chance.choice(sorted(LINES))}"


def _any_step(chance: random.Random) -> str:
    line = LINES[chance.choice(sorted(LINES))]
    return f"/ivr/{line.name}/{chance.choice(sorted(line.steps))}"
