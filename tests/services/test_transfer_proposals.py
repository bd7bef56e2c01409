# SPDX-License-Identifier: Apache-2.0
"""Transfers that recipients abroad ask for: proposed from the registers, told on Today, recorded at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.demo import create_demonstration, furnish
from desk.domain.call_words import transfer_words
from desk.domain.registers import RecipientRole, Service
from desk.domain.starter import SETS, SetChoice, starter_set
from desk.domain.today import Proposal
from desk.domain.transfer_starts import transfer_ground, transfer_start
from desk.domain.transfers import TransferGround
from desk.domain.values import Both, Query
from desk.errors import Refusal
from desk.services.desk import utc_now
from desk.services.keeping import upkeep
from desk.services.overview import deadlines
from desk.services.register import registers
from desk.services.transfer import transfers
from desk.services.transfer.missing import missing_transfers
from desk.services.transfer.proposals import adopt_transfers, proposed_transfers
from desk.text import catalogue


@pytest.fixture
def adopted(desk):
    """The trader's set: a CRM in the USA, an analytics service in Germany, the others not named yet."""
    named = {"crm": ("Example CRM Inc.", "US"), "analytics": ("Example Count GmbH", "DE")}
    every = frozenset(each.fields.code for each in starter_set("trader").purposes)
    registers.adopt_set(desk, "trader", "2026-01-10", SetChoice(every, named))
    return desk


def called(desk):
    return {each.id: each.total for each in deadlines.today(desk).transfers}


def test_every_purpose_of_a_confirmed_recipient_abroad_is_proposed(adopted):
    found = proposed_transfers(adopted)
    assert [(each.country, each.purpose) for each in found] == [
        ("DE", "analytics"), ("US", "enquiries"), ("US", "services"), ("US", "messages"),
    ]  # fmt: skip
    assert [each.ground for each in found] == [
        TransferGround.CONSENT, TransferGround.CONSENT, TransferGround.CONTRACT, TransferGround.CONSENT,
    ]  # fmt: skip
    assert (
        found[2].ground_words.en
        == "contract with the subject (Art. 6(1)(5) of Federal Law No. 152-FZ)"
    )
    assert called(adopted) == {"transfers_missing": 4}
    # One recipient may get data for several purposes: the sentence counts transfers and nothing else.
    said = [
        transfer_words(catalogue("ru"), Proposal("transfers_missing", count)) for count in (1, 4, 5)
    ]
    assert said == [
        "Данные передаются за границу, а 1 передача не записана.",
        "Данные передаются за границу, а 4 передачи не записаны.",
        "Данные передаются за границу, а 5 передач не записано.",
    ]


def test_adopted_transfers_are_proposed_no_more_even_when_they_have_ended(adopted):
    first, *others = proposed_transfers(adopted)
    ids = adopt_transfers(adopted, others)
    assert [each.purpose for each in proposed_transfers(adopted)] == [first.purpose]
    view = transfers.transfer_view(adopted, ids[0])
    assert replace(view.transfer, id=0, code="") == others[0]
    transfers.end_transfer(adopted, ids[0], adopted.today())
    assert missing_transfers(adopted) == 1


def test_nothing_is_recorded_when_one_of_them_is_wrong(adopted):
    first, second, *_ = proposed_transfers(adopted)
    with pytest.raises(Refusal) as caught:
        adopt_transfers(adopted, [first, replace(second, since="soon")])
    assert caught.value.field == "since"
    assert missing_transfers(adopted) == 4
    with pytest.raises(Refusal):
        adopt_transfers(adopted, [])


def test_whoever_is_at_home_unconfirmed_or_retired_asks_for_none(desk):
    registers.adopt_set(desk, "trader", "2026-01-10")
    assert missing_transfers(desk) == 0  # no country is confirmed
    crm = next(each for each in registers.recipients(desk) if each.code == "crm")
    crm = replace(crm, name=Both("ООО «Вымысел»"))
    registers.save_recipient(desk, replace(crm, country="RU"))
    assert missing_transfers(desk) == 0
    registers.save_recipient(desk, replace(crm, country="US"))
    assert missing_transfers(desk) == len(crm.purposes)
    registers.retire(desk, "recipient", crm.id, "2026-11-22")
    assert missing_transfers(desk) == 0


def test_every_service_and_every_purpose_of_the_sets_has_a_start():
    for service in Service:
        start = transfer_start(service)
        assert all(text.ru and text.en for text in (start.way, start.safeguards, start.limited))
    for each in (purpose for name in SETS for purpose in starter_set(name).purposes):
        ground, words = transfer_ground(each.fields.grounds)
        assert (ground is TransferGround.CONSENT) != bool(words.ru and words.en)


def test_no_set_confirms_a_country_and_the_company_has_a_counter_off_the_list(desk):
    assert not any(each.country_confirmed for name in SETS for each in starter_set(name).recipients)
    (counter,) = (each for each in starter_set("company").recipients if each.country == "US")
    assert (counter.service, desk.states.listed("US", desk.today())) == (Service.ANALYTICS, False)
    (mail,) = (each for each in starter_set("company").recipients if each.service is Service.EMAIL)
    assert mail.role is RecipientRole.RECIPIENT


@pytest.mark.parametrize(
    ("shape", "words"),
    [("trader", ["flows", "stopped", "waits"]), ("company", ["flows", "waits"])],
)
def test_the_demonstration_shows_transfers_at_every_stage(tmp_path, shape, words):
    desk, _code = create_demonstration(tmp_path / "desk", "вымышленная фраза", shape, utc_now)
    try:
        furnish(desk, shape)
        rows = transfers.transfer_rows(desk, transfers.transfer_ids(desk, Query()))
        assert sorted({row.flow.word for row in rows}) == words
        assert missing_transfers(desk) == 0
    finally:
        upkeep.close_desk(desk)
