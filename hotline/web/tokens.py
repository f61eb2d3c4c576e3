"""Form tokens: signed and timed, kept nowhere, so that public pages need no cookie.

A token holds a random nonce. It says that the form came from us, not long ago, and lets the same form sent twice be
known as one (domain/searches.py). It opens nothing: there is no session that a foreign page could ride on.
"""

import secrets
from functools import lru_cache

from flask import current_app
from itsdangerous import BadSignature, TimestampSigner
from wtforms import ValidationError
from wtforms.csrf.core import CSRF, CSRFTokenField
from wtforms.fields import Field
from wtforms.form import BaseForm

VALID_SECONDS = 2 * 60 * 60
_NONCE_BYTES = 12


class FormToken(CSRF):
    """WTForms' place for a token, filled with ours."""

    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:
        return _signer(_secret()).sign(secrets.token_urlsafe(_NONCE_BYTES)).decode()

    def validate_csrf_token(self, form: BaseForm, field: Field) -> None:
        if nonce(field.data) is None:
            raise ValidationError("stale")


def nonce(token: str | None) -> str | None:
    """What a token holds, or None when it is missing, forged or too old."""
    try:
        return _signer(_secret()).unsign(token or "", max_age=VALID_SECONDS).decode()
    except BadSignature:
        return None


def _secret() -> str | bytes:
    return current_app.secret_key or ""


@lru_cache(maxsize=1)
def _signer(secret: str | bytes) -> TimestampSigner:
    return TimestampSigner(secret, salt="form token")
