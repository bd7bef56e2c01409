# SPDX-License-Identifier: Apache-2.0
"""Terms of a destruction: its own, and those it shares with the request or the consents it came from.

What is counted already is not counted twice: the destruction looks at the terms of its request, takes over
those of withdrawn consents, and ends them when it is carried out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from desk.domain.deeds import TELL_ROW
from desk.domain.destruction import RULE_OF, Cause, DestructionState, DestructionStep
from desk.domain.destruction_steps import (
    DESTROY_ROWS,
    OPEN_STATES,
    POSTPONED_FROM,
    UNDONE_STATES,
    DestructionCase,
    next_step,
    step_possible,
)
from desk.domain.due import Due, Why
from desk.domain.kinds import DemandKind
from desk.domain.numbering import printed_number
from desk.errors import N_, Refusal
from desk.services.checks import check_iso_date, required
from desk.services.desk import Desk
from desk.services.paper.briefs import COUNTED
from desk.services.planning import plan
from desk.services.rows import TERM_COLUMNS, KeptTerm
from desk.services.terms import (
    CLAUSE_DATE,
    NEVER,
    RUNNING,
    Planned,
    fixed_date,
    insert_terms,
    iso,
    shown_columns,
)
from desk.storage.models import Deadline, Destruction, DestructionSubject

_ALONG: dict[Cause, tuple[str, ...]] = {Cause.UNLAWFUL: ("R14", "R15")}
"""Causes that open several rows at once; both run from the finding."""
_BY_AGREEMENT = frozenset({"R20", "R21"})
"""Terms in whose place a contract or agreement may set another (Art. 21 (4), (5))."""
_BEGINS: dict[Cause, str] = {
    Cause.KEEP_EXPIRED: "keep.expired",
    Cause.CONSENT_EXPIRED: "consent.expired",
    Cause.NOT_NEEDED: "destruction.caused",
    Cause.LIMITATION: "destruction.caused",
}
"""What the first day is called where it is not what the rule is named after."""
_TELL_AS = {Cause.UNLAWFUL: DemandKind.CLAIM_UNLAWFUL, Cause.PROVED_DEMAND: DemandKind.DESTROY}
"""The demand whose duty to tell a cause has where nobody sent a request."""
_SHARED = ", ".join(f"'{row}'" for row in sorted(DESTROY_ROWS | {TELL_ROW}))
_COLUMNS = ", ".join(f"t.{name.strip()}" for name in TERM_COLUMNS.split(","))
TERMS_OF = (
    f"SELECT d.id, {_COLUMNS} FROM destruction d JOIN deadline t ON t.destruction = d.id"  # noqa: S608 -- names are ours
    " WHERE d.id IN (SELECT value FROM json_each(?1)) AND t.met IS NULL AND t.dropped IS NULL"
    f" UNION ALL SELECT d.id, {_COLUMNS} FROM destruction d JOIN deadline t ON t.request = d.request"
    f" AND t.row IN ({_SHARED})"
    " WHERE d.id IN (SELECT value FROM json_each(?1)) AND t.met IS NULL AND t.dropped IS NULL"
)
"""Running terms of several destructions; the first column is the destruction."""


def running(desk: Desk, ids: Sequence[int]) -> dict[int, list[KeptTerm]]:
    """The open terms of each destruction, shared ones included, the nearest first."""
    found: dict[int, list[KeptTerm]] = {}
    if ids:
        for row in desk.database.execute_sql(TERMS_OF, (json.dumps(list(ids)),)).fetchall():
            found.setdefault(row[0], []).append(KeptTerm._make(row[1:]))
    for rows in found.values():
        rows.sort(key=lambda row: (row.due_moment, row.own, row.id))
    return found


def leading(rows: Iterable[KeptTerm]) -> KeptTerm | None:
    """The term that counts: the six months before the first term, what is to be done before telling of it."""
    rows = list(rows)
    if any(row.row == "R23" for row in rows):
        rows = [row for row in rows if row.row not in POSTPONED_FROM]
    rows = [row for row in rows if row.row != TELL_ROW] or rows
    return rows[0] if rows else None


def open_terms(
    desk: Desk,
    id: int,
    cause: Cause,
    caused: date,
    request: int | None,
    agreed: tuple[str, str] = ("", ""),
) -> list[Planned]:
    """Open what the cause demands and the request does not count already; returns what was opened.

    ``agreed`` is the date that a contract or an agreement sets, and its clause.
    """
    shared = _counted_by(request)
    if cause is Cause.WITHDRAWAL and _take_over(desk, id):
        shared |= {"R21"}
    rows = _ALONG.get(cause) or ((RULE_OF[cause],) if cause in RULE_OF else ())
    terms = []
    if agreed[0]:
        if not _BY_AGREEMENT.issuperset(rows):
            raise Refusal(N_("This deadline is set by law and cannot be agreed upon."), field="due")
        terms.append(_by_clause(desk, caused, *agreed))
    elif not rows:
        raise Refusal(
            N_("No legal rule sets a date for this reason: enter the date and its clause."),
            field="due",
        )
    elif "R23" not in shared:
        terms = [_by_rule(desk, row, cause, caused) for row in rows if row not in shared]
    insert_terms(desk, id, terms, [], desk.zone, owner="destruction")
    return terms


_THEIRS = """
SELECT c.id FROM consent c JOIN destruction_subject s ON s.person = c.person WHERE s.destruction = ?1
 AND (NOT EXISTS (SELECT 1 FROM holding h JOIN purpose p ON p.id = h.purpose
   WHERE h.person = c.person AND p.code = c.purpose_code AND h.ended IS NULL
   AND (coalesce(h.destruction, 0) <> ?1 OR {done}))
  OR NOT EXISTS (SELECT 1 FROM destruction_item i WHERE i.destruction = ?1 AND i.person = c.person
   AND i.holding IS NOT NULL))
 AND (NOT {done} OR EXISTS (SELECT 1 FROM destruction_item i WHERE i.destruction = ?1
   AND i.person = c.person AND i.dropped IS NULL))""".replace(
    "{done}", "(SELECT done IS NOT NULL FROM destruction WHERE id = ?1)"
)
"""Consents of the subjects whose purpose holds nothing that this destruction leaves, as far as its items tell; once it is
carried out, a holding still there was left, and so was whoever is in no item."""


def _take_over(desk: Desk, id: int) -> int:
    """Let the terms of withdrawn consents run as this destruction's; returns how many there are."""
    consents = [row[0] for row in desk.database.execute_sql(_THEIRS, (id,)).fetchall()]
    taken: int = (
        Deadline.update(destruction_id=id)
        .where(
            Deadline.consent_id.in_(consents),
            Deadline.row == "R21",
            Deadline.destruction_id.is_null(),
            RUNNING,
        )
        .execute()
    )
    return taken


def share_anew(desk: Desk, id: int) -> None:
    """After the plan was changed: the terms of consents whose data it leaves run as theirs again."""
    give_back(id)
    _take_over(desk, id)


def give_back(id: int) -> None:
    """Let the terms of withdrawn consents run as theirs again: the plan is taken back."""
    Deadline.update(destruction_id=None).where(
        Deadline.destruction_id == id, Deadline.consent_id.is_null(False), Deadline.met.is_null()
    ).execute()


def _counted_by(request: int | None) -> frozenset[str]:
    """The rows a request counts: those still running, and R14 even when it was met."""
    if request is None:
        return frozenset()
    rows = Deadline.select(Deadline.row, Deadline.met).where(
        Deadline.request == request, Deadline.dropped.is_null()
    )
    return frozenset(row.row for row in rows if row.met is None or row.row == "R14")


def _by_rule(desk: Desk, row: str, cause: Cause, caused: date) -> Planned:
    rule = desk.rules.find(row, caused)
    due = desk.rules.due(rule, caused, desk.zone)
    begins = _BEGINS.get(cause)
    if begins is not None:
        due = replace(due, steps=(Why("start", caused, note=begins), *due.steps[1:]))
    return Planned(None, rule.pack, due)


def _by_clause(desk: Desk, caused: date, due: str, clause: str) -> Planned:
    day = check_iso_date(due, "due")
    assert day is not None, "the caller has a date"
    if day < caused:
        raise Refusal(N_("The deadline is before the date the reason arose."), field="due")
    clause = required(clause, "clause", "line")
    found: Due = fixed_date(desk, CLAUSE_DATE, caused, day, clause, "destruction.caused")
    return Planned(None, "clause", found)


def open_telling(desk: Desk, destruction: Destruction, day: date) -> None:
    """Open the operator's own date for telling what was done, where no request opens it."""
    kind = _TELL_AS.get(Cause(destruction.cause))
    if kind is not None:
        terms = plan(desk, "remedy.done", kind, day, None)
        insert_terms(desk, destruction.id, terms, [], desk.zone, owner="destruction")


def open_keeping(desk: Desk, document: int, done: date) -> str:
    """Open the three years of an act and return their last day (R24)."""
    due = keeping(desk, done)
    pack = desk.rules.find(due.rule).pack
    insert_terms(desk, document, [Planned(None, pack, due)], [], desk.zone, owner="document")
    return iso(due.due)


def keeping(desk: Desk, done: date) -> Due:
    """The three years of an act and an extract; by the newest rule where none is in force."""
    found = [rule for rule in desk.rules.opened_by("destruction.done", done) if rule.row == "R24"]
    return desk.rules.due(found[0] if found else desk.rules.find("R24"), done, desk.zone)


def end_terms(
    id: int, moment: str, *, rows: Iterable[str] | None = None, drop: bool = False
) -> None:
    """End the destruction's own open terms, all or those of the rows: met, or dropped."""
    these = (Deadline.destruction_id == id) & RUNNING
    if rows is not None:
        these &= Deadline.row.in_(list(rows))
    column = Deadline.dropped if drop else Deadline.met
    Deadline.update({column: moment}).where(these).execute()


UNSHARED = """
SELECT coalesce(p.code, '') AS code, coalesce(p.title_ru, '') AS ru, coalesce(p.title_en, '') AS en
FROM destruction_item i LEFT JOIN holding h ON h.id = i.holding LEFT JOIN purpose p ON p.id = h.purpose
WHERE i.destruction = ?1 AND i.dropped IS NULL
 AND NOT EXISTS (SELECT 1 FROM recipient r JOIN json_each(r.purposes) e ON e.value = p.code
  WHERE r.retired IS NULL AND r.role IN ('processor', 'recipient'))
 AND NOT EXISTS (SELECT 1 FROM destruction_item o LEFT JOIN holding g ON g.id = o.holding
  LEFT JOIN purpose q ON q.id = g.purpose WHERE o.destruction = i.destruction AND o.dropped IS NULL
  AND o.processor IS NOT NULL AND coalesce(q.code, '') = coalesce(p.code, ''))
 AND NOT EXISTS (SELECT 1 FROM event e WHERE e.destruction = i.destruction
  AND e.kind = 'shared_with_nobody' AND coalesce(e.note, '') = coalesce(p.code, ''))"""
"""What goes, for purposes with nobody who else has the data and no word that nobody has."""
_CASE = f"""
SELECT d.state,
 (SELECT count(*) FROM destruction_item i WHERE i.destruction = d.id AND i.dropped IS NULL),
 EXISTS (SELECT 1 FROM destruction_item i JOIN hold h ON h.person = i.person AND h.released IS NULL
   AND (h.holding IS NULL OR h.holding = i.holding)
   WHERE i.destruction = d.id AND i.dropped IS NULL),
 (SELECT count(DISTINCT i.processor) FROM destruction_item i WHERE i.destruction = d.id
   AND i.dropped IS NULL AND i.processor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stop_letter l
   WHERE l.destruction = d.id AND l.recipient = i.processor AND l.action = 'destroy'
   AND l.dropped IS NULL)),
 (SELECT count(*) FROM signature s WHERE s.document = d.act),
 (SELECT count(*) FROM signature s WHERE s.document = d.act AND {COUNTED}),
 d.cause IN ('withdrawal', 'consent_expired') AND EXISTS (SELECT 1 FROM destruction_item i
  JOIN holding h ON h.id = i.holding JOIN consent c ON c.id = h.consent AND c.state = 'active'
  WHERE i.destruction = d.id AND i.dropped IS NULL),
 EXISTS ({UNSHARED}),
 EXISTS (SELECT 1 FROM signature s WHERE s.document = d.act AND s.verdict = 'broken')
FROM destruction d WHERE d.id = ?1"""  # noqa: S608 -- constants


def load_case(desk: Desk, id: int) -> DestructionCase:
    """What the state table sees of a destruction; one statement."""
    found: Sequence[Any] | None = desk.database.execute_sql(
        _CASE, (id, desk.demonstration)
    ).fetchone()
    if found is None:
        raise Refusal(N_("There is no such destruction."))
    state, items, held, untold, signers, signed, agreed, unshared, broken = found
    return DestructionCase(
        DestructionState(state),
        items,
        bool(held),
        untold,
        signers,
        signed,
        bool(agreed),
        bool(unshared),
        bool(broken),
    )


def refresh(desk: Desk, id: int) -> None:
    """Bring the sorted columns of a destruction up to date after an act: the one place that does."""
    case = load_case(desk, id)
    lead = leading(running(desk, [id]).get(id, ())) if case.state in OPEN_STATES else None
    columns = (
        shown_columns(lead.due_moment, lead.due, lead.safe, lead.firm, None)
        if lead
        else shown_columns(NEVER, "", "", 1, None)
    )
    step = next_step(case)
    columns["step"] = step.value if step else ""
    Destruction.update(columns).where(Destruction.id == id).execute()


def refresh_undone(desk: Desk) -> None:
    """The same for every plan not carried out, when the register has changed."""
    for row in Destruction.select(Destruction.id).where(
        Destruction.state.in_([s.value for s in UNDONE_STATES])
    ):
        refresh(desk, row.id)


def refresh_of_request(desk: Desk, request: int) -> None:
    """The same for the destructions that came from a request, whose terms they share."""
    for row in Destruction.select(Destruction.id).where(
        Destruction.request == request, Destruction.state.in_([s.value for s in OPEN_STATES])
    ):
        refresh(desk, row.id)


def check_no_destruction(request: int) -> None:
    """Refuse to void a request on which a destruction rests."""
    row = Destruction.get_or_none(
        Destruction.request == request, Destruction.state != DestructionState.VOID.value
    )
    if row is not None:
        raise Refusal(
            N_("Destruction {number} is based on this request: withdraw its plan first."),
            number=printed_number(row.number),
        )


def refresh_of_person(desk: Desk, person: int) -> None:
    """The same for the destructions that would destroy something of a person, when a hold came or went."""
    rows = (
        Destruction.select(Destruction.id)
        .join(DestructionSubject, on=DestructionSubject.destruction == Destruction.id)
        .where(
            DestructionSubject.person == person,
            Destruction.state.in_([s.value for s in OPEN_STATES]),
        )
    )
    for row in list(rows):
        refresh(desk, row.id)


def allow(case: DestructionCase, step: DestructionStep) -> None:
    """Refuse, with its reason, a step that may not be taken now."""
    found = step_possible(case, step)
    if not found.allowed:
        raise Refusal(found.why_not, None, **found.params)
