# SPDX-License-Identifier: Apache-2.0
"""Every box, file dialog and printer dialog the program shows.

No other module may call ``QMessageBox``, ``QFileDialog`` or ``QPrintDialog``. Tests call ``rehearse``:
then nothing opens, what would be said is kept in ``shown`` and answers come from ``answers``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileInfo, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QFileIconProvider, QMessageBox, QWidget

from desk.errors import Told, Trouble
from ui.language import _, current

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

answers: deque[object] = deque()
"""The tests' seam: what the next ``ask``, ``choose_file``, ``save_file``, … returns."""
shown: list[str] = []
"""The tests' seam: every text that was, or would have been, shown."""


class _Stage:
    rehearsing = False


def rehearse(on: bool = True) -> None:
    """Answer from ``answers`` instead of opening dialogs; forgets what was shown before."""
    _Stage.rehearsing = on
    answers.clear()
    shown.clear()


def _answer(question: str) -> object:
    shown.append(question)
    if not answers:
        raise AssertionError(f"nobody rehearsed an answer to: {question}")
    return answers.popleft()


def _box(
    parent: QWidget | None, icon: QMessageBox.Icon, text: str, details: str = ""
) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(icon)
    box.setWindowTitle("Desk")
    # A file may be called what it likes; its name is no markup.
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    if details:
        box.setDetailedText(details)
    return box


def tell(parent: QWidget | None, text: str) -> None:
    """Say something that needs no decision."""
    if _Stage.rehearsing:
        shown.append(text)
        return
    _box(parent, QMessageBox.Icon.Information, text).exec()


def after_box(act: Callable[[], object]) -> None:
    """Do it once no box waits for its answer: what comes by itself, as a letter that was read, covers none."""
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        box.finished.connect(lambda _code: QTimer.singleShot(0, partial(after_box, act)))
    else:
        act()


def warn(parent: QWidget | None, text: str, details: str = "") -> None:
    """Say what went wrong; ``details`` lie under a fold."""
    if _Stage.rehearsing:
        shown.append(text)
        return
    _box(parent, QMessageBox.Icon.Warning, text, details).exec()


def ask(
    parent: QWidget | None, text: str, yes: str = "", no: str = "", *, danger: bool = False
) -> bool:
    """Ask before doing; ``yes`` is the verb on the button. With ``danger`` Enter means no."""
    if _Stage.rehearsing:
        return bool(_answer(text))
    box = _box(parent, QMessageBox.Icon.Question, text)
    agree = box.addButton(yes or _("&Yes"), QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton(no or _("&Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refuse if danger else agree)
    box.setEscapeButton(refuse)
    box.exec()
    return box.clickedButton() is agree


def choose(parent: QWidget | None, text: str, first: str, second: str) -> bool | None:
    """Which of two ways: true for the ``first`` verb; ``None`` when the person changed their mind."""
    if _Stage.rehearsing:
        found = _answer(text)
        return None if found is None else bool(found)
    box = _box(parent, QMessageBox.Icon.Question, text)
    usual = box.addButton(first, QMessageBox.ButtonRole.AcceptRole)
    other = box.addButton(second, QMessageBox.ButtonRole.AcceptRole)
    stop = box.addButton(_("&Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(usual)
    box.setEscapeButton(stop)
    box.exec()
    clicked = box.clickedButton()
    return clicked is usual if clicked in (usual, other) else None


def fail(parent: QWidget | None, error: Told) -> None:
    """Show an error of the desk or of the machine: the sentence, and details under a fold."""
    details = error.detail if isinstance(error, Trouble) else ""
    warn(parent, current().tell(error), details)


def choose_file(
    parent: QWidget | None, title: str, filters: str = "", folder: Path | None = None
) -> Path | None:
    """An existing file, or ``None`` when the person changed their mind."""
    if _Stage.rehearsing:
        return _path(_answer(title))
    dialog = file_dialog(parent, title, filters, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return next(iter(_chosen(dialog)), None)


def choose_files(parent: QWidget | None, title: str, filters: str = "") -> list[Path]:
    """Existing files, none when the person changed their mind."""
    if _Stage.rehearsing:
        found = _answer(title)
        return [Path(str(item)) for item in found] if isinstance(found, (list, tuple)) else []
    dialog = file_dialog(parent, title, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _chosen(dialog)


def choose_folder(parent: QWidget | None, title: str, folder: Path | None = None) -> Path | None:
    """A folder, or ``None``."""
    if _Stage.rehearsing:
        return _path(_answer(title))
    dialog = file_dialog(parent, title, "", folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_chosen(dialog)), None)


def save_file(parent: QWidget | None, title: str, name: str, filters: str = "") -> Path | None:
    """Where to save; ``name`` is proposed. Overwriting was confirmed by the dialog."""
    if _Stage.rehearsing:
        return _path(_answer(title))
    dialog = file_dialog(parent, title, filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    dialog.selectFile(name)
    return next(iter(_chosen(dialog)), None)


def file_dialog(
    parent: QWidget | None, title: str, filters: str = "", folder: Path | None = None
) -> QFileDialog:
    """A dialog of files that opens in ``folder``, else where the last file was, else at home."""
    dialog = QFileDialog(parent, title, str(folder or last_folder()), filters)
    # Qt's own catalogues lack these two.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("Folder:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("Kind of file:"))
    kinds = _Kinds()
    dialog.setIconProvider(kinds)
    dialog.kinds = kinds  # type: ignore[attr-defined]  # Qt does not keep it alive
    return dialog


class _Kinds(QFileIconProvider):
    """What kind of file a file is: Qt says it in English alone."""

    def type(self, info: QFileInfo) -> str:
        """The kind in the language of the window."""
        if info.isDir():
            return _("Folder")
        ending = info.suffix().upper()
        return _("{ending} file", ending=ending) if ending else _("File")


def last_folder() -> Path:
    """The folder a file was last taken from or put into; at first the person’s documents."""
    from ui import settings

    known = settings.text("folder")
    if known and Path(known).is_dir():
        return Path(known)
    places = QStandardPaths.StandardLocation
    for place in (places.DocumentsLocation, places.HomeLocation):
        path = Path(QStandardPaths.writableLocation(place))
        if path.is_dir():
            return path
    return Path.home()


def _chosen(dialog: QFileDialog) -> list[Path]:
    from ui import settings

    agreed = bool(dialog.exec())
    paths = [Path(name) for name in dialog.selectedFiles()] if agreed else []
    dialog.deleteLater()
    if paths:
        settings.remember("folder", str(paths[0].parent))
    return paths


def choose_printer(parent: QWidget | None, printer: QPrinter) -> bool:
    """Let the person set up ``printer``; false when they changed their mind."""
    if _Stage.rehearsing:
        return bool(_answer(_("Print")))
    from PySide6.QtPrintSupport import QPrintDialog

    dialog = QPrintDialog(printer, parent)
    return bool(dialog.exec())


def _path(answer: object) -> Path | None:
    return Path(str(answer)) if answer else None
