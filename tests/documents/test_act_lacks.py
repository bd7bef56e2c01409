# SPDX-License-Identifier: Apache-2.0
"""What the papers of a destruction lack is named with the place where it is filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desk.documents.catalogue import form, untranslated
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Addressee
from desk.domain.registers import Method
from desk.domain.values import Both
from desk.text import catalogue
from tests.documents import act_samples as made
from tests.documents.samples import COMPANY

EMPTY = Both()
LOG = ((made.DATABASE, Both("выгрузка № 05/2026-001", "extract No. 05/2026-001")),)


def act(**over):
    return made.act(COMPANY, **over)


def part_without(**over):
    return act(parts=(made.paper_part(), made.part(**over)))


ORDER = made.order(COMPANY)
EXTRACT = made.extract(COMPANY)
LETTER = made.letter(COMPANY)
LINE = EXTRACT.lines[0]


@pytest.mark.parametrize(
    ("id", "facts", "where"),
    [
        ("destruction_act", act(processors=(replace(act().processors[0], address=" "),)), "processors.1"),
        ("destruction_act", act(processors=(replace(act().processors[0], name=EMPTY),)), "processors.1"),
        ("destruction_act", act(subjects=()), "subjects"),
        ("destruction_act", act(subjects=(made.SUBJECT, "")), "subjects"),
        ("destruction_act", act(signers=()), "signers"),
        ("destruction_act", act(order=EMPTY), "order"),
        ("destruction_act", act(signers=(made.CHAIRMAN, replace(made.MEMBERS[0], post=EMPTY))), "signers.2.post"),
        ("destruction_act", act(signers=(replace(made.CHAIRMAN, name=EMPTY),)), "signers.1.name"),
        ("destruction_act", act(approver=replace(made.APPROVER, post=EMPTY)), "approver.1.post"),
        ("destruction_act", act(parts=()), "parts"),
        ("destruction_act", part_without(categories=EMPTY), "parts.2.categories"),
        ("destruction_act", part_without(system=EMPTY), "parts.2.carrier"),
        ("destruction_act", part_without(method=""), "parts.2.method"),
        ("destruction_act", part_without(method="other"), "parts.2.method"),
        ("destruction_act", part_without(done=made.CAUSED - timedelta(1)), "parts.2.done"),
        ("destruction_act", act(parts=(made.paper_part(sheets=0), made.part())), "parts.1.sheets"),
        ("destruction_act", act(cause=""), "cause"),
        ("destruction_act", act(cause="other"), "cause"),
        ("destruction_act", act(done=made.CAUSED - timedelta(1)), "done"),
        ("destruction_act", act(done=date(2026, 12, 2)), "done"),
        ("destruction_act", act(kept=(replace(made.KEPT[0], basis=EMPTY),)), "kept.1.basis"),
        ("destruction_act", act(logs=LOG), "logs"),
        ("destruction_act", act(parts=(made.paper_part(),), logs=()), "parts"),
        ("journal_extract", replace(EXTRACT, system=EMPTY), "system"),
        ("journal_extract", replace(EXTRACT, lines=()), "lines"),
        ("journal_extract", replace(EXTRACT, lines=(replace(LINE, subject=" "),)), "lines.1.subject"),
        ("journal_extract", replace(EXTRACT, lines=(replace(LINE, categories=EMPTY),)), "lines.1.categories"),
        ("journal_extract", replace(EXTRACT, lines=(replace(LINE, system=made.DATABASE),)), "lines.1.system"),
        ("journal_extract", replace(EXTRACT, lines=(replace(LINE, cause=""),)), "cause"),
        ("journal_extract", replace(EXTRACT, lines=(LINE, replace(LINE, cause="unlawful"))), "cause"),
        ("journal_extract", replace(EXTRACT, signer=replace(made.CHAIRMAN, post=EMPTY)), "signer.1.post"),
        ("commission_order", replace(ORDER, place=EMPTY), "place"),
        ("commission_order", replace(ORDER, members=made.MEMBERS), "members"),
        ("commission_order", replace(ORDER, members=(made.CHAIRMAN, made.MEMBERS[0])), "members"),
        ("commission_order", replace(ORDER, until=date(2026, 1, 1)), "until"),
        ("notice_third_party", replace(LETTER, addressee=Addressee()), "addressee.name"),
        ("notice_third_party", replace(LETTER, subjects=()), "subjects"),
        ("notice_third_party", replace(LETTER, categories=EMPTY), "categories"),
        ("notice_third_party", replace(LETTER, action="correct"), "passages.what"),
        ("notice_third_party", replace(LETTER, confirm_by=date(2026, 11, 30)), "confirm_by"),
        ("journal_acts", replace(made.journal(COMPANY), until=date(2026, 10, 1)), "until"),
    ],
)  # fmt: skip
def test_each_lacking_item_is_named_with_its_place(id, facts, where):
    found = {lack.where: lack for lack in form(id).missing(facts)}
    assert where in found
    for language in ("ru", "en"):
        sentence = catalogue(language).say(found[where].message, **found[where].params)
        assert sentence.endswith(".")
        assert "{" not in sentence


@pytest.mark.parametrize("kind", ["disk", "stick", "telephone", "other"])
def test_only_paper_has_sheets(kind):
    disk = made.paper_part(sheets=0, carrier_kind=kind, method="crush")
    assert form("destruction_act").missing(act(parts=(disk, made.part()), logs=LOG)) == []


def test_a_way_that_has_no_name_is_told_in_words():
    told = made.part(method="other", method_words=Both("размагничивание", "degaussing"))
    facts = act(parts=(told,), logs=LOG)
    assert form("destruction_act").missing(facts) == []
    assert form("destruction_act").values(facts, catalogue("ru"))["methods"] == "размагничивание"


def test_without_automation_no_log_is_asked_for():
    facts = act(parts=(made.paper_part(),), method=Method.MANUAL, logs=())
    assert form("destruction_act").missing(facts) == []


def test_a_text_in_one_language_is_named_by_the_line_it_stands_in():
    facts = act(parts=(made.paper_part(deviation=Both("найден второй лист")),))
    (lack,) = untranslated("destruction_act", facts, LanguageMode.BOTH)
    sentence = catalogue("ru").say(lack.message, **lack.params)
    assert sentence.startswith(
        "Строка 1 перечня уничтоженного: текст есть только на русском языке."
    )
