# SPDX-License-Identifier: Apache-2.0
"""Taking a starter set into the register, with what was put right in it shown before."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.domain.kinds import OperatorKind
from desk.domain.starter import SETS, starter_set
from desk.errors import Refusal
from desk.services import registers
from desk.text import N_
from ui import theme
from ui.act import ActDialog, Fields
from ui.forms import ChoiceField, DateField, Words, note
from ui.language import _, current, ngettext
from ui.registers import iso
from ui.words import starter


class StarterDialog(ActDialog):
    """Adopts a starter set."""

    NAME: ClassVar[str] = "starter"
    TITLE: ClassVar[str] = N_("Starter set")
    VERB: ClassVar[str] = N_("Take into the register")
    INTRO: ClassVar[str] = N_(
        "A starter set is a proposal after policies operators publish, not legal advice. Take it in, then "
        "change what is not so with you: grounds, data, terms. Countries of recipients and databases are "
        "yours to confirm."
    )
    LINES: ClassVar[int] = 44

    def fields(self) -> Fields:
        """Which set, from which day."""
        return [
            ChoiceField(
                "set",
                N_("Set"),
                options=[(name, starter(name)) for name in SETS],
            ),
            DateField("since", N_("In force from"), mandatory=True, today=self.desk.today),
        ]

    def body(self) -> QWidget:
        """The form, what the set holds, and what was put right."""
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self) * 2)
        self.about, self.corrections = Words(parent=body), QWidget(body)
        heading = Words(_("Put right against published policies"), body)
        heading.setFont(theme.strong_font(heading))
        QVBoxLayout(self.corrections).setContentsMargins(0, 0, 0, 0)
        for widget in (self.form, self.about, heading, self.corrections):
            column.addWidget(widget)
        return body

    def prepare(self) -> None:
        """The set for this kind of operator, from today."""
        company = self._kind() is OperatorKind.LEGAL
        self.form.set({"set": "company" if company else "trader", "since": self.desk.today()})
        self.form.editor("set").changed.connect(self._show_set)
        self._show_set()

    def act(self, values: dict[str, object]) -> int:
        """Take it in."""
        return registers.adopt_set(self.desk, str(values["set"]), iso(values["since"]))

    def _kind(self) -> OperatorKind | None:
        try:
            return self.desk.operator().kind
        except Refusal:
            return None

    def _show_set(self) -> None:
        name = str(self.form.editor("set").value())
        chosen, language = starter_set(name), current().language
        new = registers.new_purposes(self.desk, name)
        count = ngettext("{number} purpose is new.", "{number} purposes are new.", new)
        self.about.setText(f"{chosen.about.of(language)} {count}")
        old, layout = self.corrections, QVBoxLayout()
        self.corrections = QWidget(self)
        self.corrections.setLayout(layout)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.unit(self))
        for each in chosen.corrections:
            layout.addWidget(note(f"{each.clause}: {each.said.of(language)}", self.corrections))
            layout.addWidget(Words(f"→ {each.stands.of(language)}", self.corrections))
        place = old.parentWidget()
        shown = place.layout() if place is not None else None
        if shown is not None:
            shown.replaceWidget(old, self.corrections)
        old.deleteLater()
