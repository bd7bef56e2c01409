# SPDX-License-Identifier: Apache-2.0
"""The main window: tabs, menus, counts, language, looks, search, drops, the idle lock's clock."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from desk.domain.destruction import Cause, PlanFields
from desk.domain.kinds import DemandKind
from desk.services.desk import Desk
from desk.services.destruction import destructions
from desk.services.operators import save_operator
from desk.services.overview import deadlines
from desk.services.request import requests
from desk.services.settings import set_setting, setting
from tests import ground
from tests.factories import intake
from tests.ui.hands import press
from ui import language, messages, settings, theme
from ui.idle import IdleWatch
from ui.window import TABS, MainWindow


@pytest.fixture
def furnished(desk: Desk) -> Desk:
    """Three requests: one overdue, one soon, one later."""
    now = desk.now()
    for days, kind in ((20, DemandKind.ACCESS), (13, DemandKind.ACCESS), (1, DemandKind.WITHDRAW)):
        requests.register_request(
            desk, intake(received=now - timedelta(days=days), demands=(kind,))
        )
    return desk


def action(window: MainWindow, text: str):
    """The action of the menus with this text."""
    return next(each for each in window.menus.actions() if each.text().replace("&", "") == text)


def test_every_tab_opens_by_its_key(furnished: Desk, window: MainWindow, qtbot) -> None:
    for number, name in enumerate(TABS, 1):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        assert window.current_name() == name
        qtbot.waitUntil(lambda name=name: window.page(name).isVisible())


def test_a_page_made_behind_another_leaves_the_menu_its_name(window: MainWindow) -> None:
    window.go("consents")
    window.pages.pop("transfers", None)
    window.page("transfers")
    titles = [each.text().replace("&", "") for each in window.menuBar().actions()]
    assert "Consent" in titles
    assert "Transfer" not in titles


def test_tabs_count_what_needs_a_hand(furnished: Desk, window: MainWindow) -> None:
    assert window.tabs.tabText(0) == "Today (1)"
    assert window.tabs.tabText(1).startswith("Requests (")
    assert window.line.due.text() == "1 overdue · 1 due within 3 working days"
    beside = window.line.due.iconSize()
    assert beside.width() > beside.height(), "the sign stands off the words"


def test_today_says_what_to_do_and_why_and_opens_the_record(
    furnished: Desk, window: MainWindow, qtbot
) -> None:
    page = window.page("today")
    line = page.agenda.current_line()
    assert line.overdue
    assert "received" in page.why_text.text().casefold()
    qtbot.keyClick(page.agenda, Qt.Key.Key_Return)
    assert window.current_name() == "requests"


def test_an_empty_today_takes_a_letter_in(desk: Desk, window: MainWindow) -> None:
    page = window.page("today")
    (button,) = page._calm.findChildren(QPushButton)
    messages.answers.append(())
    press(button)
    assert window.current_name() == "requests"
    assert not messages.answers, "asked for letters"


def test_today_refreshes_when_something_is_registered(
    desk: Desk, window: MainWindow, qtbot
) -> None:
    assert window.page("today").view.group("later").total == 0
    requests.register_request(desk, intake(received=desk.now()))
    qtbot.waitUntil(lambda: window.page("today").view.group("later").total == 1)


@pytest.mark.parametrize("tab", list(TABS))
def test_another_language_comes_at_once_and_keeps_the_place(
    furnished: Desk, window: MainWindow, qtbot, tab: str
) -> None:
    window.go(tab)
    window.speak("ru")
    qtbot.waitUntil(lambda: language.current().language == "ru")
    assert window.current_name() == tab
    assert window.tabs.tabText(list(TABS).index("journal")) == "Журнал"
    assert setting(furnished, "language") == "ru"
    assert settings.text("language") == "ru"
    assert window.menuBar().actions()[0].text().replace("&", "") == "Файл"


def test_other_looks_come_at_once(
    furnished: Desk, window: MainWindow, qapp: QApplication, qtbot
) -> None:
    window.go("journal")
    before = window.tabs
    theme.apply(qapp, "dark")
    qtbot.waitUntil(lambda: window.tabs is not before)
    assert theme.is_dark(window.tabs.palette())
    assert window.current_name() == "journal"


def test_the_first_dress_is_no_change_that_would_build_windows_twice(
    qapp: QApplication, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme._wardrobe, "dressed", False)
    with qtbot.assertNotEmitted(theme.changed, wait=20):
        theme.apply(qapp, "light")
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, "light")


def test_the_title_names_nobody(furnished: Desk, window: MainWindow) -> None:
    assert window.windowTitle() == "Desk"


def test_a_demonstration_cannot_be_mixed_up(desk: Desk, qtbot) -> None:
    desk.demonstration = True
    window = MainWindow(desk)
    qtbot.addWidget(window)
    assert "demonstration" in window.windowTitle()
    bands = [w for w in window.tabs.widget(0).children() if hasattr(w, "text")]
    assert any("invented" in band.text() for band in bands)
    window.close()


def test_search_everywhere_opens_the_record(furnished: Desk, window: MainWindow, qtbot) -> None:
    window.search()
    box = window.open_dialogs()[0]
    box.edit.setText("щеголева")
    box.search()
    assert box.list.count() == 6, "three requests, then the three cards they made"
    with qtbot.waitSignal(box.found):
        qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert window.current_name() == "requests"


@pytest.mark.parametrize("text", ["", "'", '"', "* NEAR(", "%_", "\0", "😀", "a" * 400])
def test_the_search_box_takes_anything(furnished: Desk, window: MainWindow, text: str) -> None:
    window.search()
    box = window.open_dialogs()[0]
    box.edit.setText(text)
    box.search()
    assert box.word.text()
    box.close()


def test_letters_dropped_anywhere_go_to_requests(
    desk: Desk, window: MainWindow, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Path] = []
    monkeypatch.setattr(
        type(window.page("requests")), "take_files", lambda _page, paths: taken.extend(paths)
    )
    letter = tmp_path / "letter.eml"
    letter.write_bytes(b"From: a@example.org\r\n\r\nx")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(letter))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    qtbot.waitUntil(lambda: taken == [letter])
    assert window.current_name() == "requests"


def test_what_a_page_knows_nothing_to_do_with_is_told(window: MainWindow, tmp_path: Path) -> None:
    window.go("today")
    window.take_files([], [tmp_path / "act.pdf"])
    assert "open it first and drop the file there" in messages.shown[-1]


def test_the_journal_is_verified_away_from_the_window(
    furnished: Desk, window: MainWindow, qtbot
) -> None:
    window.go("journal")
    page = window.page("journal")
    page.verify()
    qtbot.waitUntil(lambda: page.finding.isVisible(), timeout=20_000)
    assert "the chain is whole" in page.finding.text()


def test_tampering_is_named_by_its_line(furnished: Desk, window: MainWindow, qtbot) -> None:
    furnished.database.execute_sql("DROP TRIGGER IF EXISTS journal_no_update")
    names = furnished.database.execute_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
    ).fetchall()
    for (name,) in names:
        furnished.database.execute_sql(f"DROP TRIGGER {name}")
    furnished.database.execute_sql("UPDATE journal SET ref = 'request/x' WHERE seq = 2")
    page = window.page("journal")
    window.go("journal")
    page.verify()
    qtbot.waitUntil(lambda: page.finding.isVisible(), timeout=20_000)
    assert "2" in page.finding.text()
    assert "whole" not in page.finding.text()


def test_the_journal_is_narrowed_to_one_record(furnished: Desk, window: MainWindow) -> None:
    page = window.page("journal")
    ref = page.model.row_at(0).ref
    page.restore({"ref": ref})
    assert {page.model.row_at(i).ref for i in range(page.model.rowCount())} == {ref}


def test_an_extract_of_the_journal_is_saved(
    furnished: Desk, window: MainWindow, qtbot, tmp_path: Path
) -> None:
    window.go("journal")
    window.page("journal").extract()
    dialog = window.open_dialogs()[0]
    path = tmp_path / "extract.csv"
    messages.answers.append(path)
    dialog.submit()
    lines = path.read_text("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("No.;Moment;Who;")


def test_back_up_from_the_menu(furnished: Desk, window: MainWindow, qtbot) -> None:
    action(window, "Back up now").trigger()
    qtbot.waitUntil(lambda: window.line.backup.text() == "Backed up 12:00", timeout=30_000)
    assert window.line.currentMessage() == ""  # it is said once


def test_the_window_opens_within_its_screen_with_room_for_a_frame(desk: Desk, qtbot) -> None:
    made = MainWindow(desk)
    qtbot.addWidget(made, before_close_func=lambda shown: shown.jobs.close())
    room = made.screen().availableSize()
    assert made.width() <= min(1280, room.width() - 16)
    assert made.height() <= min(800, room.height() - 32)
    made.close()


def test_new_requests_are_reached_from_every_tab(desk: Desk, window: MainWindow, qtbot) -> None:
    window.go("journal")
    action(window, "New request…").trigger()
    assert window.current_name() == "requests"
    qtbot.waitUntil(lambda: bool(window.open_dialogs()))
    for dialog in window.open_dialogs():
        dialog.done(0)


def test_the_window_locks_after_the_minutes_set(desk: Desk, window: MainWindow, qtbot) -> None:
    set_setting(desk, "idle_minutes", 3)
    qtbot.waitUntil(lambda: window.idle.minutes_left() == 3)


def test_idle_time_is_counted_by_the_clock_and_touched_by_keys(qtbot) -> None:
    at, busy = [1000.0], [False]
    field = QLineEdit()
    qtbot.addWidget(field)
    watch = IdleWatch(10, field, clock=lambda: at[0], busy=lambda: busy[0])
    at[0] += 9 * 60 + 30
    assert watch.minutes_left() == 1
    qtbot.keyClick(field, Qt.Key.Key_A)
    assert watch.minutes_left() == 10
    at[0] += 3600
    busy[0] = True
    with qtbot.assertNotEmitted(watch.expired):
        watch.check()
    at[0] += 3600
    busy[0] = False
    qtbot.keyClick(field, Qt.Key.Key_A)
    with qtbot.waitSignal(watch.expired):
        watch.check()
    watch.stop()


def test_the_window_opens_with_the_page_left_last_and_counts_afterwards(
    furnished: Desk, qtbot
) -> None:
    window = MainWindow(furnished, tab="requests")
    qtbot.addWidget(window, before_close_func=lambda shown: shown.jobs.close())
    assert list(window.pages) == ["requests"]
    qtbot.waitUntil(lambda: window.line.due.text() == "1 overdue · 1 due within 3 working days")
    assert window.current_name() == "requests"
    window.close()


def test_the_window_and_its_pages_load_nothing_heavy(tmp_path: Path) -> None:
    heavy = [
        "reportlab", "pikepdf", "pyhanko", "holidays", "pypdfium2", "lxml", "stdnum", "oxmsg",
        "pytrovich", "zxcvbn", "playhouse.migrations", "PySide6.QtPrintSupport", "PySide6.QtNetwork",
    ]  # fmt: skip
    code = (
        "import json, sys; import ui.application; from ui.window import TABS, page_class; "
        "pages = [page_class(name) for name in TABS]; "
        f"print(json.dumps([name for name in {heavy!r} if name in sys.modules]))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(found.stdout) == []


def test_only_one_module_opens_boxes() -> None:
    root = Path(__file__).parents[2] / "ui"
    names = ("QMessageBox", "QFileDialog", "QPrintDialog", "QInputDialog")
    guilty = [
        path.name
        for path in root.rglob("*.py")
        if path.name != "messages.py" and any(name in path.read_text("utf-8") for name in names)
    ]
    assert guilty == []


def test_the_line_at_the_bottom_leaves_out_what_has_no_room(window: MainWindow, qtbot) -> None:
    line = window.line
    line.say_backup("12:00")
    qtbot.waitUntil(line.lock.isVisible)
    assert line.due.isVisible()
    assert line.backup.isVisible()
    window.resize(line.due.sizeHint().width() * 2, 800)
    qtbot.waitUntil(lambda: not line.lock.isVisible())
    assert line.due.isVisible()
    window.resize(1280, 800)
    qtbot.waitUntil(line.lock.isVisible)


def test_today_leads_to_a_destruction_and_says_what_calls_for_one(
    desk: Desk, window: MainWindow, qtbot
) -> None:
    places = ground.lay(desk)
    who = ground.subject(desk)
    ground.held(desk, places, who, keep_until="2026-11-01")
    id = destructions.plan_destruction(desk, PlanFields(Cause.UNLAWFUL, "2026-11-20", (who,)))
    other = ground.subject(desk, "Старый Пётр")
    ground.held(desk, places, other, keep_until="2026-11-01")
    page = window.page("today")
    page.refresh()
    assert "The retention period of 1 record" in page.proposals.label.text()
    assert window.tabs.tabText(1) == "Requests", "a destruction is no request"
    line = page.agenda.current_line()
    assert (line.record, line.id) == ("destruction", id)
    assert page.why_title.text() == "Destruction 2026-001 · Unlawful processing"
    with qtbot.waitSignal(page.agenda.opened) as opened:
        qtbot.keyClick(page.agenda, Qt.Key.Key_Return)
    assert opened.args == ["destruction", id]


def test_the_tabs_keep_size_and_icons_through_a_change_of_language(
    desk: Desk, window: MainWindow, qtbot
) -> None:
    window.resize(1600, 900)

    def whole(words: str) -> bool:
        bar = window.tabs.tabBar()
        large = bar.font().pointSizeF() == window.search_corner.font().pointSizeF()
        return large and bar.iconSize().width() > 0 and window.search_corner.text() == words

    qtbot.waitUntil(lambda: whole("Search everywhere  Ctrl+K"))
    window.speak("ru")
    qtbot.waitUntil(lambda: whole("Искать везде  Ctrl+K"))


def test_another_legal_zone_is_told_by_every_page_at_once(
    furnished: Desk, window: MainWindow, qtbot
) -> None:
    window.go("requests")
    before = window.page("requests")
    save_operator(furnished, replace(furnished.operator(), time_zone="Asia/Vladivostok"))
    qtbot.waitUntil(lambda: window.pages.get("requests") not in (None, before))
    assert window.current_name() == "requests"
    assert window.page("requests").pane._zone == furnished.zone


def test_today_is_saved_as_csv_whole(window, desk, tmp_path, monkeypatch):
    for _each in range(3):
        requests.register_request(desk, intake())
    monkeypatch.setattr(deadlines.today, "__defaults__", ("", 2))
    window.go("today")
    page = window.page("today")
    page.refresh()
    assert sum(len(group.lines) for group in page.view.groups) == 2
    path = tmp_path / "today.csv"
    messages.answers.append(path)
    (save,) = (each for each, method in window.menus._of_pages if method == "save_list")
    assert save.isEnabled()
    save.trigger()
    head, *lines = path.read_text("utf-8-sig").splitlines()
    assert head == "Urgency;Record;What to do;Due;Time left;Why this date"
    assert len(lines) == 3
    assert "Request 2026-003" in lines[-1]
    assert "Fri 4 Dec 2026" in lines[-1]
    assert "working days left" in lines[-1]
