# SPDX-License-Identifier: Apache-2.0
"""How papers left: moment, way and proof of an answer or of another letter, and what ends with an answer."""

from __future__ import annotations

from datetime import date

from desk.domain.destruction_steps import WAITING_ROWS
from desk.domain.kinds import LETTERS, Channel, DemandState, Leaving, Step
from desk.domain.steps import DEED_ROWS
from desk.errors import N_, Refusal
from desk.services.checks import check_done, clean_text
from desk.services.desk import Desk, writes
from desk.services.extensions import lose_in, notice_left
from desk.services.handling import change, require
from desk.services.intake import add_event, keep_file
from desk.services.rows import KeptRequest
from desk.services.sequence import check_hour, precedes
from desk.services.terms import (
    SET_DATE,
    iso,
    load_case,
    refresh,
)
from desk.storage.models import Deadline, Demand, Document


@writes("request", "deadline")
def dispatch(
    desk: Desk,
    id: int,
    at: date,
    way: Channel,
    proof: str,
    file: tuple[str, bytes] | None = None,
    *,
    what: Leaving | None = None,
) -> None:
    """Record when, how and with which proof a paper left; ``file`` is (name, bytes) of the proof.

    ``at`` is a moment, or the day where only that is known: then a term in hours asks for the hour.
    Where several wait, ``what`` says which one it is; without it, it is the first of ``Case.leaving``.
    """
    request = require(desk, id, Step.DISPATCH)
    _request, case, _rows = load_case(desk, id)
    what = what or case.leaving[0]
    if what not in case.leaving:
        raise Refusal(N_("No paper of this kind waits to be sent."), field="what")
    moment = check_done(at, desk.now(), desk.today(), "at")
    paper = _paper_that_left(desk, request, moment, what)
    proof = clean_text(proof, "proof", "note")
    if not proof and file is None:
        raise Refusal(
            N_("Name the proof: the sent message, the postal number or the signature on receipt."),
            field="proof",
        )
    if file is not None and not file[1]:
        raise Refusal(N_("The file is empty: it proves nothing."), field="file")
    attachment = keep_file(desk, id, file[0], file[1], "dispatch_proof") if file else None
    if what is Leaving.NOTICE:
        notice_left(desk, request, moment, way, proof, attachment)
        return
    if what is not Leaving.ANSWER:
        kind = f"{what}_sent"
        add_event(desk, id, kind, proof, document=paper, attachment=attachment, at=moment)
        refresh(desk, id)
        desk.record(f"request.{kind}", request.number, at=moment, way=way)
        return
    lose_in(desk, id)
    change(id, answered=iso(moment), answered_by=Channel(way).value, dispatch_proof=proof)
    met = _meet_answered(id, moment, WAITING_ROWS if case.destroying else frozenset())
    add_event(desk, id, "dispatched", proof, attachment=attachment, at=moment)
    refresh(desk, id)
    desk.record("request.dispatched", request.number, at=moment, way=way, terms=met)


def _paper_that_left(desk: Desk, request: KeptRequest, at: date, what: Leaving) -> int | None:
    """The newest paper of this kind; it leaves after the request came and not before it was issued."""
    moment = iso(at)
    if precedes(moment, request.received_day or request.received, desk.zone):
        raise Refusal(N_("The paper cannot leave before the request came."), field="at")
    form = LETTERS.get(what)
    fitting = Document.form.not_in([*LETTERS.values()]) if form is None else Document.form == form
    papers = list(
        Document.select(Document.id, Document.issued)
        .where(Document.request == request.id, Document.state == "issued", fitting)
        .order_by(Document.issued, Document.id)
    )
    if not papers:
        return None
    # Of several answers or notices the first may have left before the last was written.
    paper = papers[-1 if what in (Leaving.COMPLETION, Leaving.RECEIPT) else 0]
    if precedes(moment, str(paper.issued), desk.zone):
        raise Refusal(N_("The paper cannot leave before it was issued."), field="at")
    return int(paper.id)


def _meet_answered(id: int, moment: date, waiting: frozenset[str]) -> list[str]:
    """End the terms an answer meets: of decided demands, all but those only a deed meets."""
    demands = {d.id: d.state for d in Demand.select().where(Demand.request == id)}
    all_final = DemandState.OPEN not in demands.values()
    met: list[str] = []
    for row in Deadline.select().where(
        Deadline.request == id, Deadline.met.is_null(), Deadline.dropped.is_null()
    ):
        answered = all_final if row.demand_id is None else demands[row.demand_id] != "open"
        if answered and row.row not in DEED_ROWS and row.row not in waiting:
            check_hour(moment, [row])
            Deadline.update(met=iso(moment)).where(Deadline.id == row.id).execute()
            met.append(row.row or SET_DATE)
    return met
