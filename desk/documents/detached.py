# SPDX-License-Identifier: Apache-2.0
"""Checks a signature kept in a file of its own (.sig, .p7s) against the file it was made for.

RSA and ECDSA by pyHanko, GOST by ``gost``. What cannot be checked is told to be kept, never taken for good.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from desk.documents import gost
from desk.documents.certificates import believed, describe, sid_of
from desk.documents.moments import claimed
from desk.documents.verifying import UNREADABLE, quiet, validation_context
from desk.documents.weighing import led_astray, remarks, usage_of, weighed
from desk.domain.signatures import (
    Certificate,
    Doubt,
    FileReport,
    FoundSignature,
    Imprint,
    Verdict,
)
from desk.errors import N_, Told

if TYPE_CHECKING:
    from asn1crypto.cms import SignedData, SignerIdentifier, SignerInfo
    from asn1crypto.x509 import Certificate as Parsed

_ARMOUR = re.compile(rb"-----(?:BEGIN|END)[^-]*-----|\s+")
_WEAK = {"md2": "md2", "md5": "md5", "sha1": "sha1", "1.3.36.3.2.1": "ripemd160"}
"""Digests two files can be made to share, as ``hashlib`` names them."""
_KEPT = Told(N_("This kind of signature cannot be verified here: it is only kept."))
_ONLY_DIGEST = Told(
    N_("The digest inside is that of the file, but the signature itself cannot be verified here.")
)
_OTHER_FILE = Told(N_("It was made for another file, or what was signed has been changed since."))

_TWO_CERTIFICATES = Told(
    N_("Two different certificates in the file answer to its signer: it does not say who signed.")
)


def verify_detached(data: bytes, signature: bytes, roots: Iterable[bytes] = ()) -> FileReport:
    """What a detached signature of ``data`` is worth; ``roots`` are trusted issuers' certificates, as DER."""
    quiet()
    signed = _signed_data(signature)
    if signed is None:
        return FileReport(
            problem=Told(N_("This is no signature file: it holds no signature that can be read."))
        )
    trusted = list(roots)
    try:
        found = tuple(_checked(data, signed, each, trusted) for each in signed["signer_infos"])
    except Exception:  # a hostile file may raise anything
        found = (_UNREAD,)
    return FileReport(found, changed_after=any(each.verdict is Verdict.BROKEN for each in found))


def is_signature(content: bytes) -> bool:
    """Whether a file holds a detached signature."""
    return _signed_data(content) is not None


def _signed_data(content: bytes) -> SignedData | None:
    from asn1crypto.cms import ContentInfo

    for form in (content, _unwrapped(content)):
        if not form.startswith(b"0"):
            continue
        try:
            info = ContentInfo.load(form)
            if info["content_type"].native != "signed_data":
                continue
            signed = info["content"]
            if len(signed["signer_infos"]) > 0:
                return signed
        except Exception:  # noqa: S112 -- a hostile file may raise anything, and is no signature then
            continue
    return None


def _unwrapped(content: bytes) -> bytes:
    """The bytes inside PEM or plain base64; nothing when it is neither."""
    try:
        return base64.b64decode(_ARMOUR.sub(b"", content), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _checked(
    data: bytes, signed: SignedData, signer: SignerInfo, roots: Sequence[bytes]
) -> FoundSignature:
    """One signature; whatever goes wrong while it is read counts against it."""
    try:
        moment = claimed(lambda: _signing_time(signer))
        return moment.noted(_check(data, signed, signer, roots, moment.at))
    except Exception:  # a hostile file may raise anything
        return _UNREAD


_UNREAD = FoundSignature("", Verdict.BROKEN, notes=(UNREADABLE,))


def _check(
    data: bytes,
    signed: SignedData,
    signer: SignerInfo,
    roots: Sequence[bytes],
    at: datetime | None,
) -> FoundSignature:
    try:
        certificate, others = _certificates(signed, signer)
    except _TwoCertificatesError:
        return FoundSignature("", Verdict.BROKEN, notes=(_TWO_CERTIFICATES,))
    known = describe(certificate.dump()) if certificate is not None else _only_named(signer)
    roots = believed(roots, certificate.dump() if certificate is not None else b"")
    inner = signed["encap_content_info"]["content"]
    if inner.native is not None and bytes(inner.native) != data:
        return FoundSignature("", Verdict.BROKEN, known, time=_iso(at), notes=(_OTHER_FILE,))
    try:
        trusted = led = False
        if gost.is_gost(signer):
            verdict, trusted = _by_gost(data, signer, certificate, others, roots)
        elif _weak(signer):
            verdict, known = _by_digest(data, signer), replace(known, doubt=Doubt.WEAK)
        elif certificate is None or _beyond(signer, certificate):
            verdict = _by_digest(data, signer)
        else:
            bare = _bare(signed, signer, (certificate, *others))
            verdict, trusted, led = _by_pyhanko(data, bare, certificate, roots, at)
    except Exception:
        # A hostile file may raise anything; what cannot be checked though its key is there is not taken.
        verdict = Verdict.BROKEN
    first = verdict
    if verdict is Verdict.UNKNOWN:
        verdict, known = weighed(known, at, trusted=trusted, led=led)
    return FoundSignature(
        field="",
        verdict=verdict,
        certificate=known,
        covers_whole=verdict not in (Verdict.BROKEN, Verdict.KEPT),
        trusted=verdict is Verdict.VALID,
        time=_iso(at),
        notes=_notes(first, known),
    )


def _weak(signer: SignerInfo) -> bool:
    return str(signer["digest_algorithm"]["algorithm"].native) in _WEAK


def _beyond(signer: SignerInfo, certificate: Parsed) -> bool:
    """Whether a signature is of a kind the libraries do not know, whose digest can be compared all the same."""
    pss = "rsassa_pss"
    kind = str(signer["signature_algorithm"]["algorithm"].native)
    return certificate.public_key.algorithm == pss and kind != pss


def _only_named(signer: SignerInfo) -> Certificate:
    """What a signature says of the certificate it leaves out."""
    sid = signer["sid"]
    if sid.name == "issuer_and_serial_number":
        issuer, serial = sid.chosen["issuer"].dump(), sid.chosen["serial_number"].native
        return Certificate(sid=sid_of(issuer, serial))
    return Certificate(key_id=bytes(sid.native).hex())


def _by_digest(data: bytes, signer: SignerInfo) -> Verdict:
    """By the digest inside alone, where it can be read: whose key it was is not said."""
    inside = gost.message_digest(signer["signed_attrs"] or ())
    kind = str(signer["digest_algorithm"]["algorithm"].native)
    kind = _WEAK.get(kind, kind)
    if inside is None or kind not in hashlib.algorithms_available:
        return Verdict.KEPT
    return Verdict.MATCHED if inside == hashlib.new(kind, data).digest() else Verdict.BROKEN


def _notes(verdict: Verdict, known: Certificate) -> tuple[Told, ...]:
    first = {Verdict.BROKEN: _OTHER_FILE, Verdict.KEPT: _KEPT, Verdict.MATCHED: _ONLY_DIGEST}
    told = [first[verdict]] if verdict in first else []
    weighing = verdict is Verdict.UNKNOWN or known.doubt == Doubt.WEAK
    return (*told, *(remarks(known) if weighing else ()))


def _certificates(
    signed: SignedData, signer: SignerInfo
) -> tuple[Parsed | None, tuple[Parsed, ...]]:
    """The signer's certificate, where it is inside, and the others; refuses two it may be."""
    every = [each.chosen for each in signed["certificates"] or () if each.name == "certificate"]
    own = {each.dump(): each for each in every if _is_named(signer["sid"], each)}
    if len(own) > 1:
        raise _TwoCertificatesError
    others = tuple(each for each in every if each.dump() not in own)
    return next(iter(own.values()), None), others


class _TwoCertificatesError(ValueError):
    """A file holds two certificates its signature names alike, and so says of two people that they signed."""


def _is_named(sid: SignerIdentifier, certificate: Parsed) -> bool:
    if sid.name != "issuer_and_serial_number":
        return bool(certificate.key_identifier == sid.native)
    wanted = sid.chosen
    # Names are compared, not how they are written: so does what checks the signature.
    return bool(
        certificate.serial_number == wanted["serial_number"].native
        and certificate.issuer == wanted["issuer"]
    )


def _signing_time(signer: SignerInfo) -> object:
    for each in signer["signed_attrs"] or ():
        if each["type"].native == "signing_time":
            return each["values"][0].native
    return None


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _by_pyhanko(
    data: bytes,
    signed: SignedData,
    certificate: Parsed,
    roots: Sequence[bytes],
    at: datetime | None,
) -> tuple[Verdict, bool, bool]:
    """Whether it holds, whether its certificate is trusted, and else whether it leads to an issuer that is."""
    from pyhanko.sign.validation.generic_cms import async_validate_detached_cms

    status = asyncio.run(
        async_validate_detached_cms(
            data,
            signed,
            signer_validation_context=validation_context(roots, at),
            key_usage_settings=usage_of(certificate.dump()),
        )
    )
    shown = status.signing_cert.dump() == certificate.dump()
    if not (shown and status.valid and status.intact):
        return Verdict.BROKEN, False, False
    return Verdict.UNKNOWN, bool(status.trusted), led_astray(status)


def _bare(signed: SignedData, signer: SignerInfo, certificates: Sequence[Parsed]) -> SignedData:
    """One signature of several, without the content it may carry, which was compared already and is not signed here."""
    from asn1crypto.cms import CertificateChoices

    bare = signed.copy()
    bare["signer_infos"] = [signer]
    bare["certificates"] = [CertificateChoices("certificate", each) for each in certificates]
    kind = signed["encap_content_info"]["content_type"].native
    bare["encap_content_info"] = {"content_type": kind}
    return bare


def imprint(content: bytes) -> Imprint | None:
    """What the first signature of a file says of itself; ``None`` where none can be read."""
    signed = _signed_data(content)
    if signed is None:
        return None
    try:
        signer = signed["signer_infos"][0]
        algorithm = signer["digest_algorithm"]["algorithm"]
        inside = gost.message_digest(signer["signed_attrs"] or ())
        certificate, _others = _certificates(signed, signer)
        names = _names(certificate) if certificate is not None else ()
        kind = str(algorithm.dotted if gost.is_gost(signer) else algorithm.native)
        return Imprint(kind, inside or b"", names)
    except Exception:  # a hostile file may raise anything
        return None


def _names(certificate: Parsed) -> tuple[str, ...]:
    """The names a certificate is made out to: an organisation's has the person's beside its own."""
    known = certificate.subject.native
    person = " ".join(str(known[part]) for part in ("surname", "given_name") if known.get(part))
    return tuple(filter(None, (describe(certificate.dump()).name, person)))


def digest_by(kind: str, data: bytes) -> bytes | None:
    """The digest of ``data`` by a kind an imprint names; ``None`` when it is not known here."""
    if kind in gost.DIGESTS:
        return gost.digest(kind, data)
    return hashlib.new(kind, data).digest() if kind in _SHA_2 else None


_SHA_2 = ("sha224", "sha256", "sha384", "sha512")


def carried(content: bytes) -> bytes | None:
    """What a signature file carries of what was signed; ``None`` when it is on its own."""
    signed = _signed_data(content)
    try:
        inner = None if signed is None else signed["encap_content_info"]["content"].native
        return bytes(inner) if inner else None
    except Exception:  # a hostile file may raise anything
        return None


def _by_gost(
    data: bytes,
    signer: SignerInfo,
    certificate: Parsed | None,
    others: Sequence[Parsed],
    roots: Sequence[bytes],
) -> tuple[Verdict, bool]:
    verdict = gost.check_signer(data, signer, certificate)
    if certificate is None or verdict is not Verdict.UNKNOWN:
        return verdict, False
    return verdict, gost.trusted(certificate, others, roots)
