"""Random secrets that somebody holds and we do not: of each only a hash is kept."""

import hashlib
import secrets

_BYTES = 32


def new() -> str:
    """256 random bits, in letters that an address and a cookie may hold."""
    return secrets.token_urlsafe(_BYTES)


def hashed(secret: str) -> str:
    """SHA-256 is enough for 256 random bits: there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
