# SPDX-License-Identifier: Apache-2.0
"""Edges of a destruction: dates, orders, terms and letters that would let data be forgotten or a false act pass."""

from __future__ import annotations

from datetime import date

import pytest

from desk.domain.destruction import Cause, PlanFields
from desk.domain.kinds import LanguageMode
from desk.errors import Refusal
from desk.services import destructions, papers
from desk.storage.models import Deadline
from tests.ground import commission, held, lay, subject

RU = LanguageMode.RU
TODAY = date(2026, 11, 22)
DONE = date(2026, 11, 21)


@pytest.fixture
def ground(desk):
    return lay(desk)


def planned(desk, *people, cause=Cause.WITHDRAWAL, **over):
    return destructions.plan_destruction(desk, PlanFields(cause, "2026-11-20", people, **over))


def appointed(desk, id, **over):
    made = destructions.make_commission(desk, commission(**over))
    destructions.appoint(desk, id, made)
    return destructions.commission_of(desk, made)


def refusal(act, *args, **kwargs):
    with pytest.raises(Refusal) as told:
        act(*args, **kwargs)
    return told.value


def test_processing_stops_not_before_its_cause_whoever_destroys(desk, ground):
    who = subject(desk)
    held(desk, ground, who)
    id = planned(desk, who, cause=Cause.UNLAWFUL)
    appointed(desk, id)
    assert refusal(destructions.stopped, desk, id, date(2026, 11, 19)).field == "on"
    destructions.stopped(desk, id, date(2026, 11, 20))
    assert Deadline.get(Deadline.row == "R14").met is not None


def test_a_commission_whose_order_became_void_destroys_nothing(desk, ground):
    who = subject(desk)
    held(desk, ground, who)
    id = planned(desk, who)
    made = appointed(desk, id, number="", since="2026-11-22")
    papers.void(desk, made.document, "Не те люди")
    assert refusal(destructions.carry_out, desk, id, (), TODAY).field == "on"
