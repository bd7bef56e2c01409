# SPDX-License-Identifier: Apache-2.0
"""Papers of a request under another law: nothing of Federal Law 152-FZ is cited where it does not apply."""

import io
import re

import pytest
from pypdf import PdfReader

from desk.domain.kinds import DemandKind, LanguageMode, Law
from desk.domain.paper import Withheld
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.settings import set_setting
from tests.factories import intake
from tests.services import grounds

RUSSIAN_LAW = re.compile(
    r"152|Роскомнадзор|Roskomnadzor|Гражданск|Civil Code|стать[ияей]+ \d|Article (?!3 \(4\) of Regulation)\d+|федеральн"
    r"|[Ff]ederal|Российской Федерации|Russian Federation|\bthe Law\b|\bЗакона\b"
)
FORMS = ("acknowledgement", "extension_notice", "reply_access", "reply_not_processed", "refusal")
TEXTS = {
    "reasons": Both("Данные у обработчика", "The processor has the data"),
    "facts": Both("Нет", "No"),
}


def take(desk, *laws, kinds=(DemandKind.ACCESS,)):
    id = requests.register_request(desk, intake(laws=laws, demands=kinds))
    requests.confirm_identity(desk, id, "По адресу")
    return id


def draft(desk, id, form, mode=LanguageMode.BOTH, **extra):
    if form == "refusal":
        law = requests.request_card(desk, id).laws[-1]
        ground = {Law.RU: "14.8.4", Law.VN: "vn.named", Law.GDPR: "gdpr.named"}[law]
        norm = Both() if law is Law.RU else Both("ст. 4", "Art. 4")
        extra["refused"] = (Withheld(Both("Копии", "Copies"), ground, TEXTS["facts"], norm),)
    return papers.draft(desk, form, mode, id, passages=texts(form), **extra)


def texts(form):
    wanted = {"extension_notice": ("reasons",), "refusal": ("facts",)}.get(form, ())
    return {name: TEXTS[name] for name in wanted}


def printed(desk, paper):
    pages = PdfReader(io.BytesIO(papers.paper_bytes(desk, paper.id))).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def issue(desk, made):
    if made.form == "extension_notice":
        return papers.issue_extension(desk, made, "Данные у обработчика")
    return papers.issue(desk, made)


@pytest.mark.parametrize("mode", list(LanguageMode))
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("law", [Law.VN, Law.GDPR])
def test_no_russian_law_is_cited_where_it_does_not_apply(desk, law, form, mode):
    id = take(desk, law)
    text = printed(desk, issue(desk, draft(desk, id, form, mode)))
    assert RUSSIAN_LAW.findall(text) == []
    assert ("91/2025/QH15" if law is Law.VN else "2016/679") in text


@pytest.mark.parametrize("law", [Law.VN, Law.GDPR])
def test_a_notice_of_what_was_done_cites_the_norm_of_the_term(desk, law):
    id = take(desk, law, kinds=(DemandKind.WITHDRAW,))
    made = papers.draft(
        desk, "notice_done", LanguageMode.BOTH, id,
        passages={"data": Both("Адрес", "Address")}, action="cessation",
    )  # fmt: skip
    text = printed(desk, papers.issue(desk, made))
    assert RUSSIAN_LAW.findall(text) == []
    assert ("356/2025" if law is Law.VN else "Art. 12 (3)") in text


def test_a_complaint_under_the_gdpr_cites_the_regulation_by_name(desk):
    id = take(desk, Law.GDPR, kinds=(DemandKind.COMPLAINT,))
    requests.record_inquiry(desk, id, "Факты", "Причина", "Меры", unlawful=False)
    made = papers.draft(desk, "notice_done", LanguageMode.RU, id)
    assert "2016/679" in made.facts.basis.ru


def test_two_laws_are_both_cited_with_their_dates(desk):
    id = take(desk, Law.RU, Law.VN, kinds=(DemandKind.ACCESS, DemandKind.WITHDRAW))
    text = printed(desk, papers.issue(desk, draft(desk, id, "acknowledgement", LanguageMode.RU)))
    for words in ("152-ФЗ", "356/2025", "4 декабря 2026", "30 ноября 2026", "Гражданского кодекса"):
        assert words in text
    longer = draft(desk, id, "extension_notice", LanguageMode.RU)
    assert len(longer.facts.terms) == 3
    set_setting(desk, "promises_confirmed", True)
    longer = draft(desk, id, "extension_notice", LanguageMode.RU)
    assert len(longer.facts.terms) == 4, "the own rule, once the policy promises it"
    text = printed(desk, papers.issue_extension(desk, longer, "Данные у обработчика"))
    assert "пять рабочих дней" not in text
    assert "Роскомнадзор" in text
    assert "надзорный орган" in text


def test_a_russian_paper_is_what_it_was(desk):
    id = take(desk)
    made = draft(desk, id, "extension_notice", LanguageMode.RU)
    assert made.facts.laws == ()
    text = printed(desk, papers.issue_extension(desk, made, "Данные у обработчика"))
    assert "пять рабочих дней" in text
    assert "надзорный орган" not in text


def test_the_answer_has_nine_items_and_names_grounds_without_russian_norms(desk):
    id = take(desk, Law.VN)
    data = grounds.category(desk, "mail")
    purpose = grounds.purpose(desk, "site", data, actions="[]")
    grounds.holding(desk, requests.request_card(desk, id).subject_id, purpose, (data,))
    made = draft(desk, id, "reply_access")
    shown = {each.name: each.text for each in made.passages}
    assert "item9_1" not in shown
    assert "item10" not in shown
    assert "Основание:" in shown["item2"].ru
    assert RUSSIAN_LAW.findall(" ".join(text.ru + text.en for text in shown.values())) == []
    assert made.missing == () or all(lack.where != "passages.item9_1" for lack in made.missing)


@pytest.mark.parametrize("form", ["request_to_complete", "inspection_record"])
def test_a_paper_of_russian_law_alone_says_so_and_is_not_issued(desk, form):
    id = take(desk, Law.GDPR, kinds=(DemandKind.INSPECT,))
    made = papers.draft(desk, form, LanguageMode.RU, id)
    assert "152-FZ" in made.missing[0].message
    with pytest.raises(Refusal):
        papers.issue(desk, made)


def test_a_ground_of_another_law_refuses_nothing(desk):
    id = take(desk, Law.VN)
    made = papers.draft(
        desk, "refusal", LanguageMode.RU, id, passages=texts("refusal"),
        refused=(Withheld(Both("Копии", "Copies"), "14.8.4", TEXTS["facts"]),),
    )  # fmt: skip
    with pytest.raises(Refusal, match="belongs to a law"):
        papers.issue(desk, made)


def test_a_ground_that_names_no_norm_needs_one(desk):
    id = take(desk, Law.VN)
    made = papers.draft(
        desk, "refusal", LanguageMode.RU, id, passages=texts("refusal"),
        refused=(Withheld(Both("Копии", "Copies"), "vn.named", TEXTS["facts"]),),
    )  # fmt: skip
    assert made.missing[0].where == "refused.1.basis"
