# SPDX-License-Identifier: Apache-2.0
"""Which papers of Roskomnadzor's cycle belong to which transfers, recipients, assessments and notices."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from desk.domain.request import PaperBrief
from desk.domain.transfers import Filing
from desk.errors import N_, AtField, Refusal
from desk.services.desk import Desk
from desk.services.entries import existing
from desk.storage.models import (
    Document,
    TransferAssessment,
    TransferAssessmentItem,
    TransferNotice,
    TransferPaper,
)

QUESTIONNAIRE, ASSESSMENT, NOTICE = (
    "recipient_questionnaire",
    "transfer_assessment",
    "transfer_notice",
)
_OF_TRANSFER = (
    "SELECT DISTINCT p.document FROM transfer_paper p JOIN document d ON d.id = p.document"
    " WHERE p.transfer = ?1 OR (p.recipient = ?2 AND json_extract(d.facts, '$.country_code') = ?3)"
    " ORDER BY p.document"
)


def link(
    document: int,
    transfers: Iterable[int] = (),
    recipient: int | None = None,
    assessment: int | None = None,
) -> None:
    """Put an issued paper beside its transfers, or beside the recipient that is asked."""
    for transfer in transfers:
        TransferPaper.create(
            document=document, transfer_id=transfer, assessment_id=assessment or None
        )
    if recipient is not None:
        TransferPaper.create(document=document, recipient_id=recipient)


def papers_of(desk: Desk, transfer: int, recipient: int, country: str) -> tuple[PaperBrief, ...]:
    """The papers beside a transfer and the questions to its recipient about its state, the oldest first."""
    from desk.services.paper.papers import paper_rows

    rows = desk.database.execute_sql(_OF_TRANSFER, (transfer, recipient, country)).fetchall()
    return tuple(paper_rows(desk, [id for (id,) in rows]))


def transfers_of(document: int) -> tuple[int, ...]:
    """The transfers a paper is about."""
    rows = TransferPaper.select().where(
        TransferPaper.document == document, TransferPaper.transfer_id.is_null(False)
    )
    return tuple(row.transfer_id or 0 for row in rows.order_by(TransferPaper.transfer_id))


def assessment_of(document: int) -> int:
    """The assessment a paper tells of; 0 for none."""
    row = TransferPaper.get_or_none(
        TransferPaper.document == document, TransferPaper.assessment_id.is_null(False)
    )
    return row.assessment_id or 0 if row else 0


def filed_by(document: int) -> TransferNotice | None:
    """The notice that was filed by a paper and is not void."""
    row: TransferNotice | None = TransferNotice.get_or_none(
        TransferNotice.document_id == document, TransferNotice.void_on.is_null()
    )
    return row


def refuse_filed(document: int) -> None:
    """A notice that was filed is not made void as a paper: Roskomnadzor has it."""
    row = filed_by(document)
    if row is not None:
        raise Refusal(
            N_(
                "Roskomnadzor has this paper: it was filed as notice {code}. Make that notice void first."
            ),
            code=row.code,
        )


def resolved(desk: Desk, filing: Filing) -> Filing:
    """The filing with what its paper and its assessment tell: transfers, and the day of the assessment."""
    if filing.paper:
        filing = replace(_by_paper(filing), transfers=transfers_of(filing.paper))
    if filing.assessment:
        filing = replace(filing, assessed=_assessed(desk, filing))
    if filing.assessed is None:
        raise AtField(N_("Choose the assessment, or enter the date it was made."), field="assessed")
    return filing


def _by_paper(filing: Filing) -> Filing:
    paper = Document.get_or_none(Document.id == filing.paper, Document.form == NOTICE)
    if paper is None or paper.state != "issued":
        raise AtField(N_("Choose an issued notice."), field="paper")
    if filed_by(paper.id) is not None:
        raise AtField(N_("This paper has already been filed."), field="paper")
    if filing.sent < date.fromisoformat(paper.day):
        raise Refusal(N_("The notice cannot have been sent before it was issued."), field="sent")
    return replace(filing, assessment=assessment_of(paper.id))


def _assessed(_desk: Desk, filing: Filing) -> date:
    row = existing(TransferAssessment, filing.assessment)
    if row.void_on:
        raise AtField(N_("This assessment is void."), field="assessment")
    known = {
        item.transfer_id
        for item in TransferAssessmentItem.select().where(
            TransferAssessmentItem.assessment == row.id
        )
    }
    if set(filing.transfers) - known:
        raise Refusal(
            N_("The assessment {code} is not about all these transfers."),
            field="assessment",
            code=row.code,
        )
    return date.fromisoformat(row.assessed_on)


def unfiled_notices(desk: Desk) -> tuple[PaperBrief, ...]:
    """Issued notices that are not recorded as filed, the newest first."""
    from desk.services.paper.papers import paper_rows

    rows = desk.database.execute_sql(
        "SELECT id FROM document d WHERE form = ? AND state = 'issued' AND sealed IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM transfer_notice n WHERE n.document = d.id"
        " AND n.void_on IS NULL) ORDER BY id DESC",
        (NOTICE,),
    ).fetchall()
    return tuple(paper_rows(desk, [id for (id,) in rows]))


def codes_of(desk: Desk, documents: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The codes of the transfers each of these papers is about."""
    rows = desk.database.execute_sql(
        "SELECT p.document, t.code FROM transfer_paper p JOIN transfer t ON t.id = p.transfer"
        " WHERE p.document IN (SELECT value FROM json_each(?)) ORDER BY p.document, t.id",
        (json.dumps(list(documents)),),
    ).fetchall()
    found: dict[int, tuple[str, ...]] = {}
    for document, code in rows:
        found[document] = (*found.get(document, ()), code)
    return found
