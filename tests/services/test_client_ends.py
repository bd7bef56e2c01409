# SPDX-License-Identifier: Apache-2.0
"""The end of an assignment: what goes is proposed with the assignment's date, and the client is told of the act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desk.domain.clients import AtEnd, Client
from desk.domain.destruction import Cause, PlanFields
from desk.domain.kinds import Channel, LanguageMode
from desk.domain.values import Both
from desk.services.assignment import client_notices, client_papers
from desk.services.destruction import destructions
from desk.services.persons import add_person
from desk.services.register import registers
from desk.storage.models import Destruction, Document, PurposeCategory
from tests.factories import person
from tests.services import grounds
from tests.services.test_clients import clients_on


@pytest.fixture
def ended(desk):
    """A client whose assignment ended yesterday, and whose people are held on its instruction."""
    with desk.database.atomic():
        one, two = (add_person(desk, person(name=f"Пример {n}", email="")).id for n in "АБ")
    used = grounds.purpose(desk, "prizes")
    data = tuple(each.category_id for each in PurposeCategory.select())
    held = grounds.holding(desk, one, used, data, ground="6.3")
    grounds.holding(desk, two, used, data, ground="6.1.2")
    client = Client(
        0, "", Both("ООО «Заказчик»", "Zakazchik"), assignment="5", assignment_date="2026-02-01",
        until="2026-11-21", purposes=("prizes",), destroy_term="30 days", kept=Both("Ведомости", "Payrolls"),
    )  # fmt: skip
    return registers.save_client(desk, client), one, held


def test_only_what_is_held_on_the_instruction_is_proposed(desk, ended):
    _client, one, held = ended
    (offer,) = [each for each in destructions.offers(desk) if each.id == "client"]
    assert (offer.cause, offer.caused, offer.due) == (
        Cause.ASSIGNMENT_ENDED,
        "2026-11-21",
        "2026-12-21",
    )
    assert (offer.subjects, offer.holdings) == ((one,), ((held, one),))
    assert "5" in offer.clause


@pytest.mark.parametrize(
    "change", [{"until": "2026-11-22"}, {"until": ""}, {"at_end": AtEnd.RETURN}]
)
def test_before_the_end_or_where_data_are_returned_nothing_is_proposed(desk, ended, change):
    client = registers.client(desk, ended[0])
    registers.save_client(desk, replace(client, **change))
    assert [each for each in destructions.offers(desk) if each.id == "client"] == []


def test_planned_it_is_proposed_no_more_and_told_by_its_act_the_term_is_met(desk, ended):
    client, _one, _held = ended
    (offer,) = [each for each in destructions.offers(desk) if each.id == "client"]
    fields = PlanFields(
        offer.cause, offer.caused, offer.subjects, due=offer.due, clause=offer.clause,
        holdings=tuple(id for id, _person in offer.holdings),
    )  # fmt: skip
    id = destructions.plan_destruction(desk, fields)
    assert [each for each in destructions.offers(desk) if each.id == "client"] == []
    with desk.database.atomic():
        act = Document.create(
            destruction_id=id, form="destruction_act", form_version=1, number="act/2026-001",
            languages="ru", state="issued", day="2026-11-22", issued="2026-11-22T09:00:00+00:00",
            facts="{}", digest="d", blob=grounds.blob(desk),
        )  # fmt: skip
        Destruction.update(act=act.id, done="2026-11-22", state="drawn_up").where(
            Destruction.id == id
        ).execute()
    notice = client_notices.report_destruction(desk, client, id)
    draft = client_papers.draft_notice(desk, notice, LanguageMode.BOTH, attached=False)
    assert draft.missing == ()
    facts = draft.facts
    assert (facts.act_number, facts.destroyed_on) == ("act/2026-001", date(2026, 11, 22))
    assert facts.kept.en == "Payrolls"
    assert len(clients_on(desk)) == 1
    client_notices.issue_client_notice(desk, notice, draft)
    client_notices.record_client_told(desk, notice, desk.now(), Channel.POST, "чек 1")
    assert clients_on(desk) == []
