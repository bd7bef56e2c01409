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

from desk.cms import content_info
from desk.documents import gost
from desk.documents.algorithms import beyond, by_digest, doubted
from desk.documents.certificates import believed, describe, only_named
from desk.documents.moments import claimed
from desk.documents.trusting import led, validation_context, way_of
from desk.documents.verifying import UNREADABLE, quiet
from desk.documents.weighing import NO_WAY, Way, judged, usage_of
from desk.domain.imprints import Imprint, SignatureMark
from desk.domain.signatures import FileReport, FoundSignature
from desk.domain.verdicts import Verdict
from desk.errors import N_, Told

if TYPE_CHECKING:
    from asn1crypto.cms import SignedData, SignerIdentifier, SignerInfo
    from asn1crypto.x509 import Certificate as Parsed

_ARMOUR = re.compile(rb"\xef\xbb\xbf|-----(?:BEGIN|END)[^-]*-----|\s+")
"""What surrounds base64, with the mark Notepad begins a text with."""
_OTHER_FILE = Told(N_("It was made for another file, or what was signed has been changed since."))

_TWO_CERTIFICATES = Told(
    N_("Two different certificates in the file match its signer: it does not say who signed.")
)


def verify_detached(data: bytes, signature: bytes, roots: Iterable[bytes] = ()) -> FileReport:
    """What a detached signature of ``data`` is worth; ``roots`` are trusted issuers' certificates, as DER."""
    quiet()
    signed = _signed_data(signature)
    if signed is None:
        return FileReport(
            problem=Told(N_("This is not a signature file: it contains no readable signature."))
        )
    trusted = list(roots)
    try:
        found = tuple(_checked(data, signed, each, trusted) for each in signed["signer_infos"])
    except Exception:  # a hostile file may raise anything
        found = (_UNREAD,)
    return FileReport(found, changed_after=any(each.verdict is Verdict.BROKEN for each in found))


def _signed_data(content: bytes) -> SignedData | None:
    for form in (content, _unwrapped(content)):
        if not form.startswith(b"0"):
            continue
        try:
            info = content_info(form)
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
    known = describe(certificate.dump()) if certificate is not None else only_named(signer)
    known = doubted(known, signer, certificate.public_key if certificate is not None else None)
    roots = believed(roots, certificate.dump() if certificate is not None else b"")
    inner = signed["encap_content_info"]["content"]
    if inner.native is not None and bytes(inner) != data:
        return judged(Verdict.BROKEN, known, at, broken=_OTHER_FILE)
    way = NO_WAY
    try:
        if gost.is_gost(signer, certificate):
            verdict = gost.check(data, signer, certificate)
            if certificate is not None and verdict is Verdict.UNKNOWN:
                way = led(certificate, others, roots, at)
        elif certificate is None or beyond(signer, certificate.public_key):
            verdict = by_digest(data, signer)
        else:
            bare = _bare(signed, signer, (certificate, *others))
            verdict, way = _by_pyhanko(data, bare, certificate, roots, at)
    except Exception:
        # A hostile file may raise anything; what cannot be checked though its key is there is not taken.
        verdict = Verdict.BROKEN
    found = judged(verdict, known, at, broken=_OTHER_FILE, way=way)
    return replace(found, covers_whole=verdict not in (Verdict.BROKEN, Verdict.KEPT))


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


def _by_pyhanko(
    data: bytes,
    signed: SignedData,
    certificate: Parsed,
    roots: Sequence[bytes],
    at: datetime | None,
) -> tuple[Verdict, Way]:
    """Whether it holds, and what the way from its certificate to an issuer came to."""
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
        return Verdict.BROKEN, NO_WAY
    return Verdict.UNKNOWN, way_of(status)


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
        name = describe(certificate.dump()).name if certificate is not None else ""
        kind = str(algorithm.dotted if gost.is_gost(signer, None) else algorithm.native)
        return Imprint(kind, inside or b"", name)
    except Exception:  # a hostile file may raise anything
        return None


def signature_marks(content: bytes) -> list[SignatureMark]:
    """What each signature of a file, or of the bytes a PDF holds one in, is known again by; nothing of what cannot be read."""
    signed = _signed_data(content)
    try:
        return [_mark(signed, each) for each in signed["signer_infos"]] if signed else []
    except Exception:  # a hostile file may raise anything
        return []


def _mark(signed: SignedData, signer: SignerInfo) -> SignatureMark:
    from asn1crypto.algos import DSASignature

    value = bytes(signer["signature"].native)
    if signer["signature_algorithm"]["algorithm"].native.endswith("ecdsa"):
        # Of its two numbers the second can be turned round by anybody, and the signature still holds.
        value = str(DSASignature.load(value)["r"].native).encode()
    try:
        certificate, _others = _certificates(signed, signer)
    except _TwoCertificatesError:
        certificate = None
    known = describe(certificate.dump()) if certificate is not None else only_named(signer)
    return SignatureMark(known, hashlib.sha256(value).hexdigest())


def carried(content: bytes) -> bytes | None:
    """What a signature file carries of what was signed; ``None`` when it is on its own."""
    signed = _signed_data(content)
    try:
        inner = None if signed is None else signed["encap_content_info"]["content"]
        return bytes(inner) if inner is not None and inner.native else None
    except Exception:  # a hostile file may raise anything
        return None
