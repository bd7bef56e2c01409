# SPDX-License-Identifier: Apache-2.0
"""A letter to a mail service abroad: covered only by a transfer to an e-mail service there that may flow."""

from __future__ import annotations

import pytest

from desk.domain.registers import Recipient, RecipientRole, Service
from desk.domain.transfers import Decision, TransferGround
from desk.domain.values import Both
from desk.services.consent import consents
from desk.services.letter import mailbox
from desk.services.letter.mail_cover import covers, covers_of_request
from desk.services.register import registers
from desk.services.request import requests
from desk.services.transfer import notices as transfer_notices
from desk.services.transfer import transfers
from tests.factories import intake, person, purpose_fields
from tests.services.grounds import fields as consent_fields
from tests.services.test_transfers import day, filed, saved


@pytest.fixture
def purpose(desk):
    return registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")


def recipient(desk, service=Service.EMAIL, country="US"):
    name = Both(f"{service} {country}", f"{service} {country}")
    made = Recipient(0, "", name, RecipientRole.RECIPIENT, country, service=service)
    return registers.save_recipient(desk, made)


def cover(desk, address="anna@gmail.com"):
    (found,) = covers(desk, mailbox.mail_abroad(address))
    return found.transfer, found.flows, desk.catalogue("en").tell(found.told)


def test_nothing_is_asked_of_a_service_at_home_or_one_that_is_not_known(desk):
    assert covers(desk, mailbox.mail_abroad("a@yandex.ru", "a@pochta.example")) == ()


def test_it_is_not_covered_by_another_service_or_another_state(desk, purpose):
    filed(desk, saved(desk, recipient=recipient(desk, Service.CRM)))
    filed(desk, saved(desk, country="DE", recipient=recipient(desk, country="DE")))
    assert cover(desk) == (
        "", False, "The register has no transfer to an e-mail service in this state.",
    )  # fmt: skip


def test_it_is_covered_once_the_transfer_may_flow_and_no_more_after_a_ban(desk, purpose):
    id = saved(desk, recipient=recipient(desk))
    assert cover(desk)[:2] == ("t1", False)
    assert "No notice to Roskomnadzor has been filed" in cover(desk)[2]
    notice = filed(desk, id)
    assert cover(desk) == ("t1", True, "Registered: transfer t1 is allowed.")
    transfer_notices.record_decision(desk, notice, Decision.PROHIBITED, day("11-20"))
    assert cover(desk)[:2] == ("t1", False)


def test_on_consent_it_is_covered_for_whoever_has_given_one(desk, purpose):
    mail = recipient(desk)
    filed(desk, saved(desk, recipient=mail, ground=TransferGround.CONSENT, ground_words=Both()))
    who = person(email="anna@gmail.com")
    id = requests.register_request(desk, intake(subject=who))
    (found,) = covers_of_request(desk, id)
    assert (found.flows, found.transfer) == (False, "t1")
    given = consents.record_consent(desk, who, consent_fields(purpose, given="2026-11-10"))
    assert covers_of_request(desk, id)[0].flows
    consents.withdraw_consents(desk, [given], day("11-21"))
    assert not covers_of_request(desk, id)[0].flows
    transfers.end_transfer(desk, transfers.transfer_id(desk, "t1"), day("11-21"))
    assert not covers_of_request(desk, id)[0].flows
