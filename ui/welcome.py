# SPDX-License-Identifier: Apache-2.0
"""The first start: language, operator, passphrase, recovery sheet; or a demonstration.

The desk is made after the passphrase; until then nothing is written. Signals of ``Welcome``:
``opened(desk)``; ``existing_wanted``, open a desk that is there already; ``left``.
"""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QFontMetrics, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk.domain.kinds import LanguageMode, OperatorKind
from desk.errors import N_, Refusal, Told
from desk.services.desk import Desk
from desk.services.keeping import upkeep
from desk.services.paper.papers import check_emergency_sheet
from desk.services.register import registers
from ui import language, messages, mnemonics, settings, theme
from ui.language import _
from ui.welcome_pages import OperatorPage, SecretPage, SheetPage, StartPage, Step

STEPS = (
    N_("Language and start"),
    N_("Operator"),
    N_("Passphrase"),
    N_("Recovery sheet"),
)
START, OPERATOR, SECRET, SHEET = range(4)


class Welcome(QWidget):
    """Leads through the first start."""

    opened = Signal(object)
    existing_wanted = Signal()
    left = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.desk: Desk | None = None
        self._done = False
        self._pages: tuple[Step, ...] = ()
        self._build(START, {})
        language.changed.connect(self._rebuild)
        theme.take_room(self, 130, 46)

    def step(self) -> int:
        """Which step is shown."""
        return self.stack.currentIndex()

    def page(self) -> Step:
        """The page of the step."""
        return self._pages[self.step()]

    @Slot()
    def forward(self) -> None:
        """Check this step and go on; refusals are said at their field."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._acts()[self.step()]()
        except Refusal as refusal:
            self.page().complain(refusal)
        except Told as trouble:
            QGuiApplication.restoreOverrideCursor()
            messages.fail(self, trouble)
            QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        finally:
            QGuiApplication.restoreOverrideCursor()

    @Slot()
    def back(self) -> None:
        """One step back; a desk that was made stays made."""
        if START < self.step() <= SECRET:
            self._go(self.step() - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, or presses the button it stands on."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        here = self.focusWidget()
        if isinstance(here, QPushButton):
            here.click()
        else:
            self.forward()

    def closeEvent(self, event: QCloseEvent) -> None:
        language.changed.disconnect(self._rebuild)
        for page in self._pages:
            page.let_go()
        super().closeEvent(event)
        if self._done:
            return
        if self.desk is not None:
            self._finish()
        else:
            self.left.emit()

    # --- the steps ----------------------------------------------------------------------------

    def _acts(self) -> tuple[Callable[[], None], ...]:
        return (self._begin, self._check_card, self._make, self._keep_sheet)

    def _begin(self) -> None:
        choice = self.start.choice()
        if choice == "existing":
            self._done = True
            self.existing_wanted.emit()
            self.close()
        elif choice == "desk":
            self.folder = self.start.folder()
            if upkeep.exists(self.folder):
                raise Refusal(N_("There is already a desk in this folder."), field="folder")
            upkeep.check_place(self.folder)
            self._go(OPERATOR)
        else:
            from ui.demonstration import open_demonstration

            self.desk = open_demonstration(choice)
            self._finish()

    def _check_card(self) -> None:
        card = self.operator.operator()
        upkeep.check_operator(card)
        check_emergency_sheet(card, self.folder, LanguageMode(language.current().language))
        if card.kind is not OperatorKind.LEGAL:
            self.secret.propose(card.name.of(language.current().language))
        self._go(SECRET)

    def _make(self) -> None:
        name = self.secret.person()
        passphrase, second = self.secret.passphrase(), self.secret.second_folder()
        if self.secret.is_weak() and not self._sure():
            return
        desk, code = upkeep.create_desk(self.folder, passphrase, self.operator.operator(), name)
        self.desk = desk
        settings.remember("desk", str(self.folder))
        upkeep.set_setting(desk, "language", language.current().language)
        if second:  # before the sheet, which names it
            upkeep.set_setting(desk, "backup_folder", second)
        self.sheet.show_code(desk, code)
        self._go(SHEET)
        if starter := self.operator.starter():  # whatever happens to it, the code is on the screen
            registers.adopt_set(desk, starter, desk.today().isoformat())

    def _sure(self) -> bool:
        QGuiApplication.restoreOverrideCursor()
        try:
            return messages.ask(
                self,
                _(
                    "This passphrase is weak: whoever gets hold of the file may guess it. Use it all the same?"
                ),
                _("&Use it"),
                _("&Choose another"),
                danger=True,
            )
        finally:
            QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)

    def _keep_sheet(self) -> None:
        self.sheet.check()
        self._finish()

    def _finish(self) -> None:
        self._done = True
        self.opened.emit(self.desk)
        self.close()

    # --- building -----------------------------------------------------------------------------

    def _go(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        for number, label in enumerate(self._marks):
            label.setFont(theme.strong_font(self) if number == step else self.font())
            label.setEnabled(number <= step)
        self.back_button.setVisible(START < step <= SECRET)
        self.next_button.setText(self._verb(step))
        mnemonics.spread(self)
        theme.fit_icons(self)
        self.page().focus_first()

    def _verb(self, step: int) -> str:
        return {
            SECRET: _("Create the desk"),
            SHEET: _("Open the desk"),
        }.get(step, _("Next"))

    @Slot()
    def _rebuild(self) -> None:
        if self.desk is not None:
            return
        step = self.step()
        kept = {number: page.state() for number, page in enumerate(self._pages)}
        layout = self.layout()
        if layout is not None:
            holder = QWidget()
            holder.setLayout(layout)
            holder.deleteLater()
        self._build(step, kept)

    def _build(self, step: int, kept: dict[int, dict[str, object]]) -> None:
        self.setWindowTitle(_("First start"))
        air = theme.unit(self)
        self.start = StartPage(self.folder, self)
        self.operator = OperatorPage(self)
        self.secret = SecretPage(self)
        self.sheet = SheetPage(self)
        self._pages = (self.start, self.operator, self.secret, self.sheet)
        self.stack = QStackedWidget(self)
        for number, page in enumerate(self._pages):
            page.restore(kept.get(number, {}))
            self.stack.addWidget(self._scrolled(page))
        right = QVBoxLayout()
        right.setContentsMargins(air * 4, air * 4, air * 4, air * 4)
        right.setSpacing(air * 3)
        right.addWidget(self.stack, 1)
        right.addLayout(self._buttons())
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._rail())
        whole.addLayout(right, 1)
        self._go(step)

    def _buttons(self) -> QHBoxLayout:
        self.back_button = QPushButton(theme.icon("chevron-left"), _("Back"), self)
        self.back_button.clicked.connect(self.back)
        self.next_button = QPushButton(_("Next"), self)
        self.next_button.setDefault(True)
        self.next_button.setAutoDefault(True)
        self.next_button.setFont(theme.strong_font(self))
        self.next_button.clicked.connect(self.forward)
        for button in (self.back_button, self.next_button):
            button.setMinimumHeight(round(theme.field_height(self) * 1.15))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        return row

    def _rail(self) -> QFrame:
        rail = QFrame(self)
        rail.setAutoFillBackground(True)
        rail.setBackgroundRole(rail.backgroundRole().Midlight)
        air = theme.unit(self)
        column = QVBoxLayout(rail)
        column.setContentsMargins(air * 4, air * 5, air * 4, air * 4)
        column.setSpacing(air * 3)
        title = QLabel("Desk", rail)
        title.setFont(theme.title_font(title))
        column.addWidget(title)
        self._marks = []
        for number, words in enumerate(STEPS, 1):
            label = QLabel(f"{number}. {_(words)}", rail)
            label.setWordWrap(True)
            column.addWidget(label)
            self._marks.append(label)
        column.addStretch(1)
        metrics = QFontMetrics(theme.strong_font(self))
        longest = max(
            metrics.horizontalAdvance(f"{word} ") for words in STEPS for word in _(words).split()
        )
        least = self.fontMetrics().averageCharWidth() * 24
        rail.setFixedWidth(max(least, longest + air * 8))
        return rail

    def _scrolled(self, page: QWidget) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area
