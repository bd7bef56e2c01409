# SPDX-License-Identifier: Apache-2.0
"""Parts of a paper in work: its passages, what it still lacks, and what to do once it is issued."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desk.domain.paper import Missing, Passage
from desk.domain.proposal import UNTITLED, Hint
from desk.domain.request import PaperBrief
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.desk import Desk
from desk.services.letter.outgoing import is_letter
from desk.services.paper import papers
from desk.services.request.cards import request_card
from desk.text import LANGUAGES, N_
from ui import theme, words
from ui.fields import BothEditor
from ui.forms import BothField, Complaint, bring
from ui.jobs import Jobs
from ui.language import _, current
from ui.panes import banner, tell

MARKS = {language.upper(): language for language in LANGUAGES}
"""What stands before the box of a language."""


SEND_ANSWER = N_(
    "Send it, then record the dispatch: only an answer sent in time, with proof, meets the deadline."
)
_SEND_LETTER = N_(
    "Send the letter, then record its dispatch. It is not an answer: the deadline of the request keeps running."
)
_CORRECTED = N_(
    "Send the corrected notice too, if possible before the original deadline, then record its "
    "dispatch. The extension is valid on the first notice if that one was sent in time."
)
_ADVICE = {
    "inspection_record": N_(
        "Have it signed at the visit or hand it over there, then record that: the record itself is the answer."
    ),
    "extension_notice": N_(
        "Send the notice before the original deadline, then record its dispatch: a notice sent "
        "later extends nothing."
    ),
    "notice_done": N_(
        "Send the notice, then record its dispatch: only a notice sent in time, with proof, meets the deadline."
    ),
    "destruction_act": N_(
        "Print the act with its extract and let everybody sign. Scans of the signed pages are dropped "
        "on the Destruction tab: each finds its paper."
    ),
    "notice_third_party": N_(
        "Send it, then record the dispatch; the answer is kept beside the destruction."
    ),
    "notice_client": N_(
        "Send it, then record its dispatch: the deadline of the assignment is met by what was "
        "sent in time, with proof."
    ),
    "commission_order": N_(
        "Print the order: the head signs it, and the members sign that they know it."
    ),
    "recipient_questionnaire": N_(
        "Send the questions to the recipient. The answers go into the assessment of the transfer."
    ),
    "acknowledgement": _SEND_LETTER,
    "request_to_complete": _SEND_LETTER,
}
"""What to do with an issued paper; the others that somebody gets are answers."""


class PassageForm(QWidget):
    """The editable texts of a draft, each under its title. Signal ``changed``: one was edited."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.unit(self) * 3)
        self._titles: dict[str, str] = {}
        self._editors: dict[str, BothEditor] = {}
        self._given: dict[str, tuple[Both, Both]] = {}
        """What each box was given, and what it made of it: it keeps no special spaces."""
        self._complaints: dict[str, Complaint] = {}

    def show_passages(self, passages: Sequence[Passage], languages: Sequence[str]) -> None:
        """Show the boxes of ``passages``; texts are replaced."""
        if tuple(self._editors) != tuple(passage.name for passage in passages):
            self._build(passages)
        for passage in passages:
            editor = self._editors[passage.name]
            blocked = editor.blockSignals(True)
            editor.set(passage.text)
            self._given[passage.name] = (passage.text, editor.value())
            editor.blockSignals(blocked)
        self.show_languages(languages)

    def _build(self, passages: Sequence[Passage]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._titles.clear()
        self._editors.clear()
        self._complaints.clear()
        for passage in passages:
            self._add(passage)

    def _add(self, passage: Passage) -> None:
        name = passage.name
        title = current().form(passage.title)
        holder = QWidget(self)
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.unit(self) // 2)
        label = QLabel(title + ("\u00a0*" if passage.mandatory else ""), holder)
        label.setWordWrap(True)
        editor = BothField(name, title, rows=3).build(holder)
        assert isinstance(editor, BothEditor)
        editor.name_parts(title)
        editor.changed.connect(self.changed)
        label.setBuddy(editor.main)
        complaint = Complaint(holder)
        editor.changed.connect(lambda: complaint.say(text=""))
        for widget in (label, editor, complaint):
            rows.addWidget(widget)
        self._column.addWidget(holder)
        self._titles[name], self._editors[name] = title, editor
        self._complaints[name] = complaint

    def show_languages(self, languages: Sequence[str]) -> None:
        """Only the boxes of the paper's languages are shown; the others keep their text."""
        for editor in self._editors.values():
            marks = [label for label in editor.findChildren(QLabel) if label.text() in MARKS]
            for mark in marks:
                mark.setVisible(len(languages) > 1 and MARKS[mark.text()] in languages)
            for language, part in editor.parts.items():
                part.setVisible(language in languages)

    def texts(self) -> dict[str, Both]:
        """What stands in the boxes; where nobody typed, to the last space as it was given."""
        return {
            name: _as_given(editor.value(), *self._given[name])
            for name, editor in self._editors.items()
        }

    def title(self, name: str) -> str:
        """What a passage, or a part of the paper that is none, is called here."""
        return self._titles.get(name) or (_(UNTITLED[name]) if name in UNTITLED else name)

    def focus(self, name: str) -> bool:
        """Put the cursor into a passage; false when there is none of that name."""
        name, _dot, language = name.partition(".")
        if name not in self._editors:
            return False
        parts = self._editors[name].parts
        shown = [part for part in parts.values() if not part.isHidden()]
        wanted = [parts[language]] if language in parts else shown
        part = (wanted or shown)[0]
        part.main.setFocus(Qt.FocusReason.OtherFocusReason)
        bring(self._complaints[name], part)
        return True

    def focus_first(self) -> None:
        """Put the cursor into the first passage that is empty, else into the first."""
        languages = MARKS.values()
        empty = [
            name
            for name, editor in self._editors.items()
            if not any(editor.parts[each].value() for each in languages)
        ]
        for name in (*empty, *self._editors):
            self.focus(name)
            return

    def complain(self, refusal: Refusal) -> bool:
        """Show a refusal beside the passage it names; false when it names none."""
        path = (refusal.field or "").removeprefix("passages.")
        name = path.partition(".")[0]
        if name not in self._editors:
            return False
        self._complaints[name].say(current().tell(refusal))
        return self.focus(path)


def _as_given(now: Both, given: Both, shown: Both) -> Both:
    return Both(
        given.ru if now.ru == shown.ru else now.ru, given.en if now.en == shown.en else now.en
    )


class _IconOnTop(QStyledItemDelegate):
    """The icon of a sentence stands beside its first line, and all its lines are in sight."""

    def __init__(self, lines: QListWidget) -> None:
        super().__init__(lines)
        self._list = lines

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.decorationAlignment = Qt.AlignmentFlag.AlignTop

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Counted over the width the words are painted in: Qt counts over that of the whole line."""
        edges = self._list.spacing() * 2 + theme.unit(self._list) * 2
        option.rect = option.rect.adjusted(0, 0, -edges, 0)
        return super().sizeHint(option, index)


_HINTED = {
    **dict.fromkeys(("denied", "kept", "undone", "earlier"), "triangle-alert"),
    **dict.fromkeys(("gap", "unsaid", "starter", "act", "language", "renewed"), "pencil"),
    **dict.fromkeys(("unsent", "recipients", "addresses"), "send"),
    **dict.fromkeys(("register", "late"), "info"),
}
"""The icon of what is to be looked at; the others are people."""


class Lacks(QFrame):
    """What the paper still lacks and what is to be looked at in it.

    Signals: ``wanted(where)``, go there; ``file_wanted(id)``, open a kept file.
    """

    wanted = Signal(str)
    file_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._title = QLabel(self)
        self._title.setFont(theme.strong_font(self))
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("What the paper still lacks"))
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(theme.icon_size(self), theme.icon_size(self)))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setSpacing(theme.unit(self) // 2)
        self.list.setItemDelegate(_IconOnTop(self.list))
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.unit(self), 0, 0)
        column.addWidget(self._title)
        column.addWidget(self.list)
        self.hide()

    def show_lacks(
        self, missing: Sequence[Missing], hints: Sequence[Hint], title: Callable[[str], str]
    ) -> None:
        """List what is missing first, then what is to be looked at."""
        self.list.clear()
        for lack in missing:
            self._add("triangle-alert", current().say(lack.message, **lack.params), lack.where)
        for hint in hints:
            text = _(hint.message, found=hint.text, where=title(hint.where))
            self._add(_HINTED.get(hint.kind, "users"), text, hint.file or hint.where)
        self._title.setText(
            _("Needed before it can be issued")
            if missing
            else _("Check this before you issue the paper")
        )
        self.setVisible(bool(self.list.count()))
        QTimer.singleShot(0, self, self._show_first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The first sentence takes as many lines as its width asks for."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._show_first)

    def _show_first(self) -> None:
        around = (self.list.spacing() * 2 + self.list.frameWidth()) * 2
        first = self.list.item(0)
        high = self.list.visualItemRect(first).height() if first is not None else 0
        self.list.setMinimumHeight(high + around)

    def insist(self) -> None:
        """Put the focus on the first thing that is missing."""
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _add(self, icon: str, text: str, where: str | int) -> None:
        item = QListWidgetItem(theme.icon(icon), text)
        item.setData(Qt.ItemDataRole.UserRole, where)
        self.list.addItem(item)

    def _go(self, item: QListWidgetItem) -> None:
        where = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(where, int):
            self.file_wanted.emit(where)
        else:
            self.wanted.emit(str(where))


class IssuedPanel(QWidget):
    """What comes after issuing: print, save, say it is signed, write the e-mail, or copy its text."""

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self._briefs: tuple[PaperBrief, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.unit(self) * 2)
        self.said = QLabel(self)
        self.said.setFont(theme.title_font(self))
        self.said.setWordWrap(True)
        self._column.addWidget(self.said)
        self.buttons = {
            name: self._button(icon, text, name)
            for name, icon, text in (
                ("mail", "mail", _("Draft an &e-mail…")),
                ("webmail", "copy", _("For &webmail: the text and files…")),
                ("save", "download", _("Save as PD&F…")),
                ("print", "printer", _("&Print…")),
                ("signed", "file-pen-line", _("Signed by pe&n…")),
            )
        }
        self.advice = banner("", theme.Tone.WAITING, self)
        self._column.addWidget(self.advice)
        self._column.addStretch(1)
        self.hide()

    def show_paper(self, brief: PaperBrief, further: Sequence[PaperBrief] = ()) -> None:
        """Offer the acts on ``brief``; ``further`` are printed and saved along with it."""
        self._briefs = (brief, *further)
        self._say()
        advice = self._advice(brief)
        tell(self.advice, _(advice) if advice else "")
        self.buttons["mail"].setVisible(brief.request is not None or is_letter(brief.form))
        self.buttons["webmail"].setVisible(brief.request is not None)
        self.buttons["signed"].setVisible(not further)  # several are marked one by one, in Papers
        self.show()

    def _advice(self, brief: PaperBrief) -> str:
        notice = brief.form == "extension_notice" and brief.request is not None
        if notice and request_card(self._desk, brief.request or 0).notice_corrected:
            return _CORRECTED
        # For what belongs to no request no term waits.
        return _ADVICE.get(brief.form, "" if brief.request is None else SEND_ANSWER)

    def focus_first(self) -> None:
        """Put the focus on the first act."""
        for button in self.buttons.values():
            if button.isVisibleTo(self):
                button.setFocus()
                return

    def _button(self, icon: str, text: str, name: str) -> QPushButton:
        button = QPushButton(theme.icon(icon), text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._act(name))
        self._column.addWidget(button)
        return button

    def _act(self, name: str) -> None:
        from ui import paper_acts

        for brief in self._briefs:
            paper_acts.run(name, self._desk, self._jobs, self, brief.id, self._say)

    def _say(self) -> None:
        """Name the papers, and say of each whether it is signed."""
        briefs = [papers.paper_brief(self._desk, brief.id) for brief in self._briefs]
        told = [(words.paper_line(brief), words.signature(brief)) for brief in briefs]
        self.said.setText("\n".join(" · ".join(filter(None, line)) for line in told))
