# SPDX-License-Identifier: Apache-2.0
"""Taking back that something left which had not: what the dispatch ended runs again."""

from __future__ import annotations

from desk.domain.days import parsed
from desk.domain.deeds import ALSO_MET, DEED_ROWS, VISIT_ROW
from desk.domain.kinds import PaperState
from desk.domain.laws import ACKNOWLEDGED_ROWS
from desk.domain.steps import REPLY_FORMS
from desk.domain.timeline import UNSENDABLE, EventKind
from desk.domain.values import Moment
from desk.errors import N_, Refusal
from desk.services.checks import required
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.paper.left_papers import standing_dispatches
from desk.services.request.cases import refresh
from desk.services.request.extensions import notice_back
from desk.services.request.handling import change, require_open
from desk.services.request.settling import inspected, measured
from desk.storage.models import Deadline, Document, Event


def newest_dispatch(_desk: Desk, id: int) -> Moment | None:
    """The dispatch that is taken back next: when it was, what left and with which proof."""
    sent = _unsendable(id)
    return Moment(sent[0].at, EventKind(sent[0].kind), sent[0].note or "") if sent else None


def _unsendable(id: int) -> list[Event]:
    return [each for each in standing_dispatches(id) if each.kind in UNSENDABLE]


@writes("request", "deadline")
def take_back_dispatch(desk: Desk, id: int, reason: str) -> None:
    """Take back the newest dispatch of an open request, recorded by mistake; its line stays in the history."""
    reason = required(reason, "reason")
    request = require_open(id)
    sent = _unsendable(id)
    if not sent:
        raise Refusal(N_("Nothing in this request is recorded as sent."))
    newest = sent[0]
    # Several answers that left together were recorded in one act.
    known = (newest.kind, newest.at, newest.note, newest.attachment_id)
    same = [e for e in sent if (e.kind, e.at, e.note, e.attachment_id) == known]
    if newest.kind == EventKind.DISPATCHED:
        before = [e for e in sent if e.kind == EventKind.DISPATCHED and e not in same]
        _unanswer(id, newest, _of_standing_papers(id, before))
    for each in same:
        add_event(desk, id, EventKind.UNSENT, reason, document=each.document_id)
    if newest.kind == EventKind.NOTICE_SENT:
        notice_back(desk, id)
    refresh(desk, id)
    desk.record("request.unsent", request.number, at=parsed(newest.at), reason=reason)


def _of_standing_papers(id: int, sent: list[Event]) -> list[Event]:
    """Those by which an answer left that is not void since; one that names no paper was of all issued before it."""
    replies = Document.select().where(Document.request == id, Document.form.in_(REPLY_FORMS))
    issued = Event.select().where(Event.request == id, Event.kind == EventKind.PAPER)
    before = {event.document_id: event.id for event in issued}

    def stands(each: Event) -> bool:
        whole = each.document_id is None
        states = [
            paper.state
            for paper in replies
            if (whole and before.get(paper.id, 0) < each.id) or paper.id == each.document_id
        ]
        return not states or any(state != PaperState.VOID for state in states)

    return [each for each in sent if stands(each)]


def _unanswer(id: int, newest: Event, before: list[Event]) -> None:
    """The terms the dispatch met run again; those that a deed or an inspection of that day met stay met."""
    done = measured(id, newest.at)
    stay = [*DEED_ROWS, *ACKNOWLEDGED_ROWS, *(ALSO_MET if done else ())]
    shown = (Deadline.row == VISIT_ROW) & Deadline.demand.in_(inspected(id))
    Deadline.update(met=None).where(
        Deadline.request == id, Deadline.met == newest.at, Deadline.row.not_in(stay), ~shown
    ).execute()
    if before:
        change(id, answered=before[0].at, dispatch_proof=before[0].note or "")
    else:
        change(id, answered=None, answered_by="", dispatch_proof="")
