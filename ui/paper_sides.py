# SPDX-License-Identifier: Apache-2.0
"""The two sides of a paper in work: what is written, scrolling on the left; the paper itself on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QSplitter, QVBoxLayout, QWidget

from desk.domain.request import PaperBrief
from desk.services.desk import Desk
from ui import theme, words
from ui.draft_parts import IssuedPanel, Lacks, PassageForm
from ui.jobs import Jobs
from ui.language import _
from ui.panes import scrolled
from ui.paper import PaperView


class PaperSides(QSplitter):
    """Holds the parts and turns from writing to “issued”; what they do is up to the dialog."""

    def __init__(self, desk: Desk, jobs: Jobs, parent: QDialog) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        # A splitter makes a side of every child it is given: the parts are born in the dialog.
        self.passages = PassageForm(parent)
        self.lacks = Lacks(parent)
        self.done_panel = IssuedPanel(desk, jobs, parent)
        self.notice = QLabel(parent)
        self.notice.setWordWrap(True)
        self.notice.setFont(theme.strong_font(self.notice))
        self.view = PaperView(parent)
        self._writing = QWidget(parent)
        self._column = QVBoxLayout(self._writing)
        self._column.setContentsMargins(0, 0, theme.unit(self) * 2, 0)
        self._column.setSpacing(theme.unit(self) * 2)
        self._scroll = scrolled(self._writing, parent, steady=True)
        self.addWidget(self._stack(self._scroll, self.lacks, self.done_panel))
        self.addWidget(self._stack(self.view, above=self.notice))
        self.setStretchFactor(0, 5)
        self.setStretchFactor(1, 6)
        self.setSizes([500, 600])
        self.setChildrenCollapsible(False)

    @property
    def writing(self) -> QWidget:
        """The parent of what is written."""
        return self._writing

    def fill(self, widgets: Sequence[QWidget]) -> None:
        """Put the written parts one under another."""
        for widget in widgets:
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def put_first(self, widget: QWidget) -> None:
        """Put a part above all that is written."""
        self._column.insertWidget(0, widget)

    def turn_to_issued(
        self, brief: PaperBrief, content: bytes, further: Sequence[PaperBrief] = ()
    ) -> None:
        """Show the frozen paper and what to do with it, and with others issued along with it."""
        self._scroll.hide()
        self.lacks.hide()
        self.done_panel.show_paper(brief, further)
        number = words.short(brief.number)
        self.notice.setText(_("Issued: No. {number}. The paper is frozen.", number=number))
        self.view.show_pdf(content)
        self.done_panel.focus_first()

    def _stack(self, main: QWidget, *below: QWidget, above: QWidget | None = None) -> QWidget:
        holder = QWidget(self.parentWidget())
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        if above is not None:
            column.addWidget(above)
        column.addWidget(main, 3)
        for widget in below:
            column.addWidget(widget, 1)  # a quarter at the most: what is written comes first
        return holder
