# SPDX-License-Identifier: Apache-2.0
"""Forms: values there and back, complaints beside the field, names for screen readers."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QWidget,
)

from desk.domain.values import Both
from desk.errors import N_, Refusal
from tests.ui import walk
from ui import language
from ui.forms import (
    AreaField,
    BothField,
    CheckField,
    ChoiceField,
    DateField,
    Form,
    ManyField,
    MomentField,
    Section,
    TextField,
)
from ui.lines import LineDialog, LinesEditor
from ui.panes import scrolled
from ui.pick_fields import PickField

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def make_form() -> Form:
    return Form(
        [
            TextField("inn", N_("INN"), hint="Ten digits.", mandatory=True),
            BothField("name", N_("Full name")),
            BothField("duties", N_("Duties"), rows=3),
            ChoiceField("kind", N_("Kind"), options=[("a", "First"), ("b", "Second")]),
            ManyField("demands", N_("Demands"), options=[(1, "One"), (2, "Two"), (3, "Three")]),
            DateField("day", N_("Day"), today=lambda: date(2026, 11, 22)),
            MomentField("received", N_("Received"), now=lambda: NOW, zone="Europe/Moscow"),
            Section("More", folded=True),
            AreaField("note", N_("Note")),
            CheckField("printed", N_("I printed it")),
        ]
    )


VALUES = {
    "inn": "250000000103",
    "name": Both("Вера", "Vera"),
    "duties": Both("Первая\nвторая", ""),
    "kind": "b",
    "demands": (1, 3),
    "day": date(2026, 11, 24),
    "received": datetime(2026, 11, 20, 12, 30, tzinfo=UTC),
    "note": "строка\nи ещё",
    "printed": True,
}


@pytest.fixture
def form(qtbot) -> Form:
    made = make_form()
    qtbot.addWidget(made)
    made.show()
    return made


def test_values_come_back_as_they_were_set(form: Form) -> None:
    form.set(VALUES)
    assert form.values() == VALUES


def test_what_was_typed_survives_as_plain_data(form: Form, qtbot) -> None:
    form.set(VALUES)
    form.editor("day").restore("вчера, кажется")
    again = make_form()
    qtbot.addWidget(again)
    again.restore(form.state())
    assert again.state() == form.state()
    with pytest.raises(Refusal):
        again.values()


def test_a_refusal_stands_beside_its_field_and_takes_the_focus(form: Form, qtbot) -> None:
    form.activateWindow()
    form.complain(Refusal(N_("Give your name."), field="name.en"))
    assert form.complaint("name") == "Give your name."
    assert form.complaint("inn") == ""
    qtbot.waitUntil(lambda: form.focusWidget() is form.editor("name").part("en"))
    assert form.editor("name").main.accessibleDescription() == "Give your name."


def test_a_refusal_without_a_field_stands_above_the_form(form: Form) -> None:
    form.complain(Refusal(N_("Give your name."), field="nobody"))
    assert form.complaint() == "Give your name."
    form.forgive()
    assert form.complaint() == ""


def test_a_complaint_about_a_hidden_field_stands_above_the_form(form: Form) -> None:
    form.show_field("inn", False)
    form.complain(Refusal(N_("Give your name."), field="inn"))
    assert form.complaint() == "Give your name."


def test_editing_takes_the_complaint_away(form: Form, type_text) -> None:
    form.complain(Refusal(N_("Give your name."), field="inn"))
    type_text(form.editor("inn").main, "ю5")
    assert form.complaint("inn") == ""
    assert form.values()["inn"] == "ю5"


def test_a_refusal_opens_the_fold_it_lies_in(form: Form) -> None:
    assert not form.editor("note").isVisible()
    form.complain(Refusal(N_("Give your name."), field="note"))
    assert form.editor("note").isVisible()


@pytest.mark.parametrize("speech", ["ru", "en"])
def test_every_editor_has_a_name_for_screen_readers(qtbot, speech: str) -> None:
    language.use(speech)
    made = make_form()
    qtbot.addWidget(made)
    for name in VALUES:
        main = made.editor(name).main
        spoken = QAccessible.queryAccessibleInterface(main).text(QAccessible.Text.Name)
        assert spoken.strip(), name


@pytest.mark.parametrize("text", ["<b>&", "x" * 20_000, "\u202eabc", "😀", "a\0b"])
def test_odd_text_is_taken_as_text(form: Form, text: str) -> None:
    form.set({"inn": text, "note": text})
    assert isinstance(form.values()["inn"], str)
    assert len(str(form.values()["inn"])) <= 10_000
    form.grab()


def test_long_words_of_a_choice_stand_in_as_many_lines_as_they_need(qtbot) -> None:
    long = "Response to a request for access to personal data"
    form = Form([ChoiceField("paper", N_("Kind"), options=[("a", "Short"), ("b", long)])])
    qtbot.addWidget(form)
    form.resize(form.fontMetrics().averageCharWidth() * 40, 200)
    form.show()
    box = form.editor("paper").main
    one_line = box.height()
    form.set({"paper": "b"})
    qtbot.waitUntil(lambda: box.height() > one_line)
    assert walk.cut_words(form) == []
    form.set({"paper": "a"})
    form.resize(form.width(), 200)
    qtbot.waitUntil(lambda: box.minimumHeight() == one_line)


def test_long_words_beside_a_tick_break_into_lines(qtbot) -> None:
    long = "Information on transfers of personal data and on their recipients"
    form = Form(
        [CheckField("told", N_("Kind")), ManyField("all", N_("Many"), [(1, long)], columns=1)]
    )
    qtbot.addWidget(form)
    form.resize(form.fontMetrics().averageCharWidth() * 40, 300)
    form.show()
    box = form.editor("all").boxes[0]
    qtbot.waitUntil(lambda: "\n" in box.text())
    qtbot.waitUntil(lambda: box.height() >= box.fontMetrics().height() * 2)
    assert walk.cut(form) == []
    form.resize(form.fontMetrics().averageCharWidth() * 120, 300)
    qtbot.waitUntil(lambda: box.text().replace("&", "") == long)


def test_a_short_label_stands_in_one_line_with_its_star(qtbot) -> None:
    form = Form([TextField("secret", N_("Your passphrase"), mandatory=True)])
    qtbot.addWidget(form)
    form.show()
    label = form.findChild(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
    words = label.fontMetrics().horizontalAdvance(label.text())
    assert label.contentsRect().width() > words


@pytest.mark.parametrize("across", ["box", "words"])
def test_a_line_of_a_long_list_is_ticked_and_unticked_by_its_box_and_by_its_words(qtbot, across):
    editor = PickField("data", "Data", options=[(each, each * 9) for each in "abc"]).build(None)
    qtbot.addWidget(editor)
    editor.show()
    editor.set(("a", "c"))
    for chosen in (("a",), ("a", "c"), ("a",)):
        (item,) = (each for each in editor.items() if each.text() == "c" * 9)
        line = editor.list.visualItemRect(item)
        x = (
            line.left() + editor.fontMetrics().height() * 2 // 3
            if across == "box"
            else line.center().x()
        )
        qtbot.mouseClick(
            editor.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, line.center().y())
        )
        assert editor.value() == chosen


def test_a_long_text_grows_with_its_words_up_to_a_bound(qtbot) -> None:
    form = Form([AreaField("note", N_("Note"))])
    qtbot.addWidget(form)
    form.resize(400, 800)
    form.show()
    edit = form.editor("note").edit
    first = edit.height()
    edit.setPlainText("\n".join(["line"] * 6))
    assert edit.height() > first
    assert edit.verticalScrollBar().maximum() == 0
    edit.setPlainText("\n".join(["line"] * 60))
    assert edit.height() < first * 4
    edit.setPlainText("")
    assert edit.height() == first


def test_a_steady_area_keeps_its_width_whether_there_is_something_to_scroll_or_not(qtbot) -> None:
    inner = QWidget()
    area = scrolled(inner, None, steady=True)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    short = area.viewport().width()
    inner.setMinimumHeight(900)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert area.viewport().width() == short


def test_a_heading_is_there_while_a_field_below_it_is(qtbot) -> None:
    form = Form([TextField("a", "First"), Section("Abroad"), TextField("b", "Why")])
    qtbot.addWidget(form)
    (heading,) = (each for each in form.findChildren(QLabel) if each.text() == "Abroad")
    form.show_field("b", False)
    assert heading.isHidden()
    form.show_field("b")
    assert not heading.isHidden()


def test_a_question_stands_above_its_field(qtbot) -> None:
    question = "Are data processed for further purposes other than the one of collection?"
    form = Form([TextField("a", "Name"), TextField("b", question)])
    qtbot.addWidget(form)
    form.resize(500, 400)
    form.show()
    (label,) = (each for each in form.findChildren(QLabel) if each.text() == question)
    assert (
        label.mapTo(form, label.rect().bottomLeft()).y()
        <= form.editor("b").mapTo(form, QPoint()).y()
    )
    assert label.width() > form.width() * 0.9


class Posts(LinesEditor):
    HEADS = ("Name", "Post")
    DIALOG = LineDialog

    def cells(self, line):
        return line


def test_long_words_of_a_line_have_room_for_two_lines(qtbot) -> None:
    editor = Posts(None, None, "People", "", None)
    qtbot.addWidget(editor)
    editor.show_lines([("A", "Head")])
    low = editor.list.sizeHintForRow(0)
    editor.show_lines([("A", "Head of the department that keeps the archive")])
    assert editor.list.wordWrap()
    assert editor.list.sizeHintForRow(0) == low + editor.fontMetrics().lineSpacing()


def test_no_item_of_a_list_is_just_as_wide_as_its_words(qtbot) -> None:
    """By a fraction of a pixel its style would then hold a line for too long, and draw nothing below it."""
    said = "Answering enquiries and orders: name, e-mail address, telephone number, place of work"
    editor = PickField("a", "What", options=[("x", said)]).build(None)
    qtbot.addWidget(editor)
    editor.show()
    for width in range(200, 260, 3):
        editor.resize(width, 300)
        QApplication.processEvents()
        room = editor.list.viewport().width() - editor.list.spacing() * 2
        assert editor.list.visualItemRect(editor.list.item(0)).width() == room
