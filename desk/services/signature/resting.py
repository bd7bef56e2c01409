# SPDX-License-Identifier: Apache-2.0
"""What rests on a paper that everybody has signed, so that none of its signatures can be taken back."""

from __future__ import annotations

from desk.domain.destruction import DestructionState
from desk.domain.verdicts import Verdict
from desk.errors import N_, Told
from desk.services.desk import Desk
from desk.services.paper.left_papers import paper_left
from desk.storage.models import ClientNotice, Destruction, Document, Signature, StopLetter


def resting_on(desk: Desk, paper: Document) -> Told | None:
    """Why the signatures of a paper stay as they are; ``None`` where nothing rests on them yet."""
    if not paper.signature:
        return None
    if _quoted(paper):
        return Told(
            N_(
                "The subjects were notified of the destruction by this act, or the data were "
                "erased on the strength of it: correct a mistake with a new paper."
            )
        )
    if _has_left(desk, paper):
        return Told(N_("The paper has been sent: correct a mistake with a new paper."))
    return None


def _quoted(paper: Document) -> bool:
    """Whether it is the act of a destruction, or its extract, that people were told of; one that broke is mended."""
    broken = (Signature.document == paper.id) & (Signature.verdict == Verdict.BROKEN.value)
    told = [DestructionState.ERASED.value]
    if not Signature.select().where(broken).exists():
        told.append(DestructionState.TOLD.value)
    mine = (Destruction.act == paper.id) | (Destruction.extract == paper.id)
    return bool(Destruction.select().where(mine, Destruction.state.in_(told)).exists())


def _has_left(desk: Desk, paper: Document) -> bool:
    """Whether it is on record that it was sent: from a request, to a third party, or to a client."""
    if paper_left(desk, paper.id) is not None:
        return True
    return any(
        table.select().where(table.document_id == paper.id, table.sent.is_null(False)).exists()
        for table in (StopLetter, ClientNotice)
    )
