# SPDX-License-Identifier: Apache-2.0
"""What was clarified, or found lawful, is unblocked too (Art. 21 (2)): a step, a question at close, a way after it."""

import io

import pytest
from pypdf import PdfReader

from desk.domain.kinds import Channel, DemandKind, LanguageMode, RequestState, Step
from desk.domain.values import Both
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.unblocking import close_doubts
from tests.factories import intake

RU = LanguageMode.RU
DATA = {"data": Both("фамилия"), "third_parties": Both("Нет.")}


@pytest.fixture
def corrected(desk):
    """A request whose data are blocked and were clarified."""
    id = requests.register_request(desk, intake(demands=(DemandKind.CLAIM_INACCURATE,)))
    requests.confirm_identity(desk, id, "по договору")
    requests.block(desk, id, "CRM")
    requests.record_inquiry(desk, id, "Фамилия прежняя", "Не сообщили", "Уточнено", unlawful=False)
    assert requests.request_card(desk, id).row.step is not Step.UNBLOCK
    requests.record_remedy(desk, id, None, "correction", desk.today())
    return id


def notice(desk, id, action="correction"):
    draft = papers.draft(desk, "notice_done", RU, id, action=action, passages=DATA)
    pages = PdfReader(io.BytesIO(papers.preview(desk, draft).content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    return papers.issue(desk, draft), text


def sent(desk, id, clock):
    clock.forward(hours=1)
    requests.dispatch(desk, id, clock(), Channel.POST, "РПО 1")


def test_a_block_is_lifted_once_the_data_are_clarified_and_the_notice_says_so(desk, corrected):
    card = requests.request_card(desk, corrected)
    assert (card.row.step, "lift the block" in card.guidance) == (Step.UNBLOCK, True)
    requests.unblock(desk, corrected, "уточнено")
    assert requests.request_card(desk, corrected).row.step is Step.REPORT_DONE
    said = notice(desk, corrected)[1]
    assert "снято блокирование персональных данных, осуществлённое на период проверки." in said
    assert "г.." not in said, "a day ends with its own full stop"
    assert not close_doubts(desk, corrected)


def test_a_block_left_at_close_is_asked_about_and_lifted_afterwards(desk, corrected, clock):
    assert "на период проверки" not in notice(desk, corrected)[1]
    sent(desk, corrected, clock)
    assert [each.msgid[:21] for each in close_doubts(desk, corrected)] == ["The data have been bl"]
    requests.close_request(desk, corrected)
    card = requests.request_card(desk, corrected)
    assert (card.row.state, card.row.step) == (RequestState.CLOSED, None)
    assert {each.step: each.allowed for each in card.steps}[Step.UNBLOCK]
    requests.unblock(desk, corrected, "забыто")
    card = requests.request_card(desk, corrected)
    assert (card.blocked, card.row.state) == ("", RequestState.CLOSED)


def test_a_ground_secured_after_a_finding_ends_the_block_before_the_person_is_told(desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.COMPLAINT,)))
    requests.confirm_identity(desk, id, "по договору")
    requests.record_inquiry(desk, id, "Звонили", "Отзыв не дошёл", "Номер убран", unlawful=True)
    requests.block(desk, id, "CRM")
    requests.record_remedy(desk, id, None, "lawful", desk.today(), "Договор 2024 года")
    assert requests.request_card(desk, id).row.step is Step.UNBLOCK


def test_a_check_that_found_nothing_unlawful_ends_the_block_a_finding_does_not(desk):
    for unlawful, step in ((False, Step.UNBLOCK), (True, Step.REMEDY)):
        id = requests.register_request(desk, intake(demands=(DemandKind.CLAIM_UNLAWFUL,)))
        requests.confirm_identity(desk, id, "по договору")
        requests.block(desk, id, "CRM")
        requests.record_inquiry(desk, id, "Проверено", "—", "—", unlawful=unlawful)
        assert requests.request_card(desk, id).row.step is step


def test_destroyed_data_need_no_lifting(desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.CLAIM_UNLAWFUL,)))
    requests.confirm_identity(desk, id, "по договору")
    requests.block(desk, id, "CRM")
    requests.record_inquiry(desk, id, "Без основания", "Ошибка", "Уничтожить", unlawful=True)
    requests.record_remedy(desk, id, None, "destruction", desk.today(), "акт № 3 от 20.11.2026")
    assert requests.request_card(desk, id).row.step is Step.REPORT_DONE
    assert not close_doubts(desk, id)
