# SPDX-License-Identifier: Apache-2.0
"""Dialogs of files: where they open, and that they speak the language of the window."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QTreeView

from tests.ui.hands import WAIT, at_the_desk
from ui import files, language, messages
from ui.jobs import Jobs


@pytest.fixture
def agreed(qapp, monkeypatch):
    """Whoever opens a dialog of files presses its button at once; the dialogs are kept."""
    seen: list[tuple[Path, list[str]]] = []

    def agree(dialog: QFileDialog) -> int:
        seen.append((Path(dialog.directory().absolutePath()), dialog.selectedFiles()))
        return 1

    messages.rehearse(False)
    monkeypatch.setattr(QFileDialog, "exec", agree)
    return seen


def test_a_dialog_opens_where_the_last_file_was(agreed, tmp_path, monkeypatch):
    monkeypatch.setattr(
        QFileDialog, "selectedFiles", lambda _dialog: [str(tmp_path / "letters" / "a.eml")]
    )
    (tmp_path / "letters").mkdir()
    messages.choose_files(None, "Take in a letter")
    assert agreed[0][0] != Path.cwd()
    messages.save_file(None, "Save as PDF", "answer-2026-001.pdf")
    assert agreed[1][0] == tmp_path / "letters"


def test_a_name_is_proposed_for_what_is_saved(agreed):
    chosen = messages.save_file(None, "Save as PDF", "answer-2026-001.pdf", "PDF (*.pdf)")
    assert chosen is not None
    assert chosen.name == "answer-2026-001.pdf"


def test_a_move_proposed_by_the_source_is_taken_as_a_copy(qtbot, tmp_path):
    kept = tmp_path / "receipt.pdf"
    kept.write_bytes(b"%PDF")
    row = files.FileRow("Choose", "", None)
    qtbot.addWidget(row)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(kept))])
    either = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(5, 5), either, data, left, plain)
    down = QDropEvent(QPointF(5, 5), either, data, left, plain)
    for event, take in ((over, row.dragEnterEvent), (down, row.dropEvent)):
        event.setDropAction(Qt.DropAction.MoveAction)
        event.ignore()
        take(event)
        assert event.isAccepted()
        assert event.dropAction() is Qt.DropAction.CopyAction
    assert row.name == "receipt.pdf"


def test_a_folder_that_is_gone_is_not_opened_again(agreed, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(tmp_path / "x" / "a")])
    messages.choose_file(None, "Choose")
    assert messages.last_folder().is_dir()


def test_qts_own_dialog_speaks_russian(qtbot):
    language.use("ru")
    dialog = messages.file_dialog(None, "Письмо")
    qtbot.addWidget(dialog)
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    shown += [button.text() or button.toolTip() for button in dialog.findChildren(QAbstractButton)]
    assert [text for text in shown if text and text.isascii()] == []


@pytest.fixture
def pipe(tmp_path):
    """A pipe somebody writes into who never ends: whoever reads it to its end waits for ever."""
    path = tmp_path / "pipe.eml"
    os.mkfifo(path)
    end = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    os.write(end, b"From: a@example.org\r\n")
    yield path
    os.close(end)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names here")
@pytest.mark.parametrize("what", ["pipe", "folder", "/dev/zero", "/proc/self/mem", "gone", "a\0b"])
def test_what_is_no_file_or_cannot_be_read_is_said_at_once(qtbot, what, pipe, tmp_path):
    (tmp_path / "folder").mkdir()
    path = {"pipe": pipe}.get(what, tmp_path / what)
    row = files.FileRow("Choose", "", None)
    qtbot.addWidget(row)
    row.take(path)
    (said,) = messages.shown
    assert ("not a file" in said) == (what in ("pipe", "folder", "/dev/zero"))
    assert (row.content, row.name) == (None, "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names here")
def test_what_is_no_file_is_not_attached_and_said(qtbot, pipe, tmp_path):
    kept, jobs = [], Jobs()
    (tmp_path / "good.pdf").write_bytes(b"%PDF")
    files.attach(jobs, lambda *file: kept.append(file), [tmp_path / "good.pdf", pipe])
    qtbot.waitUntil(lambda: bool(messages.shown), timeout=WAIT)
    assert kept == [("good.pdf", b"%PDF")]
    assert messages.shown[0].startswith("pipe.eml: This is a folder, a pipe or a device")
    jobs.close()


def test_a_large_file_is_read_no_further_than_it_may_be(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 3)
    row = files.FileRow("Choose", "", None)
    qtbot.addWidget(row)
    for content in (b"abc", b"abcd"):
        (tmp_path / "a").write_bytes(content)
        row.take(tmp_path / "a")
    assert (row.content, len(messages.shown)) == (b"abc", 1)


def test_the_kinds_of_files_are_told_in_the_language_of_the_window(qtbot, tmp_path):
    (tmp_path / "letters").mkdir()
    for name in ("a.eml", "b"):
        (tmp_path / name).write_text("")
    with at_the_desk("ru"):
        dialog = messages.file_dialog(None, "Выберите", "", tmp_path)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        qtbot.addWidget(dialog)
        tree = dialog.findChild(QTreeView, "treeView")
        rows = tree.model()
        qtbot.waitUntil(lambda: rows.rowCount(tree.rootIndex()) == 3, timeout=WAIT)
        told = {
            rows.index(row, 0, tree.rootIndex()).data(): rows.index(row, 2, tree.rootIndex()).data()
            for row in range(3)
        }
    assert told == {"letters": "Папка", "a.eml": "Файл EML", "b": "Файл"}
