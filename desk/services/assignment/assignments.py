# SPDX-License-Identifier: Apache-2.0
"""The register of assignments: keep one, its sub-processors and checks; the front door to its reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

from desk.domain.assignments import (
    Assignment,
    AssignmentGround,
    Outcome,
    ProcessorCheck,
    SubProcessor,
    extras,
    items,
)
from desk.domain.picklists import actions
from desk.domain.registers import RecipientRole
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.assignment.views import (
    assignment_id,
    assignment_of,
    assignment_row,
    assignments,
    consent_gaps,
    live_paper,
    proposed_assignment,
)
from desk.services.checks import check_iso_date, clean_line, clean_text, required, required_day
from desk.services.desk import Desk, writes
from desk.services.entries import (
    clean_both,
    clean_country,
    clean_day,
    clean_purposes,
    existing,
    keep,
    lines,
    required_both,
)
from desk.services.register.recipients import PROPOSED
from desk.storage import models

__all__ = [
    "assignment_id",
    "assignment_row",
    "assignments",
    "consent_gaps",
    "decide_sub_processor",
    "proposed_assignment",
    "save_assignment",
    "save_check",
    "save_sub_processor",
]

_PROCESS = (RecipientRole.PROCESSOR, RecipientRole.SUB_PROCESSOR)
_IN_PAPER = (
    "recipient", "purposes", "categories", "groups", "actions", "contract", "contract_date", "since",
    "ground", "ground_words", "extras", "hours", "signer_name", "signer_post",
    "number", "dated", "operator_contact", "processor_contact",
)  # fmt: skip
"""What an issued assignment fixes."""


@writes("register")
def save_assignment(desk: Desk, assignment: Assignment) -> int:
    """Add an assignment, or change the one of its id; returns the id.

    What its issued paper says stays until the paper is void.
    """
    recipient = _processor(assignment)
    values = {
        "recipient": recipient.id,
        **lines(assignment, ("contract", "number", "operator_contact", "processor_contact")),
        **_days(desk, assignment),
        **_ground(assignment),
        **_what(assignment),
        **_signer(assignment),
        **_terms(assignment),
    }
    if assignment.id:
        _check_issued(assignment)
    id, code = keep(models.Assignment, assignment.id, assignment.code, "a", values)
    desk.record(
        "assignment.saved",
        f"assignment/{code}",
        recipient=f"recipient/{recipient.code}",
        purposes=list(assignment.purposes),
        categories=list(assignment.categories),
    )
    return id


def _processor(assignment: Assignment) -> models.Recipient:
    row = models.Recipient.get_or_none(models.Recipient.id == assignment.recipient)
    if row is None or (row.retired and not assignment.id):
        raise AtField(N_("Choose the processor."), field="recipient")
    if row.role not in _PROCESS:
        raise Refusal(
            N_(
                "Only a processor processes data on assignment: give this recipient that role first."
            ),
            field="recipient",
        )
    if not row.country_confirmed:
        raise Refusal(PROPOSED, field="recipient", name=Both(row.name_ru, row.name_en))
    found: models.Recipient = row
    return found


def _days(desk: Desk, assignment: Assignment) -> dict[str, str | None]:
    since = required_day(assignment.since, "since")
    until = check_iso_date(assignment.until, "until")
    if until is not None and until < since:
        raise AtField(N_("It ends before it begins."), field="until")
    review = check_iso_date(assignment.review, "review")
    past = {name: _past(desk, assignment, name) for name in ("contract_date", "dated", "checked")}
    return {"since": since.isoformat(), "until": _iso(until), "review": _iso(review), **past}


def _past(desk: Desk, record: object, name: str) -> str | None:
    text = getattr(record, name)
    return clean_day(desk, text, name) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _ground(assignment: Assignment) -> dict[str, str]:
    words = clean_both(assignment.ground_words, "ground_words")
    if assignment.ground is AssignmentGround.LAW and not (words.ru or words.en):
        raise Refusal(N_("Name the federal law and its article."), field="ground_words")
    return {"ground": assignment.ground, "ground_ru": words.ru or words.en, "ground_en": words.en}


def _what(assignment: Assignment) -> dict[str, str]:
    """Purposes, data, people and actions."""
    further = clean_both(assignment.further, "further")
    if not (assignment.purposes or further.ru or further.en):
        raise AtField(N_("Choose at least one."), field="purposes")
    return {
        "purposes": clean_purposes(assignment.purposes),
        "further_ru": further.ru or further.en,
        "further_en": further.en,
        "categories": _known(assignment.categories, _codes(models.Category), "categories"),
        "groups": _known(assignment.groups, _codes(models.SubjectGroup), "groups"),
        "actions": _known(assignment.actions, actions(), "actions"),
    }


def _codes(model: type[models.Category | models.SubjectGroup]) -> list[str]:
    return [row.code for row in model.select(model.code).order_by(model.id)]


def _known(codes: Iterable[str], known: Iterable[str], field: str) -> str:
    """Codes of a list in its order, as kept JSON."""
    wanted, order = set(codes), list(known)
    if not wanted:
        raise AtField(N_("Choose at least one."), field=field)
    if wanted - set(order):
        raise AtField(N_("Choose from the list."), field=field)
    return json.dumps([code for code in order if code in wanted])


def _signer(assignment: Assignment) -> dict[str, str]:
    name, post = (
        clean_both(getattr(assignment, f"signer_{part}"), f"signer_{part}")
        for part in ("name", "post")
    )
    return {"signer_ru": name.ru, "signer_en": name.en, "post_ru": post.ru, "post_en": post.en}


def _terms(assignment: Assignment) -> dict[str, object]:
    """What the contract says of the eight items, and the extra terms."""
    clauses = {
        code: clean_line(where, f"clause_{code}", "name")
        for code, where in assignment.clauses.items()
        if where.strip()
    }
    if set(clauses) - set(items()):
        raise AtField(N_("Choose from the list."), field="clauses")
    if clauses and not assignment.checked:
        raise Refusal(N_("Enter the date the contract was reviewed."), field="checked")
    chosen = set(assignment.extras)
    if chosen - set(extras()):
        raise AtField(N_("Choose from the list."), field="extras")
    if not 1 <= assignment.hours <= 24:
        raise Refusal(N_("The number of hours must be between 1 and 24."), field="hours")
    return {
        "clauses": json.dumps(clauses, ensure_ascii=False),
        "extras": json.dumps([code for code in extras() if code in chosen]),
        "hours": assignment.hours,
    }


def _check_issued(assignment: Assignment) -> None:
    row = existing(models.Assignment, assignment.id)
    paper = live_paper(row.document_id)
    if paper is None:
        return
    old = assignment_of(row)
    wrong = [name for name in _IN_PAPER if getattr(old, name) != getattr(assignment, name)]
    if wrong:
        raise Refusal(
            N_(
                "The assignment has been issued as it stands. Make its paper void first, or "
                "record the changed one as a new assignment."
            ),
            field=wrong[0],
        )


@writes("register")
def save_sub_processor(desk: Desk, sub: SubProcessor) -> int:
    """Record that a processor announced somebody, or change that record; returns its id."""
    row = existing(models.Assignment, sub.assignment)
    name, does = required_both(sub.name, "name"), clean_both(sub.does, "does")
    announced = clean_day(desk, sub.announced, "announced")
    until = check_iso_date(sub.until, "until")
    if until is not None and until.isoformat() < announced:
        raise Refusal(N_("The time to object ends before the announcement."), field="until")
    values = {
        "name_ru": name.ru, "name_en": name.en, "does_ru": does.ru or does.en, "does_en": does.en,
        "country": clean_country(sub.country), "address": clean_line(sub.address, "address"),
        "announced": announced, "until": _iso(until), **_outcome(desk, sub.outcome, sub.decided, announced),
        "note": clean_text(sub.note, "note", "note"), "assignment": row.id,
    }  # fmt: skip
    id = _write(models.SubProcessor, sub.id, values)
    desk.record("assignment.sub_processor", f"assignment/{row.code}", outcome=sub.outcome)
    return id


def _write(
    model: type[models.SubProcessor | models.ProcessorCheck], id: int, values: Mapping[str, object]
) -> int:
    if not id:
        return int(model.insert(**values).execute())
    existing(model, id)
    model.update(**values).where(model.id == id).execute()
    return id


def _outcome(desk: Desk, outcome: Outcome, decided: str, announced: str) -> dict[str, object]:
    if outcome is Outcome.NOTHING:
        return {"outcome": outcome, "decided": None}
    day = clean_day(desk, decided, "decided")
    if day < announced:
        raise Refusal(N_("No decision is possible before the announcement."), field="decided")
    return {"outcome": outcome, "decided": day}


@writes("register")
def decide_sub_processor(desk: Desk, id: int, outcome: Outcome, on: date, note: str = "") -> int:
    """Record that the operator objected to a sub-processor, or accepted it; returns the assignment."""
    row = existing(models.SubProcessor, id)
    note = clean_text(note, "note", "note")
    values = _outcome(desk, outcome, on.isoformat(), row.announced)
    if note:
        values["note"] = note
    models.SubProcessor.update(**values).where(models.SubProcessor.id == id).execute()
    code = existing(models.Assignment, row.assignment_id).code
    desk.record("assignment.sub_processor", f"assignment/{code}", outcome=outcome)
    return row.assignment_id


@writes("register")
def save_check(desk: Desk, check: ProcessorCheck) -> int:
    """Record a check of the processor, or what came of one; returns its id."""
    row = existing(models.Assignment, check.assignment)
    day = clean_day(desk, check.on, "on")
    following = check_iso_date(check.next, "next")
    if following is not None and following.isoformat() <= day:
        raise Refusal(N_("The next check must come after this one."), field="next")
    values = {
        "assignment": row.id,
        "on_day": day,
        "asked": required(check.asked, "asked"),
        "came": clean_text(check.came, "came", "note"),
        "next": _iso(following),
    }
    id = _write(models.ProcessorCheck, check.id, values)
    desk.record("assignment.checked", f"assignment/{row.code}", on=day, next=_iso(following))
    return id
