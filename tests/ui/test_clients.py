# SPDX-License-Identifier: Apache-2.0
"""Clients through the window: from the menu to the register, and bad input at its field."""

from __future__ import annotations

import pytest

from desk.domain.clients import Client
from desk.domain.values import Both
from desk.services.assignment import client_notices
from desk.services.register import registers
from tests.factories import purpose_fields
from tests.ui.hands import WAIT, opened, press, tick, write
from ui import language
from ui.dialogs.client_notices import (
    ClientNoticesDialog,
    ClientSentDialog,
    NewNoticeDialog,
    NoticePaperDialog,
)
from ui.dialogs.clients import ClientDialog, ClientsDialog

DAY = "2026-11-20"


@pytest.mark.parametrize("speech", ["en", "ru"])
def test_a_client_is_kept_by_its_form_and_changed(window, desk, speech):
    language.use(speech)
    registers.declare_purpose(desk, purpose_fields(desk), DAY)
    listing = window.menus.dialog("clients")
    assert isinstance(listing, ClientsDialog)
    press(listing.new_button)
    dialog = opened(window, ClientDialog)
    form = dialog.form
    write(form.editor("name").part("ru"), "ООО «Заказчик»")
    write(form.editor("inn").main, "7700000128")
    write(form.editor("assignment").main, "5/ПДн")
    write(form.editor("request_term").number.edit, "2")
    form.editor("request_term").unit.setCurrentIndex(1)
    tick(form.editor("groups"), {"en": "visitors of the site", "ru": "посетители сайта"}[speech])
    press(dialog.accept_button)
    assert form.complaint("inn")
    assert registers.clients(desk) == []
    write(form.editor("inn").main, "7700000129")
    press(dialog.accept_button)
    (kept,) = registers.clients(desk)
    assert (kept.name, kept.leak_term, kept.request_term) == (
        Both("ООО «Заказчик»", ""),
        "12 hours",
        "2 working_days",
    )
    assert kept.groups == ("site_visitors",)
    assert listing.model.rowCount() == 1
    press(listing.edit_button)
    dialog = opened(window, ClientDialog)
    assert dialog.form.editor("request_term").value() == "2 working_days"
    write(dialog.form.editor("request_term").number.edit, "3")
    press(dialog.accept_button)
    assert registers.clients(desk)[0].request_term == "3 working_days"


@pytest.mark.parametrize("speech", ["en", "ru"])
def test_a_leak_is_told_from_today_to_the_proof_by_clicks(window, desk, clock, qtbot, speech):
    language.use(speech)
    client = Client(
        0, "", Both("ООО «Заказчик»", "Zakazchik LLC"), assignment="5", email="a@client.example"
    )
    id = registers.save_client(desk, client)
    window.open_record("clients", id)
    notices = opened(window, ClientNoticesDialog)
    assert not notices.edit_button.isEnabled()
    press(notices.new_button)
    dialog = opened(window, NewNoticeDialog)
    assert [n for n in ("found", "recipient", "destruction") if visible(dialog, n)] == ["found"]
    press(dialog.accept_button)
    assert not notices.sent_button.isEnabled()
    press(notices.edit_button)
    paper = opened(window, NoticePaperDialog)
    press(paper.accept_button)
    assert paper.issued is None, "what happened is not said yet"
    for name in ("what", "data", "measures"):
        write(paper.passages._editors[name].parts["ru"].main, "Так было.")
    press(paper.accept_button)
    qtbot.waitUntil(lambda: paper.issued is not None, timeout=WAIT)
    press(paper.accept_button)
    assert notices.row().paper_number == paper.issued.number
    clock.forward(minutes=5)
    press(notices.sent_button)
    dialog = opened(window, ClientSentDialog)
    assert dialog.how.text() not in dialog.introduction(), "how it is proved is said once"
    write(dialog.form.editor("proof").main, "<1@example.com>")
    press(dialog.accept_button)
    assert notices.row().sent
    assert not notices.sent_button.isEnabled()
    assert "1@example.com" in notices.detail.text()


def visible(dialog, name):
    return dialog.form.editor(name).isVisible()


def test_today_leads_to_what_a_client_is_to_be_told(window, desk, clock, qtbot):
    id = registers.save_client(desk, Client(0, "", Both("ООО «Заказчик»"), assignment="5"))
    client_notices.report_leak(desk, id, desk.now())
    page = window.page("today")
    page.refresh()
    page.agenda.choose(page.agenda.records.position("client", id))
    press(page.open_button)
    assert opened(window, ClientNoticesDialog).model.rowCount() == 1
