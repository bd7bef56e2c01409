# SPDX-License-Identifier: Apache-2.0
"""GOST R 34.10-2012 signatures checked in pure Python: the digest of what was signed, then the signature.

Slow (about 270 KiB a second), hence ``LARGEST``. Nothing is ever signed by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.domain.verdicts import Verdict

if TYPE_CHECKING:
    from asn1crypto.algos import SignedDigestAlgorithm
    from asn1crypto.cms import SignerInfo
    from asn1crypto.keys import PublicKeyInfo
    from asn1crypto.x509 import Certificate

LARGEST = 8 * 1024 * 1024
DIGESTS = {"1.2.643.7.1.1.2.2": 32, "1.2.643.7.1.1.2.3": 64}
_KEYS = {"1.2.643.7.1.1.1.1": 32, "1.2.643.7.1.1.1.2": 64}
_SIGNED = {"1.2.643.7.1.1.3.2": "1.2.643.7.1.1.2.2", "1.2.643.7.1.1.3.3": "1.2.643.7.1.1.2.3"}
"""By which digest a certificate is signed."""
_LONG, _SHORT = "id-tc26-gost-3410-2012-", "id-tc26-gost-3410-12-"
_CURVES = {
    "1.2.643.7.1.2.1.1.1": f"{_LONG}256-paramSetA",
    "1.2.643.7.1.2.1.1.2": f"{_LONG}256-paramSetB",
    "1.2.643.7.1.2.1.1.3": f"{_LONG}256-paramSetC",
    "1.2.643.7.1.2.1.1.4": f"{_LONG}256-paramSetD",
    "1.2.643.2.2.35.1": f"{_LONG}256-paramSetB",
    "1.2.643.2.2.35.2": f"{_LONG}256-paramSetC",
    "1.2.643.2.2.35.3": f"{_LONG}256-paramSetD",
    "1.2.643.2.2.36.0": f"{_LONG}256-paramSetB",
    "1.2.643.2.2.36.1": f"{_LONG}256-paramSetD",
    "1.2.643.7.1.2.1.2.1": f"{_SHORT}512-paramSetA",
    "1.2.643.7.1.2.1.2.2": f"{_SHORT}512-paramSetB",
    "1.2.643.7.1.2.1.2.3": f"{_LONG}512-paramSetC",
}
"""Curves by their numbers; CryptoPro's older names are those of TC 26 under others."""


def is_gost(signer: SignerInfo, certificate: Certificate | None) -> bool:
    """Whether a signature was made with a GOST digest, or with a GOST key."""
    return (certificate is not None and of_gost(certificate.public_key)) or (
        str(signer["digest_algorithm"]["algorithm"].dotted) in DIGESTS
    )


def check(data: bytes, signer: SignerInfo, certificate: Certificate | None) -> Verdict:
    """``UNKNOWN`` when the signature holds (trust is another matter), ``BROKEN``, ``MATCHED`` or ``KEPT``."""
    if len(data) > LARGEST:
        return Verdict.KEPT
    kind = str(signer["digest_algorithm"]["algorithm"].dotted)
    if kind not in DIGESTS or (certificate is not None and not of_gost(certificate.public_key)):
        return Verdict.BROKEN  # a GOST key signs by a GOST digest, and no other key does
    attributes = signer["signed_attrs"]
    signed = data
    if attributes:
        inside = message_digest(attributes)
        if inside is None or inside != digest(kind, data):
            return Verdict.BROKEN
        signed = attributes.untag().dump(force=True)
    if certificate is None:
        return Verdict.MATCHED if attributes else Verdict.KEPT
    held = holds(certificate.public_key, kind, signed, bytes(signer["signature"].native))
    if held is None:
        return Verdict.MATCHED if attributes else Verdict.KEPT
    return Verdict.UNKNOWN if held else Verdict.BROKEN


def of_gost(key: PublicKeyInfo) -> bool:
    """Whether a key signs by GOST R 34.10-2012."""
    return str(key["algorithm"]["algorithm"].dotted) in _KEYS


def message_digest(attributes: Any) -> bytes | None:  # noqa: ANN401 -- untyped
    """The digest of what was signed, where a signature names it."""
    for each in attributes:
        if each["type"].native == "message_digest":
            return bytes(each["values"][0].native)
    return None


def digest(kind: str, data: bytes) -> bytes:
    """The GOST R 34.11-2012 digest of ``data``."""
    from gostcrypto import gosthash

    name = "streebog256" if DIGESTS[kind] == 32 else "streebog512"
    return bytes(gosthash.new(name, data=bytearray(data)).digest())


def signed_by(
    key: PublicKeyInfo, algorithm: SignedDigestAlgorithm, signed: bytes, signature: bytes
) -> bool:
    """Whether a key signed a certificate, by the ``algorithm`` that names."""
    kind = _SIGNED.get(str(algorithm["algorithm"].dotted), "")
    return bool(holds(key, kind, signed, signature))


def holds(key: PublicKeyInfo, kind: str, signed: bytes, signature: bytes) -> bool | None:
    """Whether a key made ``signature``; ``None`` when its curve is not known here."""
    from gostcrypto import gostsignature

    found = _key(key)
    if found is None or kind not in DIGESTS:
        return None
    curve, point, size = found
    if len(point) != 2 * size or len(signature) != 2 * size or DIGESTS[kind] != size:
        return False
    # The standard writes numbers from their other end than the library, and r before s.
    public = point[:size][::-1] + point[size:][::-1]
    pair = signature[size:] + signature[:size]
    mode = gostsignature.MODE_256 if size == 32 else gostsignature.MODE_512
    machine = gostsignature.new(mode, gostsignature.CURVES_R_1323565_1_024_2019[curve])
    value = digest(kind, signed)[::-1]
    return bool(machine.verify(bytearray(public), bytearray(value), bytearray(pair)))


def _key(key: PublicKeyInfo) -> tuple[str, bytes, int] | None:
    """Curve, raw public key and size of its numbers."""
    from asn1crypto.core import ObjectIdentifier, OctetString
    from asn1crypto.core import Sequence as Parts
    from asn1crypto.parser import parse

    class Parameters(Parts):  # type: ignore[misc]  # asn1crypto has no types
        _fields = [("curve", ObjectIdentifier), ("digest", ObjectIdentifier, {"optional": True})]  # noqa: RUF012 -- asn1crypto's way

    try:
        inner = parse(key.dump())[4]
        algorithm = parse(inner)
        oid = ObjectIdentifier.load(algorithm[4])
        size = _KEYS.get(oid.dotted)
        whole = algorithm[3] + algorithm[4] + algorithm[5]
        bits = parse(inner[len(whole) :])[4][1:]
        rest = algorithm[4][len(oid.dump()) :]
        curve = _CURVES.get(Parameters.load(rest)["curve"].dotted)
        if size is None or curve is None:
            return None
        return curve, bytes(OctetString.load(bits).native), size
    except (ValueError, IndexError, TypeError):
        return None
