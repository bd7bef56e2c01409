# SPDX-License-Identifier: Apache-2.0
"""The Transfers tab by clicks and keys: a transfer, its notice, the wait, a question, a ban, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desk.domain.destruction import Cause
from desk.domain.transfer_steps import TransferStep
from desk.domain.transfers import Decision, FlowWord
from desk.domain.values import Both
from desk.services.overview import deadlines
from desk.services.register import registers
from desk.services.transfer import notices as transfer_notices
from desk.services.transfer import transfers
from desk.services.transfer.flows import desk_flow
from tests.factories import purpose_fields
from tests.services.test_transfers import filed, recipient, saved
from tests.ui.hands import WAIT, drop, press, write
from ui import language, messages
from ui.language import _, current
from ui.pages.transfers import TransfersPage

US, VN = "US", "VN"


@pytest.fixture
def purpose(desk):
    return registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")


@pytest.fixture
def page(show_page, purpose):
    return show_page(TransfersPage)


def act(qtbot, page, name):
    """Open the dialog of an act on the shown transfer."""
    page.pane.act_wanted.emit(name)
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    return page.acts.open[-1]


def take(qtbot, page, name, **values):
    """Fill the dialog of an act and press its button."""
    dialog = act(qtbot, page, name)
    dialog.form.set(values)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: not page.acts.open, timeout=WAIT)


def word(page) -> FlowWord:
    return page.pane.card.row.flow.word


def following(qtbot, page, step: str) -> None:
    """What was recorded is shown, and this comes next."""
    qtbot.waitUntil(lambda: page.pane._next_step == step, timeout=WAIT)


def kept(desk, id):
    """What is recorded of a transfer."""
    view = transfers.transfer_view(desk, id)
    return view.transfer, view.notices, view.timeline


def said(part) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel))


def test_an_empty_list_leads_to_the_recipients_and_then_to_the_first_transfer(page, desk, opened):
    press(page.list._empty.button)
    assert opened == [("recipients", None)]
    recipient(desk)
    page.refresh()
    assert "Record each recipient abroad" in page.list._empty.sentence.text()


@pytest.mark.parametrize("tongue", ["ru", "en"])
def test_from_a_transfer_over_the_wait_to_a_ban(
    qtbot, show_page, desk, purpose, opened, tongue, clock
):
    language.use(tongue)
    to = recipient(desk)
    page = show_page(TransfersPage)
    press(page.list._empty.button)
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    dialog = page.acts.open[0]
    dialog.form.set({"purpose": "enquiries", "recipient": to, "ground_words": Both("Договор № 5")})
    assert dialog.form.values()["country"] == US
    assert "email" in dialog.form.values()["categories"]
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: page.pane.card is not None, timeout=WAIT)
    following(qtbot, page, TransferStep.ASK)
    assert word(page) is FlowWord.WAITS
    page.refresh()
    assert page.answer.label.text() == current().tell(desk_flow(desk).why)

    today = desk.today()
    take(qtbot, page, "file", assessed=today)
    following(qtbot, page, TransferStep.RECEIPT)
    take(qtbot, page, "receipt", received=today, number="77-1")
    following(qtbot, page, "")
    opens = page.pane.card.row.flow.since
    assert word(page) is FlowWord.WAITS
    assert opens > today
    assert page.pane.why_button.isVisible()

    clock.forward(days=(opens - today).days)
    page.refresh()
    assert word(page) is FlowWord.FLOWS
    assert page.answer.label.text() == _("Every current transfer is allowed.")

    take(qtbot, page, "decision", decision=Decision.PROHIBITED, reference="12-3")
    following(qtbot, page, TransferStep.END)
    assert word(page) is FlowWord.STOPPED
    take(qtbot, page, "end")
    following(qtbot, page, TransferStep.DESTROY)
    page.pane.act_wanted.emit("destroy")
    where, plan = opened[-1]
    assert (where, plan.cause) == ("destruction", Cause.TRANSFER_BAN)


def test_a_planned_end_takes_no_step_away(qtbot, page, desk, clock):
    id = saved(desk, until=(desk.today() + timedelta(days=20)).isoformat())
    page.refresh()
    page.open_record(id)
    following(qtbot, page, TransferStep.ASK)
    notice = filed(desk, id)
    transfer_notices.record_decision(desk, notice, Decision.PROHIBITED, desk.today(), "12-3")
    page.refresh()
    following(qtbot, page, TransferStep.END)
    clock.forward(days=20)
    page.refresh()
    following(qtbot, page, TransferStep.DESTROY)


def test_no_objection_may_be_followed_by_a_ban_and_a_ban_by_nothing(qtbot, page, desk):
    id = saved(desk)
    filed(desk, id)
    page.refresh()
    page.open_record(id)
    take(qtbot, page, "decision", decision=Decision.NO_OBJECTION)
    following(qtbot, page, "")
    assert page.pane.acts["decision"].isEnabled()
    take(qtbot, page, "decision", decision=Decision.PROHIBITED)
    following(qtbot, page, TransferStep.END)
    assert word(page) is FlowWord.STOPPED
    assert not page.pane.acts["decision"].isEnabled()


def test_a_question_stands_on_today_until_it_is_answered(qtbot, page, desk):
    id = saved(desk)
    filed(desk, id)
    page.refresh()
    page.open_record(id)
    take(qtbot, page, "asked")
    following(qtbot, page, TransferStep.ANSWERED)
    assert [line.record for group in deadlines.today(desk).groups for line in group.lines] == [
        "transfer"
    ]
    first = page.pane.card.notices[0].owed.term.due.due
    take(qtbot, page, "extend", reason="Ждём ответа получателя")
    qtbot.waitUntil(lambda: page.pane.card.notices[0].owed.term.due.due > first, timeout=WAIT)
    assert not page.pane.acts["extend"].isEnabled()
    take(qtbot, page, "answered")
    following(qtbot, page, "")
    assert "Answered" in said(page.pane.notices)


@pytest.mark.parametrize(
    ("name", "values", "field"),
    [
        ("file", {"sent": date(2026, 11, 1)}, "assessed"),
        ("file", {"assessed": date(2026, 11, 20), "sent": date(2026, 11, 1)}, "assessed"),
        ("file", {"assessed": date(2026, 11, 1), "transfers": ()}, "transfers"),
        ("receipt", {"received": date(2026, 10, 1)}, "received"),
        ("decision", {"decision": Decision.PROHIBITED, "decided": date(2026, 10, 1)}, "decided"),
        ("asked", {"asked": date(2026, 10, 1)}, "asked"),
        ("vital", {"vital_because": ""}, "vital_because"),
        ("end", {"on": date(2025, 1, 1)}, "on"),
        ("change", {"until": date(2025, 1, 1)}, "until"),
        ("void", {"reason": ""}, "reason"),
        ("extend", {"reason": ""}, "reason"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(qtbot, page, desk, name, values, field):
    id = saved(desk)
    filed(desk, id, received="10-22" if name != "receipt" else None)
    page.refresh()
    page.open_record(id)
    before = kept(desk, id)
    dialog = act(qtbot, page, name)
    dialog.form.set(values)
    press(dialog.accept_button)
    assert dialog.form.complaint(field)
    assert kept(desk, id) == before


def test_the_list_filters_by_answer_and_words(qtbot, page, desk):
    waits, flows = (
        saved(desk),
        saved(desk, country=VN, recipient=recipient(desk, VN, "Ханой Сервис")),
    )
    filed(desk, flows)
    page.refresh()
    page.bar.boxes["kind"].setCurrentIndex(page.bar.boxes["kind"].findData("flows"))
    assert [page.model.id_at(row) for row in range(page.model.rowCount())] == [flows]
    page.bar.boxes["kind"].setCurrentIndex(page.bar.boxes["kind"].findData("barred"))
    assert [page.model.id_at(row) for row in range(page.model.rowCount())] == [waits]
    page.bar.boxes["kind"].setCurrentIndex(0)
    page.bar.boxes["listed"].setCurrentIndex(2)
    assert [page.model.id_at(row) for row in range(page.model.rowCount())] == [waits]
    page.bar.boxes["listed"].setCurrentIndex(0)
    write(page.bar.text, "Ханой")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=WAIT)
    assert page.model.id_at(0) == flows


def test_a_file_dropped_is_kept_beside_the_last_notice(qtbot, page, desk, tmp_path):
    id = saved(desk)
    receipt = tmp_path / "receipt.pdf"
    receipt.write_bytes(b"%PDF-1.4")
    page.refresh()
    page.open_record(id)
    messages.answers.append(True)
    drop(page, receipt)
    qtbot.waitUntil(lambda: bool(messages.shown), timeout=WAIT)
    assert messages.shown[0] == "Attach “receipt.pdf” to this record: “Kommo Inc.”?"
    filed(desk, id)
    page.refresh()
    messages.answers.append(True)
    drop(page, receipt)
    qtbot.waitUntil(lambda: bool(transfers.transfer_view(desk, id).files), timeout=WAIT)


def test_today_leads_to_the_transfers_and_keys_open_their_acts(qtbot, window, desk, purpose):
    id = saved(desk)
    today = window.page("today")
    today.refresh()
    assert "1 transfer is running" in today.transfers.label.text()
    press(today.transfers.button)
    assert window.current_name() == "transfers"
    page = window.page("transfers")
    window.open_record("transfers", id)
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    assert page.acts.open[0].NAME == "file"


def test_a_transfer_recorded_by_mistake_is_taken_out_of_use(qtbot, page, desk):
    id = saved(desk)
    page.refresh()
    page.open_record(id)
    take(qtbot, page, "retire")
    qtbot.waitUntil(lambda: bool(page.pane.card.row.retired), timeout=WAIT)
    assert not page.pane.acts["change"].isEnabled()
    page.refresh()
    assert page.model.rowCount() == 0
    state = page.bar.boxes["state"]
    state.setCurrentIndex(state.findData("retired"))
    assert [page.model.id_at(row) for row in range(page.model.rowCount())] == [id]


@pytest.mark.parametrize("tongue", ["ru", "en"])
def test_what_recipients_abroad_ask_for_is_recorded_at_once(
    qtbot, show_page, desk, purpose, tongue
):
    language.use(tongue)
    id = recipient(desk)
    kept = next(each for each in registers.recipients(desk) if each.id == id)
    registers.save_recipient(desk, replace(kept, purposes=("enquiries",)))
    page = show_page(TransfersPage)
    assert page.missing.isVisible()
    # The list says why it is empty, and not that nothing goes abroad.
    said = page.list._empty.sentence.text()
    assert {"en": "although according to the register", "ru": "хотя данные уходят за границу"}[
        tongue
    ] in said
    press(page.list._empty.button)
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    page.acts.open[0].reject()
    press(page.missing.button)
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    press(page.acts.open[0].accept_button)
    qtbot.waitUntil(lambda: page.pane.card is not None, timeout=WAIT)
    assert page.pane.card.transfer.safeguards.ru
    page.refresh()
    assert not page.missing.isVisible()


def test_a_newer_list_is_loaded_and_its_transfers_are_named(qtbot, page, desk, tmp_path):
    id = saved(desk)
    page.refresh()
    list_ = tmp_path / "next.csv"
    list_.write_text("code,name_ru\nUS,США\n", "utf-8")
    page.states_action.trigger()
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    dialog = page.acts.open[-1]
    press(dialog.accept_button)
    assert dialog.form.complaint("file")
    dialog.form.editor("file").row.take(list_)
    dialog.form.set({"since": date(2027, 1, 1), "version": Both("Новый", "New")})
    press(dialog.accept_button)
    assert "group" in dialog.form.complaint("file")
    list_.write_text("code,group,name_ru\nUS,rkn_list,США\n", "utf-8")
    dialog.form.editor("file").row.take(list_)
    told = []
    page.said.connect(told.append)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert "It changes the transfers to: " in told[-1]
    page.refresh()
    assert told[-1].endswith(f"{page.model.row_at(0).recipient.en}.")
    assert page.model.row_at(0).relisted == "2027-01-01"
    assert page.model.id_at(0) == id
