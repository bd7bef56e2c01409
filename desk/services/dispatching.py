# SPDX-License-Identifier: Apache-2.0
"""How papers left: moment, way and proof of an answer or of a notice of extension, and what ends with it."""

from __future__ import annotations

from datetime import datetime

from desk.domain.destruction_steps import WAITING_ROWS
from desk.domain.kinds import Channel, DemandState, Step
from desk.domain.steps import DEED_ROWS
from desk.errors import N_, Refusal
from desk.services.checks import SKEW, check_past, clean_text
from desk.services.desk import Desk, writes
from desk.services.extensions import lose_in, notice_left
from desk.services.handling import change, require
from desk.services.intake import add_event, keep_file
from desk.services.rows import KeptRequest
from desk.services.terms import (
    SET_DATE,
    load_case,
    refresh,
    stamp,
)
from desk.storage.models import Deadline, Demand, Document


@writes("request", "deadline")
def dispatch(
    desk: Desk,
    id: int,
    at: datetime,
    way: Channel,
    proof: str,
    file: tuple[str, bytes] | None = None,
    *,
    notice: bool = False,
) -> None:
    """Record when, how and with which proof a paper left; ``file`` is (name, bytes) of the proof.

    It is the answer where one waits, else the notice of extension that has not been sent; where both
    wait, ``notice`` says that it is the notice.
    """
    request = require(desk, id, Step.DISPATCH)
    _request, case, _rows = load_case(desk, id)
    is_notice = case.sends_notice or (notice and case.sends_either)
    moment = check_past(at, desk.now(), "at")
    _check_order(desk, request, moment, notice=is_notice)
    proof = clean_text(proof, "proof", "note")
    if not proof and file is None:
        raise Refusal(
            N_("Name the proof: the sent message, the postal number or the signature on receipt."),
            field="proof",
        )
    if file is not None and not file[1]:
        raise Refusal(N_("The file is empty: it proves nothing."), field="file")
    attachment = keep_file(desk, id, file[0], file[1], "dispatch_proof") if file else None
    if is_notice:
        notice_left(desk, request, moment, way, proof, attachment)
        return
    lose_in(desk, id)
    change(id, answered=stamp(moment), answered_by=Channel(way).value, dispatch_proof=proof)
    met = _meet_answered(id, stamp(moment), WAITING_ROWS if case.destroying else frozenset())
    add_event(desk, id, "dispatched", proof, attachment=attachment, at=moment)
    refresh(desk, id)
    desk.record("request.dispatched", request.number, at=moment, way=way, terms=met)


def _check_order(
    desk: Desk, request: KeptRequest, moment: datetime, *, notice: bool = False
) -> None:
    """An answer leaves after the request came and not before its paper was issued."""
    if moment < datetime.fromisoformat(request.received):
        raise Refusal(N_("The answer cannot leave before the request came."), field="at")
    letters = ["acknowledgement", "request_to_complete", "extension_notice"]
    fitting = Document.form == "extension_notice" if notice else Document.form.not_in(letters)
    last = (
        Document.select(Document.issued)
        .where(Document.request == request.id, Document.state == "issued", fitting)
        .order_by(Document.issued)
        .first()
    )
    # The clock of a mail server may differ a little from this one.
    if last is not None and moment + SKEW < datetime.fromisoformat(last.issued):
        raise Refusal(N_("The answer cannot leave before it was issued."), field="at")


def _meet_answered(id: int, moment: str, waiting: frozenset[str]) -> list[str]:
    """End the terms an answer meets: of decided demands, all but those only a deed meets."""
    demands = {d.id: d.state for d in Demand.select().where(Demand.request == id)}
    all_final = DemandState.OPEN not in demands.values()
    met: list[str] = []
    for row in Deadline.select().where(
        Deadline.request == id, Deadline.met.is_null(), Deadline.dropped.is_null()
    ):
        answered = all_final if row.demand_id is None else demands[row.demand_id] != "open"
        if answered and row.row not in DEED_ROWS and row.row not in waiting:
            Deadline.update(met=moment).where(Deadline.id == row.id).execute()
            met.append(row.row or SET_DATE)
    return met
