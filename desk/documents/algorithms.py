# SPDX-License-Identifier: Apache-2.0
"""How a signature was made: by a digest that is safe or not, and what pyHanko has to be helped with."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from desk.documents import gost
from desk.domain.signatures import Certificate
from desk.domain.verdicts import Doubt, Verdict

if TYPE_CHECKING:
    from asn1crypto.algos import SignedDigestAlgorithm
    from asn1crypto.cms import SignerInfo
    from asn1crypto.keys import PublicKeyInfo
    from pyhanko_certvalidator.sig_validate import SignatureValidationContext, SignatureValidator

_NAMES = {"1.3.36.3.2.1": "ripemd160"}
"""Digests pyHanko does not know, as ``hashlib`` calls them."""
_WEAK = frozenset({"md2", "md5", "sha1", *_NAMES.values()})
"""Those that two files can be made to share."""
_KEYS = frozenset({"rsa", "rsassa_pss", "ec", "dsa", "ed25519", "ed448"})
_PLAIN = frozenset({"sha224", "sha256", "sha384", "sha512", *_WEAK})


def beyond(signer: SignerInfo, key: PublicKeyInfo) -> bool:
    """Whether a signature is by a digest or a key pyHanko does not know; its digest may be compared all the same."""
    curve = key.algorithm == "ec" and not _on_known_curve(key)
    return key.algorithm not in _KEYS or curve or _digest(signer) in _NAMES.values()


def _on_known_curve(key: PublicKeyInfo) -> bool:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        load_der_public_key(key.dump())
    except (ValueError, UnsupportedAlgorithm):
        return False
    return True


def _digest(signer: SignerInfo) -> str:
    kind = str(signer["digest_algorithm"]["algorithm"].native)
    return _NAMES.get(kind, kind)


_BITS = {"rsa": 2048, "rsassa_pss": 2048, "ec": 224}
"""Below that a key has less than 112 bits of security: NIST SP 800-57 Part 1 (revision 5), table 2."""


def too_short(key: PublicKeyInfo) -> bool:
    """Whether a key is too short to be safe; of other kinds than these it is not said."""
    wanted = _BITS.get(key.algorithm, 0)
    if key.algorithm != "ec":
        return bool(wanted and key.bit_size < wanted)
    # By how its point is written, since not every curve is known by its name.
    point = bytes(key["public_key"].native)
    numbers = 1 if point[:1] in (b"\2", b"\3") else 2
    return (len(point) - 1) // numbers * 8 < wanted


def doubted(certificate: Certificate, signer: SignerInfo, key: PublicKeyInfo | None) -> Certificate:
    """The certificate of a signature, with the doubt that its digest or its key is a weak one, where it is."""
    try:
        signed = str(signer["signature_algorithm"].hash_algo)
    except ValueError:  # which says only by what kind of key it was signed
        signed = ""
    weak = {_digest(signer), signed} & _WEAK or (key is not None and too_short(key))
    return replace(certificate, doubt=Doubt.WEAK) if weak else certificate


def by_digest(data: bytes, signer: SignerInfo) -> Verdict:
    """By the digest inside alone, where it can be read: whose key it was is not said."""
    inside, kind = gost.message_digest(signer["signed_attrs"] or ()), _digest(signer)
    if inside is None or kind not in hashlib.algorithms_available:
        return Verdict.KEPT
    return Verdict.MATCHED if inside == hashlib.new(kind, data).digest() else Verdict.BROKEN


def digest_by(kind: str, data: bytes) -> bytes | None:
    """The digest of ``data`` by a kind an imprint names; ``None`` when it is not known here."""
    if kind in gost.DIGESTS:
        return gost.digest(kind, data)
    name = _NAMES.get(kind, kind)
    known = name in _PLAIN and name in hashlib.algorithms_available
    return hashlib.new(name, data).digest() if known else None


@cache
def validator() -> SignatureValidator:
    """PyHanko's own, and beside it what it does not know: GOST keys, and what OpenSSL makes with RSA-PSS ones.

    With a key that is for RSA-PSS only OpenSSL signs by it, as it must, and calls it plain RSA, which it does not
    verify itself.
    """
    from cryptography.exceptions import InvalidSignature
    from pyhanko_certvalidator.sig_validate import (
        DEFAULT_VALIDATION_CONTEXT,
        DefaultSignatureValidator,
    )

    class Validator(DefaultSignatureValidator):
        def validate_signature(
            self,
            signature: bytes,
            signed_data: bytes,
            public_key_info: PublicKeyInfo,
            signature_algorithm: SignedDigestAlgorithm,
            context: SignatureValidationContext = DEFAULT_VALIDATION_CONTEXT,
        ) -> None:
            named = str(signature_algorithm["algorithm"].native)
            if gost.of_gost(public_key_info):
                if not gost.signed_by(public_key_info, signature_algorithm, signed_data, signature):
                    raise InvalidSignature
            elif public_key_info.algorithm == _PSS and named != _PSS:
                _validate_pss(signature, signed_data, public_key_info, context)
            else:
                super().validate_signature(
                    signature, signed_data, public_key_info, signature_algorithm, context
                )

    return Validator()


_PSS = "rsassa_pss"


def _validate_pss(
    signature: bytes, signed: bytes, key: PublicKeyInfo, context: SignatureValidationContext
) -> None:
    """Raise ``InvalidSignature`` unless the key made it, by the digest of what was signed."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key
    from pyhanko_certvalidator.util import (
        get_pyca_cryptography_hash,
        get_pyca_cryptography_hash_for_signing,
    )

    kind = context.contextual_md_algorithm
    bound = key["algorithm"]["parameters"].native
    if bound is not None and bound["hash_algorithm"]["algorithm"] != kind:
        raise InvalidSignature
    plain = key.copy()
    plain["algorithm"] = {"algorithm": "rsa"}  # the library reads no other
    public = load_der_public_key(plain.dump())
    assert isinstance(public, RSAPublicKey), "as the key says of itself"
    public.verify(
        signature,
        signed,
        PSS(MGF1(get_pyca_cryptography_hash(kind)), PSS.AUTO),
        get_pyca_cryptography_hash_for_signing(kind, prehashed=context.prehashed),
    )
