# SPDX-License-Identifier: Apache-2.0
"""The register through the window: from the menu to a set, a red purpose, a new edition, places, points."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox

from desk.domain.registers import CollectionPoint, PointKind, Recipient, RecipientRole
from desk.domain.values import Both
from desk.services.overview.search import search_everywhere
from desk.services.paper import papers
from desk.services.register import registers
from tests.documents.sample import text_of
from tests.factories import purpose_fields
from tests.ui.hands import WAIT, opened, press, tick, write
from ui import language, messages
from ui.dialogs.categories import CategoriesDialog, PresentDialog
from ui.dialogs.collection import CollectionDialog
from ui.dialogs.purpose import PurposeDialog
from ui.dialogs.purposes import ClosePurposeDialog, PurposesDialog
from ui.dialogs.recipients import RecipientsDialog
from ui.dialogs.starter import StarterDialog
from ui.dialogs.texts import TextDialog, TextsDialog
from ui.language import _
from ui.unfinished import unfinished

NAMED = Both("ООО «Вымысел»")
"""A name that is no advice of a starter set."""

DAY = "2026-11-20"


def menu_item(window, title):
    """Choose an entry of the Register menu."""
    (menu,) = (each for each in window.menus.bar() if each.objectName() == "register")
    (action,) = (each for each in menu.actions() if each.text().replace("&", "") == title)
    action.trigger()


def cancel(dialog):
    press(dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel))


def test_today_leads_to_a_starter_set_then_to_its_recipients_and_is_quiet_then(window, desk, qtbot):
    today = window.page("today")
    assert today.register.isVisible()
    press(today.register.button)
    dialog = opened(window, StarterDialog)
    assert dialog.form.editor("set").value() == "trader"
    assert "consent must be specific" in "".join(
        label.text() for label in dialog.corrections.children() if hasattr(label, "text")
    )
    press(dialog.accept_button)
    assert len(registers.purposes(desk)) == 5
    qtbot.waitUntil(lambda: today.register.button.text() == _("Name the recipients…"))
    for each in registers.recipients(desk):
        registers.save_recipient(desk, replace(each, name=NAMED, country="RU"))
    today.refresh()
    assert not today.register.isVisible()


def test_of_a_set_only_what_stays_ticked_comes_and_recipients_are_named_there(window, desk):
    menu_item(window, "Starter set…")
    dialog = opened(window, StarterDialog)
    form = dialog.form
    form.editor("set").set("shop")
    tick(form.editor("purposes"), "Mailings")
    tick(form.editor("purposes"), "Website visit")
    lines = form.editor("recipients").lines
    assert [code for code, line in lines.items() if line[0].isVisible()] == [
        "delivery", "payment", "cloud", "mail",
    ]  # fmt: skip
    write(lines["cloud"][0], "Облако")
    press(form.editor("recipients").at_home)
    assert [lines[code][1].currentIndex() for code in ("cloud", "mail")] == [2, 0]
    name, country = lines["delivery"]
    country.setCurrentIndex(2)
    lines["payment"][1].setCurrentIndex(1)
    assert not lines["payment"][0].isEnabled()
    press(dialog.accept_button)
    assert form.complaint("recipients") == "Give its name too."
    assert dialog.focusWidget() is name
    write(name, "ООО «Пример»")
    kept = dialog.state()
    dialog.restore(kept)
    assert dialog.state() == kept
    press(dialog.accept_button)
    assert [each.fields.code for each in registers.purposes(desk)] == ["orders", "enquiries"]
    told = {each.code: each for each in registers.recipients(desk)}
    assert told.keys() == {"delivery", "cloud", "mail"}
    assert (told["delivery"].name.ru, told["delivery"].country) == ("ООО «Пример»", "RU")
    assert told["delivery"].country_confirmed


def test_a_set_is_refused_where_it_stands_already(window, desk):
    registers.adopt_set(desk, "trader", DAY)
    menu_item(window, "Starter set…")
    dialog = opened(window, StarterDialog)
    press(dialog.accept_button)
    assert dialog.form.complaint("set")
    dialog.form.editor("set").set("company")
    assert "28" in dialog.about.text()
    absent = dialog.form.editor("absent")
    assert "political views" in absent.box.text()
    assert not absent.value(), "that they are not processed is the operator’s to say"
    absent.set(True)
    press(dialog.accept_button)
    assert len(registers.purposes(desk)) == 33
    assert sum(each.absent for each in registers.categories(desk)) == 5


@pytest.mark.parametrize("speech", ["en", "ru"])
def test_a_purpose_is_declared_by_hand_and_told_why_it_is_red(window, desk, qtbot, speech):
    language.use(speech)
    window.menus.dialog("purposes")
    listing = opened(window, PurposesDialog)
    press(listing.new_button)
    dialog = opened(window, PurposeDialog)
    form = dialog.form
    press(dialog.accept_button)
    assert form.complaint("groups")
    write(form.editor("title").part("ru"), "Пропуск в офис")
    visitors, health, consent = {
        "en": ("visitors of the site", "state of health", "consent of the subject"),
        "ru": ("посетители сайта", "состояние здоровья", "согласие субъекта"),
    }[speech]
    tick(form.editor("groups"), visitors)
    tick(form.editor("categories"), health)
    tick(form.editor("grounds"), consent)
    assert dialog.faults.isVisible()
    assert "10" in dialog.faults.text()
    write(form.editor("keep_term").number.edit, "30")
    press(dialog.accept_button)
    (kept,) = registers.purposes(desk)
    assert kept.fields.title == Both("Пропуск в офис", "")
    assert kept.fields.keep_term == "30 days"
    assert [fault.where for fault in kept.faults] == ["special_ground"]
    assert listing.model.rowCount() == 1
    assert "⚠" in listing.detail.text()


def test_written_consent_turns_a_purpose_fine_in_its_next_edition(window, desk):
    fields = purpose_fields(desk)
    health = next(each.id for each in registers.categories(desk) if each.code == "health")
    registers.declare_purpose(desk, replace(fields, categories=(health,)), DAY)
    menu_item(window, "Purposes of processing…")
    listing = opened(window, PurposesDialog)
    press(listing.edit_button)
    dialog = opened(window, PurposeDialog)
    dialog.form.editor("special_ground").set("written")
    assert not dialog.faults.isVisible()
    press(dialog.accept_button)
    assert [each.faults for each in registers.purposes(desk)] == [()]
    listing.closed.setChecked(True)
    assert [listing.model.row_at(row).edition for row in range(2)] == [1, 2]
    listing.view.selectRow(0)
    press(listing.edit_button)
    old = opened(window, PurposeDialog)
    assert not old.accept_button.isVisible()
    assert not old.form.isEnabled()
    assert old.form.editor("special_ground").value() == ""
    cancel(old)


def test_a_category_declared_absent_asks_for_a_word(window, desk):
    registers.declare_purpose(desk, purpose_fields(desk), DAY)
    menu_item(window, "Categories of data…")
    listing = opened(window, CategoriesDialog)
    beliefs = next(each.id for each in registers.categories(desk) if each.code == "beliefs")
    listing.view.choose(beliefs)
    press(listing.absent_button)
    listing.reject()
    menu_item(window, "Purposes of processing…")
    press(opened(window, PurposesDialog).edit_button)
    dialog = opened(window, PurposeDialog)
    assert not dialog.form.editor("undeclare").isVisible()
    tick(dialog.form.editor("categories"), "religious")
    dialog.form.editor("special_ground").set("written")
    press(dialog.accept_button)
    assert "declared as not processed" in dialog.form.complaint("categories")
    dialog.form.editor("undeclare").box.click()
    press(dialog.accept_button)
    assert dialog.form.complaint("reason")
    write(dialog.form.editor("reason").edit, "Появилась анкета общины")
    press(dialog.accept_button)
    assert registers.purposes(desk)[0].edition == 2
    assert not any(each.absent for each in registers.categories(desk))


def test_the_declaration_is_taken_back_with_a_reason(window, desk):
    menu_item(window, "Categories of data…")
    listing = opened(window, CategoriesDialog)
    press(listing.absent_button)
    assert not listing.absent_button.isEnabled()
    press(listing.present_button)
    dialog = opened(window, PresentDialog)
    press(dialog.accept_button)
    assert dialog.form.complaint("reason")
    write(dialog.form.editor("reason").edit, "Теперь нужно")
    press(dialog.accept_button)
    assert not registers.categories(desk)[0].absent


def test_a_purpose_is_closed_with_a_reason(window, desk):
    registers.declare_purpose(desk, purpose_fields(desk), DAY)
    menu_item(window, "Purposes of processing…")
    press(opened(window, PurposesDialog).close_button)
    dialog = opened(window, ClosePurposeDialog)
    press(dialog.accept_button)
    assert dialog.form.complaint("reason")
    write(dialog.form.editor("reason").edit, "Форма снята с сайта")
    press(dialog.accept_button)
    assert registers.purposes(desk) == []


def test_systems_carriers_and_recipients_are_kept_by_their_forms(window, desk):
    registers.declare_purpose(desk, purpose_fields(desk), DAY)
    for name, field, typed in (
        ("systems", "country", "VN"),
        ("carriers", "place", "Сейф"),
        ("recipients", "country", "US"),
    ):
        listing = window.menus.dialog(name)
        press(listing.new_button)
        dialog = opened(window, type(listing).EDITOR)
        called = "name" if name == "recipients" else "title"
        write(dialog.form.editor(called).part("ru"), "Пример")
        press(dialog.accept_button)
        assert dialog.form.complaint(field)
        dialog.form.editor(field).set(typed)
        press(dialog.accept_button)
        assert listing.model.rowCount() == 1
        listing.reject()
    assert registers.systems(desk)[0].country == "VN"
    assert registers.carriers(desk)[0].place == "Сейф"
    assert registers.recipients(desk)[0].country_confirmed


def test_a_recipient_abroad_is_told_from_the_list_and_taken_out_of_use(window, desk):
    registers.adopt_set(desk, "company", DAY)
    listing = window.menus.dialog("points")
    assert not listing.retire_button.isEnabled(), "there is none yet"
    listing.reject()
    listing = window.menus.dialog("recipients")
    rows = {listing.model.row_at(row).code: row for row in range(listing.model.rowCount())}
    listing.view.selectRow(rows["ganalytics"])
    assert "not on the list" in listing.detail.text()
    assert "Website visit statistics" in listing.detail.text()
    messages.answers.append(True)
    press(listing.retire_button)
    listing.reject()
    assert search_everywhere(desk, "analytics") == []
    (hit,) = search_everywhere(desk, "метрика")
    window.open_record(hit.record, hit.id)
    assert opened(window, type(listing).EDITOR).record.code == "metrika"
    assert "ganalytics" not in [each.code for each in registers.recipients(desk)]


def test_texts_of_a_point_are_opened_and_read(window, desk):
    registers.declare_purpose(desk, purpose_fields(desk), DAY)
    registers.save_point(
        desk,
        CollectionPoint(
            0, "", PointKind.FORM, Both("Форма", "Form"), country="RU", purposes=("enquiries",)
        ),
    )
    listing = window.menus.dialog("points")
    assert "policy" in listing.detail.text()
    press(listing.texts_button)
    texts = opened(window, TextsDialog)
    press(texts.new_button)
    dialog = opened(window, TextDialog)
    write(dialog.form.editor("text").part("ru"), "Согласен на обработку")
    press(dialog.accept_button)
    assert dialog.form.complaint("purpose")
    dialog.form.editor("purpose").set(registers.purposes(desk)[0].id)
    dialog.form.editor("own_tick").box.click()
    press(dialog.accept_button)
    assert texts.model.rowCount() == 1
    texts.edit()
    assert not opened(window, TextDialog).accept_button.isVisible()
    cancel(opened(window, TextDialog))
    texts.reject()
    assert "its own tick box" in listing.detail.text()


def test_the_notice_of_a_point_is_drawn_up_and_issued(window, desk, qtbot):
    registers.declare_purpose(desk, purpose_fields(desk), DAY)
    point = CollectionPoint(0, "", PointKind.FORM, Both("Форма", "Form"), country="RU")
    id = registers.save_point(desk, point)
    listing = window.menus.dialog("points")
    assert not listing.notice_button.isEnabled()
    registers.save_point(desk, replace(point, id=id, purposes=("enquiries",)))
    listing.refresh()
    press(listing.notice_button)
    dialog = opened(window, CollectionDialog)
    write(dialog.form.editor("mandatory").part("ru"), "Договор не заключается.")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)
    told = " ".join(text_of(papers.paper_bytes(desk, dialog.issued.id)).split())
    for words in ("Форма", "Ответы на обращения с сайта", "Россия", "Договор не заключается."):
        assert words in told
    press(dialog.accept_button)


def test_what_a_set_only_proposed_is_not_printed(window, desk):
    registers.adopt_set(desk, "trader", DAY)
    registers.save_point(
        desk,
        CollectionPoint(
            0, "", PointKind.FORM, Both("Форма", "Form"), country="RU", purposes=("enquiries",)
        ),
    )
    listing = window.menus.dialog("points")
    press(listing.notice_button)
    dialog = opened(window, CollectionDialog)
    assert "only proposed" in dialog.form.complaint()
    dialog.reject()


def test_a_lock_keeps_what_was_typed_about_a_record(window, desk):
    registers.adopt_set(desk, "company", DAY)
    listing = window.menus.dialog("recipients")
    listing.view.selectRow(0)
    listing.edit()
    dialog = opened(window, type(listing).EDITOR)
    write(dialog.form.editor("phone").edit, "+7 495 000-00-00")
    (kept,) = unfinished(window)
    dialog.dirty = False
    dialog.reject()
    listing.reject()
    assert window.reopen(kept)
    again = opened(window, type(listing).EDITOR)
    assert again.form.editor("phone").value() == "+7 495 000-00-00"
    press(again.accept_button)
    phones = [each.phone for each in registers.recipients(desk)]
    assert phones.count("+7 495 000-00-00") == 1
    assert len(phones) == 7


def test_words_narrow_a_long_list_down(window, desk):
    window.menus.dialog("purposes")
    press(opened(window, PurposesDialog).new_button)
    dialog = opened(window, PurposeDialog)
    editor = dialog.form.editor("categories")
    write(editor.filter, "passport")
    assert all(each.isHidden() for each in editor.items())
    write(editor.filter, "HEALTH")
    (shown,) = (each for each in editor.items() if not each.isHidden())
    QTest.keyClick(editor.filter, Qt.Key.Key_Return)
    assert editor.value() == (shown.data(Qt.ItemDataRole.UserRole),)
    editor.list.setCurrentItem(shown)
    QTest.keyClick(editor.list, Qt.Key.Key_Space)
    assert editor.value() == ()
    assert dialog.isVisible()
    messages.answers.append(True)
    cancel(dialog)


def test_a_purpose_closed_since_is_not_lost_from_a_record(window, desk):
    id = registers.declare_purpose(desk, purpose_fields(desk), DAY)
    registers.save_recipient(
        desk,
        Recipient(
            0, "", Both("Пример", "Example"), RecipientRole.PROCESSOR, "RU", purposes=("enquiries",)
        ),
    )
    registers.close_purpose(desk, id, DAY, "Форма снята с сайта")
    listing = window.menus.dialog("recipients")
    listing.edit()
    dialog = opened(window, type(listing).EDITOR)
    write(dialog.form.editor("phone").edit, "+7 495 000-00-00")
    press(dialog.accept_button)
    assert registers.recipients(desk)[0].purposes == ("enquiries",)


@pytest.mark.parametrize("speech", ["ru", "en"])
def test_the_roles_of_recipients_are_whole_and_codes_are_not_in_sight(window, desk, qtbot, speech):
    language.use(speech)
    registers.adopt_set(desk, "trader", DAY)
    dialog = RecipientsDialog(desk, window.jobs, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    place = {column.id: at for at, column in enumerate(dialog.model.columns)}
    view = dialog.view
    assert view.columnWidth(place["role"]) >= view.sizeHintForColumn(place["role"])
    assert view.isColumnHidden(place["code"])
