# SPDX-License-Identifier: Apache-2.0
"""A request as the state table sees it, read from the file, and the columns by which the register is sorted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from desk.domain.case import Case, DemandFacts, Ending, TermFacts
from desk.domain.deeds import KEEP_ROW
from desk.domain.kinds import LETTERS, ApplicantRole, DemandKind, DemandState, Leaving, RequestState
from desk.domain.laws import read
from desk.domain.steps import REPLY_FORMS, next_step
from desk.domain.timeline import SENT_AS, EventKind, returned, taken_back
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.destruction.terms import refresh_of_request
from desk.services.events import kinds_sql
from desk.services.rows import REQUEST_COLUMNS, TERM_COLUMNS, KeptRequest, KeptTerm, lacking
from desk.services.terms import NEVER, extendable, leading, leads_by, shown_columns, stamp
from desk.storage.models import Deadline, Request


@dataclass(frozen=True)
class Mark:
    """An event the state table looks at, with the paper it names."""

    id: int
    kind: EventKind
    form: str | None
    paper_state: str | None
    paper: int | None = None
    at: str = ""


def running_terms(desk: Desk, rows: Iterable[Deadline | KeptTerm]) -> tuple[TermFacts, ...]:
    """Open terms as the state table sees them."""
    now = stamp(desk.now())
    return tuple(
        TermFacts(
            row.row or row.rule,
            extendable=extendable(desk, row.rule, row.starts, row.due),
            extended=row.original is not None,
            over=row.due_moment <= now,
        )
        for row in rows
        if row.met is None and row.dropped is None and row.row != KEEP_ROW
    )


def case_of(
    request: Request | KeptRequest,
    demands: Iterable[DemandFacts],
    terms: tuple[TermFacts, ...],
    marks: Sequence[Mark],
    ending: Ending,
    *,
    violated: bool,
    passing: bool,
) -> Case:
    """The facts of the state table from rows already read."""
    gone = taken_back((mark.id, mark.kind) for mark in marks)
    marks = [mark for mark in marks if mark.id not in gone]
    papers = [m for m in marks if m.kind == EventKind.PAPER and m.paper_state == "issued"]
    ready = _waiting(marks, papers)
    return Case(
        state=RequestState(request.state),
        role=ApplicantRole(request.role),
        demands=tuple(demands),
        terms=terms,
        subject_known=request.subject_id is not None,
        missing=lacking(request),
        completion_asked=request.completion_asked is not None,
        identified=request.identified is not None,
        authority_checked=request.authority_checked is not None,
        acknowledged=any(m.form == "acknowledgement" for m in papers),
        blocked=request.blocked is not None,
        deeds=frozenset(mark.kind for mark in marks),
        inquired=any(mark.kind == EventKind.INQUIRY for mark in marks),
        answer_ready=bool(ready),
        replies=tuple(mark.paper for mark in ready if mark.paper is not None),
        shown={mark.form for mark in ready} == {"inspection_record"},
        answered=request.answered is not None,
        violated=violated,
        notice_unsent=_count(marks, EventKind.EXTENDED) > _count(marks, EventKind.NOTICE_SENT),
        correction_unsent=_correction_unsent(marks, papers),
        completion_unsent=_unsent(marks, papers, Leaving.COMPLETION),
        receipt_unsent=_unsent(marks, papers, Leaving.RECEIPT),
        returned=_returned(request, marks),
        subject_told=any(
            m.kind == EventKind.SUBJECT_TOLD and m.paper_state == "issued" for m in marks
        ),
        destroying=_count(marks, EventKind.DESTRUCTION_PLANNED)
        > _count(marks, EventKind.DESTRUCTION_DONE) + _count(marks, EventKind.DESTRUCTION_VOID),
        ending=ending,
        laws=read(request.laws),
        passing=passing,
    )


def _returned(request: Request | KeptRequest, marks: Sequence[Mark]) -> tuple[Leaving, ...]:
    """What came back of papers that stand: the one in the place of a void one leaves for the first time."""
    standing = ((m.id, m.kind, m.form, m.at) for m in marks if m.paper_state != "void")
    back = returned(standing)
    return tuple(each for each in back if each is not Leaving.ANSWER or request.answered)


def _waiting(marks: Sequence[Mark], papers: Sequence[Mark]) -> list[Mark]:
    """The replies that have not left: a dispatch that names no paper was of all that were issued before it."""
    sent = {mark.id: mark.paper for mark in marks if mark.kind == EventKind.DISPATCHED}
    last = max((id for id, paper in sent.items() if paper is None), default=0)
    replies = (mark for mark in papers if mark.form in REPLY_FORMS and mark.id > last)
    return [mark for mark in replies if mark.paper is None or mark.paper not in sent.values()]


def _count(marks: Sequence[Mark], kind: EventKind) -> int:
    return sum(mark.kind == kind for mark in marks)


def _correction_unsent(marks: Sequence[Mark], papers: Sequence[Mark]) -> bool:
    """Whether a notice of extension, in place of one that left or not, has not left itself."""
    sent = {
        mark.paper
        for mark in marks
        if mark.kind in (EventKind.NOTICE_SENT, EventKind.CORRECTION_SENT)
    }
    notices = {mark.paper for mark in papers if mark.form == LETTERS[Leaving.NOTICE]}
    return None not in sent and not notices <= sent


def _unsent(marks: Sequence[Mark], papers: Sequence[Mark], what: Leaving) -> bool:
    """Whether one of the issued papers of this kind came after the last that was sent."""
    last = max((mark.id for mark in marks if mark.kind == EventKind(f"{what}_sent")), default=0)
    return any(mark.form == LETTERS[what] and mark.id > last for mark in papers)


MARKED = frozenset({
    *SENT_AS, EventKind.PAPER, EventKind.INQUIRY, EventKind.SUBJECT_TOLD, EventKind.EXTENDED, EventKind.UNSENT,
    EventKind.UNDELIVERED, EventKind.DESTRUCTION_PLANNED, EventKind.DESTRUCTION_DONE, EventKind.DESTRUCTION_VOID,
    EventKind.REMEDY_CORRECTION, EventKind.REMEDY_LAWFUL, EventKind.REMEDY_DESTRUCTION,
})  # fmt: skip
"""Kinds of events the state table looks at."""
_MARKS = (
    "SELECT e.id, e.kind, d.form, d.state, e.document, e.at FROM event e LEFT JOIN document d ON d.id = e.document"  # noqa: S608 -- names are ours
    f" WHERE e.request = ? AND e.kind IN {kinds_sql(MARKED)}"
)
_REQUEST = (
    f"SELECT {REQUEST_COLUMNS},"  # noqa: S608 -- names are ours
    " EXISTS (SELECT 1 FROM deadline WHERE request = r.id AND row IN ('R14', 'R15') AND dropped IS NULL),"
    " EXISTS (SELECT 1 FROM client_notice WHERE request = r.id AND sent IS NULL AND dropped IS NULL)"
    " FROM request r WHERE r.id = ?"
).replace("r.text", "''")  # no step depends on the text, which may be long
_DEMANDS = "SELECT kind, state, client IS NOT NULL FROM demand WHERE request = ? ORDER BY id"
_RUNNING = (
    f"SELECT {TERM_COLUMNS} FROM deadline WHERE request = ? AND met IS NULL AND dropped IS NULL"  # noqa: S608 -- as above
    f" AND row <> '{KEEP_ROW}'"
    " ORDER BY due_moment, own, id"
)


def load_case(desk: Desk, id: int) -> tuple[KeptRequest, Case, list[KeptTerm]]:
    """A request, what the state table sees of it, and its open terms by urgency: four statements."""

    def rows(sql: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = desk.database.execute_sql(sql, (id,)).fetchall()
        return found

    found = rows(_REQUEST)
    if not found:
        raise Refusal(N_("There is no such request."))
    *columns, violated, passing = found[0]
    request = KeptRequest._make(columns)
    demands = [
        DemandFacts(DemandKind(kind), DemandState(state), bool(client))
        for kind, state, client in rows(_DEMANDS)
    ]
    running = [KeptTerm._make(row) for row in rows(_RUNNING)]
    case = case_of(
        request,
        demands,
        running_terms(desk, running),
        [Mark(*row) for row in rows(_MARKS)],
        request_ending(desk, request, demands),
        violated=bool(violated),
        passing=bool(passing),
    )
    return request, case, running


def request_ending(desk: Desk, request: KeptRequest, demands: Iterable[DemandFacts]) -> Ending:
    """What a request has ended so far of what it asks to end."""
    from desk.services.request.endings import ending_of

    kinds = [demand.kind for demand in demands if not demand.client]
    running = request.state == RequestState.OPEN
    received = request.received_day or request.received
    return ending_of(desk, request.id, request.subject_id, kinds, received, running=running)


def refresh(desk: Desk, id: int) -> None:
    """Bring the sorted columns of a request up to date after an act: the one place that does."""
    request, case, rows = load_case(desk, id)
    lead = leading(rows, desk.zone) if request.state == RequestState.OPEN else None
    columns = (
        shown_columns(*leads_by(lead, desk.zone), lead.firm, next_step(case))
        if lead
        else shown_columns(NEVER, "", "", 1, next_step(case))
    )
    columns["kinds"] = " ".join(dict.fromkeys(demand.kind.value for demand in case.demands))
    names = ", ".join(f"{name} = ?" for name in columns)
    desk.database.execute_sql(
        f"UPDATE request SET {names} WHERE id = ?",  # noqa: S608 -- names of columns are ours
        (*columns.values(), id),
    )
    refresh_of_request(desk, id)
