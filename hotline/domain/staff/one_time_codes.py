"""One-time codes of an app on a telephone (TOTP, RFC 6238): six digits, new every 30 seconds, each taken once."""

from dataclasses import dataclass
from datetime import datetime

from hotline import reading

STEP = 30  # seconds
SKEW = 1  # steps that a telephone's clock may be off
_CLOCK_IS_OFF = 20  # steps, ten minutes: a code from so far away was not guessed
_ISSUER = "Hotline console"


@dataclass(frozen=True, slots=True)
class Taken:
    """The code is right; `step` is its 30 seconds, counted since 1970."""

    step: int


def new_secret() -> str:
    """What a telephone makes codes of, in base32."""
    from pyotp import random_base32

    return random_base32()


def address(secret: str, email: str) -> str:
    """What the picture says by which a telephone learns the secret: an otpauth address."""
    from pyotp import TOTP

    return TOTP(secret).provisioning_uri(name=email, issuer_name=_ISSUER)


def read(secret: str, code: str, *, after: int, now: datetime) -> Taken | str:
    """The step that a code belongs to, or why it is refused: "wrong", "used", "clock".

    `after` is the last step of which a code was taken; none is taken twice (RFC 6238, section 5.2). "clock" tells
    whoever knows the password that the code belongs to another moment within ten minutes. Guesses come closer by it,
    to one in 25,000, and end after five tries like others.
    """
    typed, here = reading.digits(code), int(now.timestamp()) // STEP
    near = _found(secret, typed, range(here - SKEW, here + SKEW + 1))
    if near is not None:
        return Taken(near) if near > after else "used"
    far = _found(secret, typed, range(here - _CLOCK_IS_OFF, here + _CLOCK_IS_OFF + 1))
    return "wrong" if far is None else "clock"


def _found(secret: str, typed: str, steps: range) -> int | None:
    from pyotp import TOTP
    from pyotp.utils import strings_equal

    codes = TOTP(secret)
    right = [step for step in steps if strings_equal(codes.generate_otp(step), typed)]
    return right[-1] if right else None
