# SPDX-License-Identifier: Apache-2.0
"""Every box, file dialog and printer dialog the program shows.

No other module may call ``QMessageBox``, ``QFileDialog`` or ``QPrintDialog``. Tests call ``rehearse``:
then nothing opens, what would be said is kept in ``shown`` and answers come from ``answers``.
"""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

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
    start = str(folder) if folder else ""
    name, _filter = QFileDialog.getOpenFileName(parent, title, start, filters)
    return Path(name) if name else None


def choose_files(parent: QWidget | None, title: str, filters: str = "") -> list[Path]:
    """Existing files, none when the person changed their mind."""
    if _Stage.rehearsing:
        found = _answer(title)
        return [Path(str(item)) for item in found] if isinstance(found, (list, tuple)) else []
    names, _filter = QFileDialog.getOpenFileNames(parent, title, "", filters)
    return [Path(name) for name in names]


def choose_folder(parent: QWidget | None, title: str, folder: Path | None = None) -> Path | None:
    """A folder, or ``None``."""
    if _Stage.rehearsing:
        return _path(_answer(title))
    name = QFileDialog.getExistingDirectory(parent, title, str(folder) if folder else "")
    return Path(name) if name else None


def save_file(parent: QWidget | None, title: str, name: str, filters: str = "") -> Path | None:
    """Where to save; ``name`` is proposed. Overwriting was confirmed by the dialog."""
    if _Stage.rehearsing:
        return _path(_answer(title))
    chosen, _filter = QFileDialog.getSaveFileName(parent, title, name, filters)
    return Path(chosen) if chosen else None


def choose_printer(parent: QWidget | None, printer: QPrinter) -> bool:
    """Let the person set up ``printer``; false when they changed their mind."""
    if _Stage.rehearsing:
        return bool(_answer(_("Print")))
    from PySide6.QtPrintSupport import QPrintDialog

    dialog = QPrintDialog(printer, parent)
    return bool(dialog.exec())


def _path(answer: object) -> Path | None:
    return Path(str(answer)) if answer else None
