# SPDX-License-Identifier: Apache-2.0
"""What papers cite: the norms of the deeds they report, and every term they move; never an own promise."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from desk.domain.kinds import ApplicantRole, Channel, DemandKind, LanguageMode, Step
from desk.domain.paper import Withheld
from desk.domain.request import PersonFields
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services import norms
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.settings import store
from tests.factories import intake, person

RU = LanguageMode.RU
DATA = {"data": Both("Адрес электронной почты.", "E-mail address.")}
REASON = {"reasons": Both("Данные запрошены у обработчика.", "The processor was asked.")}
LAW = " Федерального закона № 152-ФЗ"


def register(desk, *kinds, **over):
    id = requests.register_request(desk, intake(demands=kinds, **over))
    if over.get("role", ApplicantRole.SUBJECT) is ApplicantRole.SUBJECT:
        requests.confirm_identity(desk, id, "по адресу из договора")
    return id


def text(desk, paper):
    pages = PdfReader(io.BytesIO(papers.paper_bytes(desk, paper.id))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    ("kind", "action", "norm"),
    [
        (DemandKind.STOP_MARKETING, "marketing", "ч. 1 и 2 ст. 15"),
        (DemandKind.CORRECT, "correction", "ч. 3 ст. 20"),
        (DemandKind.CLAIM_INACCURATE, "correction", "ч. 2 ст. 21"),
        (DemandKind.DESTROY, "destruction", "ч. 3 ст. 20"),
        (DemandKind.WITHDRAW, "cessation", "ч. 5 ст. 21, ч. 2 ст. 9"),
        (DemandKind.WITHDRAW, "destruction", "ч. 5 ст. 21, ч. 2 ст. 9"),
        (DemandKind.STOP, "cessation", "ч. 5.1 ст. 21"),
        (DemandKind.STOP_DISSEMINATION, "dissemination", "ч. 12 и 13 ст. 10.1"),
        (DemandKind.STOP_BREACH, "dissemination", "ч. 14 ст. 10.1"),
        (DemandKind.OBJECT_AUTOMATED, "objection", "ч. 4 ст. 16"),
        (DemandKind.COMPLAINT, "inquiry", "ч. 1 ст. 21"),
        (DemandKind.BLOCK, "blocking", "ч. 1 ст. 21"),
    ],
)
@pytest.mark.parametrize("promises", [True, False])
def test_a_deed_rests_on_the_law_with_and_without_promises(desk, kind, action, norm, promises):
    with desk.database.atomic():
        store("own_promises", promises)
    id = register(desk, kind)
    assert papers.draft(desk, "notice_done", RU, id, action=action).facts.basis.ru == norm + LAW


def test_a_deed_that_meets_several_terms_cites_them_all(desk):
    id = register(desk, DemandKind.STOP_MARKETING, DemandKind.STOP)
    notice = papers.draft(desk, "notice_done", RU, id, action="cessation")
    assert notice.facts.basis.ru == "ч. 1 и 2 ст. 15, ч. 5.1 ст. 21" + LAW
    assert notice.facts.basis.en == "Art. 15(1) and 15(2), Art. 21(5.1) of Federal Law No. 152-FZ"


@pytest.mark.parametrize(
    ("other", "norm"),
    [
        (DemandKind.WITHDRAW, "ч. 5 ст. 21, ч. 2 ст. 9, ч. 1 и 2 ст. 15"),
        (DemandKind.ACCESS, "ч. 1 и 2 ст. 15"),
    ],
)
def test_each_demand_a_deed_ends_gives_its_norm_though_no_term_of_it_is_met(desk, other, norm):
    id = register(desk, other, DemandKind.STOP_MARKETING)
    notice = papers.draft(desk, "notice_done", RU, id, action="cessation")
    assert notice.facts.basis.ru == norm + LAW


def test_a_notice_of_what_was_found_cites_the_finding_too(desk):
    id = register(desk, DemandKind.COMPLAINT)
    requests.record_inquiry(desk, id, "факты", "причина", "меры", True)
    notice = papers.draft(desk, "notice_done", RU, id)
    assert notice.facts.basis.ru == "ч. 1 ст. 21, ч. 3 ст. 21" + LAW


def test_without_promises_every_demand_is_acknowledged_and_told_to_have_no_term(desk):
    with desk.database.atomic():
        store("own_promises", False)
    id = register(desk, DemandKind.ACCESS, DemandKind.COMPLAINT, DemandKind.CORRECT)
    draft = papers.draft(desk, "acknowledgement", RU, id)
    assert [line.due for line in draft.facts.demands] == [date(2026, 12, 4), None, None]
    assert text(desk, papers.issue(desk, draft)).count("срок законом не установлен") == 2
    alone = register(desk, DemandKind.COMPLAINT)
    papers.issue(desk, papers.draft(desk, "acknowledgement", RU, alone))
    requests.record_inquiry(desk, alone, "факты", "причина", "меры", False)
    assert papers.issue(desk, papers.draft(desk, "notice_done", RU, alone)).number


def test_an_extension_notice_names_every_term_it_moves(desk):
    id = register(desk, DemandKind.ACCESS, DemandKind.STOP)
    draft = papers.draft(desk, "extension_notice", RU, id, passages=REASON)
    assert [(t.kind, t.primary_due, t.new_due) for t in draft.facts.terms] == [
        ("access", date(2026, 12, 4), date(2026, 12, 11)),
        ("stop", date(2026, 12, 4), date(2026, 12, 11)),
    ]
    printed = text(desk, papers.issue_extension(desk, draft, "причина"))
    assert "ч. 3 ст. 14, ч. 1 ст. 20" in printed
    assert "ч. 5.1 ст. 21" in printed
    assert printed.count("11 декабря 2026 г.") == 2


def test_a_notice_written_before_the_terms_moved_is_not_issued(desk):
    from desk.domain.proposal import Correction
    from tests.services.test_corrections import WEDNESDAY

    id = register(desk, DemandKind.ACCESS)
    draft = papers.draft(desk, "extension_notice", RU, id, passages=REASON)
    requests.correct(desk, id, Correction(received=WEDNESDAY), "ошибка в дате")
    with pytest.raises(Refusal, match="have changed"):
        papers.issue_extension(desk, draft, "причина")


def test_nktski_is_answered_itself_by_the_same_channel(desk):
    id = register(desk, DemandKind.NKTSKI_CHECK, role=ApplicantRole.RKN, applicant=PersonFields())
    answer = {"answer": Both("Проверено.", "Checked.")}
    draft = papers.draft(desk, "reply_regulator", RU, id, passages=answer)
    assert "НКЦКИ" in draft.facts.addressee.organisation.ru
    assert "приказом ФСБ России" in draft.facts.basis.ru
    printed = text(desk, papers.issue(desk, draft))
    assert "по тому же каналу" in printed
    assert "Роскомнадзор" not in printed


def test_an_own_finding_is_told_as_such(desk):
    id = register(desk, DemandKind.CLAIM_UNLAWFUL, role=ApplicantRole.NOBODY, channel=Channel.OWN)
    requests.record_inquiry(desk, id, "факты", "причина", "меры", True)
    notice = papers.draft(desk, "notice_done", RU, id, passages=DATA, action="inquiry")
    printed = text(desk, papers.issue(desk, notice))
    assert "Нарушение выявлено Оператором 20 ноября 2026 г." in printed
    assert "Ваше обращение" not in printed
    assert "По Вашему обращению" not in printed
    assert "жалоб" not in printed.split("может быть обжалован")[0].split("Вы вправе")[0]


def test_roskomnadzor_and_the_subject_are_both_told_of_what_was_mended(desk, clock):
    id = register(
        desk,
        DemandKind.CLAIM_UNLAWFUL,
        role=ApplicantRole.RKN,
        channel=Channel.RKN,
        applicant=PersonFields(name="Управление Роскомнадзора"),
        subject=person(),
    )
    requests.record_inquiry(desk, id, "факты", "причина", "меры", True)
    requests.block(desk, id, "")

    def tell(action):
        notice = papers.draft(desk, "notice_done", RU, id, passages=DATA, action=action)
        paper = papers.issue(desk, notice)
        clock.forward(hours=1)
        requests.dispatch(desk, id, desk.now(), Channel.POST, "квитанция")
        return notice.facts, text(desk, paper)

    requests.record_remedy(desk, id, None, "cessation", date(2026, 11, 22))
    facts, _printed = tell("destruction")
    assert facts.addressee.organisation.ru == "Управление Роскомнадзора"
    assert requests.request_card(desk, id).row.step is Step.REPORT_DONE
    with pytest.raises(Refusal, match="The subject is notified"):
        requests.close_request(desk, id)
    facts, printed = tell("destruction")
    assert facts.addressee.name.en == person().name
    assert "обращение уполномоченного органа" in printed
    requests.close_request(desk, id)


@pytest.mark.parametrize(
    ("kind", "norm"),
    [(DemandKind.WITHDRAW, "ч. 5 ст. 21"), (DemandKind.STOP, "ч. 5.1 ст. 21")],
)
def test_no_data_is_told_on_the_norm_of_the_demand(desk, kind, norm):
    searched = {"searched": Both("Базы.", "Databases.")}
    id = register(desk, kind)
    other = text(
        desk,
        papers.issue(desk, papers.draft(desk, "reply_not_processed", RU, id, passages=searched)),
    )
    assert norm in other
    assert "статей 14 и 20" not in other
    asked = register(desk, DemandKind.ACCESS)
    draft = papers.draft(desk, "reply_not_processed", RU, asked, passages=searched)
    assert "статей 14 и 20" in text(desk, papers.issue(desk, draft))


def test_a_refusal_for_want_of_identity_says_that_it_may_be_mended(desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.WITHDRAW,)))
    item = Withheld(Both("Отзыв согласия", "Withdrawal"), "9.1", Both("Не подтверждено.", "No."))
    draft = papers.draft(desk, "refusal", RU, id, refused=(item,))
    printed = text(desk, papers.issue(desk, draft))
    assert "ч. 1 ст. 9, ч. 3 ст. 14" in printed
    assert "может быть направлено вновь" in printed


def test_an_article_that_two_demands_rest_on_is_cited_once():
    law = (" Федерального закона № 152-ФЗ", " of Federal Law No. 152-FZ")
    first = Both(f"ч. 4 ст. 20{law[0]}", f"Art. 20(4){law[1]}")
    second = Both(f"ч. 4 ст. 18.1, ч. 4 ст. 20{law[0]}", f"Art. 18.1(4) and 20(4){law[1]}")
    assert norms.joined((first, second)) == second
    third = Both(f"ч. 3 ст. 14{law[0]}", f"Art. 14(3){law[1]}")
    assert norms.joined((first, third)).ru == f"ч. 4 ст. 20, ч. 3 ст. 14{law[0]}"
