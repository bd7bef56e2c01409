# SPDX-License-Identifier: Apache-2.0
"""Files the person brings: chosen in a dialog or dropped, read with one sentence when that fails.

Bytes stay in memory; nothing is copied to disk.
"""

from __future__ import annotations

import base64
import stat
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desk.domain.letter import ENDINGS
from desk.errors import Refusal, Trouble
from desk.paths import read_named
from desk.text import N_
from ui import messages, theme
from ui.fields import Editor, Field
from ui.jobs import Jobs
from ui.language import _

LARGEST = 64 * 1024 * 1024
LETTERS = ENDINGS
NO_FILE = N_("This is a folder, a pipe or a device, not a file.")
SCANS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff")


def dropped(data: QMimeData, endings: tuple[str, ...] = ()) -> list[Path]:
    """Local files in what was dropped, those with one of ``endings`` when any are named."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return parted(paths, endings)[0] if endings else paths


def parted(paths: Iterable[Path], endings: Collection[str]) -> tuple[list[Path], list[Path]]:
    """The files with one of ``endings``, and the others."""
    sides: tuple[list[Path], list[Path]] = ([], [])
    for path in paths:
        sides[path.suffix.lower() not in endings].append(path)
    return sides


def choose_scans(parent: QWidget) -> list[Path]:
    """Ask for scans of signed pages; nothing when the person cancels."""
    endings = " ".join(f"*{ending}" for ending in SCANS)
    return messages.choose_files(parent, _("Scans of signed pages"), _("Scans") + f" ({endings})")


def take_copy(event: QDropEvent) -> list[Path]:
    """The files dragged over or dropped on a place, accepted as copies.

    The move a source may propose is never taken: it would let the source delete its file.
    """
    paths = dropped(event.mimeData())
    if paths:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
    return paths


def read(path: Path) -> bytes:
    """The bytes of a file; refuses what is none or too large, raises ``Trouble`` when it cannot be read.

    A pipe or a device may have no end, or nobody who writes, and the window would wait for it.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refusal(NO_FILE, field="file")
        content = read_named(path, LARGEST + 1)
    except (OSError, ValueError) as error:
        raise Trouble(
            N_(
                "The file cannot be read. Check that it is still there, that you may read it and that it is"
                " not open elsewhere."
            ),
            detail=getattr(error, "strerror", None) or "",
        ) from error
    if len(content) > LARGEST:
        raise Refusal(N_("The file is larger than 64 MB."), field="file")
    return content


def write(path: Path, content: bytes) -> None:
    """Write a file the person asked for; raises ``Trouble`` when it cannot be written.

    Nobody but its owner can read it, from its first byte on: most of it is about people.
    """
    try:
        path.touch(mode=0o600)
        # A file of somebody else's may be written all the same.
        with suppress(PermissionError):
            path.chmod(0o600)
        path.write_bytes(content)
    except OSError as error:
        raise Trouble(
            N_("The file cannot be written. Choose another folder; nothing else was changed."),
            detail=error.strerror or "",
        ) from error


def packed(name: str, content: bytes) -> dict[str, object]:
    """A file as plain data, for the encrypted draft of a form."""
    return {"name": name, "content": base64.b64encode(content).decode("ascii")}


def unpacked(state: object) -> tuple[str, bytes] | None:
    """The file that ``packed`` gave; ``None`` when there is none."""
    if not isinstance(state, Mapping) or not state.get("content"):
        return None
    return str(state.get("name", "")), base64.b64decode(str(state["content"]))


def attach(
    jobs: Jobs,
    keep: Callable[[str, bytes], object],
    paths: Sequence[Path],
    done: Callable[[object], None] | None = None,
) -> None:
    """Keep files beside a record, away from the window; ``keep`` takes the name and the bytes.

    Those before one that cannot be kept stay; of several it is said which one it was.
    """

    def work(progress: Callable[..., None]) -> None:
        for number, path in enumerate(paths):
            progress(number, len(paths), _("Attaching…"))
            try:
                keep(path.name, read(path))
            except (Refusal, Trouble) as error:
                if len(paths) == 1:
                    raise
                raise Refusal(N_("{file}: {why}"), file=path.name, why=error) from error

    if paths:
        jobs.run(_("Attaching…"), work, done)


@dataclass(frozen=True)
class FileField(Field):
    """A file; the value is its name and bytes, or ``None``."""

    filters: str = ""

    def build(self, parent: QWidget) -> FileEditor:
        """The row in which it is chosen."""
        return FileEditor(parent, _(self.filters))


class FileEditor(Editor):
    """A file in a form."""

    def __init__(self, parent: QWidget, filters: str) -> None:
        super().__init__(parent)
        self.row = FileRow(_("&Choose a file…"), filters, self)
        self.row.chosen.connect(self.changed)
        self._wrap(self.row)
        self.main = self.row.button
        self.setFocusProxy(self.main)

    def value(self) -> tuple[str, bytes] | None:
        """Name and bytes."""
        return None if self.row.content is None else (self.row.name, self.row.content)

    def set(self, value: object) -> None:
        """A file only a person chooses."""

    def state(self) -> object:
        """The file itself: it may be gone when the desk is unlocked."""
        return self.row.state()

    def restore(self, state: object) -> None:
        """Show what ``state`` gave."""
        self.row.restore(state)


class FileRow(QWidget):
    """One file, chosen or dropped. Signal ``chosen``: another file was taken, or it was taken away."""

    chosen = Signal()

    def __init__(self, title: str, filters: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._filters = title, filters
        self.name = ""
        self.content: bytes | None = None
        self.setAcceptDrops(True)
        self.button = QPushButton(theme.icon("paperclip"), title, self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.choose)
        self.label = QLabel(_("or drop it here"), self)
        self.label.setForegroundRole(self.label.palette().ColorRole.PlaceholderText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.label, 1)

    def catch_drops_on(self, dialog: QWidget) -> None:
        """Make the whole dialog the target of drops."""
        dialog.setAcceptDrops(True)
        dialog.dragEnterEvent = self.dragEnterEvent  # type: ignore[method-assign]  # a slot of Qt's own
        dialog.dropEvent = self.dropEvent  # type: ignore[method-assign]  # as above

    def choose(self) -> None:
        """Ask for a file."""
        path = messages.choose_file(self, self._title.replace("&", ""), self._filters)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read ``path`` into memory."""
        try:
            content = read(path)
        except (Refusal, Trouble) as error:
            messages.fail(self, error)
            return
        self._show(path.name, content)
        self.chosen.emit()

    def state(self) -> object:
        """The chosen file as plain data."""
        return packed(self.name, self.content) if self.content is not None else None

    def restore(self, state: object) -> None:
        """Show the file that ``state`` gave."""
        kept = unpacked(state)
        if kept is not None:
            self._show(*kept)

    def _show(self, name: str, content: bytes) -> None:
        self.name, self.content = name, content
        self.label.setText(name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file."""
        self.take(take_copy(event)[0])
