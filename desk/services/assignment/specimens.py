# SPDX-License-Identifier: Apache-2.0
"""Facts of the blank papers of assignments: lines to write on, every term in sight."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from desk.domain.act_papers import ActSigner
from desk.domain.assignment_papers import ProcessingAssignmentFacts, ThirdPartiesFacts
from desk.domain.assignments import extras
from desk.domain.paper import Facts, Specimen
from desk.domain.values import Both

__all__ = ["ASSIGNMENTS"]


def _assignment(base: dict[str, Any], line: Both) -> Facts:
    return ProcessingAssignmentFacts(
        **base,
        processor=line,
        processor_address=line.ru,
        processor_country=line,
        processor_contact=line.ru,
        operator_contact=line.ru,
        foreign=True,
        contract=line.ru,
        contract_date=date.min,
        ground="consent",
        purposes=(line,),
        groups=(line,),
        data=(line,),
        actions=(line.ru,),
        since=date.min,
        until=date.min,
        extras=tuple(extras()),
        signer=ActSigner("processor", "processor", line, line),
    )


ASSIGNMENTS: Mapping[str, Specimen] = {
    "processing_assignment": _assignment,
    "third_parties": lambda base, _line: ThirdPartiesFacts(**base, lines=()),
}
"""How the facts of each blank are made, from the base of all papers and a line to write on."""
