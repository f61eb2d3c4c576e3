"""Sealed columns and keyed hashes: what a thief of the database file cannot read.

A sealed blob is  version (1 byte) | length of the key id (1) | key id | nonce (12) | AES-256-GCM ciphertext and tag.
The row's id and the key id are authenticated with it, so that a blob moved to another row does not open.
"""

import hashlib
import hmac
import os
from collections.abc import Mapping
from typing import cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from hotline.config import Settings

VERSION = 1
NONCE_BYTES = 12
_HMAC_BLOCK = 64  # bytes SHA-256 works on at a time
_INFO_KEY = "secrets_box"


class Unsealable(Exception):
    """A blob that does not belong to this row, or was sealed with a key this process does not have."""


class KeyedHash:
    """A truncated HMAC-SHA256 under one key."""

    def __init__(self, key: bytes) -> None:
        block = key.ljust(_HMAC_BLOCK, b"\0")
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))

    def of(self, kind: str, value: str) -> int:
        """A signed 64-bit integer; `kind` keeps name spaces apart."""
        # RFC 2104 from two half-made hashes: an import makes dozens of keys a person.
        inner = self._inner.copy()
        inner.update(f"{kind}\0{value}".encode())
        outer = self._outer.copy()
        outer.update(inner.digest())
        return int.from_bytes(outer.digest()[:8], "big", signed=True)


class PeopleIndex:
    """The hashes that people are found by, under one key, known by its id."""

    def __init__(self, key_id: str, key: bytes) -> None:
        self.key_id = key_id
        self.key = KeyedHash(key).of


class SecretsBox:
    """Seals with the first of the keys, opens with any of them.

    People are looked up in `people`, the index under the first of the people's keys, and written into all of
    `indexes`, so that another can be built beside it (docs/keys.md). Without keys of their own people are found
    under the first of the index keys.
    """

    def __init__(
        self,
        sealing_keys: Mapping[str, bytes],
        index_keys: Mapping[str, bytes],
        people_keys: Mapping[str, bytes] | None = None,
    ) -> None:
        self._ciphers = {key_id.encode(): AESGCM(key) for key_id, key in sealing_keys.items()}
        self._current = next(iter(self._ciphers))
        # Of the sealing keys, so that no third kind is to be kept; an old one stays while its links are verified.
        self._chain_keys = {key_id: hmac.digest(key, b"chain", "sha256") for key_id, key in sealing_keys.items()}
        first = dict([next(iter(index_keys.items()))])
        self._hash = KeyedHash(*first.values())
        self.indexes = tuple(PeopleIndex(key_id, key) for key_id, key in (people_keys or first).items())
        self.people = self.indexes[0]

    def seal(self, row_id: int, plain: bytes) -> bytes:
        """`plain` sealed for the row with that id."""
        nonce = os.urandom(NONCE_BYTES)
        head = bytes((VERSION, len(self._current))) + self._current
        return head + nonce + self._ciphers[self._current].encrypt(nonce, plain, _bound_to(row_id, self._current))

    def open(self, row_id: int, blob: bytes) -> bytes:
        """What was sealed for that row. Raises Unsealable."""
        end = 2 + blob[1]
        key_id = bytes(blob[2:end])
        cipher = self._ciphers.get(key_id)
        if blob[0] != VERSION or cipher is None:
            raise Unsealable("sealed with a key that is not among SEALING_KEYS")
        nonce = blob[end : end + NONCE_BYTES]
        try:
            return cipher.decrypt(nonce, blob[end + NONCE_BYTES :], _bound_to(row_id, key_id))
        except InvalidTag as error:
            raise Unsealable("the blob does not belong to this row") from error

    def link(self, before: bytes, told: bytes, key_id: str = "") -> tuple[str, bytes]:
        """A link of a chain: the key's id and the HMAC-SHA256 of the link before and of what is told.

        With the newest key, or to verify with that of `key_id`. Raises Unsealable.
        """
        key_id = key_id or self._current.decode()
        if key_id not in self._chain_keys:
            raise Unsealable("linked with a key that is not among SEALING_KEYS")
        return key_id, hmac.digest(self._chain_keys[key_id], before + told, "sha256")

    def index_key(self, kind: str, value: str) -> int:
        """The hash of what is never made anew: a code, a PIN, a contact, a source's own id; of people see `people`."""
        return self._hash.of(kind, value)


def _bound_to(row_id: int, key_id: bytes) -> bytes:
    return row_id.to_bytes(8, "big", signed=True) + key_id


def from_settings(settings: Settings) -> SecretsBox:
    """The box with the keys of the environment, which live outside the database."""
    return SecretsBox(settings.sealing_keys, settings.index_keys, settings.people_keys)


def session_info(box: SecretsBox) -> dict[str, object]:
    """What a session carries so that the domain can seal and open."""
    return {_INFO_KEY: box}


def of(session: Session) -> SecretsBox:
    """The box that came with this session."""
    return cast(SecretsBox, session.info[_INFO_KEY])


def random_id() -> int:
    """A random 63-bit primary key, made by the client so that a row can be sealed before it is stored."""
    return int.from_bytes(os.urandom(8), "big") >> 1
