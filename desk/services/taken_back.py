# SPDX-License-Identifier: Apache-2.0
"""Signatures that were taken back: known again by what the journal keeps of them, should they return in a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from desk.domain.days import local_day
from desk.domain.numbering import printed_number
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.storage import blobs
from desk.storage.models import Attachment, Document, Event, Journal, Signature

_KEY = "signature_sha256"


def remembered(desk: Desk, row: Signature) -> dict[str, str]:
    """What the journal keeps of a signature inside a file: its digest, which names nobody."""
    from desk.documents.revisions import signature_digests

    if row.state != "certificate" or row.attachment_id is None:
        return {}
    file = Attachment.get_by_id(row.attachment_id)
    digest = signature_digests(blobs.get(desk.database, file.blob_id)).get(row.field)
    return {_KEY: digest} if digest else {}


def refuse_taken_back(desk: Desk, paper: Document, content: bytes, fields: Iterable[str]) -> None:
    """Refuse a file that brings a signature back which was taken back: when and why that was."""
    from desk.documents.revisions import signature_digests

    gone = {
        json.loads(entry.detail or "{}").get(_KEY): entry
        for entry in Journal.select()
        .where(
            Journal.ref == (paper.number or ""),
            Journal.action == "paper.unsigned",
            Journal.detail.is_null(False),
        )
        .order_by(Journal.seq)
    }
    digests = signature_digests(content) if gone else {}
    for field in fields:
        entry = gone.get(digests.get(field, ""))
        if entry is not None:
            raise _refusal(desk, paper, entry)


def _refusal(desk: Desk, paper: Document, entry: Journal) -> Refusal:
    moment = datetime.fromisoformat(entry.at)
    told = {"number": printed_number(paper.number or ""), "day": local_day(moment, desk.zone)}
    note = (
        Event.select(Event.note)
        .where(Event.document == paper.id, Event.kind == "unsigned", Event.note.is_null(False))
        .where(Event.at <= entry.at)
        .order_by(Event.id.desc())
        .first()
    )
    if note is None:
        return Refusal(_BACK, field="file", **told)
    return Refusal(_BACK_BECAUSE, field="file", reason=note.note, **told)


_BACK = N_(
    "This file brings back a signature of paper No. {number} that was taken back on {day}. It is not"
    " taken: have the newest form of the paper signed."
)
_BACK_BECAUSE = N_(
    "This file brings back a signature of paper No. {number} that was taken back on {day} (reason:"
    " {reason}). It is not taken: have the newest form of the paper signed."
)
