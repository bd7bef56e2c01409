# SPDX-License-Identifier: Apache-2.0
"""Assessments of harm (order 178): questions to answer, the degree with its reasons, the act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from desk.domain.act_papers import ActSigner
from desk.domain.harm import Assessment, Degree
from desk.domain.paper import Draft
from desk.domain.request import PaperBrief
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.desk import Desk
from desk.services.register import harm as acts
from desk.text import N_
from ui import words
from ui.act import Fields
from ui.forms import BothField, ChoiceField, DateField, Section
from ui.jobs import Jobs
from ui.language import _, current
from ui.paper_dialog import PaperDialog
from ui.registers import RecordDialog, RegisterDialog, code_column
from ui.tables import Column
from ui.theme import Badge, Tone
from ui.words import label

_TONES = {
    Degree.HIGH: Tone.OVERDUE,
    Degree.MEDIUM: Tone.SOON,
    Degree.LOW: Tone.DONE,
    Degree.NONE: Tone.DONE,
}
_ROWS = (1, 2, 3)


class HarmDialog(RecordDialog):
    """Make an assessment: what the registers cannot know is asked."""

    NAME: ClassVar[str] = "harm"
    TITLE: ClassVar[str] = N_("Assess the harm")
    INTRO: ClassVar[str] = N_(
        "What the registers hold is taken from them: special categories, biometrics, dissemination, "
        "processors and databases abroad. Answer what they cannot know."
    )
    VERB: ClassVar[str] = N_("&Record")

    def fields(self) -> Fields:
        """The day, the questions, who assessed."""
        said = current().language
        self.questions = acts.harm_questions(self.desk)
        yes_no = [("", "—"), ("yes", _("yes")), ("no", _("no"))]
        asked = [
            ChoiceField(case.id, case.question.of(said), yes_no, mandatory=True)
            for case in self.questions
        ]
        people: list[Any] = []
        for n in _ROWS:
            people.append(BothField(f"name_{n}", N_("Name"), mandatory=n == 1))
            people.append(BothField(f"post_{n}", N_("Position"), mandatory=n == 1))
        return [
            DateField("on", N_("Day of the assessment"), today=self.desk.today, mandatory=True),
            Section(N_("What the registers cannot know")),
            *asked,
            Section(N_("Who assessed")),
            *people[:2],
            Section(N_("More people"), folded=True),
            *people[2:],
        ]

    def records(self) -> list[Assessment]:
        """Those made; none is changed."""
        return []

    def prepare(self) -> None:
        """Today, by the person responsible, with the answers of the last time."""
        operator = self.desk.operator()
        known = acts.assessments(self.desk)
        before: Mapping[str, bool] = known[0].answers if known else {}
        self.form.set(
            {
                "on": self.desk.today(),
                "name_1": operator.responsible_name,
                "post_1": operator.responsible_post,
                **{
                    case.id: ("yes" if before[case.id] else "no")
                    for case in self.questions
                    if case.id in before
                },
            }
        )

    def act(self, values: dict[str, Any]) -> int:
        """Record it."""
        people = [
            ActSigner(f"assessor_{n}", "operator", values[f"name_{n}"], values[f"post_{n}"])
            for n in _ROWS
            if values[f"name_{n}"] != Both() or values[f"post_{n}"] != Both()
        ]
        answers = {case.id: values[case.id] == "yes" for case in self.questions if values[case.id]}
        try:
            return acts.assess_harm(self.desk, values["on"], answers, people)
        except Refusal as refusal:
            places = {"assessors": "name_1", "posts": "post_1"}
            refusal.field = places.get(refusal.field or "", refusal.field)
            raise


class HarmPaperDialog(PaperDialog):
    """Issue the act of one assessment."""

    NAME = "harm_paper"
    TITLE = N_("Act of harm assessment")
    FORMS = ("harm_assessment",)
    KEEPS = False

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None, assessment: int = 0) -> None:
        self.assessment = assessment
        super().__init__(desk, jobs, parent)

    def new_draft(self, _texts: Mapping[str, Both]) -> Draft:
        """The act as the assessment says it."""
        return acts.harm_paper(self.desk, self.assessment, self.mode())

    def put(self, _draft: Draft) -> PaperBrief:
        """Issue it for those who assessed to sign."""
        return acts.issue_harm_act(self.desk, self.assessment, self.mode())


class HarmsDialog(RegisterDialog):
    """Lists the assessments, the newest first."""

    TITLE: ClassVar[str] = N_("Assessments of harm")
    ABOUT: ClassVar[str] = N_(
        "Order 178: how much harm a breach of the law may do to people. The highest degree of "
        "the cases that apply counts. The newest assessment shows when the facts it is based on "
        "have changed."
    )
    EMPTY: ClassVar[str] = N_("No assessment was made yet.")
    NEW: ClassVar[str] = N_("Assess…")
    EDITOR = HarmDialog
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("day", N_("Day"), lambda row, _words: words.day(row.assessed)),
        Column(
            "degree",
            N_("Degree"),
            lambda row, _words: label(row.degree),
            badge=lambda row, _words: Badge(_TONES[row.degree], label(row.degree)),
        ),
        Column("act", N_("Act"), lambda row, _words: words.short(row.number) or "—"),
        Column("act_day", N_("Day of the act"), lambda row, _words: words.day(row.act_day), rank=1),
        code_column(shown=True),
    )

    def rows(self) -> Sequence[Assessment]:
        """Those made."""
        return acts.assessments(self.desk)

    def buttons(self) -> list[QPushButton]:
        """The act of the chosen one."""
        self.act_button = self.button("file-text", N_("Issue the act…"), self.issue)
        return [self.act_button]

    def look(self) -> None:
        """An assessment is read here, never changed; it has one act."""
        super().look()
        self.edit_button.hide()
        row = self.row()
        self.act_button.setEnabled(row is not None and row.document is None)

    def edit(self) -> None:
        """An assessment is not changed."""

    def about_row(self, row: Assessment) -> str:
        """Why this degree, a case a line, with the records that make it so."""
        said = current().language
        told = [_("What it is based on has changed: make a new assessment.")] if row.changed else []
        for each in row.lines:
            records = "; ".join(title.of(said) for _ref, title in each.records)
            text = f"• {label(each.case.degree)} — {each.case.title.of(said)}"
            told.append(f"{text}: {records}" if records else text)
        return "\n".join(told or [_("No case of the order applies.")])

    def issue(self) -> None:
        """Look at the act and issue it."""
        row = self.row()
        if row is not None and row.document is None:
            self.present(HarmPaperDialog(self.desk, self.jobs, self, row.id))
