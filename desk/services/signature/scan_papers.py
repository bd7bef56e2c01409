# SPDX-License-Identifier: Apache-2.0
"""What the desk knows of one paper that comes back: pages it has, who signs, and on which page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desk.documents.fields import pages_of_fields
from desk.domain.days import local_day
from desk.domain.scans import KeptPage, ScanPaper
from desk.services.desk import Desk
from desk.services.paper.briefs import papers_by_id
from desk.services.signature.signing import signers
from desk.storage import blobs
from desk.storage.models import Attachment, Document, ScanPage


def scan_paper(desk: Desk, id: int) -> ScanPaper:
    """One issued paper with what came back of it before, and who signs where."""
    row = Document.get_by_id(id)
    assert row.blob_id is not None
    (brief,) = papers_by_id(desk, [id])
    return ScanPaper(
        brief=brief,
        held=held_pages([id]).get(id, {}),
        signers=signers(desk, id),
        places=pages_of_fields(blobs.get(desk.database, row.blob_id)),
    )


def held_pages(ids: Sequence[int]) -> dict[int, dict[int, str]]:
    """The pages of papers that came back before, each with its moment."""
    held: dict[int, dict[int, str]] = {}
    for row in ScanPage.select().where(ScanPage.document.in_(list(ids))):
        held.setdefault(row.document_id, {})[row.page] = row.added
    return held


def kept_pages(desk: Desk, id: int) -> tuple[KeptPage, ...]:
    """The pages of a paper that came back, in their order."""
    rows = (
        ScanPage.select(ScanPage, Attachment)
        .join(Attachment)
        .where(ScanPage.document == id)
        .order_by(ScanPage.page)
    )
    return tuple(
        KeptPage(
            page=row.page,
            attachment=row.attachment_id,
            file=row.attachment.name,
            sheet=row.source_page,
            day=local_day(datetime.fromisoformat(row.added), desk.zone).isoformat(),
            by_hand=bool(row.by_hand),
        )
        for row in rows
    )
