# SPDX-License-Identifier: Apache-2.0
"""A refusal, and what is recorded of who asks, rest on what happened; nothing is overwritten in silence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desk.domain.kinds import Channel, DemandKind, LanguageMode
from desk.domain.paper import Withheld
from desk.domain.proposal import Correction
from desk.domain.request import Completeness
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services import papers, requests
from tests.factories import intake

RU = LanguageMode.RU


def refuse(desk, id, ground):
    item = Withheld(Both("запрос", "request"), ground, Both("так есть", "so it is"))
    return papers.issue(desk, papers.draft(desk, "refusal", RU, id, refused=(item,)))


def answered(desk, clock):
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, "по договору")
    papers.issue(desk, papers.draft(desk, "reply_access", RU, id))
    requests.dispatch(desk, id, clock(), Channel.EMAIL, "письмо")
    return id


def test_a_first_request_is_not_refused_as_a_repeat(desk):
    id = requests.register_request(desk, intake())
    with pytest.raises(Refusal, match="No earlier request") as refusal:
        refuse(desk, id, "14.4")
    assert refusal.value.field == "refused"
    assert not requests.request_card(desk, id).papers


def test_a_repeat_is_refused_within_thirty_days_only(desk, clock):
    first = answered(desk, clock)
    clock.forward(days=5)
    soon = requests.register_request(desk, intake(received=clock(), repeat_of=first))
    assert refuse(desk, soon, "14.4").number
    clock.forward(days=110)
    late = requests.register_request(desk, intake(received=clock(), repeat_of=first))
    with pytest.raises(Refusal, match="Thirty days have passed"):
        refuse(desk, late, "14.4")


def test_a_repeat_of_what_was_refused_is_none(desk, clock):
    first = requests.register_request(desk, intake())
    refuse(desk, first, "14.8.4")
    requests.dispatch(desk, first, clock(), Channel.EMAIL, "письмо")
    clock.forward(days=5)
    again = requests.register_request(desk, intake(received=clock(), repeat_of=first))
    with pytest.raises(Refusal, match="No earlier request"):
        refuse(desk, again, "14.4")


def test_a_demand_to_block_is_refused_after_an_inquiry_only(desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.BLOCK,)))
    with pytest.raises(Refusal, match="First record the inquiry"):
        refuse(desk, id, "20.3")
    rows = {each.due.row for each in requests.request_card(desk, id).deadlines}
    assert "R12" in rows
    requests.record_inquiry(desk, id, "факты", "причина", "меры", False, date(2026, 11, 21))
    assert refuse(desk, id, "20.3").number


def test_a_notice_of_extension_is_issued_with_the_extension_only(desk):
    id = requests.register_request(desk, intake())
    texts = {"reasons": Both("архив")}
    draft = papers.draft(desk, "extension_notice", RU, id, passages=texts)
    with pytest.raises(Refusal, match="desk request extend"):
        papers.issue(desk, draft)
    assert papers.issue_extension(desk, draft, "архив").number == "notice/2026-001"


def test_what_is_recorded_of_who_asks_is_not_overwritten(desk):
    id = requests.register_request(desk, intake(received=datetime(2026, 11, 20, 9, tzinfo=UTC)))
    requests.confirm_identity(desk, id, "по договору")
    with pytest.raises(Refusal, match="confirmed already"):
        requests.confirm_identity(desk, id, "по звонку")
    assert requests.request_card(desk, id).identity_how == "по договору"
    refuse(desk, id, "14.8.4")
    with pytest.raises(Refusal, match="decided already"):
        requests.set_completeness(desk, id, Completeness(document=True))


def test_nothing_is_extended_once_every_demand_is_decided(desk):
    id = requests.register_request(desk, intake())
    texts = {"reasons": Both("архив")}
    draft = papers.draft(desk, "extension_notice", RU, id, passages=texts)
    refuse(desk, id, "14.8.4")
    with pytest.raises(Refusal, match="decided already"):
        papers.issue_extension(desk, draft, "архив")


@pytest.mark.parametrize(
    "how",
    [
        "серия 4510 номер 123456",
        "паспорт 45 10 №123456",
        "загранпаспорт 75 1234567",
        "passport AB1234567",
        "СНИЛС 123-456-789 00",
        "СНИЛС 12345678900",
        "номер ВУ 99 11 123456",
    ],
)
def test_no_number_of_a_document_is_kept(desk, how):
    id = requests.register_request(desk, intake())
    with pytest.raises(Refusal, match="without the number") as refusal:
        requests.confirm_identity(desk, id, how)
    assert refusal.value.field == "how"


@pytest.mark.parametrize(
    "how",
    [
        "по номеру договора 20261122",
        "перезвонили на +7 900 123-45-67",
        "паспорт показан 22.11.2026, сверено с договором 12345678",
        "паспорт осмотрен 2026-11-22",
        "passport seen on 22 November 2026, order 1002003",
    ],
)
def test_other_numbers_may_say_how_it_was_checked(desk, how):
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, how)
    assert requests.request_card(desk, id).identity_how == how


def test_a_proof_of_dispatch_is_no_empty_file_and_no_moment_before_the_paper(desk, clock):
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, "по договору")
    papers.issue(desk, papers.draft(desk, "reply_access", RU, id))
    before = clock() - timedelta(minutes=8)
    with pytest.raises(Refusal, match="before it was issued") as refusal:
        requests.dispatch(desk, id, before, Channel.EMAIL, "письмо")
    assert refusal.value.field == "at"
    with pytest.raises(Refusal, match="file is empty") as refusal:
        requests.dispatch(desk, id, clock(), Channel.EMAIL, "", ("sent.eml", b""))
    assert refusal.value.field == "file"
    assert not requests.request_card(desk, id).answered
    requests.dispatch(desk, id, clock(), Channel.EMAIL, "", ("sent.eml", b"x"))
    assert requests.request_card(desk, id).answered


@pytest.mark.parametrize("year", [1995, 2010, 2021])
def test_a_request_from_before_the_law_is_asked_about(desk, year):
    old = datetime(year, 3, 9, 9, tzinfo=UTC)
    with pytest.raises(Refusal, match="not in force then") as refusal:
        requests.register_request(desk, intake(received=old))
    assert refusal.value.field == "received"
    id = requests.register_request(desk, intake())
    with pytest.raises(Refusal, match="not in force then"):
        requests.correct(desk, id, Correction(received=old), "ошибка")
    of_old = intake(received=datetime(2023, 3, 9, 9, tzinfo=UTC))
    assert requests.request_card(desk, requests.register_request(desk, of_old)).deadlines
