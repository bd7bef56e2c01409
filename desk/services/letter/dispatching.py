# SPDX-License-Identifier: Apache-2.0
"""How papers left: moment, way and proof of an answer or of another letter, and what ends with an answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from desk.domain.case import Case
from desk.domain.deeds import DEED_ROWS, KEEP_ROW
from desk.domain.destruction_steps import WAITING_ROWS
from desk.domain.kinds import LETTERS, Channel, DemandState, Leaving, RequestState, Step
from desk.domain.said import proof_asked
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Refusal
from desk.services.checks import check_done, clean_text
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.files import keep_file
from desk.services.request.cases import load_case, refresh
from desk.services.request.extensions import correction_left, lose_in, notice_left
from desk.services.request.handling import change, require
from desk.services.rows import KeptRequest
from desk.services.sequence import check_hour, precedes
from desk.services.terms import RUNNING, SET_DATE, iso
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
    papers: Collection[int] = (),
) -> None:
    """Record when, how and with which proof a paper left; ``file`` is (name, bytes) of the proof.

    ``at`` is a moment, or the day where only that is known: then a term in hours asks for the hour.
    Where several wait, ``what`` says which one it is; without it, it is the first of ``Case.leaving``.
    Of several answers ``papers`` left: what another of them decides still waits; without it all did.
    """
    request = require(desk, id, Step.DISPATCH)
    _request, case, _rows = load_case(desk, id)
    what = what or case.leaving[0]
    if what not in case.leaving:
        raise Refusal(N_("No paper of this kind is waiting to be sent."), field="what")
    moment = check_done(at, desk.now(), desk.today(), "at")
    part = _part_that_left(case, what, papers)
    newest = what in (Leaving.COMPLETION, Leaving.RECEIPT) or not case.notice_unsent
    paper = _paper_that_left(desk, request, moment, what, part, newest=newest)
    if what is Leaving.ANSWER and paper is None and file is None:
        raise Refusal(_ELSEWHERE, field="file")
    proof, attachment = _proved(desk, id, way, proof, file)
    owed = case.notice_unsent or case.correction_unsent
    again = what is Leaving.NOTICE and Leaving.NOTICE in case.returned and not owed
    if what is Leaving.NOTICE and not again:
        if case.notice_unsent:
            notice_left(desk, request, moment, way, proof, attachment)
        else:
            correction_left(desk, request, moment, way, proof, attachment, paper)
        return
    if what is not Leaving.ANSWER:
        kind = EventKind.NOTICE_RESENT if again else EventKind(f"{what}_sent")
        add_event(desk, id, kind, proof, document=paper, attachment=attachment, at=moment)
        refresh(desk, id)
        desk.record(f"request.{kind}", request.number, at=moment, way=way)
        return
    _answer_left(desk, request, case, moment, way, (proof, attachment), part)


_ELSEWHERE = N_(
    "No answer was issued in Desk. Attach the one that was given elsewhere: without it there is "
    "no proof that the person was answered."
)


def _proved(
    desk: Desk, id: int, way: Channel, proof: str, file: tuple[str, bytes] | None
) -> tuple[str, int | None]:
    """The proof in words, and the kept file where there is one; refuses when nothing proves the dispatch."""
    proof = clean_text(proof, "proof", "note")
    if not proof and file is None:
        raise Refusal(proof_asked(way), field="proof")
    return proof, keep_file(desk, id, file[0], file[1], "dispatch_proof") if file else None


def _answer_left(
    desk: Desk,
    request: KeptRequest,
    case: Case,
    moment: date,
    way: Channel,
    proved: tuple[str, int | None],
    part: tuple[int, ...],
) -> None:
    """Record that answers left, all or those of ``part``, and end the terms they meet."""
    proof, attachment = proved
    lose_in(desk, request.id)
    if request.state == RequestState.OPEN:
        by = Channel(way).value
        change(request.id, answered=iso(moment), answered_by=by, dispatch_proof=proof)
    stay = [each for each in case.replies if part and each not in part]
    waiting = WAITING_ROWS if case.destroying else frozenset()
    met = _meet_answered(request.id, moment, waiting, stay)
    for left in part or (None,):
        add_event(
            desk,
            request.id,
            EventKind.DISPATCHED,
            proof,
            document=left,
            attachment=attachment,
            at=moment,
        )
    refresh(desk, request.id)
    numbers = [Document.get_by_id(each).number for each in part]
    told = {"at": moment, "way": way, "terms": met, **({"papers": numbers} if numbers else {})}
    desk.record("request.dispatched", request.number, **told)


def _part_that_left(case: Case, what: Leaving, papers: Collection[int]) -> tuple[int, ...]:
    """The answers that left where others stay behind; empty where every one of them left."""
    if what is not Leaving.ANSWER or not papers:
        return ()
    if not set(papers) <= set(case.replies):
        raise AtField(N_("This paper is not waiting to be sent."), field="papers")
    left = tuple(each for each in case.replies if each in papers)
    return () if left == case.replies else left


def _paper_that_left(
    desk: Desk,
    request: KeptRequest,
    at: date,
    what: Leaving,
    part: Collection[int] = (),
    *,
    newest: bool,
) -> int | None:
    """The newest paper of this kind, or of ``part``; it leaves after the request came and not before it was issued."""
    moment = iso(at)
    if precedes(moment, request.received_day or request.received, desk.zone):
        raise Refusal(N_("The paper cannot be sent before the request was received."), field="at")
    form = LETTERS.get(what)
    fitting = Document.form.not_in([*LETTERS.values()]) if form is None else Document.form == form
    if part:
        fitting = Document.id.in_(list(part))
    papers = list(
        Document.select(Document.id, Document.issued)
        .where(Document.request == request.id, Document.state == "issued", fitting)
        .order_by(Document.issued, Document.id)
    )
    if not papers:
        return None
    # Of several answers or notices the first may have left before the last was written.
    paper = papers[-1 if part or newest else 0]
    if precedes(moment, str(paper.issued), desk.zone):
        raise Refusal(N_("The paper cannot be sent before it was issued."), field="at")
    return int(paper.id)


def _meet_answered(
    id: int, moment: date, waiting: frozenset[str], stay: Collection[int]
) -> list[str]:
    """End the terms an answer meets: of decided demands, all but those only a deed meets.

    What a paper decides that stays behind is as open as before.
    """
    behind = {d.number for d in Document.select(Document.number).where(Document.id.in_(list(stay)))}
    demands = {
        d.id: DemandState.OPEN if d.outcome in behind else d.state
        for d in Demand.select().where(Demand.request == id)
    }
    all_final = DemandState.OPEN not in demands.values()
    met: list[str] = []
    for row in Deadline.select().where(
        Deadline.request == id,
        RUNNING,
        Deadline.row != KEEP_ROW,
    ):
        answered = all_final if row.demand_id is None else demands[row.demand_id] != "open"
        if answered and row.row not in DEED_ROWS and row.row not in waiting:
            check_hour(moment, [row])
            Deadline.update(met=iso(moment)).where(Deadline.id == row.id).execute()
            met.append(row.row or SET_DATE)
    return met
