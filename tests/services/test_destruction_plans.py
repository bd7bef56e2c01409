# SPDX-License-Identifier: Apache-2.0
"""A plan: its term by cause, what it proposes, what is refused and where."""

from __future__ import annotations

from datetime import date

import pytest

from desk.domain.destruction import (
    Cause,
    PlanFields,
)
from desk.services import destructions
from desk.services.destruction_terms import running
from tests.ground import lay, subject

FOUND = "2026-11-20"


@pytest.fixture
def ground(desk):
    return lay(desk)


def plan(desk, who, **over):
    return destructions.plan_destruction(
        desk, PlanFields(**{"cause": Cause.WITHDRAWAL, "caused": FOUND, "subjects": (who,), **over})
    )


@pytest.mark.parametrize(
    ("cause", "rows", "due"),
    [
        (Cause.WITHDRAWAL, {"R21"}, "2026-12-21"),
        (Cause.PURPOSE_ACHIEVED, {"R20"}, "2026-12-21"),
        (Cause.KEEP_EXPIRED, {"R20"}, "2026-12-21"),
        (Cause.CONSENT_EXPIRED, {"R20"}, "2026-12-21"),
        (Cause.NOT_NEEDED, {"R20"}, "2026-12-21"),
        (Cause.LIMITATION, {"R20"}, "2026-12-21"),
        (Cause.PROVED_DEMAND, {"R08"}, "2026-12-01"),
        (Cause.UNLAWFUL, {"R14", "R15"}, "2026-11-25"),
        (Cause.STOP_DEMAND, {"R22"}, "2026-12-04"),
    ],
)
def test_every_cause_has_its_own_term(desk, ground, cause, rows, due):
    who = subject(desk)
    id = plan(desk, who, cause=cause)
    terms = running(desk, [id])[id]
    assert {term.row for term in terms} == rows
    card = destructions.destruction_card(desk, id)
    assert (card.row.due, card.due.due) == (due, date.fromisoformat(due))


def test_unlawful_processing_is_stopped_and_destroyed_from_the_finding(desk, ground):
    id = plan(desk, subject(desk), cause=Cause.UNLAWFUL)
    dues = {term.row: term.due for term in running(desk, [id])[id]}
    assert dues == {"R14": "2026-11-25", "R15": "2026-12-04"}
    destructions.stopped(desk, id, date(2026, 11, 21))
    assert destructions.destruction_card(desk, id).row.due == "2026-12-04"
