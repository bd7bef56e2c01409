# SPDX-License-Identifier: Apache-2.0
"""The answer on where one person's data go: from the starter set to the paper, with nothing left to type."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desk.domain.consent import HoldingFields
from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.starter import SetChoice, starter_set
from desk.domain.transfers import Filing, FlowWord
from desk.domain.values import Both
from desk.services.consent import consents
from desk.services.paper import papers
from desk.services.register import holdings, registers
from desk.services.request import requests
from desk.services.request.access_items import access_items
from desk.services.request.gaps import gap_hints
from desk.services.transfer import notices as transfer_notices
from desk.services.transfer.proposals import adopt_transfers, proposed_transfers
from desk.services.transfer.reply import transfer_lines
from desk.storage.models import Request
from tests.documents.sample import flat
from tests.factories import intake
from tests.services.grounds import fields as consent_fields

NAMED = {
    "crm": ("Primer CRM Inc.", "US"),
    "cloud": ("ООО «Пример-Облако»", "RU"),
    "mail": ("Primer Mail Co., Ltd.", "VN"),
    "analytics": ("Primer Count Inc.", "US"),
}


@pytest.fixture
def asked(desk):
    """A request on transfers of somebody whose data serve “services”, with the trader's set named and filed."""
    every = frozenset(each.fields.code for each in starter_set("trader").purposes)
    registers.adopt_set(desk, "trader", "2026-01-10", SetChoice(every, NAMED))
    ids = adopt_transfers(desk, proposed_transfers(desk))
    long_ago = desk.today() - timedelta(days=30)
    filing = Filing(ids, long_ago, long_ago, long_ago)
    transfer_notices.file_notice(desk, filing)
    id = requests.register_request(desk, intake(demands=(DemandKind.TRANSFERS_INFORMATION,)))
    requests.confirm_identity(desk, id, "по договору")
    return id


def person_of(id: int) -> int:
    return Request.get_by_id(id).subject_id


def keep(desk, id, code="services", ground="6.1.5"):
    """Hold name and e-mail of the person who asks, for one purpose."""
    purpose = next(each for each in registers.purposes(desk) if each.fields.code == code)
    titles = {each.id: each.code for each in registers.categories(desk)}
    two = tuple(id for id in purpose.fields.categories if titles[id] in ("name", "email"))
    fields = HoldingFields(
        person_of(id), purpose.id, ground, since="2026-02-03", contract="17",
        contract_date="2026-02-03", categories=two,
    )  # fmt: skip
    holdings.record_holding(desk, fields)


def lacks(draft):
    return {each.where for each in draft.missing}


@pytest.mark.parametrize("mode", list(LanguageMode))
def test_the_starter_set_answers_by_itself(desk, asked, mode):
    keep(desk, asked)
    draft = papers.draft(desk, "reply_transfer", mode, asked)
    assert lacks(draft) == set()
    brief = papers.issue(desk, draft)
    printed = flat(papers.paper_bytes(desk, brief.id))
    for name, country in NAMED.values():
        assert (name in printed) == (name != "Primer Count Inc."), country  # no purpose touches it
    words = {"ru": "Не включено в перечень", "en": "not on the list"}
    assert all(words[language].lower() in printed.lower() for language in mode.languages)


def test_only_what_is_kept_of_this_person_is_told_and_where_it_flows(desk, asked):
    keep(desk, asked)
    crm, mail = transfer_lines(desk, person_of(asked))
    assert (crm.recipient.ru, crm.listed, crm.word) == ("Primer CRM Inc.", False, FlowWord.FLOWS)
    assert (mail.listed, mail.country.ru) == (True, "Социалистическая Республика Вьетнам")
    assert crm.data == Both(
        "фамилия, имя, отчество, адрес электронной почты", "full name, e-mail address"
    )
    assert crm.ground.ru.startswith("договор с субъектом")


def test_without_a_consent_what_rests_on_it_does_not_flow_for_this_person(desk, asked):
    keep(desk, asked, "enquiries", "6.1.7")
    (crm, _mail) = transfer_lines(desk, person_of(asked))
    assert (crm.word, crm.ground) == (FlowWord.STOPPED, Both())
    draft = papers.draft(desk, "reply_transfer", LanguageMode.RU, asked)
    printed = flat(papers.preview(desk, draft).content)
    assert "Не передаются" in printed
    assert "может быть отозвано" not in printed


def test_an_answer_that_is_not_whole_lacks_what_is_missing(desk, asked):
    keep(desk, asked)
    crm = next(each for each in registers.recipients(desk) if each.code == "crm")
    new = replace(crm, id=0, code="", name=Both("Primer Chat Inc.", "Primer Chat Inc."))
    registers.save_recipient(desk, new)
    draft = papers.draft(desk, "reply_transfer", LanguageMode.RU, asked)
    assert lacks(draft) == {"recipients"}
    adopt_transfers(desk, proposed_transfers(desk))
    assert lacks(papers.draft(desk, "reply_transfer", LanguageMode.RU, asked)) == set()


def test_of_somebody_unknown_the_paper_asks_to_tick_or_to_write(desk, asked):
    draft = papers.draft(desk, "reply_transfer", LanguageMode.RU, asked)
    assert lacks(draft) == {"passages.more"}
    assert [each.kind for each in gap_hints(desk, draft, "ru")] == ["register", "denied"]
    written = papers.revise(draft, {"more": Both("Искали в журнале сайта.")})
    assert lacks(written) == set()


def test_item_8_of_the_full_answer_says_the_same(desk, asked):
    keep(desk, asked)
    item8 = access_items(desk, person_of(asked))["item8"]
    assert "Primer CRM Inc." in item8.ru
    assert "не включено в перечень" in item8.ru
    assert "Передаются с" in item8.ru
    assert "Transferred since" in item8.en


def test_a_withdrawn_consent_ends_this_persons_part_and_what_changes_is_told(desk, asked):
    purpose = next(each for each in registers.purposes(desk) if each.fields.code == "enquiries")
    given = consents.record_consent(
        desk, intake().subject, consent_fields(purpose.id, given="2026-11-10", categories=())
    )
    (row,) = consents.consent_rows(desk, [given])
    assert row.person == person_of(asked)
    crm, _mail = transfer_lines(desk, row.person)
    assert (crm.word, crm.withdrawn) == (FlowWord.FLOWS, False)
    assert crm.since is not None
    assert crm.since >= date(2026, 11, 10), "not before there were data of this person"
    consents.withdraw_consents(desk, [given], date(2026, 11, 21))
    crm, _mail = transfer_lines(desk, row.person)
    assert (crm.word, crm.since, crm.withdrawn) == (FlowWord.STOPPED, date(2026, 11, 21), True)
    draft = papers.draft(desk, "reply_transfer", LanguageMode.RU, asked)
    assert "Что изменится без передачи" in flat(papers.preview(desk, draft).content)
