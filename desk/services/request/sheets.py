# SPDX-License-Identifier: Apache-2.0
"""The lines of the journal of requests for a period: every column of practice, from the registers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from peewee import SQL, Expression, Field

from desk.clocks import legal_time
from desk.domain.days import day_of, start_of
from desk.domain.deeds import KEEP_ROW
from desk.domain.due import Due
from desk.domain.kinds import DemandState, RequestState
from desk.domain.paper import JournalLine, JournalTerm
from desk.domain.recovery import BY_CODE
from desk.domain.steps import REPLY_FORMS
from desk.domain.timeline import EventKind
from desk.domain.values import Both, spoken
from desk.errors import N_, Refusal
from desk.folding import fold
from desk.services.checks import check_period, without_symbols
from desk.services.desk import Desk
from desk.services.paper.left_papers import left_of
from desk.services.rows import UNFOUNDED
from desk.services.settings import promises_confirmed
from desk.services.terms import end_of, late_of, stamp, worded
from desk.storage.models import Deadline, Demand, Document, Event, Person, Request


def journal_lines(desk: Desk, since: date, until: date, most: int) -> tuple[JournalLine, ...]:
    """One line a request received in the period, in the order of receipt; both days included."""
    check_period(since, until)
    first, last = stamp(start_of(since, desk.zone)), end_of(until, desk.zone)
    requests = list(
        Request.select()
        .where(Request.received >= first, Request.received < last)
        .order_by(Request.received, Request.id)
        .limit(most + 1)
    )
    if len(requests) > most:
        raise Refusal(N_("The period holds more than {most} requests."), field="until", most=most)
    around = _Around(desk, requests)
    return tuple(_line(desk, n, each, around) for n, each in enumerate(requests, start=1))


_UNFOUNDED = (
    "SELECT d.id FROM demand d WHERE d.request IN (SELECT value FROM json_each(?))"  # noqa: S608 -- a constant
    f" AND {UNFOUNDED}"
)


class _Around:
    """What belongs to the requests of the period, read once."""

    def __init__(self, desk: Desk, requests: list[Request]) -> None:
        self.promised = promises_confirmed(desk)
        ids = [request.id for request in requests]
        self.unfounded = {
            row[0] for row in desk.database.execute_sql(_UNFOUNDED, (json.dumps(ids),)).fetchall()
        }
        who = {request.subject_id for request in requests}
        who |= {request.applicant_id for request in requests}
        people = Person.select().where(_among(Person.id, [id for id in who if id is not None]))
        # A card of the time when names with emoji were taken must not stop the whole journal.
        self.people = {p.id: without_symbols(p.name or p.email) for p in people}
        self.demands = _by_request(Demand.select().where(_among(Demand.request, ids)))
        self.terms = _by_request(
            Deadline.select()
            .where(
                _among(Deadline.request, ids),
                Deadline.dropped.is_null(),
                Deadline.row != KEEP_ROW,
            )
            .order_by(Deadline.own, Deadline.due_moment, Deadline.id)
        )
        happened: Iterable[Any] = (
            Event.select(
                Event.id,
                Event.at,
                Event.kind,
                Event.note,
                Event.actor,
                Event.document,
                Event.request,
            )
            .where(_among(Event.request, ids))
            .order_by(Event.id)
            .namedtuples()
        )
        self.events: dict[int, list[Any]] = defaultdict(list)
        for event in happened:
            self.events[event.request].append(event)
        self.papers = _by_request(Document.select().where(_among(Document.request, ids)))

    def left(self, paper: Document) -> bool:
        """Whether a reply has left."""
        events = self.events[paper.request_id or 0]
        return left_of(events, paper.id, paper.form, paper.number or "") is not None

    def granted(self, request: int) -> dict[str, Document]:
        """The notices of extension by the moment of the extension, each as it was last corrected."""
        papers: list[Document] = self.papers.get(request, [])  # type: ignore[assignment]  # as read
        known = {paper.id: paper for paper in papers}
        later = {paper.replaces_id: paper for paper in papers if paper.replaces_id is not None}
        found = {}
        for event in self.events[request]:
            paper = known.get(event.document) if event.kind == EventKind.EXTENDED else None
            while paper is not None and paper.id in later:
                paper = later[paper.id]
            if paper is not None:
                found[event.at] = paper
        return found


def _among(column: Field, ids: list[int]) -> Expression:
    """Whether the column is one of many ids, which would not fit as single parameters."""
    values = SQL("(SELECT value FROM json_each(?))", (json.dumps(ids),))
    return Expression(column, "IN", values)


def _by_request(rows: Iterable[object]) -> dict[int, list[object]]:
    found: dict[int, list[object]] = defaultdict(list)
    for row in rows:
        found[row.request_id].append(row)  # type: ignore[attr-defined]  # each model has it
    return found


def _void(order: int, request: Request, received: str) -> JournalLine:
    """A number that was taken stands in the journal with the reason why it is void; nothing else is told."""
    return JournalLine(
        order=order,
        number=request.number,
        received=received,
        channel=request.channel,
        applicant="",
        name="",
        identity="",
        kinds=(),
        summary="",
        terms=(),
        decision="void",
        void_because=without_symbols(request.outcome),
        answers=(),
        sent="",
        way="",
        executor=Both(),
    )


def _line(desk: Desk, order: int, request: Request, around: _Around) -> JournalLine:
    demands: list[Demand] = around.demands.get(request.id, [])  # type: ignore[assignment]
    terms: list[Deadline] = around.terms.get(request.id, [])  # type: ignore[assignment]
    papers: list[Document] = around.papers.get(request.id, [])  # type: ignore[assignment]
    zone = legal_time(desk.zone)
    moment = datetime.fromisoformat(request.received).astimezone(zone)
    received = request.received_day or moment.isoformat(timespec="minutes")
    if request.state == RequestState.VOID:
        return _void(order, request, received)
    decided = [_decided(d, unfounded=d.id in around.unfounded) for d in demands]
    replies = [p for p in papers if p.state == "issued" and p.form in REPLY_FORMS]
    return JournalLine(
        order=order,
        number=request.number,
        received=received,
        channel=request.channel,
        applicant=request.role,
        name=_names(request, around.people),
        identity=without_symbols(request.identity_how),
        kinds=tuple(demand.kind for demand in demands),
        summary=without_symbols(request.summary),
        terms=_terms(desk, demands, terms, around.granted(request.id), promised=around.promised),
        decision="; ".join(decided) if set(decided) != {DemandState.OPEN} else "",
        answers=tuple((p.day, p.number or "") for p in replies),
        sent=_day(request.answered, desk.zone),
        way=request.answered_by,
        executor=_executor(desk, around, request.id),
        waiting=tuple(p.number or "" for p in replies if not around.left(p)),
    )


def _day(moment: str | None, zone: str) -> str:
    return day_of(moment, zone).isoformat() if moment else ""


def _executor(desk: Desk, around: _Around, request: int) -> Both:
    """Who worked on the request in Desk; the responsible one as the card names him."""
    name = desk.operator().responsible_name
    acted = dict.fromkeys(event.actor for event in around.events[request] if event.actor != BY_CODE)
    told = [
        name if _is_called(name, actor) else Both(*2 * (without_symbols(actor),)) for actor in acted
    ]
    return Both(*(", ".join(each.of(code) or each.ru for each in told) for code in ("ru", "en")))


def _is_called(name: Both, actor: str) -> bool:
    """Whether the words by which somebody goes at the desk are words of the name on the card."""
    called = set(fold(actor).split())
    return bool(called) and any(called <= set(fold(name.of(code)).split()) for code in ("ru", "en"))


def _decided(demand: Demand, *, unfounded: bool) -> str:
    """How a demand ended; one that was left to a client was passed to the operator (Art. 6 (5))."""
    passed = demand.client_id is not None and demand.state == DemandState.SATISFIED
    if passed:
        return "passed"
    return DemandState.UNFOUNDED if unfounded else demand.state


def _names(request: Request, people: dict[int, str]) -> str:
    ids = dict.fromkeys(id for id in (request.applicant_id, request.subject_id) if id is not None)
    return "; ".join(people.get(id, "") for id in ids)


def _terms(
    desk: Desk,
    demands: list[Demand],
    terms: list[Deadline],
    notices: dict[str, Document],
    *,
    promised: bool,
) -> tuple[JournalTerm, ...]:
    """The terms of each demand: those of the law, what the operator promised only where there is none."""
    found: list[JournalTerm] = []
    for id, kind in [*((d.id, d.kind) for d in demands), (None, "")]:
        rows = [row for row in terms if row.demand_id == id]
        rows = [row for row in rows if not row.own] or (rows if promised else [])
        found += [_term(desk, kind, row, notices) for row in rows]
    return tuple(found)


def _term(desk: Desk, kind: str, row: Deadline, notices: dict[str, Document]) -> JournalTerm:
    ru, en = (worded(desk, row, language)[1] for language in ("ru", "en"))
    basis, late = Both(ru.basis, en.basis), ru.late
    term = replace(JournalTerm(kind, basis, row.due), **_missed(desk, row, ru))
    if late is not None and late.day is not None:
        return replace(term, was_due=late.day.isoformat(), late=late.count)
    if row.original is None or row.extended is None:
        return term
    notice = notices.get(row.extended)
    return replace(
        term,
        due=row.original or row.due,
        extended_to=row.due,
        notice=notice.number or "" if notice else "",
        notice_day=notice.day if notice else "",
        reason=_reason(row, notice),
    )


def _missed(desk: Desk, row: Deadline, due: Due) -> dict[str, Any]:
    """When the term was met, if it was late, and by how much."""
    late = late_of(desk, row, due)
    if late is None or row.met is None:
        return {}
    day = day_of(row.met, desk.zone).isoformat()
    return {"met": day, "behind": late.count, "unit": late.unit.value}


def _reason(row: Deadline, notice: Document | None) -> Both:
    """Why the term was extended, in each language the notice gives it in."""
    kept = json.loads(notice.facts) if notice else {}
    told = Both(**(kept.get("passages", {}).get("reasons") or {}))
    if not (told.ru or told.en):
        told = spoken(row.extended_because)
    return Both(without_symbols(told.ru), without_symbols(told.en))
