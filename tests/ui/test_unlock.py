# SPDX-License-Identifier: Apache-2.0
"""The door, the first start and the lock: real key slots, real encryption, every way in and out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit

from desk.domain.kinds import LanguageMode, OperatorKind
from desk.domain.values import Both
from desk.services.desk import Desk
from desk.services.keeping import upkeep
from desk.services.overview import journals
from desk.services.paper import papers
from desk.services.register import registers
from desk.services.request import requests
from tests.factories import intake, operator_trader
from tests.reading import picture
from tests.ui.hands import press
from ui import language, messages, settings, theme
from ui.application import Sitting, run
from ui.dialogs.mail import MailDialog
from ui.file_view import FileView
from ui.unfinished import PLACE
from ui.unlock import UnlockWindow
from ui.welcome import OPERATOR, SECRET, SHEET, START, Welcome
from ui.window import MainWindow

NAMED = Both("ООО «Вымысел»")
"""A name that is no advice of a starter set."""

PASSPHRASE = "тополь мыло сорок рельс"
CANARY = "Канарейкина"


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], str]:
    """The files of a desk with a known passphrase, and its recovery code."""
    folder = tmp_path_factory.mktemp("made") / "desk"
    desk, code = upkeep.create_desk(folder, PASSPHRASE, operator_trader(), "В. П. Образцова")
    upkeep.set_setting(desk, "language", "en")
    desk.close()
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}, code


@pytest.fixture
def place(tmp_path: Path, _made: tuple[dict[str, bytes], str]) -> Path:
    """The folder of that desk."""
    folder = tmp_path / "place" / "desk"
    folder.mkdir(parents=True, mode=0o700)
    for name, content in _made[0].items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o600)
    return folder


@pytest.fixture
def code(_made: tuple[dict[str, bytes], str]) -> str:
    return _made[1]


@pytest.fixture
def door(qtbot, place: Path) -> UnlockWindow:
    made = UnlockWindow(place)
    qtbot.addWidget(made)
    made.show_at_door()
    return made


@pytest.fixture
def sitting(qtbot, place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sitting]:
    """The program as it starts over that desk, its door shown; quitting does not end the test."""
    monkeypatch.setattr(QApplication, "quit", lambda *_self: None)
    made = Sitting(place)
    made.begin()
    yield made
    for shown in (made.window, made.door, made.welcome):
        if shown is not None:
            shown.close()


def enter(sitting: Sitting) -> None:
    """Type the passphrase at the door and press Enter."""
    assert sitting.door is not None
    sitting.door.form.editor("passphrase").set(PASSPHRASE)
    sitting.door.open_desk()


def test_the_passphrase_and_enter_open_the_desk(door: UnlockWindow, qtbot) -> None:
    edit = door.form.editor("passphrase").edit
    edit.setText(PASSPHRASE)
    with qtbot.waitSignal(door.opened, timeout=20_000) as opened:
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    opened.args[0].close()


def test_a_wrong_passphrase_is_said_beside_the_field(door: UnlockWindow, qtbot) -> None:
    door.form.editor("passphrase").set("не то")
    with qtbot.assertNotEmitted(door.opened):
        door.open_desk()
    assert door.form.complaint("passphrase") == "This passphrase does not open the desk."
    assert door.form.editor("passphrase").edit.selectedText()


def test_the_passphrase_is_hidden_until_asked_for(door: UnlockWindow) -> None:
    edit = door.form.editor("passphrase").edit
    assert edit.echoMode() is QLineEdit.EchoMode.Password
    door.show_box.setChecked(True)
    assert edit.echoMode() is QLineEdit.EchoMode.Normal


def test_the_recovery_code_opens_and_a_new_passphrase_is_asked_for(
    sitting: Sitting, code: str, qtbot
) -> None:
    door = sitting.door
    door.switch_secret()
    door.form.editor("code").set(code.lower().replace("-", " "))
    door.open_desk()
    window = sitting.window
    qtbot.waitUntil(lambda: bool(window.open_dialogs()))
    dialog = window.open_dialogs()[0]
    dialog.form.set({"new": "другие четыре слова тут", "again": "другие четыре слова тут"})
    dialog.submit()
    assert messages.shown[-1].startswith("The passphrase was changed.")
    (sheet,) = [each for each in window.open_dialogs() if each is not dialog]
    assert sheet.panel.code.text().strip() not in ("", code)
    messages.answers.append(True)
    sheet.reject()


@pytest.mark.parametrize("typed", ["", "AAAA", "мыло", "0" * 500, "\0", "😀"])
def test_a_wrong_recovery_code_is_said_beside_the_field(door: UnlockWindow, typed: str) -> None:
    door.switch_secret()
    door.form.editor("code").set(typed)
    door.open_desk()
    assert door.form.complaint("code")
    assert not door.form.editor("code").edit.hasSelectedText(), "the next key would wipe all of it"


@pytest.mark.parametrize("speech", ["ru", "en"])
def test_the_recovery_code_has_a_way_back_to_the_passphrase(
    door: UnlockWindow, qtbot, speech: str
) -> None:
    language.use(speech)
    for _again in range(2):
        QTest.mouseClick(door.switch_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(door.form.editor("code").edit.hasFocus)
        assert door.switch_button.isVisible()
        QTest.mouseClick(door.switch_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(door.form.editor("passphrase").edit.hasFocus)
    door.switch_secret()
    QTest.keyClick(door.form.editor("code").edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(door.form.editor("passphrase").edit.hasFocus)


def test_a_desk_open_elsewhere_is_said_so(door: UnlockWindow, place: Path) -> None:
    desk = upkeep.open_desk(place, PASSPHRASE)
    door.form.editor("passphrase").set(PASSPHRASE)
    door.open_desk()
    assert "already open" in door.form.complaint()
    desk.close()


def test_another_desk_can_be_chosen(door: UnlockWindow, tmp_path: Path, place: Path) -> None:
    messages.answers.append(tmp_path)
    door.other_desk()
    assert messages.shown[-1] == "There is no desk in this folder."
    messages.answers.append(place)
    door.other_desk()
    assert door.folder == place


def test_the_door_speaks_another_language_at_once(door: UnlockWindow) -> None:
    language.use("ru")
    assert door.windowTitle() == "Открыть базу"
    language.use("en")


def test_locking_keeps_the_place_and_what_was_typed(sitting: Sitting, qtbot) -> None:
    enter(sitting)
    window = sitting.window
    window.go("journal")
    window.page("journal").ref.setText(CANARY)
    window.menus.operator()
    window.open_dialogs()[0].form.set({"brand": CANARY})
    window.lock_wanted.emit()
    assert sitting.window is None
    assert sitting.door.isVisible()
    folder = sitting.folder
    assert not any(
        CANARY.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file()
    )
    enter(sitting)
    again = sitting.window
    assert again is not window
    assert again.current_name() == "journal"
    assert again.page("journal").ref.text() == CANARY
    qtbot.waitUntil(lambda: bool(again.open_dialogs()))
    assert again.open_dialogs()[0].form.values()["brand"] == CANARY
    again.open_dialogs()[0].done(0)


@pytest.mark.parametrize("act", ["note", "extend", "correct", "identify"])
def test_locking_keeps_the_forms_of_pages(sitting: Sitting, qtbot, act: str) -> None:
    enter(sitting)
    window = sitting.window
    id = requests.register_request(window.desk, intake(received=window.desk.now()))
    window.open_record("requests", id)
    page = window.page("requests")
    page.acts.begin(act, page.pane.card)
    typed = page.acts.open[-1]
    area = typed.findChild(QPlainTextEdit)
    area.setPlainText(CANARY)
    before = typed.form.state()
    window.lock_wanted.emit()
    assert sitting.window is None
    enter(sitting)
    again = sitting.window
    assert again.current_name() == "requests"
    opened = again.page("requests").acts.open
    assert [dialog.NAME for dialog in opened] == [typed.NAME]
    assert opened[0].isVisible()
    assert opened[0].form.state() == before
    opened[0].done(0)


def test_locking_takes_a_file_that_is_looked_at_out_of_sight(sitting: Sitting, qtbot) -> None:
    enter(sitting)
    window = sitting.window
    id = requests.register_request(window.desk, intake(received=window.desk.now()))
    file = requests.add_file(window.desk, id, "scan.png", picture())
    window.open_record("requests", id)
    page = window.page("requests")
    draft = papers.draft(window.desk, "acknowledgement", LanguageMode.RU, request=id)
    messages.answers.append(True)
    page.acts.on_paper("mail", papers.issue(window.desk, draft).id)
    qtbot.waitUntil(lambda: not window.jobs.running)
    (mail,) = page.findChildren(MailDialog)
    press(mail.rows[0].look)
    assert file == mail.rows[0].id
    assert mail.findChild(FileView).isVisible()
    window.lock_wanted.emit()
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert shown == [sitting.door]
    enter(sitting)


def test_locking_keeps_a_new_request_half_written(sitting: Sitting, qtbot) -> None:
    enter(sitting)
    window = sitting.window
    window.go("journal")
    next(a for a in window.menus.actions() if a.shortcut().toString() == "Ctrl+N").trigger()
    page = window.page("requests")
    page.acts.open[-1].findChild(QPlainTextEdit).setPlainText(CANARY)
    window.lock_wanted.emit()
    enter(sitting)
    opened = sitting.window.page("requests").acts.open
    assert opened[0].findChild(QPlainTextEdit).toPlainText() == CANARY
    opened[0].done(0)


def openings(desk: Desk) -> list[str]:
    """What the journal says was looked at."""
    seen = ("record.opened", "paper.opened")
    today = desk.today()
    return [each.ref for each in journals.extract(desk, today, today) if each.action in seen]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done to the draft of the window, in order."""
    done: list[str] = []

    def counting(name: str) -> None:
        real = getattr(upkeep, name)

        def counted(desk: Desk, key: str, *state: object) -> object:
            done.append(name)
            return real(desk, key, *state)

        monkeypatch.setattr(upkeep, name, counted)

    for each in ("keep_draft", "take_draft"):
        counting(each)
    return done


def test_a_crash_loses_nothing_of_an_unfinished_form(sitting: Sitting, qtbot, written) -> None:
    enter(sitting)
    window = sitting.window
    id = requests.register_request(window.desk, intake(received=window.desk.now()))
    window.open_record("requests", id)
    page = window.page("requests")
    qtbot.wait(10)
    written.clear()
    today = window.desk.today()
    entries = len(journals.extract(window.desk, today, today))
    sitting.keeper.look()
    page.acts.begin("note", page.pane.card)
    typed = page.acts.open[-1]
    sitting.keeper.look()
    assert written == []  # nothing was typed yet
    typed.form.set({"text": CANARY})
    typed.dirty = True
    for _again in range(3):
        sitting.keeper.look()
    assert written == ["keep_draft"]
    typed.form.set({"text": CANARY * 2})
    for _again in range(3):
        sitting.keeper.look()
    assert written == ["keep_draft"] * 2
    assert len(journals.extract(window.desk, today, today)) == entries
    # The power is cut: nobody closes anything.
    kept = {path.name: path.read_bytes() for path in sitting.folder.iterdir() if path.is_file()}
    assert not any(CANARY.encode() in content for content in kept.values())
    sitting._dismiss(window)
    window.desk.close()
    for name, content in kept.items():
        (sitting.folder / name).write_bytes(content)
    sitting.show_door()
    enter(sitting)
    qtbot.waitUntil(lambda: written[-1] == "keep_draft")  # a second crash loses it no more
    (again,) = sitting.window.page("requests").acts.open
    assert again.form.values()["text"] == CANARY * 2
    again.submit()
    qtbot.waitUntil(lambda: written[-1] == "take_draft")  # what is done is not offered again
    assert upkeep.take_draft(sitting.window.desk, PLACE) is None
    count = len(written)
    sitting.keeper.look()
    assert len(written) == count


def test_a_form_given_up_is_gone_from_the_draft(sitting: Sitting, qtbot, written) -> None:
    enter(sitting)
    window = sitting.window
    window.menus.operator()
    dialog = window.open_dialogs()[0]
    dialog.form.set({"brand": CANARY})
    sitting.keeper.look()
    assert written[-1] == "keep_draft"
    dialog.dirty = False
    sitting.keeper.look()
    assert written[-1] == "take_draft"
    dialog.done(0)
    dialog = window.menus.dialog("settings")
    dialog.dirty = True
    sitting.keeper.look()
    assert written[-1] == "keep_draft"
    desk = window.desk
    window.close()
    assert written[-1] == "take_draft"
    assert desk.database.is_closed()


def test_tabs_nobody_looks_at_open_nothing_and_lose_nothing(sitting: Sitting, qtbot) -> None:
    enter(sitting)
    window = sitting.window
    first, second = (
        requests.register_request(window.desk, intake(received=window.desk.now())) for _ in "12"
    )
    draft = papers.draft(window.desk, "acknowledgement", LanguageMode.RU, request=first)
    paper = papers.issue(window.desk, draft).id
    window.open_record("papers", paper)
    window.open_record("requests", second)
    page = window.page("requests")
    page.acts.begin("note", page.pane.card)
    page.acts.open[-1].findChild(QPlainTextEdit).setPlainText(CANARY)
    window.open_record("requests", first)
    window.go("today")
    seen = openings(window.desk)
    assert seen
    for _again in range(2):  # a lock over tabs that were not shown keeps them too
        window.lock_wanted.emit()
        enter(sitting)
        window = sitting.window
        assert window.current_name() == "today"
        assert openings(window.desk) == seen
        language.use("ru")
        language.use("en")
        assert openings(window.desk) == seen
    window.open_record("papers", None)
    assert window.page("papers").brief.id == paper
    window.open_record("requests", second)
    page = window.page("requests")
    assert page.pane.card.row.id == second
    assert openings(window.desk)[len(seen) :] == ["notice/2026-001", "request/2026-002"]
    assert page.acts.open[0].findChild(QPlainTextEdit).toPlainText() == CANARY
    page.acts.open[0].done(0)


def test_nothing_locks_while_a_job_runs(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(sitting)
    window = sitting.window
    monkeypatch.setattr(type(window.jobs), "running", property(lambda _jobs: True))
    window.lock_wanted.emit()
    assert sitting.window is window
    monkeypatch.undo()


def test_closing_the_window_backs_up_and_lets_the_desk_go(sitting: Sitting, place: Path) -> None:
    enter(sitting)
    upkeep.set_setting(sitting.window.desk, "idle_minutes", 20)
    sitting.window.close()
    assert list((place / "backups").glob("*.zip"))
    upkeep.open_desk(place, PASSPHRASE).close()


def test_a_second_folder_that_is_not_there_is_said(sitting: Sitting, qtbot, tmp_path: Path) -> None:
    enter(sitting)
    window = sitting.window
    stick = tmp_path / "media" / "stick"
    stick.mkdir(parents=True)
    upkeep.set_setting(window.desk, "backup_folder", str(stick))
    stick.rmdir()
    stick.parent.rmdir()
    qtbot.waitUntil(lambda: "second folder not found" in window.line.backup.text())
    window.menus.backups()
    dialog = window.open_dialogs()[0]
    dialog.make()
    said = "Backed up, but the second folder cannot be reached."
    qtbot.waitUntil(lambda: said in messages.shown, timeout=30_000)
    dialog.done(0)
    upkeep.set_setting(window.desk, "idle_minutes", 20)
    window.lock_wanted.emit()
    assert said in sitting.door.reason()
    language.use("ru")
    labels = [each.text() for each in sitting.door.findChildren(QLabel)]
    assert any(
        each.startswith("Незаконченные формы") and each.endswith("вторая папка недоступна.")
        for each in labels
    ), labels
    language.use("en")
    enter(sitting)
    upkeep.set_setting(sitting.window.desk, "idle_minutes", 30)
    messages.shown.clear()
    sitting.window.close()
    assert messages.shown == [said]


def test_a_sheet_that_was_never_printed_is_asked_for_until_it_is(
    sitting: Sitting, qtbot, tmp_path: Path
) -> None:
    enter(sitting)
    window = sitting.window
    notice = window.page("today").sheet
    assert notice.isVisible()
    qtbot.mouseClick(notice.button, Qt.MouseButton.LeftButton)
    dialog = window.open_dialogs()[0]
    dialog.form.editor("passphrase").set(PASSPHRASE)
    dialog.submit()
    qtbot.waitUntil(lambda: hasattr(window.open_dialogs()[0], "panel"))
    sheet = window.open_dialogs()[0]
    messages.answers.append(tmp_path / "sheet.pdf")
    sheet.panel.save()
    sheet.reject()
    qtbot.waitUntil(lambda: not notice.isVisible())


def test_the_door_of_a_demonstration_tells_its_passphrase(qtbot, monkeypatch, tmp_path) -> None:
    from ui import demonstration

    folder = demonstration.demonstration_folder("trader")
    door = UnlockWindow(folder)
    qtbot.addWidget(door)
    said = [label.text() for label in door.findChildren(QLabel)]
    assert any(demonstration.PASSPHRASE in text for text in said)
    plain = UnlockWindow(tmp_path)
    qtbot.addWidget(plain)
    assert not any(demonstration.PASSPHRASE in each.text() for each in plain.findChildren(QLabel))


def test_going_back_to_a_backup(sitting: Sitting, place: Path, qtbot) -> None:
    enter(sitting)
    from desk.services.keeping.backups import make_backup

    made = make_backup(sitting.window.desk)
    upkeep.set_setting(sitting.window.desk, "idle_minutes", 33)
    sitting.window.menus.backups()
    dialog = sitting.window.open_dialogs()[0]
    assert dialog.view.choose(0)
    messages.answers.append(True)
    dialog.restore()
    assert made.readable
    enter(sitting)
    assert upkeep.setting(sitting.window.desk, "idle_minutes") == 10


@pytest.fixture
def older(place: Path) -> Path:
    """That desk with the file of its first closing; its newer backup is beside it."""
    content = (place / "desk.db").read_bytes()
    for minutes in (33, 44):
        desk = upkeep.open_desk(place, PASSPHRASE)
        upkeep.set_setting(desk, "idle_minutes", minutes)
        upkeep.close_desk(desk)
    (place / "desk.db").write_bytes(content)
    return place


def test_an_older_file_is_opened_only_by_a_click_of_its_own(door, older: Path, qtbot) -> None:
    door.form.editor("passphrase").set(PASSPHRASE)
    messages.answers.append(False)
    with qtbot.assertNotEmitted(door.opened):
        door.open_desk()
    assert "Open this older file all the same?" in messages.shown[-1]
    assert "Nothing was changed" in door.form.complaint()
    messages.answers.append(True)
    with qtbot.waitSignal(door.opened, timeout=20_000) as opened:
        door.open_desk()
    assert upkeep.setting(opened.args[0], "idle_minutes") == 10
    assert opened.args[0].behind
    opened.args[0].close()


def test_from_an_older_file_the_door_leads_back_to_the_newest_backup(
    door, older: Path, qtbot
) -> None:
    assert door.restore_button.isHidden()
    door.form.editor("passphrase").set(PASSPHRASE)
    messages.answers.append(False)
    door.open_desk()
    assert door.restore_button.isVisible()
    newest = max((older / "backups").glob("*.zip"), key=lambda path: path.name.split("-")[2])
    messages.answers.append(newest)
    door.restore_button.click()
    assert "The backup is in place" in " ".join(each.text() for each in door.findChildren(QLabel))
    door.form.editor("passphrase").set(PASSPHRASE)
    with qtbot.waitSignal(door.opened, timeout=20_000) as opened:
        door.open_desk()
    assert upkeep.setting(opened.args[0], "idle_minutes") == 44
    assert opened.args[0].behind is None
    opened.args[0].close()


def test_settings_of_the_window_hold_no_names(sitting: Sitting) -> None:
    from desk.paths import settings_file

    enter(sitting)
    sitting.window.close()
    text = settings_file().read_text("utf-8")
    assert "geometry" in text
    assert "Образцова" not in text
    assert json.dumps("Образцова") not in text


# --- the first start -------------------------------------------------------------------------------


@pytest.fixture
def welcome(qtbot, tmp_path: Path) -> Welcome:
    made = Welcome(tmp_path / "new" / "desk")
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_window_names_the_program_once(welcome: Welcome) -> None:
    assert welcome.windowTitle() == "First start", "Qt adds the name of the program itself"


CARD = {
    "kind": OperatorKind.TRADER,
    "name": Both("ИП Образцова Вера Примеровна", "Vera Obraztsova"),
    "inn": "500100732259",
    "ogrn": "304500116000157",
    "time_zone": "Asia/Yekaterinburg",
}


@pytest.mark.parametrize(
    ("card", "name", "first"),
    [
        (CARD, CARD["name"], "new"),
        ({**CARD, "kind": OperatorKind.LEGAL, "inn": "", "ogrn": ""}, Both(), "person"),
    ],
)
def test_who_sits_at_the_desk_is_proposed_where_the_operator_is_one_person(
    welcome: Welcome, card: dict[str, object], name: Both, first: str
) -> None:
    welcome.forward()
    welcome.operator.form.set(card)
    welcome.forward()
    assert welcome.step() == SECRET
    form = welcome.secret.form
    assert form.values()["person"] == name.of(language.current().language)
    assert welcome.focusWidget() is form.editor(first).main
    form.set({"person": "Вера"})
    welcome.back()
    welcome.forward()
    assert form.values()["person"] == "Вера"


@pytest.mark.parametrize(
    ("inn", "before", "after"),
    [
        ("7707083893", OperatorKind.TRADER, OperatorKind.LEGAL),
        ("500100732259", OperatorKind.LEGAL, OperatorKind.TRADER),
        ("500100732259", OperatorKind.PERSON, OperatorKind.PERSON),
        ("5001007322", OperatorKind.LEGAL, OperatorKind.LEGAL),
        ("мылосорок!", OperatorKind.PERSON, OperatorKind.PERSON),
    ],
)
def test_the_length_of_the_inn_tells_whose_it_is(
    welcome: Welcome, inn: str, before: OperatorKind, after: OperatorKind
) -> None:
    form = welcome.operator.form
    form.set({"kind": before})
    form.set({"inn": inn})
    assert form.values()["kind"] is after


def test_a_folder_that_cannot_be_made_is_told_at_once(welcome: Welcome, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    welcome.start.form.set({"folder": str(tmp_path / "file" / "desk")})
    QTest.keyClick(welcome.focusWidget(), Qt.Key.Key_Return)
    assert welcome.start.form.complaint("folder").startswith("Nothing can be written there")
    assert welcome.step() != OPERATOR


def test_a_starter_set_of_the_first_start_waits_to_be_looked_through(
    welcome: Welcome, qtbot
) -> None:
    QTest.keyClick(welcome.focusWidget(), Qt.Key.Key_Return)
    welcome.operator.form.set({**CARD, "register": "trader"})
    QTest.keyClick(welcome.operator.form.editor("inn").main, Qt.Key.Key_Return)
    welcome.secret.form.set({"new": PASSPHRASE, "again": PASSPHRASE})
    QTest.keyClick(welcome.secret.form.editor("again").main, Qt.Key.Key_Return)
    assert welcome.step() == SHEET
    assert welcome.focusWidget() is welcome.sheet.panel.print_button
    desk = welcome.desk
    assert len(registers.purposes(desk)) == 5
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    notice = window.page("today").register
    assert notice.label.text().startswith("4 recipients come from a starter set")
    for each in registers.recipients(desk):
        registers.save_recipient(desk, replace(each, name=NAMED, country="RU"))
    qtbot.waitUntil(lambda: not notice.label.text())
    window.jobs.close()


@pytest.mark.parametrize("speech", ["ru", "en"])
def test_the_first_start_leads_to_an_empty_desk(
    welcome: Welcome, qtbot, tmp_path: Path, speech: str
) -> None:
    language.use(speech)
    assert welcome.step() == START
    welcome.forward()
    assert welcome.step() == OPERATOR
    welcome.operator.form.set(CARD)
    welcome.forward()
    assert welcome.step() == SECRET
    second = tmp_path / "stick"
    welcome.secret.form.set({"person": "Вера", "new": PASSPHRASE, "again": PASSPHRASE})
    welcome.secret.backups.set({"folder": str(second)})
    welcome.forward()
    assert welcome.step() == SECRET
    assert welcome.secret.backups.complaint("folder")
    second.mkdir()
    welcome.forward()
    assert welcome.step() == SHEET
    sheet = tmp_path / "sheet.pdf"
    sheet.touch(mode=0o644)
    messages.answers.append(sheet)
    welcome.sheet.panel.save()
    told = PdfReader(sheet).pages[0].extract_text()
    assert str(second) in "".join(told.split()), "the sheet names the second folder"
    assert sheet.stat().st_mode & 0o077 == 0, "the code is for the owner's eyes alone"
    with qtbot.waitSignal(welcome.opened) as opened:
        welcome.forward()
    desk = opened.args[0]
    assert desk.zone == "Asia/Yekaterinburg"
    assert upkeep.setting(desk, "backup_folder") == str(second)
    assert upkeep.setting(desk, "language") == speech
    assert upkeep.setting(desk, "sheet_printed") is True
    desk.close()
    upkeep.open_desk(tmp_path / "new" / "desk", PASSPHRASE).close()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"inn": "500100732258"}, "inn"),
        ({"inn": "мыло"}, "inn"),
        ({"ogrn": "304500116000158"}, "ogrn"),
        ({"name": Both("", "")}, "name"),
        ({"time_zone": "Луна/Море"}, "time_zone"),
        ({"request_email": "не почта"}, "request_email"),
        ({"name": Both("Образцова हिन्दी", "")}, "name"),
    ],
)
def test_a_wrong_number_of_the_operator_is_said_beside_it(
    welcome: Welcome, change: dict[str, object], field: str
) -> None:
    welcome.forward()
    welcome.operator.form.set({**CARD, **change})
    welcome.forward()
    assert welcome.step() == OPERATOR
    assert welcome.operator.form.complaint(field)


def test_an_operator_abroad_needs_no_russian_numbers(welcome: Welcome) -> None:
    welcome.forward()
    welcome.operator.form.set(
        {
            "kind": OperatorKind.LEGAL,
            "name": Both("Компания Ханой", "Hanoi Co."),
            "foreign_tax_code": "0100233488",
        }
    )
    welcome.forward()
    assert welcome.step() == SECRET


def test_a_folder_that_no_sheet_can_print_is_said_before_the_desk_is_made(
    qtbot, tmp_path: Path
) -> None:
    welcome = Welcome(tmp_path / "हिन्दी" / "desk")
    qtbot.addWidget(welcome)
    welcome.forward()
    welcome.operator.form.set(CARD)
    welcome.forward()
    assert welcome.step() == OPERATOR
    assert "choose another folder" in welcome.operator.form.complaint()


def test_a_weak_passphrase_is_named_and_nothing_is_made_without_consent(
    welcome: Welcome, tmp_path: Path
) -> None:
    welcome.forward()
    welcome.operator.form.set(CARD)
    welcome.forward()
    welcome.secret.form.set({"person": "Вера", "new": "qwerty", "again": "qwertz"})
    welcome.forward()
    assert welcome.secret.form.complaint("again") == "The two passphrases differ."
    welcome.secret.form.set({"again": "qwerty"})
    welcome.secret.secret.measure()
    assert "Guessed" in welcome.secret.secret.word.text()
    messages.answers.append(False)
    welcome.forward()
    assert welcome.step() == SECRET
    assert not upkeep.exists(tmp_path / "new" / "desk")


def test_leaving_early_makes_nothing(welcome: Welcome, qtbot, tmp_path: Path) -> None:
    welcome.forward()
    with qtbot.waitSignal(welcome.left):
        welcome.close()
    assert not (tmp_path / "new").exists()


def test_another_language_keeps_what_was_typed(welcome: Welcome) -> None:
    welcome.forward()
    welcome.operator.form.set(CARD)
    language.use("ru")
    assert welcome.step() == OPERATOR
    assert welcome.operator.form.values()["inn"] == CARD["inn"]
    language.use("en")


def test_the_demonstration_opens_by_itself(welcome: Welcome, qtbot) -> None:
    welcome.start.buttons["company"].setChecked(True)
    with qtbot.waitSignal(welcome.opened, timeout=30_000) as opened:
        welcome.forward()
    desk = opened.args[0]
    assert desk.demonstration
    desk.close()
    from ui.demonstration import open_demonstration

    again = open_demonstration("company")
    assert again.demonstration
    again.close()


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--help"], 0),
        (["-h"], 0),
        (["--hlep"], 2),
        (["--desk"], 2),
        (["--desk", ""], 2),
        (["x"], 2),
    ],
)
def test_an_option_the_window_does_not_know_opens_none(
    arguments: list[str],
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def opened(_argv: list[str]) -> None:
        pytest.fail("a window was opened")

    monkeypatch.setattr("ui.application.make_application", opened)
    assert run(["desk-window", *arguments]) == status
    said = capsys.readouterr()
    assert "--desk" in (said.err if status else said.out)


def test_the_program_runs_from_start_to_end(
    qapp: QApplication, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.application.make_application", lambda _argv: qapp)
    monkeypatch.setattr("ui.crash.install", lambda _show, _tell: None)
    monkeypatch.setattr(QApplication, "exec", lambda *_self: 0)
    assert run(["desk-window", "--desk", str(place)]) == 0
    assert settings.text("desk") == ""
    for shown in QApplication.topLevelWidgets():
        if isinstance(shown, UnlockWindow):
            shown.close()
            shown.deleteLater()
    assert theme.scheme() == "light"
