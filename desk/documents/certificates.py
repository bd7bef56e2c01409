# SPDX-License-Identifier: Apache-2.0
"""Certificates: what they say, opening a PKCS#12 file in memory, and making one for trying out.

A key and its passphrase stay in memory; nothing here writes a file or a log.
"""

from __future__ import annotations

import hashlib
import secrets
import warnings
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from desk.cms import certificate as parsed_certificate
from desk.documents.fonts import clean
from desk.domain.one_person import BESIDE, can_be_one
from desk.domain.signatures import TEST_MARK, Certificate
from desk.domain.signing import SigningKey
from desk.domain.verdicts import Doubt
from desk.errors import N_, AtField, Refusal

if TYPE_CHECKING:
    from asn1crypto.cms import SignerInfo
    from asn1crypto.x509 import Certificate as Parsed
    from cryptography import x509

TEST_DAYS = 365
_BITS = 2048


def read_certificate(content: bytes) -> bytes:
    """The DER bytes of one certificate given as PEM or DER; refuses anything else."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        if b"-----BEGIN" in content:
            found = x509.load_pem_x509_certificate(content)
        else:
            found = x509.load_der_x509_certificate(content)
        return found.public_bytes(Encoding.DER)
    except ValueError as error:
        raise AtField(
            N_("This is not a certificate. Choose a .cer, .crt, .pem or .der file."), field="file"
        ) from error


def describe(der: bytes) -> Certificate:
    """What a certificate says; nearly nothing where it cannot be read."""
    from cryptography import x509

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of long names, see ``_long``
            return _described(x509.load_der_x509_certificate(der), der)
    except (ValueError, x509.InvalidVersion):
        return _unreadable(der)


def _unreadable(der: bytes) -> Certificate:
    """What is certain of a certificate that says neither whose it is nor when it holds."""
    return Certificate(
        fingerprint=hashlib.sha256(der).hexdigest(),
        test=TEST_MARK.encode() in der,
        doubt=Doubt.UNREADABLE,
        **_told_apart(der),
    )


def _described(certificate: x509.Certificate, der: bytes) -> Certificate:
    units = {_text(each.value) for each in certificate.subject if each.oid.dotted_string == _UNIT}
    return Certificate(
        name=_common(certificate.subject),
        issuer=_common(certificate.issuer),
        serial=f"{certificate.serial_number:X}",
        since=certificate.not_valid_before_utc.isoformat(),
        until=certificate.not_valid_after_utc.isoformat(),
        fingerprint=hashlib.sha256(der).hexdigest(),
        self_signed=_self_signed(certificate),
        test=TEST_MARK in units,
        algorithm=_algorithm(certificate),
        emails=" ".join(_emails(certificate)),
        qualified=_qualified(certificate),
        doubt=Doubt.NONE if signs(der) else Doubt.USAGE,
        **_told_apart(der),
    )


def _self_signed(certificate: x509.Certificate) -> bool:
    """Whether the key of a certificate signed it; by its names alone where that cannot be checked here."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    if certificate.subject != certificate.issuer:
        return False
    try:
        certificate.verify_directly_issued_by(certificate)
    except InvalidSignature:
        return False
    except (UnsupportedAlgorithm, ValueError, TypeError):
        return True
    return True


def _told_apart(der: bytes) -> dict[str, Any]:
    """How a signature may name this certificate."""
    told = {}
    with suppress(ValueError, TypeError, KeyError):
        parsed = parsed_certificate(der)
        told["key"] = _key(parsed)
        told["sid"] = sid_of(parsed.issuer.dump(), parsed.serial_number)
        named = parsed.key_identifier
        told["key_id"] = named.hex() if named else ""
    return told


def _key(parsed: Parsed) -> str:
    """Fingerprint of a public key: the numbers it is made of, for one key can be written in several ways."""
    known = parsed.public_key
    if known.algorithm in ("rsa", "rsassa_pss"):
        modulus = int(known["public_key"].parsed["modulus"].native)
        return hashlib.sha256(f"rsa {modulus}".encode()).hexdigest()
    raw = bytes(known["public_key"].contents)[1:]
    if known.algorithm == "ec":
        # Its first number is enough: the second only says which of two signs.
        raw = raw[1:] if raw[:1] in (b"\2", b"\3") else raw[1 : 1 + len(raw) // 2]
    return hashlib.sha256(raw).hexdigest()


def sid_of(issuer: bytes, serial: int) -> str:
    """Fingerprint of issuer, as DER, and number: they name one certificate."""
    return hashlib.sha256(issuer + str(serial).encode()).hexdigest()


def only_named(signer: SignerInfo) -> Certificate:
    """What a signature says of the certificate it leaves out."""
    sid = signer["sid"]
    if sid.name == "issuer_and_serial_number":
        issuer, serial = sid.chosen["issuer"].dump(), sid.chosen["serial_number"].native
        return Certificate(sid=sid_of(issuer, serial))
    return Certificate(key_id=bytes(sid.native).hex())


def _emails(certificate: x509.Certificate) -> list[str]:
    """The addresses a certificate is made out to, in the order and the spelling it has them."""
    from cryptography import x509

    found = [_text(each.value) for each in certificate.subject if each.oid.dotted_string == _EMAIL]
    with suppress(
        x509.ExtensionNotFound, x509.DuplicateExtension, x509.UnsupportedGeneralNameType, ValueError
    ):
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        found += map(_text, names.get_values_for_type(x509.RFC822Name))
    return list(dict.fromkeys(each for each in found if each and " " not in each))


@lru_cache
def issues(der: bytes) -> bool:
    """Whether a certificate is an issuer's: it says so itself, and its key is not kept from it."""
    from asn1crypto.x509 import Certificate as Parsed

    try:
        found = Parsed.load(der)
        usage = found.key_usage_value
        return bool(found.ca) and (usage is None or "key_cert_sign" in usage.native)
    except (ValueError, TypeError):
        return False


def signs(der: bytes) -> bool:
    """Whether a certificate says that its key signs documents; one that says nothing of it may."""
    usage = stated_usage(der)
    return (usage is None or not usage.isdisjoint(SIGNING)) and not _serves(der)


def _serves(der: bytes) -> bool:
    """Whether a key is for connections, programs or the service of an issuer, and for nothing else."""
    from asn1crypto.x509 import Certificate as Parsed

    try:
        purposes = Parsed.load(der).extended_key_usage_value
        return purposes is not None and _SERVICES.issuperset(purposes.native)
    except (ValueError, TypeError):
        return False


_SERVICES = frozenset(
    {"server_auth", "client_auth", "code_signing", "time_stamping", "ocsp_signing"}
)
"""A certificate that names purposes is for these only (RFC 5280, 4.2.1.12)."""


def stated_usage(der: bytes) -> set[str] | None:
    """What the key of a certificate is for; ``None`` where it does not say so."""
    from asn1crypto.x509 import Certificate as Parsed

    try:
        usage = Parsed.load(der).key_usage_value
        return None if usage is None else set(usage.native)
    except (ValueError, TypeError):
        return None


SIGNING = frozenset({"digital_signature", "non_repudiation"})


def believed(roots: Iterable[bytes], der: bytes = b"") -> list[bytes]:
    """Which of the trusted certificates may speak for one: those of issuers, and itself.

    Somebody's own certificate is trusted for its holder and lends no trust to others.
    """
    return [each for each in roots if each == der or issues(each)]


def _qualified(certificate: x509.Certificate) -> bool | None:
    from cryptography import x509

    try:
        return any(each.oid.dotted_string == _ISSUER_TOOL for each in certificate.extensions)
    except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return None


_ISSUER_TOOL = "1.2.643.100.112"
"""With what means the issuer signed: every qualified certificate has to say it."""
_UNIT, _EMAIL = "2.5.4.11", "1.2.840.113549.1.9.1"
_NAMES = ("2.5.4.3", "2.5.4.10", _UNIT)
"""Common name, organisation, unit: the first a certificate has says whose it is."""
_SURNAME, _GIVEN = "2.5.4.4", "2.5.4.42"
_KINDS = {
    "1.2.840.113549.1.1.1": "RSA",
    "1.2.840.113549.1.1.10": "RSA",
    "1.2.840.10045.2.1": "ECDSA",
    "1.2.643.7.1.1.1.1": "GOST R 34.10-2012",
    "1.2.643.7.1.1.1.2": "GOST R 34.10-2012",
}


def _text(value: str | bytes) -> str:
    """On one line and without signs nobody sees, as a name is shown and stamped."""
    text = value if isinstance(value, str) else value.decode("utf-8", "replace")
    return " ".join(clean(text).split())


NAMELESS = "—"
"""The name in a certificate that names nobody: it is not the name of any signer."""


def _common(name: x509.Name) -> str:
    """Whose a certificate is; an organisation's is that of the person named in it as well."""
    filled = [each for each in name if any(map(str.isalnum, _text(each.value)))]
    told = {each.oid.dotted_string: _text(each.value) for each in reversed(filled)}
    person = f"{told[_SURNAME]} {told.get(_GIVEN, '')}".strip() if _SURNAME in told else ""
    whole = next((told[oid] for oid in _NAMES if oid in told), "")
    if whole and person and not can_be_one(whole, person):
        return f"{whole}{BESIDE}{person}"
    return max(whole, person, key=len) or (name.rfc4514_string() if filled else NAMELESS)


def _algorithm(certificate: x509.Certificate) -> str:
    dotted = certificate.public_key_algorithm_oid.dotted_string
    return _KINDS.get(dotted, dotted)


def open_p12(content: bytes, passphrase: str) -> SigningKey:
    """The key and certificates of a PKCS#12 file; refuses a wrong passphrase and a key that should not sign."""
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        pkcs12,
    )

    try:
        found = pkcs12.load_pkcs12(content, passphrase.encode("utf-8") or None)
    except (ValueError, TypeError) as error:
        raise _unopened(content) from error
    if found.key is None or found.cert is None:
        raise Refusal(
            N_("The file holds no key with its certificate. Export both into one PKCS#12 file."),
            field="p12",
        )
    der = found.cert.certificate.public_bytes(Encoding.DER)
    _check_key(found.key, der)
    return SigningKey(
        certificate=describe(der),
        key=found.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        der=der,
        others=tuple(
            each.certificate.public_bytes(Encoding.DER) for each in found.additional_certs
        ),
    )


def _check_key(key: object, der: bytes) -> None:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    if not signs(der):
        raise AtField(
            N_("This certificate is not meant for signing documents. Choose another."), field="p12"
        )
    if not isinstance(key, RSAPrivateKey):
        raise Refusal(
            N_(
                "Only RSA keys sign here: a signature with an elliptic-curve key would end the paper’s"
                " archive format PDF/A-2b. Save the paper and sign it elsewhere."
            ),
            field="p12",
        )
    if key.key_size < _BITS:
        raise AtField(
            N_("This key is too short to be safe: RSA keys sign from {bits} bits."),
            field="p12",
            bits=_BITS,
        )


def _unopened(content: bytes) -> Refusal:
    from asn1crypto.pkcs12 import Pfx

    try:
        Pfx.load(content).native  # noqa: B018 -- parsed to see whether it is such a file at all
    except (ValueError, TypeError):
        return AtField(
            N_("This is not a PKCS#12 file. Its name usually ends in .p12 or .pfx."),
            field="p12",
        )
    return Refusal(
        N_(
            "The passphrase does not open this file, or its key is of a kind that does not sign here,"
            " such as GOST: then save the paper and sign it with the program of the key."
        ),
        field="p12_passphrase",
    )


def _long(name: str) -> x509.NameAttribute[str]:
    """A name of 64 characters: the library counts bytes instead, of which a Russian one has twice as many."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return x509.NameAttribute(NameOID.COMMON_NAME, name[:64], _validate=False)


def _usage() -> x509.KeyUsage:
    """A key for signatures and nothing else."""
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def test_p12(name: str, passphrase: str, now: datetime) -> bytes:
    """A PKCS#12 file with a self-signed certificate for trying out, marked as such in its subject."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509.oid import NameOID

    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    subject = x509.Name([
        _long(name),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, TEST_MARK),
    ])  # fmt: skip
    moment = now.astimezone(UTC).replace(microsecond=0)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(int.from_bytes(secrets.token_bytes(8), "big") | 1 << 62)
        .not_valid_before(moment - timedelta(minutes=5))
        .not_valid_after(moment + timedelta(days=TEST_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        name[:64].encode("utf-8"),
        key,
        certificate,
        None,
        serialization.BestAvailableEncryption(passphrase.encode("utf-8")),
    )
