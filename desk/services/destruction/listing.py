# SPDX-License-Identifier: Apache-2.0
"""The register of destructions: ids sorted and filtered by SQL, rows by id, and one record as a card."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from desk.domain.destruction import (
    Cause,
    DestructionCard,
    DestructionRow,
    DestructionState,
    DestructionStep,
    Kept,
    MemberFields,
    PlanItem,
)
from desk.domain.destruction_steps import (
    OPEN,
    OPEN_STATES,
    UNDONE_STATES,
    next_step,
    possible,
    waits_for,
)
from desk.domain.one_person import names_another
from desk.domain.paper_words import TEST
from desk.domain.values import Both, Query
from desk.domain.verdicts import Verdict, doubt_words, why_uncounted
from desk.errors import N_, Refusal
from desk.services.checks import EARLIEST, LATEST, clean_line
from desk.services.desk import Desk, note_shown
from desk.services.destruction.commissions import commission_of, member_view
from desk.services.destruction.stop_letters import letters_of
from desk.services.destruction.terms import leading, load_case, running
from desk.services.events import timeline_of
from desk.services.files import attached
from desk.services.lists import Left, numbered, select_ids, text_condition
from desk.services.paper.briefs import COLUMNS as PAPER
from desk.services.paper.briefs import COUNTED, UNCHECKED, WHY, papers_view
from desk.services.signature.signing import signers
from desk.services.terms import NEVER, latest_end_of, worded
from desk.storage import search as index
from desk.storage.models import (
    Destruction,
    DestructionItem,
    DestructionKept,
    DestructionMember,
    Member,
)

SORTS: Mapping[str, tuple[str, ...]] = {
    "number": ("number_key", "id"),
    "planned": ("planned", "id"),
    "due": ("due", "id"),
    "state": ("state", "due", "id"),
    "cause": ("cause", "id"),
    "step": ("step", "id"),
}
"""Columns behind each sort id; every one has its index."""
_UNFINISHED = "state NOT IN ('erased', 'void')"


def destruction_ids(
    desk: Desk, query: Query, after: int | None = None, limit: int | None = None
) -> array[int]:
    """Ids in the order of the list; ``kind`` filters by cause, ``after`` is the last id of the piece before."""
    conditions: list[str] = []
    params: list[object] = []
    if query.state == OPEN:
        conditions.append(_UNFINISHED)
    state = "" if query.state == OPEN else query.state
    for column, value in (("state", state), ("cause", query.kind)):
        if value:
            conditions.append(f"{column} = ?")
            params.append(clean_line(value, column))
    if query.due_by is not None:
        last = min(max(query.due_by, EARLIEST), LATEST)
        conditions.append("due <= ?")
        params.append(latest_end_of(last, desk.zone))
    if query.text.strip():
        conditions.append(text_condition(query.text, index.Kind.DESTRUCTION))
        params.append(index.expression(query.text))
    sort = query.sort or "due"
    return select_ids(desk, "destruction", SORTS, sort, conditions, params, after, limit)


_ROW = f"""
SELECT d.id, d.number, d.cause, d.caused, d.subjects, CASE d.subjects WHEN 1 THEN
 (SELECT coalesce(nullif(p.name, ''), nullif(s.label, ''), nullif(p.email, ''), p.phone)
   FROM destruction_subject s JOIN person p ON p.id = s.person WHERE s.destruction = d.id)
 ELSE '' END, d.state, d.step, d.due, d.due_shown, d.safe, d.firm,
 (SELECT count(*) FROM signature s WHERE s.document = d.act AND {COUNTED}),
 (SELECT count(*) FROM signature s WHERE s.document = d.act),
 EXISTS (SELECT 1 FROM signature s WHERE s.document = d.act AND s.verdict = 'broken'),
 (SELECT json_group_array({WHY}) FROM signature s WHERE s.document = d.act AND {UNCHECKED}),
 (SELECT json_group_array(DISTINCT iif(json_extract(s.certificate, '$.test'), 'test',
   json_extract(s.certificate, '$.doubt'))) FROM signature s WHERE s.document = d.act
   AND (s.verdict = 'unknown' OR s.verdict = 'valid' AND json_extract(s.certificate, '$.test'))),
 (SELECT json_group_array(json_array(s.name_ru, s.name_en, json_extract(s.certificate, '$.name')))
   FROM signature s WHERE s.document = d.act AND s.state <> 'none')
FROM destruction d WHERE d.id IN (SELECT value FROM json_each(?1))"""  # noqa: S608 -- constants


def destruction_rows(desk: Desk, ids: Sequence[int]) -> list[DestructionRow]:
    """The lines of these ids, in their order; vanished ones are left out."""
    if not ids:
        return []
    rows = desk.database.execute_sql(_ROW, (json.dumps(list(ids)), desk.demonstration)).fetchall()
    found = {row[0]: row for row in rows}
    left = Left(desk)
    return [_waiting(desk, _row(found[id], left)) for id in ids if id in found]


def _waiting(desk: Desk, row: DestructionRow) -> DestructionRow:
    """With why there is nothing to do next, where not all is done."""
    if row.step or row.state not in OPEN_STATES:
        return row
    return replace(row, waits=waits_for(load_case(desk, row.id)))


def _row(row: Sequence[Any], left: Left) -> DestructionRow:
    id, number, cause, caused, subjects, subject, state, step, due, shown, safe, firm, *signed = row
    return DestructionRow(
        id=id,
        number=number,
        cause=Cause(cause),
        caused=caused,
        subjects=subjects,
        subject=subject or "",
        state=DestructionState(state),
        step=DestructionStep(step) if step else None,
        due=shown,
        safe=safe,
        firm=bool(firm),
        overdue=due != NEVER and due <= left.now,
        days_left=left.days(shown),
        signed=signed[0],
        signers=signed[1],
        broken=bool(signed[2]),
        unchecked=tuple(why_uncounted(*each) for each in json.loads(signed[3])),
        doubts=tuple(
            TEST if doubt == "test" else doubt_words(Verdict.UNKNOWN, doubt or "")
            for doubt in json.loads(signed[4])
        ),
        others=tuple(
            dict.fromkeys(
                certified
                for ru, en, certified in json.loads(signed[5])
                if certified and names_another((ru, en), certified)
            )
        ),
    )


def destruction_id(desk: Desk, number: str) -> int:
    """The id of a number as people write it; refuses when there is none."""
    found = numbered(desk, "destruction", number)
    if found is None:
        raise Refusal(N_("There is no destruction with this number."), field="number")
    return found


_AROUND = f"""
SELECT
 (SELECT json_group_array(json_array(id, ref, name)) FROM (SELECT p.id, p.ref,
   coalesce(nullif(p.name, ''), nullif(s.label, ''), nullif(p.email, ''), p.phone) AS name
   FROM destruction_subject s JOIN person p ON p.id = s.person WHERE s.destruction = ?1
   ORDER BY p.id)),
 (SELECT json_group_array(reason) FROM (SELECT DISTINCT h.id, h.reason FROM destruction_item i
   JOIN hold h ON h.person = i.person AND h.released IS NULL
   AND (h.holding IS NULL OR h.holding = i.holding)
   WHERE i.destruction = ?1 AND i.dropped IS NULL ORDER BY h.id)),
 (SELECT json_group_array(json_array(id, at, kind, note, actor, document, attachment)) FROM
   (SELECT * FROM event WHERE destruction = ?1 ORDER BY id)),
 (SELECT json_group_array(json_array({PAPER})) FROM
   (SELECT * FROM document WHERE destruction = ?1 ORDER BY id) d),
 (SELECT json_group_array(json_array(id, name, media_type, size, role)) FROM
   (SELECT a.id, a.name, a.media_type, b.size, a.role FROM attachment a
     JOIN blob b ON b.sha256 = a.blob WHERE a.destruction = ?1 ORDER BY a.id))"""  # noqa: S608 -- names of columns are ours


def destruction_card(desk: Desk, id: int, language: str = "") -> DestructionCard:
    """Everything one record shows; the term is worded in ``language`` (Russian when empty)."""
    row = Destruction.get_or_none(Destruction.id == id)
    if row is None:
        raise Refusal(N_("There is no such destruction."))
    parts = desk.database.execute_sql(_AROUND, (id,)).fetchone()
    people, held, events, papers, files = map(json.loads, parts)
    note_shown(desk, "record.opened", row.number)
    lead = leading(running(desk, [id]).get(id, ()))
    case = load_case(desk, id)
    return DestructionCard(
        row=replace(destruction_rows(desk, [id])[0], step=next_step(case)),
        clause=row.clause,
        request=row.request_id,
        planned=row.planned,
        note=row.note,
        subjects=tuple((each[0], each[1], each[2]) for each in people),
        items=items_of(desk, id),
        kept=_kept(id),
        held=tuple(held),
        also=_also(desk, row),
        letters=letters_of(desk, id),
        commission=None if row.commission_id is None else commission_of(desk, row.commission_id),
        taking_part=_taking_part(id),
        done=row.done or "",
        signers=() if row.act_id is None else signers(desk, row.act_id),
        certified=row.certified or "",
        told=row.told or "",
        erased=row.erased or "",
        due=worded(desk, lead, language or "ru")[1] if lead else None,
        steps=possible(case),
        timeline=timeline_of(desk, events),
        papers=papers_view(desk, papers),
        files=tuple(map(attached, files)),
        counts=json.loads(row.counts),
    )


_UNDONE = ", ".join(f"'{state}'" for state in sorted(UNDONE_STATES))
_ALSO = (
    "SELECT DISTINCT d.number FROM destruction_item i"  # noqa: S608 -- states are ours
    " JOIN destruction_subject s ON s.person = i.person AND s.destruction <> i.destruction"
    f" JOIN destruction d ON d.id = s.destruction AND d.state IN ({_UNDONE})"
    " JOIN destruction_item o ON o.destruction = d.id AND o.holding = i.holding"
    " WHERE i.destruction = ? AND i.dropped IS NULL AND o.dropped IS NULL ORDER BY d.number_key"
)


def _also(desk: Desk, row: Destruction) -> tuple[str, ...]:
    """Whoever carries one of these plans out has carried out part of the others."""
    if row.state not in UNDONE_STATES:
        return ()
    return tuple(number for (number,) in desk.database.execute_sql(_ALSO, (row.id,)).fetchall())


def items_of(_desk: Desk, id: int) -> tuple[PlanItem, ...]:
    """What goes, in the order of the plan."""
    rows = (
        DestructionItem.select()
        .where(DestructionItem.destruction == id)
        .order_by(DestructionItem.id)
    )
    return tuple(
        PlanItem(
            person=row.person_id,
            categories=tuple(json.loads(row.categories)),
            holding=row.holding_id,
            system=row.system_id,
            carrier=row.carrier_id,
            processor=row.processor_id,
            sheets=row.sheets,
            method=row.method,
            id=row.id,
            done=row.done or "",
            done_sheets=row.done_sheets,
            deviation=row.deviation,
            skipped=row.dropped is not None,
        )
        for row in rows
    )


def _kept(id: int) -> tuple[Kept, ...]:
    rows = (
        DestructionKept.select()
        .where(DestructionKept.destruction == id)
        .order_by(DestructionKept.id)
    )
    return tuple(
        Kept(
            what=Both(row.what_ru, row.what_en),
            ground=row.ground,
            norm=Both(row.norm_ru, row.norm_en),
            until=row.until or "",
            until_words=Both(row.until_ru, row.until_en),
            person=row.person_id,
            holding=row.holding_id,
            case_file=bool(row.case_file),
            id=row.id,
        )
        for row in rows
    )


def _taking_part(id: int) -> tuple[MemberFields, ...]:
    rows = (
        Member.select()
        .join(DestructionMember, on=DestructionMember.member == Member.id)
        .where(DestructionMember.destruction == id)
        .order_by(Member.id)
    )
    return tuple(map(member_view, rows))
