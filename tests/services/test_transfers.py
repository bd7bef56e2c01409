# SPDX-License-Identifier: Apache-2.0
"""The register of transfers and Roskomnadzor's cycle by acts; every bad day is refused at its field."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest

from desk.domain.consent import ConsentKind
from desk.domain.registers import Recipient, RecipientRole
from desk.domain.transfer import Decision, FlowWord
from desk.domain.transfers import Filing, Transfer, TransferGround
from desk.domain.values import Both, Query
from desk.errors import Refusal
from desk.services.consent import consents
from desk.services.overview import deadlines
from desk.services.overview.journals import journal_page
from desk.services.overview.search import search_everywhere
from desk.services.register import registers
from desk.services.register.starter_sets import adopt_set
from desk.services.transfer import notices as transfer_notices
from desk.services.transfer import transfers
from desk.services.transfer.calls import called_transfers
from desk.services.transfer.listing import SORTS
from desk.storage.models import Destruction, StopLetter
from tests.factories import person, purpose_fields
from tests.services.grounds import fields as consent_fields
from tests.services.test_query_counts import counted


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def recipient(desk, country="US", name="Kommo Inc."):
    return registers.save_recipient(
        desk, Recipient(0, "", Both(name, name), RecipientRole.PROCESSOR, country)
    )


@pytest.fixture
def purpose(desk):
    return registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")


def fields(desk, **over):
    """A transfer to the USA for enquiries from the site."""
    country = over.get("country", "US")
    values = {
        "id": 0, "code": "", "purpose": "enquiries", "country": country,
        "categories": ("name", "email"), "groups": ("site_visitors",),
        "ground": TransferGround.CONTRACT, "ground_words": Both("Договор № 5"), "since": "2026-02-01",
        "safeguards": Both("Шифрование", "Encryption"), **over,
    }  # fmt: skip
    if "recipient" not in values:
        values["recipient"] = recipient(desk, country)
    return Transfer(**values)


def saved(desk, **over):
    return transfers.save_transfer(desk, fields(desk, **over))


def filed(desk, *ids, assessed="10-20", sent="10-21", received="10-22"):
    filing = Filing(
        ids, day(assessed), day(sent), day(received) if received else None, "77-1", "key"
    )
    return transfer_notices.file_notice(desk, filing)


def field_of(act, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        act(*args, **kwargs)
    return caught.value.field


def word(desk, id, on=None):
    return transfers.flows(desk, day(on) if on else None)[id].word


def test_a_transfer_is_read_as_it_was_saved(desk, purpose):
    told = fields(desk, way=Both("API"), until="2027-01-01", limited=Both("Чат", "Chat"))
    id = transfers.save_transfer(desk, told)
    view = transfers.transfer_view(desk, id)
    assert replace(view.transfer, id=0, code="") == told
    assert (view.row.code, view.row.country, view.row.running) == ("t1", "US", True)
    assert view.row.flow.word is FlowWord.WAITS
    assert view.row.barred
    assert [each.ru for each in view.categories] == [
        "фамилия, имя, отчество",
        "адрес электронной почты",
    ]


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("country", {"country": "ZZ", "recipient": 1}),
        ("country", {"country": "США", "recipient": 1}),
        ("country_because", {"country": "VN", "recipient": 1}),
        ("recipient", {"recipient": 99}),
        ("purpose", {"purpose": "nothing"}),
        ("categories", {"categories": ()}),
        ("categories", {"categories": ("name", "health")}),
        ("groups", {"groups": ("workers",)}),
        ("ground_words", {"ground_words": Both(" ")}),
        ("since", {"since": ""}),
        ("since", {"since": "soon"}),
        ("until", {"until": "2026-01-31"}),
        ("vital_because", {"vital_since": "2026-11-01"}),
        ("vital_since", {"vital_because": "Жизнь"}),
        ("vital_since", {"vital_since": "2026-11-23", "vital_because": "Жизнь"}),
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_saved(desk, purpose, field, over):
    recipient(desk)
    assert field_of(saved, desk, **over) == field
    assert list(transfers.transfer_ids(desk, Query())) == []


def test_the_country_of_the_recipient_has_to_be_confirmed(desk, purpose):
    adopt_set(desk, "company", "2026-01-10")
    proposed = next(each.id for each in registers.recipients(desk) if not each.country_confirmed)
    assert field_of(saved, desk, recipient=proposed) == "recipient"


def test_the_whole_cycle_to_a_state_off_the_list(desk, purpose):
    id = saved(desk)
    notice = filed(desk, id, received=None)
    assert word(desk, id) is FlowWord.WAITS
    transfer_notices.record_receipt(desk, notice, day("10-22"), "77-2", "k2")
    transfer_notices.record_inquiry(desk, notice, day("10-28"))
    view = transfers.transfer_view(desk, id, language="en")
    (owed,) = view.notices[0].inquiries
    assert view.notices[0].owed == owed
    assert (owed.term.due.row, owed.term.due.due) == ("R32", day("11-12"))
    assert word(desk, id, "11-22") is FlowWord.WAITS
    transfer_notices.record_answer(desk, notice, day("11-02"))
    assert transfer_notices.notice_view(desk, notice).owed is None
    assert word(desk, id, "11-01") is FlowWord.WAITS
    flow = transfers.flows(desk)[id]
    assert (flow.word, flow.since) == (FlowWord.FLOWS, day("11-13"))
    transfer_notices.record_decision(desk, notice, Decision.PROHIBITED, day("11-20"), "12-К")
    assert word(desk, id, "11-19") is FlowWord.FLOWS
    assert word(desk, id) is FlowWord.STOPPED
    view = transfers.transfer_view(desk, id, language="en")
    assert view.aftermath.decided == "2026-11-20"
    assert not view.aftermath.stopped
    assert view.aftermath.letters == ()
    assert [each.kind for each in view.timeline] == [
        "transfer_since", "assessed", "notice_filed", "notice_received", "rkn_asked",
        "rkn_answered", "rkn_prohibited",
    ]  # fmt: skip
    acts = [entry.action for entry in journal_page(desk)]
    assert [act for act in reversed(acts) if act.startswith("transfer_notice")] == [
        f"transfer_notice.{each}" for each in ("filed", "received", "asked", "answered", "decided")
    ]


@pytest.mark.parametrize(
    ("field", "days"),
    [
        ("assessed", {"assessed": "10-22"}),
        ("sent", {"sent": "11-23"}),
        ("received", {"received": "10-20"}),
        ("received", {"received": "11-23"}),
    ],
)
def test_a_notice_with_days_out_of_order_is_not_filed(desk, purpose, field, days):
    id = saved(desk)
    assert field_of(filed, desk, id, **days) == field
    assert transfers.transfer_view(desk, id).notices == ()


def test_what_follows_a_notice_keeps_its_days_in_order(desk, purpose):
    id = saved(desk)
    notice = filed(desk, id)
    cases = [
        ("decided", transfer_notices.record_decision, Decision.PROHIBITED, day("10-21")),
        ("decided", transfer_notices.record_decision, Decision.PROHIBITED, day("11-23")),
        ("asked", transfer_notices.record_inquiry, day("10-21")),
        ("asked", transfer_notices.record_inquiry, day("11-23")),
        ("answered", transfer_notices.record_answer, day("11-02")),
        ("received", transfer_notices.record_receipt, day("10-20")),
    ]
    for field, act, *told in cases:
        assert field_of(act, desk, notice, *told) == field
    transfer_notices.record_inquiry(desk, notice, day("10-28"))
    assert field_of(transfer_notices.record_inquiry, desk, notice, day("10-29")) == "asked"
    assert field_of(transfer_notices.record_answer, desk, notice, day("10-27")) == "answered"
    (view,) = transfers.transfer_view(desk, id).notices
    assert (view.received, view.decision, view.owed.asked) == ("2026-10-22", None, "2026-10-28")


def test_a_notice_is_filed_only_on_transfers_that_may_have_one(desk, purpose):
    ours = saved(desk, country="RU")
    ended = saved(desk, until="2026-03-01")
    banned = saved(desk)
    notice = filed(desk, banned)
    transfer_notices.record_decision(desk, notice, Decision.RESTRICTED, day("11-01"))
    for ids in ((), (99,), (ours,), (ended,), (banned,), (saved(desk), ours)):
        assert field_of(filed, desk, *ids) == "transfers"
    again = transfer_notices.record_decision
    assert field_of(again, desk, notice, Decision.NO_OBJECTION, day("11-02")) == "decision"


def test_a_notice_covers_several_and_a_void_one_none(desk, purpose):
    ids = [saved(desk, country=country) for country in ("VN", "US")]
    notice = filed(desk, *ids)
    transfer_notices.record_inquiry(desk, notice, day("11-18"))
    assert [word(desk, id) for id in ids] == [FlowWord.FLOWS, FlowWord.FLOWS]
    (line,) = today_lines(desk)
    assert (line.number, line.name) == ("transfer/t1", "передача «Kommo Inc.» (t1)")
    assert field_of(transfer_notices.void_notice, desk, notice, " ") == "reason"
    transfer_notices.void_notice(desk, notice, "Записано не туда")
    assert [word(desk, id) for id in ids] == [FlowWord.WAITS, FlowWord.WAITS]
    assert today_lines(desk) == []
    (void,) = transfers.transfer_view(desk, ids[0]).notices
    assert (void.void, void.void_because) == ("2026-11-22", "Записано не туда")
    with pytest.raises(Refusal):
        transfer_notices.record_decision(desk, notice, Decision.PROHIBITED, day("11-20"))


def today_lines(desk):
    view = deadlines.today(desk)
    return [each for group in view.groups for each in group.lines if each.record == "transfer"]


def test_today_has_the_answer_owed_and_what_transfers_ask(desk, purpose, clock):
    running, planned = saved(desk), saved(desk, since="2026-12-01")
    notice = filed(desk, planned, sent="11-10", received="11-11")
    calls = {each.id: each.total for each in deadlines.today(desk).transfers}
    assert calls == {"transfers_barred": 1, "transfers_opening": 1, "transfers_untold": 2}
    clock.set(2026, 11, 26, 9)
    assert called_transfers(desk)["transfers_opened"] == []
    transfer_notices.record_inquiry(desk, notice, day("11-20"))
    (line,) = today_lines(desk)
    assert (line.id, line.due.row, line.due.due) == (planned, "R32", day("12-04"))
    transfer_notices.extend_inquiry(desk, notice, "Получатель не ответил")
    (line,) = today_lines(desk)
    assert line.due.due == day("12-11")
    assert field_of(transfer_notices.extend_inquiry, desk, notice, "Ещё раз") == "reason"
    transfer_notices.record_answer(desk, notice, day("11-26"))
    assert today_lines(desk) == []
    transfers.end_transfer(desk, running, day("11-25"))
    assert called_transfers(desk)["transfers_barred"] == []


def test_the_day_a_wait_ends_is_told(desk, purpose, clock):
    id = saved(desk)
    filed(desk, id, sent="11-10", received="11-11")
    assert transfers.flows(desk)[id].since == day("11-26")
    clock.set(2026, 11, 26, 9)
    assert called_transfers(desk)["transfers_opened"] == [id]
    clock.set(2026, 11, 27, 9)
    called = called_transfers(desk)
    assert {name for name, ids in called.items() if ids} == {"transfers_untold"}


def test_a_ban_asks_for_destruction_until_the_recipient_confirms(desk, purpose):
    id = saved(desk)
    notice = filed(desk, id)
    transfer_notices.record_decision(desk, notice, Decision.PROHIBITED, day("11-09"))
    transfers.end_transfer(desk, id, day("11-09"))
    assert called_transfers(desk)["transfers_banned"] == [id]
    with desk.database.atomic():
        destruction = Destruction.create(
            number="destruction/2026-001", number_key=2026000001, cause="transfer_ban",
            caused="2026-11-09", state="planned", planned="2026-11-10",
        )  # fmt: skip
        letter = StopLetter.create(
            destruction=destruction.id, recipient=transfers.transfer_view(desk, id).row.recipient_id,
            action="destroy", written="2026-11-10", confirm_by="2026-11-20", sent="2026-11-10",
        )  # fmt: skip
    after = transfers.transfer_view(desk, id).aftermath
    assert (after.stopped, after.confirmed, len(after.letters)) == (True, False, 1)
    StopLetter.update(confirmed="2026-11-12").where(StopLetter.id == letter.id).execute()
    assert transfers.transfer_view(desk, id).aftermath.confirmed
    assert called_transfers(desk)["transfers_banned"] == []


def test_the_desk_as_a_whole(desk, purpose):
    assert transfers.desk_flow(desk).word is None
    listed, unlisted = saved(desk, country="VN"), saved(desk)
    saved(desk, since="2026-12-01")
    whole = transfers.desk_flow(desk)
    assert (whole.word, whole.since) == (FlowWord.WAITS, None)
    assert (whole.running, whole.barred) == ((listed, unlisted), (listed, unlisted))
    notice = filed(desk, listed, unlisted, sent="11-17", received="11-18")
    whole = transfers.desk_flow(desk)
    assert (whole.word, whole.since, whole.barred) == (FlowWord.WAITS, day("12-03"), (unlisted,))
    assert transfers.desk_flow(desk, day("12-03")).barred == (3,), "planned, and by then begun"
    transfer_notices.record_decision(desk, notice, Decision.PROHIBITED, day("11-20"))
    whole = transfers.desk_flow(desk)
    assert (whole.word, whole.since) == (FlowWord.STOPPED, day("11-20"))
    for id in (listed, unlisted):
        transfers.end_transfer(desk, id, day("11-20"))
    assert transfers.desk_flow(desk).word is None


def test_vital_interests_spare_the_wait_but_not_the_notice(desk, purpose):
    id = saved(desk)
    assert field_of(transfers.record_vital, desk, id, day("11-20"), " ") == "vital_because"
    transfers.record_vital(desk, id, day("11-20"), "Лечение субъекта")
    assert word(desk, id) is FlowWord.WAITS
    filed(desk, id, sent="11-19", received="11-20")
    assert word(desk, id, "11-19") is FlowWord.WAITS
    assert word(desk, id) is FlowWord.FLOWS


def test_what_was_notified_stays_as_it_was(desk, purpose):
    id = saved(desk)
    filed(desk, id)
    kept = transfers.transfer_view(desk, id).transfer
    transfers.save_transfer(desk, replace(kept, way=Both("Почта"), categories=("name",)))
    kept = transfers.transfer_view(desk, id).transfer
    assert (kept.way, kept.categories) == (Both("Почта"), ("name",))
    for field, changed in (
        ("categories", replace(kept, categories=("name", "message"))),
        ("recipient", replace(kept, recipient=recipient(desk))),
        ("country", replace(kept, country="VN", country_because="Филиал")),
    ):
        assert field_of(transfers.save_transfer, desk, changed) == field


def test_a_recipient_in_use_stays_and_what_is_retired_leaves_the_list(desk, purpose):
    id = saved(desk)
    who = transfers.transfer_view(desk, id).row.recipient_id
    with pytest.raises(Refusal):
        registers.retire(desk, "recipient", who, "2026-11-22")
    registers.retire(desk, "transfer", id, "2026-11-22")
    assert list(transfers.transfer_ids(desk, Query())) == []
    assert list(transfers.transfer_ids(desk, Query(state="retired"))) == [id]
    assert [each.record for each in search_everywhere(desk, "Kommo")] == ["recipient"]
    registers.retire(desk, "recipient", who, "2026-11-22")
    with pytest.raises(Refusal):
        transfers.end_transfer(desk, id, day("11-20"))


def test_the_register_warns_of_another_country_and_of_a_newer_list(desk, purpose):
    id = saved(desk, country="VN")
    assert transfers.transfer_view(desk, id).warnings == ()
    (who,) = registers.recipients(desk)
    registers.save_recipient(desk, replace(who, country="US"))
    folder = desk.folder / "countries"
    folder.mkdir()
    (folder / "new.csv").write_text("code,group,name_ru\nDE,rkn_list,Германия\n", "utf-8")
    (folder / "lists.toml").write_text(
        '[[list]]\nfile = "new.csv"\nsince = 2026-12-01\nversion = { ru = "новый", en = "new" }\n',
        "utf-8",
    )
    desk._states = None
    told = [each.params for each in transfers.transfer_view(desk, id).warnings]
    assert told == [
        {"country": Both("Соединенные Штаты", "United States")},
        {"day": date(2026, 12, 1)},
    ]


def test_on_consent_it_flows_for_a_person_only_under_a_live_one_that_covers_it(desk, purpose):
    id = saved(desk, country="VN", ground=TransferGround.CONSENT, ground_words=Both())
    other = saved(desk, country="VN")
    filed(desk, id, other)
    told = consent_fields(purpose, given="2026-11-10")
    given = consents.record_consent(desk, person(), told)
    (name,) = (each.id for each in registers.categories(desk) if each.code == "name")
    narrow = replace(told, categories=(name,))
    consents.record_consent(
        desk, person(name="Жуков Семён", email="z@example.org", phone=""), narrow
    )
    first, second = (row.person for row in consents.consent_rows(desk, [given, given + 1]))

    def answers(who, on=None):
        found = transfers.subject_flows(desk, who, day(on) if on else None)
        return [(found[each].flow.word.value, found[each].touches) for each in (id, other)]

    assert answers(first) == [("flows", True), ("flows", True)]
    assert answers(first, "11-09")[0] == ("stopped", True)
    assert answers(second) == [("stopped", True), ("flows", True)]
    assert answers(999) == [("stopped", False), ("flows", False)]
    consents.withdraw_consents(desk, [given], day("11-20"))
    flow = transfers.subject_flows(desk, first)[id].flow
    assert (flow.word, flow.since) == (FlowWord.STOPPED, day("11-20"))
    assert answers(first, "11-19")[0] == ("flows", True)
    assert word(desk, id) is FlowWord.FLOWS, "it goes on for the others"


def test_a_consent_to_cross_border_transfer_names_its_recipients(desk, purpose):
    id = saved(desk, country="VN", ground=TransferGround.CONSENT)
    filed(desk, id)
    stranger = recipient(desk, "VN", "Somebody else")
    abroad = {"kind": ConsentKind.CROSS_BORDER, "given": "2026-11-10"}
    for recipients, expected in (((stranger,), "stopped"), ((1,), "flows")):
        told = consent_fields(purpose, recipients=recipients, **abroad)
        who = person(name=f"Субъект {expected}", email=f"{expected}@example.org", phone="")
        given = consents.record_consent(desk, who, told)
        (row,) = consents.consent_rows(desk, [given])
        assert transfers.subject_flows(desk, row.person)[id].flow.word == expected


def test_the_list_filters_sorts_and_pages(desk, purpose):
    a = saved(desk, recipient=recipient(desk, "VN", "Яблоко"), country="VN", since="2026-03-01")
    b = saved(desk, recipient=recipient(desk, "US", "Ёлка"), since="2026-02-01", until="2026-05-01")
    c = saved(desk, recipient=recipient(desk, "US", "Берёза"), since="2026-01-01")
    filed(desk, a)

    def ids(**query):
        return list(transfers.transfer_ids(desk, Query(**query)))

    assert ids() == [a, b, c]
    assert ids(sort="recipient") == [c, b, a]
    assert ids(sort="since") == [c, b, a]
    assert ids(sort="until") == [b, a, c]
    assert ids(sort="flow") == [b, c, a]
    for sort in (*SORTS, "flow"):
        assert ids(sort=sort) == ids(sort=f"-{sort}")[::-1]
        pieces, last = [], None
        while piece := list(transfers.transfer_ids(desk, Query(sort=sort), last, 1)):
            pieces += piece
            last = piece[-1]
        assert pieces == ids(sort=sort)
    assert ids(state="used") == [a, c]
    assert ids(state="ended") == [b]
    assert ids(kind="barred") == [c]
    assert ids(kind="flows") == [a]
    assert (ids(listed=True), ids(listed=False)) == ([a], [b, c])
    assert ids(text="елка") == [b]
    assert ids(text="вьетнам яблоко") == [a]
    assert ids(purpose="enquiries", due_by=date(2026, 6, 1)) == [b]
    who = next(each for each in registers.recipients(desk) if each.name.ru == "Ёлка")
    registers.save_recipient(desk, replace(who, name=Both("Сосна", "Pine")))
    assert (ids(text="елка"), ids(text="сосна")) == ([], [b])
    for query in ({"sort": "name"}, {"state": "nothing"}):
        with pytest.raises(Refusal):
            ids(**query)


def test_few_statements_read_many(desk, purpose):
    ids = [saved(desk, country="US") for _ in range(3)]
    filed(desk, *ids)
    with counted(desk) as few:
        transfers.transfer_rows(desk, ids[:1])
    with counted(desk) as many:
        transfers.transfer_rows(desk, ids)
    assert len(few) == len(many) <= 4


def test_an_answer_that_was_taken_back_is_not_remembered(desk, purpose):
    id = saved(desk, country="VN")
    assert word(desk, id) is FlowWord.WAITS
    with suppress(ZeroDivisionError), desk.together():
        filed(desk, id)
        assert word(desk, id) is FlowWord.FLOWS
        raise ZeroDivisionError
    assert word(desk, id) is FlowWord.WAITS
