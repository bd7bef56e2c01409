# SPDX-License-Identifier: Apache-2.0
"""Consents from a CSV file: what each column means, a check of every line, then all of them or nothing.

The check is the import itself, undone: what it promises, the import keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from desk.domain.consent import ConsentKind, ConsentWay
from desk.domain.consent_import import ImportPlan, ImportReport, Sheet
from desk.errors import Own, Refusal, Told
from desk.services.consent import imports
from desk.services.desk import Desk
from desk.services.register import registers
from desk.text import N_
from ui import files, messages, theme, words
from ui.act import ActDialog, Fields
from ui.csv_file import csv_bytes
from ui.fields import Options
from ui.forms import AreaField, CheckField, ChoiceField, Field, Section, Words, note
from ui.import_parts import REPORT, fault_said, summary, target_options
from ui.jobs import Jobs
from ui.language import _, current
from ui.models import RowsModel
from ui.panes import beside
from ui.pick_fields import PickField
from ui.tables import TableView

_SAMPLES = 3
_LONGEST = 40


class SheetRead:
    """A table in memory: the file's name, its bytes, and what they say."""

    def __init__(self, name: str, content: bytes, sheet: Sheet) -> None:
        self.name, self.content, self.sheet = name, content, sheet


def read_file(
    jobs: Jobs,
    load: Callable[[], tuple[str, bytes]],
    done: Callable[[SheetRead], None],
    failed: Callable[[Told], None],
) -> None:
    """Read a table away from the window and hand it to ``done``; ``load`` gives name and bytes."""

    def work(_progress: Callable[..., None]) -> SheetRead:
        name, content = load()
        return SheetRead(name, content, imports.read_sheet(content))

    jobs.run(_("Reading the table…"), work, done, failed)


class ImportDialog(ActDialog):
    """Maps columns, checks, imports. ``acted`` gives the ``ImportReport`` of what was saved."""

    NAME = "import"
    TITLE = N_("Import consents")
    VERB = N_("&Import")
    SCROLLS = False

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None, read: SheetRead) -> None:
        self.read = read
        self.report: ImportReport | None = None
        self._checked: tuple[ImportPlan, bool] | None = None
        super().__init__(desk, jobs, parent)
        self.resize_to_text(190, 46)

    def fields(self) -> Fields:
        """What holds for lines that do not say it, then the meaning of each column."""
        kinds = [(each, words.label(each)) for each in ConsentKind]
        ways = [(each, words.label(each)) for each in ConsentWay]
        return [
            ChoiceField("purpose", N_("Pu&rpose"), self._purposes),
            ChoiceField("kind", N_("&Kind"), kinds),
            ChoiceField("way", N_("Ho&w it was given"), ways),
            PickField("recipients", N_("To whom abroad"), options=self._abroad, rows=4),
            AreaField("resources", N_("Pages it is published on"), rows=2),
            CheckField("separate", N_("A separate document: one paper or tick for one purpose")),
            CheckField("written", N_("Signed by hand or by an electronic signature (Art. 9 (4))")),
            CheckField("renew", N_("A later consent replaces the one in force")),
            CheckField("leave_out", N_("&Leave wrong lines out")),
            Section(N_("What each column means")),
            *self._columns(),
        ]

    def body(self) -> QWidget:
        """The questions on the left, the lines on the right."""
        told = _(
            "“{name}”, lines: {count}. What no column says is taken from here.",
            name=self.read.name,
            count=len(self.read.sheet.rows),
        )
        return beside([note(told, self), self.form], self._report_side(), self, share=5)

    def prepare(self) -> None:
        """The guessed columns; only a checked file can be imported."""
        mapping = imports.guess_mapping(self.read.sheet.columns)
        self.form.set({f"column_{place}": target for target, place in mapping.items()})
        self.form.set({"separate": True, "way": ConsentWay.SITE_FORM})
        self.check_button = self.buttons.addButton(
            _("&Check the lines"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.check_button.clicked.connect(self.check)
        self.form.editor("kind").changed.connect(self._follow_kind)
        self.form.changed.connect(self._enable)
        self.jobs.busy.connect(self._free)
        self._follow_kind()
        self._enable()

    def begin(self) -> None:
        """Most files only need to be checked."""
        self.check_button.setFocus()

    def unfinished(self) -> bool:
        """A file that was not imported yet is kept with what was typed."""
        return self.report is None or not self.report.saved

    # — the plan —

    def plan(self) -> ImportPlan:
        """What the form says; raises ``Refusal`` naming the field."""
        typed = self.form.values()
        mapping: dict[str, int] = {}
        for place in range(len(self.read.sheet.columns)):
            target = str(typed[f"column_{place}"])
            if target and target in mapping:
                raise Refusal(N_("Two columns mean the same."), field=f"column_{place}")
            if target:
                mapping[target] = place
        purpose, recipients = typed["purpose"], typed["recipients"]
        return ImportPlan(
            mapping=mapping,
            kind=ConsentKind(str(typed["kind"])),
            purpose=purpose if isinstance(purpose, int) else 0,
            way=ConsentWay(str(typed["way"])),
            recipients=tuple(each for each in recipients if isinstance(each, int))
            if isinstance(recipients, tuple)
            else (),
            resources=str(typed["resources"]),
            separate=bool(typed["separate"]),
            written=bool(typed["written"]),
            renew=bool(typed["renew"]),
        )

    def _leave_out(self) -> bool:
        return bool(self.form.editor("leave_out").value())

    # — check and import —

    @Slot()
    def check(self) -> None:
        """What the import would do with each line; saves nothing."""
        self._run(_("Checking the lines…"), imports.dry_run)

    def submit(self) -> None:
        """Import away from the window; Cancel leaves nothing half done."""
        if self.report is not None and self.report.saved:
            self.accept()
            return
        leave_out = self._leave_out()
        self._run(
            _("Importing the consents…"),
            lambda desk, sheet, plan, progress: imports.import_consents(
                desk, sheet, plan, progress, leave_out=leave_out
            ),
        )

    def _run(self, title: str, act: Callable[..., ImportReport]) -> None:
        try:
            plan = self.plan()
        except Refusal as refusal:
            self.form.complain(refusal)
            return
        self.form.forgive()
        desk, sheet = self.desk, self.read.sheet

        def work(progress: Callable[..., None]) -> ImportReport:
            return act(desk, sheet, plan, lambda done, total: progress(done, total, title))

        self.jobs.run(title, work, lambda report: self._done(report, plan), self.turn_down)

    @Slot(bool)
    def _free(self, busy: bool) -> None:
        """Nothing is pressed while a job runs; one that was cancelled says nothing when it ends."""
        self.buttons.setEnabled(not busy)

    def _done(self, report: ImportReport, plan: ImportPlan) -> None:
        self.report = report
        self._checked = (plan, True)
        self.lines.load()
        wrong = report.of("wrong")
        self.view.selectRow(report.lines.index(wrong[0]) if wrong else 0)
        self.said.setText(summary(report))
        self.save_button.setEnabled(True)
        if report.saved:
            self._turn_to_saved(report)
        self._enable()

    def _turn_to_saved(self, report: ImportReport) -> None:
        self.dirty = False
        self.form.setEnabled(False)
        self.check_button.hide()
        self.accept_button.setText(_("&Done"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).hide()
        self.said.setText(_("Imported. {summary}", summary=summary(report)))
        self.acted.emit(report)

    def _enable(self) -> None:
        """Importing needs a check of the very plan, without mistakes or with the leave to pass them over."""
        report = self.report
        saved = report is not None and report.saved
        ready = report is not None and self._same_plan() and bool(report.of("new"))
        clean = report is not None and (not report.of("wrong") or self._leave_out())
        self.accept_button.setEnabled(saved or (ready and clean))
        self.accept_button.setToolTip("" if ready and clean else _(_WHY))
        self.check_button.setDefault(not ready)
        self.accept_button.setDefault(ready)

    def _same_plan(self) -> bool:
        try:
            return self._checked is not None and self._checked[0] == self.plan()
        except Refusal:
            return False

    # — the report —

    def _report_side(self) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(theme.unit(self), 0, 0, 0)
        head = QLabel(_("Line by line"), side)
        head.setFont(theme.strong_font(head))
        self.said = Words("", side)
        self.lines = RowsModel(
            REPORT, lambda last: self.report.lines if self.report and last is None else (), self
        )
        self.view = TableView(self.lines, _("Report by line"), side)
        self.view.explain_empty(
            _("Nothing has been checked yet. The check shows what would happen to each line and "
              "saves nothing."),
        )  # fmt: skip
        self.fault = Words("", side)
        self.view.chosen.connect(self._say_fault)
        self.save_button = QPushButton(theme.icon("download"), _("Save the report…"), side)
        self.save_button.setAutoDefault(False)
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self.save_report)
        for widget in (head, self.said):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        column.addWidget(self.fault)
        column.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        return side

    @Slot(int)
    def _say_fault(self, _id: int) -> None:
        """What is wrong in the chosen line, in full."""
        row = self.lines.row_at(self.view.currentIndex().row())
        self.fault.setText(fault_said(row) if row is not None else "")

    @Slot()
    def save_report(self) -> None:
        """The report as a CSV file."""
        if self.report is None:
            return
        path = messages.save_file(self, _("Save the report"), "report.csv", _("CSV files (*.csv)"))
        try:
            if path is not None:
                files.write(path, csv_bytes(REPORT, self.report.lines))
        except Told as error:
            messages.fail(self, error)

    # — what is offered —

    def _purposes(self) -> Options:
        language = current().language
        found = [
            (each.id, each.fields.title.of(language)) for each in registers.purposes(self.desk)
        ]
        return [(0, _("each line names its purpose")), *found]

    def _abroad(self) -> Options:
        from ui.consent_form import abroad_options

        return abroad_options(self.desk)

    def _columns(self) -> list[Field]:
        """A question for each column, with what stands in its first lines."""
        found: list[Field] = []
        options = target_options()
        for place, heading in enumerate(self.read.sheet.columns):
            label = Own(heading.replace("&", "")) or _("column {number}", number=place + 1)
            found.append(ChoiceField(f"column_{place}", label, options, hint=self._sample(place)))
        return found

    def _sample(self, place: int) -> str:
        cells = [cells[place] for _n, cells in self.read.sheet.rows if len(cells) > place]
        shown = [cell[:_LONGEST] for cell in dict.fromkeys(filter(None, cells[:50]))][:_SAMPLES]
        return ", ".join(_("“{words}”", words=cell) for cell in shown)

    def _follow_kind(self) -> None:
        kind = self.form.editor("kind").value()
        self.form.show_field("recipients", shown=kind is ConsentKind.CROSS_BORDER)
        self.form.show_field("resources", shown=kind is ConsentKind.DISSEMINATION)

    # — leaving and coming back —

    def state(self) -> dict[str, object]:
        """What was typed, with the file itself: it may be gone when the desk is unlocked."""
        return {**super().state(), "file": files.packed(self.read.name, self.read.content)}

    def restore(self, state: Mapping[str, object]) -> None:
        """What was typed; the lines are checked anew."""
        super().restore(state)
        self._enable()


_WHY = N_("Check the lines first: a file is imported only when its lines are in order or left out.")
