# SPDX-License-Identifier: Apache-2.0
"""An assignment as a script tells it: a TOML file with the names of the record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desk.domain.assignments import INCIDENT_HOURS, Assignment, AssignmentGround, extras, items
from desk.domain.picklists import actions
from desk.domain.strict import Table, read_table
from desk.domain.values import Both
from desk.services.assignment.assignments import proposed_assignment
from desk.services.codes import by_code
from desk.services.desk import Desk

_TEXTS = ("contract", "number", "operator_contact", "processor_contact")
_DAYS = ("contract_date", "dated", "until", "checked", "review")


def read_assignment(desk: Desk, path: Path, *, new: bool = True) -> Assignment:
    """The assignment a file says; of a ``new`` one what it leaves out as the registers have it."""
    top, _ = read_table(path)
    recipient = by_code(desk, "recipient", top.text("recipient"))
    known = proposed_assignment(desk, recipient) if new else Assignment(0, "", recipient)
    plain: dict[str, Any] = {
        **{name: top.text(name, "") for name in _TEXTS},
        **{name: top.iso_day(name) for name in _DAYS},
        "signer_name": top.both("signer_name", Both()),
        "signer_post": top.both("signer_post", Both()),
        "further": top.both("further", Both()),
        "ground_words": top.both("ground_words", Both()),
    }
    found = Assignment(
        id=0,
        code="",
        recipient=recipient,
        purposes=top.words("purposes", known.purposes),
        categories=top.words("categories", known.categories),
        groups=top.words("groups", known.groups),
        actions=top.choices("actions", list(actions())),
        since=top.sure_day("since").isoformat(),
        ground=AssignmentGround(top.choice("ground", list(AssignmentGround), "consent")),
        clauses=_clauses(top),
        extras=top.choices("extras", list(extras()), ()),
        hours=top.whole("hours", 1, 24) if "hours" in top else INCIDENT_HOURS,
        **plain,
    )
    top.close()
    return found


def _clauses(top: Table) -> dict[str, str]:
    """``[clauses]``: of each item the clause of the contract that says it."""
    if "clauses" not in top:
        return {}
    table = top.table("clauses")
    found = {code: table.text(code, "") for code in items()}
    table.close()
    return {code: where for code, where in found.items() if where}
