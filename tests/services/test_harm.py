# SPDX-License-Identifier: Apache-2.0
"""Harm assessment: worked cases by register and answers, bad input, the act, and what makes it out of date."""

from __future__ import annotations

from datetime import date

import pytest

from desk.domain.act_papers import ActSigner
from desk.domain.harm import Degree, order
from desk.domain.kinds import LanguageMode
from desk.domain.registers import Recording, System
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.overview.deadlines import today
from desk.services.paper import papers
from desk.services.register import harm, registers
from desk.services.register.purposes import purposes
from desk.services.signature import signing
from tests.assigned import processor
from tests.documents.sample import flat
from tests.factories import purpose_fields

DAY = date(2026, 11, 20)
WHO = (ActSigner("", "", Both("Белкина О. П.", "O. Belkina"), Both("Директор", "Director")),)


def answers(desk, *yes):
    return {case.id: case.id in yes for case in harm.harm_questions(desk)}


def abroad(desk):
    registers.save_system(desk, System(0, "", Both("CRM"), "VN", recording=Recording.FIRST))


def special(desk):
    kept = next(each for each in registers.categories(desk) if each.kind == "special")
    fields = purpose_fields(
        desk, code="health", categories=(kept.id,), special_ground="written", title=Both("Здоровье")
    )
    registers.declare_purpose(desk, fields, "2026-01-10")


def disseminates(desk):
    fields = purpose_fields(
        desk, code="site", actions=("collect", "disseminate"), title=Both("Сайт")
    )
    registers.declare_purpose(desk, fields, "2026-01-10")


CASES = (
    # what the registers hold, answered yes, degree, cases that apply
    ((), (), Degree.NONE, ()),
    ((processor,), (), Degree.NONE, ()),
    ((lambda desk: processor(desk, "VN"),), (), Degree.HIGH, ("foreign_processor",)),
    ((abroad,), (), Degree.HIGH, ("database_abroad",)),
    ((special,), (), Degree.HIGH, ("special",)),
    ((special,), ("special",), Degree.NONE, ()),
    ((disseminates,), (), Degree.MEDIUM, ("dissemination",)),
    ((disseminates,), ("dissemination",), Degree.NONE, ()),
    ((), ("minors",), Degree.HIGH, ("minors",)),
    ((), ("depersonalisation",), Degree.HIGH, ("depersonalisation",)),
    ((), ("additional_purposes",), Degree.MEDIUM, ("additional_purposes",)),
    ((), ("marketing_base",), Degree.MEDIUM, ("marketing_base",)),
    ((), ("unidentified_consent",), Degree.MEDIUM, ("unidentified_consent",)),
    ((), ("incompatible_purposes",), Degree.MEDIUM, ("incompatible_purposes",)),
    ((), ("public_sources",), Degree.LOW, ("public_sources",)),
    ((), ("responsible_outside",), Degree.LOW, ("responsible_outside",)),
    ((disseminates,), ("responsible_outside",), Degree.MEDIUM, ("dissemination", "responsible_outside")),
    ((abroad, disseminates), ("public_sources",), Degree.HIGH, ("database_abroad", "dissemination", "public_sources")),
)  # fmt: skip


@pytest.mark.parametrize(("held", "yes", "degree", "applies"), CASES)
def test_the_highest_degree_of_the_cases_that_apply(desk, held, yes, degree, applies):
    registers.fill_lists(desk)
    for each in held:
        each(desk)
    harm.assess_harm(desk, DAY, answers(desk, *yes), WHO)
    (found,) = harm.assessments(desk)
    assert (found.degree, tuple(line.case.id for line in found.lines)) == (degree, applies)
    assert all(line.records or line.answer for line in found.lines), "each says why"


def test_every_case_has_norm_question_or_record_in_both_languages():
    for case in order().cases:
        assert all((case.norm.ru, case.norm.en, case.title.ru, case.title.en))
        assert case.found or (case.question.ru and case.question.en)


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("on", {"on": date(2026, 12, 31)}),
        ("on", {"on": date(1, 1, 1)}),
        ("on", {"on": date(9999, 12, 31)}),
        ("on", {"on": date(2023, 2, 28)}),
        ("minors", {"answers": {}}),
        ("assessors", {"assessors": ()}),
        ("assessors", {"assessors": (ActSigner("", "", Both("\0"), Both("Д")),)}),
        ("assessors", {"assessors": (ActSigner("", "", Both("И" * 1001), Both("Д")),)}),
        ("posts", {"assessors": (ActSigner("", "", Both("Имя"), Both()),)}),
    ],
)
def test_bad_input_is_a_sentence_at_its_field_and_nothing_is_kept(desk, field, over):
    values = {"on": DAY, "answers": answers(desk), "assessors": WHO, **over}
    with pytest.raises(Refusal) as refused:
        harm.assess_harm(desk, values["on"], values["answers"], values["assessors"])
    assert refused.value.field == field
    assert not harm.assessments(desk)


def test_a_new_one_is_proposed_when_the_facts_change_and_not_for_a_name(desk):
    registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")
    assert today(desk).harm is None
    harm.assess_harm(desk, DAY, answers(desk), WHO)
    assert today(desk).harm is None
    abroad(desk)
    assert harm.assessments(desk)[0].changed
    assert today(desk).harm is not None
    harm.assess_harm(desk, DAY, answers(desk), WHO)
    assert today(desk).harm is None
    assert [each.degree for each in harm.assessments(desk)] == [Degree.HIGH, Degree.NONE]
    (system,) = registers.systems(desk)
    registers.save_system(
        desk, System(system.id, system.code, Both("Другое имя"), "VN", recording=Recording.FIRST)
    )
    assert today(desk).harm is None


@pytest.mark.parametrize("mode", list(LanguageMode))
def test_the_act_has_every_item_and_its_signers(desk, mode):
    assert not purposes(desk)
    abroad(desk)
    id = harm.assess_harm(desk, DAY, answers(desk, "public_sources"), WHO)
    brief = harm.issue_harm_act(desk, id, mode)
    printed = flat(papers.paper_bytes(desk, brief.id))
    said = {
        "ru": ("Оператор, адрес", "Дата издания акта", "20 ноября 2026", "Белкина О. П.", "высокая", "CRM"),
        "en": ("Operator, address", "Date of the act", "20 November 2026", "O. Belkina", "high", "CRM"),
    }  # fmt: skip
    assert all(word in printed for language in mode.languages for word in said[language])
    assert [each.field for each in signing.signers(desk, brief.id)] == ["assessor_1"]
    found = harm.assessment(desk, id)
    assert (found.document, found.act_day) == (brief.id, "2026-11-22")
    with pytest.raises(Refusal, match="already"):
        harm.issue_harm_act(desk, id, mode)
    papers.void(desk, brief.id, "ошибка")
    assert harm.assessment(desk, id).document is None
    harm.issue_harm_act(desk, id, mode)
