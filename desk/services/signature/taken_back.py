# SPDX-License-Identifier: Apache-2.0
"""Signatures that were taken back: known again by what the journal keeps of them, should they return in a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from desk.domain.days import local_day
from desk.domain.destruction import Signer
from desk.domain.imprints import SignatureMark
from desk.domain.numbering import printed_number
from desk.domain.signatures import Certificate, same_signer
from desk.domain.timeline import EventKind
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.signature.signed_forms import signer_view
from desk.storage import blobs
from desk.storage.models import Document, Event, Journal, Signature

_KEY = "signature_sha256"


def remembered(desk: Desk, row: Signature) -> dict[str, list[str]]:
    """What the journal keeps of an electronic signature: its digest, which names nobody."""
    from desk.documents.detached import signature_marks
    from desk.documents.revisions import marks_inside

    if row.attachment is None or row.attachment.erased or row.attachment.sealed:
        return {}
    content = blobs.get(desk.database, row.attachment.blob_id)
    if row.state == "certificate":
        marks = marks_inside(content).get(row.field, [])
    else:
        marks = signature_marks(content) if row.state == "detached" else []
    known = signer_view(row).certificate
    digests = [each.digest for each in of_signer(marks, known)]
    return {_KEY: digests} if digests else {}


def of_signer(marks: Sequence[SignatureMark], known: Certificate) -> list[SignatureMark]:
    """Those of the signatures of a file that are by one certificate; all, where none is known to be."""
    return [each for each in marks if same_signer(each.certificate, known)] or list(marks)


def refuse_inside(desk: Desk, paper: Document, content: bytes, fields: Iterable[str]) -> None:
    """Refuse a PDF that brings a signature back which was taken back: when and why that was."""
    from desk.documents.revisions import marks_inside

    gone = _gone(desk, paper)
    marks = marks_inside(content) if gone else {}
    for each in (mark for field in fields for mark in marks.get(field, ())):
        if each.digest in gone:
            raise _refusal(desk, paper, gone[each.digest])


def refuse_beside(
    desk: Desk, paper: Document, signer: Signer, content: bytes, known: Certificate
) -> None:
    """Refuse a file of its own that brings the signature of a certificate back, however it is wrapped.

    One that was kept as somebody else's by mistake may go where its certificate belongs.
    """
    from desk.documents.detached import signature_marks

    gone = _gone(desk, paper)
    for each in of_signer(signature_marks(content), known) if gone else ():
        entry = gone.get(each.digest)
        fits = bool(known.name) and not signer.named_another(known)
        if entry is not None and (_field(entry) == signer.field or not fits):
            raise _refusal(desk, paper, entry)


def _gone(_desk: Desk, paper: Document) -> dict[str, Journal]:
    """The entries by which signatures of a paper were taken back, by the digests of those."""
    entries = (
        Journal.select()
        .where(
            Journal.ref == (paper.number or ""),
            Journal.action == "paper.unsigned",
            Journal.detail.is_null(False),
        )
        .order_by(Journal.seq)
    )
    return {digest: entry for entry in entries for digest in _detail(entry).get(_KEY, ())}


def _detail(entry: Journal) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(entry.detail or "{}")
    return found


def _field(entry: Journal) -> str:
    return str(_detail(entry).get("field", ""))


def _refusal(desk: Desk, paper: Document, entry: Journal) -> Refusal:
    moment = datetime.fromisoformat(entry.at)
    told = {"number": printed_number(paper.number or ""), "day": local_day(moment, desk.zone)}
    note = (
        Event.select(Event.note)
        .where(
            Event.document == paper.id, Event.kind == EventKind.UNSIGNED, Event.note.is_null(False)
        )
        .where(Event.at <= entry.at)
        .order_by(Event.id.desc())
        .first()
    )
    if note is None:
        return Refusal(_BACK, field="file", **told)
    return Refusal(_BACK_BECAUSE, field="file", reason=note.note, **told)


_BACK = N_(
    "This file would restore a signature on paper No. {number} that was taken back on {day}. It "
    "is not accepted: have the latest version of the paper signed."
)
_BACK_BECAUSE = N_(
    "This file would restore a signature on paper No. {number} that was taken back on {day} "
    "(reason: {reason}). It is not accepted: have the latest version of the paper signed."
)
