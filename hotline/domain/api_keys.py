"""Keys of partners who report events: a random secret shown once, of which a hash is kept."""

import hashlib
import hmac
import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.models.custody import STAFF
from hotline.models.staff import ApiKey

CUSTODY_WRITE = "custody:write"
SCOPES = frozenset({CUSTODY_WRITE})
_NOBODY = hashlib.sha256(b"").hexdigest()  # compared with when no key has that id, so that both take the same time
_ID_BYTES, _SECRET_BYTES = 8, 32


def create(session: Session, source: str, scopes: frozenset[str], *, now: datetime) -> str:
    """A new key as it is given to the partner, once: "id.secret".

    Its events are recorded under `source`. Raises Invalid("source" or "scopes", ...).
    """
    if not source.strip() or len(source) > 40:
        raise Invalid("source", "missing_or_too_long")
    if source.strip().casefold() == STAFF:
        raise Invalid("source", "reserved")
    if not scopes or scopes - SCOPES:
        raise Invalid("scopes", "unknown")
    key_id, secret = secrets.token_hex(_ID_BYTES), secrets.token_urlsafe(_SECRET_BYTES)
    words = " ".join(sorted(scopes))
    session.add(ApiKey(id=key_id, secret_hash=_hash(secret), source=source.strip(), scopes=words, made_at=now))
    return f"{key_id}.{secret}"


def revoke(session: Session, key_id: str, *, now: datetime) -> None:
    """From the next request on the key opens nothing. Raises NotFound."""
    key = session.get(ApiKey, key_id)
    if key is None:
        raise NotFound
    key.revoked_at = key.revoked_at or now


def holder(session: Session, token: str) -> ApiKey | None:
    """The key that a request shows, or None for one that is unknown, wrong or revoked."""
    key_id, _, secret = token.partition(".")
    key = session.get(ApiKey, key_id)
    is_right = hmac.compare_digest(key.secret_hash if key else _NOBODY, _hash(secret))
    return key if key is not None and is_right and key.revoked_at is None else None


def require(key: ApiKey, scope: str) -> None:
    """Raises NotAllowed when the key was not made for that."""
    if scope not in key.scopes.split():
        raise NotAllowed


def _hash(secret: str) -> str:
    """SHA-256 is enough for 256 random bits: there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
