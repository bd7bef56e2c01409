# SPDX-License-Identifier: Apache-2.0
"""Destruction by commission: the front door to every act on it, and its postponing.

Each public function is one act. The acts live in small modules by theme and are named here.
"""

from __future__ import annotations

from desk.domain.destruction_steps import POSTPONED_FROM
from desk.domain.timeline import EventKind
from desk.errors import N_, Refusal
from desk.services.checks import required
from desk.services.desk import Desk, writes
from desk.services.destruction.act_journal import journal_acts
from desk.services.destruction.acts import (
    act_lacks,
    act_of,
    act_warnings,
    attach_log,
    draft_act,
    draw_up,
    log_in_act,
    void_act,
)
from desk.services.destruction.appointing import appoint, appoint_alone, appoint_new
from desk.services.destruction.calls import called, proposals
from desk.services.destruction.carrying_out import carry_out, stopped
from desk.services.destruction.commissions import (
    commission_of,
    commissions,
    draft_order,
    end_commission,
    make_commission,
)
from desk.services.destruction.listing import (
    destruction_card,
    destruction_id,
    destruction_ids,
    destruction_rows,
)
from desk.services.destruction.notes import add_destruction_file, add_destruction_note
from desk.services.destruction.offers import offer_of, offers
from desk.services.destruction.plans import (
    plan_destruction,
    require_undone,
    set_items,
    set_kept,
    void_destruction,
)
from desk.services.destruction.sharing import answer_sharing, unshared
from desk.services.destruction.stop_letters import (
    draft_letter,
    drop_letter,
    letter_lacks,
    letters_of,
    receivers,
    record_confirmation,
    record_letter_sent,
    write_stop_letters,
)
from desk.services.destruction.telling import draft_notices, tell
from desk.services.destruction.terms import refresh, running
from desk.services.events import add_event
from desk.services.request.postponing import postpone_destruction, six_months
from desk.services.signature.signing import sign_by_pen, sign_many, signers, unsign
from desk.services.terms import Planned, insert_terms

__all__ = [
    "act_lacks", "act_of", "act_warnings", "add_destruction_file", "add_destruction_note", "answer_sharing",
    "appoint", "appoint_alone", "appoint_new", "attach_log", "called", "carry_out", "commission_of", "commissions",
    "destruction_card", "destruction_id", "destruction_ids", "destruction_rows", "draft_act",
    "draft_letter", "draft_notices", "draft_order", "draw_up", "drop_letter", "end_commission",
    "journal_acts", "letter_lacks", "letters_of", "log_in_act", "make_commission", "offer_of", "offers",
    "plan_destruction", "postpone", "proposals", "receivers",
    "record_confirmation", "record_letter_sent", "set_items", "set_kept", "sign_by_pen",
    "sign_many", "signers", "stopped", "tell", "unshared", "unsign", "void_act", "void_destruction",
    "write_stop_letters",
]  # fmt: skip


@writes("destruction", "deadline", "request")
def postpone(desk: Desk, id: int, reason: str) -> None:
    """Record why the data cannot be destroyed in time; they are blocked, and six months run (R23)."""
    row = require_undone(id)
    reason = required(reason, "reason")
    rows = {term.row: term for term in running(desk, [id]).get(id, ())}
    first = next((rows[name] for name in POSTPONED_FROM if name in rows), None)
    if first is None or "R23" in rows:
        raise Refusal(
            N_("There is no deadline for destruction here that could be postponed."), field="reason"
        )
    if first.demand_id is not None and row.request_id is not None:
        postpone_destruction(desk, row.request_id, first.demand_id, reason)
    else:
        pack = desk.rules.find("R23").pack
        terms = [Planned(None, pack, six_months(desk, first))]
        insert_terms(desk, id, terms, [], desk.zone, owner="destruction")
    add_event(desk, id, EventKind.POSTPONED, reason, owner="destruction")
    refresh(desk, id)
    desk.record("destruction.postponed", row.number, instead_of=first.row)
