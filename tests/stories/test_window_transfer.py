# SPDX-License-Identifier: Apache-2.0
"""Roskomnadzor's cycle by clicks and keys, in both languages: ask, assess, write, file, wait, and a ban.

Everything is real but the clock and the file dialogs.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.domain.assessments import Sufficiency
from desk.domain.recipient_information import InformationItem
from desk.domain.transfer_steps import TransferStep
from desk.domain.transfers import Decision, FlowWord
from desk.domain.values import Both
from desk.services.overview import deadlines, journals
from desk.services.register import registers
from tests.factories import purpose_fields
from tests.services.test_transfer_cycle import card
from tests.services.test_transfers import recipient, saved
from tests.stories.tale import Tale
from tests.stories.test_window_story import front_dialog
from tests.stories.test_window_story import spoken as spoken  # noqa: PLC0414 -- a fixture
from tests.stories.test_window_story import window as window  # noqa: PLC0414 -- a fixture
from tests.ui.hands import press, write
from ui import messages


class TransferTale(Tale):
    TAB = "transfers"

    @property
    def view(self):
        return self.pane.card

    @property
    def word(self):
        return self.view.row.flow.word

    def act(self, name):
        """An act of the menu."""
        self.pane.acts[name].trigger()
        return self.dialog(name)


@pytest.fixture
def tale(qtbot, window, desk, tmp_path):
    card(desk)
    registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")
    contract = Both("Договор № 5", "Contract No. 5")
    id = saved(desk, recipient=recipient(desk), since="2026-12-01", ground_words=contract)
    window.open_record("transfers", id)
    return TransferTale(qtbot, window, desk, tmp_path)


def test_a_transfer_from_the_first_question_to_a_ban(tale, spoken, clock):
    the_recipient_is_asked_and_tells(tale)
    it_is_assessed_and_the_record_issued(tale)
    the_notice_is_written_and_filed(tale)
    the_wait_stands_still_while_roskomnadzor_asks(tale, clock)
    a_ban_stops_it(tale)
    assert journals.verify(tale.desk).sound


def the_recipient_is_asked_and_tells(tale):
    assert tale.view.lacks == tuple(InformationItem)
    tale.until(lambda: tale.page.pane._next_step == TransferStep.ASK)
    QTest.keyClick(tale.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    asked = tale.issued(front_dialog(tale.qtbot, tale.page, "ask"))
    assert asked.languages == "ru+en"
    dialog = tale.step(TransferStep.INFORM)
    terms = tale.folder / "terms.pdf"
    terms.write_bytes(b"%PDF-1.4")
    write(dialog.form.editor("measures").edit, "Encryption")
    write(dialog.form.editor("contacts").edit, "privacy@kommo.example")
    messages.answers.append(terms)
    press(dialog.form.editor("file").row.button)
    tale.done(dialog)
    tale.until(lambda: tale.view.lacks == (InformationItem.TERMINATION, InformationItem.LAW))
    assert [each.name for each in tale.view.files] == ["terms.pdf"]
    (call,) = [each for each in deadlines.today(tale.desk).transfers if each.untold]
    assert call.untold[0][1] == tale.view.lacks
    dialog = tale.step(TransferStep.INFORM)
    write(dialog.form.editor("termination").edit, "With the contract")
    write(dialog.form.editor("law").edit, "CCPA")
    tale.done(dialog)


def it_is_assessed_and_the_record_issued(tale):
    dialog = tale.step(TransferStep.ASSESS)
    press(dialog.accept_button)
    assert dialog.form.complaint("parties")
    ((enough, _feasible, remark),) = dialog.form.editor("parties").rows.values()
    enough.setCurrentIndex(1)
    write(remark, "Access by roles")
    tale.done(dialog)
    tale.until(lambda: tale.view.assessment is not None)
    (party,) = tale.view.assessment.assessment.parties
    assert (party.sufficient, party.remark) == (Sufficiency.ENOUGH, "Access by roles")
    paper = tale.issued(tale.act("print_assessment"))
    tale.until(lambda: paper.id in [each.id for each in tale.view.papers])


def the_notice_is_written_and_filed(tale):
    notice = tale.issued(tale.step(TransferStep.NOTICE))
    dialog = tale.step(TransferStep.FILE)
    assert dialog.form.editor("paper").value() == notice.id
    assert not dialog.form.editor("assessed").isVisible()
    write(dialog.form.editor("number").edit, "100400123")
    write(dialog.form.editor("key").edit, "a1b2c3")
    tale.done(dialog)
    tale.done(tale.step(TransferStep.RECEIPT))
    tale.until(lambda: tale.page.pane._next_step == "")
    (kept,) = tale.view.notices
    assert (kept.paper, kept.number, kept.key) == (notice.id, "100400123", "a1b2c3")
    assert kept.assessment == tale.view.assessment.code
    assert tale.word is FlowWord.WAITS


def the_wait_stands_still_while_roskomnadzor_asks(tale, clock):
    first = tale.view.row.flow.since
    clock.forward(days=3)
    tale.page.refresh()
    tale.done(tale.act("asked"))
    tale.until(lambda: tale.view.row.flow.since is None)
    clock.forward(days=2)
    tale.page.refresh()
    tale.done(tale.step(TransferStep.ANSWERED))
    tale.until(lambda: tale.view.row.flow.since is not None)
    assert tale.view.row.flow.since > first
    clock.forward(days=20)
    tale.page.refresh()
    assert tale.word is FlowWord.FLOWS


def a_ban_stops_it(tale):
    dialog = tale.act("decision")
    dialog.form.set({"decision": Decision.PROHIBITED})
    tale.done(dialog)
    tale.until(lambda: tale.word is FlowWord.STOPPED)
    tale.done(tale.step(TransferStep.END))
    tale.until(lambda: tale.page.pane._next_step == TransferStep.DESTROY)
