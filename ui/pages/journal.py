# SPDX-License-Identifier: Apache-2.0
"""The journal: who did what and when, newest first; whether the chain holds; extracts as CSV.

Entries are only read here. Verification runs away from the window.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout

from desk.domain.journal import Finding
from desk.domain.journal_words import deed_words
from desk.domain.numbering import kept_number
from desk.services.desk import Desk
from desk.services.names import DeskNames
from desk.services.overview import journals
from desk.text import N_, Catalogue
from ui import theme
from ui.flow import beside, flow
from ui.jobs import Jobs
from ui.language import _, current
from ui.numbers import actor
from ui.page import OpenRecord, Page
from ui.tables import Column, RowsModel, TableView

PORTION = 200
_BARE = re.compile(r"\d{4}-\d+")


class JournalPage(Page):
    """The journal tab."""

    topics: ClassVar[frozenset[str]] = frozenset({"journal"})
    HELP: ClassVar[str] = "journal"

    def __init__(self, desk: Desk, jobs: Jobs, open_record: OpenRecord) -> None:
        super().__init__(desk, jobs, open_record)
        self.ref = QLineEdit(self)
        self.ref.setObjectName("journal-ref")
        self.ref.setPlaceholderText(_("Number of a record, such as 2026-014"))
        self.ref.setAccessibleName(_("Only this record"))
        self.ref.setClearButtonEnabled(True)
        self.ref.setMaxLength(100)
        self._pause = QTimer(self, singleShot=True, interval=250)
        self._pause.timeout.connect(self._filter)
        self.ref.textChanged.connect(lambda _text: self._pause.start())
        self.names = DeskNames(desk)
        self.model = RowsModel(columns(self.names), self._portion, self)
        self.view = TableView(self.model, _("Journal"), self)
        self.view.explain_empty(_("This record has no entries."))
        self.verify_button = QPushButton(theme.icon("shield-check"), _("Verify the journal"), self)
        self.verify_button.clicked.connect(self.verify)
        self.extract_button = QPushButton(theme.icon("download"), _("Extract as CSV…"), self)
        self.extract_button.clicked.connect(self.extract)
        self.finding = QLabel(self)
        self.finding.setWordWrap(True)
        self.finding.setAutoFillBackground(True)
        self.finding.setMargin(theme.unit(self) * 2)
        self.finding.hide()
        self._lay_out()

    def refresh(self) -> None:
        """Read the newest entries again, and what they name."""
        self.names.forget()
        self.model.load()

    def state(self) -> dict[str, object]:
        """The record the list is narrowed to, and the columns."""
        return {"ref": self.ref.text(), "columns": self.view.columns_state()}

    def restore(self, state: Mapping[str, object]) -> None:
        """Narrow again."""
        self.view.restore_columns(str(state.get("columns", "")))
        self.ref.setText(str(state.get("ref", "")))
        self._filter()

    def open_record(self, id: int) -> None:
        """Entries are not opened."""

    def menu(self) -> Mapping[str, Sequence[QAction]]:
        """Verification and extracts."""
        verify = QAction(theme.icon("shield-check"), _("Verify the journal"), self)
        verify.setShortcut("Ctrl+Shift+V")
        verify.triggered.connect(self.verify)
        extract = QAction(theme.icon("download"), _("Extract of the journal as CSV…"), self)
        extract.setShortcut("Ctrl+E")
        extract.triggered.connect(self.extract)
        return {"file": [verify, extract]}

    def find_here(self) -> None:
        """The field for the number."""
        self.ref.setFocus()
        self.ref.selectAll()

    def save_list(self) -> None:
        """The whole list as CSV."""
        from ui.csv_file import save_list

        save_list(self.view, _("journal"), self)

    @Slot()
    def verify(self) -> None:
        """Verify every entry, away from the window."""
        desk = self.desk
        self.jobs.run(
            _("Verifying the journal…"), lambda _progress: journals.verify(desk), self.show_finding
        )

    def show_finding(self, finding: Finding) -> None:
        """Say what verification found."""
        tone = theme.Tone.DONE if finding.sound else theme.Tone.OVERDUE
        theme.paint(self.finding, tone)
        if finding.sound:
            head = finding.head[:16]
            said = current().ngettext(
                "✓ {number} entry verified, the chain is whole. The newest is {last}: {head}…",
                "✓ {number} entries verified, the chain is whole. The newest is {last}: {head}…",
                finding.checked,
            )
            text = said.format(number=finding.checked, last=finding.last, head=head)
        else:
            text = "⚠ " + _(finding.message, seq=finding.seq)
        self.finding.setText(text)
        self.finding.show()

    @Slot()
    def extract(self) -> None:
        """Save the entries of a period."""
        from ui.dialogs.extract import ExtractDialog

        ExtractDialog(self.desk, self.jobs, self, columns(self.names)).open()

    def _lay_out(self) -> None:
        air = theme.unit(self)
        buttons = beside(self, self.verify_button, self.extract_button)
        theme.show_whole(self.ref)
        column = QVBoxLayout(self)
        column.setContentsMargins(air * 3, air * 3, air * 3, air * 3)
        column.setSpacing(air * 2)
        column.addWidget(flow(self, self.ref, buttons, gap=air * 2, apart=True))
        column.addWidget(self.finding)
        column.addWidget(self.view, 1)

    def _portion(self, last: Any) -> Sequence[Any]:  # noqa: ANN401 -- the last entry or None
        after = last.seq if last is not None else None
        return journals.journal_page(self.desk, after, PORTION, kept(self.ref.text().strip()))

    @Slot()
    def _filter(self) -> None:
        self._pause.stop()
        self.model.load()


def kept(number: str) -> str:
    """A number as the journal keeps it: people type “2026-014” and “01/2026-003” as they are printed."""
    return f"request/{number}" if _BARE.fullmatch(number) else kept_number(number)


def columns(names: DeskNames) -> tuple[Column, ...]:
    """The columns of the journal; moments in the legal time zone."""
    right = Qt.AlignmentFlag.AlignRight

    def when(entry: Any, words: Catalogue) -> str:  # noqa: ANN401 -- an entry
        return words.moment(datetime.fromisoformat(entry.at), names.zone)

    def detail(entry: Any, words: Catalogue) -> str:  # noqa: ANN401 -- an entry
        return names.facts(entry.detail, words)

    def about(entry: Any, words: Catalogue) -> str:  # noqa: ANN401 -- an entry
        return names.record(entry.ref, words)

    def done(entry: Any, words: Catalogue) -> str:  # noqa: ANN401 -- an entry
        return deed_words(words, entry.action)

    return (
        Column("seq", N_("No."), lambda entry, _words: str(entry.seq), align=right, rank=3),
        Column("at", N_("Moment"), when, width=25),
        Column("actor", N_("Who"), lambda entry, _words: actor(str(entry.actor)), rank=2),
        Column("action", N_("What was done"), done, width=26, room=40),
        Column("ref", N_("Record"), about, width=21, lines=2),
        Column("detail", N_("Details"), detail, tip=detail, rank=1),
        Column("hash", N_("Hash"), lambda entry, _words: str(entry.hash), shown=False),
        Column(
            "stored", N_("As stored"), lambda entry, _words: str(entry.detail or ""), shown=False
        ),
    )
