# SPDX-License-Identifier: Apache-2.0
"""The card of a person: what the desk holds, acts on it, the data part of the answer, the way there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest

from desk.domain.kinds import DemandKind
from desk.domain.registers import Carrier, CarrierKind, System
from desk.domain.values import Both
from desk.services.consent import consents
from desk.services.consent.listing import consents_of
from desk.services.register import holdings, registers
from desk.services.request import requests
from desk.services.request.subject_card import subject_card
from tests.factories import intake, person, purpose_fields
from tests.services.grounds import fields, purpose
from tests.ui.hands import WAIT, press, write
from ui.dialogs.subject import SubjectDialog
from ui.jobs import Jobs
from ui.pick_fields import ITEM
from ui.search_box import SearchBox


@pytest.fixture
def anna(desk):
    """A person with a consent; the id of the card."""
    id = consents.record_consent(desk, person(), fields(purpose(desk)))
    return consents.consent_card(desk, id).row.person


@pytest.fixture
def card(qtbot, desk, anna, opened):
    made = SubjectDialog(desk, Jobs(), None, anna, lambda where, id: opened.append((where, id)))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.jobs.close()
    made.reject()


def inner(qtbot, card, *names):
    """The dialog of an act over the card."""
    from ui.act import ActDialog

    found = [each for each in card.findChildren(ActDialog) if each.isVisible()]
    assert [each.NAME for each in found] == [*names]
    return found[-1]


def views(desk, anna):
    return holdings.holdings_of(desk, anna)


def test_large_letters_leave_the_buttons_in_reach_on_a_small_screen(card, qtbot, qapp):
    large = QFont(qapp.font())
    large.setPointSizeF(large.pointSizeF() * 2)
    card.setFont(large)
    qtbot.waitUntil(lambda: card.tabs.name(0).font() == large, timeout=WAIT)
    card.resize(960, 560)
    qapp.processEvents()
    foot = card.print_button.mapTo(card, card.print_button.rect().bottomRight())
    assert card.height() <= 560, "it asks for more than a screen of 600 lines has"
    assert foot.y() < card.height()


def test_the_title_tells_a_number_and_the_card_everything(card, desk, anna):
    assert card.windowTitle() == "Everything about a person — card 2026-001"
    assert person().name not in card.windowTitle()
    titles = [card.tabs.tabText(place).replace("&", "") for place in range(card.tabs.count())]
    assert titles == [
        "Data held (1)",
        "Consents (1)",
        "Requests",
        "Destructions",
        "Transfers abroad",
        "Data handed over",
        "Papers and files",
    ]
    assert card.held.records.data(card.held.records.index(0, 2)) == "consent of the subject"


def test_what_is_held_on_another_ground_is_added_and_put_right(qtbot, card, desk, anna):
    crm = registers.save_system(desk, System(0, "", Both("CRM", "CRM"), "RU"))
    paper = registers.save_carrier(
        desk, Carrier(0, "", CarrierKind.PAPER, Both("Анкеты", "Forms"), place="Cupboard")
    )
    other = purpose(desk, "contract")
    press(card.buttons["add"])
    dialog = inner(qtbot, card, "holding")
    press(dialog.accept_button)
    assert dialog.form.complaint("purpose")
    dialog.form.set({"purpose": other, "ground": "6.1.5", "systems": (crm,)})
    box, sheets = dialog.form.editor("carriers").rows[paper]
    box.setChecked(True)
    write(sheets, "many")
    press(dialog.accept_button)
    assert dialog.form.complaint("carriers")
    write(sheets, "12")
    dialog.form.set({"contract": "№ 7"})
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: card.held.records.rowCount() == 2, timeout=WAIT)
    made = views(desk, anna)[1].fields
    assert (made.purpose, made.contract, made.systems) == (other, "№ 7", (crm,))
    assert made.carriers == ((paper, 12),)
    card.held.selectRow(1)
    press(card.buttons["change"])
    dialog = inner(qtbot, card, "holding")
    assert not dialog.form.editor("purpose").isVisible()
    assert dialog.form.editor("contract").value() == "№ 7"
    write(dialog.form.editor("contract").main, "№ 8")
    press(dialog.accept_button)
    assert dialog.form.complaint("reason")
    write(dialog.form.editor("reason").main, "a typing error")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: views(desk, anna)[1].fields.contract == "№ 8", timeout=WAIT)
    assert views(desk, anna)[1].fields.carriers == ((paper, 12),)


@pytest.mark.parametrize("closed", [False, True])
def test_less_may_be_held_than_the_consent_names_but_never_more(qtbot, card, desk, anna, closed):
    (held,) = views(desk, anna)
    rest = held.fields.categories[1:]
    if closed:
        registers.close_purpose(desk, held.fields.purpose, "2026-11-22", "ended")
    card.held.selectRow(0)
    press(card.buttons["change"])
    dialog = inner(qtbot, card, "holding")
    editor = dialog.form.editor("categories")
    assert {item.data(ITEM) for item in editor.items()} == set(held.fields.categories)
    for item in editor.items():
        tick(editor, item)
    write(dialog.form.editor("reason").main, "the form asks for less")
    press(dialog.accept_button)
    assert dialog.form.complaint("categories"), "something is held"
    for item in editor.items():
        if item.data(ITEM) in rest:
            tick(editor, item)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: views(desk, anna)[0].fields.categories == rest, timeout=WAIT)


def tick(editor, item):
    """A click on the words of a line."""
    place = editor.list.visualItemRect(item).center()
    QTest.mouseClick(
        editor.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )


def test_purpose_achieved_hold_release_and_end(qtbot, card, desk, anna):
    press(card.buttons["achieved"])
    dialog = inner(qtbot, card, "achieved")
    write(dialog.form.editor("achieved").main, "22.11.2026")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: views(desk, anna)[0].fields.achieved == "2026-11-22", timeout=WAIT)
    press(card.buttons["hold"])
    dialog = inner(qtbot, card, "hold")
    dialog.form.editor("scope").set(views(desk, anna)[0].id)
    write(dialog.form.editor("reason").main, "a case in court")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: card.buttons["release"].isEnabled(), timeout=WAIT)
    assert holdings.holds_of(desk, anna)[0].holding == views(desk, anna)[0].id
    assert card.held.records.data(card.held.records.index(0, 0)) == "Legal hold"
    press(card.buttons["release"])
    dialog = inner(qtbot, card, "release")
    write(dialog.form.editor("reason").main, "settled")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: not card.buttons["release"].isEnabled(), timeout=WAIT)
    press(card.buttons["ending"])
    dialog = inner(qtbot, card, "ending")
    write(dialog.form.editor("because").main, "recorded by mistake")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: bool(views(desk, anna)[0].ended), timeout=WAIT)
    qtbot.waitUntil(lambda: not card.buttons["change"].isEnabled(), timeout=WAIT)


def test_a_source_is_told_or_an_exemption_named(qtbot, card, desk, anna):
    assert not card.buttons["source"].isEnabled()
    press(card.buttons["add"])
    dialog = inner(qtbot, card, "holding")
    values = {"purpose": purpose(desk, "leads"), "ground": "6.1.7", "source": "other"}
    dialog.form.editor("purpose").offer(dialog._purposes())
    dialog.form.set(values)
    press(dialog.accept_button)
    assert dialog.form.complaint("source_name")
    write(dialog.form.editor("source_name").main, "Partner LLC")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: card.held.records.rowCount() == 2, timeout=WAIT)
    card.held.selectRow(1)
    assert card.held.records.data(card.held.records.index(1, 0)) == "Source not disclosed"
    press(card.buttons["source"])
    dialog = inner(qtbot, card, "source")
    dialog.form.set({"source_exemption": "18.4.2"})
    assert not dialog.form.editor("source_noticed").isVisible()
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: views(desk, anna)[1].active, timeout=WAIT)
    card.held.selectRow(1)
    press(card.buttons["notice"])
    dialog = inner(qtbot, card, "source-notice")
    qtbot.waitUntil(lambda: not dialog.previewer.busy, timeout=WAIT)
    assert dialog.draft.facts.holdings == (views(desk, anna)[1].id,)
    dialog.dirty = False
    dialog.reject()


def test_the_data_part_is_shown_before_anybody_asks(qtbot, card, desk, anna):
    declared = registers.declare_purpose(desk, purpose_fields(desk), "2026-01-01")
    holdings.end_holding(desk, views(desk, anna)[0].id, "recorded by mistake")
    consents.record_consent(desk, anna, fields(declared))
    press(card.print_button)
    dialog = inner(qtbot, card, "data-part")
    qtbot.waitUntil(lambda: dialog.rendered is not None, timeout=WAIT)
    assert dialog.view.find_text("Ответы на обращения") > 0
    dialog.reject()


def test_an_open_request_for_access_is_answered_instead(qtbot, card, desk, anna, opened):
    id = requests.register_request(desk, intake(demands=(DemandKind.ACCESS,), subject_id=anna))
    requests.confirm_identity(desk, id, "known address")
    qtbot.waitUntil(lambda: len(card.card.requests) == 1, timeout=WAIT)
    press(card.print_button)
    assert opened == [("requests", (id, "answer"))]
    assert not card.isVisible()


def test_records_are_opened_at_their_own_place(qtbot, card, desk, anna, opened):
    card.tabs.setCurrentIndex(1)
    view = card.tabs.currentWidget()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == [("consents", consents_of(desk, anna)[0].id)]


def test_search_everywhere_opens_the_card(qtbot, window, desk, anna):
    box = SearchBox(desk, window)
    box.found.connect(window.open_record)
    box.open()
    write(box.edit, "анна щёг")
    box.search()
    last = box.list.item(box.list.count() - 1)
    assert last.text().startswith("Card 2026-001 · Щёголева")
    box.list.setCurrentItem(last)
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: any(isinstance(each, SubjectDialog) for each in window.open_dialogs()), timeout=WAIT
    )
    shown = next(each for each in window.open_dialogs() if isinstance(each, SubjectDialog))
    assert shown.person == anna
    shown.reject()


def test_a_request_and_a_consent_lead_to_the_card(qtbot, window, desk, anna):
    id = requests.register_request(desk, intake(subject_id=anna))
    window.open_record("requests", id)
    window.page("requests").pane.acts["subject"].trigger()
    assert window.open_dialogs()[0].person == anna
    window.open_dialogs()[0].reject()
    window.open_record("consents", 1)
    window.page("consents").pane.acts["subject"].trigger()
    dialog = window.open_dialogs()[0]
    dialog.leave("requests", id, "identify")
    page = window.page("requests")
    qtbot.waitUntil(lambda: [each.NAME for each in page.acts.open] == ["identify"], timeout=WAIT)


def test_an_unfinished_form_comes_back_after_locking(qtbot, window, desk, anna):
    held = views(desk, anna)[0]
    window.open_record("subject", anna)
    window.open_dialogs()[0].act("hold")
    form = next(each for each in window.open_dialogs() if getattr(each, "NAME", "") == "hold")
    write(form.form.editor("reason").main, "a case in court")
    kept = {"name": "hold", "state": form.state()}
    for each in window.open_dialogs():
        each.dirty = False
        each.reject()
    assert window.reopen(kept)
    again = next(each for each in window.open_dialogs() if getattr(each, "NAME", "") == "hold")
    assert (again.person, again.held) == (anna, held)
    press(again.accept_button)
    assert holdings.holds_of(desk, anna)[0].reason == "a case in court"


def test_looking_at_the_card_is_in_the_journal_without_a_name(desk, anna):
    from desk.storage.models import Journal

    subject_card(desk, anna)
    entry = Journal.get(Journal.action == "record.opened", Journal.ref == "person/2026-001")
    assert "Щёголева" not in (entry.detail or "")
