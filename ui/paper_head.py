# SPDX-License-Identifier: Apache-2.0
"""What stands over a paper: its name, its state, who has signed, its archive form, and why it is not to be used."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk.domain.kinds import PaperState
from desk.domain.request import PaperBrief
from ui import theme, words
from ui.forms import note
from ui.language import _
from ui.notice import Notice
from ui.paper_list import GONE, band
from ui.tables import BadgeLabel


class PaperHead(QWidget):
    """The head of one paper."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        self.title.setFont(theme.title_font(self))
        self.title.setWordWrap(True)
        self.badge = BadgeLabel(theme.Badge(theme.Tone.QUIET, ""), self)
        self.signed = note("", self)
        self.archive = note("", self)
        self.band = Notice(self)
        gap = theme.unit(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(self.title)
        column.addWidget(self.band)
        line = QHBoxLayout()
        line.setSpacing(gap * 2)
        line.addWidget(self.badge)
        line.addWidget(self.signed, 1)
        column.addLayout(line)
        column.addWidget(self.archive)

    def show_paper(self, brief: PaperBrief, later: PaperBrief | None) -> None:
        """Dress for a paper; ``later`` is what replaced it. A void or broken one says so over its pages, which look like any other."""
        said = band(brief)
        if brief.state == PaperState.VOID and later is not None:
            said = _("Void — replaced by No. {number}.", number=words.short(later.number))
        state, line = words.paper_badge(brief.state), words.paper_line(brief)
        unused = brief.state != PaperState.ISSUED
        self.title.setText(f"{line} — {state.word}" if unused else line)
        self.band.put(said, tone=theme.Tone.QUIET if brief.state in GONE else theme.Tone.OVERDUE)
        self.badge.show_badge(state)
        self.badge.setHidden(bool(said))
        told = (words.day(brief.date), words.languages(brief), words.signature(brief))
        self.signed.setText(" · ".join(filter(None, told)))
        self.archive.setText(words.archive(brief))
        self.archive.setVisible(bool(self.archive.text()))
