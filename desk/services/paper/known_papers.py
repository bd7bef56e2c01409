# SPDX-License-Identifier: Apache-2.0
"""A paper by its id, refused in one way wherever it is not there, void or sealed."""

from __future__ import annotations

from desk.domain.kinds import PaperState
from desk.domain.numbering import printed_number
from desk.errors import N_, AtField, Refusal, Told
from desk.services.paper.seals import refuse_sealed
from desk.storage.models import Document


def known_paper(id: int, field: str | None = None) -> Document:
    """The paper; refuses one that is not there, at ``field`` where somebody chose it."""
    paper: Document | None = Document.get_or_none(Document.id == id)
    if paper is None:
        raise AtField(N_("There is no such paper."), field=field)
    return paper


def standing_paper(id: int, field: str | None = None) -> Document:
    """The paper; refuses a void one, too."""
    paper = known_paper(id, field)
    if paper.state != PaperState.ISSUED:
        void = void_told(paper)
        raise Refusal(void.msgid, field=field, **void.params)
    return paper


def issued_paper(id: int, field: str | None = None) -> Document:
    """The paper; refuses one that is void or sealed."""
    paper = standing_paper(id, field)
    refuse_sealed(paper.sealed)
    return paper


def void_told(paper: Document) -> Told:
    """That a paper is void."""
    return Told(N_("The paper {number} is void."), number=printed_number(paper.number or ""))
