"""Opaque keys for people in the book: another one in each ledger, so that terms cannot be joined."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterable
from hashlib import blake2b
from uuid import UUID

from kehou.platform.sealed.keyring import house_key

KEY_BYTES = 10


def pupil_key(ledger_id: UUID, pupil_id: UUID) -> str:
    """The key of a pupil in one ledger; also the code under which the family finds its share in public."""
    return _key(_secret(), ledger_id, pupil_id)


def pupil_keys(ledger_id: UUID, pupils: Iterable[UUID]) -> dict[UUID, str]:
    """The keys of many pupils in one ledger."""
    secret = _secret()
    return {pupil: _key(secret, ledger_id, pupil) for pupil in pupils}


def person_key(ledger_id: UUID, person_id: UUID) -> str:
    """The key of a member of staff, an outside person or a provider in one ledger."""
    return _key(_secret(), ledger_id, person_id)


def _secret() -> bytes:
    return house_key("ledger")


def _key(secret: bytes, ledger_id: UUID, person_id: UUID) -> str:
    digest = blake2b(ledger_id.bytes + person_id.bytes, key=secret, digest_size=KEY_BYTES).digest()
    return b32encode(digest).decode()
