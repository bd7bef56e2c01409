# SPDX-License-Identifier: Apache-2.0
"""A request under another law at the window: chosen on taking in, changed later, doubted where it is shown."""

import pytest
from PySide6.QtWidgets import QLabel

from desk.domain.kinds import ApplicantRole, DemandKind, Law, Step
from desk.services.request import requests
from desk.services.settings import set_setting, setting
from tests.factories import intake
from tests.ui.hands import WAIT, at_the_desk, press, write
from tests.ui.test_take_in import letter, open_dialog
from ui import words
from ui.dialogs.answer import AnswerDialog
from ui.dialogs.refuse import RefuseDialog
from ui.dialogs.settings import SettingsDialog
from ui.grounds import GroundDialog
from ui.pages.requests import RequestsPage
from ui.pages.today import TodayPage
from ui.record_parts import Term

NOT_VERIFIED = {"en": "not verified", "ru": "не проверено"}


@pytest.fixture
def page(show_page):
    return show_page(RequestsPage)


def texts(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def shown(form, name):
    """Whether the row of a field is there; the section around it may be folded."""
    layout, row = form._rows[name]
    return layout.isRowVisible(row)


def show(page, id):
    page.refresh()
    page.open_record(id)
    return page.pane


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_letter_is_taken_in_under_vietnamese_law(qtbot, desk, jobs, show_page, language):
    with at_the_desk(language):
        dialog = open_dialog(qtbot, desk, jobs, letter())
        form = dialog.intake_form
        assert form.editor("laws").value() == "ru"
        assert not shown(form, "third_party")
        form.set({"laws": "ru vn"})
        assert shown(form, "third_party")
        form.set({"third_party": True})
        press(dialog.accept_button)
        qtbot.waitUntil(lambda: bool(dialog.done_with), timeout=WAIT)
        (id,) = dialog.done_with
        card = requests.request_card(desk, id)
        assert card.laws == (Law.RU, Law.VN)
        assert {line.due.rule for line in card.deadlines} == {
            "access.answer", "vn.acknowledge", "vn.give.shared",
        }  # fmt: skip
        pane = show(show_page(RequestsPage), id)
        assert pane.doubt.isVisibleTo(pane)
        assert NOT_VERIFIED[language] in pane.doubt.accessibleName() + pane.doubt.text()
        assert pane.steps[Step.ACKNOWLEDGE].isDefault()
        pane.why_button.setChecked(True)
        assert ("Не проверено" if language == "ru" else "Not verified") in pane.why.text()
        told = [each.findChild(QLabel).text() for each in pane.what.findChildren(Term)]
        assert sum(NOT_VERIFIED[language] in text for text in told) == 2
        assert len(told) == 3
        assert words.label(Law.VN) in texts(pane.what)


def test_a_record_under_russian_law_looks_as_it_did(desk, page):
    id = requests.register_request(desk, intake())
    pane = show(page, id)
    assert not pane.doubt.isVisibleTo(pane)
    assert "not verified" not in texts(pane)
    assert "Law that applies" not in texts(pane.what)


def test_the_usual_laws_stand_in_the_form_and_roskomnadzor_has_no_choice(qtbot, desk, jobs):
    set_setting(desk, "laws", "gdpr")
    dialog = open_dialog(qtbot, desk, jobs, letter())
    form = dialog.intake_form
    assert form.editor("laws").value() == "gdpr"
    form.set({"role": ApplicantRole.RKN})
    form._follow_role()
    assert not shown(form, "laws")
    assert form.intake().laws == ()
    dialog.dirty = False
    dialog.reject()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_another_law_is_chosen_from_the_record(qtbot, desk, show_page, language):
    with at_the_desk(language):
        page = show_page(RequestsPage)
        id = requests.register_request(desk, intake())
        show(page, id)
        page.pane.act_wanted.emit("laws")
        (dialog,) = page.acts.open
        assert dialog.form.editor("laws").value() == "ru"
        press(dialog.accept_button)
        assert dialog.form.complaint("reason")
        write(dialog.form.editor("reason").main, "Субъект живёт в Германии")
        press(dialog.accept_button)
        assert dialog.form.complaint("laws")
        dialog.form.set({"laws": "gdpr"})
        press(dialog.accept_button)
        card = requests.request_card(desk, id)
        assert card.laws == (Law.GDPR,)
        assert [line.due.row for line in card.deadlines] == ["G01"]
        page.refresh()
        assert page.pane.doubt.isVisibleTo(page.pane)


def test_today_marks_what_is_not_verified(desk, show_page):
    requests.register_request(desk, intake(laws=(Law.GDPR,)))
    page = show_page(TodayPage)
    model = page.agenda.records
    spoken = [model.data(model.index(row, 0)) for row in range(model.rowCount())]
    assert any("not verified" in (text or "") for text in spoken)
    assert "Not verified" in page.why_text.text()


def test_a_refusal_under_another_law_names_its_norm(qtbot, desk, jobs):
    id = requests.register_request(desk, intake(laws=(Law.VN,), demands=(DemandKind.ACCESS,)))
    requests.confirm_identity(desk, id, "По адресу")
    dialog = RefuseDialog(desk, jobs, None, requests.request_card(desk, id, "en"))
    dialog.open()
    dialog.refused._edit()
    line = dialog.refused.findChild(GroundDialog)
    assert line.form.editor("ground")._values == ["", "vn.named"]
    line.form.editor("ground").set("vn.named")
    assert shown(line.form, "basis")
    write(line.form.editor("basis").parts["ru"].main, "статья 19 Закона № 91/2025/QH15")
    write(line.form.editor("facts").parts["ru"].main, "Обработка предусмотрена законом")
    press(line.accept_button)
    (refused,) = dialog.refused.lines
    assert refused.withheld.ground == "vn.named"
    assert refused.withheld.basis.ru.startswith("статья 19")
    assert dialog.refused.read(dialog.refused.plain(refused)) == refused
    qtbot.waitUntil(
        lambda: not dialog._pause.isActive() and not dialog.previewer.busy, timeout=WAIT
    )
    assert all(not lack.where.endswith("basis") for lack in dialog.draft.missing)
    dialog.dirty = False
    dialog.reject()


def test_the_usual_laws_are_set_in_the_settings(qtbot, desk, jobs):
    dialog = SettingsDialog(desk, jobs, None)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.form.set({"laws": "ru vn"})
    dialog.submit()
    assert setting(desk, "laws") == "ru vn"


def test_an_answer_offers_no_paper_of_russian_law_alone(qtbot, desk, jobs):
    id = requests.register_request(desk, intake(laws=(Law.GDPR,), demands=(DemandKind.INSPECT,)))
    requests.confirm_identity(desk, id, "По адресу")
    dialog = AnswerDialog(desk, jobs, None, requests.request_card(desk, id, "en"))
    dialog.open()
    assert dialog.forms() == ("reply_access", "reply_not_processed")
    qtbot.waitUntil(
        lambda: not dialog._pause.isActive() and not dialog.previewer.busy, timeout=WAIT
    )
    dialog.dirty = False
    dialog.reject()
