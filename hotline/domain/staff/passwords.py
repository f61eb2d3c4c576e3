"""Passwords of the staff: which may be chosen, and how they are kept (Argon2id; NIST SP 800-63B, section 5.1.1).

Any characters count, none are demanded. What is slow stands apart from what writes: nobody waits for a hash.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from hotline.domain.errors import Invalid
from hotline.domain.staff.details import Details

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST, LEAST_WITH_CODES, LONGEST = 15, 8, 200  # characters
_LEAST_GUESSES = 10_000_000  # below it stand well-known passwords, and what everybody makes of them
_ESTIMATED = 72  # characters that are looked at for that
_OURS = ("hotline", "family", "locator", "detention")
_PART = 4  # letters of a name that must not stand in a password
_TIME, _MEMORY, _LANES = 2, 32 * 1024, 1  # rounds, KiB, threads
_HASHING = BoundedSemaphore(2)  # at a time in a process: a flood of sign-ins must not take all the memory


@dataclass(frozen=True, slots=True)
class Chosen:
    """A password that may be used, as it is kept."""

    hash: str = field(repr=False)


def choose(password: str, whose: Details, *, has_codes: bool) -> Chosen:
    """The password as it is kept. `has_codes`: one-time codes are set up beside it, so it may be shorter.

    Raises Invalid("password", ...): "too_short", "too_short_alone" (without codes), "too_long", "personal" where it
    holds the name or the address, "common".
    """
    folded = _folded(password)
    if len(folded) < (LEAST_WITH_CODES if has_codes else LEAST):
        raise Invalid("password", "too_short" if has_codes else "too_short_alone")
    if len(folded) > LONGEST:
        raise Invalid("password", "too_long")
    if _is_personal(folded, whose):
        raise Invalid("password", "personal")
    if _guesses(folded, whose) < _LEAST_GUESSES:
        raise Invalid("password", "common")
    return Chosen(_hashed(folded))


def matches(kept: str, password: str) -> bool:
    """Whether it is the password that was kept; "" matches none and takes as long."""
    from argon2.exceptions import VerificationError

    folded, nobodys = _folded(password)[:LONGEST], _nobodys()  # made for whoever asks first, known or not
    with _HASHING:
        try:
            _hasher().verify(kept or nobodys, folded)
        except VerificationError:
            return False
    return bool(kept)


def renewed(kept: str, password: str) -> str:
    """The same password kept as passwords are kept now; "" where it is so already."""
    return _hashed(_folded(password)) if _hasher().check_needs_rehash(kept) else ""


def _folded(password: str) -> str:
    """One writing of each character: keyboards differ in how they write an accent."""
    return unicodedata.normalize("NFKC", password)


def _is_personal(password: str, whose: Details) -> bool:
    held = password.casefold()
    parts = (part for part in _parts(whose) if len(part) >= _PART)
    address = whose.email.casefold()  # the whole of it, however short the part before the @
    return bool(address and address in held) or any(part in held for part in parts)


def _guesses(password: str, whose: Details) -> int:
    from zxcvbn import zxcvbn

    return int(zxcvbn(password[:_ESTIMATED], user_inputs=[*_parts(whose), *_OURS])["guesses"])


def _parts(whose: Details) -> list[str]:
    return re.findall(r"\w+", f"{whose.name} {whose.email.partition('@')[0]}".casefold())


def _hashed(folded: str) -> str:
    with _HASHING:
        return _hasher().hash(folded)


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=_TIME, memory_cost=_MEMORY, parallelism=_LANES)


@cache
def _nobodys() -> str:
    """What a password is compared with where there is nobody, so that the answer takes as long."""
    return _hasher().hash("nobody")
