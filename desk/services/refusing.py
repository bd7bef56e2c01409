# SPDX-License-Identifier: Apache-2.0
"""What a ground of refusal claims about the request, held against what the record knows."""

from __future__ import annotations

from collections.abc import Sequence

from desk.domain.kinds import DemandKind, DemandState
from desk.domain.paper import Withheld
from desk.domain.steps import CHECK_KINDS, FOUND_ROWS
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.paperfacts import Matter
from desk.services.repeats import check_repeat
from desk.services.terms import load_case

NO_VIOLATION = "21.1"
"""The check found no violation."""
UNCONFIRMED = "20.3"
"""Nothing confirms what is claimed."""
REPEAT = "14.4"
"""The information was given, and it is asked for again too early."""


def check_grounds(desk: Desk, found: Matter, items: Sequence[Withheld]) -> None:
    """A ground that rests on a check, on its result or on an earlier answer may be given only where there is one."""
    grounds = {item.ground for item in items}
    if REPEAT in grounds:
        request = found.request
        first = request.repeat_of_id
        check_repeat(desk, request.id, first, _open_kinds(found), request.received)
    if grounds.isdisjoint({NO_VIOLATION, UNCONFIRMED}):
        return
    _request, case, _rows = load_case(desk, found.request.id)
    checked = CHECK_KINDS.intersection(_open_kinds(found))
    if checked and not case.inquired:
        # Art. 21 (1): the data are blocked for the time of the check, so a check there must be.
        raise Refusal(N_("First record the inquiry: facts, cause and measures."), field="refused")
    open_rows = [term.row for term in case.terms if term.row in FOUND_ROWS]
    if NO_VIOLATION in grounds and open_rows:
        raise Refusal(
            N_("A violation was found and {rows} is open: “no violation” cannot be the ground."),
            field="refused",
            rows=", ".join(open_rows),
        )


def _open_kinds(found: Matter) -> tuple[DemandKind, ...]:
    return tuple(DemandKind(each.kind) for each in found.about() if each.state == DemandState.OPEN)
