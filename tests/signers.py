# SPDX-License-Identifier: Apache-2.0
"""Invented issuers and signers: certificates of any age, and the PKCS#12 files of their keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zlib import crc32

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PASSPHRASE = "подпись-канарейка-7431"


@dataclass(frozen=True)
class Signer:
    """A certificate with its key."""

    p12: bytes
    der: bytes
    pem: bytes
    issuer: bytes
    """The certificate of the issuer, as DER."""


@cache
def _key(order: int, bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _usage(*, issuer: bool, signs: bool = True) -> x509.KeyUsage:
    signs = signs and not issuer
    return x509.KeyUsage(signs, signs, not signs, False, False, issuer, issuer, False, False)


@cache
def signer(
    name: str = "Примерова Ольга Вымысловна",
    *,
    since: int = -10,
    days: int = 300,
    order: int = 1,
    curve: bool = False,
    issued_by: str = "Вымышленный удостоверяющий центр",
    bits: int = 2048,
    use: str = "",
    email: str = "",
    qualified: bool = False,
) -> Signer:
    """Somebody whose certificate began ``since`` days from now and holds for ``days``.

    ``use`` is ``stamping`` for a time-stamp service, ``secrecy`` for a key that must not sign.
    """
    root = _key(0)
    key = ec.generate_private_key(ec.SECP256R1()) if curve else _key(order, bits)

    def made(
        subject: str, public: object, start: datetime, until: datetime, *, own: bool
    ) -> x509.Certificate:
        usage = _usage(issuer=own, signs=use != "secrecy")
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(subject))
            .issuer_name(_name(issued_by))
            .public_key(public)  # type: ignore[arg-type]
            .serial_number(0x1000 if own else 0x2000 + order + (crc32(name.encode()) << 16))
            .not_valid_before(start)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=own, path_length=None), critical=True)
            .add_extension(usage, critical=True)
        )
        if use == "stamping" and not own:
            builder = builder.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
        if email and not own:
            names = x509.SubjectAlternativeName([x509.RFC822Name(email)])
            builder = builder.add_extension(names, critical=False)
        if qualified and not own:
            tool = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.643.100.112"), b"0\x00")
            builder = builder.add_extension(tool, critical=False)
        return builder.sign(root, hashes.SHA256())

    start = NOW + timedelta(days=since)
    long = timedelta(days=3650)
    issuer = made(issued_by, root.public_key(), NOW - long, NOW + long, own=True)
    own = made(name, key.public_key(), start, start + timedelta(days=days), own=False)
    return Signer(
        p12=pkcs12.serialize_key_and_certificates(
            b"key", key, own, [issuer], serialization.BestAvailableEncryption(PASSPHRASE.encode())
        ),
        der=own.public_bytes(serialization.Encoding.DER),
        pem=own.public_bytes(serialization.Encoding.PEM),
        issuer=issuer.public_bytes(serialization.Encoding.DER),
    )
