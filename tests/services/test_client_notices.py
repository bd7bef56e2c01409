# SPDX-License-Identifier: Apache-2.0
"""What clients are told: leaks, sub-processors, destructions, each in the term of the assignment, with proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from desk.domain.clients import Objection
from desk.domain.explain import explain
from desk.domain.kinds import Channel, LanguageMode
from desk.domain.registers import Recipient, RecipientRole
from desk.domain.values import Both
from desk.errors import Refusal
from desk.mail.intake import read_letter
from desk.services.assignment import client_notices as acts
from desk.services.assignment import client_papers
from desk.services.keeping.recounting import recount
from desk.services.letter.intake import register_request
from desk.services.overview.deadlines import today
from desk.services.overview.journals import journal_page
from desk.services.paper import papers
from desk.services.register import registers
from desk.services.request.passing import leave_to_clients
from desk.storage.models import Deadline, Demand
from desk.text import catalogue
from tests.factories import intake
from tests.services.test_clients import client as client  # noqa: PLC0414 -- the same client
from tests.services.test_clients import clients_on

FOUND = datetime.fromisoformat("2026-11-22T11:40+03:00")
SAID = {
    "what": Both("Список ушёл не туда.", "The list went astray."),
    "data": Both("Имена 12 человек.", "Names of 12 people."),
    "measures": Both("Получатель удалил письмо.", "The addressee deleted it."),
}


@pytest.fixture
def zakazchik(desk, client):
    return registers.save_client(desk, client)


@pytest.fixture
def helper(desk):
    recipient = Recipient(
        0, "", Both("ООО «Помощник»", "Helper LLC"), RecipientRole.SUB_PROCESSOR, "RU",
        address="г. Казань",
    )  # fmt: skip
    return registers.save_recipient(desk, recipient)


def issued(desk, id, passages=None, mode=LanguageMode.RU):
    draft = client_papers.draft_notice(desk, id, mode, passages)
    return acts.issue_client_notice(desk, id, draft)


def sent(desk, id, at=None, **over):
    told = {"way": Channel.EMAIL, "proof": "сообщение <1@example.com>", **over}
    acts.record_client_told(desk, id, at or desk.now(), **told)


def field_of(act, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        act(*args, **kwargs)
    return caught.value.field


def test_a_leak_is_told_in_the_hours_of_the_assignment(desk, clock, zakazchik):
    id = acts.report_leak(desk, zakazchik, FOUND)
    (line,) = [
        line
        for group in today(desk, "en").groups
        for line in group.lines
        if line.record == "client"
    ]
    assert line.title == "Notify the client of a leak"
    assert line.due.due == FOUND + timedelta(hours=12)
    assert line.hours_left == 11
    assert "5/ПДн" in line.due.basis
    why = explain(line.due, catalogue("en"))
    assert "leak became known" in why
    assert "set by the assignment" in why
    lacks = {each.where for each in client_papers.draft_notice(desk, id, LanguageMode.RU).missing}
    assert lacks == {"passages.what", "passages.data", "passages.measures"}
    with pytest.raises(Refusal):
        issued(desk, id)
    paper = issued(desk, id, SAID)
    assert paper.form == "notice_client"
    clock.forward(hours=1)
    sent(desk, id, file=("sent.eml", b"From: a@b.c\n\nhello"))
    (told,) = acts.client_notices(desk, zakazchik)
    assert (told.sent, told.way, told.paper_number) == (
        "2026-11-22T13:00+03:00",
        "email",
        paper.number,
    )
    assert told.attachment
    assert clients_on(desk) == []
    assert {"client_notice.opened", "client_notice.sent"} <= {e.action for e in journal_page(desk)}


def test_a_leak_told_late_is_overdue_until_it_is_told(desk, clock, zakazchik):
    acts.report_leak(desk, zakazchik, FOUND)
    clock.forward(hours=12)
    assert [each.overdue for each in acts.client_notices(desk)] == [True]
    assert len(today(desk, "ru").group("overdue").lines) == 1


def test_without_a_term_in_the_assignment_nothing_runs_but_the_notice_stands(desk, client):
    id = registers.save_client(desk, replace(client, leak_term=""))
    acts.report_leak(desk, id, FOUND)
    assert [each.due for each in acts.client_notices(desk, id)] == [""]
    assert clients_on(desk) == []


@pytest.mark.parametrize("found", ["2027-01-01T00:00+00:00", "0001-01-01T00:00+00:00"])
def test_a_leak_is_known_since_a_moment_that_has_come(desk, zakazchik, found):
    assert field_of(acts.report_leak, desk, zakazchik, datetime.fromisoformat(found)) == "found"
    assert acts.client_notices(desk) == []


def test_a_sub_processor_is_told_before_it_begins_and_the_client_may_object(
    desk, clock, zakazchik, helper
):
    id = acts.announce_sub_processor(desk, zakazchik, helper, date(2026, 12, 15))
    (notice,) = acts.client_notices(desk)
    assert (notice.due, notice.object_until) == ("2026-12-01", "2026-12-14")
    tasks = {"tasks": Both("Доставка призов: имя, адрес.", "Delivery: name, address.")}
    issued(desk, id, tasks, LanguageMode.BOTH)
    sent(desk, id)
    ((title, due, _why),) = clients_on(desk)
    assert "sub-processor" in title
    assert due == "2026-12-14"
    early = (desk, id, Objection.SILENT, date(2026, 11, 22))
    assert field_of(acts.record_objection, *early) == "outcome"
    clock.forward(days=22)
    before = (desk, id, Objection.AGREED, date(2026, 11, 21))
    assert field_of(acts.record_objection, *before) == "on"
    acts.record_objection(desk, id, Objection.SILENT, date(2026, 12, 14))
    (notice,) = acts.client_notices(desk)
    assert (notice.outcome, notice.outcome_on) == (Objection.SILENT, "2026-12-14")
    assert clients_on(desk) == []


def test_a_sub_processor_must_be_confirmed_and_begin_after_it_is_told(desk, zakazchik, helper):
    tell = acts.announce_sub_processor
    assert field_of(tell, desk, zakazchik, 99, date(2026, 12, 15)) == "recipient"
    assert field_of(tell, desk, zakazchik, helper, date(2026, 11, 21)) == "starts"
    late = (desk, zakazchik, helper, date(2026, 12, 15), date(2026, 12, 16))
    assert field_of(tell, *late) == "object_until"
    assert field_of(tell, desk, 99, helper, date(2026, 12, 15)) == "client"
    assert acts.client_notices(desk) == []


def test_a_notice_leaves_after_it_was_written_and_with_a_proof(desk, zakazchik):
    id = acts.report_leak(desk, zakazchik, FOUND)
    with pytest.raises(Refusal):
        sent(desk, id)
    issued(desk, id, SAID)
    assert field_of(sent, desk, id, proof="") == "proof"
    assert field_of(sent, desk, id, desk.now() + timedelta(days=1)) == "at"
    assert field_of(sent, desk, id, desk.now() - timedelta(days=1)) == "at"
    sent(desk, id)
    with pytest.raises(Refusal):
        sent(desk, id)


def test_a_void_paper_has_not_left_and_its_term_runs_again(desk, zakazchik):
    id = acts.report_leak(desk, zakazchik, FOUND)
    paper = issued(desk, id, SAID)
    sent(desk, id)
    papers.void(desk, paper.id, "ошибка")
    (notice,) = acts.client_notices(desk)
    assert (notice.sent, notice.document) == ("", None)
    assert len(clients_on(desk)) == 1


def test_a_notice_that_was_a_mistake_is_taken_back_with_its_paper(desk, zakazchik):
    id = acts.report_leak(desk, zakazchik, FOUND)
    paper = issued(desk, id, SAID)
    assert field_of(acts.drop_client_notice, desk, id, " ") == "reason"
    acts.drop_client_notice(desk, id, "утечки не было")
    assert acts.client_notices(desk) == []
    assert clients_on(desk) == []
    assert papers.paper_brief(desk, paper.id).state == "void"


def test_the_draft_e_mail_of_a_leak_goes_to_the_address_for_incidents(desk, zakazchik):
    id = acts.report_leak(desk, zakazchik, FOUND)
    with pytest.raises(Refusal):
        client_papers.draft_to_client(desk, id, "ru")
    issued(desk, id, SAID)
    name, content = client_papers.draft_to_client(desk, id, "ru")
    letter = read_letter(content)
    assert name.endswith(".eml")
    assert b"alarm@client.example" in content
    assert [each.media_type for each in letter.attachments] == ["application/pdf"]


def test_without_an_address_no_draft_is_written(desk, client):
    id = registers.save_client(desk, replace(client, email="", incident_email=""))
    notice = acts.report_leak(desk, id, FOUND)
    issued(desk, notice, SAID)
    assert field_of(client_papers.draft_to_client, desk, notice, "en") == "client.email"


def test_a_client_still_to_be_told_is_not_taken_out_of_use(desk, zakazchik):
    id = acts.report_leak(desk, zakazchik, FOUND)
    with pytest.raises(Refusal):
        registers.retire(desk, "client", zakazchik, "2026-11-22")
    acts.drop_client_notice(desk, id, "ошибка")
    registers.retire(desk, "client", zakazchik, "2026-11-22")


def test_a_term_of_working_days_is_counted_again_by_a_newer_calendar(desk, client, clock):
    clock.set(2028, 5, 2, 9)
    id = registers.save_client(desk, client)
    request = register_request(desk, intake(received=desk.now()))
    demand = Demand.get(Demand.request == request)
    leave_to_clients(desk, request, {demand.id: id})
    (notice,) = acts.client_notices(desk)
    right = Deadline.get(Deadline.client_notice_id == notice.id)
    assert not right.firm
    Deadline.update(due="2028-06-30").where(Deadline.id == right.id).execute()
    recount(desk)
    assert Deadline.get_by_id(right.id).due == right.due


def test_only_a_destruction_with_its_act_is_told(desk, zakazchik):
    assert field_of(acts.report_destruction, desk, zakazchik, 1) == "destruction"
    assert [each.kind for each in acts.client_notices(desk)] == []
