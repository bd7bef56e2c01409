# SPDX-License-Identifier: Apache-2.0
"""Lists: pages by id, order by the database, keyset above the limit, badges, CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from desk.domain.values import Query
from ui import messages, models, theme
from ui.cells import broken
from ui.columns import Wish, fitting
from ui.csv_file import csv_bytes, safe, save_list
from ui.models import Column, PagedModel, RowsModel
from ui.pages.consents import ConsentsPage
from ui.pages.destruction import DestructionPage
from ui.pages.papers import PapersPage
from ui.pages.requests import RequestsPage
from ui.pages.transfers import TransfersPage
from ui.tables import BADGE, TableView
from ui.theme import Badge, Tone


@dataclass(frozen=True)
class Line:
    id: int
    name: str


class Source:
    """A register of so many lines that counts what it is asked."""

    def __init__(self, count: int) -> None:
        self.count, self.asked, self.gone = count, 0, set[int]()

    def ids(self, query: Query, after: int | None, limit: int | None) -> list[int]:
        found = [i for i in range(1, self.count + 1) if query.text in f"line {i}"]
        if query.sort.startswith("-"):
            found.reverse()
        if after is not None:
            found = found[found.index(after) + 1 :]
        return found[:limit]

    def rows(self, ids: Sequence[int]) -> list[Line]:
        self.asked += 1
        return [Line(id, f"line {id}") for id in reversed(ids) if id not in self.gone]

    def bound(self) -> int:
        return self.count


COLUMNS = (
    Column("id", "No.", lambda line, _words: str(line.id), Qt.AlignmentFlag.AlignRight, sort="id"),
    Column(
        "name", "Name", lambda line, _words: line.name, tip=lambda line, _words: f"tip {line.id}"
    ),
    Column(
        "state",
        "State",
        lambda _line, _words: "done",
        badge=lambda _line, _words: Badge(Tone.DONE, "done"),
    ),
)


def paged(source: Source) -> PagedModel:
    model = PagedModel(COLUMNS, source.ids, source.rows, source.bound)
    model.load()
    return model


def shown(model: PagedModel | RowsModel, row: int, column: int = 1) -> str:
    return str(model.index(row, column).data())


def test_the_model_obeys_qt(qtbot) -> None:
    source = Source(1000)
    model = paged(source)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.load(Query(text="7"))
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert shown(model, 0) == "line 997"


def test_only_pages_in_sight_are_read(qtbot) -> None:
    source = Source(100_000)
    model = paged(source)
    assert source.asked == 0
    assert shown(model, 50_000) == "line 50001"
    assert shown(model, 50_100) == "line 50101"
    assert source.asked == 1


def test_at_most_twenty_pages_are_kept(qtbot) -> None:
    source = Source(100_000)
    model = paged(source)
    for page in range(60):
        shown(model, page * models.PAGE)
    assert source.asked == 60
    shown(model, 59 * models.PAGE)
    assert source.asked == 60
    shown(model, 0)
    assert source.asked == 61


def test_a_row_that_vanished_shows_a_dash(qtbot) -> None:
    source = Source(10)
    source.gone.add(3)
    assert shown(paged(source), 2) == "—"


def test_above_the_limit_ids_come_by_keyset(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "WHOLE", 5000)
    source = Source(7000)
    model = paged(source)
    assert model.rowCount() == models.PORTION
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == 7000
    assert shown(model, 6999) == "line 7000"


def test_rows_that_come_in_portions(qtbot) -> None:
    lines = [Line(i, f"line {i}") for i in range(450)]

    def portion(last: Line | None) -> list[Line]:
        start = 0 if last is None else last.id + 1
        return lines[start : start + 200]

    model = RowsModel(COLUMNS, portion)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.load()
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == 450
    assert shown(model, 449) == "line 449"


def test_the_view_tells_what_is_chosen_and_opened(qtbot) -> None:
    view = TableView(paged(Source(20)), "Lines")
    qtbot.addWidget(view)
    view.show()
    with qtbot.waitSignal(view.chosen) as chosen:
        assert view.choose(7)
    assert chosen.args == [7]
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [7]
    assert not view.choose(99)


def test_a_click_on_the_header_sorts_in_the_source(qtbot) -> None:
    model = paged(Source(30))
    view = TableView(model, "Lines")
    qtbot.addWidget(view)
    view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert model.query.sort == "-id"
    assert shown(model, 0) == "line 30"


def test_columns_keep_their_place_and_visibility(qtbot) -> None:
    view = TableView(paged(Source(3)), "Lines")
    qtbot.addWidget(view)
    view.setColumnHidden(1, True)
    state = view.columns_state()
    again = TableView(paged(Source(3)), "Lines")
    qtbot.addWidget(again)
    again.restore_columns(state)
    assert [column.id for column in again.shown_columns()] == ["id", "state"]
    again.restore_columns("not a state")
    assert [column.id for column in again.shown_columns()] == ["id", "state"]


def wide(*titles: str) -> tuple[Column, ...]:
    return tuple(
        Column(title, title, lambda line, _words, t=title: f"{t} of {line.name}", rank=rank)
        for rank, title in enumerate(titles)
    )


def test_columns_that_find_no_room_leave_and_come_back(qtbot) -> None:
    source = Source(5)
    model = PagedModel(wide("First", "Second", "Third"), source.ids, source.rows)
    model.load()
    view = TableView(model, "Lines")
    qtbot.addWidget(view)
    view.resize(view.fontMetrics().averageCharWidth() * 24, 300)
    view.show()
    seen = [number for number in range(3) if not view.isColumnHidden(number)]
    assert seen == [0], "the highest rank leaves first, and what is left can be read"
    assert view.columns_state() == "", "want of room is no wish of a person"
    assert len(view.shown_columns()) == 3, "a CSV of the list still has them"
    view.resize(view.fontMetrics().averageCharWidth() * 120, 300)
    qtbot.waitUntil(lambda: not view.isColumnHidden(2))


def test_a_column_without_room_stands_below_another(qtbot) -> None:
    columns = (
        Column("kind", "A title of many words", lambda _line, _words: "Access", lines=2),
        Column("step", "Another of many words", lambda _line, _words: "Check", below="kind"),
    )
    model = RowsModel(columns, lambda last: [] if last else [Line(1, "x")])
    model.load()
    view = TableView(model, "Lines")
    qtbot.addWidget(view)
    view.resize(view.fontMetrics().averageCharWidth() * 32, 300)
    view.show()
    assert (view.isColumnHidden(1), view.below(0)) == (True, 1)
    alone = view.rowHeight(0)
    view.grab()
    view.resize(900, 300)
    qtbot.waitUntil(lambda: view.below(0) == -1)
    assert alone == view.rowHeight(0) + view.fontMetrics().lineSpacing()


def test_a_long_step_below_a_kind_is_read_in_whole(qtbot) -> None:
    columns = (
        Column("kind", "Kind", lambda _line, _words: "Access to personal data", width=10, lines=2),
        Column(
            "step", "A title that needs room", lambda _line, _words: "Take the measure and record it",
            width=10, lines=3, below="kind",
        ),
    )  # fmt: skip
    model = RowsModel(columns, lambda last: [] if last else [Line(1, "x")])
    model.load()
    view = TableView(model, "Lines")
    qtbot.addWidget(view)
    view.resize(view.fontMetrics().averageCharWidth() * 20, 300)
    view.show()
    assert view.below(0) == 1
    room = view.columnWidth(0) - theme.unit(view) * 2
    texts = ("Access to personal data", "Take the measure and record it")
    lines = [line for each in texts for line in broken(each, view.fontMetrics(), room, 9)]
    assert len(lines) > 3
    assert view.rowHeight(0) >= len(lines) * view.fontMetrics().lineSpacing()
    view.grab()


def test_a_double_name_breaks_after_its_hyphen(qtbot) -> None:
    shown = QWidget()
    qtbot.addWidget(shown)
    metrics = shown.fontMetrics()
    name = "Примерная-Вымышленная Анна"
    room = metrics.horizontalAdvance("Вымышленная Анна") + 2
    assert broken(name, metrics, room, 2) == ["Примерная-", "Вымышленная Анна"]
    assert broken(name, metrics, metrics.horizontalAdvance(name) + 2, 2) == [name]


def test_one_endless_word_drives_no_column_away(qtbot) -> None:
    columns = (
        Column("kind", "Kind", lambda _line, _words: "Access", width=18),
        Column("who", "Person", lambda line, _words: line.name, width=16, lines=2, rank=1),
    )
    model = RowsModel(columns, lambda last: [] if last else [Line(1, "x" * 200)])
    model.load()
    view = TableView(model, "Lines")
    qtbot.addWidget(view)
    view.resize(view.fontMetrics().averageCharWidth() * 46, 300)
    view.show()
    assert not view.isColumnHidden(1)


def test_a_title_is_never_cut(qtbot) -> None:
    source = Source(5)
    model = PagedModel(wide("A very long title of a column"), source.ids, source.rows)
    model.load()
    view = TableView(model, "Lines")
    qtbot.addWidget(view)
    view.resize(60, 300)
    view.show()
    title = view.horizontalHeader().fontMetrics().horizontalAdvance("A very long title of a column")
    assert view.columnWidth(0) >= title


def test_a_column_keeps_room_for_what_is_further_down(qtbot) -> None:
    columns = (
        Column("name", "What was done", lambda line, _words: line.name, room=40),
        Column("last", "Signature", lambda _line, _words: ""),
    )
    model = RowsModel(columns, lambda last: [Line(1, "seen")] if last is None else [])
    view = TableView(model, "Lines")
    qtbot.addWidget(view)
    sign = view.fontMetrics().averageCharWidth()
    view.resize(sign * 90, 300)
    view.show()
    model.load()
    assert view.columnWidth(0) >= sign * 40
    view.resize(sign * 45, 300)
    QApplication.processEvents()
    assert not view.isColumnHidden(1), "where there is none, it gives way"


@pytest.mark.parametrize("first", [[], [Line(1, "x")]])
def test_columns_grow_with_what_comes_later(qtbot, first: list[Line]) -> None:
    lines = list(first)
    columns = (
        Column("place", "Where it is all kept", lambda _line, _words: ""),
        Column("due", "Due", lambda line, _words: line.name),
        Column("last", "Signature", lambda _line, _words: ""),
    )
    model = RowsModel(columns, lambda last: lines if last is None else [])
    view = TableView(model, "Lines")
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show()
    model.load()
    words = view.fontMetrics().horizontalAdvance
    assert view.columnWidth(0) > words("Where it is all kept"), "also while the list is empty"
    lines[:] = [Line(1, "08.12.2026, by noon")]
    model.load()
    grown = view.columnWidth(1)
    assert grown > words("08.12.2026, by noon")
    lines[:] = [Line(1, "x")]
    model.load()
    assert view.columnWidth(1) == grown, "a filter does not move the columns"


def test_a_column_a_person_has_dragged_keeps_its_width(qtbot) -> None:
    view = TableView(paged(Source(3)), "Lines")
    qtbot.addWidget(view)
    view.resize(800, 300)
    view.show()
    header = view.horizontalHeader()
    edge = QPoint(header.sectionSize(0) - 1, header.height() // 2)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    header.resizeSection(0, 222)
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    view.resize(500, 300)
    assert view.columnWidth(0) == 222
    assert view.columns_state()


@pytest.mark.parametrize(("width", "told"), [(60, True), (600, False)])
def test_a_cut_text_is_told_whole(qtbot, width: int, *, told: bool) -> None:
    column = Column("name", "Name", lambda line, _words: line.name)
    lines = [Line(1, "a name of many words indeed")]
    model = RowsModel((column,), lambda last: [] if last else lines)
    model.load()
    view = TableView(model, "Lines")
    qtbot.addWidget(view)
    view.resize(width, 200)
    view.show()
    at = view.visualRect(view.records.index(0, 0)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    assert (QToolTip.text() == "a name of many words indeed") is told
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_an_empty_list_explains_itself_and_offers_a_step(qtbot) -> None:
    pressed: list[bool] = []
    view = TableView(paged(Source(0)), "Lines")
    qtbot.addWidget(view)
    view.explain_empty("Nothing here yet.", "Begin", lambda: pressed.append(True))
    view.resize(600, 400)
    view.show()
    button = view.findChildren(type(view._empty.button))[0]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [True]


def test_state_is_a_word_and_a_badge(qtbot) -> None:
    model = paged(Source(2))
    index = model.index(0, 2)
    assert index.data() == "done"
    assert index.data(BADGE) == Badge(Tone.DONE, "done")


def test_csv_holds_the_shown_columns_and_disarms_formulas(qtbot, tmp_path: Path) -> None:
    columns = [COLUMNS[0], replace(COLUMNS[1], value=lambda line, _words: f"=1+{line.id};\n")]
    text = csv_bytes(columns, [Line(1, ""), None, Line(2, "")]).decode("utf-8-sig")
    assert text == 'No.;Name\r\n1;"\'=1+1;\n"\r\n2;"\'=1+2;\n"\r\n'


@pytest.mark.parametrize("cell", ["=SUM(A1)", "+7 900", "-1", "@x", "\t=1", "\r=1", "＝1"])
def test_cells_like_formulas_are_disarmed(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert safe("plain") == "plain"


def test_a_list_is_saved_where_the_person_says(qtbot, tmp_path: Path) -> None:
    view = TableView(paged(Source(3)), "Lines")
    qtbot.addWidget(view)
    path = tmp_path / "lines.csv"
    messages.answers.extend([True, path])
    assert save_list(view, "lines", view)
    assert path.read_text("utf-8-sig").splitlines()[-1] == "3;line 3;done"
    messages.answers.extend([False, None])
    assert not save_list(view, "lines", view)
    messages.answers.append(None)
    assert not save_list(view, "lines", view)
    assert "all of them" in messages.shown[-1], "no file is asked for after Cancel"


@pytest.mark.parametrize(
    ("kind", "stay"),
    [
        (RequestsPage, {"left", "number"}),
        (DestructionPage, {"left", "number"}),
        (ConsentsPage, {"state", "number"}),
        (PapersPage, {"number", "form"}),  # whose name says first what must not be used
        (TransfersPage, {"flow", "recipient"}),
    ],
)
def test_what_a_record_is_and_how_it_stands_leave_a_narrow_list_last(show_page, kind, stay):
    columns = show_page(kind).model.columns
    wishes = [Wish(at, 100, 100, each.rank) for at, each in enumerate(columns) if each.shown]
    assert {columns[at].id for at in fitting(wishes, 200)} == stay


@pytest.mark.parametrize(("room", "stay"), [(300, {0, 1, 2}), (270, {0, 1, 2}), (250, {0, 1})])
def test_a_third_column_is_cut_short_rather_than_left_out(room: int, stay: set[int]) -> None:
    widths = fitting([Wish(0, 90, 90), Wish(1, 100, 90), Wish(2, 200, 120), Wish(3, 90, 90)], room)
    assert set(widths) == stay
    assert sum(widths.values()) <= room


def test_columns_give_way_by_what_they_have_to_spare() -> None:
    widths = fitting([Wish(0, 400, 100), Wish(1, 250, 100), Wish(2, 90, 90)], 440)
    assert widths == {0: 200, 1: 150, 2: 90}, (
        "none is pressed to its least while another has its fill"
    )


class TestWordsThatLackRoom:
    COLUMNS = (
        Column("number", "No.", lambda _line, _words: "уничтожение 2026"),
        Column("name", "Name", lambda line, _words: line.name, width=10, lines=3),
        Column("role", "Role", lambda _line, _words: "обрабатывает данные " * 8, width=10),
    )

    def view(self, qtbot, name: str, width: int) -> TableView:
        made = TableView(RowsModel(self.COLUMNS, lambda last: [] if last else [Line(1, name)]), "L")
        qtbot.addWidget(made)
        made.resize(made.fontMetrics().averageCharWidth() * width, 300)
        made.show()
        made.records.load()
        return made

    def test_a_name_breaks_into_lines_and_the_rows_grow_with_it(self, qtbot) -> None:
        one = self.view(qtbot, "Почта", 110)
        two = self.view(qtbot, "Общество с ограниченной ответственностью «Почта»", 110)
        assert one.rowHeight(0) < two.rowHeight(0)
        most = two.rowHeight(0) // two.fontMetrics().lineSpacing()
        room = two.columnWidth(1) - theme.unit(two) * 2
        name = two.records.row_at(0).name
        assert " ".join(broken(name, two.fontMetrics(), room, most)) == name

    def test_a_number_is_never_cut(self, qtbot) -> None:
        view = self.view(qtbot, "Почта", 45)
        words = view.fontMetrics().horizontalAdvance("уничтожение 2026")
        assert view.columnWidth(0) - theme.unit(view) * 2 >= words

    def test_what_has_no_room_in_the_last_line_is_cut_there(self, qtbot) -> None:
        metrics = self.view(qtbot, "Почта", 60).fontMetrics()
        lines = broken("one two three four five six seven", metrics, 60, 2)
        assert len(lines) == 2
        assert lines[1].endswith("…")
        assert broken("№\u00a02026", metrics, 1000, 2) == ["№\u00a02026"]
