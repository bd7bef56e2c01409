# SPDX-License-Identifier: Apache-2.0
"""The guide: short chapters in the reader's language, opened by F1 at the chapter of the tab in front.

Chapters are headings of ``resources/help/<language>.md``; the line before each holds its id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QListWidget, QSplitter, QTextBrowser, QWidget

from desk.paths import resource
from desk.text import N_
from ui import theme
from ui.closing import ShownDialog
from ui.language import _, current

_HEAD = re.compile(r"^<!-- (?P<id>[a-z_]+) -->\n## (?P<title>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    """One chapter."""

    id: str
    title: str
    text: str


def chapters(language: str) -> list[Chapter]:
    """The guide in one language."""
    text = resource("help", f"{language}.md").read_text("utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [
        Chapter(head["id"], head["title"], text[head.end() : end].strip())
        for head, end in zip(heads, ends, strict=True)
    ]


class Guide(ShownDialog):
    """Chapters on the left, the text on the right."""

    def __init__(self, chapter: str, parent: QWidget) -> None:
        super().__init__(N_("Guide"), parent)
        self.setModal(False)
        self._chapters = chapters(current().language)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Chapters"))
        self.list.addItems([each.title for each in self._chapters])
        for row in range(self.list.count()):
            self.list.item(row).setSizeHint(QSize(0, theme.row_height(self)))
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(_("Text of the chapter"))
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(theme.unit(self) * 3)
        split = QSplitter(self)
        split.addWidget(self.list)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(each.title) for each in self._chapters), default=0)
        split.setSizes([widest + theme.unit(self) * 8, metrics.averageCharWidth() * 70])
        self.column.addWidget(split, 1)
        self.close_up(110, 40)
        self.list.currentRowChanged.connect(self._show)
        ids = [each.id for each in self._chapters]
        self.list.setCurrentRow(ids.index(chapter) if chapter in ids else 0)

    @Slot(int)
    def _show(self, row: int) -> None:
        if 0 <= row < len(self._chapters):
            chapter = self._chapters[row]
            self.text.setMarkdown(f"## {chapter.title}\n\n{chapter.text}")
