# SPDX-License-Identifier: Apache-2.0
"""Assignments as the register shows them: what each lacks, what goes beyond what people were told, who else works."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desk.domain.assignments import (
    Assignment,
    AssignmentGround,
    AssignmentRow,
    ConsentGap,
    Declared,
    Outcome,
    ProcessorCheck,
    SubProcessor,
    excess_of,
)
from desk.domain.picklists import actions
from desk.domain.request import PaperBrief
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.checks import clean_line
from desk.services.desk import Desk
from desk.services.paper.briefs import papers_by_id
from desk.services.register.categories import category_views
from desk.services.register.purposes import purposes
from desk.services.register.recipients import recipient_views
from desk.storage import models


def assignments(desk: Desk, recipient: int = 0, *, retired: bool = False) -> list[AssignmentRow]:
    """The assignments in use in the order they were made, of one processor or of all."""
    model = models.Assignment
    query = model.select().order_by(model.id)
    if not retired:
        query = query.where(model.retired.is_null())
    return _rows(desk, query.where(model.recipient == recipient) if recipient else query)


def assignment_row(desk: Desk, id: int) -> AssignmentRow:
    """One assignment, in use or not."""
    found = _rows(desk, models.Assignment.select().where(models.Assignment.id == id))
    if not found:
        raise Refusal(N_("There is no such record in the register."))
    return found[0]


def assignment_id(code: str) -> int:
    """The id behind a code; refuses when there is none."""
    code = clean_line(code, "code").removeprefix("assignment/")
    row = models.Assignment.get_or_none(models.Assignment.code == code)
    if row is None:
        raise Refusal(N_("There is no assignment with this code."), field="code")
    return int(row.id)


def assignment_of(row: models.Assignment) -> Assignment:
    """A row of the register as a value."""
    lists: dict[str, Any] = {
        name: tuple(json.loads(getattr(row, name)))
        for name in ("purposes", "categories", "groups", "actions", "extras")
    }
    texts: dict[str, Any] = {
        name: getattr(row, name)
        for name in ("contract", "number", "operator_contact", "processor_contact")
    }
    days: dict[str, Any] = {
        name: getattr(row, name) or ""
        for name in ("contract_date", "dated", "until", "checked", "review")
    }
    return Assignment(
        id=row.id,
        code=row.code,
        recipient=row.recipient_id,
        since=row.since,
        ground=AssignmentGround(row.ground),
        ground_words=Both(row.ground_ru, row.ground_en),
        further=Both(row.further_ru, row.further_en),
        signer_name=Both(row.signer_ru, row.signer_en),
        signer_post=Both(row.post_ru, row.post_en),
        clauses=json.loads(row.clauses),
        hours=row.hours,
        document=row.document_id,
        **lists,
        **texts,
        **days,
    )


def contract_with(recipient: int) -> tuple[str, str]:
    """Number and day of the contract in the newest assignment to a recipient; empty without one."""
    model = models.Assignment
    query = model.select().where(model.recipient == recipient, model.contract != "")
    row = query.order_by(model.since.desc(), model.id.desc()).first()
    return (row.contract, row.contract_date or "") if row else ("", "")


def proposed_assignment(desk: Desk, recipient: int) -> Assignment:
    """What the registers say already of a processor: the purposes it serves, with their data and people.

    The most there can be to assign; which actions are left to it, only the contract says.
    """
    served = recipient_views(desk, [recipient])[recipient].purposes
    told = [each.fields for each in purposes(desk) if each.fields.code in served]
    data = category_views(desk, {id for each in told for id in each.categories})
    people = {id for each in told for id in each.groups}
    groups = models.SubjectGroup.select().where(models.SubjectGroup.id.in_(people))
    return Assignment(
        0,
        "",
        recipient,
        purposes=tuple(each.code for each in told),
        categories=tuple(each.code for each in data.values()),
        groups=tuple(each.code for each in groups.order_by(models.SubjectGroup.id)),
    )


def live_paper(document: int | None) -> models.Document | None:
    """The issued paper of an assignment, while it is not void."""
    if document is None:
        return None
    found: models.Document | None = models.Document.get_or_none(
        models.Document.id == document, models.Document.state == "issued"
    )
    return found


def _rows(desk: Desk, query: Iterable[models.Assignment]) -> list[AssignmentRow]:
    kept = list(query)
    if not kept:
        return []
    known = recipient_views(desk, [row.recipient_id for row in kept])
    told, titles = declared(desk)
    deeds = {code: each.title for code, each in actions().items()}
    papers = _papers(desk, [row.document_id for row in kept if row.document_id])
    ids = [row.id for row in kept]
    subs, checks = _subs(ids), _checks(ids)
    found = []
    for row in kept:
        assignment = assignment_of(row)
        paper = papers.get(row.document_id or 0)
        found.append(
            AssignmentRow(
                assignment=assignment,
                recipient=known[row.recipient_id],
                issued=paper.number if paper else "",
                signed=paper is not None and bool(paper.signature) and not paper.broken,
                broken=paper is not None and paper.broken,
                excess=excess_of(assignment, told, titles, deeds),
                subs=tuple(subs[row.id]),
                checks=tuple(checks[row.id]),
            )
        )
    return found


def declared(desk: Desk) -> tuple[Mapping[str, Declared], Mapping[str, Both]]:
    """What people were told of each purpose, and the titles of all categories, by code."""
    editions = purposes(desk, closed=True)
    ids = {id for each in editions for id in each.fields.categories}
    codes = {id: each.code for id, each in category_views(desk, ids).items()}
    told = {
        each.fields.code: Declared(
            each.fields.title,
            frozenset(codes[id] for id in each.fields.categories),
            frozenset(each.fields.actions),
            closed=bool(each.until),
        )
        for each in editions
    }
    titles = {row.code: Both(row.title_ru, row.title_en) for row in models.Category.select()}
    return told, titles


def _papers(desk: Desk, ids: Sequence[int]) -> dict[int, PaperBrief]:
    """The papers that are neither void nor erased."""
    found = papers_by_id(desk, ids) if ids else ()
    return {each.id: each for each in found if each.state in ("issued", "sealed")}


def _subs(ids: Sequence[int]) -> dict[int, list[SubProcessor]]:
    model = models.SubProcessor
    found: dict[int, list[SubProcessor]] = defaultdict(list)
    for row in model.select().where(model.assignment.in_(ids)).order_by(model.announced, model.id):
        found[row.assignment_id].append(
            SubProcessor(
                id=row.id,
                assignment=row.assignment_id,
                name=Both(row.name_ru, row.name_en),
                country=row.country,
                announced=row.announced,
                until=row.until or "",
                address=row.address,
                does=Both(row.does_ru, row.does_en),
                outcome=Outcome(row.outcome),
                decided=row.decided or "",
                note=row.note,
            )
        )
    return found


def _checks(ids: Sequence[int]) -> dict[int, list[ProcessorCheck]]:
    model = models.ProcessorCheck
    found: dict[int, list[ProcessorCheck]] = defaultdict(list)
    query = model.select().where(model.assignment.in_(ids))
    for row in query.order_by(model.on_day.desc(), model.id.desc()):
        found[row.assignment_id].append(
            ProcessorCheck(
                row.id, row.assignment_id, row.on_day, row.asked, row.came, row.next or ""
            )
        )
    return found


_IN_FORCE = (
    "FROM consent c WHERE c.purpose_code = ?1 AND c.state = 'active' AND c.kind = 'processing'"
)
_TOTAL = f"SELECT count(*) {_IN_FORCE}"
_LACKING = (
    "SELECT w.value, (SELECT count(*) "  # noqa: S608 -- a constant
    f"{_IN_FORCE} AND NOT EXISTS (SELECT 1 FROM json_each(c.categories) x WHERE x.value = w.value))"
    " FROM json_each(?2) w"
)


def consent_gaps(desk: Desk, id: int) -> tuple[ConsentGap, ...]:
    """Where consents in force to the purposes of an assignment say less than it, or there is none at all.

    Looked at where consent is the ground of assigning, or of a purpose.
    """
    row = assignment_row(desk, id).assignment
    found = []
    for each in purposes(desk):
        fields = each.fields
        by_consent = row.ground is AssignmentGround.CONSENT or "6.1.1" in fields.grounds
        if fields.code not in row.purposes or not by_consent:
            continue
        known = category_views(desk, fields.categories)
        ids = [id for id, category in known.items() if category.code in row.categories]
        (total,) = desk.database.execute_sql(_TOTAL, (fields.code,)).fetchone()
        rows = desk.database.execute_sql(_LACKING, (fields.code, json.dumps(ids))).fetchall()
        lacking = tuple((known[id].title, count) for id, count in rows if count)
        if not total or lacking:
            found.append(ConsentGap(fields.title, total, lacking))
    return tuple(found)
