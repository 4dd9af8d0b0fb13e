"""Real RSA keys for a gateway that is not real, and the signatures and seals made with them."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from kehou.funds.facts.wallet import ALGORITHM, NONCE, SERIAL, SIGNATURE, SIGNATURE_TYPE, STAMP


def new_key() -> RSAPrivateKey:
    """A fresh RSA key of 2,048 bits."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def private_text(key: RSAPrivateKey) -> str:
    """A private key as PEM text."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public_text(key: RSAPrivateKey) -> str:
    """The public half as PEM text."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def sign(key: RSAPrivateKey, message: str) -> str:
    """SHA256withRSA, in base64."""
    return base64.b64encode(key.sign(message.encode(), PKCS1v15(), SHA256())).decode()


@dataclass(frozen=True)
class Platform:
    """The channel's own key, by its id."""

    key: RSAPrivateKey
    key_id: str

    def headers(self, body: str, *, stamp: int) -> dict[str, str]:
        """The headers that vouch for an answer or a call-back."""
        nonce = secrets.token_hex(16)
        return {
            SERIAL: self.key_id,
            STAMP: str(stamp),
            NONCE: nonce,
            SIGNATURE: sign(self.key, f"{stamp}\n{nonce}\n{body}\n"),
            SIGNATURE_TYPE: ALGORITHM,
        }


def sealed_resource(content: Mapping[str, Any], *, api_key: str, kind: str) -> dict[str, str]:
    """What a call-back tells, encrypted for the merchant."""
    nonce = secrets.token_hex(6)
    plain = json.dumps(content, ensure_ascii=False).encode()
    sealed = AESGCM(api_key.encode()).encrypt(nonce.encode(), plain, kind.encode())
    return {
        "original_type": kind,
        "algorithm": "AEAD_AES_256_GCM",
        "ciphertext": base64.b64encode(sealed).decode(),
        "associated_data": kind,
        "nonce": nonce,
    }
