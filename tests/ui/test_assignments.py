# SPDX-License-Identifier: Apache-2.0
"""Assignments through the window: from the recipient to the signed paper and the published list, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from desk.domain.assignments import Outcome, items
from desk.domain.values import Both
from desk.services.assignment import assignments
from desk.services.register import registers, third_parties
from tests.assigned import processor, saved
from tests.factories import purpose_fields
from tests.ui import walk
from tests.ui.hands import WAIT, opened, press, tick, write
from tests.ui.test_accessibility import check, look  # noqa: F401 -- a fixture
from ui import language, messages
from ui.dialogs.assignment import AssignmentDialog
from ui.dialogs.assignment_paper import AssignmentPaperDialog
from ui.dialogs.assignment_signatures import AssignmentSignaturesDialog
from ui.dialogs.assignments import AssignmentsDialog, badge
from ui.dialogs.processor import (
    ProcessorCheckDialog,
    ProcessorChecksDialog,
    SubProcessorDialog,
    SubProcessorsDialog,
)
from ui.dialogs.recipients import RecipientDialog, RecipientsDialog
from ui.dialogs.third_parties import EditionDialog, PublicationDialog, ThirdPartiesDialog
from ui.unfinished import unfinished

LANGUAGES = ("en", "ru")


def today_says(window):
    page = window.page("today")
    page.refresh()
    return page.assignments.label.text()


def date_of(dialog, name, text):
    write(dialog.form.editor(name).main, text)


@pytest.fixture
def ready(desk):
    """A purpose and a processor."""
    registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")
    return processor(desk)


@pytest.mark.parametrize("speech", LANGUAGES)
def test_from_the_recipient_to_an_assignment_that_lacks_nothing(window, desk, ready, speech):
    language.use(speech)
    recipients = window.menus.dialog("recipients")
    assert isinstance(recipients, RecipientsDialog)
    press(recipients.assignments_button)
    listing = opened(recipients, AssignmentsDialog)
    press(listing.new_button)
    dialog = opened(listing, AssignmentDialog)
    form = dialog.form
    assert form.editor("recipient").value() == ready
    write(form.editor("contract").main, "12-2026")
    date_of(dialog, "since", "01.02.2026")
    tick(form.editor("purposes"), {"en": "Answering", "ru": "Ответы"}[speech])
    tick(form.editor("categories"), {"en": "full name", "ru": "фамилия"}[speech])
    tick(form.editor("categories"), {"en": "telephone", "ru": "номер телефона"}[speech])
    tick(form.editor("groups"), {"en": "visitors", "ru": "посетители"}[speech])
    form.editor("actions").set(("store", "use"))
    assert {"en": "telephone", "ru": "номер телефона"}[speech] in dialog.faults.text()
    write(form.editor("clause_data").main, "2.1")
    press(dialog.accept_button)
    assert form.complaint("checked")
    assert assignments.assignments(desk) == []
    date_of(dialog, "checked", "20.11.2026")
    press(dialog.accept_button)
    (row,) = assignments.assignments(desk)
    assert (row.assignment.extras, row.assignment.hours) == (("incident",), 12)
    said = badge(listing.row(), desk).word
    assert said.endswith("+5")
    assert items()["actions"].short.of(speech) in said
    assert items()["security"].title.of(speech) in listing.detail.text()
    assert items()["security"].short.of(speech) in today_says(window)
    press(listing.edit_button)
    dialog = opened(listing, AssignmentDialog)
    for place, code in enumerate(items(), 1):
        write(dialog.form.editor(f"clause_{code}").main, f"4.{place}")
    tick(dialog.form.editor("categories"), {"en": "telephone", "ru": "номер телефона"}[speech])
    assert not dialog.faults.isVisible()
    press(dialog.accept_button)
    assert badge(listing.row(), desk).word == language.current().say("in order")
    assert not assignments.assignments(desk)[0].missing


def test_a_new_assignment_is_ticked_as_the_record_of_the_processor_is(window, desk, ready):
    serving = processor(desk, name="ООО «Дрозд»", purposes=("enquiries",))
    listing = window.menus.dialog("assignments")
    press(listing.new_button)
    form = opened(listing, AssignmentDialog).form
    form.set({"recipient": serving})
    assert form.editor("purposes").value() == ("enquiries",)
    assert "name" in form.editor("categories").value()
    assert "Казань" in form.editor("recipient").main.currentText()
    form.set({"groups": ("workers",), "recipient": ready})
    assert form.editor("categories").value() == (), "nothing is known of this one"
    assert form.editor("groups").value() == ("workers",), "ticked by hand"


@pytest.mark.parametrize("speech", LANGUAGES)
def test_the_paper_is_issued_once_nothing_lacks_and_signed_by_both(
    window, desk, qtbot, ready, speech
):
    language.use(speech)
    id = saved(desk, recipient=ready, clauses={}, checked="", signer_name=Both())
    listing = window.menus.dialog("assignments")
    press(listing.issue_button)
    dialog = opened(listing, AssignmentPaperDialog)
    qtbot.waitUntil(lambda: not dialog.previewer.busy, timeout=WAIT)
    press(dialog.accept_button)
    assert dialog.issued is None
    messages.answers.append(True)
    dialog.go_to("signer")
    form = opened(listing, AssignmentDialog)
    assert form.form.editor("signer_name").isVisible()
    write(form.form.editor("signer_name").part("ru"), "Белкина О. П.")
    press(form.accept_button)
    press(listing.issue_button)
    dialog = opened(listing, AssignmentPaperDialog)
    qtbot.waitUntil(lambda: not dialog.previewer.busy, timeout=WAIT)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)
    press(dialog.accept_button)
    row = assignments.assignment_row(desk, id)
    assert row.issued == dialog.issued.number
    assert not listing.issue_button.isEnabled()
    assert badge(listing.row(), desk).word == language.current().say("to be signed")
    press(listing.sign_button)
    dialog = opened(listing, AssignmentSignaturesDialog)
    operator, signer = dialog.form.editor("signed").boxes
    assert {"en": "Processor: ", "ru": "Обработчик: "}[speech] in signer.text()
    assert "Образцова" in operator.text() or "Obraztsova" in operator.text()
    operator.setChecked(True)
    signer.setChecked(True)
    press(dialog.accept_button)
    assert not listing.sign_button.isEnabled()
    assert badge(listing.row(), desk).word == language.current().say("in order")


@pytest.mark.parametrize("speech", LANGUAGES)
def test_sub_processors_and_checks(window, desk, ready, speech):
    language.use(speech)
    saved(desk, recipient=ready)
    listing = window.menus.dialog("assignments")
    press(listing.subs_button)
    subs = opened(listing, SubProcessorsDialog)
    press(subs.new_button)
    dialog = opened(subs, SubProcessorDialog)
    press(dialog.accept_button)
    assert dialog.form.complaint("name")
    write(dialog.form.editor("name").part("ru"), "ООО «Дата»")
    dialog.form.editor("country").set("RU")
    date_of(dialog, "until", "04.12.2026")
    press(dialog.accept_button)
    assert assignments.assignments(desk)[0].subs[0].waits(desk.today())
    assert "Дата" in today_says(window)
    press(subs.edit_button)
    dialog = opened(subs, SubProcessorDialog)
    dialog.form.editor("outcome").set(Outcome.OBJECTED)
    press(dialog.accept_button)
    assert dialog.form.complaint("decided")
    date_of(dialog, "decided", "22.11.2026")
    press(dialog.accept_button)
    assert assignments.assignments(desk)[0].subs[0].outcome is Outcome.OBJECTED
    subs.reject()
    press(listing.checks_button)
    checks = opened(listing, ProcessorChecksDialog)
    press(checks.new_button)
    dialog = opened(checks, ProcessorCheckDialog)
    dialog.form.editor("asked").set("Меры защиты")
    date_of(dialog, "on", "20.11.2026")
    date_of(dialog, "next", "21.11.2026")
    press(dialog.accept_button)
    checks.reject()
    assert language.current().date(desk.today().replace(day=21)) in listing.detail.text()


@pytest.mark.parametrize("speech", LANGUAGES)
def test_the_list_is_made_saved_published_and_differs(window, desk, qtbot, ready, tmp_path, speech):
    language.use(speech)
    saved(desk, recipient=ready)
    listing = window.menus.dialog("assignments")
    press(listing.list_button)
    shown = opened(listing, ThirdPartiesDialog)
    press(shown.new_button)
    dialog = opened(shown, EditionDialog)
    qtbot.waitUntil(lambda: not dialog.previewer.busy, timeout=WAIT)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)
    press(dialog.accept_button)
    for kind, start in (("pdf", b"%PDF"), ("html", b"<!DOCTYPE"), ("markdown", b"# ")):
        path = tmp_path / f"list.{kind}"
        messages.answers.append(path)
        press(shown.save_buttons[kind])
        assert path.read_bytes().startswith(start)
    press(shown.publish_button)
    dialog = opened(shown, PublicationDialog)
    press(dialog.accept_button)
    assert dialog.form.complaint("place")
    write(dialog.form.editor("place").main, "https://example.org/list")
    press(dialog.accept_button)
    assert third_parties.published(desk) is not None
    assert not shown.differs.isVisible()
    (row,) = registers.recipients(desk)
    registers.save_recipient(desk, replace(row, address="г. Пермь"))
    saved(desk, recipient=processor(desk, name="ООО «Сова»"))
    shown.refresh()
    assert shown.differs.isVisible()
    words = [shown.model.row_at(place).standing.word for place in range(2)]
    told = {"en": ["changed: address", "added"], "ru": ["изменилось: адрес", "добавлен"]}
    assert words == told[speech]


def test_the_transfers_tab_says_how_assignments_stand_and_leads_there(window, desk, ready):
    window.go("transfers")
    page = window.page("transfers")
    assert "No assignment" in page.assigned.label.text()
    saved(desk, recipient=ready, clauses={})
    page.refresh()
    assert "1 assignment of processing needs" in page.assigned.label.text()
    press(page.assigned.button)
    assert opened(window, AssignmentsDialog).row().recipient.id == ready


def test_a_recipient_without_that_role_has_no_assignments(window, desk, ready):
    (row,) = registers.recipients(desk)
    registers.save_recipient(desk, replace(row, role="recipient"))
    assert not window.menus.dialog("recipients").assignments_button.isEnabled()


def test_what_the_recipient_lacks_is_mended_from_the_paper(window, desk, qtbot, ready):
    (row,) = registers.recipients(desk)
    registers.save_recipient(desk, replace(row, address=""))
    saved(desk, recipient=ready)
    listing = window.menus.dialog("assignments")
    press(listing.issue_button)
    dialog = opened(listing, AssignmentPaperDialog)
    qtbot.waitUntil(lambda: not dialog.previewer.busy, timeout=WAIT)
    messages.answers.append(True)
    dialog.go_to("recipient")
    assert opened(listing, RecipientDialog).record.id == ready


def test_a_lock_keeps_what_was_typed(window, desk, ready):
    id = saved(desk, recipient=ready)
    listing = window.menus.dialog("assignments")
    press(listing.edit_button)
    write(opened(listing, AssignmentDialog).form.editor("contract").main, "99")
    (kept,) = unfinished(window)
    assert kept["name"] == "assignment"
    window.reopen(kept)
    again = [each for each in window.findChildren(AssignmentDialog) if each.isVisible()]
    assert {each.form.editor("contract").value() for each in again} == {"99"}
    assert {each.record.id for each in again} == {id}
    for each in again:
        each.dirty = False
        each.close()
    press(listing.subs_button)
    subs = opened(listing, SubProcessorsDialog)
    press(subs.new_button)
    write(opened(subs, SubProcessorDialog).form.editor("name").part("ru"), "ООО «Дата»")
    (kept,) = unfinished(window)
    window.reopen(kept)
    made = [each for each in window.findChildren(SubProcessorDialog) if each.isVisible()]
    assert {each.assignment for each in made} == {id}
    for each in made:
        each.dirty = False


def test_every_dialog_is_walked(desk, ready, look, qtbot, window):  # noqa: F811 -- the fixture
    id = saved(desk, recipient=ready, clauses={"data": "1"}, categories=("name", "phone"))
    listing = AssignmentsDialog(desk, window.jobs, window)
    dialogs = [
        listing,
        SubProcessorsDialog(desk, window.jobs, window, id),
        ProcessorChecksDialog(desk, window.jobs, window, id),
        ThirdPartiesDialog(desk, window.jobs, window),
        AssignmentPaperDialog(desk, window.jobs, window, id),
    ]
    for dialog in dialogs:
        dialog.show()
        drawing = getattr(dialog, "previewer", None)
        qtbot.waitUntil(lambda drawing=drawing: not (drawing and drawing.busy), timeout=WAIT)
        check(dialog, type(dialog).__name__)
        QDialog.reject(dialog)
        QApplication.processEvents()
    assert walk.nameless(window) == []
