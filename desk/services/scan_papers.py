# SPDX-License-Identifier: Apache-2.0
"""What the desk knows of one paper that comes back: pages it has, who signs, and on which page."""

from __future__ import annotations

from collections.abc import Sequence

from desk.documents.fields import pages_of_fields
from desk.domain.scans import ScanPaper
from desk.services.cards import brief
from desk.services.desk import Desk
from desk.services.signing import signers
from desk.storage import blobs
from desk.storage.models import Document, ScanPage


def scan_paper(desk: Desk, id: int) -> ScanPaper:
    """One issued paper with what came back of it before, and who signs where."""
    row = Document.get_by_id(id)
    assert row.blob_id is not None
    return ScanPaper(
        brief=brief(row, {}),
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
