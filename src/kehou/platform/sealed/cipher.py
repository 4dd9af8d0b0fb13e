"""AES-256-GCM with associated data, and keyed tokens for looking things up.

A sealed value is ``version | nonce | ciphertext``. The associated data names table, column and person,
so that a value copied to another row does not open.
"""

from __future__ import annotations

import hmac
import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = b"\x01"
_NONCE = 12


class UnableToOpen(Exception):
    """A sealed value does not open: wrong key, wrong place, or altered."""


def new_key() -> bytes:
    """A fresh 256-bit key."""
    return AESGCM.generate_key(256)


def seal(plain: str, *, key: bytes, bound_to: str) -> bytes:
    """Encrypt text so that it opens only with the same key and at the same place."""
    return seal_bytes(plain.encode(), key=key, bound_to=bound_to)


def unseal(sealed: bytes, *, key: bytes, bound_to: str) -> str:
    """Decrypt text. Raises UnableToOpen."""
    return unseal_bytes(sealed, key=key, bound_to=bound_to).decode()


def seal_bytes(plain: bytes, *, key: bytes, bound_to: str) -> bytes:
    """Encrypt a file's content so that it opens only with the same key and at the same place."""
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plain, bound_to.encode())


def unseal_bytes(sealed: bytes, *, key: bytes, bound_to: str) -> bytes:
    """Decrypt a file's content. Raises UnableToOpen."""
    data = bytes(sealed)
    if data[:1] != _VERSION:
        raise UnableToOpen("unknown version")
    try:
        return AESGCM(key).decrypt(data[1 : 1 + _NONCE], data[1 + _NONCE :], bound_to.encode())
    except InvalidTag as error:
        raise UnableToOpen("it was altered, moved, or its key is another") from error


def token(value: str, *, key: bytes, kind: str) -> str:
    """A keyed hash of a value, equal for equal values of a kind; for look-up, never for display."""
    return hmac.new(key, f"{kind}:{value}".encode(), sha256).hexdigest()
