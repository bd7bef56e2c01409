# SPDX-License-Identifier: Apache-2.0
"""Data handed over, through the window: recorded by its form, put right, printed as a journal."""

from __future__ import annotations

import pytest

from desk.domain.values import Both
from desk.services.register import registers
from desk.services.register.disclosures import disclosures
from desk.services.request import requests
from desk.storage.models import Request
from tests.factories import intake
from tests.ui.hands import WAIT, press, tick, write
from tests.ui.test_clients import opened
from ui import language
from ui.dialogs.disclosure_journal import DisclosureJournalDialog
from ui.dialogs.disclosures import DisclosureDialog, DisclosuresDialog


@pytest.mark.parametrize("speech", ["en", "ru"])
def test_a_handing_over_is_recorded_put_right_and_printed(qtbot, window, desk, speech):
    language.use(speech)
    registers.fill_lists(desk)
    subject = Request.get_by_id(requests.register_request(desk, intake())).subject_id
    listing = window.menus.dialog("disclosures")
    assert isinstance(listing, DisclosuresDialog)
    press(listing.new_button)
    dialog = opened(window, DisclosureDialog)
    form = dialog.form
    write(form.editor("name").part("ru"), "Районный суд")
    write(form.editor("ground").part("ru"), "запрос суда № 7")
    write(form.editor("purpose").part("ru"), "рассмотрение дела")
    tick(form.editor("categories"), {"en": "full name", "ru": "фамилия, имя, отчество"}[speech])
    press(dialog.accept_button)
    assert form.complaint("persons")
    assert disclosures(desk) == []
    form.set({"persons": (subject,)})
    press(dialog.accept_button)
    (kept,) = disclosures(desk)
    assert (kept.name, kept.persons, kept.categories) == (
        Both("Районный суд"),
        (subject,),
        ("name",),
    )
    assert listing.model.rowCount() == 1
    listing.refresh()
    press(listing.edit_button)
    again = opened(window, DisclosureDialog)
    write(again.form.editor("reference").main, "исх. 3")
    press(again.accept_button)
    assert disclosures(desk)[0].reference == "исх. 3"
    assert disclosures(desk)[0].name.ru == "Районный суд"
    listing._journal()
    journal = opened(window, DisclosureJournalDialog)
    qtbot.waitUntil(journal.accept_button.isEnabled, timeout=WAIT)
    press(journal.accept_button)
    qtbot.waitUntil(lambda: journal.issued is not None, timeout=WAIT)
    assert journal.issued.form == "journal_disclosures"
