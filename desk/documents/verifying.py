# SPDX-License-Identifier: Apache-2.0
"""Checks every signature inside a PDF: whether it holds, what it covers, who issued its certificate.

Nothing is fetched: revocation is not checked. A file that cannot be read is told of, never raised.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desk.documents import gost
from desk.documents.algorithms import beyond, by_digest, doubted
from desk.documents.certificates import believed, describe, only_named
from desk.documents.moments import Claimed, claimed
from desk.documents.packing import MOST, TOO_LARGE, unpacked
from desk.documents.revisions import PROTECTED, open_signed, read_alike, why_not
from desk.documents.said import with_words
from desk.documents.trusting import led, validation_context, way_of
from desk.documents.weighing import NO_WAY, judged, usage_of, weighed
from desk.domain.signature_notes import STAMP_AHEAD
from desk.domain.signatures import (
    APART,
    DOUBTFUL,
    NO_CERTIFICATE,
    Certificate,
    FileReport,
    FoundSignature,
    between,
)
from desk.domain.verdicts import Verdict
from desk.errors import N_, Told

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate as Parsed
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

_LOGS = ("pyhanko", "pyhanko_certvalidator", "pyhanko.sign", "asyncio")


def verify_pdf(content: bytes, roots: Iterable[bytes] = ()) -> FileReport:
    """What the signatures of a PDF are worth; ``roots`` are the certificates of trusted issuers, as DER."""
    quiet()
    if unpacked(content) >= MOST:
        return FileReport(problem=TOO_LARGE)
    try:
        return _verified(content, list(roots))
    except Exception:
        # A hostile file may raise anything.
        return FileReport(problem=why_not(content))


def _verified(content: bytes, trusted: Sequence[bytes]) -> FileReport:
    reader = open_signed(content)
    if reader.encrypted:
        return FileReport(problem=PROTECTED)
    embedded = list(reader.embedded_regular_signatures)
    strange, closed = _strange(reader), _closed(embedded)
    alike, fit = _looked_through(content)
    if not alike:
        return FileReport(problem=DOUBTFUL)
    found = tuple(_check(each, trusted) for each in embedded) + strange
    return FileReport(
        signatures=found,
        changed_after=_changed(content, embedded, found, reader),
        archival=fit and _archival(content, found),
        closed=closed,
    )


def _strange(reader: PdfFileReader) -> tuple[FoundSignature, ...]:
    """Places that are filled, perhaps with a stamp to be seen, by what cannot be read as a signature."""
    from pyhanko.sign.fields import enumerate_sig_fields

    from desk.documents.later_changes import TAKEN_OUT, left_stamps, takes_room

    left = [FoundSignature(n, Verdict.BROKEN, notes=(TAKEN_OUT,)) for n in left_stamps(reader)]
    read = {str(each.field_name) for each in reader.embedded_regular_signatures}
    proofs = {str(each.field_name) for each in reader.embedded_timestamp_signatures}
    return tuple(
        FoundSignature(name, Verdict.BROKEN, notes=(UNREADABLE,))
        for name, value, place in enumerate_sig_fields(reader)
        if value is not None
        and name not in read
        and (name not in proofs or takes_room(place.get_object()))
    ) + tuple(left)


def quiet() -> None:
    """Silence the libraries: they would write names of certificates to wherever logs go."""
    for name in _LOGS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _check(embedded: EmbeddedPdfSignature, roots: Sequence[bytes]) -> FoundSignature:
    """One signature; whatever goes wrong while it is read counts against it."""
    field, certificate, moment = "", NO_CERTIFICATE, Claimed(None)
    try:
        field = str(embedded.field_name or "")
        own = _own(embedded)
        known = own.dump() if own is not None else b""
        certificate = describe(known) if known else only_named(embedded.signer_info)
        certificate = with_words(certificate, embedded.sig_object)
        moment = _claimed(embedded)
        if _padded(embedded):
            found = _judged(embedded, certificate, believed(roots, known), moment.at)
            told = tuple(filter(None, [certificate.said]))
            return moment.noted(replace(found, field=field, notes=(*found.notes, *told)))
    except Exception:  # noqa: S110 -- told below, as what is padded with anything is
        pass
    return FoundSignature(field, Verdict.BROKEN, certificate, time=moment.iso, notes=(UNREADABLE,))


def _own(embedded: EmbeddedPdfSignature) -> Parsed | None:
    """The signer's certificate; ``None`` where the signature leaves it out."""
    from pyhanko.sign.validation.errors import SignatureValidationError

    try:
        return embedded.signer_cert
    except SignatureValidationError:
        return None


def _judged(
    embedded: EmbeddedPdfSignature,
    certificate: Certificate,
    roots: Sequence[bytes],
    at: datetime | None,
) -> FoundSignature:
    signer = embedded.signer_info
    own = _own(embedded)
    if own is None and embedded.signed_data["certificates"]:
        return judged(Verdict.BROKEN, certificate, at, broken=_DAMAGED)
    key = own.public_key if own is not None else None
    certificate = doubted(certificate, signer, key)
    if key is None or gost.is_gost(signer, own) or beyond(signer, key):
        return _apart(embedded, certificate, roots, at)
    status = _status(embedded, roots, at)
    moment, stamped = _time(status, at)
    if stamped:  # then the certificates had to hold, whatever the signer's clock said
        status = _status(embedded, roots, moment)
    return _found(embedded, certificate, status, moment, stamped=stamped)


def _claimed(embedded: EmbeddedPdfSignature) -> Claimed:
    """When a signature says that it was made; a moment that cannot be read is kept from pyHanko."""
    from pyhanko.pdf_utils.generic import DictionaryObject

    found = claimed(lambda: embedded.self_reported_timestamp)
    if found.at is None:
        # It would take the whole signature for unreadable.
        embedded.sig_object = DictionaryObject(embedded.sig_object)
        embedded.sig_object.pop("/M", None)
    return found


def _closed(embedded: Sequence[EmbeddedPdfSignature]) -> bool:
    """Whether a signature forbids that anything follows, other signatures too."""
    from pyhanko.sign.fields import MDPPerm

    return any(each.docmdp_level is MDPPerm.NO_CHANGES for each in embedded)


def _padded(embedded: EmbeddedPdfSignature) -> bool:
    """Whether the room a signature leaves of what was kept for it holds zeros and nothing else."""
    from asn1crypto.parser import peek

    kept = bytes(embedded.pkcs7_content)
    return not kept[peek(kept) :].strip(b"\0")


UNREADABLE = Told(N_("The signature cannot be read, or is of a kind not known here."))


def _status(
    embedded: EmbeddedPdfSignature, roots: Sequence[bytes], at: datetime | None
) -> PdfSignatureStatus:
    from pyhanko.sign.validation import validate_pdf_signature

    from desk.documents.later_changes import policy

    return validate_pdf_signature(
        embedded,
        signer_validation_context=validation_context(roots, at),
        ts_validation_context=validation_context(believed(roots), None),
        diff_policy=policy(),
        key_usage_settings=usage_of(embedded.signer_cert.dump()),
    )


def _found(
    embedded: EmbeddedPdfSignature,
    certificate: Certificate,
    status: PdfSignatureStatus,
    moment: datetime | None,
    *,
    stamped: bool,
) -> FoundSignature:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    from desk.documents.later_changes import what_changed

    whole = (status.coverage or SignatureCoverageLevel.UNCLEAR) >= (
        SignatureCoverageLevel.ENTIRE_REVISION
    )
    notes = []
    if not status.intact or not status.valid:
        notes.append(_CHANGED)
    if not whole:
        notes.append(Told(N_("The signature does not cover the whole file.")))
    if status.intact and whole and not _undisturbed(embedded):
        notes += what_changed(status.diff_result, _revisions(embedded))
    broken = bool(notes)
    if status.timestamp_validity is not None and not stamped:
        notes.append(_no_stamp(status.timestamp_validity.timestamp))
    found = FoundSignature(
        field="",
        verdict=Verdict.UNKNOWN,
        certificate=certificate,
        covers_whole=whole,
        time=moment.astimezone(UTC).isoformat() if moment else "",
        stamped=stamped,
        notes=tuple(notes),
    )
    found = weighed(found, moment, way_of(status))
    return replace(found, verdict=Verdict.BROKEN, trusted=False) if broken else found


def _revisions(embedded: EmbeddedPdfSignature) -> tuple[bytes, bytes]:
    """A file as it was signed, and as it is."""
    embedded.reader.stream.seek(0)
    content: bytes = embedded.reader.stream.read()
    _start, _length, second, rest = map(int, embedded.byte_range)
    return content[: second + rest], content


_CHANGED = Told(N_("What was signed has been changed since."))
_DAMAGED = Told(
    N_("The signature is damaged: none of the certificates in it is the one it was made with.")
)
_NO_STAMP = Told(
    N_(
        "Its time stamp does not count: the service is not trusted here, or was not in force then or is"
        " not now. The time is what the signer’s machine said."
    )
)


def _no_stamp(at: datetime) -> Told:
    """Why a time stamp does not count."""
    return Told(STAMP_AHEAD, day=at.astimezone(UTC).date()) if _to_come(at) else _NO_STAMP


def _to_come(at: datetime) -> bool:
    return at > datetime.now(UTC) + APART


def _time(status: PdfSignatureStatus, claimed: datetime | None) -> tuple[datetime | None, bool]:
    """The moment of a time stamp whose service, up to its issuer, was in force then and is so now; else ``claimed``."""
    stamp = status.timestamp_validity
    if (
        stamp is not None
        and stamp.valid
        and stamp.intact
        and stamp.trusted
        and not _to_come(stamp.timestamp)
    ):
        lasts = way_of(stamp).lasts
        moments = (stamp.timestamp, datetime.now(UTC))
        if lasts is not None and all(between(lasts[0], at, lasts[1]) for at in moments):
            return stamp.timestamp, True
    return claimed, False


def _apart(
    embedded: Any,  # noqa: ANN401 -- its attributes are typed as never set
    certificate: Certificate,
    roots: Sequence[bytes],
    at: datetime | None,
) -> FoundSignature:
    """A signature pyHanko cannot check: it says what the signature covers, we whether it holds."""
    from desk.documents.later_changes import policy

    # Its own summary would first compute a digest, which it cannot do.
    embedded.coverage = embedded.evaluate_signature_coverage()
    embedded.diff_result = embedded.evaluate_modifications(policy())
    whole = embedded.coverage.value >= _WHOLE_REVISION
    signer, own, way = embedded.signer_info, _own(embedded), NO_WAY
    if not (whole and _undisturbed(embedded)):
        verdict = Verdict.BROKEN
    elif gost.is_gost(signer, own):
        verdict = gost.check(_signed_bytes(embedded), signer, own)
        if own is not None and verdict is Verdict.UNKNOWN:
            way = led(own, embedded.other_embedded_certs, roots, at)
    else:
        verdict = by_digest(_signed_bytes(embedded), signer)
    found = judged(verdict, certificate, at, broken=_CHANGED, way=way)
    return replace(found, covers_whole=whole)


def _signed_bytes(embedded: EmbeddedPdfSignature) -> bytes:
    """What a signature inside a PDF was made over: everything but itself."""
    first, length, second, rest = (int(each) for each in embedded.byte_range)
    stream = embedded.reader.stream
    stream.seek(first)
    head: bytes = stream.read(length)
    stream.seek(second)
    return head + bytes(stream.read(rest))


def _undisturbed(embedded: EmbeddedPdfSignature) -> bool:
    """Whether nothing but signatures follows a signature, and it does not forbid them."""
    from pyhanko.sign.diff_analysis import ModificationLevel

    level, allowed = _followed(embedded), embedded.docmdp_level
    return level <= ModificationLevel.FORM_FILLING and (
        allowed is None or level.value <= allowed.value
    )


def _followed(embedded: EmbeddedPdfSignature) -> ModificationLevel:
    """By what a signature is followed; ``OTHER`` where that could not be made out."""
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel

    result: Any = embedded.diff_result
    return result.modification_level if isinstance(result, DiffResult) else ModificationLevel.OTHER


_WHOLE_REVISION = 2


def _changed(
    content: bytes,
    embedded: Sequence[EmbeddedPdfSignature],
    found: Sequence[FoundSignature],
    reader: PdfFileReader,
) -> bool:
    """Whether anything but a signature, or what helps to check one later, follows any of the signatures."""
    from pyhanko.sign.diff_analysis import ModificationLevel

    if not embedded:
        return False
    if any(each.verdict is Verdict.BROKEN for each in found):
        return True
    newest = max(embedded, key=lambda each: each.signed_revision)
    if newest.signed_revision == reader.xrefs.total_revisions - 1:
        _start, _length, second, rest = (int(each) for each in newest.byte_range)
        return bool(content[second + rest :].strip())
    more = content[content.rfind(_END) + len(_END) :].strip()
    return bool(more) or _followed(newest) > ModificationLevel.LTA_UPDATES


_END = b"%%EOF"


def _archival(content: bytes, found: Sequence[FoundSignature]) -> bool:
    """Whether the file still is PDF/A-2b: as issued, and signed with RSA keys."""
    from pikepdf import PdfError

    from desk.documents.pdfa import is_archival

    if any(each.certificate.algorithm != "RSA" for each in found):
        return False
    try:
        return is_archival(content)
    except (PdfError, ValueError, RuntimeError, TypeError, AttributeError):
        return False


_UNLIKE = re.compile(rb"/(?:AA|JS|JavaScript|Launch|LZWDecode|LZW|RunLengthDecode|RL)\b")


def _looked_through(content: bytes) -> tuple[bool, bool]:
    """Whether all programs read a file alike, and whether it may be one for an archive.

    Such a file does not act by itself, for which the checker does not look, and has nothing packed in it that
    was not counted, which the checker may unpack however large it is.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        unlike = any(
            _UNLIKE.search(
                (each.stream_dict if isinstance(each, pikepdf.Stream) else each).unparse(
                    resolved=True
                )
            )
            for each in pdf.objects
            if isinstance(each, pikepdf.Object)
        )
        return read_alike(pdf), not unlike
