"""Reference codes and PINs: digits alone, so that they are heard, read aloud and keyed in any language.

A code is eight digits, told in two groups of four; the last is a check digit (Damm's quasigroup), which finds every
single wrong digit and every swap of neighbours. A PIN is six digits.
"""

import hashlib

from hotline.secrets_box import SecretsBox

CODE_DIGITS = 8
PIN_DIGITS = 6

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def code_from(box: SecretsBox, seed: str) -> str:
    """The code that belongs to a seed; the same seed gives the same code."""
    body = _digits(box, "search-code", seed, CODE_DIGITS - 1)
    return body + str(_check(body))


def pin_from(box: SecretsBox, seed: str) -> str:
    """The PIN that belongs to a seed, six digits; of the same seed as a code it tells nothing of it."""
    return _digits(box, "search-pin", seed, PIN_DIGITS)


def confirmation_from(box: SecretsBox, row_id: int, number: int) -> str:
    """Six digits that prove a number or an address; each that is sent for the same subscription is another."""
    return _digits(box, "confirmation", f"{row_id}:{number}", PIN_DIGITS)


def parse_code(text: str) -> str | None:
    """The eight digits of a code however it was written, or None when a digit is wrong."""
    digits = "".join(str(int(mark)) for mark in text if mark.isdecimal())
    return digits if len(digits) == CODE_DIGITS and _check(digits) == 0 else None


def grouped(code: str) -> str:
    """In two groups, as it is shown: "4827 1935"."""
    return f"{code[:4]} {code[4:]}"


def pin_hash(box: SecretsBox, row_id: int, pin: str) -> str:
    """What is kept of a PIN; without the key outside the database, trying all PINs finds nothing."""
    keyed = box.index_key("pin", f"{row_id}:{pin}")
    return hashlib.sha256(keyed.to_bytes(8, "big", signed=True)).hexdigest()


def _digits(box: SecretsBox, kind: str, seed: str, count: int) -> str:
    number = box.index_key(kind, seed) % 10**count
    return f"{number:0{count}d}"


def _check(digits: str) -> int:
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return state
