"""Passkeys (WebAuthn): a device's own key, which answers only us and only after its owner unlocked it.

One that its owner was verified for (by PIN, finger or face) is two factors by itself: it signs in without a password.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import reading
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.staff import steps
from hotline.models.staff import Passkey, SignInStep

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

LONGEST_LABEL, LONGEST_ID = 80, 400  # characters
_MOST = 10  # of one person
_ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class Site:
    """To whom a passkey answers: `host` is a domain, `origin` the beginning of our addresses."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser is asked for (`options`, JSON), and the secret of the step that waits for its answer."""

    step: str
    options: str


def offer(session: Session, staff_id: int, name: str, site: Site, *, now: datetime) -> Asked:
    """Ask for a new passkey of this person, who may see `name` beside it on their device."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = generate_registration_options(
        rp_id=site.host,
        rp_name="Hotline console",
        user_id=_handle(staff_id),
        user_name=name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=_descriptors(session, staff_id),
    )
    return Asked(steps.begin(session, staff_id, options.challenge, now=now), options_to_json(options))


def add(session: Session, step: str, answer: str, label: str, site: Site, *, now: datetime) -> Passkey:
    """Keep the passkey that the browser made. Raises Invalid("passkey", "refused", "expired" or "too_many")."""
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException

    begun = steps.take_challenge(session, step, now=now)
    if begun is None or begun.staff_id is None:
        raise Invalid("passkey", "expired")
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=begun.challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except WebAuthnException as error:
        raise Invalid("passkey", "refused") from error
    key_id = bytes_to_base64url(made.credential_id)
    if len(key_id) > LONGEST_ID or session.get(Passkey, key_id) is not None:
        raise Invalid("passkey", "refused")
    if len(of(session, begun.staff_id)) >= _MOST:
        raise Invalid("passkey", "too_many")
    key = Passkey(id=key_id, staff_id=begun.staff_id, public_key=made.credential_public_key, made_at=now)
    key.sign_count, key.label = made.sign_count, reading.line(label)[:LONGEST_LABEL]
    session.add(key)
    session.flush()
    return key


def ask(session: Session, staff_id: int | None, site: Site, *, now: datetime) -> Asked:
    """Ask for a proof by passkey: of this person, or with None of whoever the device knows."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=site.host,
        allow_credentials=_descriptors(session, staff_id) if staff_id else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Asked(steps.begin(session, staff_id, options.challenge, now=now), options_to_json(options))


def proved(session: Session, step: str, answer: str, site: Site, *, now: datetime) -> int | None:
    """Whose passkey gave this answer, None where it is refused: unknown, of somebody else, copied, or too late."""
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    begun = steps.take_challenge(session, step, now=now)
    if begun is None:
        return None
    try:
        key = session.get(Passkey, parse_authentication_credential_json(answer).id, with_for_update=True)
        if key is None or begun.staff_id not in (None, key.staff_id):
            return None
        key.sign_count = _verified(key, begun, answer, site)
    except WebAuthnException:
        return None
    key.used_at = now
    return key.staff_id


def of(session: Session, staff_id: int) -> list[Passkey]:
    """Somebody's passkeys, the oldest first."""
    return list(session.scalars(select(Passkey).where(Passkey.staff_id == staff_id).order_by(Passkey.made_at)))


def remove(session: Session, staff_id: int, key_id: str) -> None:
    """From now on it opens nothing. Raises NotFound."""
    key = session.get(Passkey, key_id)
    if key is None or key.staff_id != staff_id:
        raise NotFound
    session.delete(key)
    session.flush()


def _verified(key: Passkey, begun: SignInStep, answer: str, site: Site) -> int:
    """The count of its signatures that the key tells; one that fell behind was copied, and is refused."""
    from webauthn import verify_authentication_response

    return verify_authentication_response(
        credential=answer,
        expected_challenge=begun.challenge,
        expected_rp_id=site.host,
        expected_origin=site.origin,
        credential_public_key=key.public_key,
        credential_current_sign_count=key.sign_count,
        require_user_verification=True,
    ).new_sign_count


def _descriptors(session: Session, staff_id: int) -> list["PublicKeyCredentialDescriptor"]:
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.id)) for key in of(session, staff_id)]


def _handle(staff_id: int) -> bytes:
    return staff_id.to_bytes(_ID_BYTES)
