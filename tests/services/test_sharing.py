# SPDX-License-Identifier: Apache-2.0
"""Who else has what goes is asked where the register names nobody, before anybody says “nobody”."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from pypdf import PdfReader

from desk.domain.destruction import Cause, DestructionStep, PlanFields
from desk.domain.kinds import LanguageMode
from desk.errors import Refusal
from desk.services.destruction import destructions
from desk.services.destruction.act_facts import matter
from desk.services.destruction.plans import find
from desk.services.paper import papers
from desk.services.register import registers
from desk.storage.models import Journal, Recipient
from tests.ground import commission, held, lay, nobody_else, subject

RU = LanguageMode.RU
TODAY = date(2026, 11, 22)


@pytest.fixture
def ground(desk):
    return lay(desk)


@pytest.fixture
def plan(desk, ground):
    """Contract data, in the CRM and on paper; no recipient of the register gets them."""
    who = subject(desk)
    held(desk, ground, who, purpose=ground.contract)
    return destructions.plan_destruction(desk, PlanFields(Cause.STOP_DEMAND, "2026-11-20", (who,)))


def step(desk, id):
    return destructions.destruction_card(desk, id).row.step


def why_not(desk, id, wanted):
    steps = destructions.destruction_card(desk, id).steps
    return next(each.why_not for each in steps if each.step is wanted)


def test_it_is_asked_before_letters_deed_and_act(desk, ground, plan):
    assert step(desk, plan) is DestructionStep.SHARING
    assert list(destructions.unshared(desk, plan)) == ["contract"]
    for blocked in (DestructionStep.STOP_LETTERS, DestructionStep.CARRY_OUT):
        assert "who else has the data" in why_not(desk, plan, blocked)
    with pytest.raises(Refusal, match="who else has the data"):
        destructions.write_stop_letters(desk, plan, [ground.partner], TODAY, RU)
    nobody_else(desk, plan)
    assert step(desk, plan) is DestructionStep.APPOINT
    assert (
        why_not(desk, plan, DestructionStep.SHARING) == "It is already known who else has the data."
    )
    line = Journal.select().where(Journal.action == "destruction.sharing").get()
    assert "purpose/contract" in line.detail


def test_the_register_answers_for_what_it_names(desk, ground):
    who = subject(desk)
    held(desk, ground, who)
    id = destructions.plan_destruction(desk, PlanFields(Cause.WITHDRAWAL, "2026-11-20", (who,)))
    assert destructions.unshared(desk, id) == {}
    assert step(desk, id) is DestructionStep.STOP_LETTERS


def test_a_processor_gets_a_line_and_a_recipient_a_letter(desk, ground, plan):
    both = (ground.processor, ground.partner)
    destructions.answer_sharing(desk, plan, {"contract": both})
    assert step(desk, plan) is DestructionStep.STOP_LETTERS
    assert destructions.receivers(desk, plan) == list(both)
    items = destructions.destruction_card(desk, plan).items
    assert [each.processor for each in items if each.processor] == [ground.processor]
    for each in both:
        purposes = json.loads(Recipient.get_by_id(each).purposes)
        assert purposes == ["newsletter", "contract"], "the next plan knows it by itself"


def test_a_recipient_put_into_the_register_answers_too(desk, ground, plan):
    partner = registers.recipients(desk, ["newsletter"])[0]
    registers.save_recipient(
        desk, partner.__class__(**{**vars(partner), "purposes": ("contract",)})
    )
    assert destructions.unshared(desk, plan) == {}
    assert step(desk, plan) is not DestructionStep.SHARING


@pytest.mark.parametrize("answers", [{}, {"newsletter": ()}, {"contract": (999,)}])
def test_an_answer_to_another_question_is_refused(desk, plan, answers):
    with pytest.raises(Refusal):
        destructions.answer_sharing(desk, plan, answers)
    assert step(desk, plan) is DestructionStep.SHARING


def test_only_then_the_act_says_that_nobody_else_had_them(desk, plan):
    nobody_else(desk, plan)
    destructions.appoint(desk, plan, destructions.make_commission(desk, commission()))
    destructions.carry_out(desk, plan, (), date(2026, 11, 21))
    for system in matter(find(plan)).systems.values():
        if system.own_log:
            destructions.log_in_act(desk, plan, system.id)
    act, _extract = destructions.draw_up(desk, plan, RU)
    reader = PdfReader(io.BytesIO(papers.paper_bytes(desk, act)))
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert "другим лицам не поручалась" in text
