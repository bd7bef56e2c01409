# SPDX-License-Identifier: Apache-2.0
"""Recording and renewing consents by keys: fields that follow one another, warnings, refusals, drafts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.domain.consent import ConsentKind, ConsentState, ConsentWay
from desk.domain.kinds import DemandKind
from desk.domain.registers import CollectionPoint, CollectionText, PointKind
from desk.domain.values import Both
from desk.services.consent import consents
from desk.services.register import registers
from desk.services.request import requests
from desk.storage.models import Person
from tests.factories import intake, person
from tests.services.grounds import fields, purpose, recipient
from tests.ui.hands import WAIT, press, write
from ui.dialogs.consent import ConsentDialog
from ui.dialogs.consent_paper import ConsentPaperDialog, WithdrawalPaperDialog
from ui.pages.consents import ConsentsPage


@pytest.fixture
def news(desk):
    return purpose(desk)


@pytest.fixture
def page(show_page, news):
    return show_page(ConsentsPage)


def begin(qtbot, page, name="consent", id=0):
    page.acts.begin(name, page.acts.read_card(id) if id else None)
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    return page.acts.open[-1]


def shown(form, *names):
    return [name for name in names if form.editor(name).isVisibleTo(form)]


def pick_first(qtbot, dialog, letters):
    """Type the beginning of a name and take the first card that is offered."""
    editor = dialog.form.editor("person")
    editor.edit.setFocus()
    QTest.keyClicks(editor.edit, letters)
    qtbot.waitUntil(lambda: editor.found.rowCount() > 0, timeout=WAIT)
    popup = editor.completer.popup()
    qtbot.waitUntil(popup.isVisible, timeout=WAIT)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)


def test_a_consent_of_a_new_person_is_recorded_with_its_proof(qtbot, page, desk):
    page.new_action.trigger()
    form = page.acts.open[0].form
    write(form.editor("person").main, "Звонкова Нина")
    write(form.editor("email").main, "nina@example.org")
    write(form.editor("given").main, "20.11.2026")
    write(form.editor("proof_page").main, "https://example.com/form")
    write(form.editor("proof_moment").main, "20.11.2026 14:05")
    press(page.acts.open[0].accept_button)
    qtbot.waitUntil(lambda: page.pane.card is not None, timeout=WAIT)
    card = page.pane.card
    assert card.subject.name == "Звонкова Нина"
    assert card.card.fields.evidence == {
        "page": "https://example.com/form",
        "moment": "20.11.2026 14:05 +0300",
    }
    assert card.row.given == "2026-11-20T11:05:00+00:00"
    assert page.list.current_id() == card.row.id


def test_a_known_person_is_picked_while_typing(qtbot, page, desk, news):
    requests.register_request(desk, intake(subject=person(name="Anna Vymyshlennaya")))
    dialog = begin(qtbot, page)
    pick_first(qtbot, dialog, "anna")
    editor = dialog.form.editor("person")
    assert editor.edit.text() == "Anna Vymyshlennaya"
    assert "anna@example.org" in editor.about.text()
    assert shown(dialog.form, "email", "phone") == []
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: page.pane.card is not None, timeout=WAIT)
    assert Person.select().count() == 1
    assert page.pane.card.subject.email == "anna@example.org"


def test_typing_on_makes_it_another_person(qtbot, page, desk):
    requests.register_request(desk, intake(subject=person(name="Anna Vymyshlennaya")))
    dialog = begin(qtbot, page)
    pick_first(qtbot, dialog, "anna")
    QTest.keyClicks(dialog.form.editor("person").edit, "!")
    assert dialog.form.editor("person").value() == "Anna Vymyshlennaya!"
    assert shown(dialog.form, "email", "phone") == ["email", "phone"]


def test_what_is_asked_follows_the_way_and_the_kind(qtbot, page):
    form = begin(qtbot, page).form
    assert shown(form, "proof_page", "proof_ip", "proof_call", "through") == [
        "proof_page",
        "proof_ip",
    ]
    form.set({"way": ConsentWay.AUDIO})
    assert shown(form, "proof_page", "proof_call", "proof_recording") == [
        "proof_call",
        "proof_recording",
    ]
    form.set({"way": ConsentWay.THROUGH_ANOTHER})
    assert shown(form, "through", "through_proof") == ["through", "through_proof"]
    form.set({"kind": ConsentKind.DISSEMINATION})
    assert shown(form, "resources", "passing_on", "recipients") == ["resources", "passing_on"]
    form.set({"kind": ConsentKind.CROSS_BORDER})
    assert shown(form, "resources", "recipients") == ["recipients"]


def test_weak_ways_are_said_plainly_beside_their_field(qtbot, page):
    form = begin(qtbot, page).form
    write(form.editor("person").main, "Звонкова Нина")
    assert "Nothing here proves" in form._advice["file"].text()
    write(form.editor("proof_page").main, "https://example.com")
    assert form._advice["file"].isHidden()
    form.set({"way": ConsentWay.STAYING})
    assert "no consent" in form._advice["way"].text()
    form.set({"way": ConsentWay.SITE_FORM, "separate": False})
    assert form._advice["way"].isHidden()
    assert "document of its own" in form._advice["separate"].text()


def test_refusals_stand_at_their_fields(qtbot, page, desk):
    recipient(desk)
    dialog = begin(qtbot, page)
    form = dialog.form
    press(dialog.accept_button)
    assert "State who it is" in form.complaint("person")
    write(form.editor("person").main, "Звонкова Нина")
    form.set({"kind": ConsentKind.CROSS_BORDER})
    press(dialog.accept_button)
    assert form.complaint("recipients")
    form.set({"kind": ConsentKind.DISSEMINATION, "written": True})
    press(dialog.accept_button)
    assert "order 18" in form.complaint("resources")
    form.set({"kind": ConsentKind.PROCESSING})
    write(form.editor("proof_moment").main, "19.11.2026 10:00")
    press(dialog.accept_button)
    assert "different date" in form.complaint("proof_moment")
    form.editor("proof_moment").main.clear()
    form.set({"representative": "Представителев Олег"})
    press(dialog.accept_button)
    assert form.complaint("authority")
    assert form.editor("authority").isVisible()
    assert consents.consents_of(desk, 1) == []


def test_the_edition_people_saw_is_chosen_from_the_point(qtbot, page, desk, news):
    point = registers.save_point(
        desk, CollectionPoint(0, "", PointKind.FORM, Both("Форма", "Form"), country="RU")
    )
    text = CollectionText(0, point, "processing", "7", Both("Согласен", "I agree"), "", True, "2026-11-01", purpose=news)  # fmt: skip
    id = registers.open_text(desk, text)
    form = begin(qtbot, page).form
    editor = form.editor("text")
    assert [editor.box.itemText(row) for row in range(editor.box.count())] == ["—", "Form · 7"]
    form.set({"text": id})
    assert not form.editor("fingerprint").isVisibleTo(form._folds["text"].parentWidget())
    write(form.editor("person").main, "Звонкова Нина")
    write(form.editor("proof_page").main, "https://example.com")
    press(page.acts.open[0].accept_button)
    qtbot.waitUntil(lambda: page.pane.card is not None, timeout=WAIT)
    assert page.pane.card.card.fields.text_version == "7"
    assert page.pane.card.point == Both("Форма", "Form")


def test_an_address_on_the_stop_list_needs_a_new_agreement(qtbot, page, desk, news):
    request = intake(demands=(DemandKind.STOP_MARKETING,))
    requests.register_request(desk, request)
    dialog = begin(qtbot, page)
    form = dialog.form
    assert not form.editor("lift_stop").isVisible()
    write(form.editor("person").main, request.subject.name)
    write(form.editor("email").main, request.subject.email)
    form.set({"kind": ConsentKind.MARKETING})
    write(form.editor("proof_page").main, "https://example.com")
    press(dialog.accept_button)
    assert "stop list" in form.complaint("person")
    assert form.editor("lift_stop").isVisible()
    form.set({"lift_stop": True})
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: page.pane.card is not None, timeout=WAIT)
    assert page.pane.card.row.kind is ConsentKind.MARKETING


def test_a_renewal_takes_the_place_of_the_old_one(qtbot, page, desk, news):
    old = consents.record_consent(
        desk, person(), fields(news, valid_until="2026-12-01", given="2026-11-01")
    )
    page.refresh()
    page.open_record(old)
    dialog = begin(qtbot, page, "renew", old)
    form = dialog.form
    assert not form.editor("kind").isEnabled()
    assert form.editor("person").edit.text() == person().name
    write(form.editor("given").main, "21.11.2026")
    write(form.editor("proof_page").main, "https://example.com/again")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: page.pane.card.row.id != old, timeout=WAIT)
    assert consents.consent_card(desk, old).row.state is ConsentState.REPLACED
    assert page.pane.card.renews_number == "consent/2026-001"


def test_what_was_typed_survives_locking(qtbot, page, show_page, tmp_path):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4")
    dialog = begin(qtbot, page)
    write(dialog.form.editor("person").main, "Звонкова Нина")
    dialog.form.set({"way": ConsentWay.PAPER, "kind": ConsentKind.CROSS_BORDER})
    dialog.form.editor("file").row.take(scan)
    kept = page.state()
    dialog.dirty = False
    dialog.reject()
    again = show_page(ConsentsPage)
    again.restore(kept)
    form = again.acts.open[0].form
    assert form.editor("person").edit.text() == "Звонкова Нина"
    assert form.editor("way").value() is ConsentWay.PAPER
    assert form.editor("file").value() == ("scan.pdf", b"%PDF-1.4")
    assert shown(form, "recipients", "proof_stored_at") == ["recipients", "proof_stored_at"]


def test_a_file_goes_with_the_consent(qtbot, page, tmp_path):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4")
    dialog = begin(qtbot, page)
    write(dialog.form.editor("person").main, "Звонкова Нина")
    dialog.form.editor("file").row.take(scan)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: page.pane.card is not None, timeout=WAIT)
    assert [each.name for each in page.pane.card.files] == ["scan.pdf"]
    assert page.pane.card.card.warnings == ()


def drawn(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.previewer.busy, timeout=WAIT)
    return dialog.draft


def test_the_consent_form_is_filled_in_or_left_to_the_pen(qtbot, page, desk, news):
    id = consents.record_consent(desk, person(), fields(news))
    page.refresh()
    page.open_record(id)
    dialog = begin(qtbot, page, "print", id)
    assert isinstance(dialog, ConsentPaperDialog)
    draft = drawn(qtbot, dialog)
    assert (draft.form, draft.consent) == ("consent", id)
    assert draft.facts.subject_name == person().name
    dialog.form.editor("person").edit.clear()
    dialog.redraw()
    assert drawn(qtbot, dialog).facts.subject_name == ""
    dialog.form.set({"kind": ConsentKind.MARKETING})
    dialog.redraw()
    assert drawn(qtbot, dialog).form == "consent_marketing"
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)
    assert dialog.issued.form == "consent_marketing"
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: len(page.acts.read_card(id).papers) == 1, timeout=WAIT)


def test_the_withdrawal_form_names_the_consent(qtbot, page, desk, news):
    id = consents.record_consent(desk, person(), fields(news))
    dialog = begin(qtbot, page, "print_withdrawal", id)
    assert isinstance(dialog, WithdrawalPaperDialog)
    assert drawn(qtbot, dialog).facts.consent_number == "consent/2026-001"
    dialog.form.set({"demands": (DemandKind.WITHDRAW,)})
    dialog.redraw()
    assert drawn(qtbot, dialog).facts.demands == ("withdraw",)
    dialog.form.editor("person").edit.clear()
    dialog.redraw()
    assert drawn(qtbot, dialog).facts.consent_number == ""
    dialog.reject()


def test_a_blank_form_needs_no_consent(qtbot, page):
    page.form_actions[0].trigger()
    dialog = page.acts.open[0]
    assert drawn(qtbot, dialog).facts.subject_name == ""
    dialog.reject()


def test_the_dialog_speaks_of_one_paper_one_purpose(qtbot, page):
    assert isinstance(begin(qtbot, page), ConsentDialog)
    assert "one paper or tick, one purpose" in page.acts.open[0].introduction()


def test_the_proof_is_put_right_and_the_reason_stands_in_the_history(qtbot, page, desk, news):
    id = consents.record_consent(desk, person(), fields(news, way=ConsentWay.SITE_FORM))
    dialog = begin(qtbot, page, "evidence", id)
    assert dialog.form.editor("proof_ip").value() == "192.0.2.7"
    write(dialog.form.editor("proof_ip").main, "1" * 9_999)
    write(dialog.form.editor("reason").main, "Опечатка")
    press(dialog.accept_button)
    assert dialog.form.complaint("proof_ip")
    write(dialog.form.editor("proof_ip").main, "192.0.2.9")
    press(dialog.accept_button)
    card = consents.consent_card(desk, id)
    assert card.fields.evidence == {"page": "https://example.com/form", "ip": "192.0.2.9"}
    assert card.timeline[-1].note == "Опечатка"
