# SPDX-License-Identifier: Apache-2.0
"""A kept file before the operator's eyes, from memory: PDF, pictures, and the words of what else is read.

Nothing is written to disk and no other program is started; each look is journalled by the service.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QImageReader, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget

from desk.domain.contents import GAPS, Contents, Gap
from desk.domain.values import Attached
from desk.errors import Told
from desk.services.contents import kept_contents
from desk.services.desk import Desk
from desk.services.request import requests
from desk.text import N_
from ui import files, messages, theme
from ui.closing import ShownDialog
from ui.language import _
from ui.panes import banner
from ui.paper import PaperView
from ui.pdf import Pdf

_WIDTH = 595.0
"""Points a picture is wide when it is shown: a sheet of A4."""
_MOST_SHEETS = 50
_SHEET_DOTS = 150
_CLOSED = (Gap.LOCKED, Gap.DAMAGED, Gap.UNKNOWN)


def show_file(desk: Desk, parent: QWidget, id: int) -> None:
    """Open a kept file; what cannot be shown is offered to be saved."""
    try:
        kept, content = requests.file_bytes(desk, id)
        dialog = FileView(kept, content, kept_contents(desk, id), parent)
        dialog.save.clicked.connect(lambda: save_out(desk, dialog, id))
        dialog.open()
    except Told as error:
        messages.fail(parent, error)


def save_out(desk: Desk, parent: QWidget, id: int) -> None:
    """Save a kept file where the person says."""
    try:
        kept, content = requests.file_bytes(desk, id, "saved")
        path = messages.save_file(parent, _("Save a copy"), Path(kept.name).name)
        if path is not None:
            files.write(path, content)
    except Told as error:
        messages.fail(parent, error)


class FileView(ShownDialog):
    """One file: its pages, its picture or its words, and a way to save it."""

    def __init__(
        self, kept: Attached, content: bytes, contents: Contents, parent: QWidget | None
    ) -> None:
        super().__init__(N_("A stored file"), parent)
        name = QLabel(kept.name, self)
        name.setFont(theme.strong_font(name))
        name.setWordWrap(True)
        self.column.addWidget(name)
        if contents.gap is not None and contents.gap is not Gap.PICTURE:
            told = _(GAPS[contents.gap], found=kept.name)
            self.column.addWidget(banner(told, theme.Tone.SOON, self))
        self.paper = PaperView(self)
        self.words = QPlainTextEdit(contents.text, self)
        self.words.setReadOnly(True)
        self.words.setAccessibleName(_("Words of the file"))
        self._show(content, contents)
        self.save = QPushButton(theme.icon("download"), _("Save a &copy…"), self)
        self.save.setAutoDefault(False)
        self.add_row(self.save)
        self.close_up(110, 48)

    def _show(self, content: bytes, contents: Contents) -> None:
        closed = contents.gap in _CLOSED
        pages = None if closed else content if b"%PDF-" in content[:1024] else picture(content)
        self.paper.setVisible(pages is not None)
        self.words.setVisible(pages is None and bool(contents.text))
        self.column.addWidget(self.paper, 1)
        self.column.addWidget(self.words, 1)
        if pages is not None:
            self.paper.show_pdf(pages)
        elif not contents.text:
            said = QLabel(_("It cannot be shown here. Save a copy and open it yourself."), self)
            said.setWordWrap(True)
            self.column.addWidget(said, 1)

    def done(self, code: int) -> None:
        """Let the file go."""
        self.paper.show_pdf(None)
        super().done(code)


def picture(content: bytes) -> bytes | None:
    """A picture, or the sheets of a scan, as the pages of a PDF in memory; ``None`` when it is none."""
    source, target = QBuffer(), QBuffer()
    source.setData(QByteArray(content))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    # Reader and writer live in the calls: neither may outlive its buffer.
    return bytes(target.data().data()) if _paint(_sheets(source), target) else None


def sheet(content: bytes, number: int) -> bytes | None:
    """One sheet of a kept scan, from 1, as a PDF in memory."""
    pages = content if b"%PDF-" in content[:1024] else picture(content)
    if pages is None:
        return None
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.ReadWrite)
    shown = _paint([Pdf(pages).fresh_image(number - 1, _SHEET_DOTS)], target)
    return bytes(target.data().data()) if shown else None


def _sheets(source: QIODevice) -> list[QImage]:
    count = max(QImageReader(source).imageCount(), 1)
    sheets = [_sheet(source, number) for number in range(min(count, _MOST_SHEETS))]
    return [sheet for sheet in sheets if not sheet.isNull()]


def _sheet(source: QIODevice, number: int) -> QImage:
    # A reader begins where its device stands, and Qt's one for faxes cannot go on after a sheet.
    source.seek(0)
    reader = QImageReader(source)
    reader.setAutoTransform(True)
    reader.jumpToImage(number)
    return reader.read()


def _paint(sheets: Sequence[QImage], target: QIODevice) -> bool:
    writer = QPdfWriter(target)
    writer.setPageMargins(QMarginsF())
    painter = QPainter()
    for image in sheets:
        size = QSizeF(_WIDTH, _WIDTH * image.height() / image.width())
        writer.setPageSize(QPageSize(size, QPageSize.Unit.Point))
        if painter.isActive():
            writer.newPage()
        else:
            painter.begin(writer)
        painter.drawImage(QRectF(0, 0, writer.width(), writer.height()), image)
    return painter.end() if sheets else False
