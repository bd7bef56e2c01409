# SPDX-License-Identifier: Apache-2.0
"""The edition of the state table: whoever changes a next step raises it, so that kept requests follow."""

from __future__ import annotations

import hashlib
from itertools import product

from desk.domain.case import Case, DemandFacts, TermFacts
from desk.domain.kinds import ApplicantRole, DemandKind, DemandState
from desk.domain.steps import EDITION, next_step

KNOWN = {1: "09fd194e4b039cb4", 2: "428cecaecac49dd5", 3: "428cecaecac49dd5", 4: "b29f7b58bb7b6ac9"}
"""What the table of each edition proposes over the cases below; 3 differs where a corrected paper waits."""
_FLAGS = ("identified", "inquired", "blocked", "answer_ready", "answered", "completion_asked")
_ROWS = ((), ("R11",), ("R14", "R15"), ("R25",))


def steps():
    """The next step of many cases, in their order."""
    for kind, state, rows in product(DemandKind, (DemandState.OPEN, DemandState.SATISFIED), _ROWS):
        for flags in product((False, True), repeat=len(_FLAGS)):
            case = Case(
                role=ApplicantRole.SUBJECT,
                demands=(DemandFacts(kind, state),),
                terms=tuple(TermFacts(row) for row in rows),
                missing=("signature",),
                **dict(zip(_FLAGS, flags, strict=True)),
            )
            yield str(next_step(case))


def test_other_steps_are_another_edition():
    digest = hashlib.sha256("\n".join(steps()).encode()).hexdigest()[:16]
    assert KNOWN.get(EDITION) == digest, "raise EDITION in desk/domain/steps.py and note its digest"
