# SPDX-License-Identifier: Apache-2.0
"""Making an issued paper void, with what it had caused undone, and putting a corrected one in its place."""

from __future__ import annotations

import json
from dataclasses import replace as changed

from desk.domain.kinds import RequestState
from desk.domain.paper import Draft
from desk.domain.request import PaperBrief
from desk.domain.timeline import EventKind
from desk.errors import N_, Refusal
from desk.services.checks import required
from desk.services.desk import Desk, writes
from desk.services.paper.issuing import issue, note_on_records
from desk.services.paper.known_papers import issued_paper
from desk.services.paper.left_papers import paper_left
from desk.services.register.holdings import untell_source
from desk.services.request.cases import refresh
from desk.services.request.handling import unask_completion
from desk.services.request.notices import check_correction, terms_moved
from desk.services.request.settling import decided_by, owe_undecided, reopen, reopen_receipt
from desk.services.terms import stamp
from desk.services.transfer.links import refuse_filed
from desk.storage.models import Document, Request, StopLetter


@writes("paper", "request", "deadline")
def void(desk: Desk, id: int, reason: str) -> None:
    """Void an issued paper; its number and bytes stay, and the demands it decided are open again.

    A request that was closed on them opens with them.
    """
    document = issued_paper(id)
    if document.form in ("destruction_act", "journal_extract") and document.destruction_id:
        from desk.services.destruction.acts import void_act

        void_act(desk, document.destruction_id, reason)
        return
    if terms_moved(desk, document):
        raise Refusal(
            N_(
                "An extension is based on this notice, so it cannot be voided. Issue a corrected "
                "notice in its place: the deadlines stay as they are."
            )
        )
    void_paper(desk, id, reason)


def void_paper(desk: Desk, id: int, reason: str, *, replaced: bool = False) -> None:
    """Void a paper inside an act; another that comes in its place keeps a closed request closed."""
    reason = required(reason, "reason")
    document = issued_paper(id)
    gone = paper_left(desk, id)
    if document.form == "transfer_notice":
        refuse_filed(id)
    Document.update(state="void", void_because=reason).where(Document.id == id).execute()
    note_on_records(desk, document, EventKind.PAPER_VOID, reason)
    if document.form == "notice_third_party":
        # Nobody waits for an answer to a letter that is void.
        StopLetter.update(dropped=stamp(desk.now())).where(
            StopLetter.document == id, StopLetter.dropped.is_null()
        ).execute()
    if document.form == "notice_client":
        from desk.services.assignment.client_notices import paper_void

        paper_void(desk, id)
    if document.form == "source_notice":
        _untell(desk, document)
    if document.request_id is not None:
        if document.form == "acknowledgement":
            reopen_receipt(document.request_id)
        if document.form == "request_to_complete":
            unask_completion(desk, document.request_id)
        if not replaced or Request.get_by_id(document.request_id).state == RequestState.OPEN:
            # A mistake put right later does not make late what was answered in time.
            reopen(desk, document, answered=replaced and gone is not None)
        refresh(desk, document.request_id)
    left = {"left": gone.at} if gone else {}
    desk.record("paper.voided", document.number or "", reason=reason, **left)


def _untell(desk: Desk, document: Document) -> None:
    """What a void notice told of the source is untold, unless another notice or a later record says it."""
    others = Document.select(Document.facts).where(
        Document.form == document.form,
        Document.person_id == document.person_id,
        Document.state == "issued",
        Document.day == document.day,
    )
    told = {id for other in others for id in json.loads(other.facts).get("holdings", ())}
    for id in json.loads(document.facts).get("holdings", ()):
        if id not in told:
            untell_source(desk, id, document.day)


@writes("paper", "request", "deadline")
def replace(desk: Desk, id: int, draft: Draft, reason: str) -> PaperBrief:
    """Void a paper and issue another in its place, both linked.

    In place of a notice of extension only another one comes: the terms it extended stay.
    """
    old = issued_paper(id)
    if old.form == "notice_client":
        raise Refusal(
            N_("Make this notice void and write a new one under “What the client is told”.")
        )
    if "extension_notice" in (draft.form, old.form):
        check_correction(desk, id, draft.facts)
    if draft.request != old.request_id:
        raise Refusal(
            N_("A paper can only be replaced by one about the same request."), field="request"
        )
    decided = decided_by(old)
    void_paper(desk, id, reason, replaced=True)
    made = issue(desk, changed(draft, replaces=id))
    owe_undecided(desk, decided)
    return made
