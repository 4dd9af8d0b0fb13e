"""A small certificate authority that issues electronic seals.

It serves the demo and tests. In service a county registers seals that a licensed authority
issued, in the same shape: certificate, key and chain as PEM.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from kehou.kernel.moments import SHANGHAI


@dataclass(frozen=True, slots=True)
class Authority:
    """The issuer of seals: its certificate, which others trust, and its key. Both are PEM."""

    name: str
    certificate: bytes
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Seal:
    """An organisation's electronic seal: certificate, key and issuer's certificate as PEM.

    ``legend`` is the line across the lower part of the stamp, such as 课后服务专用章.
    """

    name: str
    legend: str
    certificate: bytes
    issuer_certificate: bytes
    key: bytes = field(repr=False)


def create_authority(name: str, *, first_day: date, past_day: date) -> Authority:
    """A new self-signed authority, valid from ``first_day`` up to but not on ``past_day``."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _subject(name)
    builder = _builder(subject, key.public_key(), first_day, past_day).issuer_name(subject)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    certificate = builder.sign(key, SHA256())
    return Authority(name, certificate.public_bytes(Encoding.PEM), _pem(key))


def issue_seal(authority: Authority, name: str, *, legend: str, first_day: date, past_day: date) -> Seal:
    """A new seal for an organisation, valid from ``first_day`` up to but not on ``past_day``."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.load_pem_x509_certificate(authority.certificate)
    issuer_key = load_pem_private_key(authority.key, password=None)
    assert isinstance(issuer_key, ec.EllipticCurvePrivateKey)
    builder = _builder(_subject(name), key.public_key(), first_day, past_day).issuer_name(issuer.subject)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
    )
    certificate = builder.sign(issuer_key, SHA256())
    return Seal(name, legend, certificate.public_bytes(Encoding.PEM), authority.certificate, _pem(key))


def _subject(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _builder(
    subject: x509.Name, public_key: ec.EllipticCurvePublicKey, first_day: date, past_day: date
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.combine(first_day, time.min, SHANGHAI))
        .not_valid_after(datetime.combine(past_day, time.min, SHANGHAI))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    """A seal signs documents and stands for what it signed; an authority signs certificates only."""
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
