# SPDX-License-Identifier: Apache-2.0
"""Clients on whose assignment we process: the register, its bad input, and the terms of the assignments."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.domain.clients import AtEnd, Client
from desk.domain.explain import explain
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.overview.deadlines import today
from desk.services.overview.journals import journal_page
from desk.services.register import registers
from desk.text import catalogue
from tests.factories import purpose_fields

DAY = "2026-11-20"


@pytest.fixture
def client(desk):
    registers.declare_purpose(desk, purpose_fields(desk), DAY)
    return Client(
        id=0,
        code="",
        name=Both("ООО «Заказчик»", "Zakazchik LLC"),
        inn="7700000129",
        address="101000, г. Москва, ул. Примерная, д. 2",
        email="data@client.example",
        incident_email="alarm@client.example",
        phone="+7 495 000-00-02",
        assignment="5/ПДн",
        assignment_date="2026-02-01",
        purposes=("enquiries",),
        actions=("collect", "store"),
        categories=("name", "email"),
        groups=("site_visitors",),
        at_end=AtEnd.RETURN_DESTROY,
        destroy_term="30 days",
        kept=Both(
            "Сведения о выплатах: налоговый агент (ст. 230 НК РФ)", "Payments, as a tax agent"
        ),
        request_term="2 working_days",
        sub_term="14 days",
    )


def test_a_client_is_read_as_it_was_saved_and_may_be_changed(desk, client):
    id = registers.save_client(desk, client)
    (found,) = registers.clients(desk)
    assert replace(found, id=0, code="") == client
    assert found.code == "cl1"
    registers.save_client(desk, replace(found, email="new@client.example"))
    assert registers.client(desk, id).email == "new@client.example"
    actions = [entry.action for entry in journal_page(desk)]
    assert actions.count("client.saved") == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", Both()),
        ("name", Both("Заказчик 🙂", "")),
        ("inn", "7700000128"),
        ("inn", "12"),
        ("inn", "٧٧٠٠٠٠٠١٢٩"),
        ("email", "no address"),
        ("incident_email", "a@b"),
        ("assignment_date", "0001-01-01"),
        ("until", "9999-12-31"),
        ("until", "2026-01-31"),
        ("until", "tomorrow"),
        ("purposes", ("nothing",)),
        ("actions", ("fly",)),
        ("categories", ("soul",)),
        ("groups", ("everybody",)),
        ("leak_term", "0 hours"),
        ("leak_term", "soon"),
        ("request_term", "2 months"),
        ("sub_term", "12 hours"),
        ("destroy_term", "12 hours"),
        ("address", "x" * 5000),
    ],
)
def test_bad_input_is_a_sentence_at_its_field_and_nothing_is_saved(desk, client, field, value):
    with pytest.raises(Refusal) as caught:
        registers.save_client(desk, replace(client, **{field: value}))
    assert caught.value.field == field
    assert registers.clients(desk) == []


def test_marks_nobody_sees_are_taken_out_and_markup_is_kept(desk, client):
    wild = replace(client, name=Both("ООО\x00 <b>«Заказчик»</b>", ""), address="ул.\u202e Мира")
    id = registers.save_client(desk, wild)
    kept = registers.client(desk, id)
    assert (kept.name.ru, kept.address) == ("ООО <b>«Заказчик»</b>", "ул. Мира")


def clients_on(desk, language="en"):
    return [
        (line.title, line.due.due.isoformat(), explain(line.due, catalogue(language)))
        for group in today(desk, language).groups
        for line in group.lines
        if line.record == "client"
    ]


def test_once_an_assignment_has_a_last_day_today_says_by_when_the_data_go(desk, client):
    id = registers.save_client(desk, client)
    assert clients_on(desk) == []
    registers.save_client(desk, replace(client, id=id, until="2026-11-30"))
    ((title, due, why),) = clients_on(desk)
    assert "destroy or return" in title
    assert due == "2026-12-30"
    assert "set by the assignment, not by law" in why
    registers.save_client(desk, replace(client, id=id, until="2026-12-31"))
    assert [each[1] for each in clients_on(desk, "ru")] == ["2027-01-30"]
    registers.save_client(desk, client if not id else replace(client, id=id, until=""))
    assert clients_on(desk) == []


def test_a_client_out_of_use_has_no_terms_and_stays_readable(desk, client):
    id = registers.save_client(desk, replace(client, until="2026-11-30"))
    registers.retire(desk, "client", id, "2026-11-22")
    assert registers.clients(desk) == []
    assert [each.id for each in registers.clients(desk, retired=True)] == [id]
    assert clients_on(desk) == []
