# SPDX-License-Identifier: Apache-2.0
"""Today: what must be done now, and why; what papers will miss, and how to mend it.

Signal ``read(TodayView)``: the list was read again; the window takes its counts from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain.call_words import expiring_words, proposal_words, transfer_words
from desk.domain.consent_doubts import strange_words, unproved_words, unverified_words
from desk.domain.incoming_doubts import unfit_of
from desk.domain.paper_words import broken_words, unchecked_papers
from desk.domain.signature_words import broken_in_words
from desk.domain.today import TodayLine, TodayView
from desk.services.desk import Desk
from desk.services.keeping.opening_warnings import OLDER_CODE
from desk.services.overview import deadlines
from desk.services.register.registers import any_purpose, recipients
from desk.services.settings import setting
from ui import theme, words
from ui.agenda import Agenda, called, due_day
from ui.forms import Words, note
from ui.jobs import Jobs
from ui.language import _, current, ngettext
from ui.notice import Notice
from ui.operator_fields import LACKS
from ui.page import OpenRecord, Page
from ui.record_parts import Scrolled
from ui.register import NARROW

TABS = {
    "request": "requests",
    "destruction": "destruction",
    "consent": "consents",
    "transfer": "transfers",
    "client": "clients",
}
"""Where each kind of record is opened: a tab, or a list of the register."""


_Records = Callable[[TodayView], Sequence[tuple[int, *tuple[object, ...]]]]


class TodayPage(Page):
    """The page the program opens on."""

    read = Signal(object)
    topics: ClassVar[frozenset[str]] = frozenset(
        {
            "request",
            "deadline",
            "settings",
            "paper",
            "register",
            "destruction",
            "consent",
            "transfer",
            "client",
        }
    )
    HELP: ClassVar[str] = "today"

    def __init__(self, desk: Desk, jobs: Jobs, open_record: OpenRecord) -> None:
        super().__init__(desk, jobs, open_record)
        self.view: TodayView | None = None
        self._begin_with = "register"
        self.title = Words(parent=self)
        self.title.setFont(theme.title_font(self.title))
        self.broken = self._leading_to_first("papers", lambda view: view.broken)
        self.broken_in = self._leading_to_first("requests", lambda view: view.broken_in)
        self.unfit = self._leading_to_first("requests", lambda view: view.unfit)
        self.uncounted = self._leading_to_first("papers", lambda view: view.uncounted)
        self.unproved = self._leading_to_first("consents", lambda view: view.unproved)
        self.unverified = self._leading_to_first("consents", lambda view: view.unverified)
        self.strange = self._leading_to_first("consents", lambda view: view.strange)
        self.lacks = Notice(self)
        self.lacks.button.clicked.connect(self._mend)
        self.warnings = Notice(self)
        self.proposals = self._leading_to("destruction")
        self.consents = self._leading_to("consents")
        self.transfers = self._leading_to("transfers")
        self.assignments = self._leading_to("assignments")
        self.recorded = self._leading_to("systems")
        self.harm = self._leading_to("harms")
        self.sheet = self._leading_to("recovery")
        self.register = Notice(self)
        self.register.button.clicked.connect(
            lambda _checked: self.open_elsewhere(self._begin_with, None)
        )
        self.agenda = Agenda(desk.zone, self)
        self.agenda.opened.connect(self._open)
        self.agenda.chosen.connect(self._explain)
        self._calm = self._rest()
        self._why = self._reason()
        self._lay_out()

    def _leading_to(self, area: str) -> Notice:
        made = Notice(self)
        made.button.clicked.connect(lambda _checked: self.open_elsewhere(area, None))
        return made

    def _leading_to_first(self, area: str, records: _Records) -> Notice:
        made = Notice(self)
        made.button.clicked.connect(lambda _checked: self._open_first(area, records))
        return made

    def refresh(self) -> None:
        """Read again, and stay at the same line."""
        line = self.agenda.current_line()
        view = deadlines.today(self.desk, current().language)
        self.view = view
        total = sum(group.total for group in view.groups)
        urgent = view.group("overdue").total + view.group("today").total + len(view.broken)
        urgent += len(view.broken_in) + len(view.unproved)
        self.title.setText(self._headline(view, urgent))
        self._say_signatures(view)
        self._say_lacks(view)
        self._say_sheet()
        self._say_register()
        # An older code is told beside the button that makes a new one.
        unsafe = (each for each in view.warnings if each.msgid != OLDER_CODE)
        warnings = (*unsafe, *view.endings, *filter(None, [view.unchecked]))
        told = map(current().tell, warnings)
        self.warnings.put("\n".join(told))
        calls = (proposal_words(current(), each) for each in view.proposals)
        self.proposals.put("\n".join(calls), _("Go to destruction"))
        self.consents.put(expiring_words(current(), view.expiring), _("Go to consents"))
        flows = (transfer_words(current(), each) for each in view.transfers)
        self.transfers.put("\n".join(flows), _("Go to transfers"))
        assigned = map(current().tell, view.assignments)
        self.assignments.put("\n".join(assigned), _("Go to assignments"))
        weighed = current().tell(view.harm) if view.harm else ""
        self.harm.put(weighed, _("Assessments of harm…"))
        abroad = view.localisation
        self.recorded.put(current().tell(abroad) if abroad else "", _("Information systems…"))
        self.agenda.show_view(view, _record(line))
        for part in (self.agenda, self._why):
            part.setVisible(bool(total))
        self._calm.setVisible(not total)
        self._explain(self.agenda.current_line())
        self.counted.emit(urgent)
        self.read.emit(view)

    def _say_signatures(self, view: TodayView) -> None:
        """What is broken, does not count or was not verified."""
        said = broken_words(current(), [number for _id, number in view.broken])
        self.broken.put(said, _("Open the paper"), theme.Tone.OVERDUE)
        said = broken_in_words(current(), [number for _id, number in view.broken_in])
        self.broken_in.put(said, _("Open the record"), theme.Tone.OVERDUE)
        self.unfit.put(unfit_of(current(), view.unfit), _("Open the record"))
        said = unchecked_papers(current(), view.uncounted)
        self.uncounted.put(said, _("Open the paper"))
        said = "\n".join(unproved_words(current(), view.unproved))
        self.unproved.put(said, _("Open the consent"), theme.Tone.OVERDUE)
        self.unverified.put(unverified_words(current(), view.unverified), _("Open the consent"))
        said = strange_words(current(), [number for _id, number in view.strange])
        self.strange.put(said, _("Open the consent"))

    def state(self) -> dict[str, object]:
        """The line in focus."""
        return {"record": list(_record(self.agenda.current_line()))}

    def restore(self, state: Mapping[str, object]) -> None:
        """Back to the line."""
        record = state.get("record")
        if isinstance(record, list):
            self.agenda.choose(self.agenda.records.position(str(record[0]), int(record[1])))

    def open_record(self, id: int) -> None:
        """Go to the line of a request."""
        self.agenda.choose(self.agenda.records.position("request", id))

    def save_list(self) -> None:
        """Every line as CSV, those too that a long group leaves out of sight."""
        from ui.agenda_list import columns, rows
        from ui.csv_file import save_rows

        save_rows(columns(self.desk.zone), lambda: rows(self._whole()), _("today"), self)

    def _whole(self) -> TodayView:
        most = max((group.total for group in self.view.groups), default=0) if self.view else 0
        return deadlines.today(self.desk, current().language, most)

    def _notices(self) -> tuple[tuple[Notice, ...], tuple[Notice, ...]]:
        """What has gone wrong, and what else is called for."""
        alarms = (
            self.broken,
            self.broken_in,
            self.unfit,
            self.unproved,
            self.strange,
            self.uncounted,
            self.unverified,
            self.warnings,
            self.sheet,
        )
        calls = (
            self.proposals,
            self.consents,
            self.transfers,
            self.assignments,
            self.recorded,
            self.harm,
            self.lacks,
            self.register,
        )
        return alarms, calls

    def _lay_out(self) -> None:
        air, content, area = theme.unit(self), QWidget(self), Scrolled(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(content)
        column.setContentsMargins(air * 3, air * 3, air * 3, air * 3)
        column.setSpacing(air * 2)
        alarms, self._calls = self._notices()
        self._called = QVBoxLayout()
        column.addWidget(self.title)
        for notices, part in ((alarms, QVBoxLayout()), (self._calls, self._called)):
            part.setSpacing(air // 2)
            for notice in notices:
                part.addWidget(notice)
            column.addLayout(part)
        column.addWidget(self.agenda, 1)
        column.addWidget(self._calm, 1)
        column.addWidget(self._why)
        self._column, self._narrow = column, False
        area.fill(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where letters are large, what must be done now stands above what else is called for."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._column.removeItem(self._called)
        self._called.setParent(None)
        self._column.insertLayout(self._column.count() if narrow else 2, self._called)
        calls = [notice.button for notice in self._calls]
        matters = [self.agenda, self.open_button]
        for before, after in pairwise([*matters, *calls] if narrow else [*calls, *matters]):
            QWidget.setTabOrder(before, after)

    def _rest(self) -> QWidget:
        """What an empty day says."""
        rest = QWidget(self)
        column = QVBoxLayout(rest)
        column.addStretch(2)
        sentence = Words(
            _(
                "No open requests. When a letter arrives, drop it anywhere on this window or "
                "take it in from a file: Desk calculates its deadlines and shows here what to do "
                "and by when."
            ),
            rest,
        )
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sentence.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column.addWidget(sentence)
        column.addSpacing(theme.unit(self) * 2)
        button = QPushButton(theme.icon("mail-open"), _("&Take in a letter…"), rest)
        button.clicked.connect(lambda _checked: self.open_elsewhere("requests", "letter"))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return rest

    def _reason(self) -> QFrame:
        """Why the date of the line in focus is that date, and the way to the record."""
        frame = QFrame(self)
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        air = theme.unit(self) * 2
        row = QHBoxLayout(frame)
        row.setContentsMargins(air, air, air, air)
        texts = QVBoxLayout()
        self.why_title = Words(parent=frame)
        self.why_title.setFont(theme.strong_font(frame))
        self.why_text = note("", frame)
        texts.addWidget(self.why_title)
        texts.addWidget(self.why_text)
        row.addLayout(texts, 1)
        self.open_button = QPushButton(theme.icon("arrow-right"), _("Open the record"), frame)
        self.open_button.clicked.connect(self._open_current)
        row.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def _headline(self, view: TodayView, urgent: int) -> str:
        day = current().date(self.desk.today(), "long")
        if urgent:
            said = ngettext("{number} matter cannot wait", "{number} matters cannot wait", urgent)
        elif view.soon:
            said = ngettext(
                "{number} matter is due within three working days",
                "{number} matters are due within three working days",
                view.soon,
            )
        else:
            said = _("Nothing is pressing today")
        return f"{day} — {said}"

    def _say_lacks(self, view: TodayView) -> None:
        if not view.lacks:
            self.lacks.put("")
            return
        items = [current().say(lack.message, **lack.params) for lack in view.lacks]
        self.lacks.put("\n• ".join([_(LACKS), *items]), _("Fill in the card…"))

    def _say_sheet(self) -> None:
        """Until a sheet that opens the desk is out of the machine; the code itself is not kept anywhere."""
        if setting(self.desk, "older_code"):
            self.sheet.put(_(OLDER_CODE), _("Print a recovery sheet…"))
            return
        if self.desk.demonstration or setting(self.desk, "sheet_printed"):
            self.sheet.put("")
            return
        self.sheet.put(
            _(
                "The recovery sheet was not printed or saved. Without it, a forgotten passphrase "
                "locks the desk for ever: make a new code and print it."
            ),
            _("Print a recovery sheet…"),
        )

    def _say_register(self) -> None:
        """Consents and destructions rest on purposes: what the register lacks first is offered."""
        if not any_purpose(self.desk):
            self._begin_with = "register"
            said = _(
                "No purpose of processing is declared yet: a starter set gives you a first register."
            )
            self.register.put(said, _("Choose a starter set…"))
            return
        self._begin_with = "recipients"
        unsure = sum(not each.country_confirmed for each in recipients(self.desk))
        said = ngettext(
            "{number} recipient comes from a starter set, and no paper names it before you "
            "confirm it. Review the purposes too, and remove what does not apply.",
            "{number} recipients come from a starter set, and no paper names them before you "
            "confirm them. Review the purposes too, and remove what does not apply.",
            unsure,
        )
        self.register.put(said if unsure else "", _("Name the recipients…"))

    def _open_first(self, area: str, records: _Records) -> None:
        if self.view is not None and (found := records(self.view)):
            self.open_elsewhere(area, found[0][0])

    @Slot()
    def _mend(self) -> None:
        lacks = self.view.lacks if self.view is not None else ()
        field = lacks[0].where.removeprefix("operator.") if lacks else ""
        self.open_elsewhere("operator", field)

    @Slot(object)
    def _explain(self, line: TodayLine | None) -> None:
        if line is None:
            self.why_title.clear()
            self.why_text.clear()
            return
        self.why_title.setText(called(line))
        if line.due is None:
            self.why_text.setText(_("This record has no running deadline."))
            return
        day = due_day(line.due, self.desk.zone)
        why = words.why(line.due)
        self.why_text.setText(_("Why {day}: {why}", day=day, why=why))

    @Slot(str, int)
    def _open(self, record: str, id: int) -> None:
        self.open_elsewhere(TABS[record], id)

    @Slot()
    def _open_current(self) -> None:
        line = self.agenda.current_line()
        if line is not None:
            self._open(line.record, line.id)


def _record(line: TodayLine | None) -> tuple[str, int]:
    return ("", 0) if line is None else (line.record, line.id)
