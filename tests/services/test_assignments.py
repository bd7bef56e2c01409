# SPDX-License-Identifier: Apache-2.0
"""Assignments by acts: what is missing is named, what goes too far is named, and no paper lacks an item."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from desk.domain.assignment_words import gap_said, lacks_said
from desk.domain.assignments import (
    AssignmentGround,
    Outcome,
    ProcessorCheck,
    SubProcessor,
    extras,
    items,
    source,
)
from desk.domain.kinds import LanguageMode
from desk.domain.registers import RecipientRole
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.assignment import assignments
from desk.services.assignment.papers import assignment_paper, issue_assignment
from desk.services.consent import consents
from desk.services.destruction.erasers import holdings as blank_free_texts
from desk.services.destruction.erasure_scope import scope_of
from desk.services.destruction.stop_letters import _contract as contract_words
from desk.services.overview import deadlines
from desk.services.overview.journals import journal_page
from desk.services.paper import papers
from desk.services.persons import add_person
from desk.services.register import registers
from desk.services.register.third_parties import draft_list
from desk.services.signature import signing
from desk.storage.models import Recipient, Signature
from tests.assigned import processor, saved, told
from tests.documents.sample import text_of
from tests.factories import person, purpose_fields
from tests.services.grounds import fields as consent_fields
from tests.services.test_query_counts import counted


def today_says(desk, language="en"):
    words = desk.catalogue(language)
    return [words.tell(each) for each in deadlines.today(desk, language).assignments]


def lacks(desk, id, language="en"):
    words = desk.catalogue(language)
    return [words.tell(each) for each in lacks_said(assignments.assignment_row(desk, id))]


def field_of(act, *args):
    with pytest.raises(Refusal) as caught:
        act(*args)
    return caught.value.field


def sub(id, **over):
    values = {
        "id": 0, "assignment": id, "name": Both("ООО «Дата»", "Data LLC"), "country": "RU",
        "announced": "2026-11-20", "until": "2026-12-04", **over,
    }  # fmt: skip
    return SubProcessor(**values)


def test_the_eight_items_have_norm_and_source():
    assert list(items()) == [
        "data", "actions", "purposes", "confidentiality", "localisation", "documents", "security",
        "protection",
    ]  # fmt: skip
    assert all(each.norm.ru and each.norm.en and each.clause for each in items().values())
    assert "ч. 3 ст. 6" in source().ru


def test_a_new_one_starts_from_what_the_registers_say_of_the_processor(desk):
    registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")
    (purpose,) = registers.purposes(desk)
    ids = {each.id: each.code for each in registers.categories(desk)}
    found = assignments.proposed_assignment(desk, processor(desk, purposes=("enquiries",)))
    assert (found.purposes, found.groups) == (("enquiries",), ("site_visitors",))
    assert set(found.categories) == {ids[id] for id in purpose.fields.categories}
    assert not found.actions, "what it may do with them only the contract says"
    other = assignments.proposed_assignment(desk, processor(desk, name="ООО «Дрозд»"))
    assert (other.purposes, other.categories, other.groups) == ((), (), ())


def test_an_assignment_is_read_as_it_was_saved(desk):
    one = told(
        desk, until="2027-01-31", number="1", dated="2026-02-01", extras=tuple(extras()), hours=8,
        review="2027-02-01", operator_contact="data@example.com", processor_contact="Белкина",
        ground=AssignmentGround.LAW, ground_words=Both("ст. 86 ТК", "Art. 86"),
    )  # fmt: skip
    id = assignments.save_assignment(desk, one)
    row = assignments.assignment_row(desk, id)
    assert replace(row.assignment, id=0, code="") == one
    assert (row.missing, row.excess, lacks(desk, id)) == ((), (), [])
    assert (row.code, assignments.assignment_id("a1")) == ("a1", id)


def test_what_the_contract_lacks_is_named_on_the_record_and_on_today(desk):
    id = saved(desk, clauses={"data": "2.1"})
    assert len(assignments.assignment_row(desk, id).missing) == 7
    (said,) = lacks(desk, id)
    assert "duty of confidentiality" in said
    assert "list of personal data" not in said
    (briefly,) = today_says(desk)
    assert briefly.startswith(
        "The contract with “Golub LLC” does not cover: actions; purposes; confidentiality"
    )
    saved(desk, recipient=processor(desk, name="ООО «Сова»"), clauses={}, checked="")
    assert any("not been reviewed clause by clause" in each for each in today_says(desk))


def test_an_ended_or_retired_assignment_is_silent(desk):
    id = saved(desk, clauses={}, checked="", until="2026-11-21")
    assert [each for each in today_says(desk) if "no assignment" not in each] == []
    registers.retire(desk, "assignment", id, "2026-11-22")
    assert assignments.assignments(desk) == []
    assert len(assignments.assignments(desk, retired=True)) == 1


def test_what_goes_beyond_what_people_were_told_is_named(desk):
    id = saved(
        desk,
        categories=("name", "phone"),
        actions=("store", "disseminate"),
        further=Both("Свои исследования", "Own research"),
    )
    said = lacks(desk, id)
    assert len(said) == 3
    assert "Own research" in said[0]
    assert "phone" in said[1]
    assert "dissemination" in said[2]
    registers.close_purpose(desk, registers.purposes(desk)[0].id, "2026-11-21", "больше не нужно")
    assert "Answering enquiries" in lacks(desk, id)[0]


def test_consents_that_name_less_are_counted(desk):
    id = saved(desk)
    words = desk.catalogue("en")
    (none,) = assignments.consent_gaps(desk, id)
    assert words.tell(none and gap_said(none)).startswith("No consent to the purpose")
    (purpose,) = registers.purposes(desk)
    known = {each.code: each.id for each in registers.categories(desk)}
    for number, data in enumerate((("name",), ("name", "email", "message"))):
        with desk.database.atomic():
            who = add_person(
                desk, person(name=f"Щёголева {number}", email=f"p{number}@example.org")
            )
        given = consent_fields(purpose.id, categories=tuple(known[each] for each in data))
        consents.record_consent(desk, who.id, given)
    (gap,) = assignments.consent_gaps(desk, id)
    assert (gap.total, [(title.en, count) for title, count in gap.lacking]) == (
        2,
        [("e-mail address", 1)],
    )
    assert "e-mail address: 1" in words.tell(gap_said(gap))


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("recipient", {"recipient": 99}),
        ("since", {"since": ""}),
        ("since", {"since": "0001-01-01"}),
        ("until", {"until": "2026-01-31"}),
        ("until", {"until": "9999-12-31"}),
        ("contract_date", {"contract_date": "2027-01-01"}),
        ("checked", {"checked": "2026-12-01"}),
        ("checked", {"checked": ""}),
        ("purposes", {"purposes": ()}),
        ("purposes", {"purposes": ("nothing",)}),
        ("categories", {"categories": ()}),
        ("categories", {"categories": ("stars",)}),
        ("groups", {"groups": ()}),
        ("actions", {"actions": ("fly",)}),
        ("clauses", {"clauses": {"nothing": "1"}}),
        ("clause_data", {"clauses": {"data": "1" * 301}}),
        ("extras", {"extras": ("gifts",)}),
        ("hours", {"hours": 25}),
        ("ground_words", {"ground": AssignmentGround.LAW}),
        ("signer_name", {"signer_name": Both("Белкина 🐿", "")}),
        ("contract", {"contract": "1" * 1001}),
    ],
)
def test_a_bad_value_is_refused_at_its_field_and_nothing_is_kept(desk, field, over):
    good = told(desk)
    assert field_of(assignments.save_assignment, desk, replace(good, **over)) == field
    assert assignments.assignments(desk) == []


def test_only_a_confirmed_processor_can_be_assigned_to(desk):
    other = processor(desk, role=RecipientRole.RECIPIENT)
    good = told(desk)
    assert (
        field_of(assignments.save_assignment, desk, replace(good, recipient=other)) == "recipient"
    )


def test_markup_and_nul_are_kept_as_text(desk):
    id = saved(desk, contract="<b>№ 1</b>\0", clauses={"data": "п. 1\n2"})
    row = assignments.assignment_row(desk, id).assignment
    assert (row.contract, row.clauses["data"]) == ("<b>№ 1</b>", "п. 1 2")


def test_a_sub_processor_stands_on_today_while_an_objection_is_possible(desk, clock):
    id = saved(desk)
    made = assignments.save_sub_processor(desk, sub(id))
    assert today_says(desk) == [
        "“Golub LLC” engages “Data LLC”: you may object until Fri 4 Dec 2026."
    ]
    assert [each.name.en for each in draft_list(desk, LanguageMode.EN).facts.lines] == ["Golub LLC"]
    clock.set(2026, 12, 5, 9, 0)
    assert today_says(desk) == []
    (row,) = assignments.assignments(desk)
    assert row.subs[0].works(desk.today())
    assignments.decide_sub_processor(
        desk, made, Outcome.OBJECTED, date(2026, 12, 5), "Без договора"
    )
    (row,) = assignments.assignments(desk)
    assert (row.subs[0].outcome, row.subs[0].note) == (Outcome.OBJECTED, "Без договора")
    assert not row.subs[0].works(desk.today())


def test_an_accepted_sub_processor_waits_for_nothing(desk):
    id = saved(desk)
    assignments.save_sub_processor(
        desk, sub(id, outcome=Outcome.ACCEPTED, decided="2026-11-21", until="")
    )
    assert today_says(desk) == []
    names = [each.name.en for each in draft_list(desk, LanguageMode.EN).facts.lines]
    assert names == ["Golub LLC", "Data LLC"]


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("name", {"name": Both()}),
        ("country", {"country": "ZZ"}),
        ("announced", {"announced": ""}),
        ("announced", {"announced": "2026-12-01"}),
        ("until", {"until": "2026-11-19"}),
        ("decided", {"outcome": Outcome.OBJECTED}),
        ("decided", {"outcome": Outcome.ACCEPTED, "decided": "2026-11-19"}),
    ],
)
def test_a_bad_announcement_is_refused(desk, field, over):
    id = saved(desk)
    assert field_of(assignments.save_sub_processor, desk, sub(id, **over)) == field
    assert assignments.assignment_row(desk, id).subs == ()


def test_checks_and_reviews_stand_on_today_when_they_are_due(desk, clock):
    id = saved(desk, review="2026-12-01")
    check = ProcessorCheck(0, id, "2026-11-20", "Сведения о мерах защиты", next="2026-11-25")
    assignments.save_check(desk, check)
    assert today_says(desk) == []
    clock.set(2026, 11, 25, 9, 0)
    assert today_says(desk) == [
        "“Golub LLC”: a check or review has been due since Wed 25 Nov 2026."
    ]
    assignments.save_check(desk, replace(check, on="2026-11-25", came="Пришли", next="2027-11-25"))
    assert today_says(desk) == []
    clock.set(2026, 12, 2, 9, 0)
    assert "1 Dec 2026" in today_says(desk)[0]
    assert field_of(assignments.save_check, desk, replace(check, next="2026-11-20")) == "next"
    assert field_of(assignments.save_check, desk, replace(check, asked=" ")) == "asked"


def test_a_processor_without_an_assignment_is_named(desk):
    id = processor(desk)
    assert today_says(desk) == [
        "“Golub LLC” is a processor, but no assignment to it is in force in the register."
    ]
    registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")
    saved(desk, recipient=id)
    assert today_says(desk) == []
    assert field_of(registers.retire, desk, "recipient", id, "2026-11-22") is None


def test_today_stays_short_and_asks_equally_often(desk):
    ids = [processor(desk, name=f"ООО «Сова {number}»") for number in range(30)]
    registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")
    saved(desk, recipient=ids[0], clauses={})
    with counted(desk) as few:
        deadlines.today(desk)
    for each in ids[1:]:
        saved(desk, recipient=each, clauses={})
    with counted(desk) as many:
        said = deadlines.today(desk).assignments
    assert len(few) == len(many)
    assert len(said) == 5
    assert desk.catalogue("en").tell(said[-1]).startswith("And 26 more")


# ---- the paper


def issued(desk, id, mode=LanguageMode.RU):
    return issue_assignment(desk, id, assignment_paper(desk, id, mode))


def test_the_paper_says_all_eight_items_where_the_register_says_it_does(desk):
    id = saved(desk, clauses={}, extras=tuple(extras()))
    paper = issued(desk, id)
    printed = re.sub(r"\s+", " ", text_of(papers.paper_bytes(desk, paper.id)))
    heads = {
        "purposes": "Цели обработки", "data": "Перечень персональных данных",
        "actions": "Перечень действий", "confidentiality": "Конфиденциальность",
        "localisation": "Соблюдение части 5", "documents": "Документы и сведения",
        "security": "Безопасность персональных данных", "protection": "Требования к защите",
    }  # fmt: skip
    for code, head in heads.items():
        assert f"{items()[code].clause}. {head}" in printed
    assert "не позднее 12 ч" in printed
    assert "часть 6 статьи 6" not in printed


def test_a_foreign_processor_answers_to_the_subject_too(desk):
    registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")
    id = saved(desk, recipient=processor(desk, "VN"))
    printed = re.sub(r"\s+", " ", text_of(papers.paper_bytes(desk, issued(desk, id).id)))
    assert "часть 6 статьи 6 Закона" in printed


def test_signed_by_both_the_paper_covers_what_the_contract_lacks(desk):
    id = saved(desk, clauses={}, checked="")
    paper = issued(desk, id)
    assert "signatures of both parties" in lacks(desk, id)[0]
    signing.sign_by_pen(desk, paper.id, "operator", desk.today())
    assert not assignments.assignment_row(desk, id).signed
    signing.sign_by_pen(desk, paper.id, "processor", desk.today())
    row = assignments.assignment_row(desk, id)
    assert (row.signed, row.missing, row.where("protection")) == (True, (), "10")
    assert (row.assignment.number, row.assignment.dated) == (paper.number, paper.date)
    assert today_says(desk) == []
    Signature.update(verdict="broken").execute()
    row = assignments.assignment_row(desk, id)
    assert (row.signed, row.broken) == (False, True)
    assert "BROKEN" in next(lacks_said(row)).msgid
    assert ["BROKEN" in said for said in today_says(desk)] == [True]
    papers.void(desk, paper.id, "не тот договор")
    assert len(assignments.assignment_row(desk, id).missing) == 8
    assert issued(desk, id).number != paper.number


def test_what_is_issued_does_not_change_under_its_paper(desk):
    id = saved(desk)
    issued(desk, id)
    now = assignments.assignment_row(desk, id).assignment
    wider = replace(now, categories=("name", "email", "message"))
    assert field_of(assignments.save_assignment, desk, wider) == "categories"
    assert assignments.save_assignment(desk, replace(now, review="2027-01-01")) == id
    with pytest.raises(Refusal, match="already been issued"):
        issued(desk, id)


@pytest.mark.parametrize(
    ("where", "over"),
    [
        ("contract", {"contract": "", "contract_date": ""}),
        ("contract", {"contract_date": ""}),
        ("signer", {"signer_name": Both()}),
        ("signer", {"signer_post": Both()}),
    ],
)
def test_no_paper_is_issued_that_lacks_something(desk, where, over):
    id = saved(desk, **over)
    draft = assignment_paper(desk, id, LanguageMode.RU)
    assert where in [each.where for each in draft.missing]
    assert field_of(issue_assignment, desk, id, draft) == where
    assert assignments.assignment_row(desk, id).issued == ""


def test_no_paper_is_issued_that_goes_beyond_what_people_were_told(desk):
    id = saved(desk, categories=("name", "phone"))
    with pytest.raises(Refusal, match="people were not informed of"):
        issued(desk, id)


def test_one_act_is_one_entry_of_the_journal(desk):
    id = saved(desk)
    assignments.save_sub_processor(desk, sub(id))
    assignments.save_check(desk, ProcessorCheck(0, id, "2026-11-20", "Меры"))
    issued(desk, id)
    actions = [each.action for each in journal_page(desk, ref="assignment/a1")]
    assert sorted(actions) == [
        "assignment.checked", "assignment.issued", "assignment.saved", "assignment.sub_processor",
    ]  # fmt: skip


def test_an_erasure_blanks_the_notes_that_name_the_person(desk):
    with desk.database.atomic():
        who = add_person(desk, person(name="Щёголева Анна Ильинична"))
    id = saved(desk, processor_contact="Щёголева Анна Ильинична, +7")
    assignments.save_check(desk, ProcessorCheck(0, id, "2026-11-20", "О Щёголева Анна Ильинична"))
    assignments.save_sub_processor(desk, sub(id, note="Другое"))
    with desk.database.atomic():
        blank_free_texts(desk, scope_of(desk, [who.id], spare=False))
    row = assignments.assignment_row(desk, id)
    assert row.assignment.processor_contact == "—"
    assert (row.checks[0].asked, row.subs[0].note) == ("—", "Другое")


def test_a_letter_to_a_processor_names_the_contract_of_its_assignment(desk):
    id = saved(desk, contract="77-П", contract_date="2026-02-01")
    row = assignments.assignment_row(desk, id)
    kept = Recipient.get_by_id(row.recipient.id)
    said = contract_words(desk, kept)
    assert "77-П" in said.ru
    assert "1 February 2026" in said.en
    kept.contract, kept.contract_date = "5", None
    assert contract_words(desk, kept).ru == "5"
