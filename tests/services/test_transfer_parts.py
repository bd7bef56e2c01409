# SPDX-License-Identifier: Apache-2.0
"""A consent to transfer is withdrawn: this person's part ends, the recipient is told, the others go on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk.domain.consent import ConsentKind
from desk.domain.destruction import Cause, DoneItem, PlanFields
from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.transfers import Standing, TransferGround
from desk.domain.values import Both
from desk.services.consent import consents
from desk.services.destruction import destructions
from desk.services.paper import papers
from desk.services.register import holdings, registers
from desk.services.request import requests
from desk.services.request.subject_card import subject_card
from desk.services.transfer import transfers
from desk.services.transfer.parts import ended_parts, limited, unasked_parts
from tests.documents.sample import flat
from tests.factories import intake, person, purpose_fields
from tests.services.grounds import fields as consent_fields
from tests.services.test_destructions import appointed
from tests.services.test_transfers import day, filed, recipient, saved


@pytest.fixture
def ground(desk):
    """Two people agree to a purpose and, each by a consent of its own, to a transfer for it to Vietnam."""
    purpose = registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")
    to = recipient(desk, "VN", "Primer CRM")
    over = {"country": "VN", "recipient": to, "ground": TransferGround.CONSENT}
    slower = Both("ответ займёт больше времени", "an answer takes longer")
    filed(desk, saved(desk, ground_words=Both(), limited=slower, **over))
    abroad = {"kind": ConsentKind.CROSS_BORDER, "recipients": (to,), "given": "2026-11-10"}
    found = []
    for name in ("Анна Первая", "Борис Второй"):
        who = person(name=name, email=f"{len(found)}@example.org", phone="")
        consents.record_consent(desk, who, consent_fields(purpose, given="2026-11-09"))
        found.append(consents.record_consent(desk, who, consent_fields(purpose, **abroad)))
    (first, second) = (row.person for row in consents.consent_rows(desk, found))
    return first, second, found[0], to


def word(desk, who):
    (answer,) = transfers.subject_flows(desk, who).values()
    return answer.flow.word.value, answer.part.standing


def test_the_part_ends_though_the_consent_to_processing_stays(desk, ground):
    first, second, consent, to = ground
    assert word(desk, first) == word(desk, second) == ("flows", Standing.GIVEN)
    consents.withdraw_consents(desk, [consent], day("11-21"))
    assert word(desk, first) == ("stopped", Standing.ENDED)
    assert word(desk, second) == ("flows", Standing.GIVEN)
    assert all(each.active for each in holdings.holdings_of(desk, first))
    (part,) = ended_parts(desk, [first, second])
    assert (part.person, part.recipient, part.code, part.day) == (first, to, "t1", day("11-21"))
    (shown,) = subject_card(desk, first).transfers
    assert (shown.flow.word, shown.row.flow.word) == ("stopped", "flows")
    (told,) = transfers.transfer_view(desk, shown.id).ended_for
    assert (told.person, told.name, told.asked) == (first, "Анна Первая", False)


def test_the_request_leads_to_the_letter_and_the_data_stay_here(desk, ground):
    first, _second, consent, to = ground
    asked = intake(demands=(DemandKind.WITHDRAW,), subject_id=first)
    id = requests.register_request(desk, asked)
    requests.confirm_identity(desk, id, "по адресу")
    consents.withdraw_consents(desk, [consent], day("11-22"), id)
    moments = requests.request_card(desk, id).timeline
    (ended,) = [each for each in moments if each.kind == "transfers_ended"]
    assert (ended.note, ended.called.en) == ("t1", "transfer “Primer CRM” (t1)")
    offer = destructions.offer_of(desk, id)
    plan = PlanFields(offer.cause, offer.caused, offer.subjects, request=id)
    made = destructions.plan_destruction(desk, plan)
    (item,) = destructions.destruction_card(desk, made).items
    assert (item.person, item.holding, item.processor) == (first, None, to)
    assert destructions.receivers(desk, made) == [to]
    assert unasked_parts(desk, [first]) == ()
    by = desk.today() + timedelta(days=10)
    (letter,) = destructions.write_stop_letters(desk, made, [to], by, LanguageMode.RU)
    destructions.record_letter_sent(desk, letter, desk.today())
    destructions.record_confirmation(desk, letter, desk.today(), None, "Уничтожено")
    appointed(desk, made)
    destructions.carry_out(desk, made, [DoneItem(item.id, method=item.method)], desk.today())
    assert all(not each.ended for each in holdings.holdings_of(desk, first)), "they stay here"
    assert transfers.transfer_view(desk, 1).ended_for[0].asked


def test_what_goes_here_as_well_is_written_about_by_its_purpose(desk, ground):
    first, _second, _consent, _to = ground
    every = [each.id for each in consents.consents_of(desk, first)]
    consents.withdraw_consents(desk, every, day("11-21"))
    plan = PlanFields(Cause.WITHDRAWAL, "2026-11-21", (first,))
    made = destructions.plan_destruction(desk, plan)
    assert all(each.holding for each in destructions.destruction_card(desk, made).items)


def test_nobody_is_written_to_twice_nor_of_what_had_not_begun(desk, ground):
    first, _second, consent, to = ground
    consents.withdraw_consents(desk, [consent], day("11-21"))
    assert [each.recipient for each in unasked_parts(desk, [first])] == [to]
    plan = PlanFields(Cause.WITHDRAWAL, "2026-11-21", (first,))
    made = destructions.plan_destruction(desk, plan)
    assert unasked_parts(desk, [first]) == ()
    destructions.void_destruction(desk, made, "ошибка")
    assert [each.recipient for each in unasked_parts(desk, [first])] == [to]
    desk.database.execute_sql("UPDATE transfer SET since = '2026-11-22'")
    assert ended_parts(desk, [first]) == ()


def test_what_becomes_limited_is_said_in_the_answer(desk, ground):
    first, second, consent, _to = ground
    consents.withdraw_consents(desk, [consent], day("11-21"))
    asked = intake(demands=(DemandKind.WITHDRAW,), subject_id=first)
    id = requests.register_request(desk, asked)
    requests.confirm_identity(desk, id, "по адресу")
    draft = papers.draft(desk, "notice_done", LanguageMode.BOTH, id)
    assert draft.facts.passages["limited"] == Both(
        "Primer CRM: ответ займёт больше времени.", "Primer CRM: an answer takes longer."
    )
    assert "Что меняется без передачи данных" in flat(papers.preview(desk, draft).content)
    assert limited(desk, second) == Both()
